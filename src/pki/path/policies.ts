import type { Budget } from '../../bytes/budget.ts';
import { Fault } from '../../fault/fault.ts';
import { DerReader } from '../../syntax/der/index.ts';
import { ANY_POLICY } from '../certificate/oids.ts';

/** CertificatePolicies: the OIDs; qualifiers are for people and not read. No policy twice (RFC 5280 clause 4.2.1.4). */
export function readPolicies(value: Uint8Array): readonly string[] {
  const outer = DerReader.over(value);
  const list = outer.sequence();
  outer.end();
  const policies = new Set<string>();
  do {
    const information = list.sequence();
    const oid = information.oid();
    information.optional(0x30);
    information.end();
    if (policies.has(oid)) throw new Fault('DER_MALFORMED', { what: 'policy-twice' });
    policies.add(oid);
  } while (!list.done);
  return [...policies];
}

/** PolicyMappings: pairs of issuer's and subject's domain policy. */
export function readPolicyMappings(value: Uint8Array): readonly (readonly [string, string])[] {
  const outer = DerReader.over(value);
  const list = outer.sequence();
  outer.end();
  const mappings: [string, string][] = [];
  do {
    const pair = list.sequence();
    mappings.push([pair.oid(), pair.oid()]);
    pair.end();
  } while (!list.done);
  return mappings;
}

interface PolicyNode {
  readonly policy: string;
  readonly parents: readonly PolicyNode[];
  expected: readonly string[];
}

/**
 * The valid policies of a path as a graph of RFC 9618 clause 5, which replaces the tree of RFC 5280: one node for
 * each policy at each depth, so its size grows with the certificates and not with the product of their policies.
 * Only the newest level is kept by name; older nodes live on as parents.
 */
export class PolicyGraph {
  /** undefined is the NULL graph, from which there is no way back. */
  private level: Map<string, PolicyNode> | undefined;
  private previousAny: PolicyNode | undefined;
  private readonly budget: Budget;

  constructor(budget: Budget) {
    this.budget = budget;
    this.level = new Map([
      [ANY_POLICY, { policy: ANY_POLICY, parents: [], expected: [ANY_POLICY] }],
    ]);
  }

  get empty(): boolean {
    return this.level === undefined;
  }

  /** RFC 5280 clause 6.1.3(d) and (e): one certificate's policies, undefined when it has no such extension. */
  descend(policies: readonly string[] | undefined, anyAllowed: boolean): void {
    if (this.level === undefined) return;
    if (policies === undefined) {
      this.level = undefined;
      return;
    }
    const above = this.level;
    const expectedBy = new Map<string, PolicyNode[]>();
    for (const node of above.values())
      for (const oid of node.expected) {
        this.budget.spend();
        const nodes = expectedBy.get(oid);
        if (nodes) nodes.push(node);
        else expectedBy.set(oid, [node]);
      }
    const any = above.get(ANY_POLICY);
    const below = new Map<string, PolicyNode>();
    const grow = (policy: string, parents: readonly PolicyNode[]) => {
      this.budget.spend();
      below.set(policy, { policy, parents, expected: [policy] });
    };
    for (const policy of policies) {
      if (policy === ANY_POLICY) continue;
      const parents = expectedBy.get(policy) ?? (any ? [any] : undefined);
      if (parents) grow(policy, parents);
    }
    if (anyAllowed && policies.includes(ANY_POLICY))
      for (const [oid, parents] of expectedBy) if (!below.has(oid)) grow(oid, parents);
    this.previousAny = any;
    this.level = below.size > 0 ? below : undefined;
  }

  /** RFC 5280 clause 6.1.4(b): mappings after descend; where mapping is inhibited, mapped policies end here. */
  map(mappings: readonly (readonly [string, string])[], allowed: boolean): void {
    if (this.level === undefined) return;
    const targets = new Map<string, string[]>();
    for (const [from, to] of mappings) {
      this.budget.spend();
      const list = targets.get(from);
      if (list) list.push(to);
      else targets.set(from, [to]);
    }
    for (const [from, to] of targets) {
      const node = this.level.get(from);
      if (!allowed) this.level.delete(from);
      else if (node) node.expected = to;
      else if (this.level.has(ANY_POLICY) && this.previousAny)
        this.level.set(from, { policy: from, parents: [this.previousAny], expected: to });
    }
    if (this.level.size === 0) this.level = undefined;
  }

  /**
   * RFC 5280 clause 6.1.5(g) at the leaf: the policies of the anchor's domain that reach it, cut with what the user
   * accepts. A node counts as of that domain when its parent is anyPolicy.
   */
  userConstrained(initial: readonly string[]): readonly string[] {
    const authority = new Set<string>();
    const seen = new Set<PolicyNode>();
    const pending = [...(this.level?.values() ?? [])];
    if (this.level?.has(ANY_POLICY)) authority.add(ANY_POLICY);
    for (let node = pending.pop(); node; node = pending.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      if (node.policy === ANY_POLICY) continue;
      for (const parent of node.parents)
        if (parent.policy === ANY_POLICY) authority.add(node.policy);
        else pending.push(parent);
    }
    if (initial.includes(ANY_POLICY)) return [...authority];
    return initial.filter((oid) => authority.has(ANY_POLICY) || authority.has(oid));
  }
}

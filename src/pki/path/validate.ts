import { Budget } from '../../bytes/budget.ts';
import { Fault } from '../../fault/fault.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { EKU, type KeyUsage } from '../certificate/key-usage.ts';
import { sameName } from '../certificate/name.ts';
import { ANY_POLICY } from '../certificate/oids.ts';
import { LIMITS } from '../limits.ts';
import type { TrustAnchor } from './anchor.ts';
import { buildPaths, type Path, type PathLimits } from './build.ts';
import { NameLimits, type Subtrees } from './name-constraints.ts';
import { PolicyGraph } from './policies.ts';
import { profileBreach } from './profile.ts';
import { restrictionsOf } from './restrictions.ts';
import {
  betterResult,
  type PathFailure,
  type PathFinding,
  type PathResult,
  rankOf,
} from './result.ts';
import { checkSignature, inheritParameters } from './signature.ts';

/** The inputs of RFC 5280 clause 6.1.1 beside path, time and anchor, and what the use of the leaf demands. */
export interface PathInputs {
  /** user-initial-policy-set; absent it is anyPolicy. */
  readonly initialPolicies?: readonly string[];
  readonly requireExplicitPolicy?: boolean;
  readonly inhibitPolicyMapping?: boolean;
  readonly inhibitAnyPolicy?: boolean;
  readonly names?: Subtrees;
  /** The leaf must be allowed one of these, when it has a KeyUsage at all. */
  readonly keyUsage?: readonly KeyUsage[];
  /**
   * The leaf, and every intermediate, must be allowed one of these, when it has an ExtendedKeyUsage at all; anyExtendedKeyUsage
   * allows all. For intermediates no RFC asks it, but it is how authorities are bound to a purpose, and validators heed it.
   */
  readonly extendedKeyUsage?: readonly string[];
  /** How many certificates, self-issued ones not counted, may stand between leaf and anchor. */
  readonly intermediates?: number;
  /** Whether what the anchor's certificate restricts holds for the path (RFC 5937); yes unless false. */
  readonly anchorConstraints?: boolean;
  /** Whether the anchor's certificate must be in its dates; RFC 5280 does not ask it, so no unless true. */
  readonly anchorValidity?: boolean;
  /** strict: breaches of the rules for issuers (RFC 5280 clause 4) fail too. */
  readonly profile?: 'strict';
  /** For findPath. */
  readonly limits?: PathLimits;
}

/**
 * RFC 5280 clause 6.1 over one path at one time, revocation apart (that is revocationOf). Goes on after a failure, so that
 * the result names the most specific one and lists all. Never throws for what certificates say.
 */
export function validatePath(path: Path, at: Date, inputs: PathInputs = {}): PathResult {
  // every comparison with no time is false, so that nothing would have expired
  if (Number.isNaN(at.getTime())) throw new RangeError('no time to validate at');
  return new Validation(path, at, inputs).run();
}

/** The first path that holds from `leaf` to one of `anchors`, or the most telling failure of those that were tried. */
export function findPath(
  leaf: Certificate,
  pool: readonly Certificate[],
  anchors: readonly TrustAnchor[],
  at: Date,
  inputs: PathInputs = {},
): PathResult {
  const search = buildPaths(leaf, pool, anchors, { at, ...inputs.limits });
  let best: PathResult | undefined;
  for (const path of search) {
    const result = validatePath(path, at, inputs);
    if (result.valid) return result;
    best = best ? betterResult(best, result) : result;
  }
  if (best && !search.limited) return best;
  const because = search.limited ? 'limit-reached' : 'no-path';
  const finding = { because, certificate: leaf } as const;
  return { valid: false, anchor: undefined, path: [leaf], ...finding, findings: [finding] };
}

/** State variables of RFC 5280 clause 6.1.2, under their names there. */
class Validation {
  private readonly path: Path;
  private readonly at: Date;
  private readonly inputs: PathInputs;
  private readonly findings: PathFinding[] = [];
  private readonly policies: PolicyGraph;
  private readonly names: NameLimits;
  private explicitPolicy: number;
  private policyMapping: number;
  private inhibitAnyPolicy: number;
  private maxPathLength: number;
  private workingIssuer;
  private workingSpki: Uint8Array;
  private readonly issuers: TrustAnchor[];

  constructor(path: Path, at: Date, inputs: PathInputs) {
    const n = path.length;
    this.path = path;
    this.at = at;
    this.inputs = inputs;
    this.policies = new PolicyGraph(new Budget(LIMITS.policyNodes, 'DER_LIMIT', 'policy-nodes'));
    this.names = new NameLimits(
      new Budget(LIMITS.nameComparisons, 'DER_LIMIT', 'name-comparisons'),
    );
    if (inputs.names) this.names.restrict(inputs.names);
    this.explicitPolicy = inputs.requireExplicitPolicy ? 0 : n + 1;
    this.policyMapping = inputs.inhibitPolicyMapping ? 0 : n + 1;
    this.inhibitAnyPolicy = inputs.inhibitAnyPolicy ? 0 : n + 1;
    this.maxPathLength = Math.min(n, inputs.intermediates ?? n);
    this.workingIssuer = path.anchor.name;
    this.workingSpki = path.anchor.spki;
    this.issuers = [path.anchor];
  }

  run(): PathResult {
    const { path } = this;
    if (path.length === 0 || path.length > LIMITS.pathLength)
      this.fail('limit-reached', path[0], 'path-length');
    else
      try {
        this.anchor();
        for (let i = path.length - 1; i >= 0; i--) {
          this.process(path[i]!, i === 0);
          if (i > 0) this.prepare(path[i]!);
        }
        return this.wrapUp(path[0]!);
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'DER_LIMIT') throw error;
        this.fail('limit-reached', undefined, String(error.data.what));
      }
    return this.result([]);
  }

  private fail(because: PathFailure, certificate: Certificate | undefined, detail?: string): void {
    this.findings.push({ because, certificate, ...(detail !== undefined && { detail }) });
  }

  private anchor(): void {
    const { certificate } = this.path.anchor;
    // a self-signed leaf that is trusted by itself issues nothing else
    if (!certificate || this.path[0]!.sha256 === certificate.sha256) return;
    if (this.inputs.anchorValidity && this.at < certificate.notBefore)
      this.fail('anchor-not-yet-valid', undefined);
    if (this.inputs.anchorValidity && secondOf(this.at) > certificate.notAfter)
      this.fail('anchor-expired', undefined);
    if (this.inputs.profile === 'strict') {
      const breach = profileBreach(certificate);
      if (breach) this.fail('profile-breached', undefined, breach);
      if (!certificate.basicConstraints) this.fail('not-a-ca', undefined);
    }
    if (this.inputs.anchorConstraints === false) return;
    if (certificate.basicConstraints?.ca === false) this.fail('not-a-ca', undefined);
    if (certificate.keyUsage?.has('keyCertSign') === false)
      this.fail('key-usage-lacks-cert-sign', undefined);
    this.extensions(certificate, undefined);
    const restrictions = restrictionsOf(certificate);
    if (restrictions.subtrees) this.names.restrict(restrictions.subtrees);
    this.limitPolicies(restrictions);
    this.limitLength(certificate);
  }

  /** Clause 6.1.3. */
  private process(certificate: Certificate, final: boolean): void {
    const outcome = checkSignature(certificate, this.workingSpki);
    if (outcome !== 'valid')
      this.fail(outcome === 'invalid' ? 'signature-invalid' : outcome, certificate);
    if (this.at < certificate.notBefore) this.fail('not-yet-valid', certificate);
    if (secondOf(this.at) > certificate.notAfter) this.fail('expired', certificate);
    if (!sameName(certificate.issuer, this.workingIssuer)) this.fail('issuer-differs', certificate);
    this.extensions(certificate, certificate);
    const { policies, malformed } = restrictionsOf(certificate);
    if ((final || !certificate.selfIssued) && malformed === undefined) {
      const breach = this.names.breach(certificate);
      if (breach) this.fail(breach, certificate);
    }
    this.policies.descend(
      policies,
      this.inhibitAnyPolicy > 0 || (!final && certificate.selfIssued),
    );
    if (this.explicitPolicy === 0 && this.policies.empty)
      this.fail('policy-not-acceptable', certificate);
    if (this.inputs.profile === 'strict') {
      const breach = profileBreach(certificate);
      if (breach) this.fail('profile-breached', certificate, breach);
    }
  }

  /** Clause 6.1.4: from one certificate to the next. */
  private prepare(certificate: Certificate): void {
    const restrictions = restrictionsOf(certificate);
    const { mappings } = restrictions;
    if (mappings) {
      if (mappings.some((pair) => pair.includes(ANY_POLICY)))
        this.fail('policy-mapping-of-any', certificate);
      this.policies.map(mappings, this.policyMapping > 0);
    }
    this.workingIssuer = certificate.subject;
    this.workingSpki = inheritParameters(certificate.spki, this.workingSpki);
    this.issuers.unshift({ name: certificate.subject, spki: this.workingSpki, certificate });
    if (restrictions.subtrees) this.names.restrict(restrictions.subtrees);
    if (!certificate.selfIssued) {
      if (this.explicitPolicy > 0) this.explicitPolicy--;
      if (this.policyMapping > 0) this.policyMapping--;
      if (this.inhibitAnyPolicy > 0) this.inhibitAnyPolicy--;
    }
    this.limitPolicies(restrictions);
    // versions 1 and 2 can't say that they are CAs; nothing else vouches for them here
    if (certificate.basicConstraints?.ca !== true) this.fail('not-a-ca', certificate);
    if (!certificate.selfIssued) {
      if (this.maxPathLength > 0) this.maxPathLength--;
      else this.fail('path-too-long', certificate);
    }
    this.limitLength(certificate);
    if (certificate.keyUsage?.has('keyCertSign') === false)
      this.fail('key-usage-lacks-cert-sign', certificate);
    this.purpose(certificate);
  }

  private purpose(certificate: Certificate): void {
    const allowed = certificate.extendedKeyUsage;
    const wanted = this.inputs.extendedKeyUsage;
    if (!wanted || !allowed || allowed.includes(EKU.any)) return;
    if (!wanted.some((use) => allowed.includes(use)))
      this.fail('extended-key-usage-unfit', certificate);
  }

  /** Clause 6.1.5. */
  private wrapUp(leaf: Certificate): PathResult {
    if (this.explicitPolicy > 0) this.explicitPolicy--;
    if (restrictionsOf(leaf).requireExplicitPolicy === 0) this.explicitPolicy = 0;
    const policies = this.policies.userConstrained(this.inputs.initialPolicies ?? [ANY_POLICY]);
    if (this.explicitPolicy === 0 && policies.length === 0)
      this.fail('policy-not-acceptable', leaf);
    const { keyUsage } = this.inputs;
    if (keyUsage && leaf.keyUsage && !keyUsage.some((use) => leaf.keyUsage!.has(use)))
      this.fail('key-usage-unfit', leaf);
    this.purpose(leaf);
    this.workingSpki = inheritParameters(leaf.spki, this.workingSpki);
    return this.result(policies);
  }

  private extensions(certificate: Certificate, culprit: Certificate | undefined): void {
    const { unknown, malformed } = restrictionsOf(certificate);
    if (unknown.length > 0) this.fail('critical-extension-unknown', culprit, unknown[0]);
    if (malformed !== undefined) this.fail('extension-malformed', culprit, malformed);
  }

  private limitPolicies(restrictions: ReturnType<typeof restrictionsOf>): void {
    const { requireExplicitPolicy, inhibitPolicyMapping, inhibitAnyPolicy } = restrictions;
    this.explicitPolicy = Math.min(this.explicitPolicy, requireExplicitPolicy ?? Infinity);
    this.policyMapping = Math.min(this.policyMapping, inhibitPolicyMapping ?? Infinity);
    this.inhibitAnyPolicy = Math.min(this.inhibitAnyPolicy, inhibitAnyPolicy ?? Infinity);
  }

  private limitLength(certificate: Certificate): void {
    const { pathLength } = certificate.basicConstraints ?? {};
    if (pathLength !== undefined) this.maxPathLength = Math.min(this.maxPathLength, pathLength);
  }

  private result(policies: readonly string[]): PathResult {
    const { anchor } = this.path;
    if (this.findings.length === 0)
      return {
        valid: true,
        anchor,
        path: this.path,
        policies,
        issuers: this.issuers,
        spki: this.workingSpki,
      };
    const findings = this.findings.toSorted((a, b) => rankOf(b.because) - rankOf(a.because));
    return { valid: false, anchor, path: this.path, ...findings[0]!, findings };
  }
}

/** Validity ends with the whole second that notAfter names (RFC 5280 clause 4.1.2.5: inclusive, and seconds are the finest unit). */
function secondOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000);
}

import type { Budget } from '../../bytes/budget.ts';
import { Fault } from '../../fault/fault.ts';
import { context, DerReader } from '../../syntax/der/index.ts';
import type { Certificate } from '../certificate/certificate.ts';
import {
  type GeneralName,
  readGeneralName,
  readGeneralNames,
} from '../certificate/general-name.ts';
import { EXTENSION } from '../certificate/oids.ts';
import { matches, validBase, validName } from './name-matching.ts';

/** NameConstraints (RFC 5280 clause 4.2.1.10). minimum is always 0 and maximum absent there: others are refused. */
export interface Subtrees {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

export function readNameConstraints(value: Uint8Array): Subtrees {
  const outer = DerReader.over(value);
  const body = outer.sequence();
  outer.end();
  const permitted = body.optional(context(0, true));
  const excluded = body.optional(context(1, true));
  body.end();
  if (!permitted && !excluded) throw new Fault('DER_MALFORMED', { what: 'name-constraints-empty' });
  return {
    permitted: permitted ? readSubtrees(permitted.content) : [],
    excluded: excluded ? readSubtrees(excluded.content) : [],
  };
}

function readSubtrees(content: Uint8Array): GeneralName[] {
  const reader = DerReader.over(content);
  const bases: GeneralName[] = [];
  do {
    const subtree = reader.sequence();
    const base = readGeneralName(subtree);
    const minimum = subtree.peek() === context(0) ? subtree.smallInteger(context(0)) : 0;
    if (minimum !== 0 || !subtree.done || !validBase(base))
      throw new Fault('DER_MALFORMED', { what: 'name-constraint-malformed' });
    bases.push(base);
  } while (!reader.done);
  return bases;
}

export type NameFailure = 'name-not-permitted' | 'name-excluded' | 'name-constraint-unsupported';

/**
 * What the certificates above allow their descendants to be called. Each certificate's permitted subtrees of a kind
 * are an alternative; of several certificates all must hold (the intersection of RFC 5280 clause 6.1.4(g)).
 */
export class NameLimits {
  private readonly permitted: GeneralName[][] = [];
  private readonly excluded: GeneralName[] = [];
  private readonly budget: Budget;

  constructor(budget: Budget) {
    this.budget = budget;
  }

  restrict({ permitted, excluded }: Subtrees): void {
    this.excluded.push(...excluded);
    for (const kind of new Set(permitted.map((base) => base.kind)))
      this.permitted.push(permitted.filter((base) => base.kind === kind));
  }

  /** The first name of a certificate that is out of bounds, or undefined. */
  breach(certificate: Certificate): NameFailure | undefined {
    if (this.permitted.length === 0 && this.excluded.length === 0) return undefined;
    for (const name of namesOf(certificate)) {
      const failure = this.breachBy(name);
      if (failure) return failure;
    }
    return undefined;
  }

  private breachBy(name: GeneralName): NameFailure | undefined {
    const excluded = this.excluded.filter((base) => base.kind === name.kind);
    const permitted = this.permitted.filter(([base]) => base!.kind === name.kind);
    if (excluded.length === 0 && permitted.length === 0) return undefined;
    if (name.kind === 'other' || name.kind === 'x400' || name.kind === 'edi')
      return 'name-constraint-unsupported';
    if (!validName(name)) return 'name-not-permitted';
    for (const base of excluded) {
      this.budget.spend();
      if (matches(name, base, 'excluded')) return 'name-excluded';
    }
    for (const alternatives of permitted) {
      this.budget.spend(alternatives.length);
      if (!alternatives.some((base) => matches(name, base, 'permitted')))
        return 'name-not-permitted';
    }
    return undefined;
  }
}

/**
 * The names that constraints look at: subject, alternative names, and the subject's e-mail addresses where there are
 * no alternative names (RFC 5280 clause 4.2.1.10).
 */
function namesOf(certificate: Certificate): GeneralName[] {
  const { subject, extensions } = certificate;
  const names: GeneralName[] =
    subject.rdns.length > 0 ? [{ kind: 'directory', name: subject }] : [];
  const alternative = extensions.get(EXTENSION.subjectAltName);
  if (alternative) return [...names, ...readAlternativeNames(alternative.value)];
  for (const { oid, value } of subject.attributes)
    if (oid === '1.2.840.113549.1.9.1') names.push({ kind: 'rfc822', text: value });
  return names;
}

/** SubjectAltName. An empty list is no DER of GeneralNames (SIZE 1..MAX), but CAs issued it and it names nothing. */
export function readAlternativeNames(value: Uint8Array): GeneralName[] {
  const outer = DerReader.over(value);
  const list = outer.sequence();
  outer.end();
  return list.done ? [] : readGeneralNames(list);
}

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
  private readonly permitted = new Map<Kind, GeneralName[][]>();
  private readonly excluded = new Map<Kind, GeneralName[]>();
  private readonly budget: Budget;

  constructor(budget: Budget) {
    this.budget = budget;
  }

  restrict({ permitted, excluded }: Subtrees): void {
    for (const [kind, bases] of byKind(permitted))
      this.permitted.set(kind, [...(this.permitted.get(kind) ?? []), bases]);
    for (const [kind, bases] of byKind(excluded))
      this.excluded.set(kind, [...(this.excluded.get(kind) ?? []), ...bases]);
  }

  /** The first of a certificate's names that is out of bounds, or undefined; its alternative names must be readable. */
  breach(certificate: Certificate): NameFailure | undefined {
    if (this.permitted.size === 0 && this.excluded.size === 0) return undefined;
    for (const name of constrainedNames(certificate)) {
      const failure = this.breachBy(name);
      if (failure) return failure;
    }
    return undefined;
  }

  private breachBy(name: GeneralName): NameFailure | undefined {
    const excluded = this.excluded.get(name.kind) ?? [];
    const permitted = this.permitted.get(name.kind) ?? [];
    if (excluded.length === 0 && permitted.length === 0) return undefined;
    if (UNSUPPORTED.has(name.kind)) return 'name-constraint-unsupported';
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

type Kind = GeneralName['kind'];

/** RFC 5280 clause 4.2.1.10 gives constraints of these kinds no meaning, and clause 6 then lets no name of the kind pass. */
const UNSUPPORTED: ReadonlySet<Kind> = new Set(['other', 'x400', 'edi', 'registered']);

function byKind(names: readonly GeneralName[]): Map<Kind, GeneralName[]> {
  const kinds = new Map<Kind, GeneralName[]>();
  for (const name of names) {
    const list = kinds.get(name.kind);
    if (list) list.push(name);
    else kinds.set(name.kind, [name]);
  }
  return kinds;
}

/**
 * The names that constraints look at: subject, alternative names, and e-mail addresses in the subject. RFC 5280 clause
 * 4.2.1.10 asks for the last only where there are no alternative names at all; people read the subject either way. An
 * address in characters beyond ASCII (SmtpUTF8Mailbox) obeys what is said of the others: RFC 9598 clause 6.
 */
export function constrainedNames({ subject, extensions }: Certificate): GeneralName[] {
  const names: GeneralName[] =
    subject.rdns.length > 0 ? [{ kind: 'directory', name: subject }] : [];
  const alternative = extensions.get(EXTENSION.subjectAltName);
  if (alternative) names.push(...readAlternativeNames(alternative.value));
  for (const name of [...names]) if (name.kind === 'other') names.push(...readMailbox(name.octets));
  for (const { oid, value } of subject.attributes)
    if (oid === '1.2.840.113549.1.9.1') names.push({ kind: 'rfc822', text: value });
  return names;
}

/** The content of OtherName { type-id, [0] EXPLICIT UTF8String } of the type id-on-SmtpUTF8Mailbox. */
function readMailbox(otherName: Uint8Array): GeneralName[] {
  const reader = DerReader.over(otherName);
  if (reader.oid() !== '1.3.6.1.5.5.7.8.9') return [];
  return [{ kind: 'rfc822', text: reader.sequence(context(0, true)).text() }];
}

/** SubjectAltName. An empty list is no DER of GeneralNames (SIZE 1..MAX), but CAs issued it and it names nothing. */
export function readAlternativeNames(value: Uint8Array): GeneralName[] {
  const outer = DerReader.over(value);
  const list = outer.sequence();
  outer.end();
  return list.done ? [] : readGeneralNames(list);
}

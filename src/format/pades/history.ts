import type { Change, Evidence } from '../../ades/evidence.ts';
import type { ByteSource } from '../../bytes/source.ts';
import { openPdf } from '../../syntax/pdf/index.ts';
import { grouped } from './changes.ts';
import { Steps } from './difference/steps.ts';
import { openPades } from './open.ts';

/** One revision of a file: octets [0, end) are the file as it stood then, of which [start, end) were added. */
export interface RevisionFacts {
  /** From 1, the oldest. */
  readonly number: number;
  readonly start: number;
  readonly end: number;
  /** The signatures and time stamps that were made over this revision. */
  readonly signatures: readonly Evidence[];
  /** What it changed against the revision before it, whoever allowed it. */
  readonly changes: readonly Omit<Change, 'permitted'>[];
}

/**
 * Every revision of a PDF, oldest first: who signed it and what it changed. Where a signature says where its revision ends, that
 * is the end: what is cut out there is what was signed. Throws DOCUMENT_* as `openPades`.
 */
export function openHistory(
  source: ByteSource,
  o: { readonly password?: string } = {},
): readonly RevisionFacts[] {
  const signatures = openPades(source, o);
  const pdf = openPdf(source, o);
  const changes = grouped(new Steps(pdf, 1).after(1), () => true);
  let start = 0;
  return pdf.revisions.map((revision) => {
    const own = signatures.filter((one) => one.revision === revision.number);
    const end = own.reduce((last, one) => Math.max(last, signedEnd(one)), 0) || revision.end;
    const facts: RevisionFacts = {
      number: revision.number,
      start,
      end: Math.max(start, end),
      signatures: own,
      changes: changes
        .filter((change) => change.revision === revision.number)
        .map(({ permitted: _, ...change }) => change),
    };
    start = facts.end;
    return facts;
  });
}

/** Where the octets that a sound signature covers end; 0 for another one. */
function signedEnd({ byteRange, faults }: Evidence): number {
  return byteRange === null || faults.length > 0 ? 0 : byteRange[2] + byteRange[3];
}

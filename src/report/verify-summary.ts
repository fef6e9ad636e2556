import type { Examination } from '../examination/index.ts';

/** What a run of verification came to; signatures are counted, document time stamps among them. */
export interface VerifySummary {
  readonly documents: number;
  readonly 'TOTAL-PASSED': number;
  readonly 'TOTAL-FAILED': number;
  readonly INDETERMINATE: number;
  /** Documents without any signature. */
  readonly unsigned: number;
  /** Documents that can't be read. */
  readonly faults: number;
}

export const NOTHING_VERIFIED: VerifySummary = {
  documents: 0,
  'TOTAL-PASSED': 0,
  'TOTAL-FAILED': 0,
  INDETERMINATE: 0,
  unsigned: 0,
  faults: 0,
};

export function addToSummary(summary: VerifySummary, examined: Examination): VerifySummary {
  const next = { ...summary, documents: summary.documents + 1 };
  if (examined.fault) next.faults++;
  else if (examined.signatures.length === 0) next.unsigned++;
  for (const { verdict } of examined.signatures) next[verdict.indication]++;
  return next;
}

export function addSummaries(a: VerifySummary, b: VerifySummary): VerifySummary {
  const counts = Object.keys(a) as (keyof VerifySummary)[];
  return Object.fromEntries(counts.map((count) => [count, a[count] + b[count]])) as never;
}

/** Whether all that a document holds passed; a document without signatures proves nothing. */
export function hasPassed({ fault, signatures }: Examination): boolean {
  return (
    fault === null &&
    signatures.length > 0 &&
    signatures.every(({ verdict }) => verdict.indication === 'TOTAL-PASSED')
  );
}

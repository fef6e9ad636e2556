import type { ChalkInstance } from 'chalk';
import type { Conclusion, Finding, Verdict } from '../validation/index.ts';
import type { Phrase } from '../words/catalogue.ts';
import { verify } from '../words/verify.ts';
import { verifyReport } from '../words/verify-report.ts';
import type { Wording } from './verify-wording.ts';

/** What an indication is in a mark, a colour and words. */
export const WORTH: Readonly<
  Record<
    Verdict['indication'],
    { mark: string; ink: 'green' | 'red' | 'yellow'; phrase: Phrase; many: Phrase }
  >
> = {
  'TOTAL-PASSED': { mark: '✓', ink: 'green', phrase: verify.valid, many: verifyReport.allValid },
  'TOTAL-FAILED': {
    mark: '✗',
    ink: 'red',
    phrase: verify.notValid,
    many: verifyReport.someNotValid,
  },
  INDETERMINATE: {
    mark: '?',
    ink: 'yellow',
    phrase: verify.undecided,
    many: verifyReport.someUndecided,
  },
};

/** `(TOTAL-FAILED HASH_FAILURE)`: the standard's own names, for looking up and for asking somebody. */
export function codeOf(conclusion: Conclusion): string {
  const because = 'because' in conclusion ? ` ${conclusion.because}` : '';
  return `(${conclusion.indication}${because})`;
}

/** Marks of checks and blocks, by result. */
export const MARKS: Readonly<Record<Finding['result'], string>> = {
  passed: '✓',
  failed: '✗',
  unknown: '?',
  note: '·',
};

/** What a certificate of a chain is there for. */
export const LINK_ROLES = {
  holder: verifyReport.holder,
  authority: verifyReport.linkAuthority,
  anchor: verifyReport.anchor,
} as const;

/** One or more lines under a label. */
export type Row = readonly [label: Phrase, ...lines: string[]];

/** Labels in one column, what they say in the next; a label is written once for rows that follow each other. */
export function alignedRows(
  rows: readonly Row[],
  indent: string,
  words: Wording,
  ink: ChalkInstance,
): string[] {
  const labels = rows.map(([label]) => words.say(label));
  const width = Math.max(...labels.map((label) => label.length));
  return rows.flatMap(([, ...lines], i) =>
    lines.map((line, j) => {
      const label = j === 0 && labels[i] !== labels[i - 1] ? labels[i]! : '';
      return `${indent}${ink.dim(label.padEnd(width))}  ${line}`;
    }),
  );
}

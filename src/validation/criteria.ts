import type { Conclusion, Criterion, Finding } from './verdict.ts';

/**
 * Each criterion with the rules that decide it: four of the certificate, four of the signature. "Valid at signing" is what the
 * proofs of time add to the first two.
 */
export const CRITERIA = [
  [
    'certificate-in-time',
    [
      'XCV-NOT-BEFORE',
      'XCV-NOT-YET-VALID',
      'XCV-NOT-AFTER',
      'XCV-NOT-AFTER-GOOD',
      'XCV-EXPIRED',
      'XCV-AUTHORITY-DATES',
    ],
  ],
  [
    'status-at-signing',
    [
      'XCV-REVOKED',
      'XCV-REVOKED-BEFORE',
      'XCV-HOLD',
      'XCV-STATUS',
      'XCV-STATUS-BOUNDS',
      'XCV-STATUS-STRENGTH',
      'XCV-CA-REVOKED',
    ],
  ],
  [
    'algorithm',
    ['XCV-STRENGTH', 'XCV-STRENGTH-THEN', 'SAV-STRENGTH', 'SAV-STRENGTH-THEN', 'CV-ALGORITHM'],
  ],
  ['purpose', ['XCV-KEY-USAGE', 'XCV-PURPOSE']],
  ['subject-identified', ['ISC-FOUND', 'ISC-DIGEST', 'XCV-SUBJECT']],
  ['matching-key', ['CV-SIGNATURE']],
  ['valid-at-signing', ['XCV-CHAIN', 'XCV-PATH', 'SAV-ORDER', 'SAV-DELAY', 'SAV-TIMESTAMP']],
  [
    'integrity',
    ['CV-DIGEST', 'CV-DIGEST-PRESENT', 'FC-RANGE', 'CV-CONTENT', 'FC-CHANGED', 'SAV-CHANGED'],
  ],
] as const satisfies readonly (readonly [Criterion['id'], readonly string[]])[];

/**
 * The criteria by what was found. A breach that proofs of existence made good is told as a note and counts as met; a criterion
 * on which nothing could be checked is unknown. All met and TOTAL-PASSED are the same but for the format of the document.
 */
export function criteriaOf({ indication }: Conclusion, findings: readonly Finding[]): Criterion[] {
  return CRITERIA.map(([id, rules]) => {
    const own = findings.filter(({ rule }) => (rules as readonly string[]).includes(rule));
    const has = (result: Finding['result']) => own.some((f) => f.result === result);
    if (has('failed')) return { id, result: 'not-met' };
    if (has('unknown') || own.length === 0) return { id, result: 'unknown' };
    // notes alone: of the chain's checks only when the past made them good
    return { id, result: has('passed') || indication === 'TOTAL-PASSED' ? 'met' : 'unknown' };
  });
}

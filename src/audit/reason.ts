/**
 * Why a document counts as it does: the closed table. `standing` decides the figures:
 * `proven` and `refuted` documents were exchanged electronically and the question of R2a is answered; `unknown` ones were
 * too, but the answer could not be had, so they are never counted as valid; `paper` counts in R1 only; `excluded` nowhere.
 */
export const REASONS = {
  proven: 'proven',
  'not-signed': 'refuted',
  'person-missing': 'refuted',
  'agency-missing': 'refuted',
  'signature-failed': 'refuted',
  'attachment-not-signed': 'refuted',
  'signature-indeterminate': 'unknown',
  'signatory-unknown': 'unknown',
  'agency-differs': 'unknown',
  'same-file': 'unknown',
  'file-missing': 'unknown',
  'attachment-missing': 'unknown',
  'ambiguous-match': 'unknown',
  unreadable: 'unknown',
  paper: 'paper',
  'paper-presumed': 'paper',
  'excluded-secret': 'excluded',
  'excluded-recalled': 'excluded',
  duplicate: 'excluded',
} as const satisfies Record<string, Standing>;

export type Standing = 'proven' | 'refuted' | 'unknown' | 'paper' | 'excluded';
export type Reason = keyof typeof REASONS;
export const REASON_CODES = Object.keys(REASONS) as Reason[];

export function isReason(text: string): text is Reason {
  return Object.hasOwn(REASONS, text);
}

/** Exchanged electronically, so in the denominator of R2. */
export function isElectronic(reason: Reason): boolean {
  const standing: Standing = REASONS[reason];
  return standing === 'proven' || standing === 'refuted' || standing === 'unknown';
}

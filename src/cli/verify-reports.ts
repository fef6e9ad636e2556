import type { Examination } from '../examination/index.ts';
import { verifyJsonClosing, verifyJsonDocument, verifyJsonOpening } from '../report/verify-json.ts';
import { hasPassed, type VerifySummary } from '../report/verify-summary.ts';
import { type TextOptions, verifyTextDocument, verifyTextSummary } from '../report/verify-text.ts';
import type { Policy } from '../validation/index.ts';
import type { Language } from '../words/catalogue.ts';

/** What `kyso verify` prints: plain data, so that another thread can make the same report. */
export interface ReportRequest {
  readonly kind: 'text' | 'json';
  readonly language: Language;
  readonly color: boolean;
  /** Every check with its clause. */
  readonly details: boolean;
  /** Nothing of documents that passed. */
  readonly quiet: boolean;
}

/** A report in pieces: the opening, each document as it is done, the closing. */
export interface Report {
  opening(at: Date): string;
  /** Pure: of what was examined and the policy that judged it; `first` in the report. */
  document(examined: Examination, policy: Policy, first: boolean): string;
  closing(summary: VerifySummary): string;
}

export function reportOf(request: ReportRequest): Report {
  return request.kind === 'json' ? jsonReport(request) : textReport(request);
}

function jsonReport({ language }: ReportRequest): Report {
  return {
    opening: verifyJsonOpening,
    document: (examined, policy, first) => verifyJsonDocument(examined, policy, language, first),
    closing: verifyJsonClosing,
  };
}

function textReport({ language, color, details, quiet }: ReportRequest): Report {
  const o: TextOptions = { language, color, details };
  return {
    opening: () => '',
    document: (examined, policy) =>
      quiet && hasPassed(examined) ? '' : verifyTextDocument(examined, policy, o),
    closing: (summary) => verifyTextSummary(summary, o),
  };
}

import type { Examination } from '../examination/index.ts';
import { etsiDocument, etsiFrame } from '../report/etsi/report.ts';
import { verifyHtmlDocument, verifyHtmlFrame } from '../report/verify-html.ts';
import { verifyJsonClosing, verifyJsonDocument, verifyJsonOpening } from '../report/verify-json.ts';
import { hasPassed, type VerifySummary } from '../report/verify-summary.ts';
import { type TextOptions, verifyTextDocument, verifyTextSummary } from '../report/verify-text.ts';
import type { Policy } from '../validation/index.ts';
import type { Language } from '../words/catalogue.ts';

/** What `kyso verify` is to report: plain data, so that another thread can make the same report. */
export interface ReportRequest {
  readonly kind: 'text' | 'totals' | 'json' | 'html' | 'etsi';
  readonly language: Language;
  readonly color: boolean;
  /** Every check with its clause. */
  readonly details: boolean;
  /** Nothing of documents that passed. */
  readonly quiet: boolean;
  /** The time of validation. */
  readonly at: Date;
}

/** A report in sections, to which each document adds its part, and the frame around them. */
export interface Report {
  /** Of each section; empty where a document has none. Pure: of what was examined and the policy that judged it. */
  document(examined: Examination, policy: Policy, first: boolean): readonly string[];
  /**
   * What stands before the first section, between sections and after the last, so one piece more than there are sections;
   * `counts` tells of how many documents each has a part. A report that is printed as it grows has one section, and an
   * opening that depends on neither.
   */
  frame(summary: VerifySummary, counts: readonly number[]): readonly string[];
}

export function reportOf(request: ReportRequest): Report {
  return KINDS[request.kind](request);
}

const KINDS: Readonly<Record<ReportRequest['kind'], (request: ReportRequest) => Report>> = {
  text: ({ language, color, details, quiet }) => {
    const o: TextOptions = { language, color, details };
    return {
      document: (examined, policy) =>
        quiet && hasPassed(examined) ? [''] : [verifyTextDocument(examined, policy, o)],
      frame: (summary) => ['', verifyTextSummary(summary, o)],
    };
  },
  totals: ({ language, color, details }) => ({
    document: () => [''],
    frame: (summary) => ['', verifyTextSummary(summary, { language, color, details })],
  }),
  json: ({ language, at }) => ({
    document: (examined, policy, first) => [verifyJsonDocument(examined, policy, language, first)],
    frame: (summary) => [verifyJsonOpening(at), verifyJsonClosing(summary)],
  }),
  html: ({ language, at, details }) => ({
    document: (examined, policy) => verifyHtmlDocument(examined, policy, language, details),
    frame: (summary, counts) => verifyHtmlFrame(summary, counts, language, at),
  }),
  etsi: ({ at }) => ({
    document: (examined, policy) => etsiDocument(examined, policy, at),
    frame: etsiFrame,
  }),
};

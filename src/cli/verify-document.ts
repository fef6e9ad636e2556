import { resolve } from 'node:path';
import { openSource } from '../edge/files/source.ts';
import { type Examination, examine, unreadable } from '../examination/index.ts';
import { asFault, Fault } from '../fault/fault.ts';
import { addToSummary, NOTHING_VERIFIED, type VerifySummary } from '../report/verify-summary.ts';
import type { Policy } from '../validation/index.ts';
import { withContent } from './detached-content.ts';
import { type ReportRequest, reportOf } from './verify-reports.ts';

/** All by which a run of `kyso verify` judges and words a document; the same for each of them. */
export interface VerifyTask {
  /** Against which paths are resolved. */
  readonly directory: string;
  readonly policy: Policy;
  readonly at: Date;
  /** Of encrypted documents. */
  readonly password?: string;
  /** What a detached signature signs, where the caller names it. */
  readonly content?: string;
  /** Whether a report names the digest of the whole file. */
  readonly sha256: boolean;
  readonly reports: readonly ReportRequest[];
}

/** What is left of a document once it is worded: strings and numbers, which cost little to hand to another thread. */
export interface VerifiedDocument {
  /** Its part of each section of each report, in the order they were asked for. */
  readonly parts: readonly (readonly string[])[];
  /** Of this document alone. */
  readonly summary: VerifySummary;
  /** What went wrong in kyso itself, for its authors; null when nothing did. */
  readonly bug: string | null;
}

/** Opens and judges one file; whatever comes of it is an Examination. */
export function examineFile(path: string, task: VerifyTask): Examination {
  const { directory, policy, at, password, sha256 } = task;
  try {
    const file = openSource(resolve(directory, path));
    try {
      return withContent(path, task, (contents) => {
        const o = { sha256, ...contents, ...(password === undefined ? {} : { password }) };
        const examination = examine(file.source, path, policy, at, o);
        file.confirmUnchanged();
        return examination;
      });
    } finally {
      file.close();
    }
  } catch (error) {
    const { code, data, cause } = asFault(error);
    return unreadable(path, new Fault(code, 'path' in data ? { ...data, path } : data, { cause }));
  }
}

/** Makes the function that words what was examined; `policy` is the one that judged it, `first` whether it opens the reports. */
export function wording(requests: readonly ReportRequest[]) {
  const reports = requests.map(reportOf);
  return (examined: Examination, policy: Policy, first: boolean): VerifiedDocument => ({
    parts: reports.map((report) => report.document(examined, policy, first)),
    summary: addToSummary(NOTHING_VERIFIED, examined),
    bug: examined.fault?.code === 'BUG' ? String(examined.fault.cause) : null,
  });
}

import { resolve } from 'node:path';
import type { RevocationSource } from '../../ades/ports.ts';
import { openSource } from '../../edge/files/source.ts';
import { walk } from '../../edge/files/walk.ts';
import {
  complete,
  type Examination,
  type ExamineOptions,
  examine,
  unreadable,
} from '../../examination/index.ts';
import { asFault, Fault } from '../../fault/fault.ts';
import { addToSummary, NOTHING_VERIFIED, type VerifySummary } from '../../report/verify-summary.ts';
import type { Policy } from '../../validation/index.ts';
import { fill } from '../../words/catalogue.ts';
import { verify } from '../../words/verify.ts';
import type { Context, Grammar } from '../command.ts';
import { EXIT } from '../exit.ts';
import { helpExamples } from '../help-examples.ts';
import {
  readPassword,
  readVerification,
  type VerificationOptions,
  verificationOptions,
} from '../verification.ts';
import { type ReportRequest, reportOf } from '../verify-reports.ts';

interface VerifyOptions extends VerificationOptions {
  json?: boolean;
  quiet?: boolean;
  details?: boolean;
  passwordFile?: string;
}

export const grammar: Grammar = (program, run, text) => {
  const command = program
    .command('verify')
    .description(text(verify.summary))
    .argument('<paths...>', text(verify.paths))
    .option('--json', text(verify.json))
    .option('--quiet', text(verify.quiet))
    .option('--details', text(verify.details))
    .option('--password-file <file>', text(verify.passwordFile));
  verificationOptions(command, text);
  helpExamples(command, text, [
    { does: verify.exampleFile, call: 'kyso verify signed/a.pdf --trust root.pem --crl crls' },
    { does: verify.exampleFolder, call: 'kyso verify signed --json' },
  ]);
  return command.action((paths: string[], options: VerifyOptions) =>
    run((context) => verifyPaths(paths, options, context)),
  );
};

/** Documents between two progress lines: wording one costs a fifth of a small document. */
const PROGRESS_EVERY = 16;

/** Documents are examined and reported one by one: nothing of one is kept when the next begins. */
async function verifyPaths(
  paths: string[],
  options: VerifyOptions,
  context: Context,
): Promise<number> {
  const { terminal, language, directory, interrupted, environment } = context;
  const { policy: given, at, source } = readVerification(options, context);
  const documents = await walk(paths, ['.pdf'], directory);
  if (documents.length === 0) throw new Fault('NOTHING_TO_VERIFY');
  const password = readPassword(options.passwordFile, directory);
  const request: ReportRequest = {
    kind: options.json ? 'json' : 'text',
    language,
    color: terminal.color,
    details: options.details === true,
    quiet: options.quiet === true,
  };
  const report = reportOf(request);

  let summary = NOTHING_VERIFIED;
  let policy = given;
  let bug = false;
  await terminal.result(report.opening(at));
  for (const { path } of documents) {
    if (interrupted.aborted) break;
    if (summary.documents % PROGRESS_EVERY === 0) {
      const count = documents.length;
      terminal.progress(fill(verify.progress, language, { done: summary.documents, count }));
    }
    const o = { ...password, sha256: options.json === true };
    const done = await examineFile(path, directory, policy, at, source, o);
    policy = done.policy;
    await terminal.result(report.document(done.examination, policy, summary.documents === 0));
    summary = addToSummary(summary, done.examination);
    const { fault } = done.examination;
    if (fault?.code !== 'BUG') continue;
    bug = true;
    if (environment.KYSO_DEBUG) terminal.talk(String(fault.cause));
  }
  terminal.endProgress();
  await terminal.result(report.closing(summary));
  if (interrupted.aborted) return EXIT.interrupted;
  return bug ? EXIT.bug : exitOf(summary);
}

async function examineFile(
  path: string,
  directory: string,
  policy: Policy,
  at: Date,
  source: RevocationSource | undefined,
  o: ExamineOptions,
): Promise<{ examination: Examination; policy: Policy }> {
  let examination: Examination;
  try {
    const file = openSource(resolve(directory, path));
    try {
      examination = examine(file.source, path, policy, at, o);
      file.confirmUnchanged();
    } finally {
      file.close();
    }
  } catch (error) {
    const fault = asFault(error);
    const named =
      fault.data.path === undefined ? fault : new Fault(fault.code, { ...fault.data, path });
    return { examination: unreadable(path, named), policy };
  }
  return source === undefined ? { examination, policy } : complete(examination, policy, at, source);
}

/**
 * 1 when anything is proven wrong, else 3 when a document could not be read, else 2 when something stays open.
 * A document without signatures counts as open: asked whether it is validly signed, the answer is not yes.
 */
function exitOf(summary: VerifySummary): number {
  if (summary['TOTAL-FAILED'] > 0) return EXIT.someFailed;
  if (summary.faults > 0) return EXIT.input;
  if (summary.INDETERMINATE + summary.unsigned > 0) return EXIT.someIndeterminate;
  return EXIT.done;
}

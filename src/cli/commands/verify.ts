import { InvalidArgumentError } from 'commander';
import { walk } from '../../edge/files/walk.ts';
import { Fault } from '../../fault/fault.ts';
import { addSummaries, NOTHING_VERIFIED, type VerifySummary } from '../../report/verify-summary.ts';
import { fill } from '../../words/catalogue.ts';
import { report } from '../../words/report.ts';
import { verify } from '../../words/verify.ts';
import type { Context, Grammar } from '../command.ts';
import { checkContent, SIGNATURE_ENDINGS } from '../detached-content.ts';
import { EXIT } from '../exit.ts';
import { helpExamples } from '../help-examples.ts';
import { Progress } from '../progress.ts';
import {
  readPassword,
  readVerification,
  type VerificationOptions,
  verificationOptions,
} from '../verification.ts';
import { verifyDocuments } from '../verify-documents.ts';
import { type AskedReports, Outputs } from '../verify-outputs.ts';

interface VerifyOptions extends VerificationOptions, AskedReports {
  passwordFile?: string;
  content?: string;
  jobs?: number;
}

export const grammar: Grammar = (program, run, text) => {
  const command = program
    .command('verify')
    .description(text(verify.summary))
    .argument('<paths...>', text(verify.paths))
    .option('--json', text(verify.json))
    .option('--html <file>', text(verify.html))
    .option('--etsi <file>', text(verify.etsi))
    .option('--quiet', text(verify.quiet))
    .option('--details', text(verify.details))
    .option('--password-file <file>', text(verify.passwordFile))
    .option('--content <file>', text(verify.content))
    .option('--jobs <number>', text(verify.jobs), jobs);
  verificationOptions(command, text);
  helpExamples(command, text, [
    { does: verify.exampleFile, call: 'kyso verify signed/a.pdf --trust root.pem --crl crls' },
    { does: verify.exampleContent, call: 'kyso verify a.pdf.p7s --content a.pdf --trust root.pem' },
    { does: verify.exampleFolder, call: 'kyso verify signed --json' },
    {
      does: verify.examplePage,
      call: 'kyso verify signed --html signatures.html --etsi signatures.xml',
    },
  ]);
  return command.action((paths: string[], options: VerifyOptions) =>
    run((context) => verifyPaths(paths, options, context)),
  );
};

/** Documents are reported one by one: nothing of one is kept when it is printed. */
async function verifyPaths(
  paths: string[],
  options: VerifyOptions,
  context: Context,
): Promise<number> {
  const { terminal, language, directory, interrupted, environment } = context;
  const { policy, at, source } = readVerification(options, context);
  const documents = await walk(paths, ['.pdf', ...SIGNATURE_ENDINGS], directory);
  if (documents.length === 0) throw new Fault('NOTHING_TO_VERIFY');
  const place = options.content === undefined ? {} : { content: options.content };
  checkContent({ directory, ...place }, documents.length);
  const password = readPassword(options.passwordFile, directory);
  const outputs = await Outputs.open(
    { ...options, color: terminal.color, language, at },
    terminal,
    directory,
  );
  try {
    const { requests, sha256 } = outputs;
    const verified = verifyDocuments({
      paths: documents.map(({ path }) => path),
      task: { directory, policy, at, ...password, ...place, sha256, reports: requests },
      source,
      jobs: options.jobs,
      interrupted,
    });

    let summary = NOTHING_VERIFIED;
    let buggy = false;
    const progress = new Progress(context, documents.length);
    progress.show(0);
    for await (const { parts, summary: one, bug } of verified) {
      await outputs.add(parts);
      summary = addSummaries(summary, one);
      progress.show(summary.documents);
      if (bug === null) continue;
      buggy = true;
      if (environment.KYSO_DEBUG) terminal.talk(bug);
    }
    terminal.endProgress();
    // A file that lacks documents would pass for the whole.
    const written = await outputs.close(summary, !interrupted.aborted);
    for (const path of written) terminal.talk(fill(report.written, language, { path }));
    if (interrupted.aborted) return EXIT.interrupted;
    return buggy ? EXIT.bug : exitOf(summary);
  } finally {
    outputs.discard();
  }
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

/** More threads than any machine has processors for are a slip of the finger. */
const MOST_JOBS = 256;

function jobs(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1 || number > MOST_JOBS) throw new InvalidArgumentError('');
  return number;
}

import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Signer } from '../../ades/ports.ts';
import { describeAlgorithm } from '../../algorithm/index.ts';
import { embeddedChain } from '../../batch/embedded-chain.ts';
import type { LeftOut, Plan, PlannedDocument } from '../../batch/plan.ts';
import { planSigning } from '../../batch/plan.ts';
import { signBatch } from '../../batch/sign-batch.ts';
import { rehearse, type SigningOptions } from '../../batch/sign-document.ts';
import { Timestamps } from '../../batch/timestamps.ts';
import { documentFiles } from '../../edge/files/document-files.ts';
import { readSmallFile } from '../../edge/files/source.ts';
import { walk } from '../../edge/files/walk.ts';
import { timestampClient } from '../../edge/http/timestamp.ts';
import { findSigners, openSigner, pinSource, pinSourceOptions } from '../../edge/token/index.ts';
import { asFault, Fault } from '../../fault/fault.ts';
import { nameText, readCertificate, readCertificates } from '../../pki/index.ts';
import {
  type SignedRow,
  type SigningSummary,
  signingJson,
  signingText,
} from '../../report/sign.ts';
import { fill, type Phrase } from '../../words/catalogue.ts';
import { explain } from '../../words/explain.ts';
import { sign } from '../../words/sign.ts';
import type { Context, Grammar } from '../command.ts';
import { EXIT } from '../exit.ts';
import { helpExamples } from '../help-examples.ts';
import { sight } from '../sighting.ts';
import { type SignerOptions, signerOptions, signerRequest } from '../signer-options.ts';
import { signingRecord } from '../signing-record.ts';

interface SignOptions extends SignerOptions {
  out: string;
  level?: 'B' | 'T';
  tsa?: string[];
  tsaTimeout: number;
  certify?: 1 | 2 | 3;
  field?: string;
  reason?: string;
  location?: string;
  chain?: string;
  passwordFile?: string;
  dryRun?: boolean;
  json?: boolean;
  ledger?: string;
}

/** Longest list of left-out documents that the plan shows before the work begins. */
const SHOWN = 10;

export const grammar: Grammar = (program, run, text) => {
  const command: Command = program
    .command('sign')
    .description(text(sign.summary))
    .argument('<paths...>', text(sign.paths))
    .option('--out <folder>', text(sign.out), 'signed')
    .addOption(new Option('--level <level>', text(sign.level)).choices(['B', 'T']))
    .option('--tsa <url>', text(sign.tsa), (url: string, all: string[] = []) => [...all, url])
    .option('--tsa-timeout <seconds>', text(sign.tsaTimeout), positive, 30)
    .option('--certify <permission>', text(sign.certify), permission)
    .option('--field <name>', text(sign.field))
    .option('--reason <text>', text(sign.reason))
    .option('--location <text>', text(sign.location))
    .option('--chain <file>', text(sign.chain))
    .option('--password-file <file>', text(sign.passwordFile))
    .option('--dry-run', text(sign.dryRun))
    .option('--json', text(sign.json))
    .option('--ledger <file>', text(sign.ledger));
  signerOptions(command, text);
  helpExamples(command, text, [
    { does: sign.exampleFolder, call: 'kyso sign outbox --out signed' },
    {
      does: sign.exampleStamp,
      call: 'kyso sign outbox --out signed --pkcs12 key.p12 --pin-file pin.txt --tsa http://127.0.0.1:8080/tsa',
    },
  ]);
  return command.action((paths: string[], options: SignOptions) =>
    run((context) => signPaths(paths, options, context)),
  );
};

async function signPaths(paths: string[], options: SignOptions, context: Context): Promise<number> {
  const level = options.level ?? (options.tsa ? 'T' : 'B');
  if (level === 'T' && !options.tsa) {
    throw new Fault('USAGE', { what: 'usage-missing-option', name: '--tsa' });
  }
  const { terminal, language, now, directory } = context;
  const started = performance.now();
  const request = signerRequest(options, now());
  const candidate = (await findSigners(request))[0]!;
  const certificate = readCertificate(candidate.certificate);
  const plan = await planOf(paths, options, certificate.der, context);

  const say = (phrase: Phrase, data = {}) => terminal.talk(fill(phrase, language, data));
  say(sign.planned, {
    count: plan.documents.length,
    size: sizeText(plan.documents),
    subject: nameText(certificate.subject),
  });
  const signingOptions = { ...padesOptions(options, directory), chain: [] as Uint8Array[] };
  const summarise = (rows: SignedRow[], batch: string, stoppedBy?: Fault): SigningSummary => ({
    batch,
    rows: [...plan.leftOut.map(leftOutRow), ...rows],
    seconds: (performance.now() - started) / 1000,
    dryRun: options.dryRun === true,
    stoppedBy,
  });
  const finish = async (summary: SigningSummary) => {
    await terminal.result((options.json ? signingJson : signingText)(summary, language));
    return exitOf(summary, context);
  };
  sayLeftOut(plan.leftOut, context);
  if (options.dryRun) {
    const files = documentFiles(directory);
    const rows = plan.documents.map((d) =>
      rehearsed(d, () => rehearse(d.path, signingOptions, files, now())),
    );
    return finish(summarise(rows, ''));
  }
  if (plan.documents.length === 0) {
    if (plan.leftOut.length === 0) throw new Fault('NOTHING_TO_SIGN');
    return finish(summarise([], ''));
  }

  const batch = randomUUID();
  const record = await signingRecord(options.ledger, batch, certificate.sha256, context);
  const signer = await openSigner(
    { ...request, certificate: certificate.sha256 },
    pinSource(pinSourceOptions(options, context)),
  );
  try {
    say(sign.plannedWith, {
      device: signer.device.label,
      algorithm: describeAlgorithm(signer.algorithm),
      level,
      out: options.out,
    });
    const chain = chainOf(signer, options, directory);
    const stamps = options.tsa?.map((url) => timestampClient(url, options.tsaTimeout * 1000));
    const { results, stoppedBy } = await signBatch(
      plan.documents,
      { ...signingOptions, chain },
      {
        signer,
        timestamps: stamps && new Timestamps(stamps),
        files: documentFiles(directory),
        record,
        now,
      },
      progressLine(plan.documents.length, context),
      context.interrupted,
    );
    terminal.endProgress();
    const rows = results.map(
      (r): SignedRow => ({
        path: r.document.path,
        output: r.document.output,
        status: r.status,
        fault: r.status === 'failed' ? r.fault : null,
      }),
    );
    return await finish(summarise(rows, batch, stoppedBy));
  } finally {
    await signer.close();
    await record.close();
  }
}

async function planOf(
  paths: string[],
  options: SignOptions,
  certificate: Uint8Array,
  { directory }: Context,
): Promise<Plan> {
  const found = await walk(paths, ['.pdf'], directory);
  const out = resolve(directory, options.out);
  const inside = (path: string) => resolve(directory, path).startsWith(join(out, '/'));
  const password = passwordOf(options, directory);
  return planSigning(
    found
      .filter((file) => !inside(file.path))
      .map((file) =>
        sight(file.path, join(options.out, file.below), certificate, directory, password),
      ),
  );
}

function passwordOf(options: SignOptions, directory: string): string | undefined {
  if (options.passwordFile === undefined) return undefined;
  const octets = readSmallFile(resolve(directory, options.passwordFile), 4096);
  return Buffer.from(octets)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

function padesOptions(options: SignOptions, directory: string): Omit<SigningOptions, 'chain'> {
  const { reason, location, certify, field } = options;
  const password = passwordOf(options, directory);
  return {
    ...(reason !== undefined && { reason }),
    ...(location !== undefined && { location }),
    ...(certify !== undefined && { certify }),
    ...(field !== undefined && { field }),
    ...(password !== undefined && { password }),
  };
}

function chainOf(signer: Signer, options: SignOptions, directory: string): Uint8Array[] {
  const given = options.chain
    ? readCertificates(readSmallFile(resolve(directory, options.chain)))
    : [];
  const pool = [...given, ...signer.others.map((der) => readCertificate(der))];
  return embeddedChain(readCertificate(signer.certificate), pool).map((c) => c.der);
}

function rehearsed(document: PlannedDocument, attempt: () => void): SignedRow {
  const { path, output } = document;
  try {
    attempt();
    return { path, output, status: 'planned', fault: null };
  } catch (error) {
    return { path, output, status: 'failed', fault: asFault(error) };
  }
}

function leftOutRow({ path, output, why }: LeftOut): SignedRow {
  return why === 'already-signed'
    ? { path, output, status: 'skipped', fault: null }
    : { path, output, status: 'failed', fault: why };
}

function sayLeftOut(leftOut: readonly LeftOut[], { terminal, language }: Context): void {
  if (leftOut.length === 0) return;
  const say = (phrase: Phrase, data = {}) => terminal.talk(fill(phrase, language, data));
  say(sign.leftOut, { count: leftOut.length });
  for (const { path, why } of leftOut.slice(0, SHOWN)) {
    const reason =
      why === 'already-signed'
        ? fill(sign.alreadySigned, language)
        : explain(why, language).message;
    say(sign.leftOutOne, { path, why: reason });
  }
  if (leftOut.length > SHOWN) say(sign.andMore, { count: leftOut.length - SHOWN });
}

function progressLine(total: number, { terminal, language }: Context) {
  const started = performance.now();
  let done = 0;
  return {
    done() {
      done += 1;
      const rate = done / ((performance.now() - started) / 1000);
      const left = Math.ceil((total - done) / rate);
      const time =
        left < 90
          ? fill(sign.seconds, language, { count: left })
          : fill(sign.minutes, language, { count: Math.round(left / 60) });
      terminal.progress(
        fill(sign.progress, language, {
          done,
          total,
          rate: Number(rate.toPrecision(2)),
          left: time,
        }),
      );
    },
  };
}

function exitOf({ rows, stoppedBy }: SigningSummary, { interrupted }: Context): number {
  if (stoppedBy) return stoppedBy.exit;
  if (interrupted.aborted) return EXIT.interrupted;
  return rows.find((row) => row.status === 'failed')?.fault?.exit ?? EXIT.done;
}

function sizeText(documents: readonly PlannedDocument[]): string {
  const octets = documents.reduce((sum, d) => sum + d.size, 0);
  return octets < 1e6 ? `${Math.ceil(octets / 1e3)} kB` : `${Math.ceil(octets / 1e6)} MB`;
}

function positive(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number <= 3600)) throw new InvalidArgumentError(value);
  return number;
}

function permission(value: string): 1 | 2 | 3 {
  if (value !== '1' && value !== '2' && value !== '3') throw new InvalidArgumentError(value);
  return Number(value) as 1 | 2 | 3;
}

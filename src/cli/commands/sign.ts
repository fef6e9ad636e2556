import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Signer } from '../../ades/ports.ts';
import { describeAlgorithm } from '../../algorithm/index.ts';
import { embeddedChain } from '../../batch/embedded-chain.ts';
import type { LeftOut, Plan, PlannedDocument } from '../../batch/plan.ts';
import { planSigning } from '../../batch/plan.ts';
import { type DocumentResult, signBatch } from '../../batch/sign-batch.ts';
import { rehearse, type SigningOptions } from '../../batch/sign-document.ts';
import { Timestamps } from '../../batch/timestamps.ts';
import { documentFiles } from '../../edge/files/document-files.ts';
import { readSmallFile } from '../../edge/files/source.ts';
import { walk } from '../../edge/files/walk.ts';
import { timestampClient } from '../../edge/http/timestamp.ts';
import { findSigners, openSigner, pinSource, selectCandidate } from '../../edge/token/index.ts';
import { asFault, Fault } from '../../fault/fault.ts';
import { type Certificate, nameText, readCertificate, readCertificates } from '../../pki/index.ts';
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
  const request = signerRequest(options, now(), context);
  const pin = pinSource({
    ...options,
    ...(options.pinFile !== undefined && { pinFile: resolve(directory, options.pinFile) }),
    terminal,
    environment: context.environment,
    language,
  });
  const dryRun = options.dryRun === true;
  // A key store shows its certificate only once it is open; a token shows it without a PIN, so the plan comes first.
  const opened = options.pkcs12 && !dryRun ? await openSigner(request, pin) : undefined;
  const found = opened
    ? readCertificate(opened.certificate)
    : options.pkcs12
      ? undefined
      : selectCandidate(await findSigners(request), request).certificate;
  let signer: Signer | undefined = opened;
  try {
    const plan = await planOf(paths, options, found?.der, context);
    const signingOptions = { ...padesOptions(options, directory), chain: [] as Uint8Array[] };
    const finish = async (rows: SignedRow[], batch = '', stoppedBy?: Fault) => {
      const summary: SigningSummary = {
        batch,
        rows: [...plan.leftOut.map(leftOutRow), ...rows],
        seconds: (performance.now() - started) / 1000,
        dryRun,
        stoppedBy,
      };
      await terminal.result((options.json ? signingJson : signingText)(summary, language));
      return exitOf(summary, context);
    };
    sayPlan(plan, found, context);
    if (dryRun) {
      const files = documentFiles(directory);
      return await finish(
        plan.documents.map((d) =>
          rehearsed(d, () => rehearse(d.path, signingOptions, files, now())),
        ),
      );
    }
    if (plan.documents.length === 0) {
      if (plan.leftOut.length === 0) throw new Fault('NOTHING_TO_SIGN');
      return await finish([]);
    }
    signer ??= await openSigner({ ...request, certificate: found!.sha256 }, pin);
    const batch = randomUUID();
    const record = await signingRecord(
      options.ledger,
      batch,
      readCertificate(signer.certificate).sha256,
      context,
    );
    try {
      terminal.talk(
        fill(sign.plannedWith, language, {
          device: signer.device.label,
          algorithm: describeAlgorithm(signer.algorithm),
          level,
          out: options.out,
        }),
      );
      const stamps = options.tsa?.map((url) => timestampClient(url, options.tsaTimeout * 1000));
      const { results, stoppedBy } = await signBatch(
        plan.documents,
        { ...signingOptions, chain: chainOf(signer, options, directory) },
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
      return await finish(results.map(resultRow), batch, stoppedBy);
    } finally {
      await record.close();
    }
  } finally {
    await signer?.close();
  }
}

async function planOf(
  paths: string[],
  options: SignOptions,
  certificate: Uint8Array | undefined,
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

function resultRow(result: DocumentResult): SignedRow {
  const { path, output } = result.document;
  return {
    path,
    output,
    status: result.status,
    fault: result.status === 'failed' ? result.fault : null,
  };
}

function sayPlan(
  { documents, leftOut }: Plan,
  certificate: Certificate | undefined,
  { terminal, language }: Context,
): void {
  const say = (phrase: Phrase, data = {}) => terminal.talk(fill(phrase, language, data));
  const count = documents.length;
  const size = sizeText(documents);
  if (certificate) say(sign.planned, { count, size, subject: nameText(certificate.subject) });
  else say(sign.plannedUnknown, { count, size });
  if (leftOut.length === 0) return;
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

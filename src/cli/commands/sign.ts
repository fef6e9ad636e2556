import { randomUUID } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { describeAlgorithm } from '../../algorithm/index.ts';
import type { Plan, PlannedDocument } from '../../batch/plan.ts';
import { planSigning, type Sighting } from '../../batch/plan.ts';
import { signBatch } from '../../batch/sign-batch.ts';
import { rehearse } from '../../batch/sign-document.ts';
import { Timestamps } from '../../batch/timestamps.ts';
import { documentFiles } from '../../edge/files/document-files.ts';
import { sweepDrafts } from '../../edge/files/draft.ts';
import { type FoundFile, walk } from '../../edge/files/walk.ts';
import { timestampClient } from '../../edge/http/timestamp.ts';
import { chooseSigner, openSigner, pinSource } from '../../edge/token/index.ts';
import { asFault, Fault } from '../../fault/fault.ts';
import { readCertificate } from '../../pki/index.ts';
import {
  type SignedRow,
  type SigningSummary,
  signingJson,
  signingText,
} from '../../report/sign.ts';
import { fill } from '../../words/catalogue.ts';
import { sign } from '../../words/sign.ts';
import type { Context, Grammar } from '../command.ts';
import { EXIT } from '../exit.ts';
import { helpExamples } from '../help-examples.ts';
import { sight } from '../sighting.ts';
import { signerOptions, signerRequest } from '../signer-options.ts';
import {
  chainOf,
  padesOptions,
  passwordOf,
  permission,
  positive,
  type SignOptions,
} from '../signing-options.ts';
import { signingRecord } from '../signing-record.ts';
import { leftOutRow, progressLine, resultRow, sayPlan } from '../signing-talk.ts';

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
    directory,
    terminal,
    environment: context.environment,
    language,
  });
  const dryRun = options.dryRun === true;
  // A token shows its certificate without a PIN, so the plan comes before the question; a key store does not.
  const chosen = await chooseSigner(request);
  let signer = chosen || dryRun ? undefined : await openSigner(request, pin);
  const found = chosen?.certificate ?? (signer && readCertificate(signer.certificate));
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
    await sweepDrafts(
      [...plan.documents, ...plan.leftOut].map((d) => dirname(resolve(directory, d.output))),
    );
    if (plan.documents.length + plan.leftOut.length === 0) throw new Fault('NOTHING_TO_SIGN');
    const batch = randomUUID();
    const record = await signingRecord(options.ledger, batch, found!.sha256, context);
    try {
      await record.complete(plan.leftOut, now());
      if (plan.documents.length === 0) return await finish([]);
      signer ??= await chosen!.open(pin);
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
    if (signer) await signer.close();
    else chosen?.abandon();
  }
}

async function planOf(
  paths: string[],
  options: SignOptions,
  certificate: Uint8Array | undefined,
  { directory }: Context,
): Promise<Plan> {
  const out = resolve(directory, options.out);
  const password = passwordOf(options, directory);
  const sightings = new Map<string, Sighting>();
  for (const path of paths) {
    for (const { path: file, below } of await foundOrMissing(path, directory)) {
      const place = resolve(directory, file);
      // The output folder may lie inside the folder that is signed.
      if (sightings.has(place) || place.startsWith(join(out, '/'))) continue;
      sightings.set(place, sight(file, join(options.out, below), certificate, directory, password));
    }
  }
  return planSigning([...sightings.values()]);
}

/** A path that leads nowhere stays in the plan as itself: its fault is told with the document's row. */
async function foundOrMissing(path: string, directory: string): Promise<FoundFile[]> {
  try {
    return await walk([path], ['.pdf'], directory);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [{ path, below: basename(path) }];
  }
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

function exitOf({ rows, stoppedBy }: SigningSummary, { interrupted }: Context): number {
  if (stoppedBy) return stoppedBy.exit;
  if (interrupted.aborted) return EXIT.interrupted;
  return rows.find((row) => row.status === 'failed')?.fault?.exit ?? EXIT.done;
}

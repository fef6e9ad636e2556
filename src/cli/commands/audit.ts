import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import {
  type Assessment,
  audit as auditExchanges,
  REASONS,
  readPeriod,
  readSignatoryRule,
  recordOf,
  SIGNATORY_RULE,
  type SignatoryRule,
  UNITS,
  type Unit,
} from '../../audit/index.ts';
import { openSource, readSmallFile } from '../../edge/files/source.ts';
import { walk } from '../../edge/files/walk.ts';
import { ledgerPath, openLedger } from '../../edge/store/ledger-store.ts';
import { complete, type Examination, examine, unreadable } from '../../examination/index.ts';
import { asFault, Fault } from '../../fault/fault.ts';
import type { AuditedRow, NewBadRow, NewOrganisation } from '../../ledger/index.ts';
import type { Organisation } from '../../register/index.ts';
import { ratesJson } from '../../report/rates-json.ts';
import { ratesText } from '../../report/rates-text.ts';
import { audit, badRows as badRowWords } from '../../words/audit.ts';
import { fill, type Phrase } from '../../words/catalogue.ts';
import { type RegisterRead, readOrganisationsFile, readRegisterFile } from '../audit-inputs.ts';
import type { Context, Grammar } from '../command.ts';
import { EXIT } from '../exit.ts';
import { helpExamples } from '../help-examples.ts';
import { reportOf, WHOLE_REPORT } from '../rates-report.ts';
import {
  readVerification,
  type Verification,
  type VerificationOptions,
  verificationOptions,
} from '../verification.ts';

interface AuditOptions extends VerificationOptions {
  register: string[];
  documents: string;
  organisations?: string;
  period: string;
  signatories?: string;
  unit: Unit;
  ledger?: string;
  json?: boolean;
}

const VERSION: string = createRequire(import.meta.url)('#package').version;
/** Rows that become durable together. */
const TOGETHER = 1_000;
/** Unreadable rows named on the terminal. */
const BAD_ROWS = 10;

export const grammar: Grammar = (program, run, text) => {
  const command: Command = program
    .command('audit')
    .description(text(audit.summary))
    .requiredOption('--register <files...>', text(audit.register), gather)
    .requiredOption('--documents <folder>', text(audit.documents))
    .requiredOption('--period <period>', text(audit.period))
    .option('--organisations <file>', text(audit.organisations))
    .option('--signatories <file>', text(audit.signatories))
    .addOption(new Option('--unit <unit>', text(audit.unit)).choices(UNITS).default('document'))
    .option('--json', text(audit.json))
    .option('--ledger <file>', text(audit.ledger));
  verificationOptions(command, text);
  helpExamples(command, text, [
    {
      does: audit.exampleOne,
      call: 'kyso audit --register register.csv --documents signed --period 2026-10',
    },
    {
      does: audit.exampleMany,
      call: 'kyso audit --register H39.12.csv H39.13.csv --documents signed --organisations organisations.csv --period 2026-10 --json',
    },
  ]);
  return command.action((options: AuditOptions) => run((context) => auditFiles(options, context)));
};

async function auditFiles(options: AuditOptions, context: Context): Promise<number> {
  const { directory, environment, terminal, language, now } = context;
  const say = (phrase: Phrase, data = {}) => terminal.talk(fill(phrase, language, data));
  const started = now();
  const period = readPeriod(options.period);
  const rule = signatoryRule(options.signatories, directory);
  const organisations = await readOrganisationsFile(options.organisations, directory);
  const registers: RegisterRead[] = [];
  for (const file of options.register) {
    const read = await readRegisterFile(file, directory, period);
    registers.push(read);
    say(audit.read, {
      name: read.input.name,
      rows: read.exchanges.length,
      outside: read.outside,
      bad: read.badRows.length,
    });
  }
  const badRows = registers.flatMap((register) => register.badRows);
  sayBadRows(badRows, context);
  const exchanges = registers.flatMap(({ input, exchanges }) =>
    exchanges.map((exchange) => ({ register: input.name, exchange })),
  );
  if (exchanges.length === 0) say(audit.noDocuments, { period: period.name });
  const documents = await walk([options.documents], ['.pdf'], directory);
  const verification = readVerification(options, context);
  const places = new Map(documents.map(({ path, below }) => [below, path]));

  const path = ledgerPath(options.ledger, environment, directory);
  const ledger = await openLedger(path, { create: true });
  try {
    const run = await ledger.beginRun(
      {
        started: started.toISOString(),
        period: period.name,
        first_day: period.from,
        last_day: period.to,
        judged_at: verification.at.toISOString(),
        version: VERSION,
      },
      [
        ...registers.map(({ input }) => input),
        ...(organisations.input ? [organisations.input] : []),
      ],
      organisations.organisations.map(organisationRecord),
    );
    await ledger.appendBadRows(run, badRows);

    let rows: AuditedRow[] = [];
    const seen = new Seen();
    for await (const assessment of auditExchanges({
      exchanges,
      documents: [...places.keys()],
      examine: examiner(verification, (below) => resolve(directory, places.get(below)!)),
      directory: organisations.directory,
      rule,
      interrupted: context.interrupted,
    })) {
      rows.push(recordOf(assessment, seen.count));
      seen.add(assessment);
      terminal.progress(
        fill(audit.progress, language, {
          done: seen.count,
          all: exchanges.length,
          failed: seen.failed,
        }),
      );
      if (rows.length === TOGETHER) {
        await ledger.appendAudited(run, rows);
        rows = [];
      }
    }
    terminal.endProgress();
    await ledger.appendAudited(run, rows);
    if (context.interrupted.aborted) throw new Fault('INTERRUPTED');
    const folder = basename(resolve(directory, options.documents)).normalize('NFC');
    await ledger.appendInput(run, { role: 'documents', name: folder, sha256: seen.manifest() });
    await ledger.endRun(run, {
      ended: now().toISOString(),
      rows_in_period: exchanges.length,
      rows_outside: registers.reduce((sum, register) => sum + register.outside, 0),
      rows_bad: badRows.length,
    });
    say(audit.recorded, { run, path });

    const finished = await ledger.newestRun(period.name);
    const model = await reportOf(ledger, finished!, { ...WHOLE_REPORT, unit: options.unit });
    await terminal.result(options.json ? ratesJson(model) : ratesText(model, language));
    if (seen.failed > 0) return EXIT.someFailed;
    return seen.unknown > 0 || badRows.length > 0 ? EXIT.someIndeterminate : EXIT.done;
  } finally {
    terminal.endProgress();
    await ledger.close();
  }
}

/** Examines files one after the other: what is fetched for one document serves the next. */
function examiner({ policy: given, at, source }: Verification, pathOf: (below: string) => string) {
  let policy = given;
  return async (below: string): Promise<Examination> => {
    let examination: Examination;
    try {
      const file = openSource(pathOf(below));
      try {
        examination = examine(file.source, below, policy, at);
        file.confirmUnchanged();
      } finally {
        file.close();
      }
    } catch (error) {
      return unreadable(below, asFault(error));
    }
    if (source === undefined) return examination;
    const completed = await complete(examination, policy, at, source);
    policy = completed.policy;
    return completed.examination;
  };
}

/** What is summed up while the assessments go by. */
class Seen {
  count = 0;
  failed = 0;
  unknown = 0;
  private readonly digests: string[] = [];

  add({ reason, files }: Assessment): void {
    this.count++;
    if (reason === 'signature-failed') this.failed++;
    if (REASONS[reason] === 'unknown') this.unknown++;
    for (const { path, sha256 } of files) if (sha256) this.digests.push(`${sha256}  ${path}\n`);
  }

  /** Digest of the list `sha256sum` would print of the files that were judged, sorted by digest. */
  manifest(): string {
    return createHash('sha256').update(this.digests.sort().join('')).digest('hex');
  }
}

function sayBadRows(rows: readonly NewBadRow[], { terminal, language }: Context): void {
  for (const { register, line, what, value } of rows.slice(0, BAD_ROWS)) {
    const phrase = badRowWords[what as keyof typeof badRowWords];
    terminal.talk(
      fill(audit.badRow, language, { name: register, line, what: fill(phrase, language), value }),
    );
  }
  if (rows.length > BAD_ROWS)
    terminal.talk(fill(audit.moreBadRows, language, { count: rows.length - BAD_ROWS }));
}

function signatoryRule(file: string | undefined, directory: string): SignatoryRule {
  if (file === undefined) return SIGNATORY_RULE;
  const path = resolve(directory, file);
  let rule: SignatoryRule | undefined;
  try {
    rule = readSignatoryRule(JSON.parse(Buffer.from(readSmallFile(path)).toString('utf8')));
  } catch (error) {
    if (error instanceof Fault) throw error;
  }
  if (rule === undefined) throw new Fault('FILE_UNREADABLE', { path, what: 'signatory-rule' });
  return rule;
}

function organisationRecord(o: Organisation): NewOrganisation {
  return {
    organ_id: o.organId,
    name: o.name,
    kind: o.kind,
    valid_from: o.validFrom,
    valid_to: o.validTo,
    predecessors: JSON.stringify(o.predecessors),
    successors: JSON.stringify(o.successors),
  };
}

function gather(file: string, all: string[] = []): string[] {
  return [...all, file];
}

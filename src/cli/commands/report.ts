import { resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import {
  GROUPINGS,
  type Grouping,
  isReason,
  RATES,
  type RateCode,
  type Reason,
  readPeriod,
  UNITS,
  type Unit,
} from '../../audit/index.ts';
import { Draft } from '../../edge/files/draft.ts';
import { ledgerPath, openLedger } from '../../edge/store/ledger-store.ts';
import { Fault } from '../../fault/fault.ts';
import { ratesCsv } from '../../report/rates-csv.ts';
import { ratesHtml } from '../../report/rates-html.ts';
import { ratesJson } from '../../report/rates-json.ts';
import { ratesText } from '../../report/rates-text.ts';
import { audit } from '../../words/audit.ts';
import { fill } from '../../words/catalogue.ts';
import { report } from '../../words/report.ts';
import type { Context, Grammar } from '../command.ts';
import { EXIT } from '../exit.ts';
import { helpExamples } from '../help-examples.ts';
import { reportOf } from '../rates-report.ts';

interface ReportOptions {
  by: readonly Grouping[];
  rate: readonly RateCode[];
  unit: Unit;
  structure: 'then' | 'now';
  period?: string;
  csv?: string;
  separator: ',' | ';';
  html?: string;
  json?: boolean;
  drill?: string | true;
  reason?: Reason;
  ledger?: string;
}

export const grammar: Grammar = (program, run, text) => {
  const command = program
    .command('report')
    .description(text(report.summary))
    .option('--by <grouping>', text(report.by), listOf(GROUPINGS), ['agency'])
    .option('--rate <codes>', text(report.rate), listOf(RATES), RATES)
    .addOption(new Option('--unit <unit>', text(audit.unit)).choices(UNITS).default('document'))
    .addOption(
      new Option('--structure <time>', text(report.structure))
        .choices(['then', 'now'])
        .default('then'),
    )
    .option('--period <period>', text(report.period))
    .option('--csv <file>', text(report.csv))
    .addOption(
      new Option('--separator <sign>', text(report.separator)).choices([',', ';']).default(','),
    )
    .option('--html <file>', text(report.html))
    .option('--json', text(report.json))
    .option('--drill [agency]', text(report.drill))
    .option('--reason <code>', text(report.reason), reasonCode)
    .option('--ledger <file>', text(report.ledger));
  helpExamples(command, text, [
    { does: report.exampleTable, call: 'kyso report' },
    { does: report.exampleHtml, call: 'kyso report --html report.html --csv report.csv' },
    { does: report.exampleDrill, call: 'kyso report --rate R2a --drill H39.12' },
  ]);
  return command.action((options: ReportOptions) => run((context) => report_(options, context)));
};

async function report_(options: ReportOptions, context: Context): Promise<number> {
  const { language, directory, environment, terminal } = context;
  const onScreen = [options.csv === '-', options.html === '-', options.json === true];
  if (onScreen.filter(Boolean).length > 1) throw new Fault('USAGE', { what: 'usage-conflict' });
  const period = options.period === undefined ? undefined : readPeriod(options.period).name;
  const path = ledgerPath(options.ledger, environment, directory);
  const ledger = await openLedger(path, { create: false });
  try {
    const run = await ledger.newestRun(period);
    if (run === undefined) throw new Fault('LEDGER_UNREADABLE', { path, what: 'ledger-no-run' });
    const asked = options.drill !== undefined || options.reason !== undefined;
    const agency = typeof options.drill === 'string' ? options.drill : '';
    const drill = { agency, reason: options.reason ?? null };
    const model = await reportOf(ledger, run, {
      by: options.by,
      unit: options.unit,
      rates: options.rate,
      structure: options.structure,
      drill: asked || options.html !== undefined ? drill : null,
    });
    const plain = asked ? model : { ...model, documents: null };

    const outputs: (readonly [string, string])[] = [];
    if (options.csv !== undefined)
      outputs.push([options.csv, ratesCsv(plain, language, { separator: options.separator })]);
    if (options.html !== undefined) outputs.push([options.html, ratesHtml(model, language)]);
    if (options.json) outputs.push(['-', ratesJson(plain)]);
    if (outputs.length === 0) outputs.push(['-', ratesText(plain, language)]);
    for (const [file, content] of outputs) {
      if (file === '-') await terminal.result(content);
      else {
        await write(resolve(directory, file), content);
        terminal.talk(fill(report.written, language, { path: file }));
      }
    }
    return EXIT.done;
  } finally {
    await ledger.close();
  }
}

async function write(path: string, content: string): Promise<void> {
  const draft = Draft.create(path);
  try {
    draft.write(Buffer.from(content), 0);
    await draft.publish();
  } catch (error) {
    draft.discard();
    throw error;
  }
}

/** An option whose value is a comma-separated list of known words. */
function listOf<const T extends string>(known: readonly T[]): (value: string) => readonly T[] {
  return (value) => {
    const words = value.split(',').map((word) => word.trim());
    return words.map((word) => {
      const found = known.find((k) => k.toLowerCase() === word.toLowerCase());
      if (found === undefined) throw new InvalidArgumentError(`'${word}'`);
      return found;
    });
  };
}

function reasonCode(value: string): Reason {
  if (!isReason(value)) throw new InvalidArgumentError(`'${value}'`);
  return value;
}

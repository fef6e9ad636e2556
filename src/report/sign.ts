import type { Fault } from '../fault/fault.ts';
import { fill, type Language, type Phrase } from '../words/catalogue.ts';
import { explain } from '../words/explain.ts';
import { sign } from '../words/sign.ts';

/** One document of a signing run, however it ended. */
export interface SignedRow {
  readonly path: string;
  readonly output: string;
  readonly status: 'signed' | 'planned' | 'skipped' | 'failed' | 'stopped';
  readonly fault: Fault | null;
}

export interface SigningSummary {
  readonly batch: string;
  readonly rows: readonly SignedRow[];
  /** Whole run, in seconds. */
  readonly seconds: number;
  readonly dryRun: boolean;
  readonly stoppedBy: Fault | undefined;
}

/** `kyso.sign/1`; its schema is report/schema/sign-1.json. */
export function signingJson(summary: SigningSummary, language: Language): string {
  const { batch, rows, stoppedBy, dryRun } = summary;
  return `${JSON.stringify(
    {
      schema: 'kyso.sign/1',
      batch,
      dryRun,
      stoppedBy: stoppedBy ? faultJson(stoppedBy, language) : null,
      documents: rows.map((row) => ({
        path: row.path,
        output: row.output,
        status: row.status,
        fault: row.fault && faultJson(row.fault, language),
      })),
      summary: countOf(rows),
    },
    null,
    2,
  )}\n`;
}

/** One line per document that was not signed as planned, then the totals; a dry run lists every document. */
export function signingText(summary: SigningSummary, language: Language): string {
  const { rows, seconds, dryRun, stoppedBy } = summary;
  const say = (phrase: Phrase, data = {}) => fill(phrase, language, data);
  const lines = rows
    .filter((row) => dryRun || row.status === 'failed')
    .map((row) => line(row, language));
  const counts = { ...countOf(rows), seconds: Number(seconds.toFixed(1)) };
  lines.push(say(dryRun ? sign.summaryDry : sign.outcome, counts));
  if (stoppedBy) {
    const { message, hint } = explain(stoppedBy, language);
    lines.push(`${say(sign.stopped, { message })}`, hint);
  }
  if (counts.stopped > 0) lines.push(say(sign.resume));
  return `${lines.join('\n')}\n`;
}

function line(row: SignedRow, language: Language): string {
  const status = fill(STATUS[row.status], language);
  const why = row.fault ? `: ${explain(row.fault, language).message}` : '';
  return fill({ en: '{status}  {path}{why}', vi: '{status}  {path}{why}' }, language, {
    status,
    path: row.path,
    why,
  });
}

const STATUS: Readonly<Record<SignedRow['status'], Phrase>> = {
  signed: sign.statusSigned,
  planned: sign.statusPlanned,
  skipped: sign.statusSkipped,
  failed: sign.statusFailed,
  stopped: sign.statusStopped,
};

function countOf(rows: readonly SignedRow[]): Record<SignedRow['status'], number> {
  const counts = { signed: 0, planned: 0, skipped: 0, failed: 0, stopped: 0 };
  for (const row of rows) counts[row.status] += 1;
  return counts;
}

function faultJson(fault: Fault, language: Language) {
  return { code: fault.code, ...explain(fault, language) };
}

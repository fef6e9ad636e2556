import { Fault } from '../fault/fault.ts';
import { type Column, type Mapping, mapHeader, missingColumns } from './columns.ts';
import { readDate } from './date.ts';
import type { BadRowReason, Exchange, RegisterRow } from './exchange.ts';
import { readDesignation } from './number.ts';
import { modernOrganId } from './organ-id.ts';
import { readRows, type TableRow } from './table.ts';
import { readChannel, readFlag, readList, readSecrecy } from './values.ts';

/** Rows above the header (titles, the name of the office) that are tolerated. */
const TITLE_ROWS = 30;

/**
 * Reads a register of outgoing documents row by row. `name` names it in faults, and its agency is `fallback` where the
 * register has neither agency nor OrganId column (the official form has none: it is one agency's own book).
 * Throws REGISTER_COLUMN_MISSING {path, what: column-…, seen} and the faults of `readRows`.
 */
export async function* readRegister(
  octets: AsyncIterable<Uint8Array>,
  name: string,
  fallback: { organId: string; agency: string },
): AsyncGenerator<RegisterRow, void, undefined> {
  let mapping: Mapping | undefined;
  let belowHeader = false;
  const above: TableRow[] = [];
  for await (const row of readRows(octets, name, headerFit)) {
    if (mapping === undefined) {
      above.push(row);
      const candidate = mapHeader(row.cells);
      if (missingColumns(candidate.mapping).length === 0) {
        mapping = candidate.mapping;
        belowHeader = true;
      } else if (above.length >= TITLE_ROWS) throw columnMissing(name, above);
      continue;
    }
    // The official form numbers its columns below the header: (1) (2) (3) …
    if (belowHeader && isColumnNumbers(row.cells)) continue;
    belowHeader = false;
    yield readRow(row, mapping, fallback);
  }
  if (mapping === undefined) throw columnMissing(name, above);
}

function headerFit(cells: readonly string[]): number {
  const { mapping, recognised } = mapHeader(cells);
  return recognised - 2 * missingColumns(mapping).length;
}

/** Names what is missing from the row that comes nearest to being a header. */
function columnMissing(name: string, rows: readonly TableRow[]): Fault {
  let best = rows[0]!;
  for (const row of rows) if (headerFit(row.cells) > headerFit(best.cells)) best = row;
  const missing = missingColumns(mapHeader(best.cells).mapping);
  const seen = best.cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return new Fault('REGISTER_COLUMN_MISSING', {
    path: name,
    what: missing[0] === 'date' ? 'column-date' : 'column-number',
    seen: seen.slice(0, 20).join(' | '),
  });
}

function isColumnNumbers(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return filled.length > 1 && filled.every((cell, i) => cell.replace(/[()]/g, '') === `${i + 1}`);
}

function readRow(
  row: TableRow,
  mapping: Mapping,
  fallback: { organId: string; agency: string },
): RegisterRow {
  const cell = (column: Column): string => {
    const index = mapping[column];
    return index === undefined ? '' : (row.cells[index] ?? '');
  };
  const text = (column: Column) => cell(column).normalize('NFC').trim().replace(/\s+/g, ' ');
  const bad = (what: BadRowReason, value: string): RegisterRow => ({
    bad: { line: row.line, what, value },
  });

  const whole = mapping.number === undefined ? cell('numberNotation') : cell('number');
  const designation = readDesignation(whole) ?? readDesignation(cell('numberNotation'));
  if (designation === undefined) return bad('number-unreadable', whole);
  const date = readDate(cell('date'));
  if (date === undefined) return bad('date-unreadable', cell('date'));
  const channel = readChannel(cell('channel'));
  if (channel === undefined) return bad('channel-unknown', cell('channel'));
  const secret = readSecrecy(cell('secret'));
  if (secret === undefined) return bad('secrecy-unknown', cell('secret'));
  const declaredSigned = readFlag(cell('declaredSigned'));
  if (declaredSigned === undefined) return bad('declaration-unknown', cell('declaredSigned'));
  const recalled = readFlag(cell('recalled'));
  if (recalled === undefined) return bad('recall-unknown', cell('recalled'));

  const organId = modernOrganId(cell('organId'));
  const agency = text('agency');
  const own = organId !== '' || agency !== '';
  const exchange: Exchange = {
    line: row.line,
    organId: own ? organId : fallback.organId,
    agency: own ? agency : fallback.agency,
    number: designation.number,
    notation: designation.notation || text('notation') || notationOf(cell('numberNotation')),
    date,
    kind: text('kind'),
    subject: text('subject'),
    recipients: readList(cell('recipients')),
    channel,
    files: readList(cell('files')),
    declaredSigned,
    secret: secret ?? false,
    recalled: recalled ?? false,
    documentId: text('documentId') || null,
  };
  return { exchange };
}

function notationOf(cell: string): string {
  return readDesignation(cell)?.notation ?? '';
}

import { Fault } from '../fault/fault.ts';
import { readDate } from './date.ts';
import { modernOrganId } from './organ-id.ts';
import { plain } from './plain.ts';
import { readRows, type TableRow } from './table.ts';
import { readList } from './values.ts';

/** One organisation through one span of time; both ends inclusive, null is open. */
export interface Organisation {
  readonly organId: string;
  readonly name: string;
  readonly kind: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly predecessors: readonly string[];
  readonly successors: readonly string[];
}

const COLUMNS = {
  organId: ['organid', 'organ id', 'ma dinh danh', 'ma dinh danh co quan', 'ma co quan', 'ma'],
  name: ['name', 'ten co quan', 'ten', 'co quan', 'ten don vi', 'organname', 'organ name'],
  kind: ['kind', 'loai', 'loai co quan', 'cap'],
  validFrom: ['valid from', 'validfrom', 'tu ngay', 'hieu luc tu', 'ngay bat dau'],
  validTo: ['valid to', 'validto', 'den ngay', 'hieu luc den', 'ngay ket thuc'],
  predecessors: ['predecessor', 'predecessors', 'tien than', 'co quan cu', 'ke thua tu'],
  successors: ['successor', 'successors', 'ke nhiem', 'co quan moi', 'sap nhap vao', 'ke thua boi'],
} as const;
type Column = keyof typeof COLUMNS;

/**
 * Reads organisations as dated data. Throws REGISTER_COLUMN_MISSING when there is no OrganId or no name column, and
 * REGISTER_MALFORMED {path, what: 'organisation-row', at: line} for a row without either or with a date that can't be read:
 * a list that decides who is counted is read whole or not at all.
 */
export async function readOrganisations(
  octets: AsyncIterable<Uint8Array>,
  name: string,
): Promise<Organisation[]> {
  const organisations: Organisation[] = [];
  let mapping: Partial<Record<Column, number>> | undefined;
  let first: TableRow | undefined;
  for await (const row of readRows(octets, name, (cells) => Object.keys(map(cells)).length)) {
    first ??= row;
    if (mapping === undefined) {
      const candidate = map(row.cells);
      if (candidate.organId !== undefined && candidate.name !== undefined) mapping = candidate;
      continue;
    }
    organisations.push(readRow(row, mapping, name));
  }
  if (mapping === undefined)
    throw new Fault('REGISTER_COLUMN_MISSING', {
      path: name,
      what: 'column-organ-id',
      seen: (first?.cells ?? []).join(' | '),
    });
  return organisations;
}

function map(cells: readonly string[]): Partial<Record<Column, number>> {
  const mapping: Partial<Record<Column, number>> = {};
  cells.forEach((cell, index) => {
    const text = plain(cell);
    for (const column of Object.keys(COLUMNS) as Column[])
      if ((COLUMNS[column] as readonly string[]).includes(text)) mapping[column] ??= index;
  });
  return mapping;
}

function readRow(
  row: TableRow,
  mapping: Partial<Record<Column, number>>,
  name: string,
): Organisation {
  const cell = (column: Column) => {
    const index = mapping[column];
    return index === undefined ? '' : (row.cells[index] ?? '').normalize('NFC').trim();
  };
  const date = (column: Column) => {
    if (cell(column) === '') return null;
    return readDate(cell(column)) ?? malformed();
  };
  const malformed = (): never => {
    throw new Fault('REGISTER_MALFORMED', { path: name, what: 'organisation-row', at: row.line });
  };
  if (cell('organId') === '' || cell('name') === '') malformed();
  return {
    organId: modernOrganId(cell('organId')),
    name: cell('name'),
    kind: cell('kind'),
    validFrom: date('validFrom'),
    validTo: date('validTo'),
    predecessors: readList(cell('predecessors')).map(modernOrganId),
    successors: readList(cell('successors')).map(modernOrganId),
  };
}

/** Organisations by OrganId and by name, at a date. */
export class Directory {
  private readonly byId = new Map<string, Organisation[]>();
  private readonly byName = new Map<string, Organisation[]>();

  constructor(organisations: readonly Organisation[]) {
    for (const organisation of organisations) {
      push(this.byId, organisation.organId, organisation);
      push(this.byName, plain(organisation.name), organisation);
    }
  }

  at(organId: string, date: string): Organisation | undefined {
    return (this.byId.get(organId) ?? []).find((o) => covers(o, date));
  }

  /** By name, only when exactly one organisation bore it then. */
  named(name: string, date: string): Organisation | undefined {
    const fitting = (this.byName.get(plain(name)) ?? []).filter((o) => covers(o, date));
    return fitting.length === 1 ? fitting[0] : undefined;
  }

  /** Whether any organisation, at any time, bears this name. */
  knows(name: string): boolean {
    return this.byName.has(plain(name));
  }

  /**
   * Who answers on `date` for what `organId` did: itself, or the one it became, step by step. An organisation
   * that was split has several successors and stays itself: no row can be handed to one of them alone.
   */
  successor(organId: string, date: string): Organisation | undefined {
    let id = organId;
    for (const seen = new Set<string>(); !seen.has(id); ) {
      seen.add(id);
      const now = this.at(id, date);
      if (now) return now;
      const versions = this.byId.get(id) ?? [];
      const next = new Set(versions.flatMap((o) => o.successors));
      for (const [heir, spans] of this.byId)
        if (spans.some((o) => o.predecessors.includes(id))) next.add(heir);
      next.delete(id);
      if (next.size !== 1) return versions.at(-1);
      id = [...next][0]!;
    }
    return this.byId.get(organId)?.at(-1);
  }
}

function covers(o: Organisation, date: string): boolean {
  return (o.validFrom === null || o.validFrom <= date) && (o.validTo === null || date <= o.validTo);
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

import type { AuditedRow } from '../ledger/index.ts';
import type { Directory } from '../register/organisations.ts';
import { plain } from '../register/plain.ts';
import { type Counted, placeIn, type RateCode, type Rates, Tally, type Unit } from './rates.ts';
import { isReason, type Reason } from './reason.ts';

export const GROUPINGS = ['agency', 'month'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface FigureRow {
  /** Empty when the register states none, or the rows are not by agency. */
  readonly organId: string;
  readonly agency: string;
  /** YYYY-MM, or null when the rows are not by month. */
  readonly month: string | null;
  readonly rates: Rates;
  readonly reasons: ReadonlyMap<Reason, number>;
}

export interface Figures {
  readonly rows: readonly FigureRow[];
  readonly total: Omit<FigureRow, 'organId' | 'agency' | 'month'>;
}

export interface FigureOptions {
  readonly by: readonly Grouping[];
  readonly unit: Unit;
  /** Count by who stands in an agency's place on this day; absent: by the agencies of each document's date. */
  readonly structure?: { readonly directory: Directory; readonly day: string };
}

/** Sums up a run's rows: one pass, memory in proportion to the figures and not to the documents. */
export async function figuresOf(
  rows: AsyncIterable<AuditedRow> | Iterable<AuditedRow>,
  options: FigureOptions,
): Promise<Figures> {
  const groups = new Map<string, Group>();
  const total = new Group('', '', null, options.unit);
  for await (const row of rows) {
    const { organId, agency } = agencyOf(row, options);
    const month = options.by.includes('month') ? row.date.slice(0, 7) : null;
    const whose = options.by.includes('agency') ? organId || plain(agency) : '';
    const key = `${whose}\n${month ?? ''}`;
    let group = groups.get(key);
    if (group === undefined) {
      const named = options.by.includes('agency');
      group = new Group(named ? organId : '', named ? agency : '', month, options.unit);
      groups.set(key, group);
    }
    group.add(row);
    total.add(row);
  }
  const sorted = [...groups.entries()]
    .sort(([a], [b]) => order(a, b))
    .map(([, group]) => group.row);
  return { rows: sorted, total: { rates: total.row.rates, reasons: total.row.reasons } };
}

/** The agency that a row counts for. */
export function agencyOf(
  row: AuditedRow,
  options: Pick<FigureOptions, 'structure'>,
): { organId: string; agency: string } {
  const heir = options.structure?.directory.successor(row.organ_id, options.structure.day);
  return heir === undefined
    ? { organId: row.organ_id, agency: row.agency }
    : { organId: heir.organId, agency: heir.name };
}

/** What the rates need of a ledger's row. An unknown reason (a newer kyso's) is unreadable, never proven. */
export function countedOf(row: AuditedRow): Counted {
  return {
    reason: isReason(row.reason) ? row.reason : 'unreadable',
    anyValid: row.passed > 0,
    declaredSigned: row.declared_signed === null ? null : row.declared_signed === 1,
    recipients: row.recipients,
  };
}

/** Whether a row is one of the documents behind a rate. */
export function isBehind(rate: RateCode, row: AuditedRow): boolean {
  return placeIn(rate, countedOf(row)) !== 'outside';
}

class Group {
  private readonly organId: string;
  private readonly agency: string;
  private readonly month: string | null;
  private readonly tally: Tally;
  private readonly reasons = new Map<Reason, number>();

  constructor(organId: string, agency: string, month: string | null, unit: Unit) {
    this.organId = organId;
    this.agency = agency;
    this.month = month;
    this.tally = new Tally(unit);
  }

  add(row: AuditedRow): void {
    const counted = countedOf(row);
    this.tally.add(counted);
    this.reasons.set(counted.reason, (this.reasons.get(counted.reason) ?? 0) + 1);
  }

  get row(): FigureRow {
    const { organId, agency, month, reasons } = this;
    return { organId, agency, month, reasons, rates: this.tally.rates };
  }
}

/** Codes by their parts, so that H39.2 stands before H39.12, then months. */
function order(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true }) || (a < b ? -1 : a > b ? 1 : 0);
}

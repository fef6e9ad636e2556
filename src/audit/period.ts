import { Fault } from '../fault/fault.ts';

/** A span of days, both inclusive, as YYYY-MM-DD. */
export interface Period {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** Reads 2026, 2026-Q3 or 2026-10. Throws PERIOD_MALFORMED {period}. */
export function readPeriod(text: string): Period {
  const parts = /^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(text.trim().toUpperCase());
  if (parts === null) throw new Fault('PERIOD_MALFORMED', { period: text });
  const [name, year, quarter, month] = [parts[0], parts[1]!, parts[2], parts[3]];
  const first = month ? Number(month) : quarter ? Number(quarter) * 3 - 2 : 1;
  const last = month ? first : quarter ? first + 2 : 12;
  const days = new Date(Date.UTC(Number(year), last, 0)).getUTCDate();
  return {
    name,
    from: `${year}-${String(first).padStart(2, '0')}-01`,
    to: `${year}-${String(last).padStart(2, '0')}-${days}`,
  };
}

export function within(period: Period, date: string): boolean {
  return period.from <= date && date <= period.to;
}

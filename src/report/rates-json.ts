import type { FigureRow, Rates } from '../audit/index.ts';
import { instant } from './instant.ts';
import type { RatesReport } from './rates-model.ts';

/**
 * `kyso.report/1` (schema/report-1.json). Fields are added over time, never changed: whoever reads it recomputes every percentage
 * from whole numbers.
 */
export function ratesJson(model: RatesReport): string {
  const { figures } = model;
  const rates = (all: Rates) => Object.fromEntries(model.rates.map((code) => [code, all[code]]));
  const reasons = (row: Pick<FigureRow, 'reasons'>) => Object.fromEntries(row.reasons);
  const value = {
    schema: 'kyso.report/1',
    period: model.period,
    unit: model.unit,
    by: model.by,
    structure: model.structure,
    run: model.run,
    judgedAt: instant(model.judgedAt),
    inputs: model.inputs.map(({ role, name, sha256 }) => ({ name, sha256, role })),
    rows: figures.rows.map((row) => ({
      organId: row.organId,
      agency: row.agency,
      ...(row.month === null ? {} : { month: row.month }),
      rates: rates(row.rates),
      reasons: reasons(row),
    })),
    total: { rates: rates(figures.total.rates), reasons: reasons(figures.total) },
    badRows: model.badRows,
    rowsOutsidePeriod: model.rowsOutside,
    ...(model.documents === null ? {} : { documents: model.documents }),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

import {
  agencyOf,
  countedOf,
  type FigureOptions,
  figuresOf,
  type Grouping,
  RATES,
  type RateCode,
  type Reason,
  type Unit,
} from '../audit/index.ts';
import type { AuditedRow, Ledger, Run } from '../ledger/index.ts';
import { Directory, plain } from '../register/index.ts';
import { type DrilledDocument, placesOf, type RatesReport } from '../report/rates-model.ts';

export interface ReportRequest {
  readonly by: readonly Grouping[];
  readonly unit: Unit;
  readonly rates: readonly RateCode[];
  readonly structure: 'then' | 'now';
  /** Which documents are listed: none, or those of an agency (empty: all) that count in the rates asked for. */
  readonly drill: { readonly agency: string; readonly reason: Reason | null } | null;
}

export const WHOLE_REPORT: ReportRequest = {
  by: ['agency'],
  unit: 'document',
  rates: RATES,
  structure: 'then',
  drill: null,
};

/** Recomputes a run's report from the ledger alone. */
export async function reportOf(
  ledger: Ledger,
  run: Run,
  request: ReportRequest,
): Promise<RatesReport> {
  const options: FigureOptions = {
    by: request.by,
    unit: request.unit,
    ...(request.structure === 'now'
      ? { structure: { directory: await directoryOf(ledger, run), day: run.last_day } }
      : {}),
  };
  const documents: DrilledDocument[] | null = request.drill === null ? null : [];
  async function* listed(): AsyncGenerator<AuditedRow> {
    for await (const row of ledger.audited(run.seq)) {
      if (documents !== null) {
        const document = drilled(row, options);
        if (isAskedFor(document, request)) documents.push(document);
      }
      yield row;
    }
  }
  const figures = await figuresOf(listed(), options);
  const inputs = await ledger.inputs(run.seq);
  const badRows = await ledger.badRows(run.seq);
  return {
    period: run.period,
    unit: request.unit,
    by: request.by,
    structure: request.structure,
    rates: request.rates,
    run: run.seq,
    judgedAt: new Date(run.judged_at),
    figures,
    inputs: inputs.map(({ role, name, sha256 }) => ({ role, name, sha256 })),
    badRows: badRows.map(({ register, line, what, value }) => ({ register, line, what, value })),
    rowsOutside: run.end.rows_outside,
    documents,
  };
}

async function directoryOf(ledger: Ledger, run: Run): Promise<Directory> {
  const organisations = await ledger.organisations(run.seq);
  return new Directory(
    organisations.map((o) => ({
      organId: o.organ_id,
      name: o.name,
      kind: o.kind,
      validFrom: o.valid_from,
      validTo: o.valid_to,
      predecessors: JSON.parse(o.predecessors) as string[],
      successors: JSON.parse(o.successors) as string[],
    })),
  );
}

function drilled(row: AuditedRow, options: FigureOptions): DrilledDocument {
  const counted = countedOf(row);
  return {
    ...agencyOf(row, options),
    number: row.number,
    notation: row.notation,
    date: row.date,
    subject: row.subject,
    recipients: row.recipients,
    reason: counted.reason,
    because: row.because,
    places: placesOf(counted),
    files: row.files,
    register: row.register,
    line: row.line,
  };
}

/** All rates asked for: every document, the excluded too; some: those that count in one of them. */
function isAskedFor(document: DrilledDocument, { drill, rates }: ReportRequest): boolean {
  if (drill === null) return false;
  if (drill.reason !== null && document.reason !== drill.reason) return false;
  const whose = plain(drill.agency);
  if (whose !== '' && whose !== plain(document.organId) && whose !== plain(document.agency))
    return false;
  return rates.length === RATES.length || rates.some((rate) => document.places[rate] !== 'outside');
}

import type { Generated } from 'kysely';

/** The tables as Kysely sees them. Times are ISO 8601 in UTC, digests lower-case hex, flags 0 or 1. */
export interface LedgerTables {
  run: RunTable;
  run_end: RunEndTable;
  input: InputTable;
  organisation: OrganisationTable;
  exchange: ExchangeTable;
  finding: FindingTable;
  finding_file: FindingFileTable;
  bad_row: BadRowTable;
  signing: SigningTable;
}

interface Appended {
  /** Position in the table's append-only order. */
  seq: Generated<number>;
}

export interface RunTable extends Appended {
  started: string;
  period: string;
  /** First and last day of the period. */
  first_day: string;
  last_day: string;
  /** Time at which signatures were judged. */
  judged_at: string;
  version: string;
}

/** Written last: a run without it was cut short and is never reported. */
export interface RunEndTable extends Appended {
  run: number;
  ended: string;
  rows_in_period: number;
  rows_outside: number;
  rows_bad: number;
}

export interface InputTable extends Appended {
  run: number;
  role: 'register' | 'organisations' | 'documents' | 'trust';
  name: string;
  sha256: string;
}

export interface OrganisationTable extends Appended {
  run: number;
  organ_id: string;
  name: string;
  kind: string;
  valid_from: string | null;
  valid_to: string | null;
  /** JSON arrays of OrganIds. */
  predecessors: string;
  successors: string;
}

export interface ExchangeTable extends Appended {
  run: number;
  /** 0-based position among the run's rows; the finding of the same position belongs to it. */
  position: number;
  register: string;
  line: number;
  organ_id: string;
  agency: string;
  number: string;
  notation: string;
  date: string;
  kind: string;
  subject: string;
  channel: string | null;
  declared_signed: number | null;
  document_id: string;
  recipients: number;
}

export interface FindingTable extends Appended {
  run: number;
  position: number;
  reason: string;
  because: string | null;
  person: string;
  agency: string;
  passed: number;
  failed: number;
  indeterminate: number;
  matched_by: string | null;
}

export interface FindingFileTable extends Appended {
  run: number;
  position: number;
  /** 0 is the main document. */
  place: number;
  path: string;
  sha256: string | null;
}

export interface BadRowTable extends Appended {
  run: number;
  register: string;
  line: number;
  what: string;
  value: string;
}

export interface SigningTable extends Appended {
  batch: string;
  at: string;
  source: string;
  source_sha256: string;
  output: string | null;
  output_sha256: string | null;
  certificate_sha256: string;
  status: string;
  fault: string | null;
}

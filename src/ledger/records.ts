import type { Selectable } from 'kysely';
import type {
  BadRowTable,
  ExchangeTable,
  FindingTable,
  InputTable,
  OrganisationTable,
  RunEndTable,
  RunTable,
} from './tables.ts';

/** One document that `kyso sign` worked on. */
export interface SignedEntry {
  readonly batch: string;
  readonly at: Date;
  readonly source: string;
  readonly sourceSha256: string;
  readonly output: string | null;
  readonly outputSha256: string | null;
  readonly certificateSha256: string;
  readonly status: 'signed' | 'failed';
  /** The fault's code when it failed. */
  readonly fault: string | null;
}

/** A run of `kyso audit` that was finished. */
export interface Run extends Selectable<RunTable> {
  readonly end: Selectable<RunEndTable>;
}

export type NewRun = Omit<Selectable<RunTable>, 'seq'>;
export type NewRunEnd = Omit<Selectable<RunEndTable>, 'seq' | 'run'>;
export type NewInput = Omit<Selectable<InputTable>, 'seq' | 'run'>;
export type NewOrganisation = Omit<Selectable<OrganisationTable>, 'seq' | 'run'>;
export type NewBadRow = Omit<Selectable<BadRowTable>, 'seq' | 'run'>;

/** A row of the register with what was found about it; `position` is set by the ledger's caller and gapless from 0. */
export interface AuditedRow
  extends Omit<Selectable<ExchangeTable>, 'seq' | 'run'>,
    Omit<Selectable<FindingTable>, 'seq' | 'run' | 'position' | 'agency'> {
  /** Finding about the agency's signature (the table's `agency` is the issuing agency's name). */
  readonly agency_signature: string;
  readonly files: readonly { readonly path: string; readonly sha256: string | null }[];
}

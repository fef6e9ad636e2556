export { Ledger } from './ledger.ts';
export type * from './records.ts';
export { migrate, SCHEMA_VERSION } from './schema.ts';
export type { LedgerTables } from './tables.ts';

import { type Kysely, sql } from 'kysely';
import { Fault } from '../fault/fault.ts';
import type { LedgerTables } from './tables.ts';

/** "kyso" in ASCII, in the file's header (SQLite's application_id). */
const APPLICATION = 0x6b79736f;

const TABLES = [
  'run',
  'run_end',
  'input',
  'organisation',
  'exchange',
  'finding',
  'finding_file',
  'bad_row',
  'signing',
] as const satisfies readonly (keyof LedgerTables)[];

/** Each version's statements; a version once released is never edited, a new one is added. */
const MIGRATIONS: readonly (readonly string[])[] = [
  [
    `create table run (
      seq integer primary key autoincrement, started text not null, period text not null,
      first_day text not null, last_day text not null, judged_at text not null, version text not null) strict`,
    `create table run_end (
      seq integer primary key autoincrement, run integer not null unique references run(seq), ended text not null,
      rows_in_period integer not null, rows_outside integer not null, rows_bad integer not null) strict`,
    `create table input (
      seq integer primary key autoincrement, run integer not null references run(seq),
      role text not null, name text not null, sha256 text not null) strict`,
    `create table organisation (
      seq integer primary key autoincrement, run integer not null references run(seq), organ_id text not null,
      name text not null, kind text not null, valid_from text, valid_to text,
      predecessors text not null, successors text not null) strict`,
    `create table exchange (
      seq integer primary key autoincrement, run integer not null references run(seq), position integer not null,
      register text not null, line integer not null, organ_id text not null, agency text not null,
      number text not null, notation text not null, date text not null, kind text not null, subject text not null,
      channel text, declared_signed integer, document_id text not null, recipients integer not null,
      unique (run, position)) strict`,
    `create table finding (
      seq integer primary key autoincrement, run integer not null references run(seq), position integer not null,
      reason text not null, because text, person text not null, agency text not null, passed integer not null,
      failed integer not null, indeterminate integer not null, matched_by text, unique (run, position)) strict`,
    `create table finding_file (
      seq integer primary key autoincrement, run integer not null references run(seq), position integer not null,
      place integer not null, path text not null, sha256 text, unique (run, position, place)) strict`,
    `create table bad_row (
      seq integer primary key autoincrement, run integer not null references run(seq), register text not null,
      line integer not null, what text not null, value text not null) strict`,
    `create table signing (
      seq integer primary key autoincrement, batch text not null, at text not null, source text not null,
      source_sha256 text not null, output text, output_sha256 text, certificate_sha256 text not null,
      status text not null, fault text) strict`,
    'create index input_run on input (run)',
    'create index organisation_run on organisation (run)',
    'create index bad_row_run on bad_row (run)',
    'create index signing_batch on signing (batch)',
    'create index signing_source on signing (source_sha256, certificate_sha256)',
    ...TABLES.flatMap((table) =>
      ['update', 'delete'].map(
        (act) =>
          `create trigger ${table}_no_${act} before ${act} on ${table} begin select raise(abort, 'append-only'); end`,
      ),
    ),
  ],
];

export const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Brings the ledger to this version's schema, whole or not at all; two processes may do so at once. Throws LEDGER_UNREADABLE
 * {path, what}: 'ledger-foreign' for another program's database, 'ledger-from-future' for a newer kyso's.
 */
export async function migrate(db: Kysely<LedgerTables>, path: string): Promise<void> {
  if ((await version(db, path)) === SCHEMA_VERSION) return;
  await db.connection().execute(async (connection) => {
    await sql`begin immediate`.execute(connection);
    try {
      for (let v = await version(connection, path); v < SCHEMA_VERSION; v++) {
        for (const statement of MIGRATIONS[v]!) await sql.raw(statement).execute(connection);
        await sql.raw(`pragma user_version = ${v + 1}`).execute(connection);
      }
      await sql.raw(`pragma application_id = ${APPLICATION}`).execute(connection);
      await sql`commit`.execute(connection);
    } catch (error) {
      await sql`rollback`.execute(connection);
      throw error;
    }
  });
}

/** The schema version of the file, 0 for a new one. */
export async function version(db: Kysely<LedgerTables>, path: string): Promise<number> {
  const pragma = async (name: string) => {
    const { rows } = await sql.raw<Record<string, number>>(`pragma ${name}`).execute(db);
    return rows[0]?.[name] ?? 0;
  };
  const application = await pragma('application_id');
  const found = await pragma('user_version');
  const { rows } = await sql<{ n: number }>`select count(*) as n from sqlite_master`.execute(db);
  const empty = (rows[0]?.n ?? 0) === 0;
  if (!empty && application !== APPLICATION)
    throw new Fault('LEDGER_UNREADABLE', { path, what: 'ledger-foreign' });
  if (found > SCHEMA_VERSION)
    throw new Fault('LEDGER_UNREADABLE', { path, what: 'ledger-from-future' });
  return empty ? 0 : found;
}

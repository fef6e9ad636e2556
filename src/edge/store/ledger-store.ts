import { existsSync, mkdirSync, rmdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Kysely, type SqliteDatabase, SqliteDialect, sql } from 'kysely';
import { Fault } from '../../fault/fault.ts';
import { Ledger, type LedgerTables, migrate } from '../../ledger/index.ts';

/** Another process may hold the write lock this long before the wait is given up (milliseconds). */
const BUSY = 15_000;

const require = createRequire(import.meta.url);

export interface LedgerOptions {
  /** Make the file when there is none; otherwise LEDGER_UNREADABLE {what: 'ledger-missing'}. */
  readonly create: boolean;
  /** 'native' is better-sqlite3, 'wasm' node-sqlite3-wasm; by default native where it loads. */
  readonly engine?: 'native' | 'wasm';
}

/**
 * Where the ledger is: `--ledger`, else KYSO_LEDGER, else the system's place for a user's data.
 */
export function ledgerPath(
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  directory: string,
  platform: NodeJS.Platform = process.platform,
): string {
  const named = option ?? (environment.KYSO_LEDGER || undefined);
  if (named !== undefined) return resolve(directory, named);
  const home = environment.HOME || homedir();
  const data =
    platform === 'win32'
      ? (environment.LOCALAPPDATA ?? join(home, 'AppData', 'Local'))
      : platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : environment.XDG_DATA_HOME || join(home, '.local', 'share');
  return join(data, 'kyso', 'ledger.db');
}

/**
 * Opens the ledger at `path`. Throws LEDGER_UNREADABLE {path, what}: 'ledger-missing', 'ledger-damaged', 'ledger-foreign',
 * 'ledger-from-future', 'ledger-locked', 'ledger-unopenable'. Faults of later appends come as the driver throws them.
 */
export async function openLedger(path: string, options: LedgerOptions): Promise<Ledger> {
  if (!existsSync(path)) {
    if (!options.create) throw new Fault('LEDGER_UNREADABLE', { path, what: 'ledger-missing' });
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw new Fault('LEDGER_UNREADABLE', { path, what: 'ledger-unopenable' }, { cause });
    }
  }
  let db: Kysely<LedgerTables> | undefined;
  try {
    const database = openDatabase(path, options.engine);
    db = new Kysely<LedgerTables>({ dialect: new SqliteDialect({ database }) });
    // FULL makes each commit durable before its promise resolves, also in WAL mode.
    await sql`pragma synchronous = full`.execute(db);
    await migrate(db, path);
    return new Ledger(db);
  } catch (error) {
    await db?.destroy().catch(() => {});
    throw asLedgerFault(error, path);
  }
}

function asLedgerFault(error: unknown, path: string): unknown {
  if (error instanceof Fault) return error;
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const says = `${code} ${message}`;
  const what = /NOTADB|CORRUPT|not a database|malformed/i.test(says)
    ? 'ledger-damaged'
    : /BUSY|LOCKED|is locked/i.test(says)
      ? 'ledger-locked'
      : /CANTOPEN|READONLY|IOERR|unable to open|readonly|disk I\/O/i.test(says)
        ? 'ledger-unopenable'
        : undefined;
  return what === undefined
    ? error
    : new Fault('LEDGER_UNREADABLE', { path, what }, { cause: error });
}

function openDatabase(path: string, engine: LedgerOptions['engine']): SqliteDatabase {
  if (engine !== 'wasm') {
    const Native = loadNative(engine === 'native');
    if (Native) {
      const database = new Native(path, { timeout: BUSY });
      try {
        database.pragma('journal_mode = wal');
      } catch (error) {
        database.close();
        throw error;
      }
      return database;
    }
  }
  return openWasm(path);
}

type Native = typeof import('better-sqlite3');

/** better-sqlite3 is an optional dependency; where it wasn't built or doesn't load, the other engine serves. */
function loadNative(required: boolean): Native | undefined {
  try {
    const Native = require('better-sqlite3') as Native;
    // The module loads its compiled part only when a database is made.
    new Native(':memory:').close();
    return Native;
  } catch (error) {
    if (required) throw error;
    return undefined;
  }
}

/** node-sqlite3-wasm behind the few calls that Kysely's SQLite dialect makes. */
function openWasm(path: string): SqliteDatabase {
  const { Database } = require('node-sqlite3-wasm') as typeof import('node-sqlite3-wasm');
  removeStaleLock(`${path}.lock`);
  const database = new Database(path);
  database.exec(`pragma busy_timeout = ${BUSY}`);
  // It has no shared memory, without which a file in WAL mode opens only for one process alone: turn it back.
  database.exec('pragma locking_mode = exclusive');
  database.exec('pragma journal_mode = delete');
  database.exec('pragma locking_mode = normal');
  return {
    close: () => database.close(),
    prepare: (text) => {
      const reader = /^\s*(select|with|pragma)\b/i.test(text) || /\breturning\b/i.test(text);
      return {
        reader,
        all: (values) => database.all(text, values as never) as unknown[],
        run: (values) => {
          const { changes, lastInsertRowid } = database.run(text, values as never);
          return { changes, lastInsertRowid };
        },
        iterate: (values) =>
          (database.all(text, values as never) as unknown[]).values() as IterableIterator<unknown>,
      };
    },
  };
}

/** A lock of that engine older than this belongs to a process that was killed: ours last for one transaction (milliseconds). */
const STALE = 60_000;

/** That engine locks by making a folder, which a killed process leaves behind for ever. */
function removeStaleLock(lock: string): void {
  try {
    if (Date.now() - statSync(lock).mtimeMs > STALE) rmdirSync(lock);
  } catch {
    // There is none, or another process was faster.
  }
}

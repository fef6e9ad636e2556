import type { Kysely, Transaction } from 'kysely';
import type {
  AuditedRow,
  NewBadRow,
  NewInput,
  NewOrganisation,
  NewRun,
  NewRunEnd,
  Run,
  SignedEntry,
} from './records.ts';
import type { LedgerTables } from './tables.ts';

/** Rows of one INSERT: SQLite takes 32,766 parameters in a statement, and no table here has more than 16 columns. */
const INSERT_ROWS = 500;
const PAGE = 2_000;

/**
 * The append-only record of what was signed and what audits found. Every append is one transaction and durable
 * when its promise resolves; nothing is ever updated or deleted (the tables refuse it).
 */
export class Ledger {
  private readonly db: Kysely<LedgerTables>;
  private waiting: { entry: SignedEntry; done: () => void; failed: (e: unknown) => void }[] = [];
  private draining: Promise<void> | undefined;

  constructor(db: Kysely<LedgerTables>) {
    this.db = db;
  }

  /** Appends what was signed, in one transaction. */
  async appendSigned(entries: readonly SignedEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const rows = entries.map((entry) => ({
      batch: entry.batch,
      at: entry.at.toISOString(),
      source: entry.source,
      source_sha256: entry.sourceSha256,
      output: entry.output,
      output_sha256: entry.outputSha256,
      certificate_sha256: entry.certificateSha256,
      status: entry.status,
      fault: entry.fault,
    }));
    await this.db.transaction().execute((t) => insertAll(t, 'signing', rows));
  }

  /**
   * Appends one entry together with those that arrive while the disk is busy: callers that await it see durability one by
   * one and pay for it by the batch.
   */
  recordSigned(entry: SignedEntry): Promise<void> {
    const promise = new Promise<void>((done, failed) => {
      this.waiting.push({ entry, done, failed });
    });
    this.draining ??= this.drain();
    return promise;
  }

  /** The newest entry that says `signed` for each of these sources with this certificate, by source digest. */
  async findSigned(
    sourceSha256s: readonly string[],
    certificateSha256: string,
  ): Promise<Map<string, SignedEntry>> {
    const found = new Map<string, SignedEntry>();
    for (let at = 0; at < sourceSha256s.length; at += PAGE) {
      const rows = await this.db
        .selectFrom('signing')
        .selectAll()
        .where('source_sha256', 'in', sourceSha256s.slice(at, at + PAGE))
        .where('certificate_sha256', '=', certificateSha256)
        .where('status', '=', 'signed')
        .orderBy('seq')
        .execute();
      for (const row of rows) found.set(row.source_sha256, signedEntry(row));
    }
    return found;
  }

  /** What a batch did, in the order it was recorded. */
  async signedIn(batch: string): Promise<SignedEntry[]> {
    const rows = await this.db
      .selectFrom('signing')
      .selectAll()
      .where('batch', '=', batch)
      .orderBy('seq')
      .execute();
    return rows.map(signedEntry);
  }

  /** Begins an audit run; its inputs and organisations are written with it. Returns its number. */
  async beginRun(
    run: NewRun,
    inputs: readonly NewInput[],
    organisations: readonly NewOrganisation[],
  ): Promise<number> {
    return this.db.transaction().execute(async (t) => {
      const { seq } = await t
        .insertInto('run')
        .values(run)
        .returning('seq')
        .executeTakeFirstOrThrow();
      await insertAll(
        t,
        'input',
        inputs.map((input) => ({ run: seq, ...input })),
      );
      await insertAll(
        t,
        'organisation',
        organisations.map((o) => ({ run: seq, ...o })),
      );
      return seq;
    });
  }

  /** Adds an input whose digest is known only later (the documents folder). */
  async appendInput(run: number, input: NewInput): Promise<void> {
    await this.db
      .insertInto('input')
      .values({ run, ...input })
      .execute();
  }

  async appendAudited(run: number, rows: readonly AuditedRow[]): Promise<void> {
    await this.db.transaction().execute(async (t) => {
      await insertAll(
        t,
        'exchange',
        rows.map((row) => exchangeOf(run, row)),
      );
      await insertAll(
        t,
        'finding',
        rows.map((row) => findingOf(run, row)),
      );
      const files = rows.flatMap(({ position, files }) =>
        files.map((file, place) => ({ run, position, place, ...file })),
      );
      await insertAll(t, 'finding_file', files);
    });
  }

  async appendBadRows(run: number, rows: readonly NewBadRow[]): Promise<void> {
    await this.db.transaction().execute((t) =>
      insertAll(
        t,
        'bad_row',
        rows.map((row) => ({ run, ...row })),
      ),
    );
  }

  /** Marks a run as complete: only then can it be reported. */
  async endRun(run: number, end: NewRunEnd): Promise<void> {
    await this.db
      .insertInto('run_end')
      .values({ run, ...end })
      .execute();
  }

  /** The newest complete run, of `period` when it is given. */
  async newestRun(period?: string): Promise<Run | undefined> {
    let query = this.db
      .selectFrom('run')
      .innerJoin('run_end', 'run_end.run', 'run.seq')
      .selectAll('run')
      .orderBy('run.seq', 'desc')
      .limit(1);
    if (period !== undefined) query = query.where('run.period', '=', period);
    const run = await query.executeTakeFirst();
    if (run === undefined) return undefined;
    const end = await this.db
      .selectFrom('run_end')
      .selectAll()
      .where('run', '=', run.seq)
      .executeTakeFirstOrThrow();
    return { ...run, end };
  }

  inputs(run: number) {
    return this.db.selectFrom('input').selectAll().where('run', '=', run).orderBy('seq').execute();
  }

  organisations(run: number) {
    return this.db
      .selectFrom('organisation')
      .selectAll()
      .where('run', '=', run)
      .orderBy('seq')
      .execute();
  }

  badRows(run: number) {
    return this.db
      .selectFrom('bad_row')
      .selectAll()
      .where('run', '=', run)
      .orderBy('seq')
      .execute();
  }

  /** The rows of a run in the register's order, page by page. */
  async *audited(run: number): AsyncGenerator<AuditedRow, void, undefined> {
    for (let from = 0; ; from += PAGE) {
      const rows = await this.db
        .selectFrom('exchange as e')
        .innerJoin('finding as f', (join) =>
          join.onRef('f.run', '=', 'e.run').onRef('f.position', '=', 'e.position'),
        )
        .select([
          'e.position',
          'e.register',
          'e.line',
          'e.organ_id',
          'e.agency',
          'e.number',
          'e.notation',
          'e.date',
          'e.kind',
          'e.subject',
          'e.channel',
          'e.declared_signed',
          'e.document_id',
          'e.recipients',
          'f.reason',
          'f.because',
          'f.person',
          'f.agency as agency_signature',
          'f.passed',
          'f.failed',
          'f.indeterminate',
          'f.matched_by',
        ])
        .where('e.run', '=', run)
        .where('e.position', '>=', from)
        .where('e.position', '<', from + PAGE)
        .orderBy('e.position')
        .execute();
      if (rows.length === 0) return;
      const files = await this.db
        .selectFrom('finding_file')
        .select(['position', 'path', 'sha256'])
        .where('run', '=', run)
        .where('position', '>=', from)
        .where('position', '<', from + PAGE)
        .orderBy('position')
        .orderBy('place')
        .execute();
      const byPosition = new Map<number, { path: string; sha256: string | null }[]>();
      for (const { position, path, sha256 } of files) {
        const list = byPosition.get(position);
        if (list) list.push({ path, sha256 });
        else byPosition.set(position, [{ path, sha256 }]);
      }
      for (const row of rows) yield { ...row, files: byPosition.get(row.position) ?? [] };
    }
  }

  /** Waits for what is being written, then closes the store. */
  async close(): Promise<void> {
    await this.draining;
    await this.db.destroy();
  }

  private async drain(): Promise<void> {
    // One turn of the event loop gathers everything that is ready at this moment.
    await new Promise((go) => setImmediate(go));
    while (this.waiting.length > 0) {
      const taken = this.waiting;
      this.waiting = [];
      try {
        await this.appendSigned(taken.map(({ entry }) => entry));
        for (const { done } of taken) done();
      } catch (error) {
        for (const { failed } of taken) failed(error);
      }
    }
    this.draining = undefined;
  }
}

async function insertAll<T extends keyof LedgerTables>(
  transaction: Transaction<LedgerTables>,
  table: T,
  rows: readonly object[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += INSERT_ROWS)
    await transaction
      .insertInto(table)
      .values(rows.slice(at, at + INSERT_ROWS) as never)
      .execute();
}

function signedEntry(row: {
  batch: string;
  at: string;
  source: string;
  source_sha256: string;
  output: string | null;
  output_sha256: string | null;
  certificate_sha256: string;
  status: string;
  fault: string | null;
}): SignedEntry {
  return {
    batch: row.batch,
    at: new Date(row.at),
    source: row.source,
    sourceSha256: row.source_sha256,
    output: row.output,
    outputSha256: row.output_sha256,
    certificateSha256: row.certificate_sha256,
    status: row.status === 'signed' ? 'signed' : 'failed',
    fault: row.fault,
  };
}

function exchangeOf(run: number, row: AuditedRow) {
  return {
    run,
    position: row.position,
    register: row.register,
    line: row.line,
    organ_id: row.organ_id,
    agency: row.agency,
    number: row.number,
    notation: row.notation,
    date: row.date,
    kind: row.kind,
    subject: row.subject,
    channel: row.channel,
    declared_signed: row.declared_signed,
    document_id: row.document_id,
    recipients: row.recipients,
  };
}

function findingOf(run: number, row: AuditedRow) {
  return {
    run,
    position: row.position,
    reason: row.reason,
    because: row.because,
    person: row.person,
    agency: row.agency_signature,
    passed: row.passed,
    failed: row.failed,
    indeterminate: row.indeterminate,
    matched_by: row.matched_by,
  };
}

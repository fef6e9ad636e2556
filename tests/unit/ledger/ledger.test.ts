import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ledgerPath, openLedger } from '../../../src/edge/store/ledger-store.ts';
import type { SignedEntry } from '../../../src/ledger/index.ts';
import { SCHEMA_VERSION } from '../../../src/ledger/index.ts';
import { auditedRow } from '../report/sample.ts';

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof import('better-sqlite3');

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kyso-ledger-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'below', 'ledger.db');
}
const entry = (i: number, given: Partial<SignedEntry> = {}): SignedEntry => ({
  batch: 'batch',
  at: new Date(1_790_000_000_000 + i),
  source: `${i}.pdf`,
  sourceSha256: i.toString(16).padStart(64, '0'),
  output: `signed/${i}.pdf`,
  outputSha256: 'b'.repeat(64),
  certificateSha256: 'c'.repeat(64),
  status: 'signed',
  fault: null,
  ...given,
});
const RUN = {
  started: '2026-11-23T02:00:00.000Z',
  period: '2026-10',
  first_day: '2026-10-01',
  last_day: '2026-10-31',
  judged_at: '2026-11-23T02:00:00.000Z',
  version: '1',
};
const END = { ended: '2026-11-23T02:01:00.000Z', rows_in_period: 1, rows_outside: 0, rows_bad: 0 };

describe.each(['native', 'wasm'] as const)('the ledger on the %s engine', (engine) => {
  const open = async (path = place()) => {
    const ledger = await openLedger(path, { create: true, engine });
    onTestFinished(() => ledger.close().catch(() => {}));
    return { ledger, path };
  };

  test('keeps what was signed, in order', async () => {
    const { ledger } = await open();
    const entries = Array.from({ length: 1_201 }, (_, i) => entry(i));
    await ledger.appendSigned(entries.slice(0, 1_200));
    await ledger.recordSigned(entries[1_200]!);
    expect(await ledger.signedIn('batch')).toEqual(entries);
    const found = await ledger.findSigned([entry(7).sourceSha256, 'f'.repeat(64)], 'c'.repeat(64));
    expect([...found.values()]).toEqual([entry(7)]);
    expect((await ledger.findSigned([entry(7).sourceSha256], 'd'.repeat(64))).size).toBe(0);
  });

  test('entries recorded at the same time all arrive, once each', async () => {
    const { ledger } = await open();
    await Promise.all(Array.from({ length: 500 }, (_, i) => ledger.recordSigned(entry(i))));
    const sources = (await ledger.signedIn('batch')).map((e) => e.source);
    expect(new Set(sources).size).toBe(500);
    expect(sources).toHaveLength(500);
  });

  test('gives back a run’s rows as they were appended, and only when the run was finished', async () => {
    const { ledger } = await open();
    const rows = Array.from({ length: 2_345 }, (_, i) =>
      auditedRow(i, i % 3 ? {} : { files: [], declared_signed: null, channel: 'both' }),
    );
    const run = await ledger.beginRun(RUN, [{ role: 'register', name: 'r.csv', sha256: 'a' }], []);
    await ledger.appendAudited(run, rows.slice(0, 1_000));
    await ledger.appendAudited(run, rows.slice(1_000));
    await ledger.appendBadRows(run, [
      { register: 'r.csv', line: 3, what: 'date-unreadable', value: '?' },
    ]);
    expect(await ledger.newestRun()).toBeUndefined();
    await ledger.endRun(run, END);
    expect(await ledger.newestRun('2026-10')).toMatchObject({ ...RUN, seq: run, end: END });
    expect(await ledger.newestRun('2026-11')).toBeUndefined();
    const read = [];
    for await (const row of ledger.audited(run)) read.push(row);
    expect(read).toEqual(rows);
    expect(await ledger.badRows(run)).toMatchObject([{ line: 3 }]);
  });
});

describe('the file', () => {
  test('refuses to change or delete what was appended', async () => {
    const path = place();
    const ledger = await openLedger(path, { create: true });
    const run = await ledger.beginRun(RUN, [{ role: 'register', name: 'r', sha256: '' }], []);
    await ledger.appendAudited(run, [auditedRow(0)]);
    await ledger.appendSigned([entry(1)]);
    await ledger.endRun(run, END);
    await ledger.close();
    const raw = new Sqlite(path);
    for (const table of [
      'run',
      'run_end',
      'input',
      'exchange',
      'finding',
      'finding_file',
      'signing',
    ]) {
      expect(() => raw.exec(`delete from "${table}"`), table).toThrow('append-only');
      expect(() => raw.exec(`update "${table}" set seq = seq + 1`), table).toThrow('append-only');
    }
    raw.close();
  });

  test.each([
    [
      'of a newer kyso',
      'ledger-from-future',
      (path: string) => pragma(path, `user_version = ${SCHEMA_VERSION + 1}`),
    ],
    ['of another program', 'ledger-foreign', (path: string) => pragma(path, 'application_id = 7')],
    [
      'that is no database',
      'ledger-damaged',
      (path: string) => writeFileSync(path, 'x'.repeat(5000)),
    ],
  ])('%s is refused', async (_, what, spoil) => {
    const path = place();
    await openLedger(path, { create: true }).then((ledger) => ledger.close());
    spoil(path);
    const error = await openLedger(path, { create: true }).catch((e) => e);
    expect([error.code, error.data?.what]).toEqual(['LEDGER_UNREADABLE', what]);
  });

  test('opens on the other engine although a killed process left its lock behind', async () => {
    const path = place();
    await openLedger(path, { create: true, engine: 'wasm' }).then((ledger) => ledger.close());
    mkdirSync(`${path}.lock`);
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(`${path}.lock`, longAgo, longAgo);
    const ledger = await openLedger(path, { create: false, engine: 'wasm' });
    await ledger.appendSigned([entry(1)]);
    await ledger.close();
  });

  test('is not made by reading', async () => {
    await expect(openLedger(place(), { create: false })).rejects.toMatchObject({
      code: 'LEDGER_UNREADABLE',
      data: { what: 'ledger-missing' },
    });
  });

  test('is read by the other engine too', async () => {
    for (const [writer, reader] of [
      ['native', 'wasm'],
      ['wasm', 'native'],
    ] as const) {
      const path = place();
      const first = await openLedger(path, { create: true, engine: writer });
      await first.appendSigned([entry(1)]);
      await first.close();
      const second = await openLedger(path, { create: false, engine: reader });
      await second.appendSigned([entry(2)]);
      expect(await second.signedIn('batch')).toEqual([entry(1), entry(2)]);
      await second.close();
    }
  });
});

test.each([
  ['linux', {}, '/home/a/.local/share/kyso/ledger.db'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/kyso/ledger.db'],
  ['linux', { KYSO_LEDGER: 'l.db' }, '/work-folder/l.db'],
  ['darwin', {}, '/home/a/Library/Application Support/kyso/ledger.db'],
] as const)('on %s with %o it lies at %s', (platform, environment, expected) => {
  expect(ledgerPath(undefined, { HOME: '/home/a', ...environment }, '/work-folder', platform)).toBe(
    expected,
  );
});

function pragma(path: string, text: string): void {
  const raw = new Sqlite(path);
  raw.pragma(text);
  raw.close();
}

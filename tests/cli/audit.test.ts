import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { percentText } from '../../src/report/percent.ts';
import { kyso, temporaryFolder } from '../support/kyso.ts';
import { auditOffice, type Row } from './audit-office.ts';

const MONTH: Row[] = [
  { number: 1, declared: 'Có' },
  { number: 2, declared: 'Có', signedBy: ['person'] },
  { number: 3, declared: 'Không', signedBy: ['agency'] },
  { number: 4, declared: 'Có', signedBy: [] },
  { number: 5, declared: 'Có', broken: true },
  { number: 6, lost: true },
  { number: 7, channel: 'Giấy' },
  { number: 8, secrecy: 'Mật' },
  { number: 1, file: 'again.pdf' },
  { number: 10, date: '05/09/2026' },
  { number: 11, date: '35/10/2026' },
  { number: 12, file: '../escape.pdf', lost: true },
  { number: 1, agency: 'H39.13', declared: 'Có' },
];

describe('kyso audit', () => {
  test('counts neither a copy under another name nor the seal of another agency', async () => {
    const { folder, audit, report } = await auditOffice([
      { number: 1 },
      { number: 2, file: 'copy.pdf' },
      { number: 3, sealedBy: 'H39.13' },
    ]);
    copyFileSync(join(folder, 'signed', 'H39.12-1.pdf'), join(folder, 'signed', 'copy.pdf'));
    const { total } = JSON.parse((await audit('--json')).stdout);
    expect(total.rates.R2a).toEqual({ numerator: 1, denominator: 3, unknown: 2 });
    expect(total.rates.R2b.numerator).toBe(2);
    const { documents } = JSON.parse((await report('--json', '--drill')).stdout);
    expect(documents.map((d: { reason: string }) => d.reason)).toEqual([
      'proven',
      'same-file',
      'agency-differs',
    ]);
  });

  test('judges each row of a register by its file, and the figures follow', async () => {
    const { audit, report } = await auditOffice(MONTH);
    const played = await audit('--json');
    expect(played.status).toBe(1);
    expect(played.stderr).toContain('register.csv, line 12');
    const { rows, total, badRows, rowsOutsidePeriod } = JSON.parse(played.stdout);
    expect(total.rates).toEqual({
      R1: { numerator: 8, denominator: 9, unknown: 0 },
      R2a: { numerator: 2, denominator: 8, unknown: 2 },
      R2b: { numerator: 4, denominator: 8, unknown: 2 },
      R2c: { numerator: 5, denominator: 8, unknown: 2 },
    });
    expect(rows.map((row: { organId: string }) => row.organId)).toEqual(['H39.12', 'H39.13']);
    expect(badRows).toEqual([
      { register: 'register.csv', line: 12, what: 'date-unreadable', value: '35/10/2026' },
    ]);
    expect(rowsOutsidePeriod).toBe(1);

    const { documents } = JSON.parse((await report('--json', '--drill')).stdout);
    expect(
      documents.map((d: { number: string; reason: string; because: string | null }) => [
        d.number,
        d.reason,
        d.because,
      ]),
    ).toEqual([
      ['1', 'proven', null],
      ['2', 'agency-missing', null],
      ['3', 'person-missing', null],
      ['4', 'not-signed', null],
      ['5', 'signature-failed', 'HASH_FAILURE'],
      ['6', 'file-missing', null],
      ['7', 'paper', null],
      ['8', 'excluded-secret', null],
      ['1', 'duplicate', null],
      ['12', 'file-missing', null],
      ['1', 'proven', null],
    ]);
  });

  test('without revocation data nothing is proven and the status says so', async () => {
    const { play } = await auditOffice([{ number: 1 }]);
    const played = await play(
      'audit',
      '--register',
      'register.csv',
      '--documents',
      'signed',
      '--period',
      '2026-10',
      '--trust',
      'root.cer',
      '--intermediates',
      'issuing.cer',
      '--ledger',
      'ledger.db',
      '--json',
    );
    expect(played.status).toBe(2);
    expect(JSON.parse(played.stdout).total).toMatchObject({
      rates: { R2a: { numerator: 0, denominator: 1, unknown: 1 } },
      reasons: { 'signature-indeterminate': 1 },
    });
  });

  test('a month in order ends with status 0', async () => {
    const { audit } = await auditOffice([
      { number: 1 },
      { number: 2 },
      { number: 3, channel: 'Giấy' },
    ]);
    expect((await audit()).status).toBe(0);
  });

  test('an audit that is interrupted is not reported', async () => {
    const { folder, report } = await auditOffice([{ number: 1 }]);
    const stop = new AbortController();
    stop.abort();
    const played = await kyso(
      'audit --register register.csv --documents signed --period 2026-10 --ledger ledger.db'.split(
        ' ',
      ),
      { directory: folder, interrupted: stop.signal },
    );
    expect(played.status).toBe(130);
    expect((await report()).stderr).toContain('ledger-no-run');
  });

  test('its help’s examples run', async () => {
    const { play, put, folder } = await auditOffice([{ number: 1 }, { number: 2 }]);
    const register = readFileSync(join(folder, 'register.csv'));
    put('H39.12.csv', register);
    put('H39.13.csv', register.toString().replaceAll('H39.12', 'H39.13'));
    put('organisations.csv', 'organid,name\nH39.12,UBND xã Ba\nH39.13,UBND xã Tư\n');
    const calls = (await play('audit', '--help')).stdout
      .split('\n')
      .filter((line) => line.startsWith('  kyso audit'));
    expect(calls).toHaveLength(2);
    for (const call of calls) {
      const { status, stdout, stderr } = await play(...call.trim().split(/\s+/).slice(1));
      // No trust anchor is stored here, so nothing is proven.
      expect(status, stderr).toBe(2);
      expect(stdout).toContain('R2a');
    }
    const { inputs } = JSON.parse((await play('report', '--json')).stdout);
    expect(inputs.map((input: { name: string }) => input.name)).toEqual([
      'H39.12.csv',
      'H39.13.csv',
      'organisations.csv',
      'signed',
    ]);
  });

  test.each([
    ['no such register', ['--register', 'none.csv'], 'FILE_MISSING', 3],
    ['a register without dates', ['--register', 'undated.csv'], 'REGISTER_COLUMN_MISSING', 3],
    ['no such folder', ['--register', 'register.csv', '--documents', 'nowhere'], 'FILE_MISSING', 3],
    [
      'a month that is none',
      ['--register', 'register.csv', '--period', '10/2026'],
      'PERIOD_MALFORMED',
      64,
    ],
    [
      'a ledger that is no database',
      ['--register', 'register.csv', '--ledger', 'register.csv'],
      'it is damaged or no database',
      3,
    ],
    [
      'a rule that is none',
      ['--register', 'register.csv', '--signatories', 'register.csv'],
      'FILE_UNREADABLE',
      3,
    ],
  ])('%s is a named fault', async (_, args, says, status) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'undated.csv'), 'Số ký hiệu,Trích yếu\n1/A,x\n');
    writeFileSync(join(folder, 'register.csv'), 'Số ký hiệu,Ngày\n1/A,01/10/2026\n');
    writeFileSync(join(folder, 'a.pdf'), 'no PDF');
    const standard = { '--documents': '.', '--period': '2026-10', '--ledger': 'l.db' };
    const rest = Object.entries(standard)
      .filter(([name]) => !args.includes(name))
      .flat();
    const played = await kyso(['audit', ...args, ...rest], { directory: folder });
    expect(played.status, played.stderr).toBe(status);
    expect(played.stderr).toContain(says);
  });
});

describe('kyso report', () => {
  test('every figure it prints is recomputed from the ledger’s documents', async () => {
    const { audit, report } = await auditOffice(MONTH);
    await audit();
    const json = JSON.parse((await report('--json', '--drill')).stdout);
    for (const row of [...json.rows, { ...json.total, organId: null }]) {
      const own = json.documents.filter(
        (d: { organId: string }) => row.organId === null || d.organId === row.organId,
      );
      for (const [code, rate] of Object.entries(row.rates) as [
        string,
        { numerator: number; denominator: number },
      ][]) {
        const places = own.map((d: { places: Record<string, string> }) => d.places[code]);
        expect(places.filter((p: string) => p === 'numerator').length).toBe(rate.numerator);
        expect(places.filter((p: string) => p !== 'outside').length).toBe(rate.denominator);
      }
    }
    const vi = (await report('--lang', 'vi')).stdout;
    const { R1, R2a } = json.total.rates;
    expect(vi).toContain(`${percentText(R1, 'vi')} = 8/9`);
    expect(vi).toContain(`${percentText(R2a, 'vi')} = 2/8`);
  });

  test('drills by agency, rate and reason', async () => {
    const { audit, report } = await auditOffice(MONTH);
    await audit();
    const numbers = async (...args: string[]) =>
      JSON.parse((await report('--json', ...args)).stdout).documents.map(
        (d: { number: string }) => d.number,
      );
    expect(await numbers('--drill', 'H39.13')).toEqual(['1']);
    expect(await numbers('--drill', 'ubnd xa tu')).toEqual(['1']);
    expect(await numbers('--rate', 'R2a', '--drill', 'H39.12')).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '12',
    ]);
    expect(await numbers('--reason', 'file-missing')).toEqual(['6', '12']);
  });

  test('writes CSV and HTML, and never over a file that exists', async () => {
    const { audit, report, folder } = await auditOffice([{ number: 1 }]);
    await audit();
    writeFileSync(join(folder, 'taken.html'), 'mine');
    expect((await report('--csv', 'out.csv', '--html', 'out.html')).status).toBe(0);
    const taken = await report('--html', 'taken.html');
    expect([taken.status, taken.stderr]).toEqual([3, expect.stringContaining('OUTPUT_EXISTS')]);
    expect((await report('--csv', '-', '--json')).status).toBe(64);
  });

  test('counts recipients when asked', async () => {
    const { audit, report } = await auditOffice([{ number: 1 }]);
    await audit();
    const { unit, total } = JSON.parse((await report('--json', '--unit', 'recipient')).stdout);
    expect([unit, total.rates.R2a.numerator]).toEqual(['recipient', 2]);
  });

  test('its help’s examples run on the newest audit', async () => {
    const { play, audit } = await auditOffice([{ number: 1 }]);
    await audit('--ledger', '.local/share/kyso/ledger.db');
    const calls = (await play('report', '--help')).stdout
      .split('\n')
      .filter((line) => line.startsWith('  kyso report'));
    expect(calls.length).toBeGreaterThanOrEqual(2);
    for (const call of calls) {
      const played = await play(...call.trim().split(/\s+/).slice(1));
      expect(played.status, `${call}\n${played.stderr}`).toBe(0);
    }
  });

  test('counts by who stands in an agency’s place at the end of the period', async () => {
    const { audit, report, put } = await auditOffice([
      { number: 1 },
      { number: 2, agency: 'H39.13', signedBy: [] },
    ]);
    put(
      'organisations.csv',
      'organid,name,valid from,valid to,successor\nH39.12,UBND xã Ba,,,\nH39.13,UBND xã Tư,,15/10/2026,H39.12\n',
    );
    await audit('--organisations', 'organisations.csv');
    const rows = async (...more: string[]) =>
      JSON.parse((await report('--json', ...more)).stdout).rows.map(
        (row: { organId: string; rates: Record<string, object> }) => [row.organId, row.rates.R2a],
      );
    expect(await rows()).toEqual([
      ['H39.12', { numerator: 1, denominator: 1, unknown: 0 }],
      ['H39.13', { numerator: 0, denominator: 1, unknown: 0 }],
    ]);
    expect(await rows('--structure', 'now')).toEqual([
      ['H39.12', { numerator: 1, denominator: 2, unknown: 0 }],
    ]);
  });

  test('a ledger that is missing or without that period is a named fault', async () => {
    const { audit, report } = await auditOffice([{ number: 1 }]);
    expect(await report()).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('ledger-missing'),
    });
    await audit();
    expect(await report('--period', '2025-01')).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('ledger-no-run'),
    });
  });
});

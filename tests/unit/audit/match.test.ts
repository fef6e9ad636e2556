import { describe, expect, test } from 'vitest';
import { matchFiles } from '../../../src/audit/match.ts';
import type { Exchange } from '../../../src/register/index.ts';

function exchange(given: Partial<Exchange> = {}): Exchange {
  return {
    line: 2,
    organId: 'H39.12',
    agency: 'UBND xã Ba',
    number: '123',
    notation: 'QĐ-UBND',
    date: '2026-10-05',
    kind: '',
    subject: '',
    recipients: [],
    channel: 'electronic',
    files: [],
    declaredSigned: null,
    secret: false,
    recalled: false,
    documentId: null,
    ...given,
  };
}
const match = (row: Exchange, ...paths: string[]) => matchFiles([row], paths).get(row);

describe('by file name', () => {
  test.each([
    ['tờ trình.pdf', 'a/tờ trình.pdf'.normalize('NFD')],
    ['TỜ TRÌNH.PDF', 'tờ trình.pdf'],
    ['tờ trình', 'tờ trình.pdf'],
    ['outbox\\tờ trình.pdf', 'tờ trình.pdf'],
    ['b/tờ trình.pdf', 'a/b/tờ trình.pdf'],
  ])('%s is %s', (cell, path) => {
    expect(match(exchange({ files: [cell] }), path, 'other.pdf')).toMatchObject({
      status: 'found',
      by: 'name',
      main: path,
    });
  });

  test('the folder in the cell decides between namesakes, then the agency’s folder, then the date', () => {
    expect(match(exchange({ files: ['x/1.pdf'] }), 'x/1.pdf', 'y/1.pdf')).toMatchObject({
      main: 'x/1.pdf',
    });
    expect(match(exchange({ files: ['1.pdf'] }), 'H39.12/1.pdf', 'H39.13/1.pdf')).toMatchObject({
      main: 'H39.12/1.pdf',
    });
    expect(match(exchange({ files: ['1.pdf'] }), 'ubnd xa ba/1.pdf', 'z/1.pdf')).toMatchObject({
      main: 'ubnd xa ba/1.pdf',
    });
    expect(match(exchange({ files: ['1.pdf'] }), 'x/1.pdf', 'y/1.pdf')).toEqual({
      status: 'ambiguous',
      candidates: ['x/1.pdf', 'y/1.pdf'],
    });
  });

  test('attachments of their own are sought too', () => {
    const row = exchange({ files: ['main.pdf', 'annex.pdf'] });
    expect(match(row, 'main.pdf', 'annex.pdf')).toMatchObject({ attachments: ['annex.pdf'] });
    expect(match(row, 'main.pdf')).toMatchObject({ status: 'attachment-missing' });
  });
});

describe('by number, notation and date', () => {
  test.each([
    '123-QD-UBND.pdf',
    '123_QĐ-UBND.pdf',
    '0123QD-UBND.pdf',
    '123.QĐ.UBND_05-10-2026.pdf',
    '123-QD-UBND 20261005.pdf',
    '123-QD-UBND ve viec phe duyet.pdf',
  ])('%s', (path) =>
    expect(match(exchange(), path, 'other.pdf')).toMatchObject({
      status: 'found',
      by: 'designation',
      main: path,
    }));

  test.each([
    '12-QD-UBND.pdf',
    '1234-QD-UBND.pdf',
    '123-QD.pdf',
    '123-QD-UBND_06-10-2026.pdf',
    'x123-QD-UBND.pdf',
  ])('%s is another document', (path) =>
    expect(match(exchange(), path)).toEqual({ status: 'missing' }));

  test('an exact name stands before one that goes on', () => {
    expect(match(exchange(), '123-QD-UBND-VP.pdf', '123-QD-UBND.pdf')).toMatchObject({
      main: '123-QD-UBND.pdf',
    });
  });
  test('a bare number does not open longer names', () => {
    expect(match(exchange({ notation: '' }), '123-QD-UBND.pdf')).toEqual({ status: 'missing' });
    expect(match(exchange({ notation: '' }), '123.pdf')).toMatchObject({ main: '123.pdf' });
  });
});

test('one file never proves two documents', () => {
  const [a, b] = [
    exchange({ line: 2 }),
    exchange({ line: 3, agency: 'UBND xã Tư', organId: 'H39.13' }),
  ];
  const matches = matchFiles([a!, b!], ['123-QD-UBND.pdf']);
  expect([matches.get(a!)?.status, matches.get(b!)?.status]).toEqual(['ambiguous', 'ambiguous']);

  const named = exchange({ line: 4, number: '9', files: ['123-QD-UBND.pdf'] });
  const claimed = matchFiles([a!, named], ['123-QD-UBND.pdf']);
  expect([claimed.get(a!)?.status, claimed.get(named)?.status]).toEqual(['missing', 'found']);
});

test('a file in another agency’s folder is not taken for one’s own', () => {
  const own = exchange({ files: ['7.pdf'], number: '7' });
  const other = exchange({
    files: ['7.pdf'],
    number: '7',
    organId: 'H39.13',
    agency: 'UBND xã Tư',
  });
  const matches = matchFiles([own, other], ['H39/H39.13/7.pdf', 'H39/H39.13/old/7-QD-UBND.pdf']);
  expect(matches.get(own)).toEqual({ status: 'missing' });
  expect(matches.get(other)).toMatchObject({ status: 'found', main: 'H39/H39.13/7.pdf' });
});

test('the order of a folder’s listing does not matter', () => {
  const paths = ['x/1.pdf', 'y/1.pdf', 'z/1.pdf'];
  const row = exchange({ files: ['1.pdf'] });
  expect(match(row, ...paths)).toEqual(match(row, ...[...paths].reverse()));
});

test('a month of 20,000 rows is matched in one pass', () => {
  const rows = Array.from({ length: 20_000 }, (_, i) =>
    exchange({ line: i, number: String(i + 1) }),
  );
  const paths = rows.map((row) => `H39.12/${row.number}-QD-UBND.pdf`);
  const matches = matchFiles(rows, paths);
  expect(rows.every((row) => matches.get(row)?.status === 'found')).toBe(true);
});

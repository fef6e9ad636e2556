import { expect, test } from 'vitest';
import { readDate, writeDate } from '../../../../src/format/pades/date.ts';

test.each([
  ["D:20261123090000+07'00'", '2026-11-23T02:00:00.000Z'],
  ["D:20261123090000+07'00", '2026-11-23T02:00:00.000Z'],
  ['D:20261123090000+0700', '2026-11-23T02:00:00.000Z'],
  ["D:20261122223000-03'30'", '2026-11-23T02:00:00.000Z'],
  ['D:20261123020000Z', '2026-11-23T02:00:00.000Z'],
  ['D:20261123020000', '2026-11-23T02:00:00.000Z'],
  ['20261123', '2026-11-23T00:00:00.000Z'],
  ['D:2026', '2026-01-01T00:00:00.000Z'],
  ['2026-11-23T09:00:00+07:00', '2026-11-23T02:00:00.000Z'],
  ['2026-11-23T02:00:00.1234567', '2026-11-23T02:00:00.000Z'],
])('%s', (text, expected) => {
  expect(readDate(text)?.toISOString()).toBe(expected);
});

test.each([
  '',
  'yesterday',
  'D:20261323',
  'D:20261123250000',
  'D:202',
  '2026-13-01T00:00:00',
])('no date: %s', (text) => {
  expect(readDate(text)).toBeNull();
});

test('what is written is read again', () => {
  const time = new Date('2026-11-23T02:03:04Z');
  for (const offset of [420, 0, -210, 845]) expect(readDate(writeDate(time, offset))).toEqual(time);
});

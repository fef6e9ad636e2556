import { expect, test } from 'vitest';
import { readPeriod, within } from '../../../src/audit/index.ts';

test.each([
  ['2026-10', '2026-10-01', '2026-10-31'],
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['2026-q1', '2026-01-01', '2026-03-31'],
  ['2026-Q4', '2026-10-01', '2026-12-31'],
  ['2026', '2026-01-01', '2026-12-31'],
])('%s', (text, from, to) => {
  const period = readPeriod(text);
  expect([period.from, period.to]).toEqual([from, to]);
  expect([within(period, from), within(period, to), within(period, '1999-01-01')]).toEqual([
    true,
    true,
    false,
  ]);
});

test.each(['', '10/2026', '2026-13', '2026-Q5', '26-10', '2026-1'])('%s is no period', (text) => {
  expect(() => readPeriod(text)).toThrow(expect.objectContaining({ code: 'PERIOD_MALFORMED' }));
});

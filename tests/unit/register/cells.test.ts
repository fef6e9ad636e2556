import { describe, expect, test } from 'vitest';
import { modernOrganId, readDate, readDesignation } from '../../../src/register/index.ts';

describe('dates', () => {
  test.each([
    ['05-01-2026', '2026-01-05'],
    ['5/1/2026', '2026-01-05'],
    ['05.01.2026', '2026-01-05'],
    ['05/01/2026 23:59:59', '2026-01-05'],
    ['2026-01-05', '2026-01-05'],
    ['2026/01/05', '2026-01-05'],
    ['2026-01-05T23:30:00Z', '2026-01-05'],
    ['20260105', '2026-01-05'],
    ['ngày 05 tháng 01 năm 2026', '2026-01-05'],
    ['46027', '2026-01-05'],
    ['46027.75', '2026-01-05'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2026', undefined],
    ['01/13/2026', undefined],
    ['05/01/26', undefined],
    ['2026', undefined],
    ['', undefined],
    ['99999', undefined],
  ])('%s', (cell, iso) => expect(readDate(cell)).toBe(iso));
});

describe('number and notation', () => {
  test.each([
    ['123/QĐ-UBND', '123', 'QĐ-UBND'],
    ['Số: 05/2026/QĐ-UBND', '05', '2026/QĐ-UBND'],
    ['123-QĐ/TU', '123', 'QĐ/TU'],
    ['12a/TB', '12a', 'TB'],
    ['12bis / TB', '12bis', 'TB'],
    ['77', '77', ''],
  ])('%s', (cell, number, notation) => expect(readDesignation(cell)).toEqual({ number, notation }));
  test.each(['', 'QĐ-UBND', 'không số', '12 con mèo'])('%s has none', (cell) =>
    expect(readDesignation(cell)).toBeUndefined());
});

describe('OrganId', () => {
  test.each([
    ['000.00.00.H41', 'H41'],
    ['000.00.12.H39', 'H39.12'],
    ['001.05.12.H39', 'H39.12.05.001'],
    ['H55.242', 'H55.242'],
    [' h55.242 ', 'H55.242'],
    ['G22', 'G22'],
  ])('%s', (given, modern) => expect(modernOrganId(given)).toBe(modern));
});

import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf, fitted } from '../../../src/report/columns.ts';
import { csvLine } from '../../../src/report/csv.ts';
import { percentText, shownPercent } from '../../../src/report/percent.ts';
import { ratesCsv } from '../../../src/report/rates-csv.ts';
import { ratesHtml } from '../../../src/report/rates-html.ts';
import { ratesJson } from '../../../src/report/rates-json.ts';
import { ratesText } from '../../../src/report/rates-text.ts';
import schema from '../../../src/report/schema/report-1.json' with { type: 'json' };
import { auditedRow, districtRows, HOSTILE, sampleReport } from './sample.ts';

/** The override and the bell in HOSTILE. */
const HARMFUL = new RegExp(`[${String.fromCharCode(0x202e, 7)}]`);
const district = await sampleReport();
const hostile = await sampleReport(
  [0, 1].map((i) =>
    auditedRow(i, {
      organ_id: `H1${HOSTILE}`,
      agency: HOSTILE,
      number: HOSTILE,
      subject: HOSTILE,
      because: HOSTILE,
      reason: i ? 'signature-failed' : 'proven',
      files: [{ path: HOSTILE, sha256: HOSTILE }],
    }),
  ),
);

describe('percentages', () => {
  const rate = (numerator: number, denominator: number, unknown = 0) => ({
    numerator,
    denominator,
    unknown,
  });
  test.each([
    [1999, 2000, '99,95 %', '99.95%'],
    [2000, 2040, '98,03 %', '98.03%'],
    [199_999, 200_000, '99,99 %', '99.99%'],
    [1, 2000, '0,05 %', '0.05%'],
    [0, 5, '0,00 %', '0.00%'],
    [5, 5, '100,00 %', '100.00%'],
    [0, 0, '–', '–'],
  ])('%d of %d', (n, d, vi, en) => {
    expect([percentText(rate(n, d), 'vi'), percentText(rate(n, d), 'en')]).toEqual([vi, en]);
  });
  test('what no source states is a dash and no zero', () => {
    expect(shownPercent('R2c', rate(0, 5, 5), 'vi')).toBe('–');
    expect(shownPercent('R2c', rate(0, 5, 4), 'vi')).toBe('0,00 %');
    expect(shownPercent('R2a', rate(0, 5, 5), 'vi')).toBe('0,00 %');
  });
});

describe('on a terminal', () => {
  test('a letter takes one column however it is composed', () => {
    expect(columnsOf('Nguyễn Thị Ngọc')).toBe(15);
    expect(columnsOf('Nguyễn Thị Ngọc'.normalize('NFD'))).toBe(15);
    expect(columnsOf('漢字')).toBe(4);
  });
  test('a cell fits exactly, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 30 }),
        (text, width) => {
          fc.pre(!/[\p{C}\p{Z}]/u.test(text));
          expect(columnsOf(fitted(text, width))).toBe(width);
        },
      ),
    );
  });
  test('the table stands in line and says the district’s figures with their definitions', () => {
    const text = ratesText({ ...district, documents: null }, 'vi');
    const table = text.split('\n').filter((line) => /^(Mã|H39|Tổng)/.test(line));
    expect(new Set(table.map((line) => columnsOf(line))).size).toBe(1);
    expect(text).toContain('R1   98,03 % = 2.000/2.040\n     tỷ lệ văn bản điện tử:');
    expect(text).toContain('R2a  99,95 % = 1.999/2.000');
    expect(text).toContain('1  signature-failed');
    expect(text).toContain('register.csv:99  không đọc được ngày tháng  “31/02/2026”');
  });
  test('by month and by both', async () => {
    const rows = districtRows().map((row, i) => ({
      ...row,
      date: i % 2 ? '2026-09-30' : row.date,
    }));
    const monthly = await sampleReport(rows, { by: ['month'] });
    expect(monthly.figures.rows.map((row) => row.month)).toEqual(['2026-09', '2026-10']);
    expect(ratesText(monthly, 'en')).toMatch(/^2026-10 +1,020/m);
    expect((await sampleReport(rows, { by: ['agency', 'month'] })).figures.rows).toHaveLength(6);
  });
  test('nothing hostile reaches it', () => {
    expect(ratesText(hostile, 'vi')).not.toMatch(HARMFUL);
  });
});

describe('CSV', () => {
  const read = (csv: string, delimiter: string) =>
    parse(csv, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as string[][];
  test('nothing hostile reaches it', () => {
    expect(ratesCsv(hostile, 'vi', { separator: ',' })).not.toMatch(HARMFUL);
  });
  test('figures can be added up again', () => {
    const csv = ratesCsv({ ...district, documents: null }, 'vi', { separator: ';' });
    expect(csv.startsWith('\ufeff')).toBe(true);
    const [header, ...lines] = read(csv, ';') as [string[], ...string[][]];
    const column = header.indexOf('R2a tử số');
    const agencies = lines.filter((line) => line[0]!.startsWith('H39'));
    const total = lines.find((line) => line[0] === 'Tổng')!;
    expect(agencies.reduce((sum, line) => sum + Number(line[column]), 0)).toBe(1999);
    expect(total[column]).toBe('1999');
    expect(total[header.indexOf('R2a %')]).toBe('99,95');
    expect(
      read(ratesCsv(district, 'vi', { separator: ',' }), ',').filter((l) =>
        l[0]?.startsWith('H39'),
      ),
    ).toHaveLength(2040);
  });
  test('no cell is a formula, and every cell comes back', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.constantFrom('=1+1', '@x', '+1', '-1', '\t=1', ' =1', '"', 'a;b', 'x\ny'),
          ),
          { minLength: 1 },
        ),
        fc.constantFrom(',' as const, ';' as const),
        (cells, separator) => {
          fc.pre(cells.some((cell) => cell !== ''));
          const back = parse(csvLine(cells, separator), {
            delimiter: separator,
            record_delimiter: '\r\n',
          })[0] as string[];
          back.forEach((cell, i) => {
            expect(cell).not.toMatch(/^\s*[=+\-@]/);
            expect([cells[i], `'${cells[i]}`]).toContain(cell);
          });
        },
      ),
    );
  });
});

describe('JSON', () => {
  test.each([
    ['with documents', district],
    ['without', { ...district, documents: null }],
    ['hostile', hostile],
  ])('%s follows its schema', (_, model) => {
    expect(breaches(JSON.parse(ratesJson(model)), schema as Schema, '$')).toEqual([]);
  });
  test('says whole numbers', () => {
    const { schema: name, unit, total } = JSON.parse(ratesJson(district));
    expect([name, unit]).toEqual(['kyso.report/1', 'document']);
    expect(total.rates.R2a).toEqual({ numerator: 1999, denominator: 2000, unknown: 0 });
  });
});

describe('HTML', () => {
  test('escapes what documents say and refuses scripts', () => {
    const html = ratesHtml(hostile, 'vi');
    expect(html).not.toContain('<script');
    expect(html).not.toMatch(HARMFUL);
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain("default-src 'none'");
    expect(html).toContain('<html lang="vi">');
  });
  test('needs nothing from outside', () => {
    expect(ratesHtml(district, 'vi')).not.toMatch(
      /(?:src|href)=["'](?!#)|url\(|@import|<link|<script|<img/,
    );
  });
  test('links each agency’s figures to its documents', () => {
    const html = ratesHtml(district, 'en');
    const targets = [...html.matchAll(/href="#(a\d+)"/g)].map((m) => m[1]);
    expect(new Set(targets).size).toBe(6);
    for (const id of targets) expect(html).toContain(`id="${id}"`);
    expect(html.match(/<th scope="row" class="designation">\d+\/QĐ-UBND/g)).toHaveLength(2040);
  });
});

interface Schema {
  $ref?: string;
  const?: unknown;
  enum?: unknown[];
  type?: string | string[];
  pattern?: string;
  minimum?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
  items?: Schema;
}

/** The few words of JSON Schema that the report's schema uses. */
function breaches(value: unknown, rule: Schema, at: string): string[] {
  const definitions = (schema as unknown as { $defs: Record<string, Schema> }).$defs;
  if (rule.$ref) return breaches(value, definitions[rule.$ref.split('/').at(-1)!]!, at);
  const kind =
    value === null
      ? 'null'
      : Array.isArray(value)
        ? 'array'
        : Number.isInteger(value)
          ? 'integer'
          : typeof value;
  const found: string[] = [];
  if (rule.type !== undefined && ![rule.type].flat().includes(kind)) found.push(`${at} is ${kind}`);
  if ('const' in rule && value !== rule.const) found.push(`${at} is not ${rule.const}`);
  if (rule.enum && !rule.enum.includes(value)) found.push(`${at} is ${value}`);
  if (rule.pattern && !new RegExp(rule.pattern).test(String(value)))
    found.push(`${at} is ${value}`);
  if (rule.minimum !== undefined && !((value as number) >= rule.minimum))
    found.push(`${at} is ${value}`);
  if (kind === 'array')
    for (const [i, item] of (value as unknown[]).entries())
      if (rule.items) found.push(...breaches(item, rule.items, `${at}[${i}]`));
  if (kind === 'object') {
    const object = value as Record<string, unknown>;
    for (const name of rule.required ?? [])
      if (!(name in object)) found.push(`${at} lacks ${name}`);
    for (const [name, child] of Object.entries(object)) {
      const own = rule.properties?.[name] ?? rule.additionalProperties;
      if (own) found.push(...breaches(child, own, `${at}.${name}`));
      else if (rule.properties) found.push(`${at}.${name} is not in the schema`);
    }
  }
  return found;
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../src/fault/fault.ts';
import {
  documentIdOf,
  plain,
  type RegisterRow,
  readRegister,
} from '../../../src/register/index.ts';

const OWN = { organId: 'H39.12', agency: '' };

async function read(octets: Uint8Array, piece = 7): Promise<RegisterRow[]> {
  async function* pieces() {
    for (let at = 0; at < octets.length; at += piece) yield octets.subarray(at, at + piece);
  }
  const rows: RegisterRow[] = [];
  for await (const row of readRegister(pieces(), 'register.csv', OWN)) rows.push(row);
  return rows;
}
const text = (value: string) => new TextEncoder().encode(value);
const exchanges = (rows: readonly RegisterRow[]) =>
  rows.map((row) => ('exchange' in row ? row.exchange : expect.fail(row.bad.what)));
const fault = (octets: Uint8Array) =>
  read(octets).then(
    () => expect.fail('read'),
    (e: Fault) => e,
  );

const UGLY = [
  'UBND HUYỆN MẪU;;;;;;',
  'SỔ ĐĂNG KÝ VĂN BẢN ĐI, THÁNG 10/2026;;;;;;',
  ';;;;;;',
  'STT;Trích yếu;NGÀY THÁNG VB (dd/mm/yyyy);Số lượng bản;So, ky hieu VB;Hình thức gửi;Tệp tin',
  '(1);(2);(3);(4);(5);(6);(7)',
  '1;"Về việc A; B";05/10/2026;3;05/QĐ-UBND;Điện tử;"05-QD-UBND.pdf',
  'phu luc.pdf"',
  '',
  '2;Họp;06-10-2026;1;6/GM-UBND;Giấy;',
].join('\r\n');

describe('a register with titles above, reordered and extra columns', () => {
  const shapes: Record<string, Uint8Array> = {
    'UTF-8': text(UGLY),
    'UTF-8 with byte order mark': text(`\ufeff${UGLY}`),
    'decomposed accents': text(UGLY.normalize('NFD')),
    'UTF-16 little endian with mark': Buffer.from(`\ufeff${UGLY}`, 'utf16le'),
    'UTF-16 little endian without mark': Buffer.from(UGLY, 'utf16le'),
    'UTF-16 big endian': Buffer.from(`\ufeff${UGLY}`, 'utf16le').swap16(),
    'line feeds': text(UGLY.replaceAll('\r\n', '\n')),
    tabs: text(UGLY.replaceAll('A; B', 'A, B').replaceAll(';', '\t')),
  };
  test.each(Object.entries(shapes))('%s', async (_, octets) => {
    const [first, second, ...more] = exchanges(await read(octets));
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      line: 6,
      organId: 'H39.12',
      number: '05',
      notation: 'QĐ-UBND',
      date: '2026-10-05',
      channel: 'electronic',
      files: ['05-QD-UBND.pdf', 'phu luc.pdf'],
      declaredSigned: null,
    });
    expect(first!.subject).toMatch(/^Về việc A[;,] B$/);
    expect(second).toMatchObject({ line: 9, number: '6', channel: 'paper', files: [] });
  });
});

describe('header texts', () => {
  const HEADERS = {
    'Số ký hiệu văn bản': '7/TB',
    'Ngày ban hành': '2026-10-09',
    'Cơ quan ban hành': 'UBND xã Ba',
    'Mã định danh': '000.00.12.H39',
    'Phương thức gửi': 'Cả hai',
    'Đã ký số': 'Có',
    'Ghi chú': 'khẩn',
    'Ngày chuyển': '10/10/2026',
  };
  test('are found in any order, case, accents and spacing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(Object.entries(HEADERS), { minLength: 8 }),
        fc.constantFrom(',', ';', '\t'),
        fc.array(fc.constantFrom('as is', 'upper', 'plain', 'nfd', 'spaced'), {
          minLength: 8,
          maxLength: 8,
        }),
        async (columns, separator, styles) => {
          const styled = columns.map(([header], i) => {
            const style = styles[i];
            if (style === 'upper') return header.toUpperCase();
            if (style === 'plain') return plain(header);
            if (style === 'nfd') return header.normalize('NFD');
            return style === 'spaced' ? `  ${header.replaceAll(' ', '  ')}: ` : header;
          });
          const csv = [styled, columns.map(([, value]) => value)].map((row) => row.join(separator));
          const [row] = exchanges(await read(text(csv.join('\n')), 1000));
          expect(row).toMatchObject({
            organId: 'H39.12',
            agency: 'UBND xã Ba',
            number: '7',
            notation: 'TB',
            date: '2026-10-09',
            channel: 'both',
            declaredSigned: true,
          });
        },
      ),
    );
  });

  test('a number and a notation column of their own', async () => {
    const [row] = exchanges(await read(text('Số,Ký hiệu,Ngày\n12,CV-PKT,45931\n')));
    expect(row).toMatchObject({ number: '12', notation: 'CV-PKT', date: '2025-10-01' });
  });

  test('the stronger name wins when two columns fit', async () => {
    const [row] = exchanges(
      await read(text('Ngày ký,Ngày tháng văn bản,Số ký hiệu\n01/10/2026,02/10/2026,1/A\n')),
    );
    expect(row?.date).toBe('2026-10-02');
  });

  test('a missing mandatory column is named, with what was seen', async () => {
    const error = await fault(text('Tiêu đề\nSTT,Số ký hiệu,Trích yếu\n1,2/A,x\n'));
    expect(error.code).toBe('REGISTER_COLUMN_MISSING');
    expect(error.data).toEqual({
      path: 'register.csv',
      what: 'column-date',
      seen: 'STT | Số ký hiệu | Trích yếu',
    });
    expect((await fault(text('Ngày,Trích yếu\n01/01/2026,x\n'))).data.what).toBe('column-number');
  });
});

test('rows that can’t be read are reported with their lines, and the others go on', async () => {
  const rows = await read(
    text(
      'Số ký hiệu,Ngày tháng,Hình thức,Độ mật\n1/A,31/02/2026,Điện tử,\nkhông số,01/10/2026,,\n2/A,01/10/2026,bồ câu,\n3/A,01/10/2026,,bí ẩn\n4/A,01/10/2026,,Mật\n',
    ),
  );
  expect(
    rows.map((row) => ('bad' in row ? [row.bad.line, row.bad.what, row.bad.value] : 'read')),
  ).toEqual([
    [2, 'date-unreadable', '31/02/2026'],
    [3, 'number-unreadable', 'không số'],
    [4, 'channel-unknown', 'bồ câu'],
    [5, 'secrecy-unknown', 'bí ẩn'],
    'read',
  ]);
});

test.each([
  ['not text', new Uint8Array([0xff, 0x41, 0x80, 0x2c, 0x41]), 'REGISTER_MALFORMED'],
  ['nothing', text('\ufeff \n'), 'FILE_EMPTY'],
  [
    'a quoted cell without end',
    text(`Số ký hiệu,Ngày\n"${'x'.repeat(2_000_000)}`),
    'REGISTER_MALFORMED',
  ],
])('%s is refused', async (_, octets, code) => {
  expect(
    (
      await read(octets, 100_000).then(
        () => undefined,
        (e: Fault) => e,
      )
    )?.code,
  ).toBe(code);
});

test('leading zeros, case and normal form do not make two documents of one', async () => {
  const [a, b, c] = exchanges(
    await read(
      text(
        `Số ký hiệu,Ngày\n05/QĐ-UBND,01/10/2026\n${'5/qđ-UBND'.normalize('NFD')},2026-10-01\n5/QĐ-UBND,02/10/2026\n`,
      ),
    ),
  );
  expect(documentIdOf(a!)).toBe('H39.12,2026/10/01,5/QĐ-UBND');
  expect(documentIdOf(b!)).toBe(documentIdOf(a!));
  expect(documentIdOf(c!)).not.toBe(documentIdOf(a!));
});

test('a long register in small pieces is read whole and without a warning of the stream', async () => {
  const warnings: unknown[] = [];
  process.on('warning', (warning) => warnings.push(warning));
  const lines = Array.from({ length: 30_000 }, (_, i) => `${i + 1}/QĐ,01/10/2026`);
  const rows = await read(text(`Số ký hiệu,Ngày\n${lines.join('\n')}\n`), 4096);
  expect(rows).toHaveLength(30_000);
  expect(exchanges(rows).at(-1)).toMatchObject({ line: 30_001, number: '30000' });
  expect(warnings).toEqual([]);
});

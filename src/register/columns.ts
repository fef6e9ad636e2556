import { plain } from './plain.ts';

/**
 * The columns that kyso reads and the header texts they go by, as `plain` leaves them, strongest first. Real
 * exports reorder, rename and add columns, so nothing is ever found by position. `other` are columns of the
 * official form (Nghị định 30/2020/NĐ-CP, Phụ lục IV) that are recognised so that none is taken for another.
 */
export const COLUMNS = {
  numberNotation: [
    'so ky hieu vb',
    'so ky hieu van ban',
    'so ky hieu',
    'so va ky hieu vb',
    'so va ky hieu van ban',
    'so va ky hieu',
    'so hieu van ban',
    'so hieu vb',
    'so hieu',
    'so kh',
    'skh',
  ],
  number: [
    'so van ban di',
    'so van ban',
    'so vb',
    'so di',
    'codenumber',
    'code number',
    'so cong van',
    'so',
  ],
  notation: ['ky hieu van ban', 'ky hieu vb', 'codenotation', 'code notation', 'ky hieu'],
  date: [
    'ngay thang vb',
    'ngay thang van ban',
    'ngay thang nam vb',
    'ngay thang nam van ban',
    'ngay van ban',
    'ngay vb',
    'ngay ban hanh',
    'ngay thang ban hanh',
    'ngay thang nam ban hanh',
    'promulgationdate',
    'promulgation date',
    'ngay thang nam',
    'ngay thang',
    'ngay ky',
    'ngay',
    'date',
  ],
  kind: ['ten loai van ban', 'loai van ban', 'loai vb', 'ten loai', 'loai'],
  subject: [
    'ten loai va trich yeu',
    'ten loai va trich yeu noi dung',
    'ten loai va trich yeu noi dung van ban',
    'ten loai va trich yeu van ban',
    'trich yeu noi dung van ban',
    'trich yeu noi dung',
    'trich yeu van ban',
    'trich yeu',
    'noi dung trich yeu',
    'noi dung',
    'subject',
  ],
  recipients: ['noi nhan van ban', 'noi nhan vb', 'noi nhan', 'don vi nhan', 'co quan nhan'],
  channel: [
    'hinh thuc gui',
    'hinh thuc gui van ban',
    'hinh thuc phat hanh',
    'hinh thuc chuyen',
    'phuong thuc gui',
    'phuong thuc',
    'kenh gui',
    'kenh',
    'hinh thuc',
    'channel',
  ],
  agency: [
    'co quan ban hanh',
    'ten co quan ban hanh',
    'don vi ban hanh',
    'co quan to chuc ban hanh',
    'noi ban hanh',
    'ten co quan',
    'co quan',
    'tac gia',
    'agency',
  ],
  organId: [
    'ma dinh danh co quan',
    'ma dinh danh dien tu',
    'ma dinh danh don vi',
    'ma dinh danh',
    'ma co quan',
    'ma don vi',
    'organid',
    'organ id',
  ],
  files: [
    'ten tep',
    'ten tep tin',
    'tep tin',
    'tep van ban',
    'tep dinh kem',
    'tep',
    'ten file',
    'file dinh kem',
    'file van ban',
    'file',
    'tap tin',
    'ten tap tin',
    'file name',
    'filename',
  ],
  declaredSigned: [
    'da ky so',
    'ky so',
    'trang thai ky so',
    'tinh trang ky so',
    'chu ky so',
    'signed',
  ],
  secret: ['do mat', 'muc do mat', 'cap do mat', 'mat'],
  recalled: ['da thu hoi', 'thu hoi', 'van ban thu hoi', 'recalled'],
  documentId: ['documentid', 'document id', 'ma van ban', 'ma vb'],
  other: [
    'stt',
    'tt',
    'so tt',
    'so thu tu',
    'nguoi ky',
    'don vi nguoi nhan ban luu',
    'don vi nhan ban luu',
    'nguoi nhan ban luu',
    'so luong ban',
    'so ban',
    'so trang',
    'so to',
    'ngay chuyen',
    'ky nhan',
    'ghi chu',
  ],
} as const satisfies Record<string, readonly string[]>;

export type Column = keyof typeof COLUMNS;

/** Which cell of a row each column is in. */
export type Mapping = Readonly<Partial<Record<Column, number>>>;

const KNOWN: ReadonlyMap<string, { column: Column; rank: number }> = new Map(
  Object.entries(COLUMNS).flatMap(([column, names]) =>
    names.map((name, rank) => [name as string, { column: column as Column, rank }] as const),
  ),
);

/**
 * Maps the cells of a possible header row, and says how many of them were recognised. A remark in brackets
 * ("Ngày ký (dd/mm/yyyy)") is ignored; of two cells that fit one column the stronger name wins, then the first.
 */
export function mapHeader(cells: readonly string[]): { mapping: Mapping; recognised: number } {
  const mapping: Partial<Record<Column, number>> = {};
  const ranks: Partial<Record<Column, number>> = {};
  let recognised = 0;
  cells.forEach((cell, index) => {
    const known = KNOWN.get(plain(cell)) ?? KNOWN.get(plain(cell.replace(/\([^)]*\)/g, '')));
    if (known === undefined) return;
    recognised++;
    if ((ranks[known.column] ?? Number.POSITIVE_INFINITY) <= known.rank) return;
    ranks[known.column] = known.rank;
    mapping[known.column] = index;
  });
  return { mapping, recognised };
}

/** The mandatory columns that `mapping` lacks. */
export function missingColumns(mapping: Mapping): ('numberNotation' | 'date')[] {
  const missing: ('numberNotation' | 'date')[] = [];
  if (mapping.numberNotation === undefined && mapping.number === undefined)
    missing.push('numberNotation');
  if (mapping.date === undefined) missing.push('date');
  return missing;
}

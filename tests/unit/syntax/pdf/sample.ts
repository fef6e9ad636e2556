import { memorySource } from '../../../../src/bytes/source.ts';
import type { Fault } from '../../../../src/fault/fault.ts';
import { type OpenOptions, openPdf, type Pdf } from '../../../../src/syntax/pdf/index.ts';

export const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
export const textOf = (octets: Uint8Array): string => Buffer.from(octets).toString('latin1');
export const open = (text: string, options?: OpenOptions): Pdf =>
  openPdf(memorySource(latin1(text)), options);

/** The code and detail of the Fault that `run` throws; undefined when it throws none. */
export function faultOf(run: () => unknown): { code: string; what: unknown } | undefined {
  try {
    run();
  } catch (error) {
    const { code, data } = error as Fault;
    return { code, what: data.what };
  }
  return undefined;
}

/** Object number to what stands between `obj` and `endobj`. */
export type Bodies = Readonly<Record<number, string>>;

const CATALOG: Bodies = {
  1: '<< /Type /Catalog /Pages 2 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
};

/** A file of one revision with a classic table; `bodies` replace or extend a one-page document. */
export function classic(bodies: Bodies = {}, trailer = ''): string {
  return section('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', { ...CATALOG, ...bodies }, trailer, undefined);
}

/** `file` with a further revision. */
export function updated(file: string, bodies: Bodies, trailer = ''): string {
  const prev = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(file)![1]);
  return section(file, bodies, trailer, prev);
}

function section(
  before: string,
  bodies: Bodies,
  trailer: string,
  prev: number | undefined,
): string {
  let file = before;
  const numbers = Object.keys(bodies).map(Number);
  let table = prev === undefined ? '0 1\n0000000000 65535 f \n' : '';
  for (const number of numbers) {
    table += `${number} 1\n${String(file.length).padStart(10, '0')} 00000 n \n`;
    file += `${number} 0 obj\n${bodies[number]}\nendobj\n`;
  }
  const size = Math.max(...numbers, prev === undefined ? 0 : sizeOf(before) - 1) + 1;
  const link = prev === undefined ? '' : ` /Prev ${prev}`;
  return `${file}xref\n${table}trailer\n<< /Root 1 0 R /Size ${size}${link} ${trailer}>>\nstartxref\n${file.length}\n%%EOF\n`;
}

function sizeOf(file: string): number {
  return Math.max(...[...file.matchAll(/\/Size (\d+)/g)].map((m) => Number(m[1])));
}

/** One entry of a cross-reference stream of widths [1 2 1]. */
export type Row = readonly [type: number, place: number, detail: number];

/** A cross-reference stream object `number`, unfiltered, followed by startxref and %%EOF. */
export function xrefStream(
  before: string,
  number: number,
  rows: readonly Row[],
  dict: string,
  ending = true,
): string {
  const at = before.length;
  const all = [...rows, [1, at, 0] as const];
  const data = all.map(([t, p, d]) => String.fromCharCode(t, p >> 8, p & 255, d)).join('');
  const file = `${before}${number} 0 obj\n<< /Type /XRef /W [1 2 1] /Length ${data.length} ${dict} >>\nstream\n${data}\nendstream\nendobj\n`;
  return ending ? `${file}startxref\n${at}\n%%EOF\n` : file;
}

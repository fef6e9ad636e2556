import { decode, filtersOf } from '../filter/decode.ts';
import { type Findings, malformed } from '../findings.ts';
import { passEndstream, readIndirect } from '../indirect.ts';
import { LIMITS } from '../limits.ts';
import { isArray, isInteger, isName, PdfDict, type PdfObject } from '../object.ts';
import type { Windows } from '../window.ts';
import {
  COMPRESSED,
  checkRange,
  Entries,
  FREE,
  IN_USE,
  putCell,
  type Subsection,
} from './section.ts';

/** A type this version does not know: clause 7.5.8.3 makes it a reference to null. */
const UNKNOWN = 3;

/** Reads a cross-reference stream (ISO 32000-2 clause 7.5.8), whose dictionary is also the trailer and wholly direct. */
export function readXrefStream(
  windows: Windows,
  offset: number,
  findings: Findings,
): { number: number; entries: Entries; trailer: PdfDict; end: number } {
  const { number, object: dict, streamAt } = windows.at(offset, (lexer) => readIndirect(lexer));
  if (streamAt === undefined || !(dict instanceof PdfDict) || !isName(dict.get('Type'), 'XRef'))
    throw malformed('xref-stream', offset);
  const length = natural(dict.get('Length'), offset);
  const data = decode(
    windows.octets(streamAt, streamAt + length),
    filtersOf(dict, direct),
    direct,
    LIMITS.decodedStructure,
  );
  windows.work.spend(data.length);
  if (streamAt + length >= windows.source.length) throw malformed('stream-length', streamAt);
  const end = windows.at(streamAt + length, (lexer) => {
    const behind = passEndstream(lexer);
    if (behind < 0) throw malformed('stream-length', streamAt);
    lexer.skipSpace();
    if (!lexer.keyword('endobj')) lexer.mend('endobj-missing');
    return lexer.at;
  });
  const entries = readEntries(data, dict, offset, windows, findings);
  return { number, entries, trailer: dict, end };
}

function readEntries(
  data: Uint8Array,
  dict: PdfDict,
  offset: number,
  windows: Windows,
  findings: Findings,
): Entries {
  const [w0, w1, w2] = widths(dict.get('W'), offset);
  const width = w0 + w1 + w2;
  const index = dict.get('Index') ?? [0, natural(dict.get('Size'), offset)];
  if (!isArray(index) || index.length % 2 !== 0) throw malformed('xref-index', offset);
  const subsections: Subsection[] = [];
  let at = 0;
  for (let s = 0; s < index.length; s += 2) {
    const first = natural(index[s], offset);
    const count = natural(index[s + 1], offset);
    checkRange(first, count, windows);
    if (at + count * width > data.length) throw malformed('xref-stream-short', offset);
    const cells = new Float64Array(2 * count);
    for (let i = 0; i < count; i++) {
      const type = w0 === 0 ? IN_USE : field(data, at, w0);
      const place = field(data, at + w0, w1);
      const detail = field(data, at + w0 + w1, w2);
      at += width;
      if (type === FREE) putCell(cells, i, FREE, place, 0);
      else if (type === IN_USE && place === 0) {
        findings.repair('xref-offset-zero', offset);
        putCell(cells, i, FREE, 0, 0);
      } else if (type === IN_USE || type === COMPRESSED) {
        if (detail > (type === IN_USE ? 65535 : LIMITS.objectNumber))
          throw malformed('xref-entry', offset);
        putCell(cells, i, type, place, detail);
      } else putCell(cells, i, UNKNOWN, 0, 0);
    }
    if (count > 0) subsections.push({ first, count, cells });
  }
  return new Entries(subsections, findings, offset);
}

function field(data: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let i = 0; i < width; i++) value = value * 256 + data[at + i]!;
  return value;
}

function widths(w: PdfObject | undefined, offset: number): [number, number, number] {
  const ok =
    isArray(w) && w.length >= 3 && w.every((n) => isInteger(n) && n >= 0 && n <= 8) && w[1] !== 0;
  if (!ok) throw malformed('xref-widths', offset);
  if (w.length > 3) throw malformed('xref-widths', offset);
  return [w[0] as number, w[1] as number, w[2] as number];
}

function natural(value: PdfObject | undefined, offset: number): number {
  if (!isInteger(value) || value < 0) throw malformed('xref-stream', offset);
  return value;
}

/** Clause 7.5.8.2: no value of this dictionary may be indirect, for nothing can be looked up yet. */
function direct(object: PdfObject | undefined): PdfObject {
  return object ?? null;
}

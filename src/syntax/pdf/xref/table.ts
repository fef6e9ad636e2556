import { CR, LF } from '../characters.ts';
import { type Findings, malformed, tooMuch } from '../findings.ts';
import type { Lexer } from '../lexer.ts';
import { LIMITS } from '../limits.ts';
import type { PdfDict } from '../object.ts';
import type { Windows } from '../window.ts';
import { checkRange, Entries, FREE, IN_USE, isUsed, putCell, type Subsection } from './section.ts';

const WIDTH = 20;
/** Entries read at once from a great file. */
const PIECE = 65536;

/** Reads `xref`, its subsections and the trailer (ISO 32000-2 clauses 7.5.4, 7.5.5); the lexer stands at `xref`. */
export function readTable(
  windows: Windows,
  offset: number,
  findings: Findings,
): { entries: Entries; trailer: PdfDict; end: number } {
  const subsections: Subsection[] = [];
  let at = windows.at(offset, (lexer) => {
    if (!lexer.keyword('xref')) throw malformed('xref-keyword', offset);
    return lexer.at;
  });
  for (;;) {
    const head = windows.at(at, readHead);
    if (head.count < 0) {
      const { trailer, end } = windows.at(head.at, readTrailer);
      return { entries: new Entries(subsections, findings, offset), trailer, end };
    }
    checkRange(head.first, head.count, windows);
    const cells = new Float64Array(2 * head.count);
    at = readFast(windows, head.at, head.count, cells);
    if (at < 0) {
      findings.repair('xref-entry-width', head.at);
      at = windows.at(head.at, (lexer) => readSlow(lexer, head.count, cells));
    }
    let first = head.first;
    if (first === 1 && subsections.length === 0 && isFreeHead(cells)) {
      // A known producer's mistake: the list begins with entry 0 but says 1.
      findings.repair('xref-first-number', head.at);
      first = 0;
    }
    mendZeroOffsets(cells, findings, head.at);
    subsections.push({ first, count: head.count, cells });
    if (subsections.length > LIMITS.subsections) throw tooMuch('xref-subsections');
  }
}

/** The line "first count", or the place of `trailer` with count -1. `at` is where the entries begin. */
function readHead(lexer: Lexer): { first: number; count: number; at: number } {
  lexer.skipSpace();
  const start = lexer.at;
  if (lexer.keyword('trailer')) return { first: 0, count: -1, at: start };
  const first = lexer.digits();
  lexer.skipBlank();
  const count = lexer.digits();
  if (first < 0 || count < 0) throw malformed('xref-subsection', start);
  while (lexer.peek() === 0x20) lexer.pos++;
  if (!lexer.skipEol()) throw malformed('xref-subsection', start);
  return { first, count, at: lexer.at };
}

function readTrailer(lexer: Lexer): { trailer: PdfDict; end: number } {
  lexer.keyword('trailer');
  lexer.skipSpace();
  const trailer = lexer.dictionary();
  return { trailer, end: lexer.at };
}

/** Entries of exactly 20 octets; -1 when they are not. */
function readFast(windows: Windows, at: number, count: number, cells: Float64Array): number {
  const end = at + count * WIDTH;
  if (end > windows.source.length) return -1;
  for (let from = 0; from < count; from += PIECE) {
    const to = Math.min(from + PIECE, count);
    const octets = windows.octets(at + from * WIDTH, at + to * WIDTH);
    for (let i = from; i < to; i++) if (!readEntry(octets, (i - from) * WIDTH, cells, i)) return -1;
  }
  return end;
}

function readEntry(octets: Uint8Array, at: number, cells: Float64Array, i: number): boolean {
  let place = 0;
  for (let j = at; j < at + 10; j++) {
    const digit = octets[j]! - 48;
    if (digit < 0 || digit > 9) return false;
    place = place * 10 + digit;
  }
  let generation = 0;
  for (let j = at + 11; j < at + 16; j++) {
    const digit = octets[j]! - 48;
    if (digit < 0 || digit > 9) return false;
    generation = generation * 10 + digit;
  }
  const kind = octets[at + 17];
  const last = octets[at + 18];
  const eol = octets[at + 19];
  if (octets[at + 10] !== 0x20 || octets[at + 16] !== 0x20) return false;
  if (kind !== 0x6e && kind !== 0x66) return false;
  // Some producers end the free list with generation 65536.
  if (generation > 65535 && kind === 0x6e) return false;
  if (!(last === 0x20 && (eol === LF || eol === CR)) && !(last === CR && eol === LF)) return false;
  putCell(cells, i, kind === 0x6e ? IN_USE : FREE, place, generation);
  return true;
}

/** Entries as tokens, of whatever width. */
function readSlow(lexer: Lexer, count: number, cells: Float64Array): number {
  for (let i = 0; i < count; i++) {
    lexer.skipBlank();
    const place = lexer.digits();
    lexer.skipBlank();
    const generation = lexer.digits();
    lexer.skipBlank();
    const used = lexer.keyword('n');
    if (place < 0 || generation < 0 || generation > 65536 || !(used || lexer.keyword('f')))
      throw malformed('xref-entry', lexer.at);
    putCell(cells, i, used ? IN_USE : FREE, place, generation);
  }
  return lexer.at;
}

function isFreeHead(cells: Float64Array): boolean {
  return cells[0] === 0 && cells[1] === 65535;
}

function mendZeroOffsets(cells: Float64Array, findings: Findings, at: number): void {
  for (let i = 0; 2 * i < cells.length; i++) {
    if (cells[2 * i] !== 0 || !isUsed(cells, i)) continue;
    findings.repair('xref-offset-zero', at);
    putCell(cells, i, FREE, 0, 0);
  }
}

import { BLANK, CLASS } from '../characters.ts';
import { type Findings, malformed } from '../findings.ts';
import { Lexer } from '../lexer.ts';
import { LIMITS } from '../limits.ts';
import type { Windows } from '../window.ts';

/** The lines `startxref`, number, `%%EOF`; `eof` and `end` as in Revision. */
export interface Ending {
  readonly startxref: number;
  readonly eof: number;
  readonly end: number;
}

export type Tail = Ending;

/** The last `startxref` of the file, which must lie among its last octets. */
export function readTail(windows: Windows, findings: Findings): Tail {
  const { length } = windows.source;
  let start = Math.max(0, length - LIMITS.edge);
  let octets = windows.octets(start, length);
  let found = findLast(octets, 'startxref');
  if (found < 0) {
    const end = Math.min(length, paddingStart(windows) + 2);
    start = Math.max(0, end - LIMITS.edge);
    octets = windows.octets(start, end);
    found = findLast(octets, 'startxref');
    findings.note('octets-after-eof');
  }
  if (found < 0) throw malformed('startxref-missing', start);
  const lexer = new Lexer(octets, start, found + 9);
  while (lexer.peek() === 0x20) lexer.pos++;
  if (!lexer.skipEol()) findings.note('startxref-same-line');
  lexer.skipBlank();
  const startxref = lexer.digits();
  if (startxref < 0) throw malformed('startxref-number', lexer.at);
  lexer.skipBlank();
  if (!isEof(lexer)) {
    findings.repair('eof-missing', lexer.at);
    return { startxref, eof: lexer.at, end: lexer.at };
  }
  // More than one marker may follow; the revision ends with the last.
  const last = findLast(octets, '%%EOF');
  lexer.pos = last + 5;
  const eof = lexer.at;
  lexer.skipEol();
  const end = lexer.at;
  lexer.skipBlank();
  while (lexer.peek() === 0) lexer.pos++;
  if (lexer.peek() >= 0) findings.note('octets-after-eof');
  return { startxref, eof, end };
}

/** Where the zeros or blanks begin with which some devices fill the last block of a file; the file's end when there are none. */
function paddingStart(windows: Windows): number {
  const { length } = windows.source;
  const start = Math.max(0, length - LIMITS.padding);
  const octets = windows.octets(start, length);
  let end = octets.length;
  while (end > 0 && CLASS[octets[end - 1]!] === BLANK) end--;
  return start + end;
}

/** The same lines right here; undefined when something else stands here. */
export function readEnding(lexer: Lexer): Ending | undefined {
  lexer.skipSpace();
  if (!lexer.keyword('startxref')) return undefined;
  lexer.skipBlank();
  const startxref = lexer.digits();
  lexer.skipBlank();
  if (startxref < 0 || !isEof(lexer)) return undefined;
  lexer.pos += 5;
  const eof = lexer.at;
  lexer.skipEol();
  return { startxref, eof, end: lexer.at };
}

function isEof(lexer: Lexer): boolean {
  if (lexer.pos + 5 > lexer.octets.length) lexer.touched = true;
  return startsWith(lexer.octets, lexer.pos, '%%EOF');
}

function startsWith(octets: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (octets[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** The index of the first occurrence, or -1; meant for the few octets at a file's edges. */
export function find(octets: Uint8Array, text: string): number {
  for (let at = 0; at + text.length <= octets.length; at++)
    if (startsWith(octets, at, text)) return at;
  return -1;
}

function findLast(octets: Uint8Array, text: string): number {
  for (let at = octets.length - text.length; at >= 0; at--)
    if (startsWith(octets, at, text)) return at;
  return -1;
}

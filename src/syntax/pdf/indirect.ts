import { isDigit } from './characters.ts';
import { malformed } from './findings.ts';
import type { Decipher, Lexer } from './lexer.ts';
import { PdfDict, type PdfObject } from './object.ts';

export interface Indirect {
  readonly number: number;
  readonly generation: number;
  /** A stream's dictionary when `streamAt` is given. */
  readonly object: PdfObject;
  /** Absolute offset of the first octet of stream data. */
  readonly streamAt: number | undefined;
}

/** Passes "number generation obj" (ISO 32000-2 clause 7.3.10). */
export function readObjectHeader(lexer: Lexer): { number: number; generation: number } {
  if (!isDigit(lexer.peek())) {
    lexer.skipBlank();
    if (!isDigit(lexer.peek())) throw malformed('object-header', lexer.at);
    lexer.mend('object-offset');
  }
  const start = lexer.at;
  const number = lexer.digits();
  lexer.skipSpace();
  const generation = lexer.digits();
  lexer.skipSpace();
  const { pos, octets } = lexer;
  // "obj" may be followed by anything that begins an object.
  if (octets[pos] !== 0x6f || octets[pos + 1] !== 0x62 || octets[pos + 2] !== 0x6a) {
    if (pos + 2 >= octets.length) lexer.touched = true;
    throw malformed('object-header', start);
  }
  if (number < 0 || generation < 0) throw malformed('object-header', start);
  lexer.pos = pos + 3;
  return { number, generation };
}

/** An indirect object; `decipher` is asked for its number and generation. The data of a stream is not read. */
export function readIndirect(
  lexer: Lexer,
  decipher?: (number: number, generation: number) => Decipher | undefined,
): Indirect {
  const { number, generation } = readObjectHeader(lexer);
  lexer.decipher = decipher?.(number, generation);
  lexer.skipSpace();
  if (lexer.keyword('endobj')) {
    lexer.mend('object-empty');
    return { number, generation, object: null, streamAt: undefined };
  }
  const object = lexer.object();
  lexer.decipher = undefined;
  lexer.skipSpace();
  if (object instanceof PdfDict && lexer.keyword('stream')) {
    // Clause 7.3.8.1: CR LF or LF, not CR alone, for then an LF could be data.
    if (lexer.peek() === 0x20) {
      lexer.mend('stream-keyword');
      while (lexer.peek() === 0x20) lexer.pos++;
    }
    const lone = lexer.peek() === 0x0d && lexer.octets[lexer.pos + 1] !== 0x0a;
    if (!lexer.skipEol() || lone) lexer.mend('stream-keyword');
    return { number, generation, object, streamAt: lexer.at };
  }
  if (!lexer.keyword('endobj')) lexer.mend('endobj-missing');
  return { number, generation, object, streamAt: undefined };
}

/** Whether `endstream` stands here, after at most one EOL as clause 7.3.8.1 asks, and the offset behind it, else -1. */
export function passEndstream(lexer: Lexer): number {
  lexer.skipEol();
  if (!lexer.keyword('endstream')) {
    lexer.skipBlank();
    if (!lexer.keyword('endstream')) return -1;
  }
  return lexer.at;
}

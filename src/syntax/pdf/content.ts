import { CLASS, REGULAR } from './characters.ts';
import { malformed, tooMuch } from './findings.ts';
import { Lexer } from './lexer.ts';
import { LIMITS } from './limits.ts';
import type { PdfObject } from './object.ts';

/** One operator of a content stream with the operands before it (ISO 32000-2 clause 7.8.2). */
export interface Operation {
  readonly operator: string;
  readonly operands: readonly PdfObject[];
}

/**
 * The operations of a content stream, unpacked. Reading ends at an inline image (`BI`), whose data have a syntax of their own.
 * Throws DOCUMENT_MALFORMED where something is neither an operand nor an operator, or was mended, and DOCUMENT_LIMIT.
 */
export function* readContent(octets: Uint8Array): Generator<Operation> {
  const lexer = new Lexer(octets, 0);
  let operands: PdfObject[] = [];
  for (let count = 0; ; ) {
    lexer.skipSpace();
    if (lexer.pos >= octets.length) break;
    const word = wordAt(octets, lexer.pos);
    if (word === '' || OPERANDS.includes(word)) {
      operands.push(lexer.object());
      if (operands.length > LIMITS.operands) throw tooMuch('content-stream');
      continue;
    }
    lexer.pos += word.length;
    if (++count > LIMITS.operations) throw tooMuch('content-stream');
    yield { operator: word, operands };
    if (word === 'BI') return;
    operands = [];
  }
  if (operands.length > 0 || lexer.repairs !== undefined) throw malformed('content-stream');
}

/** Words that are values. */
const OPERANDS = ['true', 'false', 'null'];

/** The operator that begins here; empty when a value does. */
function wordAt(octets: Uint8Array, start: number): string {
  const first = octets[start]!;
  const begins = (first | 0x20) >= 0x61 && (first | 0x20) <= 0x7a;
  if (!begins && first !== 0x27 && first !== 0x22) return '';
  let end = start + 1;
  while (end < octets.length && end - start < 16 && CLASS[octets[end]!] === REGULAR) end++;
  return Buffer.from(octets.subarray(start, end)).toString('latin1');
}

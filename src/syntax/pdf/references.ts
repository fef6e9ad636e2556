import { BLANK, CLASS, CR, isDigit, LF, REGULAR } from './characters.ts';
import { passEndstream, readObjectHeader } from './indirect.ts';
import type { Lexer } from './lexer.ts';
import { LIMITS } from './limits.ts';
import { hexEnd, literalEnd } from './strings.ts';

/**
 * Adds the numbers of the objects that the indirect object here names, as often as it does, to `found`, and gives the offset behind it, or
 * behind the data of a stream; -1 when it is not plainly written (`passReferences`), another one than said, or a stream whose /Length
 * does not say by itself where `endstream` follows.
 */
export function passIndirect(
  lexer: Lexer,
  number: number,
  generation: number,
  found: number[],
): number {
  // Anything before the number is mended, if at all, by whoever reads it.
  if (!isDigit(lexer.peek())) return -1;
  const header = readObjectHeader(lexer);
  if (header.number !== number || header.generation !== generation) return -1;
  lexer.skipSpace();
  const data = { length: -1 };
  if (!passReferences(lexer, found, data)) return -1;
  lexer.skipSpace();
  if (lexer.keyword('endobj')) return lexer.at;
  if (data.length < 0 || !lexer.keyword('stream')) return -1;
  if (lexer.peek() === CR) lexer.pos++;
  if (lexer.peek() !== LF) return -1;
  const start = lexer.pos + 1;
  lexer.pos = start + data.length;
  const isWhole = lexer.pos < lexer.octets.length && passEndstream(lexer) >= 0;
  lexer.pos = start;
  return isWhole ? lexer.at + data.length : -1;
}

/** What may come next: any one object, an item or the end of an array, a key or the end of a dictionary, a key's value. */
const ONE = 0;
const ITEM = 1;
const KEY = 2;
const VALUE = 3;

/**
 * Passes one object and adds to `found` the numbers of those it names; of a key written twice, those of both values. false for
 * anything that `Lexer.object` would refuse or mend, for a name with an escape, and for /XRef, since what a cross-reference stream
 * names means something else: whoever asks must read such an object. So nothing is guessed here. `data` hears a /Length of the
 * object's own that is written as digits.
 */
export function passReferences(lexer: Lexer, found: number[], data?: { length: number }): boolean {
  const { octets } = lexer;
  let isLength = false;
  const outer: number[] = [];
  let expects = ONE;
  let pos = lexer.pos;
  for (;;) {
    pos = behindSpace(octets, pos);
    const octet = octets[pos];
    if (octet === 0x2f) {
      const start = pos + 1;
      pos = behindName(octets, start);
      if (expects === KEY && pos >= 0) {
        isLength = outer.length === 1 && data !== undefined && isWord(octets, start, pos, 'Length');
        if (isLength) data!.length = -1;
        expects = VALUE;
        continue;
      }
    } else if (expects === KEY) {
      if (octet !== 0x3e || octets[pos + 1] !== 0x3e) return odd(lexer, pos);
      pos += 2;
      expects = outer.pop()!;
    } else if (isDigit(octet)) {
      const start = pos;
      pos = behindNumber(octets, start, found);
      if (isLength && outer.length === 1 && pos === behindDigits(octets, start))
        data!.length = decimal(octets, start, pos);
    } else if (octet === 0x5d && expects === ITEM) {
      pos += 1;
      expects = outer.pop()!;
    } else if (octet === 0x5b || (octet === 0x3c && octets[pos + 1] === 0x3c)) {
      if (outer.push(expects) > LIMITS.depth) return false;
      expects = octet === 0x5b ? ITEM : KEY;
      pos += octet === 0x5b ? 1 : 2;
      continue;
    } else pos = behindPlain(lexer, pos, octet);
    if (pos < 0 || pos >= octets.length) return odd(lexer, pos);
    if (expects === ONE) break;
    if (expects === VALUE) expects = KEY;
  }
  lexer.pos = pos;
  return true;
}

/** Behind a string, a number with sign or point, or a word; -1 for anything else. */
function behindPlain(lexer: Lexer, pos: number, octet: number | undefined): number {
  const { octets } = lexer;
  switch (octet) {
    case 0x28:
      return orEnd(octets, literalEnd(octets, pos));
    case 0x3c:
      return orEnd(octets, hexEnd(octets, pos + 1) + 1 || -1);
    case 0x2b:
    case 0x2d:
    case 0x2e:
      return behindReal(octets, pos);
    default:
      lexer.pos = pos;
      return WORDS.some((word) => lexer.keyword(word)) ? lexer.pos : -1;
  }
}

const WORDS = ['true', 'false', 'null'];

/** Where more octets may say more, whoever lends the octets is told. */
function odd(lexer: Lexer, pos: number): false {
  if (pos >= lexer.octets.length - 1) lexer.touched = true;
  return false;
}

function orEnd(octets: Uint8Array, end: number): number {
  return end < 0 ? octets.length : end;
}

function behindSpace(octets: Uint8Array, start: number): number {
  const end = octets.length;
  let pos = start;
  for (;;) {
    while (pos < end && CLASS[octets[pos]!] === BLANK) pos++;
    if (octets[pos] !== 0x25) return pos;
    while (pos < end && octets[pos] !== CR && octets[pos] !== LF) pos++;
  }
}

/** -1 for a name that only reading tells. */
function behindName(octets: Uint8Array, start: number): number {
  let pos = start;
  for (let octet = octets[pos]; octet !== undefined && CLASS[octet] === REGULAR; ) {
    if (octet === 0x23) return -1;
    octet = octets[++pos];
  }
  return isWord(octets, start, pos, 'XRef') ? -1 : pos;
}

function isWord(octets: Uint8Array, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let i = 0; i < word.length; i++) if (octets[start + i] !== word.charCodeAt(i)) return false;
  return true;
}

/** Passes digits; -1 when there are more than a number of an object, a generation or a coordinate has. */
function behindDigits(octets: Uint8Array, start: number): number {
  let pos = start;
  while (isDigit(octets[pos])) pos++;
  return pos - start > DIGITS ? -1 : pos;
}
const DIGITS = 15;

/** A number, or the reference that begins with it. */
function behindNumber(octets: Uint8Array, start: number, found: number[]): number {
  const end = behindDigits(octets, start);
  if (end < 0) return -1;
  const next = octets[end];
  if (next === undefined) return end;
  if (CLASS[next] === REGULAR) return behindReal(octets, start);
  if (CLASS[next] !== BLANK) return end;
  const second = behindSpace(octets, end);
  const secondEnd = behindDigits(octets, second);
  if (secondEnd === second) return second >= octets.length ? octets.length : end;
  if (secondEnd < 0) return end;
  const letter = behindSpace(octets, secondEnd);
  // Cut off where a reference may go on.
  if (letter + 1 >= octets.length) return octets.length;
  if (octets[letter] !== 0x52 || CLASS[octets[letter + 1]!] === REGULAR) return end;
  const number = decimal(octets, start, end);
  if (number <= LIMITS.objectNumber && decimal(octets, second, secondEnd) <= GENERATION)
    found.push(number);
  return letter + 1;
}
const GENERATION = 65535;

function decimal(octets: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let pos = start; pos < end; pos++) value = value * 10 + octets[pos]! - 0x30;
  return value;
}

/** A sign, digits and a point; -1 when it is anything else or ends otherwise. */
function behindReal(octets: Uint8Array, start: number): number {
  let pos = start;
  if (octets[pos] === 0x2d || octets[pos] === 0x2b) pos++;
  const whole = pos;
  while (isDigit(octets[pos])) pos++;
  const point = octets[pos] === 0x2e ? 1 : 0;
  const fraction = pos + point;
  pos = fraction;
  if (point > 0) while (isDigit(octets[pos])) pos++;
  if (pos - whole - point === 0) return -1;
  const next = octets[pos];
  return next !== undefined && CLASS[next] === REGULAR ? -1 : pos;
}

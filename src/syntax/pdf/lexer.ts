import type { Fault } from '../../fault/fault.ts';
import { BLANK, CLASS, CR, isDigit, LF, REGULAR } from './characters.ts';
import { malformed, tooMuch } from './findings.ts';
import { LIMITS } from './limits.ts';
import { nameOf } from './names.ts';
import { Name, PdfDict, type PdfObject, PdfString, Ref } from './object.ts';
import { readReal } from './real.ts';
import { decodeHex, decodeLiteral, hexEnd, literalEnd } from './strings.ts';

/** Undoes the encryption of one object's strings. */
export type Decipher = (octets: Uint8Array) => Uint8Array;

/**
 * Reads objects from octets that stand at absolute offset `base`. It never throws for something that can be mended, but notes it in
 * `repairs`; whoever made the window decides. `touched` says that the window's end was met, so that what was read or thrown may be due to that.
 */
export class Lexer {
  readonly octets: Uint8Array;
  readonly base: number;
  /** Index of the next octet, relative to `base`. */
  pos: number;
  touched = false;
  repairs: string[] | undefined;
  decipher: Decipher | undefined;

  constructor(octets: Uint8Array, base: number, pos = 0) {
    this.octets = octets;
    this.base = base;
    this.pos = pos;
  }

  /** The absolute offset of the next octet. */
  get at(): number {
    return this.base + this.pos;
  }

  mend(what: string): void {
    if (this.repairs === undefined) this.repairs = [what];
    else this.repairs.push(what);
  }

  /** The next octet, or -1 at the end. */
  peek(): number {
    if (this.pos < this.octets.length) return this.octets[this.pos]!;
    this.touched = true;
    return -1;
  }

  /** White space only. */
  skipBlank(): void {
    const { octets } = this;
    let pos = this.pos;
    while (pos < octets.length && CLASS[octets[pos]!] === BLANK) pos++;
    this.pos = pos;
    if (pos >= octets.length) this.touched = true;
  }

  /** White space and comments. */
  skipSpace(): void {
    const { octets } = this;
    const end = octets.length;
    let pos = this.pos;
    for (;;) {
      while (pos < end && CLASS[octets[pos]!] === BLANK) pos++;
      if (octets[pos] !== 0x25) break;
      while (pos < end && octets[pos] !== CR && octets[pos] !== LF) pos++;
    }
    this.pos = pos;
    if (pos >= end) this.touched = true;
  }

  /** Passes one CR LF, LF or CR; false when there is none. */
  skipEol(): boolean {
    const octet = this.peek();
    if (octet !== CR && octet !== LF) return false;
    this.pos++;
    if (octet === CR && this.peek() === LF) this.pos++;
    return true;
  }

  /** Passes `word` when it stands here and ends here. */
  keyword(word: string): boolean {
    const { octets, pos } = this;
    const end = pos + word.length;
    for (let i = 0; i < word.length; i++) {
      if (octets[pos + i] !== word.charCodeAt(i)) {
        if (pos + i >= octets.length) this.touched = true;
        return false;
      }
    }
    if (end >= octets.length) this.touched = true;
    else if (CLASS[octets[end]!] === REGULAR) return false;
    this.pos = end;
    return true;
  }

  /** Passes decimal digits and gives their value, or -1 when there are none or more than 15. */
  digits(): number {
    const { octets } = this;
    const start = this.pos;
    let pos = start;
    let value = 0;
    for (let digit = octets[pos]! - 48; digit >= 0 && digit <= 9; digit = octets[++pos]! - 48)
      value = value * 10 + digit;
    if (pos >= octets.length) this.touched = true;
    if (pos === start || pos - start > 15) return -1;
    this.pos = pos;
    return value;
  }

  /** One object; white space and comments before it are passed. */
  object(depth = 0): PdfObject {
    this.skipSpace();
    const octet = this.peek();
    if ((octet >= 0x30 && octet <= 0x39) || octet === 0x2b || octet === 0x2d || octet === 0x2e)
      return this.numberOrRef();
    switch (octet) {
      case 0x2f:
        return this.name();
      case 0x28:
        return this.literal();
      case 0x3c:
        if (this.octets[this.pos + 1] === 0x3c) return this.dictionary(depth);
        return this.hexString();
      case 0x5b:
        return this.array(depth);
      case 0x74:
        if (this.keyword('true')) return true;
        break;
      case 0x66:
        if (this.keyword('false')) return false;
        break;
      case 0x6e:
        if (this.keyword('null')) return null;
        break;
    }
    throw malformed('object-syntax', this.at);
  }

  /** A dictionary; `spans` hears the octets of each of its values. */
  dictionary(
    depth = 0,
    spans?: (key: string, start: number, end: number, value: PdfObject) => void,
  ): PdfDict {
    if (depth >= LIMITS.depth) throw tooMuch('pdf-nesting');
    const begin = this.at;
    if (this.octets[this.pos] !== 0x3c || this.octets[this.pos + 1] !== 0x3c) {
      if (this.pos + 1 >= this.octets.length) this.touched = true;
      throw malformed('dictionary-expected', begin);
    }
    this.pos += 2;
    const keys: string[] = [];
    const values: PdfObject[] = [];
    let contents = -1;
    let contentsAt = 0;
    for (;;) {
      this.skipSpace();
      const octet = this.peek();
      if (octet === 0x3e) {
        this.pos++;
        if (this.peek() !== 0x3e) throw malformed('dictionary-end', this.at);
        this.pos++;
        break;
      }
      if (octet !== 0x2f) throw malformed('dictionary-key', this.at);
      const key = this.name().value;
      this.skipSpace();
      const start = this.at;
      if (this.decipher !== undefined && key === 'Contents') {
        contents = values.length;
        contentsAt = this.pos;
      }
      const value = this.object(depth + 1);
      spans?.(key, start, this.at, value);
      keys.push(key);
      values.push(value);
    }
    if (contents >= 0 && values[contents] instanceof PdfString && keys.includes('ByteRange'))
      values[contents] = this.plainString(contentsAt);
    if (repeats(keys)) return this.withoutRepeats(keys, values);
    return new PdfDict(keys, values);
  }

  name(): Name {
    const { octets } = this;
    const start = this.pos + 1;
    let pos = start;
    while (pos < octets.length && CLASS[octets[pos]!] === REGULAR) pos++;
    if (pos >= octets.length) this.touched = true;
    this.pos = pos;
    const name = nameOf(octets, start, pos);
    if (name !== undefined) return name;
    // Before PDF 1.2 a number sign stood for itself.
    this.mend('name-escape');
    return new Name(Buffer.from(octets.subarray(start, pos)).toString('latin1'));
  }

  private array(depth: number): readonly PdfObject[] {
    if (depth >= LIMITS.depth) throw tooMuch('pdf-nesting');
    this.pos++;
    const items: PdfObject[] = [];
    for (;;) {
      this.skipSpace();
      if (this.peek() === 0x5d) {
        this.pos++;
        return items;
      }
      items.push(this.object(depth + 1));
    }
  }

  private literal(): PdfString {
    const end = literalEnd(this.octets, this.pos);
    if (end < 0) throw this.unended();
    const body = this.octets.subarray(this.pos + 1, end - 1);
    this.pos = end;
    const { decipher } = this;
    return new PdfString(
      decipher === undefined ? () => decodeLiteral(body) : () => decipher(decodeLiteral(body)),
    );
  }

  private hexString(): PdfString {
    const end = hexEnd(this.octets, this.pos + 1);
    if (end < 0) throw this.unended();
    const at = this.at;
    const body = this.octets.subarray(this.pos + 1, end);
    this.pos = end + 1;
    const { decipher } = this;
    return new PdfString(
      decipher === undefined ? () => decodeHex(body, at) : () => decipher(decodeHex(body, at)),
      true,
    );
  }

  /** The rest is passed, so that it counts as work done. */
  private unended(): Fault {
    const { at } = this;
    this.touched = true;
    this.pos = this.octets.length;
    return malformed('string-end', at);
  }

  /** The string at `pos` again, as it is written: a signature's /Contents is never encrypted (clause 7.6.2). */
  private plainString(pos: number): PdfObject {
    const { decipher, pos: after } = this;
    this.decipher = undefined;
    this.pos = pos;
    const string = this.object();
    this.pos = after;
    this.decipher = decipher;
    return string;
  }

  private numberOrRef(): PdfObject {
    const { octets } = this;
    const start = this.pos;
    if (isDigit(octets[start])) {
      const number = this.digits();
      const after = this.pos;
      const next = octets[after];
      if (number >= 0 && (next === undefined || CLASS[next] !== REGULAR)) {
        if (next !== 0x20 && CLASS[next ?? 0x28] !== BLANK) return number;
        // "12 0 R": one more number and the letter.
        this.skipSpace();
        if (!isDigit(octets[this.pos])) {
          this.pos = after;
          return number;
        }
        const generation = this.digits();
        if (generation >= 0) {
          this.skipSpace();
          if (this.keyword('R')) {
            if (number > LIMITS.objectNumber || generation > 65535) return null;
            return new Ref(number, generation);
          }
        }
        this.pos = after;
        return number;
      }
      this.pos = start;
    }
    return readReal(this);
  }

  private withoutRepeats(keys: readonly string[], values: readonly PdfObject[]): PdfDict {
    this.mend('duplicate-key');
    const last = new Map(keys.map((key, i) => [key, values[i]!]));
    return new PdfDict([...last.keys()], [...last.values()]);
  }
}

function repeats(keys: readonly string[]): boolean {
  if (keys.length > 16) return new Set(keys).size !== keys.length;
  for (let i = 1; i < keys.length; i++) if (keys.lastIndexOf(keys[i]!, i - 1) >= 0) return true;
  return false;
}

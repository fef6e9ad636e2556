import { Budget } from '../../bytes/budget.ts';
import { Fault } from '../../fault/fault.ts';
import { LIMITS } from './limits.ts';
import { malformed } from './malformed.ts';
import { readOid } from './oid.ts';
import { TAG } from './tag.ts';
import { readText } from './text.ts';
import { readTime } from './time.ts';

/** One TLV: `bytes` is the whole, `content` what its length counts; both are views, made when asked for. */
export interface Element {
  readonly tag: number;
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
}

/**
 * A cursor over the elements of one level of DER (X.690 clause 10, 11): lengths definite and minimal,
 * INTEGERs minimal, BOOLEANs 00 or FF, strings primitive. Zero copy: everything it returns is a view of
 * the input. Elements that are skipped are not looked into; the order of SET OF is not checked.
 * Every breach throws DER_MALFORMED, too deep or too much DER_LIMIT.
 */
export class DerReader {
  private readonly source: Uint8Array;
  private readonly stop: number;
  private readonly budget: Budget;
  private readonly depth: number;
  private position: number;
  // The header read last: fields instead of a result object, because this is the innermost loop.
  private tag = -1;
  private from = 0;
  private to = 0;

  private constructor(
    octets: Uint8Array,
    start: number,
    stop: number,
    depth: number,
    budget: Budget,
  ) {
    this.source = octets;
    this.position = start;
    this.stop = stop;
    this.depth = depth;
    this.budget = budget;
  }

  static over(octets: Uint8Array, budget?: Budget): DerReader {
    // A view of a Buffer is made by slower code and prints differently: read through a plain Uint8Array.
    const plain =
      octets.constructor === Uint8Array
        ? octets
        : new Uint8Array(octets.buffer, octets.byteOffset, octets.length);
    const units = LIMITS.elementsFloor + octets.length;
    return new DerReader(
      plain,
      0,
      plain.length,
      0,
      budget ?? new Budget(units, 'DER_LIMIT', 'der-elements'),
    );
  }

  get done(): boolean {
    return this.position >= this.stop;
  }

  /** Identifier octet of the next element, or -1 at the end. */
  peek(): number {
    return this.position < this.stop ? this.source[this.position]! : -1;
  }

  next(): Element {
    const start = this.position;
    this.advance();
    return new Tlv(this.source, this.tag, start, this.from, this.to);
  }

  read(tag: number): Element {
    this.expect(tag);
    return this.next();
  }

  optional(tag: number): Element | undefined {
    return this.peek() === tag ? this.next() : undefined;
  }

  /** Passes over the next element; `tag` when it must be of that kind. */
  skip(tag?: number): void {
    if (tag !== undefined) this.expect(tag);
    this.advance();
  }

  /** Enters the next element, which must be constructed with this identifier octet. */
  sequence(tag: number = TAG.SEQUENCE): DerReader {
    this.expect(tag);
    if ((tag & 0x20) === 0) throw malformed('der-tag', this.position);
    if (this.depth >= LIMITS.depth) throw new Fault('DER_LIMIT', { what: 'der-depth' });
    this.advance();
    return new DerReader(this.source, this.from, this.to, this.depth + 1, this.budget);
  }

  set(tag: number = TAG.SET): DerReader {
    return this.sequence(tag);
  }

  /** Throws when octets remain: call it after the last field of a SEQUENCE that can't be extended. */
  end(): void {
    if (this.position < this.stop) throw malformed('der-trailing', this.position);
  }

  integer(tag: number = TAG.INTEGER): bigint {
    this.integerHeader(tag);
    if (this.to - this.from > LIMITS.integerOctets)
      throw new Fault('DER_LIMIT', { what: 'der-integer' });
    const length = this.to - this.from;
    if (length <= 4) return BigInt(this.int32());
    const hex = Buffer.from(this.source.buffer, this.source.byteOffset + this.from, length);
    const magnitude = BigInt(`0x${hex.toString('hex')}`);
    return this.source[this.from]! & 0x80 ? magnitude - (1n << BigInt(8 * length)) : magnitude;
  }

  /** An INTEGER (or ENUMERATED, by its tag) of at most four octets. */
  smallInteger(tag: number = TAG.INTEGER): number {
    this.integerHeader(tag);
    if (this.to - this.from > 4) throw malformed('der-integer', this.from);
    return this.int32();
  }

  oid(tag: number = TAG.OID): string {
    this.expect(tag);
    this.advance();
    return readOid(this.source, this.from, this.to);
  }

  boolean(tag: number = TAG.BOOLEAN): boolean {
    this.expect(tag);
    this.advance();
    const value = this.source[this.from]!;
    if (this.to - this.from !== 1 || (value !== 0 && value !== 0xff))
      throw malformed('der-boolean', this.from);
    return value === 0xff;
  }

  octets(tag: number = TAG.OCTET_STRING): Uint8Array {
    this.expect(tag);
    this.advance();
    return this.source.subarray(this.from, this.to);
  }

  /** BIT STRING: `unused` low bits of the last octet, which DER wants to be zero. */
  bits(tag: number = TAG.BIT_STRING): { unused: number; octets: Uint8Array } {
    this.expect(tag);
    this.advance();
    const unused = this.from < this.to ? this.source[this.from]! : 8;
    const empty = this.to - this.from === 1;
    if (
      unused > 7 ||
      (empty && unused > 0) ||
      this.source[this.to - 1]! & (empty ? 0 : (1 << unused) - 1)
    )
      throw malformed('der-bits', this.from);
    return { unused, octets: this.source.subarray(this.from + 1, this.to) };
  }

  time(): Date {
    const tag = this.peek();
    if (tag !== TAG.UTC_TIME && tag !== TAG.GENERALIZED_TIME)
      throw malformed('der-tag', this.position);
    this.advance();
    return readTime(this.source.subarray(this.from, this.to), tag === TAG.GENERALIZED_TIME);
  }

  /** Any of the character string types, told by its own tag. */
  text(): string {
    this.advance();
    return readText(this.tag, this.source.subarray(this.from, this.to));
  }

  null(tag: number = TAG.NULL): void {
    this.expect(tag);
    this.advance();
    if (this.from !== this.to) throw malformed('der-null', this.from);
  }

  private expect(tag: number): void {
    if (this.position >= this.stop) throw malformed('der-missing', this.position);
    if (this.source[this.position] !== tag) throw malformed('der-tag', this.position);
  }

  private integerHeader(tag: number): void {
    this.expect(tag);
    this.advance();
    const length = this.to - this.from;
    const first = this.source[this.from]!;
    const second = this.source[this.from + 1]!;
    const padded =
      length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
    if (length === 0 || padded) throw malformed('der-integer', this.from);
  }

  private int32(): number {
    let value = (this.source[this.from]! << 24) >> 24;
    for (let i = this.from + 1; i < this.to; i++) value = (value << 8) | this.source[i]!;
    return value;
  }

  /** Reads one header into tag, from, to and moves behind the element. */
  private advance(): void {
    const { source: octets, stop } = this;
    const start = this.position;
    this.budget.spend();
    if (start + 2 > stop) throw malformed(start >= stop ? 'der-missing' : 'der-truncated', start);
    const tag = octets[start]!;
    if ((tag & 0x1f) === 0x1f || tag === 0) throw malformed('der-tag', start);
    let length = octets[start + 1]!;
    let from = start + 2;
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0) throw malformed('der-indefinite', start);
      if (count > LIMITS.lengthOctets) throw malformed('der-length', start);
      if (from + count > stop) throw malformed('der-truncated', start);
      if (octets[from] === 0) throw malformed('der-length', start);
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + octets[from++]!;
      if (length < 0x80) throw malformed('der-length', start);
    }
    if (length > stop - from) throw malformed('der-truncated', start);
    this.tag = tag;
    this.from = from;
    this.to = from + length;
    this.position = this.to;
  }
}

class Tlv implements Element {
  readonly tag: number;
  private readonly octets: Uint8Array;
  private readonly start: number;
  private readonly from: number;
  private readonly to: number;

  constructor(octets: Uint8Array, tag: number, start: number, from: number, to: number) {
    this.octets = octets;
    this.tag = tag;
    this.start = start;
    this.from = from;
    this.to = to;
  }

  get bytes(): Uint8Array {
    return this.octets.subarray(this.start, this.to);
  }

  get content(): Uint8Array {
    return this.octets.subarray(this.from, this.to);
  }
}

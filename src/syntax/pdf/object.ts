/**
 * The objects of ISO 32000-2 clause 7.3 as values. `null`, booleans and numbers are JavaScript's own; an array is a
 * readonly array. Values are never changed: `with` and `without` give new dictionaries.
 */
export type PdfObject =
  | null
  | boolean
  | number
  | Name
  | PdfString
  | PdfArray
  | PdfDict
  | PdfStream
  | Ref
  | Raw;

export interface PdfArray extends ReadonlyArray<PdfObject> {}

/** A name; `value` has its # escapes decoded, one character (U+0000 to U+00FF) for each octet, without the solidus. */
export class Name {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
}

/** An indirect reference. */
export class Ref {
  readonly number: number;
  readonly generation: number;
  constructor(number: number, generation: number) {
    this.number = number;
    this.generation = generation;
  }
}

/**
 * A string. Read ones are decoded (and decrypted) when `octets` is first asked for, which may throw DOCUMENT_MALFORMED:
 * a signature's /Contents of 32 KB costs nothing until someone wants it.
 */
export class PdfString {
  /** Written as <hex> rather than (literal). */
  readonly hex: boolean;
  private value: Uint8Array | undefined;
  private decode: (() => Uint8Array) | undefined;

  constructor(octets: Uint8Array | (() => Uint8Array), hex = false) {
    this.hex = hex;
    if (typeof octets === 'function') this.decode = octets;
    else this.value = octets;
  }

  get octets(): Uint8Array {
    if (this.value === undefined) {
      this.value = this.decode!();
      this.decode = undefined;
    }
    return this.value;
  }
}

/** Octets written exactly as they are, never encrypted: placeholders whose place the writer reports. */
export class Raw {
  readonly octets: Uint8Array;
  constructor(octets: Uint8Array) {
    this.octets = octets;
  }
}

/** A dictionary in the order of its entries; a key is a name's `value`. */
export class PdfDict {
  readonly keys: readonly string[];
  readonly values: readonly PdfObject[];
  private index: Map<string, number> | undefined;

  constructor(keys: readonly string[], values: readonly PdfObject[]) {
    this.keys = keys;
    this.values = values;
  }

  /** The direct value, which may be a Ref; undefined when absent. */
  get(key: string): PdfObject | undefined {
    const at = this.place(key);
    return at < 0 ? undefined : this.values[at];
  }

  has(key: string): boolean {
    return this.place(key) >= 0;
  }

  get size(): number {
    return this.keys.length;
  }

  with(changes: Readonly<Record<string, PdfObject>>): PdfDict {
    const keys = [...this.keys];
    const values = [...this.values];
    for (const [key, value] of Object.entries(changes)) {
      const at = this.place(key);
      if (at >= 0) values[at] = value;
      else {
        keys.push(key);
        values.push(value);
      }
    }
    return new PdfDict(keys, values);
  }

  without(...gone: readonly string[]): PdfDict {
    const keep = this.keys.map((_, i) => i).filter((i) => !gone.includes(this.keys[i]!));
    return new PdfDict(
      keep.map((i) => this.keys[i]!),
      keep.map((i) => this.values[i]!),
    );
  }

  private place(key: string): number {
    if (this.keys.length <= 16) return this.keys.indexOf(key);
    if (this.index === undefined) {
      this.index = new Map();
      for (let i = 0; i < this.keys.length; i++) this.index.set(this.keys[i]!, i);
    }
    return this.index.get(key) ?? -1;
  }
}

/** Where the octets of a stream lie: in memory (a new one) or in the file, as object `number generation`. */
export type StreamBody =
  | { readonly octets: Uint8Array }
  | {
      readonly start: number;
      readonly length: number;
      readonly number: number;
      readonly generation: number;
    };

/** A stream; its octets are read by `Pdf.streamData` or, before the filters, `Pdf.streamOctets`. */
export class PdfStream {
  readonly dict: PdfDict;
  readonly body: StreamBody;
  constructor(dict: PdfDict, body: StreamBody | Uint8Array) {
    this.dict = dict;
    this.body = body instanceof Uint8Array ? { octets: body } : body;
  }
}

export const name = (value: string): Name => new Name(value);
export const dict = (entries: Readonly<Record<string, PdfObject>>): PdfDict =>
  new PdfDict(Object.keys(entries), Object.values(entries));
export const isName = (o: unknown, value?: string): o is Name =>
  o instanceof Name && (value === undefined || o.value === value);
export const isRef = (o: unknown): o is Ref => o instanceof Ref;
export const isString = (o: unknown): o is PdfString => o instanceof PdfString;
export const isArray = (o: unknown): o is PdfArray => Array.isArray(o);
export const isDict = (o: unknown): o is PdfDict => o instanceof PdfDict;
export const isStream = (o: unknown): o is PdfStream => o instanceof PdfStream;
export const isInteger = (o: unknown): o is number => Number.isInteger(o);

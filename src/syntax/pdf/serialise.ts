import { Fault } from '../../fault/fault.ts';
import {
  isArray,
  Name,
  PdfDict,
  type PdfObject,
  PdfStream,
  PdfString,
  Raw,
  Ref,
} from './object.ts';

/** How the strings of one object become what is written: identity unless the file is encrypted. */
export type StringCipher = (octets: Uint8Array) => Uint8Array;

/** Growing octets; `length` is where the next one goes. */
export class Writer {
  length = 0;
  private buffer: Uint8Array;

  constructor(capacity = 4096) {
    this.buffer = new Uint8Array(capacity);
  }

  octet(value: number): void {
    if (this.length === this.buffer.length) this.room(1);
    this.buffer[this.length++] = value;
  }

  octets(octets: Uint8Array): void {
    this.room(octets.length);
    this.buffer.set(octets, this.length);
    this.length += octets.length;
  }

  /** Text of characters U+0000 to U+00FF, one octet each. */
  text(text: string): void {
    this.room(text.length);
    for (let i = 0; i < text.length; i++) this.buffer[this.length++] = text.charCodeAt(i);
  }

  done(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  private room(more: number): void {
    if (this.length + more <= this.buffer.length) return;
    const bigger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + more));
    bigger.set(this.buffer.subarray(0, this.length));
    this.buffer = bigger;
  }
}

/** An object's octets, unencrypted; a stream is refused, for it stands only as an indirect object. */
export function serialise(object: PdfObject): Uint8Array {
  const writer = new Writer(256);
  writeObject(writer, object);
  return writer.done();
}

/**
 * Writes `object`. A signature dictionary's /Contents is never encrypted (ISO 32000-2 clause 7.6.2). `placed` hears where each
 * Raw begins.
 */
export function writeObject(
  to: Writer,
  object: PdfObject,
  cipher?: StringCipher,
  placed?: (raw: Raw, at: number) => void,
): void {
  if (object === null) to.text('null');
  else if (typeof object === 'boolean') to.text(object ? 'true' : 'false');
  else if (typeof object === 'number') to.text(numeral(object));
  else if (object instanceof PdfString) writeString(to, object, cipher);
  else if (object instanceof Ref) to.text(`${object.number} ${object.generation} R`);
  else if (object instanceof Name) writeName(to, object.value);
  else if (object instanceof PdfDict) writeDict(to, object, cipher, placed);
  else if (object instanceof Raw) {
    placed?.(object, to.length);
    to.octets(object.octets);
  } else if (isArray(object)) {
    to.octet(0x5b);
    object.forEach((item, i) => {
      if (i > 0) to.octet(0x20);
      writeObject(to, item, cipher, placed);
    });
    to.octet(0x5d);
  } else
    throw new Fault('BUG', { what: object instanceof PdfStream ? 'direct-stream' : 'no-object' });
}

function writeDict(
  to: Writer,
  dict: PdfDict,
  cipher: StringCipher | undefined,
  placed: ((raw: Raw, at: number) => void) | undefined,
): void {
  const signature = isSignature(dict);
  to.text('<<');
  for (let i = 0; i < dict.size; i++) {
    writeName(to, dict.keys[i]!);
    to.octet(0x20);
    writeObject(
      to,
      dict.values[i]!,
      signature && dict.keys[i] === 'Contents' ? undefined : cipher,
      placed,
    );
  }
  to.text('>>');
}

/** ISO 32000-2 Table 255: /ByteRange beside /Contents makes a signature dictionary, whose /Type is optional. */
export function isSignature(dict: PdfDict): boolean {
  return dict.has('ByteRange') && dict.has('Contents');
}

function writeName(to: Writer, value: string): void {
  to.octet(0x2f);
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code > 0x20 && code < 0x7f && !'()<>[]{}/%#'.includes(value[i]!)) to.octet(code);
    else to.text(`#${code.toString(16).padStart(2, '0')}`);
  }
}

function writeString(to: Writer, string: PdfString, cipher: StringCipher | undefined): void {
  const octets = cipher ? cipher(string.octets) : string.octets;
  if (string.hex || (cipher && octets.length > 0)) {
    to.text(`<${Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('hex')}>`);
    return;
  }
  to.octet(0x28);
  for (const octet of octets) {
    // A raw CR or CR LF would be read back as LF (clause 7.3.4.2).
    if (octet === 0x0d) to.text('\\r');
    else if (octet === 0x28 || octet === 0x29 || octet === 0x5c) {
      to.octet(0x5c);
      to.octet(octet);
    } else to.octet(octet);
  }
  to.octet(0x29);
}

/** Clause 7.3.3 knows no exponents. */
function numeral(value: number): string {
  if (!Number.isFinite(value)) throw new Fault('BUG', { what: 'number-not-finite' });
  const short = String(value);
  if (!short.includes('e')) return short;
  if (Math.abs(value) >= 1) return BigInt(Math.trunc(value)).toString();
  const fixed = value.toFixed(20).replace(/0+$/, '');
  return fixed.endsWith('.') ? '0' : fixed;
}

import { writeOid } from './oid.ts';
import { TAG } from './tag.ts';
import { timeText } from './time.ts';

/** Builds DER from the inside out; every function returns one whole element (`concat`: several in a row). */
export const der = {
  sequence: (...parts: readonly Uint8Array[]) => element(TAG.SEQUENCE, parts),
  /** SET OF: the parts in ascending order of their octets (X.690 clause 11.6). */
  set: (...parts: readonly Uint8Array[]) => element(TAG.SET, sorted(parts)),
  /** From a number, or from octets taken as an unsigned big-endian magnitude of any length. */
  integer: (value: bigint | number | Uint8Array) =>
    element(TAG.INTEGER, [
      value instanceof Uint8Array ? unsigned(value) : twosComplement(BigInt(value)),
    ]),
  oid: (text: string) => element(TAG.OID, [writeOid(text)]),
  octets: (octets: Uint8Array) => element(TAG.OCTET_STRING, [octets]),
  bits: (octets: Uint8Array, unused = 0) =>
    element(TAG.BIT_STRING, [Uint8Array.of(unused), octets]),
  utf8: (text: string) => element(TAG.UTF8, [new Uint8Array(Buffer.from(text, 'utf8'))]),
  printable: (text: string) =>
    element(TAG.PRINTABLE, [new Uint8Array(Buffer.from(text, 'latin1'))]),
  ia5: (text: string) => element(TAG.IA5, [new Uint8Array(Buffer.from(text, 'latin1'))]),
  nil: () => element(TAG.NULL, []),
  boolean: (value: boolean) => element(TAG.BOOLEAN, [Uint8Array.of(value ? 0xff : 0)]),
  /** UTCTime from 1950 to 2049, otherwise GeneralizedTime (RFC 5280 clause 4.1.2.5). */
  time: (time: Date) => {
    const year = time.getUTCFullYear();
    return year >= 1950 && year <= 2049
      ? element(TAG.UTC_TIME, [ascii(timeText(time, false))])
      : der.generalizedTime(time);
  },
  generalizedTime: (time: Date) => element(TAG.GENERALIZED_TIME, [ascii(timeText(time, true))]),
  /** Any identifier octet around contents octets, in the order given. */
  tagged: (tag: number, ...content: readonly Uint8Array[]) => element(tag, content),
  concat: (...parts: readonly Uint8Array[]) => join(parts),
};

/** Parts in the order DER gives a SET OF: by octets, a prefix before what it begins (X.690 clause 11.6). */
export function sorted(parts: readonly Uint8Array[]): Uint8Array[] {
  return [...parts].sort(Buffer.compare);
}

/** Identifier and length octets in their shortest form. */
export function header(tag: number, length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(tag, length);
  const count = length < 0x100 ? 1 : length < 0x10000 ? 2 : length < 0x1000000 ? 3 : 4;
  const octets = new Uint8Array(2 + count);
  octets[0] = tag;
  octets[1] = 0x80 | count;
  for (let i = 0; i < count; i++) octets[1 + count - i] = Math.floor(length / 256 ** i) & 0xff;
  return octets;
}

/** One element of many parts: as an array, because a call with 100,000 arguments overflows the stack. */
export function element(tag: number, parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  return join([header(tag, length), ...parts]);
}

/** Octets of all parts in a row. */
export function join(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function unsigned(magnitude: Uint8Array): Uint8Array {
  let first = 0;
  while (first < magnitude.length - 1 && magnitude[first] === 0) first++;
  const trimmed = magnitude.subarray(first);
  if (trimmed.length === 0) return Uint8Array.of(0);
  return trimmed[0]! & 0x80 ? join([Uint8Array.of(0), trimmed]) : trimmed;
}

function twosComplement(value: bigint): Uint8Array {
  let octets = 1;
  while (BigInt.asIntN(8 * octets, value) !== value) octets++;
  const hex = BigInt.asUintN(8 * octets, value)
    .toString(16)
    .padStart(2 * octets, '0');
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

function ascii(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

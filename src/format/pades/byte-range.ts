import type { FormatFault } from '../../ades/evidence.ts';
import { sameOctets } from '../../bytes/hex.ts';
import type { ByteSource } from '../../bytes/source.ts';
import {
  isArray,
  isInteger,
  isRef,
  type PdfObject,
  type Revision,
} from '../../syntax/pdf/index.ts';

export type ByteRange = readonly [number, number, number, number];

/** Half-open, absolute. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The value of /ByteRange as four numbers that lie inside the file in order, or the reason why it can't be used
 * at all. ISO 32000-2 clause 12.8.1: direct, and never more than one gap (EN 319 142-1 clause 5.3).
 */
export function readByteRange(
  value: PdfObject | undefined,
  length: number,
): ByteRange | FormatFault {
  if (value === undefined || value === null) return { what: 'byte-range-missing' };
  if (isRef(value)) return { what: 'byte-range-indirect' };
  if (!isArray(value) || value.length !== 4) return { what: 'byte-range-malformed' };
  if (value.some(isRef)) return { what: 'byte-range-indirect' };
  if (!value.every((n) => isInteger(n) && n >= 0 && n <= Number.MAX_SAFE_INTEGER))
    return { what: 'byte-range-malformed' };
  const [start, first, behind, tail] = value as unknown as ByteRange;
  if (start + first > behind) return { what: 'byte-range-malformed' };
  if (behind + tail > length) return { what: 'byte-range-outside-file' };
  return [start, first, behind, tail];
}

/**
 * Breaches of "everything but exactly the Contents string, to the end of its revision". A gap that is wider than
 * the token hides octets from the signature (signature wrapping); a narrower one signs part of itself.
 */
export function byteRangeFaults(
  range: ByteRange,
  contents: Span | undefined,
  own: Revision,
  source: ByteSource,
): FormatFault[] {
  const faults: FormatFault[] = [];
  const [start, first, behind, tail] = range;
  if (start !== 0) faults.push({ what: 'byte-range-not-from-start' });
  if (contents === undefined || start + first !== contents.start || behind !== contents.end)
    faults.push({ what: 'byte-range-gap-not-contents' });
  if (!endsRevision(behind + tail, own, source))
    faults.push({ what: 'byte-range-not-to-revision-end' });
  return faults;
}

/**
 * Whether a revision may be said to end at `end`: behind `%%EOF`, or behind its EOL, or, in the newest one, behind
 * blanks that some writers add; nothing can be hidden in blanks.
 */
function endsRevision(end: number, revision: Revision, source: ByteSource): boolean {
  if (end >= revision.eof && end <= revision.end) return true;
  return (
    end > revision.end && end - revision.end <= BLANKS && isBlank(source.read(revision.end, end))
  );
}

/** How many octets follow the newest revision, blanks apart; they belong to nothing and no signature covers them. */
export function octetsAfterEnd(newest: Revision, source: ByteSource): number {
  const rest = source.length - newest.end;
  if (rest <= 0) return 0;
  return rest <= BLANKS && isBlank(source.read(newest.end, source.length)) ? 0 : rest;
}

/** What of the /Contents token is not plain, even hexadecimal; and its octets. */
export function readContents(
  source: ByteSource,
  token: Span,
): { readonly octets: Uint8Array; readonly plain: boolean } {
  const raw = source.read(token.start, token.end);
  const digits = Buffer.from(raw.buffer, raw.byteOffset + 1, Math.max(0, raw.length - 2));
  const text = digits.toString('latin1');
  const octets = Buffer.from(text, 'hex');
  const plain = raw[0] === 0x3c && raw.at(-1) === 0x3e && octets.length * 2 === text.length;
  return { octets, plain };
}

/** Whether every octet from `start` on is zero. */
export function isZero(octets: Uint8Array, start: number): boolean {
  for (let at = start; at < octets.length; at += ZEROS.length) {
    const piece = octets.subarray(at, at + ZEROS.length);
    if (!sameOctets(piece, ZEROS.subarray(0, piece.length))) return false;
  }
  return true;
}

const ZEROS = new Uint8Array(8192);

/** Octets of blanks that may follow the last %%EOF: more is no accident of a writer. */
const BLANKS = 64;

function isBlank(octets: Uint8Array): boolean {
  return octets.every((o) => o === 0x20 || (o >= 0x09 && o <= 0x0d) || o === 0);
}

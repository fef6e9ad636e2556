import { LIMITS } from './limits.ts';
import { malformed } from './malformed.ts';

interface Known {
  readonly octets: Uint8Array;
  readonly text: string;
}

// A direct-mapped cache: documents use a few dozen identifiers over and over, hostile ones only evict.
const SLOTS = 1024;
const known: (Known | undefined)[] = new Array(SLOTS).fill(undefined);

/**
 * Dotted form of the contents octets [start, end) of an OBJECT IDENTIFIER. X.690 clause 8.19: a
 * subidentifier never begins with 0x80, and the last octet of all ends one.
 */
export function readOid(octets: Uint8Array, start: number, end: number): string {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ octets[i]!, 0x01000193);
  const slot = (hash >>> 0) % SLOTS;
  const entry = known[slot];
  if (entry !== undefined && sameAt(entry.octets, octets, start, end)) return entry.text;
  const text = decode(octets, start, end);
  known[slot] = { octets: octets.slice(start, end), text };
  return text;
}

/** Contents octets of the OBJECT IDENTIFIER `text` ("1.2.840…"). */
export function writeOid(text: string): Uint8Array {
  const arcs = text.split('.').map((arc) => BigInt(arc));
  const [x, y, ...rest] = arcs;
  if (x === undefined || y === undefined || x > 2n || (x < 2n && y > 39n))
    throw new RangeError(`not an object identifier: ${text}`);
  const octets: number[] = [];
  for (const arc of [40n * x + y, ...rest]) {
    const low = octets.length;
    let left = arc;
    do {
      octets.splice(low, 0, Number(left & 0x7fn) | (octets.length > low ? 0x80 : 0));
      left >>= 7n;
    } while (left > 0n);
  }
  return Uint8Array.from(octets);
}

/**
 * Splits the first subidentifier into its two arcs. X.690 clause 8.19.4: it is 40·X + Y with Y unbounded
 * when X is 2, so dividing by 40 turns 2.100 into 4.20.
 */
export function firstArcs(subidentifier: bigint): readonly [bigint, bigint] {
  const x = subidentifier < 80n ? subidentifier / 40n : 2n;
  return [x, subidentifier - 40n * x];
}

function decode(octets: Uint8Array, start: number, end: number): string {
  if (end === start || end - start > LIMITS.oidOctets || octets[end - 1]! & 0x80)
    throw malformed('der-oid', start);
  let text = '';
  let value = 0n;
  let small = 0;
  let length = 0;
  for (let i = start; i < end; i++) {
    const octet = octets[i]!;
    if (length === 0 && octet === 0x80) throw malformed('der-oid', i);
    length++;
    // Four groups of seven bits fit an int32; bigger arcs (UUIDs under 2.25) go through bigint.
    if (length <= 4) small = (small << 7) | (octet & 0x7f);
    else value = ((length === 5 ? BigInt(small) : value) << 7n) | BigInt(octet & 0x7f);
    if (octet & 0x80) continue;
    const arc = length <= 4 ? BigInt(small) : value;
    text = text === '' ? firstArcs(arc).join('.') : `${text}.${arc}`;
    small = 0;
    length = 0;
  }
  return text;
}

function sameAt(a: Uint8Array, b: Uint8Array, start: number, end: number): boolean {
  if (a.length !== end - start) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[start + i]) return false;
  return true;
}

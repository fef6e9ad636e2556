import { HEX } from './characters.ts';
import { Name } from './object.ts';

/**
 * Names as they occur in files, made once: a document repeats a few hundred of them thousands of times. The table is bounded,
 * and a name that finds its slot taken only costs a new value.
 */
const SLOTS = 4096;
const table: (Name | undefined)[] = new Array(SLOTS).fill(undefined);

/** The name whose octets (without the solidus) are [start, end); undefined when a # escape is malformed. */
export function nameOf(octets: Uint8Array, start: number, end: number): Name | undefined {
  let hash = 0x811c9dc5; // FNV-1a, 32 bits
  let escaped = false;
  for (let i = start; i < end; i++) {
    const octet = octets[i]!;
    if (octet === 0x23) escaped = true;
    hash = Math.imul(hash ^ octet, 0x01000193);
  }
  if (escaped) return unescaped(octets, start, end);
  const slot = (hash ^ (hash >>> 13)) & (SLOTS - 1);
  const known = table[slot];
  if (known !== undefined && same(known.value, octets, start, end)) return known;
  const made = new Name(text(octets, start, end));
  if (end - start <= 64) table[slot] = made;
  return made;
}

function same(value: string, octets: Uint8Array, start: number, end: number): boolean {
  if (value.length !== end - start) return false;
  for (let i = 0; i < value.length; i++)
    if (value.charCodeAt(i) !== octets[start + i]) return false;
  return true;
}

function text(octets: Uint8Array, start: number, end: number): string {
  let value = '';
  for (let i = start; i < end; i++) value += String.fromCharCode(octets[i]!);
  return value;
}

function unescaped(octets: Uint8Array, start: number, end: number): Name | undefined {
  let value = '';
  for (let i = start; i < end; i++) {
    const octet = octets[i]!;
    if (octet !== 0x23) {
      value += String.fromCharCode(octet);
      continue;
    }
    const high = i + 1 < end ? HEX[octets[i + 1]!]! : 255;
    const low = i + 2 < end ? HEX[octets[i + 2]!]! : 255;
    if (high === 255 || low === 255) return undefined;
    value += String.fromCharCode(high * 16 + low);
    i += 2;
  }
  return new Name(value);
}

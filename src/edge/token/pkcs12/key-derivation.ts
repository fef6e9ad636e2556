import { hash } from 'node:crypto';
import { Fault } from '../../../fault/fault.ts';

/** Digests that key stores use, as node:crypto names them: octets of output and of the inner block. */
export const DIGEST_SIZES = {
  sha1: { output: 20, block: 64 },
  sha224: { output: 28, block: 64 },
  sha256: { output: 32, block: 64 },
  sha384: { output: 48, block: 128 },
  sha512: { output: 64, block: 128 },
} as const;
export type KeyStoreDigest = keyof typeof DIGEST_SIZES;

/** What the derived octets are for (RFC 7292 appendix B.3). */
export const PURPOSE = { key: 1, iv: 2, mac: 3 } as const;

/** Rounds a key store may ask for: ten times what careful writers use today, some seconds at most. */
const MOST_ITERATIONS = 10_000_000;

/** The number of rounds as read from a key store, or KEYSTORE_UNREADABLE: a hostile file must not buy hours. */
export function rounds(iterations: number): number {
  if (iterations < 1 || iterations > MOST_ITERATIONS)
    throw new Fault('KEYSTORE_UNREADABLE', { what: 'keystore-iterations' });
  return iterations;
}

/**
 * The key derivation of PKCS #12 (RFC 7292 appendix B.2). `password` is its BMPString form with two zero octets.
 * node:crypto's hash does each round: pure JavaScript needs seconds for the counts of today's key stores.
 */
export function deriveKey(
  digest: KeyStoreDigest,
  password: Uint8Array,
  salt: Uint8Array,
  purpose: number,
  iterations: number,
  length: number,
): Buffer {
  const { output, block } = DIGEST_SIZES[digest];
  const diversifier = Buffer.alloc(block, purpose);
  const input = Buffer.concat([repeated(salt, block), repeated(password, block)]);
  const derived = Buffer.alloc(Math.ceil(length / output) * output);
  for (let at = 0; at < length; at += output) {
    let a = hash(digest, Buffer.concat([diversifier, input]), 'buffer');
    for (let round = 1; round < iterations; round++) a = hash(digest, a, 'buffer');
    a.copy(derived, at);
    const addend = repeated(a, block).subarray(0, block);
    for (let start = 0; start < input.length; start += block)
      addPlusOne(input.subarray(start, start + block), addend);
  }
  input.fill(0);
  return derived.subarray(0, length);
}

/** A password as key stores take it: BMPString, big-endian, with its terminator (RFC 7292 appendix B.1). */
export function bmpPassword(utf8: Uint8Array): Buffer {
  const units = Buffer.from(Buffer.from(utf8).toString('utf8'), 'utf16le').swap16();
  const terminated = Buffer.alloc(units.length + 2);
  units.copy(terminated);
  units.fill(0);
  return terminated;
}

/** `octets` repeated to a whole number of blocks, the last repetition cut; nothing stays nothing. */
function repeated(octets: Uint8Array, block: number): Buffer {
  const whole = Buffer.alloc(Math.ceil(octets.length / block) * block);
  for (let at = 0; at < whole.length; at++) whole[at] = octets[at % octets.length]!;
  return whole;
}

/** block = block + addend + 1, modulo its size. */
function addPlusOne(block: Buffer, addend: Buffer): void {
  let carry = 1;
  for (let at = block.length - 1; at >= 0; at--) {
    const sum = block[at]! + addend[at]! + carry;
    block[at] = sum & 0xff;
    carry = sum >>> 8;
  }
}

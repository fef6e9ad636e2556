import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { malformed } from '../findings.ts';

const BLOCK = 16;

/** AES-CBC as ISO 32000-2 clause 7.6.3.1 frames it: the initialisation vector, then blocks padded after RFC 8018. */
export function aesDecrypt(key: Uint8Array, data: Uint8Array): Uint8Array {
  // Some producers leave an empty string empty, or give it a vector and no block.
  if (data.length === 0 || data.length === BLOCK) return new Uint8Array(0);
  if (data.length < 2 * BLOCK || data.length % BLOCK !== 0) throw malformed('encrypted-length');
  const plain = aesCbc(key, data.subarray(0, BLOCK), data.subarray(BLOCK), false);
  const padding = plain.at(-1)!;
  if (padding < 1 || padding > BLOCK) throw malformed('encrypted-padding');
  return plain.subarray(0, plain.length - padding);
}

/**
 * The vector is an HMAC of what is encrypted and where it stands: unpredictable without the key, and the same for the same input, so that an update
 * is reproducible.
 */
export function aesEncrypt(key: Uint8Array, plain: Uint8Array, place: string): Uint8Array {
  const iv = createHmac('sha256', key).update(place).update(plain).digest().subarray(0, BLOCK);
  const cipher = createCipheriv(cbc(key), key, iv);
  return Buffer.concat([iv, cipher.update(plain), cipher.final()]);
}

/** CBC without padding. */
export function aesCbc(
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
  encrypt: boolean,
): Uint8Array {
  const make = encrypt ? createCipheriv : createDecipheriv;
  return make(cbc(key), key, iv).setAutoPadding(false).update(data);
}

export function aesEcbDecrypt(key: Uint8Array, block: Uint8Array): Uint8Array {
  return createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(block);
}

function cbc(key: Uint8Array): string {
  return key.length === 32 ? 'aes-256-cbc' : 'aes-128-cbc';
}

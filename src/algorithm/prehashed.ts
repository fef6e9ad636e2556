import { constants, createPublicKey, type KeyObject, publicDecrypt } from 'node:crypto';
import { sameOctets } from '../bytes/hex.ts';
import { DerReader, der } from '../syntax/der/index.ts';
import { digest, digestLength, oidOfDigest } from './digest.ts';
import type { DigestName, SignatureAlgorithm } from './names.ts';
import { fits } from './verify.ts';

/**
 * Like verifySignature where only the message's digest is at hand: a CMS without signed attributes over
 * content too large to hold. undefined for ECDSA, DSA and EdDSA, for which node:crypto takes no digest.
 */
export function verifyDigest(
  algorithm: SignatureAlgorithm,
  key: KeyObject,
  messageDigest: Uint8Array,
  signature: Uint8Array,
): boolean | undefined {
  if (!algorithm.scheme.startsWith('RSA')) return undefined;
  if (!fits(algorithm, key) || messageDigest.length !== digestLength(algorithm.digest))
    return false;
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  const encoded = recover(key, signature, Math.ceil(bits / 8));
  if (encoded === undefined) return false;
  return algorithm.scheme === 'RSASSA-PSS'
    ? pssHolds(algorithm, messageDigest, encoded, bits - 1)
    : sameOctets(encoded, pkcs1(algorithm.digest, messageDigest, encoded.length));
}

/** The DigestInfo that RSASSA-PKCS1-v1_5 pads (RFC 8017 clause 9.2): for tokens that only have CKM_RSA_PKCS. */
export function digestInfo(name: DigestName, messageDigest: Uint8Array): Uint8Array {
  return der.sequence(
    der.sequence(der.oid(oidOfDigest(name)), der.nil()),
    der.octets(messageDigest),
  );
}

/** RSAVP1 (RFC 8017 clause 5.2.2), or undefined when the signature is not of the modulus' length or range. */
function recover(key: KeyObject, signature: Uint8Array, length: number): Uint8Array | undefined {
  if (signature.length !== length) return undefined;
  try {
    return publicDecrypt({ key: plainRsa(key), padding: constants.RSA_NO_PADDING }, signature);
  } catch {
    return undefined;
  }
}

/** The same numbers under rsaEncryption: OpenSSL lends a key marked id-RSASSA-PSS for whole signatures only. */
function plainRsa(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType === 'rsa') return key;
  const info = DerReader.over(key.export({ format: 'der', type: 'spki' })).sequence();
  info.skip();
  const spki = der.sequence(der.sequence(der.oid(RSA_ENCRYPTION), der.nil()), info.next().bytes);
  return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
}
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';

/** EMSA-PKCS1-v1_5 whole: comparing it leaves no padding to be misread (CVE-2006-4339). */
function pkcs1(name: DigestName, messageDigest: Uint8Array, length: number): Uint8Array {
  const info = digestInfo(name, messageDigest);
  const padding = length - info.length - 3;
  if (padding < 8) return new Uint8Array();
  return der.concat(
    Uint8Array.of(0, 1),
    new Uint8Array(padding).fill(0xff),
    Uint8Array.of(0),
    info,
  );
}

/** EMSA-PSS-VERIFY (RFC 8017 clause 9.1.2) from the message's digest on. */
function pssHolds(
  { digest: name, saltLength = digestLength(name) }: SignatureAlgorithm,
  messageDigest: Uint8Array,
  recovered: Uint8Array,
  emBits: number,
): boolean {
  const emLength = Math.ceil(emBits / 8);
  const hashLength = digestLength(name);
  const surplus = recovered.length - emLength;
  if (surplus > 0 && recovered[0] !== 0) return false;
  const encoded = recovered.subarray(surplus);
  if (emLength < hashLength + saltLength + 2 || encoded[emLength - 1] !== 0xbc) return false;
  const masked = encoded.subarray(0, emLength - hashLength - 1);
  const hash = encoded.subarray(masked.length, emLength - 1);
  const topBits = 8 * emLength - emBits;
  if (masked[0]! >> (8 - topBits) !== 0) return false;
  const block = mgf1(name, hash, masked.length).map((octet, i) => octet ^ masked[i]!);
  block[0]! &= 0xff >> topBits;
  const padding = block.length - saltLength - 1;
  if (block[padding] !== 1 || block.subarray(0, padding).some((octet) => octet !== 0)) return false;
  const salt = block.subarray(padding + 1);
  return sameOctets(hash, digest(name, new Uint8Array(8), messageDigest, salt));
}

function mgf1(name: DigestName, seed: Uint8Array, length: number): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let i = 0; i * digestLength(name) < length; i++)
    blocks.push(digest(name, seed, Uint8Array.of(i >> 24, i >> 16, i >> 8, i)));
  return der.concat(...blocks).subarray(0, length);
}

import { constants, type KeyObject, verify } from 'node:crypto';
import { digestLength, opensslName } from './digest.ts';
import type { SignatureAlgorithm, SignatureScheme } from './names.ts';

const KEY_KINDS: Readonly<Record<SignatureScheme, readonly string[]>> = {
  'RSASSA-PKCS1-v1_5': ['rsa'],
  'RSASSA-PSS': ['rsa', 'rsa-pss'],
  ECDSA: ['ec'],
  EdDSA: ['ed25519', 'ed448'],
  DSA: ['dsa'],
};

/**
 * Whether `signature` is `key`'s over `message`, which this digests. Never throws: bad keys, bad encodings and
 * algorithms this build of OpenSSL lacks are false. ECDSA and DSA signatures are DER, exactly; RSA signatures
 * have exactly the modulus' length. What is strong enough is `strength`'s business.
 */
export function verifySignature(
  algorithm: SignatureAlgorithm,
  key: KeyObject,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (!fits(algorithm, key)) return false;
  const digest = algorithm.scheme === 'EdDSA' ? null : opensslName(algorithm.digest);
  try {
    return verify(digest, message, options(algorithm, key), signature);
  } catch {
    return false;
  }
}

/**
 * Whether the key is of the kind that the algorithm needs, allows it, and is an RSA key sound enough to prove
 * anything. A key never decides what the algorithm is, nor the other way round.
 */
export function fits(algorithm: SignatureAlgorithm, key: KeyObject): boolean {
  const { scheme, digest } = algorithm;
  const kind = key.asymmetricKeyType ?? '';
  if (key.type !== 'public' || !KEY_KINDS[scheme].includes(kind)) return false;
  if (scheme === 'EdDSA') return digest === (kind === 'ed448' ? 'SHAKE256' : 'SHA-512');
  if (!scheme.startsWith('RSA')) return true;
  // With exponent 1 everyone signs; an even exponent has no inverse (RFC 8017 clause 3.1).
  const exponent = key.asymmetricKeyDetails?.publicExponent ?? 0n;
  return exponent >= 3n && (exponent & 1n) === 1n && (kind !== 'rsa-pss' || allows(key, algorithm));
}

/**
 * Parameters of an id-RSASSA-PSS key bind its signatures (RFC 4055 clause 3.3): the same hash, the same mask, a salt at
 * least as long. A key without parameters allows all.
 */
function allows(key: KeyObject, { digest, saltLength }: SignatureAlgorithm): boolean {
  const {
    hashAlgorithm,
    mgf1HashAlgorithm,
    saltLength: least = 0,
  } = key.asymmetricKeyDetails ?? {};
  if (hashAlgorithm === undefined) return true;
  const name = opensslName(digest);
  return (
    hashAlgorithm === name &&
    (mgf1HashAlgorithm ?? hashAlgorithm) === name &&
    (saltLength ?? digestLength(digest)) >= least
  );
}

function options(algorithm: SignatureAlgorithm, key: KeyObject) {
  if (algorithm.scheme !== 'RSASSA-PSS') return key;
  const saltLength = algorithm.saltLength ?? digestLength(algorithm.digest);
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
}

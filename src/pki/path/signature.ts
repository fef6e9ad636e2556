import type { KeyObject } from 'node:crypto';
import { verifySignature } from '../../algorithm/index.ts';
import type { SignatureAlgorithm } from '../../algorithm/names.ts';
import { Fault } from '../../fault/fault.ts';
import { DerReader, der } from '../../syntax/der/index.ts';
import { RecentlyUsed } from '../certificate/cache.ts';
import { KEY_TYPE } from '../certificate/oids.ts';
import { keyOf } from '../certificate/public-key.ts';
import { LIMITS } from '../limits.ts';
import { spkiDigest } from './anchor.ts';

/** Something signed as X.509 signs: certificate, CRL, OCSP response. `sha256` is of the whole, in hex. */
export interface Signed {
  readonly sha256: string;
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm | undefined;
  readonly signature: Uint8Array;
}

export type SignatureOutcome = 'valid' | 'invalid' | 'algorithm-unknown' | 'key-unusable';

/**
 * Whether the key of `spki` signed `signed`. A pure function of octets, so its outcome is kept under both
 * digests: the hundredth document with the same chain costs a look-up.
 */
export function checkSignature(signed: Signed, spki: Uint8Array): SignatureOutcome {
  const id = `${signed.sha256}${spkiDigest(spki)}`;
  return outcomes.find(id) ?? outcomes.keep(id, check(signed, spki));
}
const outcomes = new RecentlyUsed<string, SignatureOutcome>(LIMITS.signaturesKept);
const keys = new RecentlyUsed<string, KeyObject>(LIMITS.certificatesKept);

function check(signed: Signed, spki: Uint8Array): SignatureOutcome {
  if (!signed.signatureAlgorithm) return 'algorithm-unknown';
  try {
    const id = spkiDigest(spki);
    const key = keys.find(id) ?? keys.keep(id, keyOf(spki));
    return verifySignature(signed.signatureAlgorithm, key, signed.tbs, signed.signature)
      ? 'valid'
      : 'invalid';
  } catch (error) {
    if (error instanceof Fault) return 'key-unusable';
    throw error;
  }
}

/**
 * The SubjectPublicKeyInfo to work with after a certificate (RFC 5280 clause 6.1.4(d) to (f)): where `spki` has
 * no parameters or NULL and the issuer's key is of the same algorithm, the issuer's parameters go in. That is
 * how DSA inherits its domain parameters; RSA keys have NULL on both sides and stay as they are.
 */
export function inheritParameters(spki: Uint8Array, issuerSpki: Uint8Array): Uint8Array {
  const own = algorithmOf(spki);
  if (own.oid !== KEY_TYPE.dsa || own.parameters !== undefined) return spki;
  const issuer = algorithmOf(issuerSpki);
  if (issuer.oid !== own.oid || issuer.parameters === undefined) return spki;
  return der.sequence(der.sequence(der.oid(own.oid), issuer.parameters), own.key);
}

function algorithmOf(spki: Uint8Array): { oid: string; parameters?: Uint8Array; key: Uint8Array } {
  const info = DerReader.over(spki).sequence();
  const algorithm = info.sequence();
  const oid = algorithm.oid();
  const key = info.next().bytes;
  if (algorithm.done || algorithm.peek() === 0x05) return { oid, key };
  return { oid, parameters: algorithm.next().bytes, key };
}

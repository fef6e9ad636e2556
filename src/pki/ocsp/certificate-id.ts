import { digest, oidOfDigest } from '../../algorithm/index.ts';
import type { DigestName } from '../../algorithm/names.ts';
import { sameOctets } from '../../bytes/hex.ts';
import { der } from '../../syntax/der/index.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { keyBits } from '../certificate/public-key.ts';
import type { TrustAnchor } from '../path/anchor.ts';
import type { CertificateId } from './response.ts';

/** Digest of a key's bits, kept with the array that holds the key: a pool is compared with every response. */
export function keyHash(name: DigestName, spki: Uint8Array): Uint8Array {
  const known = hashes.get(spki) ?? new Map<DigestName, Uint8Array>();
  hashes.set(spki, known);
  const value = known.get(name) ?? digest(name, keyBits(spki));
  known.set(name, value);
  return value;
}
const hashes = new WeakMap<Uint8Array, Map<DigestName, Uint8Array>>();

/**
 * Whether an identifier is of a certificate that `issuer` issued. Both hashes count, and the name is hashed
 * as the certificate spells its issuer.
 */
export function isIssuedBy(id: CertificateId, issuerName: Uint8Array, spki: Uint8Array): boolean {
  return (
    id.digest !== undefined &&
    sameOctets(id.issuerNameHash, digest(id.digest, issuerName)) &&
    sameOctets(id.issuerKeyHash, keyHash(id.digest, spki))
  );
}

/** CertID of a certificate, DER. */
export function writeCertificateId(
  certificate: Certificate,
  issuer: TrustAnchor,
  name: DigestName,
): Uint8Array {
  return der.sequence(
    der.sequence(der.oid(oidOfDigest(name)), der.nil()),
    der.octets(digest(name, certificate.issuer.der)),
    der.octets(keyHash(name, issuer.spki)),
    der.tagged(0x02, certificate.serialOctets),
  );
}

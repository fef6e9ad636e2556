import { hash } from 'node:crypto';
import type { Certificate } from '../certificate/certificate.ts';
import type { Name } from '../certificate/name.ts';

/** RFC 5280 clause 6.1.1(d): a name and a key that are trusted. With a certificate, what that one restricts holds too (RFC 5937). */
export interface TrustAnchor {
  readonly name: Name;
  /** Whole SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly certificate?: Certificate;
}

export function anchorOf(certificate: Certificate): TrustAnchor {
  return { name: certificate.subject, spki: certificate.spki, certificate };
}

/** An issuer as name and key, whichever way it was given. */
export function issuerOf(issuer: Certificate | TrustAnchor): TrustAnchor {
  return 'subject' in issuer ? anchorOf(issuer) : issuer;
}

/** SHA-256 of a SubjectPublicKeyInfo in hex, computed once for each array. */
export function spkiDigest(spki: Uint8Array): string {
  const known = digests.get(spki);
  if (known !== undefined) return known;
  const digest = hash('sha256', spki, 'hex');
  digests.set(spki, digest);
  return digest;
}
const digests = new WeakMap<Uint8Array, string>();

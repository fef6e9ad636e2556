import type { DigestName } from '../../algorithm/names.ts';
import { context, DerReader, der } from '../../syntax/der/index.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { EXTENSION } from '../certificate/oids.ts';
import type { TrustAnchor } from '../path/anchor.ts';
import { issuerOf } from '../path/anchor.ts';
import { writeCertificateId } from './certificate-id.ts';

/**
 * DER OCSPRequest for one certificate (RFC 6960 clause 4.1.1). SHA-1 only names the issuer here, and is the one digest
 * that every responder knows (RFC 5019 clause 2.1.1).
 */
export function writeOcspRequest(
  certificate: Certificate,
  issuer: Certificate | TrustAnchor,
  nonce?: Uint8Array,
  digest: DigestName = 'SHA-1',
): Uint8Array {
  const request = der.sequence(writeCertificateId(certificate, issuerOf(issuer), digest));
  const plain = der.sequence(der.sequence(der.sequence(request)));
  return nonce ? withNonce(plain, nonce) : plain;
}

/** An unsigned request without extensions, with a nonce of 1 to 128 octets (RFC 9654 clause 2.1 wants 32). */
export function withNonce(request: Uint8Array, nonce: Uint8Array): Uint8Array {
  const tbs = DerReader.over(request).sequence().read(0x30).content;
  const extension = der.sequence(der.oid(EXTENSION.ocspNonce), der.octets(der.octets(nonce)));
  return der.sequence(der.sequence(tbs, der.tagged(context(2, true), der.sequence(extension))));
}

import type { DigestName } from '../../algorithm/names.ts';
import { context, der } from '../../syntax/der/index.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { EXTENSION } from '../certificate/oids.ts';
import type { TrustAnchor } from '../path/anchor.ts';
import { issuerOf } from '../path/anchor.ts';
import { writeCertificateId } from './certificate-id.ts';

/**
 * DER OCSPRequest for one certificate (RFC 6960 clause 4.1.1). SHA-1 only names the issuer here, and is the one digest
 * that every responder knows (RFC 5019 clause 2.1.1). A nonce has 1 to 32 octets (RFC 8954, raised by RFC 9654).
 */
export function writeOcspRequest(
  certificate: Certificate,
  issuer: Certificate | TrustAnchor,
  nonce?: Uint8Array,
  digest: DigestName = 'SHA-1',
): Uint8Array {
  const request = der.sequence(writeCertificateId(certificate, issuerOf(issuer), digest));
  const extensions = nonce
    ? [
        der.tagged(
          context(2, true),
          der.sequence(der.sequence(der.oid(EXTENSION.ocspNonce), der.octets(der.octets(nonce)))),
        ),
      ]
    : [];
  return der.sequence(der.sequence(der.sequence(request), ...extensions));
}

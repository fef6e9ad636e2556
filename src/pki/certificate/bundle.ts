import { Fault } from '../../fault/fault.ts';
import { context, DerReader, toDer } from '../../syntax/der/index.ts';
import { LIMITS } from '../limits.ts';
import { type Certificate, readCertificate } from './certificate.ts';

/**
 * The certificates of a file as people pass them round: one or several in DER, PEM with any text between, or
 * PKCS#7 (`certs-only`, DER, BER or PEM). CERTIFICATE_MALFORMED {what: no-certificate-found} when there is none.
 * Equal certificates come once; order is the file's.
 */
export function readCertificates(octets: Uint8Array): Certificate[] {
  const found = new Map<string, Certificate>();
  // text may begin with 0x30, the digit nought, but has no octet above 0x7f next, as the length of a certificate has
  const binary = octets[0] === 0x30 && (octets[1] ?? 0) >= 0x80;
  const blocks = binary ? [octets] : pemBlocks(octets);
  for (const block of blocks)
    for (const der of split(block)) {
      const certificate = readCertificate(der);
      found.set(certificate.sha256, certificate);
      if (found.size > LIMITS.bundleCertificates) throw malformed('too-many-certificates');
    }
  if (found.size === 0) throw malformed('no-certificate-found');
  return [...found.values()];
}

const PEM =
  /-----BEGIN (CERTIFICATE|X509 CERTIFICATE|PKCS7|CMS)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;

function pemBlocks(octets: Uint8Array): Uint8Array[] {
  const text = Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('latin1');
  return [...text.matchAll(PEM)].map((match) => Buffer.from(match[2]!, 'base64'));
}

/** Certificates in one DER or BER block: PKCS#7 ContentInfo begins with an OID, a certificate with a SEQUENCE. */
function split(block: Uint8Array): Uint8Array[] {
  try {
    // an indefinite length can only be PKCS#7 in BER: certificates are DER
    const reader = DerReader.over(block[1] === 0x80 ? toDer(block).octets : block);
    const found: Uint8Array[] = [];
    while (!reader.done) {
      const { bytes, content } = reader.next();
      const inner = DerReader.over(content);
      if (inner.peek() === 0x06) found.push(...certsOnly(inner));
      else found.push(bytes);
    }
    return found;
  } catch (error) {
    if (error instanceof Fault)
      throw new Fault('CERTIFICATE_MALFORMED', error.data, { cause: error });
    throw error;
  }
}

function certsOnly(contentInfo: DerReader): Uint8Array[] {
  if (contentInfo.oid() !== '1.2.840.113549.1.7.2') throw malformed('pkcs7-not-signed-data');
  const explicit = contentInfo.sequence(context(0, true));
  const signedData = explicit.sequence();
  signedData.smallInteger();
  signedData.set();
  signedData.sequence();
  const certificates = signedData.optional(context(0, true));
  const found: Uint8Array[] = [];
  if (certificates) {
    const set = DerReader.over(certificates.content);
    // other choices (attribute certificates) have context tags
    while (!set.done) {
      const { tag, bytes } = set.next();
      if (tag === 0x30) found.push(bytes);
    }
  }
  return found;
}

function malformed(what: string): Fault {
  return new Fault('CERTIFICATE_MALFORMED', { what });
}

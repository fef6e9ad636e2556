import type { DigestName } from '../../algorithm/index.ts';
import { der, element, sorted, TAG, toDer } from '../../syntax/der/index.ts';
import { attributeElements, readAttributes } from './attributes.ts';
import { OID } from './identifiers.ts';
import { ignoringFaults } from './signer-certificate.ts';
import { writeSigningCertificateV2 } from './signing-certificate.ts';

/**
 * The octets that a signature over signed attributes covers (RFC 5652 clause 5.4): the field with the tag of a
 * SET OF in place of [0]. `sorted` is there when the attributes are not in DER order: the standard wants the
 * DER encoding hashed, most signers hash what they wrote, so either may verify.
 */
export function hashedAttributes(signedAttributes: Uint8Array): {
  readonly encoded: Uint8Array;
  readonly sorted: Uint8Array | undefined;
} {
  const encoded = new Uint8Array(signedAttributes);
  encoded[0] = TAG.SET;
  const elements = attributeElements(encoded);
  const ordered = elements.every((one, i) => i === 0 || Buffer.compare(elements[i - 1]!, one) <= 0);
  return { encoded, sorted: ordered ? undefined : element(TAG.SET, sorted(elements)) };
}

/**
 * Whether octets are a SET of attributes with message-digest among them: what a signature with signed attributes is made over.
 * In BER too: signers hash what they wrote.
 */
export function holdsSignedAttributes(octets: Uint8Array): boolean {
  if (octets[0] !== TAG.SET) return false;
  const read = (set: Uint8Array) => ignoringFaults(() => readAttributes(set, TAG.SET));
  const attributes = read(octets) ?? ignoringFaults(() => read(toDer(octets).octets));
  return attributes?.some(({ oid }) => oid === OID.messageDigest) === true;
}

/**
 * The signed attributes of a CAdES or PAdES baseline signature (EN 319 122-1 clause 5, EN 319 142-1 clause 6.3) as
 * a DER SET, sorted: the very octets to sign. signing-time only when given: PAdES forbids it beside /M.
 * `digest` hashes the certificate too.
 */
export function prepareSignedAttributes(o: {
  readonly certificate: Uint8Array;
  readonly digest: DigestName;
  readonly messageDigest: Uint8Array;
  readonly signingTime?: Date;
}): Uint8Array {
  return der.set(
    writeAttribute(OID.contentType, der.oid(OID.data)),
    writeAttribute(OID.messageDigest, der.octets(o.messageDigest)),
    writeAttribute(OID.signingCertificateV2, writeSigningCertificateV2(o.certificate, o.digest)),
    ...(o.signingTime ? [writeAttribute(OID.signingTime, der.time(o.signingTime))] : []),
  );
}

export function writeAttribute(oid: string, ...values: readonly Uint8Array[]): Uint8Array {
  return der.sequence(der.oid(oid), der.set(...values));
}

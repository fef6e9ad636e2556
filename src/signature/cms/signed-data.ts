import { Fault } from '../../fault/fault.ts';
import {
  context,
  DerReader,
  elementLength,
  malformed,
  TAG,
  toDer,
} from '../../syntax/der/index.ts';
import { type Attribute, readAttributes, valuesOf } from './attributes.ts';
import { OID } from './identifiers.ts';
import { LIMITS } from './limits.ts';
import {
  readCertificateValues,
  readRevocationChoices,
  readRevocationValues,
} from './revocation.ts';

/** A SignedData (RFC 5652 clause 5.1, or PKCS#7 1.5 clause 9); every octet field is DER and a view of one buffer. */
export interface SignedData {
  readonly version: number;
  /** OIDs of the digestAlgorithms field: a hint for readers in one pass, proves nothing. */
  readonly digestAlgorithms: readonly string[];
  readonly eContentType: string;
  /** Content octets of the encapsulated content; undefined when detached. */
  readonly eContent: Uint8Array | undefined;
  /** Of the message, then of the certificate-values of its signers. */
  readonly certificates: readonly Uint8Array[];
  /** Of the message, then of the revocation-values and adbe-revocationInfoArchival of its signers; `ocsps` alike. */
  readonly crls: readonly Uint8Array[];
  /** OCSPResponse (RFC 5940) or BasicOCSPResponse. */
  readonly ocsps: readonly Uint8Array[];
  readonly signers: readonly SignerInfo[];
  /** All SignerInfos in order; a Fault in place of one that can't be read, only when such were asked to be kept. */
  readonly signerSet: readonly (SignerInfo | Fault)[];
  /** encapContentInfo, certificates and crls as whole elements: archive time stamps are over them. */
  readonly encapsulated: Uint8Array;
  readonly certificateField: Uint8Array | undefined;
  readonly revocationField: Uint8Array | undefined;
  /** The octets given were BER and were turned into DER first. */
  readonly ber: boolean;
}

/** RFC 5652 clause 5.3. */
export interface SignerInfo {
  readonly version: number;
  readonly identifier: SignerIdentifier;
  /** OID. */
  readonly digestAlgorithm: string;
  /** The [0] element as it is encoded, or undefined. */
  readonly signedAttributes: Uint8Array | undefined;
  readonly signed: readonly Attribute[];
  /** AlgorithmIdentifier. */
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
  readonly unsigned: readonly Attribute[];
  /** The octets of all fields before the unsigned attributes, in a row. */
  readonly signedFields: Uint8Array;
}

/** `issuer` is a DER Name and `serial` the content octets of the INTEGER; or the key identifier alone. */
export type SignerIdentifier =
  | { readonly issuer: Uint8Array; readonly serial: Uint8Array }
  | { readonly subjectKeyIdentifier: Uint8Array };

/**
 * Reads a ContentInfo that holds SignedData. DER is read as it stands; anything else is turned from BER into
 * DER first and reported by `ber`. Throws DER_MALFORMED (`cms-not-signed-data` for other content types) or
 * DER_LIMIT; octets after the ContentInfo are a breach, cut /Contents padding with contentLength first. With
 * `keepUnreadable` one malformed SignerInfo does not hide the others.
 */
export function readSignedData(
  octets: Uint8Array,
  { keepUnreadable = false }: { readonly keepUnreadable?: boolean } = {},
): SignedData {
  try {
    return readContentInfo(octets, false, false);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'DER_MALFORMED') throw error;
    const converted = toDer(octets);
    if (!converted.ber && !keepUnreadable) throw error;
    return readContentInfo(converted.octets, converted.ber, keepUnreadable);
  }
}

/** One SignerInfo: of a message, or the value of a countersignature attribute. Throws DER_MALFORMED. */
export function readSignerInfo(octets: Uint8Array): SignerInfo {
  const outer = DerReader.over(octets);
  const fields = outer.sequence();
  outer.end();
  const { content } = DerReader.over(octets).next();
  const version = fields.smallInteger();
  const identifier = readIdentifier(fields);
  const digestAlgorithm = fields.sequence().oid();
  const signedAttributes = fields.optional(context(0, true))?.bytes;
  const signatureAlgorithm = fields.read(TAG.SEQUENCE).bytes;
  const signature = fields.read(TAG.OCTET_STRING);
  const unsigned = fields.optional(context(1, true))?.bytes;
  fields.end();
  const end = signature.bytes.byteOffset + signature.bytes.length - content.byteOffset;
  return {
    version,
    identifier,
    digestAlgorithm,
    signedAttributes,
    signed: signedAttributes ? readAttributes(signedAttributes, context(0, true)) : [],
    signatureAlgorithm,
    signature: signature.content,
    unsigned: unsigned ? readAttributes(unsigned, context(1, true)) : [],
    signedFields: content.subarray(0, end),
  };
}

/** Octets of the ContentInfo that `octets` begins with, without padding after it (PDF /Contents ends in zeros). */
export function contentLength(octets: Uint8Array): number {
  return elementLength(octets);
}

function readContentInfo(octets: Uint8Array, ber: boolean, keepUnreadable: boolean): SignedData {
  const outer = DerReader.over(octets);
  const contentInfo = outer.sequence();
  outer.end();
  if (contentInfo.oid() !== OID.signedData) throw malformed('cms-not-signed-data');
  const explicit = contentInfo.sequence(context(0, true));
  contentInfo.end();
  const fields = explicit.sequence();
  explicit.end();

  const version = fields.smallInteger();
  const digestAlgorithms: string[] = [];
  for (const set = fields.set(); !set.done; ) digestAlgorithms.push(set.sequence().oid());
  const encapsulated = fields.read(TAG.SEQUENCE).bytes;
  const certificateField = fields.optional(context(0, true))?.bytes;
  const revocationField = fields.optional(context(1, true))?.bytes;
  const signerSet: (SignerInfo | Fault)[] = [];
  for (const set = fields.set(); !set.done; ) {
    signerSet.push(readOrKeep(set.read(TAG.SEQUENCE).bytes, keepUnreadable));
    limit(signerSet.length, LIMITS.signers, 'cms-signers');
  }
  fields.end();
  const signers = signerSet.filter((one): one is SignerInfo => !(one instanceof Fault));
  return {
    version,
    digestAlgorithms,
    ...readContent(DerReader.over(encapsulated).sequence()),
    ...readValidationData(certificateField, revocationField, signers),
    signers,
    signerSet,
    encapsulated,
    certificateField,
    revocationField,
    ber,
  };
}

function readOrKeep(octets: Uint8Array, keep: boolean): SignerInfo | Fault {
  try {
    return readSignerInfo(octets);
  } catch (error) {
    if (!keep || !(error instanceof Fault) || error.code !== 'DER_MALFORMED') throw error;
    return error;
  }
}

/** Certificates, CRLs and OCSP responses wherever the message may carry them. */
function readValidationData(
  certificateField: Uint8Array | undefined,
  revocationField: Uint8Array | undefined,
  signers: readonly SignerInfo[],
): Pick<SignedData, 'certificates' | 'crls' | 'ocsps'> {
  const certificates = certificateField ? readCertificates(certificateField) : [];
  const choices = revocationField ? readRevocationChoices(revocationField) : [];
  limit(choices.length, LIMITS.revocations, 'cms-revocations');
  const of = (kind: string) => choices.filter((one) => one.kind === kind).map((one) => one.value);
  const [crls, ocsps] = [of('crl'), of('ocsp')];
  for (const { signed, unsigned } of signers) {
    for (const value of valuesOf(unsigned, OID.certificateValues))
      readCertificateValues(value, certificates);
    for (const value of [
      ...valuesOf(signed, OID.adobeRevocation),
      ...valuesOf(unsigned, OID.revocationValues),
    ])
      readRevocationValues(value, { crls, ocsps });
  }
  limit(certificates.length, LIMITS.certificates, 'cms-certificates');
  limit(crls.length + ocsps.length, LIMITS.revocations, 'cms-revocations');
  return { certificates, crls, ocsps };
}

/**
 * EncapsulatedContentInfo. PKCS#7 1.5 lets content be of any type, of which the contents octets are digested;
 * CMS has an OCTET STRING there (RFC 5652 clause 5.2.1), whose contents octets come to the same.
 */
function readContent(fields: DerReader): {
  eContentType: string;
  eContent: Uint8Array | undefined;
} {
  const eContentType = fields.oid();
  if (fields.done) return { eContentType, eContent: undefined };
  const explicit = fields.sequence(context(0, true));
  fields.end();
  const eContent = explicit.next();
  explicit.end();
  // A constructed OCTET STRING is BER: digesting its segments' headers would be wrong.
  if (eContent.tag === (TAG.OCTET_STRING | 0x20)) throw malformed('der-tag');
  return { eContentType, eContent: eContent.content };
}

/** Certificates proper; attribute certificates and other choices (context tags) are passed over. */
function readCertificates(field: Uint8Array): Uint8Array[] {
  const certificates: Uint8Array[] = [];
  for (const set = DerReader.over(field).set(context(0, true)); !set.done; ) {
    if (set.peek() === TAG.SEQUENCE) certificates.push(set.next().bytes);
    else set.skip();
    limit(certificates.length, LIMITS.certificates, 'cms-certificates');
  }
  return certificates;
}

function readIdentifier(fields: DerReader): SignerIdentifier {
  if (fields.peek() === context(0)) return { subjectKeyIdentifier: fields.octets(context(0)) };
  const pair = fields.sequence();
  const issuer = pair.read(TAG.SEQUENCE).bytes;
  const serial = pair.read(TAG.INTEGER).content;
  pair.end();
  return { issuer, serial };
}

function limit(count: number, most: number, what: string): void {
  if (count > most) throw new Fault('DER_LIMIT', { what });
}

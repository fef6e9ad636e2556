import {
  type SignatureAlgorithm,
  writeDigestAlgorithm,
  writeSignatureAlgorithm,
} from '../../algorithm/index.ts';
import { Fault } from '../../fault/fault.ts';
import { context, DerReader, der, TAG } from '../../syntax/der/index.ts';
import { OID } from './identifiers.ts';
import { writeAttribute } from './signed-attributes.ts';
import { issuerAndSerial } from './signer-certificate.ts';

/**
 * A ContentInfo with detached SignedData over id-data and one signer. `certificates` begins with the signer's,
 * which names the signer by issuer and serial; order in the message is DER's. `signedAttributes` is what
 * prepareSignedAttributes gave and `signature` was made over; ECDSA as DER, never as raw r‖s.
 */
export function writeSignedData(o: {
  readonly certificates: readonly Uint8Array[];
  readonly algorithm: SignatureAlgorithm;
  readonly signedAttributes: Uint8Array;
  readonly signature: Uint8Array;
  /** RFC 3161 token over `signature`. */
  readonly timestampToken?: Uint8Array;
  readonly crls?: readonly Uint8Array[];
  /** OCSPResponse values (RFC 5940). */
  readonly ocsps?: readonly Uint8Array[];
}): Uint8Array {
  const digestAlgorithm = writeDigestAlgorithm(o.algorithm.digest);
  const { crls = [], ocsps = [] } = o;
  const revocations = [...crls, ...ocsps.map(writeOcsp)];
  const signedData = der.sequence(
    // RFC 5652 clause 5.1: 5 when other revocation information is there, 1 for id-data and issuer and serial.
    der.integer(ocsps.length > 0 ? 5 : 1),
    der.set(digestAlgorithm),
    der.sequence(der.oid(OID.data)),
    retagged(context(0, true), der.set(...unique(o.certificates))),
    ...(revocations.length > 0 ? [retagged(context(1, true), der.set(...revocations))] : []),
    der.set(writeSignerInfo(o, digestAlgorithm)),
  );
  return der.sequence(der.oid(OID.signedData), der.tagged(context(0, true), signedData));
}

function writeSignerInfo(
  o: Parameters<typeof writeSignedData>[0],
  digestAlgorithm: Uint8Array,
): Uint8Array {
  const [certificate] = o.certificates;
  if (certificate === undefined) throw new Fault('CERTIFICATE_MISSING');
  const { issuer, serial } = issuerAndSerial(certificate);
  const unsigned = o.timestampToken
    ? [der.tagged(context(1, true), writeAttribute(OID.signatureTimestamp, o.timestampToken))]
    : [];
  return der.sequence(
    der.integer(1),
    der.sequence(issuer, der.tagged(TAG.INTEGER, serial)),
    digestAlgorithm,
    retagged(context(0, true), o.signedAttributes),
    writeSignatureAlgorithm(o.algorithm),
    der.octets(o.signature),
    ...unsigned,
  );
}

/** OtherRevocationInfoFormat under [1]. */
function writeOcsp(response: Uint8Array): Uint8Array {
  return der.tagged(context(1, true), der.oid(OID.ocspResponse), response);
}

/** The element under an IMPLICIT tag. */
function retagged(tag: number, element: Uint8Array): Uint8Array {
  return der.tagged(tag, DerReader.over(element).next().content);
}

/** A certificate given twice is written once: some readers take a duplicate in a SET for damage. */
function unique(certificates: readonly Uint8Array[]): Uint8Array[] {
  const seen = new Map(certificates.map((octets) => [Buffer.from(octets).toString('hex'), octets]));
  return [...seen.values()];
}

import type { DigestName, SignatureAlgorithm } from '../../algorithm/index.ts';

/** One SignerInfo of a CMS SignedData (RFC 5652), with its mathematics done. Facts only, no judgement. */
export interface CmsFacts {
  readonly digestAlgorithm: DigestName | null;
  /** null when the OID is not known; `algorithmOid` then names it. */
  readonly algorithm: SignatureAlgorithm | null;
  readonly algorithmOid: string;
  /** The certificate that the SignerIdentifier names, from the message's own, or null. */
  readonly certificate: Uint8Array | null;
  /**
   * missing: no such attribute, or a digest algorithm that isn't known. unchecked: the attribute is there, but the
   * content that it digests is not at hand.
   */
  readonly messageDigest: 'matches' | 'differs' | 'missing' | 'unchecked';
  readonly contentType: 'matches' | 'differs' | 'missing';
  /** The signature octets themselves: what a signature time stamp stamps. */
  readonly signatureValue: Uint8Array;
  /** unchecked: no certificate, an algorithm that isn't known, or a message that breaks a rule (see `faults`). */
  readonly signature: 'valid' | 'invalid' | 'unchecked';
  /** signing-certificate (RFC 2634) v1 or v2 (RFC 5035), and whether its hash is that of `certificate`. */
  readonly signingCertificate: { readonly version: 1 | 2; readonly matches: boolean } | null;
  /** signing-time attribute: claimed, not proven. */
  readonly signingTime: Date | null;
  readonly signerInfos: number;
  /** The outer structure is BER but not DER. */
  readonly ber: boolean;
  /** All time stamps that the message itself carries, in the order of its attributes. */
  readonly timestamps: readonly TimestampFacts[];
  /** Values of the signature-policy, commitment and other attributes are not read yet: their OIDs. */
  readonly otherAttributes: readonly string[];
  /** Rules of CMS that the signer breaks; with any of them `signature` is never 'valid'. */
  readonly faults?: readonly CmsFault[];
  /** Departures that change nothing, but that a reader of the report may want to know. */
  readonly notes?: readonly CmsNote[];
}

export type CmsFault =
  /** An attribute that must occur once with one value does not (RFC 5652 clause 11, RFC 6211 clause 2). */
  | 'cms-attribute-repeated'
  /** content-type, message-digest or signing-time among the unsigned attributes (RFC 5652 clause 11). */
  | 'cms-attribute-misplaced'
  /** The digest of the content and that of the signature algorithm differ (RFC 8933 clause 3). */
  | 'cms-digests-differ'
  /** The algorithm-protection attribute names other algorithms than the SignerInfo (RFC 6211 clause 2). */
  | 'cms-algorithm-protection'
  /** No signed attributes over a content type other than id-data (RFC 5652 clause 5.3). */
  | 'cms-attributes-missing';

export type CmsNote =
  /** Signed attributes are not in DER order; the signature holds over them as encoded. */
  | 'cms-attributes-unsorted'
  /** … and the signature holds over them once sorted (RFC 5652 clause 5.4). */
  | 'cms-attributes-sorted'
  /** The signature is directly over the content. */
  | 'cms-no-signed-attributes'
  | 'cms-signing-time-unreadable'
  | 'cms-timestamp-unreadable'
  | 'cms-timestamps-unread'
  /** An archive time stamp's hash index is missing, malformed, or names what is not there (EN 319 122-1 clause 5.5.2). */
  | 'cms-archive-index-invalid'
  /** RFC 4998 evidence records, and the long-term-validation attribute of TS 101 733, are not read. */
  | 'cms-evidence-record-unread'
  | 'cms-long-term-validation-unread';

/**
 * What a token stamps: the content before it was signed (content-time-stamp), the signature value
 * (signature-time-stamp), references to validation data (CAdES-C-timestamp and its kin), everything in the message
 * so far (archive-time-stamp), or a document as it stood (document time stamp of PDF).
 */
export type TimestampKind = 'content' | 'signature' | 'references' | 'archive' | 'document';

/** An RFC 3161 token: what it says and whether it fits what it stamps. */
export interface TimestampFacts {
  readonly kind: TimestampKind;
  /** The token itself. */
  readonly octets: Uint8Array;
  /**
   * Octets of what it proves to have existed beside what its kind says: embedded certificates, CRLs and OCSP
   * responses, and earlier tokens. Same octets, same datum.
   */
  readonly covers: readonly Uint8Array[];
  /** The digest by which a hash index names what it covers; null when the imprint itself is over them. */
  readonly coversBy: DigestName | null;
  readonly time: Date;
  /** Seconds either side, or null. */
  readonly accuracy: number | null;
  readonly policy: string;
  readonly serial: string;
  readonly imprintAlgorithm: DigestName | null;
  readonly imprint: 'matches' | 'differs' | 'unchecked';
  /** The token's own signature; its certificate must have the critical EKU id-kp-timeStamping. */
  readonly cms: CmsFacts;
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

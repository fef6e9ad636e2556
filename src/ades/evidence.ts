import type { DigestName, SignatureAlgorithm } from '../algorithm/names.ts';

/**
 * What was found in a document about one signature: facts only, no judgement. A signature that can't be
 * read is Evidence too: `cms` is null and `faults` says why.
 */
export interface Evidence {
  readonly format: 'PAdES';
  /** Name of the signature field, as the file gives it (hostile text). */
  readonly id: string;
  readonly kind: 'signature' | 'document-timestamp';
  readonly subFilter: string | null;
  /** Breaches of the format's own rules; any entry is judged FORMAT_FAILURE. */
  readonly faults: readonly FormatFault[];
  /** 1-based revision of the file that this signature covers, and how many revisions there are. */
  readonly revision: number;
  readonly revisions: number;
  readonly coversWholeFile: boolean;
  /** Octets of the file the ByteRange covers, or null when it is unusable. */
  readonly byteRange: readonly [number, number, number, number] | null;
  /** What later revisions changed, and whether this signature's permissions allow it. */
  readonly changesAfter: readonly Change[];
  /** DocMDP permission of a certification signature (ISO 32000-2 table 257), or null. */
  readonly certification: 1 | 2 | 3 | null;
  /** Signing time that the format itself carries (PDF /M). */
  readonly formatTime: Date | null;
  /** /Reason, /Location, /Name, /ContactInfo (hostile text). */
  readonly said: Readonly<Record<string, string>>;
  readonly cms: CmsFacts | null;
  /** For a document time stamp: the token itself (its imprint covers the byte range). */
  readonly timestamp: TimestampFacts | null;
  /** DER of everything embedded beside the signature (CMS and DSS). */
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

export interface FormatFault {
  /** kebab-case; its words stand in words/verify.ts under `format.<what>`. */
  readonly what: string;
  readonly data?: Readonly<Record<string, string | number>>;
}

/** Classes of change that a later revision made; `other` is a real change of the document. */
export const CHANGE_CLASSES = [
  'signature',
  'document-timestamp',
  'validation-data',
  'form-fill',
  'annotation',
  'metadata',
  'other',
] as const;
export type ChangeClass = (typeof CHANGE_CLASSES)[number];

export interface Change {
  readonly class: ChangeClass;
  readonly revision: number;
  /** Numbers of the objects it concerns, at most 20. */
  readonly objects: readonly number[];
  /** Allowed by DocMDP/FieldMDP of this signature (no certification: signing, form filling and validation data are). */
  readonly permitted: boolean;
}

/** One SignerInfo of a CMS SignedData (RFC 5652), with its mathematics done. */
export interface CmsFacts {
  readonly digestAlgorithm: DigestName | null;
  /** null when the OID is not known; `algorithmOid` then names it. */
  readonly algorithm: SignatureAlgorithm | null;
  readonly algorithmOid: string;
  /** The certificate that the SignerIdentifier names, from the message's own, or null. */
  readonly certificate: Uint8Array | null;
  readonly messageDigest: 'matches' | 'differs' | 'missing';
  readonly contentType: 'matches' | 'differs' | 'missing';
  /** unchecked: no certificate, or an algorithm that isn't known. */
  readonly signature: 'valid' | 'invalid' | 'unchecked';
  /** signing-certificate (RFC 2634) v1 or v2 (RFC 5035), and whether its hash is that of `certificate`. */
  readonly signingCertificate: { readonly version: 1 | 2; readonly matches: boolean } | null;
  /** signing-time attribute: claimed, not proven. */
  readonly signingTime: Date | null;
  readonly signerInfos: number;
  /** The outer structure is BER but not DER. */
  readonly ber: boolean;
  readonly timestamps: readonly TimestampFacts[];
  /** Values of the signature-policy, commitment and other attributes are not read yet: their OIDs. */
  readonly otherAttributes: readonly string[];
}

/** An RFC 3161 token: what it says and whether it fits what it stamps. */
export interface TimestampFacts {
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
}

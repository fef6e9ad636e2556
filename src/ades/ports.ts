import type { SignatureAlgorithm } from '../algorithm/names.ts';

/** A key that can sign, and the certificate that names its holder. Adapters: edge/token. */
export interface Signer {
  /** DER of the signer's certificate. */
  readonly certificate: Uint8Array;
  /** DER of other certificates kept beside the key (issuers), in no order. */
  readonly others: readonly Uint8Array[];
  readonly algorithm: SignatureAlgorithm;
  /** How many operations the device takes at once; 1 for a USB token. More `sign` calls wait in the adapter, in order. */
  readonly lanes: number;
  /** For people: kind of device and its label. */
  readonly device: { readonly kind: 'pkcs11' | 'pkcs12'; readonly label: string };
  /** Largest signature in octets, as CMS carries it. */
  readonly signatureLength: number;
  /**
   * The signature over `message` (which this digests) as CMS carries it: ECDSA as DER SEQUENCE of r and s.
   * Throws a TOKEN_* Fault; after TOKEN_REMOVED or TOKEN_PIN_* the signer is dead.
   */
  sign(message: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** RFC 3161: DER TimeStampReq in, DER TimeStampResp out. Throws TSA_* Faults. */
export interface TimestampSource {
  readonly name: string;
  request(query: Uint8Array): Promise<Uint8Array>;
}

/** A datum whose absence left a verdict INDETERMINATE, with where it may be had. */
export interface Wanted {
  readonly kind: 'crl' | 'ocsp' | 'issuer-certificate';
  /** SHA-256 (hex) of the certificate that needs it. */
  readonly certificate: string;
  readonly urls: readonly string[];
}

/** Fetches wanted data; resolves to undefined when it can't be had. */
export interface RevocationSource {
  fetchCrl(url: string): Promise<Uint8Array | undefined>;
  fetchOcsp(url: string, request: Uint8Array): Promise<Uint8Array | undefined>;
  fetchCertificates(url: string): Promise<readonly Uint8Array[]>;
}

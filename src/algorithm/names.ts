export type DigestName =
  | 'MD5'
  | 'SHA-1'
  | 'SHA-224'
  | 'SHA-256'
  | 'SHA-384'
  | 'SHA-512'
  | 'SHA-512/224'
  | 'SHA-512/256'
  | 'SHA3-224'
  | 'SHA3-256'
  | 'SHA3-384'
  | 'SHA3-512'
  | 'SHAKE256';
export type SignatureScheme = 'RSASSA-PKCS1-v1_5' | 'RSASSA-PSS' | 'ECDSA' | 'EdDSA' | 'DSA';

/**
 * A signature algorithm as the field names it; `saltLength` in octets for RSASSA-PSS only (RFC 8017 clause 8.1). EdDSA
 * digests the message itself: SHA-512 stands for Ed25519, SHAKE256 for Ed448 (RFC 8419 clause 2.3).
 */
export interface SignatureAlgorithm {
  readonly scheme: SignatureScheme;
  readonly digest: DigestName;
  readonly saltLength?: number;
}

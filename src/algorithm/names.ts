export type DigestName =
  | 'MD5'
  | 'SHA-1'
  | 'SHA-224'
  | 'SHA-256'
  | 'SHA-384'
  | 'SHA-512'
  | 'SHA3-256'
  | 'SHA3-384'
  | 'SHA3-512';
export type SignatureScheme = 'RSASSA-PKCS1-v1_5' | 'RSASSA-PSS' | 'ECDSA' | 'EdDSA' | 'DSA';

/** A signature algorithm as the field names it; `saltLength` in octets for RSASSA-PSS only (RFC 8017 clause 8.1). */
export interface SignatureAlgorithm {
  readonly scheme: SignatureScheme;
  readonly digest: DigestName;
  readonly saltLength?: number;
}

import type { DigestName } from '../../algorithm/names.ts';
import type { Certificate } from '../../pki/index.ts';

/** What the caller wants to sign with; what it leaves open is chosen when only one choice fits. */
export interface SignerRequest {
  /** Path of a PKCS#12 key store; then nothing of PKCS#11 is looked at. */
  readonly pkcs12?: string;
  /** Path of a PKCS#11 module; otherwise the known places are searched. */
  readonly module?: string;
  /** Label or serial number of the token. */
  readonly token?: string;
  /** SHA-256 fingerprint (colons allowed, at least 8 hex digits of its beginning) or a part of the subject. */
  readonly certificate?: string;
  readonly algorithm?: 'v1.5' | 'pss';
  readonly digest?: 'SHA-256' | 'SHA-384' | 'SHA-512';
  readonly lanes?: number;
  /** Time for which the certificate must be valid. */
  readonly at: Date;
}
export type SigningDigest = Extract<DigestName, 'SHA-256' | 'SHA-384' | 'SHA-512'>;

/** Why a certificate can't sign now, in the order of what a person should hear first. */
export const OBSTACLES = [
  'pin-locked',
  'pin-not-set',
  'pin-pad',
  'not-for-signing',
  'key-unsupported',
  'not-yet-valid',
  'expired',
] as const;
export type Obstacle = (typeof OBSTACLES)[number];

/** A certificate that was found without login, with the device it lies on. */
export interface Candidate {
  readonly device: {
    readonly kind: 'pkcs11' | 'pkcs12';
    readonly label: string;
    readonly serial: string;
    /** Path of the module or key store. */
    readonly path: string;
    /** Index among the slots that hold a token. */
    readonly slot: number;
  };
  readonly certificate: Certificate;
  /** CKA_ID in base64, empty when there is none. */
  readonly keyId: string;
  /** null: usable as far as can be seen without login. */
  readonly obstacle: Obstacle | null;
}

import type { Certificate } from '../certificate/certificate.ts';
import type { TrustAnchor } from './anchor.ts';

/**
 * Why a path does not hold, the least specific first: of several failures, on one path or on all that were
 * tried, the one furthest down says most about what is wrong (a wrong candidate fails with its signature, the right
 * but expired one with its date).
 */
export const PATH_FAILURES = [
  'no-path',
  'limit-reached',
  'issuer-differs',
  'signature-invalid',
  'algorithm-unknown',
  'key-unusable',
  'anchor-expired',
  'anchor-not-yet-valid',
  'not-a-ca',
  'key-usage-lacks-cert-sign',
  'path-too-long',
  'extension-malformed',
  'critical-extension-unknown',
  'profile-breached',
  'policy-mapping-of-any',
  'policy-not-acceptable',
  'name-constraint-unsupported',
  'name-not-permitted',
  'name-excluded',
  'key-usage-unfit',
  'extended-key-usage-unfit',
  'not-yet-valid',
  'expired',
] as const;
export type PathFailure = (typeof PATH_FAILURES)[number];

export interface PathFinding {
  readonly because: PathFailure;
  /** The certificate it was found at; undefined for the anchor or the whole path. */
  readonly certificate: Certificate | undefined;
  /** A kebab-case detail, such as the profile rule that is breached or the extension's OID. */
  readonly detail?: string;
}

export type PathResult =
  | {
      readonly valid: true;
      readonly anchor: TrustAnchor;
      /** From the leaf to the certificate below the anchor. */
      readonly path: readonly Certificate[];
      /** user-constrained-policy-set (RFC 5280 clause 6.1.6); anyPolicy stands for every policy. */
      readonly policies: readonly string[];
      /** Beside each certificate of `path` its issuer, whose key has inherited parameters filled in: what revocationOf wants. */
      readonly issuers: readonly TrustAnchor[];
      /** The leaf's SubjectPublicKeyInfo, likewise. */
      readonly spki: Uint8Array;
    }
  | {
      readonly valid: false;
      readonly anchor: TrustAnchor | undefined;
      readonly path: readonly Certificate[];
      readonly because: PathFailure;
      readonly certificate: Certificate | undefined;
      readonly detail?: string;
      /** Everything found, the most specific first. */
      readonly findings: readonly PathFinding[];
    };

export function rankOf(because: PathFailure): number {
  return PATH_FAILURES.indexOf(because);
}

/** The more telling of two failed results; a valid one wins over both. */
export function betterResult(a: PathResult, b: PathResult): PathResult {
  if (a.valid || b.valid) return a.valid ? a : b;
  return rankOf(b.because) > rankOf(a.because) ? b : a;
}

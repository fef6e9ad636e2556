import type { StrengthTable } from '../algorithm/index.ts';
import type { Certificate, TrustAnchor } from '../pki/index.ts';
import { BASIC } from './policies/basic.ts';

/**
 * The validation constraints (EN 319 102-1 clause 5.1.4) as data: what a signature must be like, apart from who is trusted.
 * Written down as `kyso.policy/1` in a policy file.
 */
export interface Constraints {
  /** Names the rules in reports: `basic`, `vn-public`, or what a policy file calls itself. */
  readonly id: string;
  /** ades: an AdES signature must name its certificate by hash, a plain PKCS#7 one need not; always: both. */
  readonly signingCertificateReference: 'ades' | 'always';
  /** Longest time in milliseconds that a revocation status counts after it was issued, never past its own nextUpdate; null for just that. */
  readonly freshness: number | null;
  /** Longest time in milliseconds between the claimed signing time and the first time stamp that proves the signature; null when it does not matter. */
  readonly timestampDelay: number | null;
  /** Whether a signature needs a time stamp that proves when it existed. */
  readonly timestampRequired: boolean;
  /** Whether the signer's certificate must name its subject (commonName). */
  readonly subjectNamed: boolean;
  /** Certificate policies of which the path must be valid for one (RFC 5280 clause 6.1.1 (c) and (e)); null for any or none. */
  readonly certificatePolicies: readonly string[] | null;
  /** Whether the verdict tells the criteria of Thông tư 15/2025/TT-BKHCN, Phụ lục II. */
  readonly criteria: boolean;
  /** Until when algorithms and keys count. */
  readonly strength: StrengthTable;
}

/**
 * What a judge is told beside the evidence. A policy never changes after it was made: results are remembered by the identity
 * of this object, so make a new one to add anything.
 */
export interface Policy extends Constraints {
  /** Authorities that signers are trusted through. */
  readonly anchors: readonly TrustAnchor[];
  /** Authorities that time stamps are trusted through. */
  readonly tsaAnchors: readonly TrustAnchor[];
  /** Certificates that may complete a chain; being here gives no trust. */
  readonly intermediates: readonly Certificate[];
  /** DER of revocation data given from outside. */
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

/** A policy from what is known of it; what is left out is empty or as the `basic` constraints have it. */
export function createPolicy(given: Partial<Policy> = {}): Policy {
  const anchors = given.anchors ?? [];
  return {
    ...BASIC,
    intermediates: [],
    crls: [],
    ocsps: [],
    ...given,
    anchors,
    tsaAnchors: given.tsaAnchors ?? anchors,
  };
}

import type { Certificate, TrustAnchor } from '../pki/index.ts';

/**
 * What a judge is told beside the evidence (EN 319 102-1 clause 5.1.4: the validation constraints). A policy
 * never changes after it was made: results are remembered by the identity of this object, so make a new one
 * to add anything.
 */
export interface Policy {
  /** Names the rules in reports: `basic`, `vn-public`, or what a policy file calls itself. */
  readonly id: string;
  /** Authorities that signers are trusted through. */
  readonly anchors: readonly TrustAnchor[];
  /** Authorities that time stamps are trusted through. */
  readonly tsaAnchors: readonly TrustAnchor[];
  /** Certificates that may complete a chain; being here gives no trust. */
  readonly intermediates: readonly Certificate[];
  /** DER of revocation data given from outside. */
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  /** ades: an AdES signature must name its certificate by hash, a plain PKCS#7 one need not; always: both. */
  readonly signingCertificateReference: 'ades' | 'always';
  /** Longest time in milliseconds that a revocation status counts after it was issued, never past its own nextUpdate; null for just that. */
  readonly freshness: number | null;
}

/** A policy from what is known of it; what is left out is empty or as strict as the standard asks. */
export function createPolicy(given: Partial<Policy> = {}): Policy {
  const anchors = given.anchors ?? [];
  return {
    id: 'basic',
    intermediates: [],
    crls: [],
    ocsps: [],
    signingCertificateReference: 'ades',
    freshness: null,
    ...given,
    anchors,
    tsaAnchors: given.tsaAnchors ?? anchors,
  };
}

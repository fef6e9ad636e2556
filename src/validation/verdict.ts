import type { TimestampKind } from '../ades/evidence.ts';
import type { Wanted } from '../ades/ports.ts';
import type { Standing } from './revocation-freshness.ts';

/** EN 319 102-1 clause 5.1.3, tables 5 and 6: the sub-indications that go with each indication. */
export type FailedBecause =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'REVOKED'
  | 'EXPIRED'
  | 'NOT_YET_VALID';

export type IndeterminateBecause =
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'POLICY_PROCESSING_ERROR'
  | 'SIGNATURE_POLICY_NOT_AVAILABLE'
  | 'TIMESTAMP_ORDER_FAILURE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'OUT_OF_BOUNDS_NOT_REVOKED'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'REVOCATION_OUT_OF_BOUNDS_NO_POE'
  | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
  | 'NO_POE'
  | 'TRY_LATER'
  | 'SIGNED_DATA_NOT_FOUND'
  | 'CUSTOM';

/** One check: its rule, the clause it comes from and how it ended. `what` has its words in words/verify.ts. */
export interface Finding {
  readonly rule: string;
  readonly clause: string;
  readonly result: 'passed' | 'failed' | 'unknown' | 'note';
  readonly what: string;
  readonly data?: Readonly<Record<string, string | number>>;
}

/** Clauses 5.3, 5.5 and 5.6 of EN 319 102-1: what the answer needed. */
export type Process = 'basic' | 'long-term' | 'archival';

/** One proof that something existed at a time (clause 5.6.2.3). */
export interface Proof {
  readonly of: 'signature' | 'time-stamp' | 'certificate' | 'crl' | 'ocsp';
  /** Of its octets (hex); of a signature its value. */
  readonly sha256: string;
  readonly time: Date;
  /** SHA-256 (hex) of the time-stamp token that proves it. */
  readonly by: string;
}

/** One of the eight criteria of Thông tư 15/2025/TT-BKHCN, Phụ lục II, and whether the checks that bear on it met it. */
export interface Criterion {
  readonly id:
    | 'certificate-in-time'
    | 'status-at-signing'
    | 'algorithm'
    | 'purpose'
    | 'subject-identified'
    | 'matching-key'
    | 'valid-at-signing'
    | 'integrity';
  readonly result: 'met' | 'not-met' | 'unknown';
}

/** How one time stamp fared (clause 5.4), in the same terms as a signature. */
export type StampVerdict = Conclusion & {
  readonly kind: TimestampKind;
  /** What it says. */
  readonly time: Date;
  /** SHA-256 (hex) of the token. */
  readonly sha256: string;
  /** SHA-256 (hex) of the authority's certificate, or null. */
  readonly authority: string | null;
  readonly judgedAt: Date;
  readonly findings: readonly Finding[];
  /** SHA-256 (hex) from the authority's certificate to the anchor, or empty. */
  readonly chain: readonly string[];
  /** Of every certificate of the chain below the anchor. */
  readonly standings: readonly Standing[];
  readonly wanted: readonly Wanted[];
};

interface Judged {
  /** `id` of the policy. */
  readonly policy: string;
  readonly process: Process;
  readonly findings: readonly Finding[];
  /** The mathematics alone: digest and signature value over exactly the covered octets. */
  readonly integrity: 'intact' | 'broken' | 'unknown';
  /** Earliest time at which the signature was proven to exist (a checked time stamp), or null. */
  readonly provenTime: Date | null;
  /** Time against which certificate validity and revocation were judged. */
  readonly judgedAt: Date;
  /** SHA-256 (hex) from signer to anchor, or empty. */
  readonly chain: readonly string[];
  /** Of every certificate of the chain below the anchor. */
  readonly standings: readonly Standing[];
  /** Every time stamp that the signature carries, in the order of the evidence; of a document time stamp itself alone. */
  readonly timestamps: readonly StampVerdict[];
  /** By the policies that ask for them; otherwise empty. */
  readonly criteria: readonly Criterion[];
  /** What the time stamps of the document prove about this signature and its data. */
  readonly proofs: readonly Proof[];
  /** Data that would turn INDETERMINATE into an answer. */
  readonly wanted: readonly Wanted[];
}

/** The type pairs each indication with its own sub-indications. */
export type Conclusion =
  | { readonly indication: 'TOTAL-PASSED' }
  | { readonly indication: 'TOTAL-FAILED'; readonly because: FailedBecause }
  | { readonly indication: 'INDETERMINATE'; readonly because: IndeterminateBecause };

export type Verdict = Judged & Conclusion;

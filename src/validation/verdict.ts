import type { Wanted } from '../ades/ports.ts';

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

interface Judged {
  readonly findings: readonly Finding[];
  /** The mathematics alone: digest and signature value over exactly the covered octets. */
  readonly integrity: 'intact' | 'broken' | 'unknown';
  /** Earliest time at which the signature was proven to exist (a checked time stamp), or null. */
  readonly provenTime: Date | null;
  /** Time against which certificate validity and revocation were judged. */
  readonly judgedAt: Date;
  /** SHA-256 (hex) from signer to anchor, or empty. */
  readonly chain: readonly string[];
  /** The same of each time stamp on the signature. */
  readonly timestampChains?: readonly (readonly string[])[];
  /** Data that would turn INDETERMINATE into an answer. */
  readonly wanted: readonly Wanted[];
}

export type Verdict =
  | (Judged & { readonly indication: 'TOTAL-PASSED' })
  | (Judged & { readonly indication: 'TOTAL-FAILED'; readonly because: FailedBecause })
  | (Judged & { readonly indication: 'INDETERMINATE'; readonly because: IndeterminateBecause });

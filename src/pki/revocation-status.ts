import type { Certificate } from './certificate/certificate.ts';
import type { Crl } from './crl/crl.ts';
import type { CrlReason } from './crl/entries.ts';
import { LIMITS } from './limits.ts';
import type { OcspResponse } from './ocsp/response.ts';
import type { TrustAnchor } from './path/anchor.ts';

/** What may be used to learn whether a certificate was revoked; all read once, used for many. */
export interface RevocationData {
  readonly crls: readonly Crl[];
  readonly ocsps: readonly OcspResponse[];
  /** Where certificates of CRL issuers, delegated responders and their issuers are looked for; not trusted. */
  readonly certificates: readonly Certificate[];
  /**
   * Where paths of CRL issuers other than the certificate's own must end: pass the anchor of the certificate's own path
   * only, for RFC 5280 clause 6.3.3(f) wants the same one.
   */
  readonly anchors: readonly TrustAnchor[];
  /** The present, after which no statement can have been made; one that says so proves nothing good. Not looked at when absent. */
  readonly now?: Date;
  /** How old in milliseconds a statement without nextUpdate may be at `at`; 10 minutes unless given. */
  readonly maximalAge?: number;
  /**
   * RFC 6960 clause 4.2.2.2.1 leaves it to the one who asks whether a delegated responder counts whose certificate has no
   * id-pkix-ocsp-nocheck and names no place to check it at. No unless true: nothing proves that it was not revoked.
   */
  readonly uncheckableResponders?: boolean;
}

/**
 * `revoked` names the moment of revocation even when it lies after the time asked for: what was signed before may
 * still stand, and that is for the judge to say. `unknown` says what stood in the way, the most specific of all.
 */
export type RevocationStatus =
  | {
      readonly status: 'good';
      readonly source: 'crl' | 'ocsp';
      readonly thisUpdate: Date;
      readonly nextUpdate: Date | undefined;
      /** Certificates that expired since then are still spoken of: expiredCertsOnCRL, or archiveCutoff of OCSP. */
      readonly expiredCertsSince: Date | undefined;
    }
  | {
      readonly status: 'revoked';
      readonly source: 'crl' | 'ocsp';
      readonly at: Date;
      readonly reason: CrlReason;
      readonly invalidityDate: Date | undefined;
      readonly thisUpdate: Date;
    }
  | { readonly status: 'unknown'; readonly why: RevocationGap };

/** The least specific first. */
export const REVOCATION_GAPS = [
  'no-revocation-data',
  'crl-scope-differs',
  'crl-signature-invalid',
  'crl-issuer-untrusted',
  'crl-malformed',
  'crl-critical-extension-unknown',
  'crl-without-base',
  'crl-from-the-future',
  'crl-out-of-date',
  'crl-reasons-incomplete',
  'ocsp-signature-invalid',
  'ocsp-responder-unknown',
  'ocsp-responder-unauthorised',
  'ocsp-responder-unchecked',
  'ocsp-critical-extension-unknown',
  'ocsp-from-the-future',
  'ocsp-out-of-date',
  'ocsp-says-unknown',
  'issued-after-expiry',
  'limit-reached',
] as const;
export type RevocationGap = (typeof REVOCATION_GAPS)[number];

/** Collects why nothing was proven and keeps the most specific reason. */
export class Gaps {
  worst: RevocationGap = 'no-revocation-data';

  add(gap: RevocationGap): void {
    if (REVOCATION_GAPS.indexOf(gap) > REVOCATION_GAPS.indexOf(this.worst)) this.worst = gap;
  }

  status(): RevocationStatus {
    return { status: 'unknown', why: this.worst };
  }
}

/** What answering one question may cost, whatever it asks on the way. */
export class RevocationWork {
  private signatures: number = LIMITS.revocationSignatures;
  private signers: number = LIMITS.revocationSigners;

  /** Whether another signature of a list or response may be tried. */
  maySignature(): boolean {
    return --this.signatures >= 0;
  }

  /** Whether the path of another signer may be sought. */
  maySigner(): boolean {
    return --this.signers >= 0;
  }
}

/** One question: was `certificate`, issued by `issuer`, revoked at `at`? */
export interface RevocationQuery {
  readonly certificate: Certificate;
  /** Validated by the caller; its key with inherited parameters. */
  readonly issuer: TrustAnchor;
  readonly data: RevocationData;
  readonly at: Date;
  /** When whoever signed a statement must be entitled to: never before the statement was made. */
  readonly signersAt: Date;
  readonly work: RevocationWork;
  /**
   * The key of a signer of CRLs that is not the issuer itself, and who certified it, when its own path to an anchor holds at
   * that time and none of the path was revoked; otherwise undefined.
   */
  trusted(
    signer: Certificate,
    at: Date,
  ): { readonly spki: Uint8Array; readonly issuer: TrustAnchor } | undefined;
  /** Whether a responder's certificate that the issuer issued is proven not to be revoked. */
  unrevoked(responder: Certificate, at: Date): boolean;
}

/**
 * Whether a statement of [thisUpdate, nextUpdate] speaks of `at`. One made after `at` does, for revocations stay listed;
 * one without nextUpdate does for a little while.
 */
export function covers(
  { thisUpdate, nextUpdate }: { thisUpdate: Date; nextUpdate: Date | undefined },
  { at, data }: RevocationQuery,
): boolean {
  const until = nextUpdate ?? new Date(thisUpdate.getTime() + (data.maximalAge ?? 600_000));
  return at <= until && thisUpdate <= until;
}

/** Whether a statement claims to have been made later than `now`, beyond what clocks differ by. */
export function isLater(made: Date, now: Date | undefined): boolean {
  return now !== undefined && made.getTime() > now.getTime() + LIMITS.clockSkew;
}

/** The later of two times: what was signed after `at` is judged when it was signed. */
export function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

/**
 * Of two answers the one that counts: a revocation over anything, a suspension over what is older, the newer of two of
 * a kind, anything over not knowing.
 */
export function weightier(a: RevocationStatus, b: RevocationStatus): RevocationStatus {
  if (a.status === 'unknown' && b.status === 'unknown')
    return REVOCATION_GAPS.indexOf(a.why) >= REVOCATION_GAPS.indexOf(b.why) ? a : b;
  if (a.status === 'unknown' || b.status === 'unknown') return a.status === 'unknown' ? b : a;
  if (a.status === b.status) return a.thisUpdate >= b.thisUpdate ? a : b;
  const [revoked, good] = a.status === 'revoked' ? [a, b] : [b, a];
  const lifted = revoked.status === 'revoked' && revoked.reason === 'certificateHold';
  return lifted && good.thisUpdate > revoked.thisUpdate ? good : revoked;
}

import type { Certificate, Name, RevocationStatus } from '../pki/index.ts';

/** What is known of a certificate's revocation as seen from the time that counts. */
export type Standing =
  | { readonly kind: 'good'; readonly source: 'crl' | 'ocsp'; readonly thisUpdate: Date }
  | {
      readonly kind: 'revoked';
      readonly at: Date;
      readonly reason: string;
      /** certificateHold: it may yet be lifted. */
      readonly hold: boolean;
    }
  /** outOfBounds: there is a status, but whoever signed it is out of date or revoked by now. */
  | {
      readonly kind: 'unknown';
      readonly why: string;
      readonly outOfBounds: boolean;
      /** Whose status it is that is not known. */
      readonly of: Name;
    };

/** Where the data for a standing comes from: what it says of `at` when its signers are judged at `signersAt`. */
export type Ask = (at: Date, signersAt: Date) => RevocationStatus;

/** Judges every signer of revocation data at the time when it signed. */
const WHEN_SIGNED = new Date(0);

/**
 * Clauses 5.2.6.4 and 5.5.4 (6): the standing at `control`, the best-signature-time, by data whose signers still count `now`.
 * A revocation counts whatever its age; one that took effect after `until`, which is `control` for who signed and now for an
 * authority, leaves the certificate good. Data of now are asked first: they know of later revocations.
 */
export function standingAt(
  ask: Ask,
  control: Date,
  now: Date,
  certificate: Certificate,
  freshness: number | null,
  until = control,
): Standing {
  const from = (status: RevocationStatus) =>
    standingFrom(status, control, until, certificate, freshness);
  const newest = from(ask(now, now));
  if (newest.kind !== 'unknown') return newest;
  const sameTime = control.getTime() === now.getTime();
  const then = sameTime ? newest : from(ask(control, now));
  if (then.kind !== 'unknown' || !SIGNER_GAPS.has(then.why)) return then;
  // table 6, REVOCATION_OUT_OF_BOUNDS_NO_POE: good but for the signer, who was entitled when signing
  const signed = from(ask(control, WHEN_SIGNED));
  return { ...then, outOfBounds: signed.kind === 'good' };
}

/** What revocationOf says when a statement would do but for who signed it. */
const SIGNER_GAPS: ReadonlySet<string> = new Set([
  'ocsp-responder-unauthorised',
  'ocsp-responder-unchecked',
  'crl-issuer-untrusted',
]);

function standingFrom(
  status: RevocationStatus,
  control: Date,
  until: Date,
  certificate: Certificate,
  freshness: number | null,
): Standing {
  const unknown = (why: string): Standing => ({
    kind: 'unknown',
    why,
    outOfBounds: false,
    of: certificate.subject,
  });
  if (status.status === 'unknown') return unknown(status.why);
  const standing = standingOf(status, until);
  const stale = status.status === 'good' && !isFresh(status, control, freshness);
  return stale ? unknown('status-not-fresh') : standing;
}

/** What a status means for `control`; one that took effect later left the certificate good then. */
export function standingOf(
  status: Exclude<RevocationStatus, { status: 'unknown' }>,
  control: Date,
): Standing {
  const { source, thisUpdate } = status;
  if (status.status === 'good' || status.at > control) return { kind: 'good', source, thisUpdate };
  const { at, reason } = status;
  return { kind: 'revoked', at, reason, hold: reason === 'certificateHold' };
}

/** A statement without nextUpdate counts for so long; the same that pki/ allows. */
const WITHOUT_NEXT_UPDATE = 600_000;

/**
 * Clause 5.2.5, the Revocation Freshness Checker: issued at or after `time`, or no longer before it than the maximum
 * accepted freshness: nextUpdate - thisUpdate, or the policy's if that is shorter. (That it says something of a
 * certificate that had expired when it was issued is for pki/ to know.)
 */
export function isFresh(
  status: { readonly thisUpdate: Date; readonly nextUpdate: Date | undefined },
  time: Date,
  freshness: number | null,
): boolean {
  const issued = status.thisUpdate.getTime();
  if (issued >= time.getTime()) return true;
  const own = status.nextUpdate ? status.nextUpdate.getTime() - issued : WITHOUT_NEXT_UPDATE;
  return time.getTime() - issued <= Math.min(own, freshness ?? own);
}

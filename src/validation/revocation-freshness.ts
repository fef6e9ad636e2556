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
  /** outOfBounds: there is a status, but whoever signed it was out of date when it counted. */
  | {
      readonly kind: 'unknown';
      readonly why: string;
      readonly outOfBounds: boolean;
      /** Whose status it is that is not known. */
      readonly of: Name;
    };

/** Where the data for a standing comes from: what it says when asked as of a time. */
export type Ask = (at: Date) => RevocationStatus;

/**
 * Clause 5.2.5.4 turned to a time in the past: a status counts for `control` when
 * - it was issued at or after `control`, while the certificate was still valid (a CRL may drop expired
 *   entries, RFC 5280 clause 3.3, so a later one proves nothing), or
 * - it covers it: thisUpdate ≤ control < thisUpdate + freshness, where freshness is nextUpdate − thisUpdate, or
 *   the policy's if that is shorter. Without nextUpdate it is the few minutes that pki/ allows.
 * A revocation counts whatever its age; one that took effect after `control` leaves the certificate good then.
 * The newest data (`now`) are asked first: they know of later revocations. `produced` are the times at which
 * the OCSP responses at hand were signed.
 */
export function standingAt(
  ask: Ask,
  produced: readonly Date[],
  control: Date,
  now: Date,
  certificate: Certificate,
  freshness: number | null,
): Standing {
  const newest = standingFrom(ask(now), control, certificate, freshness);
  if (newest.kind !== 'unknown') return newest;
  const sameTime = control.getTime() === now.getTime();
  const then = sameTime ? newest : standingFrom(ask(control), control, certificate, freshness);
  if (then.kind !== 'unknown') return then;
  return { ...then, outOfBounds: wasBelievable(ask, then.why, produced, control) };
}

/**
 * Table 6, REVOCATION_OUT_OF_BOUNDS_NO_POE: when the response was signed its responder was entitled, but its
 * certificate had ended at `control`, and nothing proves that the response is older.
 */
function wasBelievable(ask: Ask, why: string, produced: readonly Date[], control: Date): boolean {
  if (why !== 'ocsp-responder-unauthorised') return false;
  return produced.some((time) => time < control && ask(time).status === 'good');
}

function standingFrom(
  status: RevocationStatus,
  control: Date,
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
  const { source, thisUpdate } = status;
  if (status.status === 'revoked') {
    const { at, reason } = status;
    return at <= control
      ? { kind: 'revoked', at, reason, hold: reason === 'certificateHold' }
      : { kind: 'good', source, thisUpdate };
  }
  return isFresh(status, control, certificate.notAfter, freshness)
    ? { kind: 'good', source, thisUpdate }
    : unknown('status-not-fresh');
}

/** A statement without nextUpdate counts for so long; the same that pki/ allows. */
const WITHOUT_NEXT_UPDATE = 600_000;

function isFresh(
  status: { readonly thisUpdate: Date; readonly nextUpdate: Date | undefined },
  control: Date,
  notAfter: Date,
  freshness: number | null,
): boolean {
  const issued = status.thisUpdate.getTime();
  if (issued >= control.getTime()) return issued <= notAfter.getTime();
  const own = status.nextUpdate ? status.nextUpdate.getTime() - issued : WITHOUT_NEXT_UPDATE;
  return control.getTime() - issued <= Math.min(own, freshness ?? own);
}

import type { Certificate } from './certificate/certificate.ts';
import { statusByCrls } from './crl/status.ts';
import { LIMITS } from './limits.ts';
import { statusByOcsps } from './ocsp/status.ts';
import { issuerOf, type TrustAnchor } from './path/anchor.ts';
import { findPath } from './path/validate.ts';
import {
  type RevocationData,
  type RevocationStatus,
  RevocationWork,
  weightier,
} from './revocation-status.ts';

/**
 * Whether `certificate`, issued by the already validated `issuer`, was revoked at `at`, by everything in `data`. Good is said
 * only of what a current, rightly signed statement of someone entitled says so; anything else is unknown. A
 * revocation outweighs any other statement, a suspension (certificateHold) only older ones. Pass the issuer as
 * PathResult.issuers has it: a Certificate whose DSA key inherits its parameters can't check anything.
 *
 * `signersAt` is when the signers of lists and responses must be in their dates and not revoked: now, unless something proves
 * that all of `data` existed earlier.
 */
export function revocationOf(
  certificate: Certificate,
  issuer: Certificate | TrustAnchor,
  data: RevocationData,
  at: Date,
  signersAt: Date = at,
): RevocationStatus {
  return ask(certificate, issuerOf(issuer), data, at, signersAt, new RevocationWork(), []);
}

/**
 * `trail`: certificates whose status is being asked for, the first being what the caller asked. That one never vouches
 * for itself; a CRL issuer met on the way may be covered by its own list (X.509 allows it, PKITS 4.14.30 wants it),
 * as long as that list does not have it.
 */
function ask(
  certificate: Certificate,
  issuer: TrustAnchor,
  data: RevocationData,
  at: Date,
  signersAt: Date,
  work: RevocationWork,
  trail: readonly string[],
): RevocationStatus {
  if (trail.length >= LIMITS.revocationDepth) return { status: 'unknown', why: 'limit-reached' };
  const asked = [...trail, certificate.sha256];
  const good = (one: Certificate, by: TrustAnchor, when: Date) =>
    ask(one, by, data, when, when, work, asked).status === 'good';
  const query = {
    certificate,
    issuer,
    data,
    at,
    signersAt,
    work,
    trusted(signer: Certificate, when: Date) {
      const limits = {
        steps: LIMITS.revocationSteps,
        signatures: LIMITS.revocationSignatures,
      };
      const inputs = { keyUsage: ['cRLSign'], limits } as const;
      const found = findPath(signer, data.certificates, data.anchors, when, inputs);
      if (!found.valid) return undefined;
      const unrevoked = found.path.every((one, i) =>
        asked.includes(one.sha256) ? one.sha256 !== asked[0] : good(one, found.issuers[i]!, when),
      );
      return unrevoked ? { spki: found.spki, issuer: found.issuers[0]! } : undefined;
    },
    unrevoked: (responder: Certificate, when: Date) =>
      !asked.includes(responder.sha256) && good(responder, issuer, when),
  };
  return weightier(statusByOcsps(query), statusByCrls(query));
}

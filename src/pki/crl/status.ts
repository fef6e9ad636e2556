import { sameOctets } from '../../bytes/hex.ts';
import { Fault } from '../../fault/fault.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { ALL_REASONS, type DistributionPoint } from '../certificate/distribution-point.ts';
import { sameName } from '../certificate/name.ts';
import { LIMITS } from '../limits.ts';
import type { TrustAnchor } from '../path/anchor.ts';
import { checkSignature } from '../path/signature.ts';
import {
  covers,
  Gaps,
  isLater,
  later,
  type RevocationQuery,
  type RevocationStatus,
} from '../revocation-status.ts';
import type { Crl } from './crl.ts';
import { findRevoked, type RevokedEntry } from './entries.ts';
import { impliedPoint, isInScope } from './scope.ts';

type Good = Extract<RevocationStatus, { status: 'good' }>;

/**
 * RFC 5280 clause 6.3.3: what CRLs, complete and delta, direct and indirect, say of a certificate. Good only
 * when lists that are current, rightly signed and together cover every reason do not have it.
 */
export function statusByCrls(query: RevocationQuery): RevocationStatus {
  const { certificate, data } = query;
  const gaps = new Gaps();
  const newest = data.crls.toSorted((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
  const named = certificate.distributionPoints.slice(0, LIMITS.distributionPoints);
  const points = [...named, impliedPoint(certificate, ALL_REASONS)];
  let covered = 0;
  let found: Good | undefined;
  for (const point of points)
    for (const crl of newest) {
      const reasons = crl.distributionPoint.reasons & point.reasons;
      if ((reasons & ~covered) === 0) continue;
      const status = statusByOne(crl, point, query, gaps);
      if (status?.status === 'revoked') return status;
      if (status?.status !== 'good') continue;
      covered |= reasons;
      found = found ? narrower(found, status) : status;
      if (covered === ALL_REASONS) return found;
    }
  if (covered !== 0) gaps.add('crl-reasons-incomplete');
  return gaps.status();
}

function statusByOne(
  crl: Crl,
  point: DistributionPoint,
  query: RevocationQuery,
  gaps: Gaps,
): RevocationStatus | undefined {
  const { certificate } = query;
  if (!isInScope(crl, certificate, point)) {
    if (sameName(crl.issuer, certificate.issuer)) gaps.add('crl-scope-differs');
    return undefined;
  }
  if (crl.baseNumber !== undefined) {
    gaps.add('crl-without-base');
    return undefined;
  }
  if (crl.unknownCritical !== undefined) {
    gaps.add('crl-critical-extension-unknown');
    return undefined;
  }
  const signer = signerOf(crl, query, gaps);
  if (!signer) return undefined;
  try {
    const delta = deltaFor(crl, signer, query);
    const listed = entryIn(crl, delta, query);
    const current = covers(crl, query);
    if (listed && (current || listed.entry.reason !== 'certificateHold')) return listed.status;
    if (isLater(crl.thisUpdate, query.data.now)) gaps.add('crl-from-the-future');
    else if (!current) gaps.add('crl-out-of-date');
    else if (dropsExpired(crl, query)) gaps.add('issued-after-expiry');
    else return good(delta && !dropsExpired(delta, query) ? delta : crl);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { what } = error.data;
    gaps.add(
      what === 'crl-entry-extension-unknown' ? 'crl-critical-extension-unknown' : 'crl-malformed',
    );
  }
  return undefined;
}

/**
 * Steps (i) to (k): the delta first, for it is newer. removeFromCRL there takes an entry of the complete list back, but not once
 * the certificate has expired: then it may say no more than that (clause 5.3.1).
 */
function entryIn(crl: Crl, delta: Crl | undefined, query: RevocationQuery) {
  const { serialOctets, issuer } = query.certificate;
  const newer = delta && findRevoked(delta, serialOctets, issuer);
  if (delta && newer && newer.reason !== 'removeFromCRL')
    return { entry: newer, status: revoked(newer, delta) };
  const entry = findRevoked(crl, serialOctets, issuer);
  if (!entry || entry.reason === 'removeFromCRL') return undefined;
  const lifted = newer && !dropsExpired(delta!, query);
  return lifted ? undefined : { entry, status: revoked(entry, crl) };
}

function good({ thisUpdate, nextUpdate, keepsExpiredSince }: Crl): Good {
  const expiredCertsSince = keepsExpiredSince;
  return { status: 'good', source: 'crl', thisUpdate, nextUpdate, expiredCertsSince };
}

function revoked(entry: RevokedEntry, crl: Crl): RevocationStatus {
  return {
    status: 'revoked',
    source: 'crl',
    at: entry.date,
    reason: entry.reason,
    invalidityDate: entry.invalidityDate,
    thisUpdate: crl.thisUpdate,
  };
}

/** Steps (f) and (g): the key that signed the list, if it may. */
function signerOf(crl: Crl, query: RevocationQuery, gaps: Gaps): Uint8Array | undefined {
  const { issuer, data, signersAt, work } = query;
  for (const candidate of [issuer, ...data.anchors]) {
    if (!maySign(crl, candidate)) continue;
    if (!work.maySignature()) return overrun(gaps);
    if (checkSignature(crl, candidate.spki) === 'valid') return candidate.spki;
    gaps.add('crl-signature-invalid');
  }
  for (const certificate of data.certificates) {
    if (!maySign(crl, { name: certificate.subject, spki: certificate.spki, certificate })) continue;
    if (!work.maySignature()) return overrun(gaps);
    // a key that inherits its parameters can't be tried before its path is known
    if (checkSignature(crl, certificate.spki) === 'invalid') {
      gaps.add('crl-signature-invalid');
      continue;
    }
    if (!work.maySigner()) return overrun(gaps);
    const signer = query.trusted(certificate, later(signersAt, crl.thisUpdate));
    if (!signer || isNamesake(crl, certificate, signer.issuer, query))
      gaps.add('crl-issuer-untrusted');
    else if (checkSignature(crl, signer.spki) === 'valid') return signer.spki;
    else gaps.add('crl-signature-invalid');
  }
  return undefined;
}

/**
 * Whether a list under the name of the certificate's issuer is signed by somebody else of that name. Clause 6.3.3(f) only asks for
 * a path to the same anchor, so any authority below it could speak for any other. Another key of the issuer's is
 * certified by the issuer, by who certified the issuer, or has certified the issuer (keys that were renewed).
 */
function isNamesake(crl: Crl, signer: Certificate, by: TrustAnchor, query: RevocationQuery) {
  const { certificate, issuer } = query;
  // an indirect list: the certificate itself names who speaks for its issuer
  if (!sameName(crl.issuer, certificate.issuer)) return false;
  if (sameOctets(by.spki, issuer.spki)) return false;
  const own = issuer.certificate;
  return !own || ![by.spki, signer.spki].some((key) => checkSignature(own, key) === 'valid');
}

function overrun(gaps: Gaps): undefined {
  gaps.add('limit-reached');
}

function maySign(crl: Crl, { name, certificate }: TrustAnchor): boolean {
  return sameName(crl.issuer, name) && certificate?.keyUsage?.has('cRLSign') !== false;
}

/** Step (c): the newest delta of the same issuer, scope and key that starts at or before the complete list. */
function deltaFor(crl: Crl, signer: Uint8Array, query: RevocationQuery): Crl | undefined {
  const { number } = crl;
  if (number === undefined) return undefined;
  const { crls, now } = query.data;
  return crls
    .filter(
      (delta) =>
        delta.baseNumber !== undefined &&
        delta.number !== undefined &&
        delta.baseNumber <= number &&
        number < delta.number &&
        delta.unknownCritical === undefined &&
        sameName(delta.issuer, crl.issuer) &&
        sameOctets(delta.distributionPoint.octets, crl.distributionPoint.octets) &&
        sameKeyIdentifier(delta, crl) &&
        covers(delta, query) &&
        !isLater(delta.thisUpdate, now),
    )
    .toSorted((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime())
    .find((delta) => query.work.maySignature() && checkSignature(delta, signer) === 'valid');
}

function sameKeyIdentifier(a: Crl, b: Crl): boolean {
  const [x, y] = [a, b].map((crl) => crl.authorityKeyIdentifier?.keyIdentifier);
  return x === undefined || y === undefined ? x === y : sameOctets(x, y);
}

/** Lists may drop certificates once they have expired: then not being there proves nothing (RFC 5280 clause 3.3). */
function dropsExpired(crl: Crl, { certificate }: RevocationQuery): boolean {
  const { notAfter } = certificate;
  const since = crl.keepsExpiredSince;
  return crl.thisUpdate > notAfter && !(since !== undefined && since <= notAfter);
}

/** Of two lists that together answer: good for as long as both are. */
function narrower(a: Good, b: Good): Good {
  const thisUpdate =
    later(a.thisUpdate, b.thisUpdate) === a.thisUpdate ? b.thisUpdate : a.thisUpdate;
  const ends = [a, b].flatMap(({ nextUpdate }) => (nextUpdate ? [nextUpdate] : []));
  const nextUpdate = ends.toSorted((x, y) => x.getTime() - y.getTime())[0];
  const [x, y] = [a.expiredCertsSince, b.expiredCertsSince];
  const expiredCertsSince = x && y ? later(x, y) : undefined;
  return { status: 'good', source: 'crl', thisUpdate, nextUpdate, expiredCertsSince };
}

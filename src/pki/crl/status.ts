import { sameOctets } from '../../bytes/hex.ts';
import { Fault } from '../../fault/fault.ts';
import { ALL_REASONS, type DistributionPoint } from '../certificate/distribution-point.ts';
import { sameName } from '../certificate/name.ts';
import type { TrustAnchor } from '../path/anchor.ts';
import { checkSignature } from '../path/signature.ts';
import {
  covers,
  Gaps,
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
  const points = [...certificate.distributionPoints, impliedPoint(certificate, ALL_REASONS)];
  let covered = 0;
  let good: Good | undefined;
  for (const point of points)
    for (const crl of newest) {
      const reasons = crl.distributionPoint.reasons & point.reasons;
      if ((reasons & ~covered) === 0) continue;
      const status = statusByOne(crl, point, query, gaps);
      if (status?.status === 'revoked') return status;
      if (status?.status !== 'good') continue;
      covered |= reasons;
      good = good ? narrower(good, status) : status;
      if (good && covered === ALL_REASONS) return good;
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
    const current = covers(delta ?? crl, query) && covers(crl, query);
    if (listed && (current || listed.entry.reason !== 'certificateHold')) return listed.status;
    if (!current) gaps.add('crl-out-of-date');
    else if (dropsExpired(crl, query)) gaps.add('issued-after-expiry');
    else {
      const { thisUpdate, nextUpdate } = delta ?? crl;
      return { status: 'good', source: 'crl', thisUpdate, nextUpdate };
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { what } = error.data;
    gaps.add(
      what === 'crl-entry-extension-unknown' ? 'crl-critical-extension-unknown' : 'crl-malformed',
    );
  }
  return undefined;
}

/** Steps (i) to (k): the delta first, for it is newer; removeFromCRL there takes an entry of the complete list back. */
function entryIn(crl: Crl, delta: Crl | undefined, { certificate }: RevocationQuery) {
  const { serialOctets, issuer } = certificate;
  const newer = delta && findRevoked(delta, serialOctets, issuer);
  const entry = newer ?? findRevoked(crl, serialOctets, issuer);
  if (!entry || entry.reason === 'removeFromCRL') return undefined;
  return { entry, status: revoked(entry, newer && delta ? delta : crl) };
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
    const key = query.trusted(certificate, later(signersAt, crl.thisUpdate));
    if (!key) gaps.add('crl-issuer-untrusted');
    else if (checkSignature(crl, key) === 'valid') return key;
    else gaps.add('crl-signature-invalid');
  }
  return undefined;
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
  return query.data.crls
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
        checkSignature(delta, signer) === 'valid',
    )
    .toSorted((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime())[0];
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
  return { status: 'good', source: 'crl', thisUpdate, nextUpdate };
}

import { sameOctets } from '../../bytes/hex.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { EKU } from '../certificate/key-usage.ts';
import { type Name, sameName } from '../certificate/name.ts';
import { EXTENSION } from '../certificate/oids.ts';
import type { TrustAnchor } from '../path/anchor.ts';
import { pathOf } from '../path/build.ts';
import { checkSignature } from '../path/signature.ts';
import { validatePath } from '../path/validate.ts';
import {
  covers,
  Gaps,
  isLater,
  later,
  type RevocationGap,
  type RevocationQuery,
  type RevocationStatus,
  weightier,
} from '../revocation-status.ts';
import { isIssuedBy, keyHash } from './certificate-id.ts';
import type { OcspResponse, SingleResponse } from './response.ts';

/** RFC 6960 clause 3.2 over all responses: what they say of a certificate, believed only from those who may say it. */
export function statusByOcsps(query: RevocationQuery): RevocationStatus {
  const { certificate, issuer, data } = query;
  const gaps = new Gaps();
  let best: RevocationStatus = gaps.status();
  for (const response of data.ocsps)
    for (const single of response.singles) {
      if (!sameOctets(single.id.serial, certificate.serialOctets)) continue;
      if (!isIssuedBy(single.id, certificate.issuer.der, issuer.spki)) continue;
      const gap = refusal(response, query);
      if (gap) {
        gaps.add(gap);
        continue;
      }
      const status = statusBySingle(single, response.producedAt, query);
      best = weightier(best, status);
    }
  return weightier(best, gaps.status());
}

type Responder = Pick<RevocationQuery, 'issuer' | 'data' | 'signersAt' | 'work' | 'unrevoked'>;

/**
 * Why a response may not be believed about certificates of `issuer`, or undefined when it may: signed by the issuer itself
 * or by a responder to whom it delegated (clause 4.2.2.2).
 */
export function refusal(response: OcspResponse, query: Responder): RevocationGap | undefined {
  if (response.unknownCritical !== undefined) return 'ocsp-critical-extension-unknown';
  const { issuer, work } = query;
  if (!work.maySignature()) return 'limit-reached';
  if (isResponder(response, issuer.name, issuer.spki))
    if (checkSignature(response, issuer.spki) === 'valid') return undefined;
  const candidates = [...new Set([...response.certificates, ...query.data.certificates])].filter(
    (certificate) => isResponder(response, certificate.subject, certificate.spki),
  );
  const gaps = new Gaps();
  if (isResponder(response, issuer.name, issuer.spki)) gaps.add('ocsp-signature-invalid');
  for (const candidate of candidates) {
    if (!work.maySignature()) return 'limit-reached';
    const gap = delegationGap(candidate, response, query);
    if (!gap) return undefined;
    gaps.add(gap);
  }
  return gaps.worst === 'no-revocation-data' ? 'ocsp-responder-unknown' : gaps.worst;
}

function delegationGap(
  responder: Certificate,
  response: OcspResponse,
  { issuer, data, signersAt, unrevoked }: Responder,
): RevocationGap | undefined {
  // anyExtendedKeyUsage does not delegate: the purpose must be named
  if (!responder.extendedKeyUsage?.includes(EKU.ocspSigning)) return 'ocsp-responder-unauthorised';
  if (checkSignature(response, responder.spki) !== 'valid') return 'ocsp-signature-invalid';
  const when = later(signersAt, response.producedAt);
  // issued by this very key: a path of one certificate with the issuer as its anchor
  const directly: TrustAnchor = { name: issuer.name, spki: issuer.spki };
  const path = validatePath(pathOf([responder], directly), when, {
    keyUsage: ['digitalSignature', 'nonRepudiation'],
  });
  if (!path.valid) return 'ocsp-responder-unauthorised';
  if (responder.extensions.has(EXTENSION.ocspNoCheck)) return undefined;
  const { crlUrls, ocspUrls } = responder;
  if (data.uncheckableResponders && crlUrls.length + ocspUrls.length === 0) return undefined;
  return unrevoked(responder, when) ? undefined : 'ocsp-responder-unchecked';
}

function isResponder({ responder }: OcspResponse, name: Name, spki: Uint8Array): boolean {
  return 'name' in responder
    ? sameName(responder.name, name)
    : sameOctets(responder.keyHash, keyHash('SHA-1', spki));
}

function statusBySingle(
  single: SingleResponse,
  producedAt: Date,
  query: RevocationQuery,
): RevocationStatus {
  const { thisUpdate, nextUpdate, archiveCutoff } = single;
  const gap = (why: RevocationGap): RevocationStatus => ({ status: 'unknown', why });
  if (single.unknownCritical !== undefined) return gap('ocsp-critical-extension-unknown');
  const current = covers(single, query);
  if (single.status === 'revoked' && (current || single.reason !== 'certificateHold'))
    return {
      status: 'revoked',
      source: 'ocsp',
      at: single.revokedAt!,
      reason: single.reason,
      invalidityDate: single.invalidityDate,
      thisUpdate,
    };
  // nobody knows the status of a time that has not come yet (clause 4.2.2.1)
  const { now } = query.data;
  if (isLater(thisUpdate, producedAt) || isLater(thisUpdate, now) || isLater(producedAt, now))
    return gap('ocsp-from-the-future');
  if (!current) return gap('ocsp-out-of-date');
  if (single.status !== 'good') return gap('ocsp-says-unknown');
  const { notAfter } = query.certificate;
  // after expiry a responder may have forgotten (clause 4.4.4)
  if (thisUpdate > notAfter && !(archiveCutoff !== undefined && archiveCutoff <= notAfter))
    return gap('issued-after-expiry');
  const expiredCertsSince = archiveCutoff;
  return { status: 'good', source: 'ocsp', thisUpdate, nextUpdate, expiredCertsSince };
}

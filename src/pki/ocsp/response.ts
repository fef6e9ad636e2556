import { hash } from 'node:crypto';
import { digestByOid, readSignatureAlgorithm } from '../../algorithm/index.ts';
import type { DigestName, SignatureAlgorithm } from '../../algorithm/names.ts';
import { Fault } from '../../fault/fault.ts';
import { context, DerReader } from '../../syntax/der/index.ts';
import { RecentlyUsed, weightOf } from '../certificate/cache.ts';
import { type Certificate, readCertificate } from '../certificate/certificate.ts';
import { type Extensions, readExtensions } from '../certificate/extensions.ts';
import { type Name, readName } from '../certificate/name.ts';
import { EXTENSION } from '../certificate/oids.ts';
import { type CrlReason, readReason } from '../crl/entries.ts';
import { LIMITS } from '../limits.ts';

/** A BasicOCSPResponse (RFC 6960 clause 4.2.1) that was read; nothing in it is believed yet. */
export interface OcspResponse {
  readonly der: Uint8Array;
  readonly sha256: string;
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm | undefined;
  readonly signature: Uint8Array;
  /** Who claims to have signed: a name, or the SHA-1 of the key's bits. */
  readonly responder: { readonly name: Name } | { readonly keyHash: Uint8Array };
  readonly producedAt: Date;
  readonly singles: readonly SingleResponse[];
  /** Certificates that came with it; those that can't be read are left out. */
  readonly certificates: readonly Certificate[];
  readonly nonce: Uint8Array | undefined;
  readonly extensions: Extensions;
  readonly unknownCritical: string | undefined;
}

export interface SingleResponse {
  readonly id: CertificateId;
  readonly status: 'good' | 'revoked' | 'unknown';
  /** For revoked. */
  readonly revokedAt: Date | undefined;
  readonly reason: CrlReason;
  /** An extension of CRL entries, which responses may carry too (clause 4.4.5). */
  readonly invalidityDate: Date | undefined;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  /** What the responder still knows of certificates that expired after this moment (clause 4.4.4). */
  readonly archiveCutoff: Date | undefined;
  readonly unknownCritical: string | undefined;
}

export interface CertificateId {
  /** undefined when kyso does not know the digest; then it names no certificate. */
  readonly digest: DigestName | undefined;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  /** Content octets of the serial's INTEGER. */
  readonly serial: Uint8Array;
}

const kept = new RecentlyUsed<string, OcspResponse>(LIMITS.ocspsKept);

/**
 * Reads an OCSPResponse, or a bare BasicOCSPResponse as CAdES and XAdES embed it. Fault OCSP_MALFORMED {what}; an answer
 * without a response (try later, unauthorised…) is that fault with `what` ocsp-refused-… and proves nothing.
 */
export function readOcspResponse(der: Uint8Array): OcspResponse {
  if (der.length > LIMITS.ocspOctets) throw malformed('ocsp-too-large');
  const sha256 = hash('sha256', der, 'hex');
  return kept.find(sha256) ?? kept.keep(sha256, read(new Uint8Array(der), sha256), weightOf(der));
}

const REFUSALS: Readonly<Record<number, string>> = {
  1: 'ocsp-refused-malformed-request',
  2: 'ocsp-refused-internal-error',
  3: 'ocsp-refused-try-later',
  5: 'ocsp-refused-signature-required',
  6: 'ocsp-refused-unauthorised',
};

function read(der: Uint8Array, sha256: string): OcspResponse {
  try {
    const outer = DerReader.over(der);
    const body = outer.sequence();
    outer.end();
    return readBasic(body.peek() === 0x0a ? unwrap(body) : der, der, sha256);
  } catch (error) {
    if (error instanceof Fault) throw new Fault('OCSP_MALFORMED', error.data, { cause: error });
    throw error;
  }
}

function unwrap(body: DerReader): Uint8Array {
  const status = body.smallInteger(0x0a);
  if (status !== 0) throw malformed(REFUSALS[status] ?? 'ocsp-refused');
  const explicit = body.sequence(context(0, true));
  body.end();
  const response = explicit.sequence();
  explicit.end();
  if (response.oid() !== '1.3.6.1.5.5.7.48.1.1') throw malformed('ocsp-not-basic');
  const basic = response.octets();
  response.end();
  return basic;
}

function readBasic(basic: Uint8Array, der: Uint8Array, sha256: string): OcspResponse {
  const outer = DerReader.over(basic);
  const body = outer.sequence();
  outer.end();
  const { bytes: tbs, content } = body.read(0x30);
  const signatureAlgorithm = readSignatureAlgorithm(body.read(0x30).bytes);
  const signature = body.bits();
  const certificates = body.optional(context(0, true));
  body.end();

  const data = DerReader.over(content);
  if (data.peek() === context(0, true)) {
    const version = data.sequence(context(0, true));
    if (version.smallInteger() !== 0) throw malformed('pki-version-unknown');
  }
  const responder = readResponder(data);
  const producedAt = data.time();
  const list = data.sequence();
  const singles: SingleResponse[] = [];
  while (!list.done) {
    if (singles.length === LIMITS.ocspSingles) throw malformed('ocsp-too-many');
    singles.push(readSingle(list.sequence()));
  }
  const extensions = readExplicitExtensions(data);
  data.end();
  const nonce = extensions.get(EXTENSION.ocspNonce);
  return {
    der,
    sha256,
    tbs,
    signatureAlgorithm,
    signature: signature.unused === 0 ? signature.octets : new Uint8Array(0),
    responder,
    producedAt,
    singles,
    certificates: certificates ? readEmbedded(certificates.content) : [],
    nonce: nonce && readNonce(nonce.value),
    extensions,
    unknownCritical: unknownCritical(extensions, [EXTENSION.ocspNonce]),
  };
}

function readResponder(data: DerReader): OcspResponse['responder'] {
  if (data.peek() === context(1, true))
    return { name: readName(data.read(context(1, true)).content) };
  return { keyHash: data.sequence(context(2, true)).octets() };
}

function readSingle(single: DerReader): SingleResponse {
  const id = single.sequence();
  const digest = digestByOid(id.sequence().oid());
  const issuerNameHash = id.octets();
  const issuerKeyHash = id.octets();
  const serial = id.read(0x02).content;
  id.end();
  const status = readStatus(single);
  const thisUpdate = single.time();
  const next = single.peek() === context(0, true) ? single.sequence(context(0, true)) : undefined;
  const nextUpdate = next?.time();
  next?.end();
  const extensions = readExplicitExtensions(single);
  single.end();
  const cutoff = extensions.get(EXTENSION.ocspArchiveCutoff);
  const invalidity = extensions.get(EXTENSION.invalidityDate);
  return {
    id: { digest, issuerNameHash, issuerKeyHash, serial },
    ...status,
    thisUpdate,
    nextUpdate,
    archiveCutoff: cutoff && DerReader.over(cutoff.value).time(),
    invalidityDate: invalidity && DerReader.over(invalidity.value).time(),
    unknownCritical: unknownCritical(extensions, SINGLE_PROCESSED),
  };
}

/** crlReferences only tells where the answer was found (clause 4.4.2). */
const SINGLE_PROCESSED = [
  EXTENSION.ocspArchiveCutoff,
  EXTENSION.ocspCrlReferences,
  EXTENSION.invalidityDate,
];

function readStatus(single: DerReader): Pick<SingleResponse, 'status' | 'revokedAt' | 'reason'> {
  const nothing = { revokedAt: undefined, reason: 'unspecified' } as const;
  switch (single.peek()) {
    case context(0):
      single.null(context(0));
      return { status: 'good', ...nothing };
    case context(1, true): {
      const info = single.sequence(context(1, true));
      const revokedAt = info.time();
      const reason = info.optional(context(0, true));
      info.end();
      return {
        status: 'revoked',
        revokedAt,
        reason: reason ? readReason(reason.content) : 'unspecified',
      };
    }
    default:
      single.null(context(2));
      return { status: 'unknown', ...nothing };
  }
}

/** The optional [1] EXPLICIT Extensions at the cursor. */
function readExplicitExtensions(reader: DerReader): Extensions {
  if (reader.peek() !== context(1, true)) return new Map();
  const list = reader.sequence(context(1, true)).sequence();
  // an empty list is no DER of Extensions (SIZE 1..MAX), but responders send it
  return list.done ? new Map() : readExtensions(list);
}

function unknownCritical(extensions: Extensions, known: readonly string[]): string | undefined {
  return [...extensions].find(([oid, { critical }]) => critical && !known.includes(oid))?.[0];
}

/** RFC 9654: an OCTET STRING within extnValue; older responders put the octets there bare. */
function readNonce(value: Uint8Array): Uint8Array {
  try {
    const reader = DerReader.over(value);
    const nonce = reader.octets();
    reader.end();
    return nonce;
  } catch {
    return value;
  }
}

function readEmbedded(content: Uint8Array): Certificate[] {
  const list = DerReader.over(content).sequence();
  const certificates: Certificate[] = [];
  for (let i = 0; i < LIMITS.ocspCertificates && !list.done; i++) {
    const { bytes } = list.next();
    try {
      certificates.push(readCertificate(bytes));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  }
  return certificates;
}

function malformed(what: string): Fault {
  return new Fault('OCSP_MALFORMED', { what });
}

import type { RevocationSource, Wanted } from '../ades/ports.ts';
import { type Certificate, readCertificate, writeOcspRequest } from '../pki/index.ts';
import type { Policy } from '../validation/index.ts';
import { type Examination, rejudge } from './examination.ts';

/** Rounds of judging and fetching: an issuer may want its own issuer, and each its revocation data. */
const ROUNDS = 6;

/**
 * Fetches what the verdicts on a document want and judges it again, until nothing more can be had. The policy
 * that comes back holds all that was fetched: hand it to the next document. OCSP is asked before a CRL, which
 * may be a thousand times its size. Fetching is the port's affair, refusals included.
 */
export async function complete(
  examination: Examination,
  policy: Policy,
  at: Date,
  from: RevocationSource,
): Promise<{ readonly examination: Examination; readonly policy: Policy }> {
  let now = { examination, policy };
  for (let round = 0; round < ROUNDS; round++) {
    const wanted = now.examination.signatures.flatMap(({ verdict }) => verdict.wanted);
    if (wanted.length === 0) break;
    const richer = await fetchWanted(wanted, now.examination, now.policy, from);
    if (richer === null) break;
    now = { examination: rejudge(now.examination, richer, at), policy: richer };
  }
  return now;
}

/** The policy with whatever new could be had, or null when nothing could. */
async function fetchWanted(
  wanted: readonly Wanted[],
  examination: Examination,
  policy: Policy,
  from: RevocationSource,
): Promise<Policy | null> {
  const found = new Found(policy);
  const known = knownCertificates(examination, policy);
  const answered = new Set<string>();
  const order = { 'issuer-certificate': 0, ocsp: 1, crl: 2 } as const;
  for (const want of [...wanted].sort((a, b) => order[a.kind] - order[b.kind])) {
    if (answered.has(want.certificate)) continue;
    for (const url of want.urls) {
      const added = await fetchOne(want, url, known, examination, from, found);
      if (!added) continue;
      answered.add(want.certificate);
      break;
    }
  }
  return found.policy();
}

async function fetchOne(
  want: Wanted,
  url: string,
  known: ReadonlyMap<string, Certificate>,
  examination: Examination,
  from: RevocationSource,
  found: Found,
): Promise<boolean> {
  if (want.kind === 'crl') return found.crl(await from.fetchCrl(url));
  if (want.kind === 'issuer-certificate') {
    const certificates = await from.fetchCertificates(url);
    return certificates.map((der) => found.certificate(der)).includes(true);
  }
  const certificate = known.get(want.certificate);
  const issuer = known.get(issuerOf(want.certificate, examination) ?? '');
  if (!certificate || !issuer) return false;
  return found.ocsp(await from.fetchOcsp(url, writeOcspRequest(certificate, issuer)));
}

/** The certificate above another one in the chain of some verdict. */
function issuerOf(sha256: string, { signatures }: Examination): string | undefined {
  for (const { verdict } of signatures) {
    for (const chain of [verdict.chain, ...verdict.timestamps.map((stamp) => stamp.chain)]) {
      const at = chain.indexOf(sha256);
      if (at >= 0 && chain[at + 1] !== undefined) return chain[at + 1];
    }
  }
  return undefined;
}

function knownCertificates(examination: Examination, policy: Policy): Map<string, Certificate> {
  const known = new Map<string, Certificate>();
  const keep = (certificate: Certificate) => known.set(certificate.sha256, certificate);
  for (const { certificate } of [...policy.anchors, ...policy.tsaAnchors]) {
    if (certificate) keep(certificate);
  }
  policy.intermediates.forEach(keep);
  for (const { evidence } of examination.signatures) {
    const tokens = [evidence.timestamp, ...(evidence.cms?.timestamps ?? [])];
    for (const holder of [evidence, ...tokens]) {
      for (const der of holder?.certificates ?? []) {
        const certificate = readable(der);
        if (certificate) keep(certificate);
      }
    }
  }
  return known;
}

/** Data gathered in one round, each kept once. */
class Found {
  private readonly before: Policy;
  private readonly crls: Uint8Array[] = [];
  private readonly ocsps: Uint8Array[] = [];
  private readonly certificates: Certificate[] = [];

  constructor(before: Policy) {
    this.before = before;
  }

  crl(octets: Uint8Array | undefined): boolean {
    return addNew(octets, this.before.crls, this.crls);
  }

  ocsp(octets: Uint8Array | undefined): boolean {
    return addNew(octets, this.before.ocsps, this.ocsps);
  }

  certificate(der: Uint8Array): boolean {
    const read = readable(der);
    const kept = [...this.before.intermediates, ...this.certificates];
    if (!read || kept.some((c) => c.sha256 === read.sha256)) return false;
    this.certificates.push(read);
    return true;
  }

  policy(): Policy | null {
    const { before, crls, ocsps, certificates } = this;
    if (crls.length + ocsps.length + certificates.length === 0) return null;
    return {
      ...before,
      crls: [...before.crls, ...crls],
      ocsps: [...before.ocsps, ...ocsps],
      intermediates: [...before.intermediates, ...certificates],
    };
  }
}

function addNew(
  octets: Uint8Array | undefined,
  before: readonly Uint8Array[],
  fresh: Uint8Array[],
): boolean {
  if (octets === undefined) return false;
  const same = (other: Uint8Array) => Buffer.compare(other, octets) === 0;
  if (before.some(same) || fresh.some(same)) return false;
  fresh.push(octets);
  return true;
}

function readable(der: Uint8Array): Certificate | undefined {
  try {
    return readCertificate(der);
  } catch {
    return undefined;
  }
}

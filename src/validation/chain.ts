import { hash } from 'node:crypto';
import type { Wanted } from '../ades/ports.ts';
import { Fault } from '../fault/fault.ts';
import {
  buildPaths,
  type Certificate,
  type Crl,
  type Name,
  type OcspResponse,
  type Path,
  type RevocationData,
  type RevocationStatus,
  readCrl,
  readOcspResponse,
  revocationOf,
  sameName,
  type TrustAnchor,
  validatePath,
} from '../pki/index.ts';
import type { ChainFacts } from './certificate-validation.ts';
import { chainWeakness } from './cryptographic-constraints.ts';
import type { Policy } from './policy.ts';
import { type Standing, standingAt } from './revocation-freshness.ts';
import type { Embedded } from './validation-context.ts';

/** The outcome of a search, ready to be remembered. */
export interface Chain {
  readonly facts: ChainFacts | null;
  readonly missing: Name | null;
  readonly wanted: readonly Wanted[];
  /** SHA-256 (hex) from the certificate to its anchor. */
  readonly fingerprints: readonly string[];
}

/** Steps 2 to 5 of clause 5.2.6.4: prospective chains are tried until one holds; else the best says why. */
export class ChainSearch {
  private readonly policy: Policy;
  private readonly data = new Map<string, RevocationData>();
  private given: Pick<RevocationData, 'crls' | 'ocsps'> | undefined;

  constructor(policy: Policy) {
    this.policy = policy;
  }

  best(
    certificate: Certificate,
    role: 'signer' | 'tsa',
    embedded: Embedded,
    control: Date,
    now: Date,
  ): Chain {
    const anchors = role === 'tsa' ? this.policy.tsaAnchors : this.policy.anchors;
    const pool = [...embedded.certificates, ...this.policy.intermediates];
    let best: Chain | null = null;
    let tried = 0;
    for (const path of buildPaths(certificate, pool, anchors)) {
      if (++tried > PATHS_TRIED) break;
      const chain = this.examine(path, embedded, pool, control, now);
      if (chain === null) continue;
      if (best === null || troubleOf(chain.facts!) < troubleOf(best.facts!)) best = chain;
      if (troubleOf(chain.facts!) === 0) break;
    }
    return best ?? notFound(certificate, pool);
  }

  /** null when names lead to the anchor but keys do not: then the certificates form no chain at all. */
  private examine(
    path: Path,
    embedded: Embedded,
    pool: readonly Certificate[],
    control: Date,
    now: Date,
  ): Chain | null {
    const { anchor } = path;
    const leaf = path[0]!;
    // Out of the leaf's own dates the rest of the path is still judged, as of when the leaf was valid: that
    // the leaf is out of bounds has its own rule and its own sub-indication.
    const seen = clamp(control, leaf.notBefore, leaf.notAfter);
    const result = validatePath(path, seen);
    if (!result.valid && result.findings.some((f) => f.because === 'signature-invalid'))
      return null;
    const data = this.revocationData(embedded, pool, anchor);
    const standings = path.map((certificate, i) => {
      const issuer = result.valid ? result.issuers[i]! : (path[i + 1] ?? anchor);
      return standingAt(
        (at) => statusOf(certificate, issuer, data, at),
        data.ocsps.map((response) => response.producedAt),
        clamp(control, certificate.notBefore, certificate.notAfter),
        now,
        certificate,
        this.policy.freshness,
      );
    });
    return {
      facts: {
        certificates: path,
        anchor: identify(anchor),
        fault: result.valid ? null : result.because,
        standing: standings[0]!,
        authorities: worst(standings.slice(1)),
        weakness: chainWeakness(path, anchor.certificate?.key ?? null, seen),
      },
      missing: null,
      wanted: path.flatMap((certificate, i) => wantedFor(certificate, standings[i]!)),
      fingerprints: [...path.map((certificate) => certificate.sha256), identify(anchor)],
    };
  }

  /**
   * The policy's data and the embedded ones, read once for each set. Its signers must come to the same anchor
   * as the certificate (RFC 5280 clause 6.3.3(f)).
   */
  private revocationData(
    embedded: Embedded,
    pool: readonly Certificate[],
    anchor: TrustAnchor,
  ): RevocationData {
    const key = `${identify(anchor)} ${embedded.key}`;
    const known = this.data.get(key);
    if (known) return known;
    this.given ??= readAll(this.policy);
    const own = readAll(embedded);
    const made = {
      crls: [...own.crls, ...this.given.crls],
      ocsps: [...own.ocsps, ...this.given.ocsps],
      certificates: pool,
      anchors: [anchor],
    };
    this.data.set(key, made);
    if (this.data.size > DATA_KEPT) this.data.delete(this.data.keys().next().value!);
    return made;
  }
}

/**
 * revocationOf, remembered for each set of data: in a run of many documents the same certificates are asked for
 * as of the same `now`, whatever times their signatures were proven for.
 */
function statusOf(
  certificate: Certificate,
  issuer: Certificate | TrustAnchor,
  data: RevocationData,
  at: Date,
): RevocationStatus {
  let known = statuses.get(data);
  if (known === undefined) {
    known = new Map();
    statuses.set(data, known);
  }
  const key = `${certificate.sha256} ${hash('sha256', issuer.spki, 'base64')} ${at.getTime()}`;
  let status = known.get(key);
  if (status === undefined) {
    status = revocationOf(certificate, issuer, data, at);
    known.set(key, status);
    if (known.size > STATUSES_KEPT) known.delete(known.keys().next().value!);
  }
  return status;
}
const statuses = new WeakMap<RevocationData, Map<string, RevocationStatus>>();
const STATUSES_KEPT = 1_024;

/** Every CRL and OCSP response that can be read; a malformed one is as good as none. */
function readAll({ crls, ocsps }: { crls: readonly Uint8Array[]; ocsps: readonly Uint8Array[] }) {
  const read = <T>(all: readonly Uint8Array[], reader: (der: Uint8Array) => T): T[] =>
    all.flatMap((der) => {
      try {
        return [reader(der)];
      } catch (error) {
        if (error instanceof Fault) return [];
        throw error;
      }
    });
  return {
    crls: read<Crl>(crls, readCrl),
    ocsps: read<OcspResponse>(ocsps, readOcspResponse),
  };
}

/**
 * Paths tried for one certificate: likelier ones come first, and nobody honest needs more. Without it ten
 * cross-certified impostors cost a million paths (golang CVE-2018-16875 is of that kind).
 */
const PATHS_TRIED = 64;

/** Sets of embedded data kept read. */
const DATA_KEPT = 16;

/** 0 when nothing speaks against a chain; otherwise the more, the less it is worth. */
function troubleOf({ fault, standing, authorities, weakness }: ChainFacts): number {
  const of = (s: Standing) => (s.kind === 'good' ? 0 : s.kind === 'unknown' ? 1 : 2);
  return (fault === null ? 0 : 16) + of(authorities) * 4 + of(standing) + (weakness ? 8 : 0);
}

const NO_AUTHORITIES: Standing = { kind: 'good', source: 'crl', thisUpdate: new Date(0) };

function worst(standings: readonly Standing[]): Standing {
  return (
    standings.find((s) => s.kind === 'revoked') ??
    standings.find((s) => s.kind === 'unknown') ??
    standings[0] ??
    NO_AUTHORITIES
  );
}

function wantedFor(certificate: Certificate, standing: Standing): Wanted[] {
  if (standing.kind !== 'unknown') return [];
  const { sha256, ocspUrls, crlUrls } = certificate;
  const ocsp: Wanted = { kind: 'ocsp', certificate: sha256, urls: ocspUrls };
  const crl: Wanted = { kind: 'crl', certificate: sha256, urls: crlUrls };
  return ocspUrls.length > 0 ? [ocsp, crl] : [crl];
}

/** Names climbed through; a path is no longer than that either. */
const HIGHEST_CLIMB = 20;

/** Climbs by names as far as the pool goes, to say whose certificate is missing. */
function notFound(certificate: Certificate, pool: readonly Certificate[]): Chain {
  let top = certificate;
  for (let climbed = 0; climbed < HIGHEST_CLIMB && !top.selfIssued; climbed++) {
    const issuer = pool.find((candidate) => sameName(candidate.subject, top.issuer));
    if (issuer === undefined || issuer === top) break;
    top = issuer;
  }
  return {
    facts: null,
    missing: top.issuer,
    wanted: top.selfIssued
      ? []
      : [{ kind: 'issuer-certificate', certificate: top.sha256, urls: top.issuerUrls }],
    fingerprints: [],
  };
}

function identify(anchor: TrustAnchor): string {
  return anchor.certificate?.sha256 ?? hash('sha256', anchor.spki, 'hex');
}

function clamp(time: Date, from: Date, to: Date): Date {
  return time < from ? from : time > to ? to : time;
}

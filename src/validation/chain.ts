import type { Wanted } from '../ades/ports.ts';
import type { StrengthTable } from '../algorithm/index.ts';
import { Fault } from '../fault/fault.ts';
import {
  buildPaths,
  type Certificate,
  type Crl,
  type Name,
  type OcspResponse,
  type Path,
  type PathResult,
  type RevocationData,
  type RevocationStatus,
  readCrl,
  readOcspResponse,
  revocationOf,
  sameName,
  type TrustAnchor,
  validatePath,
} from '../pki/index.ts';
import { dataReliableUntil } from './cryptographic-constraints.ts';
import type { Embedded } from './embedded.ts';
import { fingerprint } from './fingerprint.ts';
import type { Policy } from './policy.ts';
import { Remembered } from './remembered.ts';

/** A prospective chain (clause 5.2.6.4 step 2) with all that is known of it whatever the time. */
export interface Prospect {
  readonly path: Path;
  /** Of each certificate of the path, the one above it: its key with inherited parameters. */
  readonly issuers: readonly (Certificate | TrustAnchor)[];
  /**
   * null when RFC 5280 clause 6.1 accepts the path at some time; otherwise what it breaks, in kebab-case. Dates are judged where
   * a time is known; here only that the certificates have one in common (the shell model).
   */
  readonly fault: string | null;
  /** SHA-256 (hex) of the anchor's certificate, or of its key when it was given without one. */
  readonly anchor: string;
}

/** Finds chains once for each certificate and set of embedded data, however many signatures ask. */
export class ChainSearch {
  private readonly policy: Policy;
  private readonly found = new Remembered<Prospects>(CHAINS_KEPT);
  private readonly light = new Remembered<RevocationData>(CHAINS_KEPT);
  private readonly heavy = new Remembered<RevocationData>(EMBEDDED_KEPT);
  private given: Pick<RevocationData, 'crls' | 'ocsps'> | undefined;

  constructor(policy: Policy) {
    this.policy = policy;
  }

  /** Chains from the likeliest on; empty when there is none to any anchor. */
  prospects(
    certificate: Certificate,
    role: 'signer' | 'tsa',
    embedded: Embedded,
    now: Date,
  ): Prospects {
    const key = `${role} ${certificate.sha256} ${+now} ${embedded.certificatesKey}`;
    return this.found.of(key, () => new Prospects(this.search(certificate, role, embedded, now)));
  }

  /**
   * The policy's revocation data and the embedded ones, read once for each set. Its signers must come to the same anchor
   * as the certificate (RFC 5280 clause 6.3.3(f)).
   */
  revocationData({ path: { anchor } }: Prospect, embedded: Embedded): RevocationData {
    const { crls, ocsps } = embedded;
    const kept = crls.length + ocsps.length > 0 ? this.heavy : this.light;
    return kept.of(`${identify(anchor)} ${embedded.key}`, () => {
      this.given ??= readAll(this.policy);
      const own = readAll(embedded);
      return {
        crls: [...own.crls, ...this.given.crls],
        ocsps: [...own.ocsps, ...this.given.ocsps],
        certificates: this.pool(embedded),
        anchors: [anchor],
      };
    });
  }

  /** Without a chain: the name of the authority at which the search ended, and what would help. */
  missing(certificate: Certificate, embedded: Embedded): { name: Name; wanted: Wanted[] } {
    return notFound(certificate, this.pool(embedded));
  }

  private pool(embedded: Embedded): readonly Certificate[] {
    return [...embedded.certificates, ...this.policy.intermediates];
  }

  private *search(
    certificate: Certificate,
    role: 'signer' | 'tsa',
    embedded: Embedded,
    now: Date,
  ): Generator<Prospect> {
    const anchors = role === 'tsa' ? this.policy.tsaAnchors : this.policy.anchors;
    const pool = this.pool(embedded);
    let tried = 0;
    for (const path of buildPaths(certificate, pool, anchors, { at: now })) {
      if (++tried > PATHS_TRIED) return;
      const result = validatePath(path, commonTime(path), this.inputs(role));
      // names lead to the anchor but keys do not: then the certificates form no chain at all
      if (!result.valid && result.findings.some((f) => f.because === 'signature-invalid')) continue;
      yield {
        path,
        issuers: issuersOf(path, result),
        fault: result.valid ? null : result.because,
        anchor: identify(path.anchor),
      };
    }
  }

  private inputs(role: 'signer' | 'tsa') {
    const { certificatePolicies } = this.policy;
    if (role === 'tsa' || certificatePolicies === null) return {};
    return { initialPolicies: certificatePolicies, requireExplicitPolicy: true };
  }
}

/** Chains found one by one and kept: the first one usually does. */
export class Prospects implements Iterable<Prospect> {
  private readonly known: Prospect[] = [];
  private readonly rest: Iterator<Prospect>;

  constructor(search: Iterable<Prospect>) {
    this.rest = search[Symbol.iterator]();
  }

  *[Symbol.iterator](): Generator<Prospect> {
    for (let i = 0; ; i++) {
      if (i === this.known.length) {
        const next = this.rest.next();
        if (next.done) return;
        this.known.push(next.value);
      }
      yield this.known[i]!;
    }
  }
}

/**
 * revocationOf, remembered for each set of data: in a run of many documents the same certificates are asked for
 * as of the same `now`, whatever times their signatures were proven for.
 */
export function statusOf(
  certificate: Certificate,
  issuer: Certificate | TrustAnchor,
  data: RevocationData,
  at: Date,
  signersAt: Date,
): RevocationStatus {
  let known = statuses.get(data);
  if (known === undefined) {
    known = new Remembered(STATUSES_KEPT);
    statuses.set(data, known);
  }
  // a key may have several certificates, and what it may sign is said there
  const by = 'sha256' in issuer ? issuer.sha256 : issuer.certificate?.sha256;
  const key = `${certificate.sha256} ${by} ${fingerprint(issuer.spki)} ${+at} ${+signersAt}`;
  return known.of(key, () => revocationOf(certificate, issuer, data, at, signersAt));
}
const statuses = new WeakMap<RevocationData, Remembered<RevocationStatus>>();
const STATUSES_KEPT = 1_024;

/** What of the data is signed with an algorithm that still counts; `data` itself when all of it is. */
export function reliableData(data: RevocationData, table: StrengthTable, at: Date): RevocationData {
  const weak = (one: Crl | OcspResponse) => dataReliableUntil(table, one) <= at.getTime();
  if (!data.crls.some(weak) && !data.ocsps.some(weak)) return data;
  const known = reliable.get(data);
  if (known?.at === at.getTime()) return known.data;
  const left = {
    ...data,
    crls: data.crls.filter((one) => !weak(one)),
    ocsps: data.ocsps.filter((one) => !weak(one)),
  };
  reliable.set(data, { at: at.getTime(), data: left });
  return left;
}
const reliable = new WeakMap<RevocationData, { at: number; data: RevocationData }>();

/** Clause 5.6.2.1.4 step 2: a time at which all certificates of the path are in their dates, if there is one. */
function commonTime(path: Path): Date {
  return new Date(Math.min(...path.map(({ notAfter }) => notAfter.getTime())));
}

function issuersOf(path: Path, result: PathResult): readonly (Certificate | TrustAnchor)[] {
  return result.valid ? result.issuers : path.map((_, i) => path[i + 1] ?? path.anchor);
}

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

/** Certificates whose chains are kept: those of a large office. */
const CHAINS_KEPT = 1_024;

/** Sets of embedded lists kept read: one of them may be large. */
const EMBEDDED_KEPT = 16;

/** Names climbed through; a path is no longer than that either. */
const HIGHEST_CLIMB = 20;

/** Climbs by names as far as the pool goes, to say whose certificate is missing. */
function notFound(certificate: Certificate, pool: readonly Certificate[]) {
  let top = certificate;
  for (let climbed = 0; climbed < HIGHEST_CLIMB && !top.selfIssued; climbed++) {
    const issuer = pool.find((candidate) => sameName(candidate.subject, top.issuer));
    if (issuer === undefined || issuer === top) break;
    top = issuer;
  }
  const wanted: Wanted[] = top.selfIssued
    ? []
    : [{ kind: 'issuer-certificate', certificate: top.sha256, urls: top.issuerUrls }];
  return { name: top.issuer, wanted };
}

function identify(anchor: TrustAnchor): string {
  return anchor.certificate?.sha256 ?? fingerprint(anchor.spki);
}

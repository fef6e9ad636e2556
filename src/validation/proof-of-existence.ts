import type { Evidence, TimestampFacts } from '../ades/evidence.ts';
import { fingerprint } from './fingerprint.ts';
import type { Proof, StampVerdict } from './verdict.ts';

/** How a time stamp fared (EN 319 102-1 clause 5.4). */
export interface StampJudgement {
  /** What it proves: its own time, or that for which it is judged when its clock runs a little ahead. */
  readonly time: Date;
  /** Only then does it prove anything. */
  readonly valid: boolean;
  /** Whether the digest by which it names what else it covers counts as well. */
  readonly covers: boolean;
  readonly verdict: StampVerdict;
}

/** What is known of when something existed: the earliest proven time, and the token that proves it. */
interface Known {
  readonly time: Date;
  /** SHA-256 (hex) of the token. */
  readonly by: string;
}

/** Since when data are known to have existed, by the SHA-256 (hex) of their octets; without any proof since now. */
export interface Existence {
  since(sha256: string): Date;
  /** Every proven time, the latest first; empty when nothing is proven. */
  readonly times: readonly Date[];
}

/** Proven times that the past is seen from: one archive time stamp a year makes thirty in a generation. */
const MOST_TIMES = 64;

/** Where a signature lies in its file: it covers [0, first) and [second, end), its own octets lie between. */
interface Extent {
  readonly first: number;
  readonly end: number;
}

/**
 * EN 319 102-1 clause 5.6.2.3: which time stamp proves what, since when. Tokens are judged from the newest to the oldest
 * (clause 5.6.3), so that each is seen from the time that later ones prove for it and for its validation data:
 * - a signature time stamp proves the signature value, and with it the certificate that a signed attribute names by hash;
 * - an archive time stamp proves the signature, and the data and tokens that it covers;
 * - a document time stamp proves every signature that lies before it in the file, and the data and tokens that it covers;
 * - a content time stamp proves nothing of the signature, which was made after it.
 */
export class ProofsOfExistence implements Existence {
  private readonly tokens = new Map<TimestampFacts, StampJudgement>();
  private readonly data = new Map<string, Known>();
  private readonly values = new Map<Evidence, Known>();
  private latest: readonly Date[] | undefined;
  private readonly signatures: readonly Evidence[];
  private readonly now: Date;

  constructor(
    signatures: readonly Evidence[],
    now: Date,
    judge: (
      token: TimestampFacts,
      holder: Evidence,
      proof: Date | null,
      existence: Existence,
    ) => StampJudgement,
  ) {
    this.signatures = signatures;
    this.now = now;
    for (const { token, holder } of newestFirst(signatures)) {
      const judged = judge(token, holder, this.tokenProof(token), this);
      this.tokens.set(token, judged);
      if (judged.valid && judged.time <= now) this.extract(token, holder, judged);
    }
  }

  judged(token: TimestampFacts): StampJudgement {
    return this.tokens.get(token)!;
  }

  /** Earliest time at which the signature value is proven to have existed, or null. */
  signatureProof(evidence: Evidence): Date | null {
    return this.values.get(evidence)?.time ?? null;
  }

  /** Latest time that lies within what `evidence` covers: it was made after that. */
  madeAfter(evidence: Evidence): Date | null {
    const content = tokensOf(evidence).filter(({ kind }) => kind === 'content');
    const first = extentOf(evidence)?.first ?? 0;
    const covered = this.signatures.filter((s) => {
      const extent = extentOf(s);
      return s !== evidence && extent !== null && extent.end <= first && s.faults.length === 0;
    });
    const times = [...content, ...covered.flatMap(tokensOf)].flatMap((token) => {
      const judged = this.tokens.get(token);
      return judged?.valid && judged.time <= this.now ? [judged.time] : [];
    });
    return times.length === 0 ? null : new Date(Math.max(...times.map(Number)));
  }

  /** Earliest time stamp on the signature value alone that holds, or null. */
  signatureTimestamp(evidence: Evidence): Date | null {
    const times = tokensOf(evidence).flatMap((token) => {
      const judged = this.tokens.get(token);
      return token.kind === 'signature' && judged?.valid ? [Number(judged.time)] : [];
    });
    const earliest = Math.min(...times);
    return earliest <= this.now.getTime() ? new Date(earliest) : null;
  }

  since(sha256: string): Date {
    return this.data.get(sha256)?.time ?? this.now;
  }

  get times(): readonly Date[] {
    this.latest ??= [...new Set([...this.data.values()].map(({ time }) => time.getTime()))]
      .sort((a, b) => b - a)
      .slice(0, MOST_TIMES)
      .map((time) => new Date(time));
    return this.latest;
  }

  /** What is proven of a signature and of all that came with it; for reports. */
  proofs(evidence: Evidence): Proof[] {
    const found: Proof[] = [];
    const value = this.values.get(evidence);
    const octets = evidence.cms?.signatureValue;
    if (value && octets) found.push({ of: 'signature', sha256: fingerprint(octets), ...value });
    if (this.data.size === 0) return found;
    const holders = [evidence, ...tokensOf(evidence)];
    const all = [
      ['time-stamp', tokensOf(evidence).map((token) => token.octets)],
      ['certificate', holders.flatMap((holder) => holder.certificates)],
      ['crl', holders.flatMap((holder) => holder.crls)],
      ['ocsp', holders.flatMap((holder) => holder.ocsps)],
    ] as const;
    for (const [of, list] of all)
      for (const sha256 of new Set(list.map(fingerprint))) {
        const known = this.data.get(sha256);
        if (known) found.push({ of, sha256, ...known });
      }
    return found;
  }

  private tokenProof({ octets }: TimestampFacts): Date | null {
    return this.data.size === 0 ? null : (this.data.get(fingerprint(octets))?.time ?? null);
  }

  private extract(token: TimestampFacts, holder: Evidence, { time, covers }: StampJudgement): void {
    const known: Known = { time, by: fingerprint(token.octets) };
    const { kind } = token;
    if (kind === 'content') return;
    if (kind === 'document') {
      const first = holder.faults.length > 0 ? -1 : (extentOf(holder)?.first ?? -1);
      for (const earlier of this.signatures) {
        const extent = extentOf(earlier);
        // of a faulty one nothing says that its octets lie where its range does
        if (earlier === holder || earlier.faults.length > 0) continue;
        if (extent === null || extent.end > first) continue;
        this.prove(this.values, earlier, known);
        this.proveCertificate(earlier, known);
        for (const { octets } of tokensOf(earlier))
          this.prove(this.data, fingerprint(octets), known);
      }
      if (first < 0) return;
    } else if (kind !== 'references' || coversValue(token, holder)) {
      this.prove(this.values, holder, known);
      this.proveCertificate(holder, known);
    }
    for (const octets of covers ? token.covers : [])
      this.prove(this.data, fingerprint(octets), known);
  }

  private proveCertificate({ cms }: Evidence, known: Known): void {
    if (!cms?.certificate || cms.signature !== 'valid') return;
    // version 1 names it by SHA-1 (RFC 2634 clause 5.4)
    if (cms.signingCertificate?.matches && cms.signingCertificate.version === 2)
      this.prove(this.data, fingerprint(cms.certificate), known);
  }

  private prove<Key>(map: Map<Key, Known>, key: Key, known: Known): void {
    map.set(key, earliest(map.get(key), known)!);
    this.latest = undefined;
  }
}

export function tokensOf(evidence: Evidence): readonly TimestampFacts[] {
  if (evidence.kind === 'document-timestamp') return evidence.timestamp ? [evidence.timestamp] : [];
  return evidence.cms?.timestamps ?? [];
}

/** A CAdES-C-timestamp is over the signature value too; one over references alone may be older than the signature. */
function coversValue({ covers }: TimestampFacts, { cms }: Evidence): boolean {
  const value = cms?.signatureValue;
  return value !== undefined && covers.some((octets) => Buffer.compare(octets, value) === 0);
}

/** The order in which a message or a file came by its time stamps, reversed. */
const LATEST = ['document', 'archive', 'references', 'signature', 'content'] as const;

function newestFirst(signatures: readonly Evidence[]) {
  return signatures
    .flatMap((holder) => tokensOf(holder).map((token) => ({ token, holder })))
    .sort(
      (a, b) =>
        endOf(b.holder) - endOf(a.holder) ||
        LATEST.indexOf(a.token.kind) - LATEST.indexOf(b.token.kind) ||
        b.token.time.getTime() - a.token.time.getTime(),
    );
}

function extentOf({ byteRange }: Evidence): Extent | null {
  if (byteRange === null || byteRange[0] !== 0) return null;
  return { first: byteRange[1], end: byteRange[2] + byteRange[3] };
}

function endOf(evidence: Evidence): number {
  return extentOf(evidence)?.end ?? 0;
}

function earliest(a: Known | undefined, b: Known | undefined): Known | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.time <= b.time ? a : b;
}

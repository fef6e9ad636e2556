import type { Evidence, TimestampFacts } from '../ades/evidence.ts';

/** Where a signature lies in its file: it covers [0, first) and [second, end), its own octets lie between. */
interface Extent {
  readonly first: number;
  readonly end: number;
}

/**
 * Judges tokens from the newest to the oldest, so that each is seen from the time that later ones prove for it
 * (EN 319 102-1 clause 5.6.2.3, of which this is the part for document time stamps: one proves everything
 * that lies before it in the file, time stamps and their chains included).
 */
export class ProofsOfExistence<Judged extends { readonly valid: boolean; readonly time: Date }> {
  private readonly tokens = new Map<TimestampFacts, Judged>();
  private readonly signatures: readonly Evidence[];
  private readonly now: Date;

  constructor(
    signatures: readonly Evidence[],
    now: Date,
    judge: (token: TimestampFacts, holder: Evidence, control: Date, proven: boolean) => Judged,
  ) {
    this.signatures = signatures;
    this.now = now;
    const newestFirst = [...signatures].sort((a, b) => endOf(b) - endOf(a));
    for (const holder of newestFirst) {
      const proof = this.documentProof(holder);
      for (const token of tokensOf(holder)) {
        this.tokens.set(token, judge(token, holder, proof ?? now, proof !== null));
      }
    }
  }

  judged(token: TimestampFacts): Judged {
    return this.tokens.get(token)!;
  }

  /** Earliest time of a later document time stamp that covers all of `evidence`, or null. */
  documentProof(evidence: Evidence): Date | null {
    const extent = extentOf(evidence);
    if (extent === null) return null;
    let earliest: Date | null = null;
    for (const later of this.signatures) {
      const token = later.kind === 'document-timestamp' ? later.timestamp : null;
      const judged = token === null ? undefined : this.tokens.get(token);
      if (judged === undefined || !judged.valid || later.faults.length > 0) continue;
      if ((extentOf(later)?.first ?? -1) < extent.end) continue;
      if (earliest === null || judged.time < earliest) earliest = judged.time;
    }
    return earliest;
  }

  /** Earliest time stamp that holds on the signature itself, or null. */
  ownProof(evidence: Evidence): Date | null {
    return this.extreme(tokensOf(evidence), (time, best) => time < best);
  }

  /** Latest time that lies within what `evidence` covers: it was made after that. */
  madeAfter(evidence: Evidence): Date | null {
    const first = extentOf(evidence)?.first ?? 0;
    const covered = this.signatures.filter((s) => {
      const extent = extentOf(s);
      return s !== evidence && extent !== null && extent.end <= first && s.faults.length === 0;
    });
    return this.extreme(covered.flatMap(tokensOf), (time, best) => time > best);
  }

  private extreme(
    tokens: readonly TimestampFacts[],
    better: (time: Date, best: Date) => boolean,
  ): Date | null {
    let best: Date | null = null;
    for (const token of tokens) {
      const judged = this.tokens.get(token);
      if (judged?.valid && (best === null || better(judged.time, best))) best = judged.time;
    }
    return best !== null && best <= this.now ? best : null;
  }
}

export function tokensOf(evidence: Evidence): readonly TimestampFacts[] {
  if (evidence.kind === 'document-timestamp') return evidence.timestamp ? [evidence.timestamp] : [];
  return evidence.cms?.timestamps ?? [];
}

function extentOf({ byteRange }: Evidence): Extent | null {
  if (byteRange === null || byteRange[0] !== 0) return null;
  return { first: byteRange[1], end: byteRange[2] + byteRange[3] };
}

function endOf(evidence: Evidence): number {
  return extentOf(evidence)?.end ?? 0;
}

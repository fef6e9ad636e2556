import { createHash, type Hash } from 'node:crypto';
import { opensslName } from '../../algorithm/digest.ts';
import { type DigestName, digestRange } from '../../algorithm/index.ts';
import { Budget } from '../../bytes/budget.ts';
import type { ByteSource } from '../../bytes/source.ts';
import type { ByteRange } from './byte-range.ts';

/** Octets read at a time, as `digestRange` does. */
const PIECE = 1024 * 1024;

/**
 * Octets digested for one document: 8 times its length and 64 MiB more. Honest signatures share their beginnings, so
 * even fifty of them cost little more than the file once; only forged ranges need more.
 */
const digestWork = (length: number) => 8 * length + 64 * 1024 * 1024;

/**
 * The digests of what the signatures of one file cover. Every signature covers the file from its start to its own gap, so
 * the state of the digest at each gap is kept and the next one goes on from there: ask in file order.
 * Throws DOCUMENT_LIMIT `signed-octets` when the work is used up.
 */
export class CoveredOctets {
  private readonly source: ByteSource;
  private readonly budget: Budget;
  private readonly states: States = new Map();

  constructor(source: ByteSource) {
    this.source = source;
    this.budget = new Budget(digestWork(source.length), 'DOCUMENT_LIMIT', 'signed-octets');
    begun.set(source, this.states);
  }

  digest(name: DigestName, [start, first, behind, tail]: ByteRange): Uint8Array {
    if (start !== 0) {
      this.budget.spend(first + tail);
      return digestRange(this.source, name, [
        [start, start + first],
        [behind, behind + tail],
      ]);
    }
    const states = this.states.get(name) ?? [];
    this.states.set(name, states);
    const known = states.findLast((s) => s.at <= first);
    const hash = known?.hash.copy() ?? createHash(opensslName(name));
    this.feed(hash, known?.at ?? 0, first);
    states.push({ at: first, hash: hash.copy() });
    this.feed(hash, behind, behind + tail);
    return new Uint8Array(hash.digest());
  }

  private feed(hash: Hash, start: number, end: number): void {
    this.budget.spend(end - start);
    feed(hash, this.source, start, end);
  }
}

/** Digests of the file's first octets, by how many these are. */
type States = Map<DigestName, { readonly at: number; readonly hash: Hash }[]>;

const begun = new WeakMap<ByteSource, States>();

/** SHA-256 of a whole file; where signatures of it were digested it goes on from the last of them. */
export function digestFile(source: ByteSource): Uint8Array {
  const states = begun.get(source)?.get('SHA-256') ?? [];
  const furthest = states.toSorted((a, b) => a.at - b.at).at(-1);
  const hash = furthest?.hash.copy() ?? createHash(opensslName('SHA-256'));
  feed(hash, source, furthest?.at ?? 0, source.length);
  return new Uint8Array(hash.digest());
}

function feed(hash: Hash, source: ByteSource, start: number, end: number): void {
  for (let at = start; at < end; at += PIECE)
    hash.update(source.read(at, Math.min(at + PIECE, end)));
}

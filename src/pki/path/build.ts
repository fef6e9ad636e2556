import { hash } from 'node:crypto';
import type { Certificate } from '../certificate/certificate.ts';
import { nameKey } from '../certificate/name.ts';
import { EXTENSION } from '../certificate/oids.ts';
import { LIMITS } from '../limits.ts';
import { spkiDigest, type TrustAnchor } from './anchor.ts';
import { Issuers, type SearchWork } from './issuers.ts';

/** From the leaf to the certificate that `anchor` issued; the anchor itself is no part of it (RFC 5280 clause 6.1). */
export type Path = readonly Certificate[] & { readonly anchor: TrustAnchor };

export function pathOf(certificates: readonly Certificate[], anchor: TrustAnchor): Path {
  return Object.assign([...certificates], { anchor });
}

export interface PathLimits {
  readonly length?: number;
  readonly signatures?: number;
  readonly steps?: number;
  /** Issuers in their dates at this time are tried before others. */
  readonly at?: Date;
}

/**
 * Every path from `leaf` to one of `anchors` over `pool`, lazily, short ones first and of each length the likeliest: see
 * `Issuers`. Only issuers whose key made the signature are followed. When no path comes of that, the likeliest by name are,
 * so that validatePath can say what is wrong. A leaf that is itself an anchor is a path only when it is self-signed.
 */
export function buildPaths(
  leaf: Certificate,
  pool: readonly Certificate[],
  anchors: readonly TrustAnchor[],
  limits: PathLimits = {},
): PathSearch {
  return new PathSearch(leaf, pool, anchors, limits);
}

export class PathSearch implements Iterable<Path> {
  private readonly leaf: Certificate;
  private readonly anchors: ReadonlyMap<string, TrustAnchor[]>;
  private readonly pool: ReadonlyMap<string, Certificate[]>;
  private readonly length: number;
  readonly at: Date | undefined;
  private readonly known = new Map<Certificate, IssuersOf>();
  readonly work: SearchWork;
  /** Whether a path of more certificates may exist than those looked for now. */
  private deeper = false;

  constructor(
    leaf: Certificate,
    pool: readonly Certificate[],
    anchors: readonly TrustAnchor[],
    limits: PathLimits,
  ) {
    this.leaf = leaf;
    this.anchors = byName(anchors, (anchor) => nameKey(anchor.name));
    this.pool = byName(pool, (certificate) => nameKey(certificate.subject));
    this.length = limits.length ?? LIMITS.pathLength;
    this.at = limits.at;
    this.work = {
      steps: limits.steps ?? LIMITS.pathSteps,
      signatures: limits.signatures ?? LIMITS.pathSignatures,
    };
  }

  /** A limit ended the search: that no path was found proves nothing. */
  get limited(): boolean {
    return this.work.steps < 0 || this.work.signatures < 0;
  }

  *[Symbol.iterator](): Generator<Path> {
    const start = new Set([identity(this.leaf)]);
    for (const by of ['signature', 'name'] as const) {
      let found = false;
      // by length, or a thicket of cross certificates in front of the short way would use the search up
      for (let length = 1; length <= this.length; length++) {
        this.deeper = false;
        for (const path of this.from([this.leaf], start, length, by)) {
          found = true;
          yield path;
        }
        if (this.limited || !this.deeper) break;
      }
      if (found || this.limited) return;
    }
  }

  /** The paths of exactly `length` certificates that begin with `path`. */
  private *from(
    path: readonly Certificate[],
    visited: ReadonlySet<string>,
    length: number,
    by: 'signature' | 'name',
  ): Generator<Path> {
    if (--this.work.steps < 0) return;
    const { anchors, pool } = this.issuersOf(path.at(-1)!);
    if (path.length === length) {
      this.deeper ||= pool.size > 0;
      for (const anchor of anchors.by(by)) yield pathOf(path, anchor);
      return;
    }
    for (const issuer of pool.by(by)) {
      if (this.limited) return;
      const id = identity(issuer);
      if (!visited.has(id))
        yield* this.from([...path, issuer], new Set([...visited, id]), length, by);
    }
  }

  /** Found and ranked once for each certificate, by whatever way it is reached. */
  private issuersOf(certificate: Certificate): IssuersOf {
    const known = this.known.get(certificate);
    if (known) return known;
    const name = nameKey(certificate.issuer);
    const anchors = this.anchors.get(name) ?? [];
    const keys = new Set(anchors.map(({ spki }) => spkiDigest(spki)));
    // what is an anchor leads nowhere else
    const pool = (this.pool.get(name) ?? []).filter(({ spki }) => !keys.has(spkiDigest(spki)));
    const found = {
      anchors: new Issuers(certificate, anchors, (anchor) => anchor.certificate, this),
      pool: new Issuers(certificate, pool, (issuer) => issuer, this),
    };
    this.known.set(certificate, found);
    return found;
  }
}

interface IssuersOf {
  readonly anchors: Issuers<TrustAnchor>;
  readonly pool: Issuers<Certificate>;
}

/** RFC 4158 clause 2.4.2: the same subject, alternative names and key again are a loop, whatever else differs. */
function identity(certificate: Certificate): string {
  const known = identities.get(certificate);
  if (known !== undefined) return known;
  const names = certificate.extensions.get(EXTENSION.subjectAltName);
  const text = [
    nameKey(certificate.subject),
    spkiDigest(certificate.spki),
    names ? hash('sha256', names.value, 'hex') : '',
  ].join('\u0003');
  identities.set(certificate, text);
  return text;
}
const identities = new WeakMap<Certificate, string>();

function byName<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of new Set(all)) {
    const name = key(one);
    const list = found.get(name);
    if (list) list.push(one);
    else found.set(name, [one]);
  }
  return found;
}

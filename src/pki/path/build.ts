import { toHex } from '../../bytes/hex.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { nameKey } from '../certificate/name.ts';
import { EXTENSION } from '../certificate/oids.ts';
import { LIMITS } from '../limits.ts';
import { spkiDigest, type TrustAnchor } from './anchor.ts';
import { keyIdentifiersDiffer } from './profile.ts';
import { checkSignature } from './signature.ts';

/** From the leaf to the certificate that `anchor` issued; the anchor itself is no part of it (RFC 5280 clause 6.1). */
export type Path = readonly Certificate[] & { readonly anchor: TrustAnchor };

export function pathOf(certificates: readonly Certificate[], anchor: TrustAnchor): Path {
  return Object.assign([...certificates], { anchor });
}

export interface PathLimits {
  readonly length?: number;
  readonly signatures?: number;
  readonly steps?: number;
}

/**
 * Every path from `leaf` to one of `anchors` over `pool`, lazily, the likeliest first: anchors before
 * intermediates, agreeing key identifiers before contradicting ones, CA certificates before others.
 * Issuers whose key did not make the signature are left out as soon as there is one whose key did; when there is
 * none they are followed, so that validatePath can say what is wrong. A leaf that is itself an anchor is a
 * path only when it is self-signed.
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
  private readonly issuers: ReadonlyMap<string, Certificate[]>;
  private readonly length: number;
  private steps: number;
  private signatures: number;
  private readonly checked = new Set<string>();

  constructor(
    leaf: Certificate,
    pool: readonly Certificate[],
    anchors: readonly TrustAnchor[],
    limits: PathLimits,
  ) {
    this.leaf = leaf;
    this.anchors = byName(anchors, (anchor) => nameKey(anchor.name));
    this.issuers = byName(pool, (certificate) => nameKey(certificate.subject));
    this.length = limits.length ?? LIMITS.pathLength;
    this.steps = limits.steps ?? LIMITS.pathSteps;
    this.signatures = limits.signatures ?? LIMITS.pathSignatures;
  }

  /** A limit ended the search: that no path was found proves nothing. */
  get limited(): boolean {
    return this.steps < 0 || this.signatures < 0;
  }

  [Symbol.iterator](): Iterator<Path> {
    return this.from([this.leaf], new Set([identity(this.leaf)]));
  }

  private *from(path: readonly Certificate[], visited: ReadonlySet<string>): Generator<Path> {
    if (--this.steps < 0) return;
    const last = path.at(-1)!;
    const issuer = nameKey(last.issuer);
    const anchors = this.anchors.get(issuer) ?? [];
    for (const anchor of this.signers(last, anchors, (a) => a.certificate))
      yield pathOf(path, anchor);
    if (path.length >= this.length) return;
    const candidates = (this.issuers.get(issuer) ?? []).filter(
      (candidate) =>
        !visited.has(identity(candidate)) &&
        !(this.anchors.get(nameKey(candidate.subject)) ?? []).some(
          (anchor) => spkiDigest(anchor.spki) === spkiDigest(candidate.spki),
        ),
    );
    for (const candidate of this.signers(last, candidates, (c) => c)) {
      if (this.limited) return;
      yield* this.from([...path, candidate], new Set([...visited, identity(candidate)]));
    }
  }

  /** Those whose key signed `certificate`; all when there is none. */
  private signers<T extends { readonly spki: Uint8Array }>(
    certificate: Certificate,
    candidates: readonly T[],
    as: (candidate: T) => Certificate | undefined,
  ): readonly T[] {
    if (candidates.length === 0) return candidates;
    const unlikely = (candidate: T) => {
      const issuer = as(candidate);
      return (
        (keyIdentifiersDiffer(certificate, issuer?.subjectKeyIdentifier) ? 2 : 0) +
        (issuer && issuer.basicConstraints?.ca !== true ? 1 : 0)
      );
    };
    const sorted = candidates.toSorted((a, b) => unlikely(a) - unlikely(b));
    const signed = sorted.filter((candidate) => this.signedBy(certificate, candidate.spki));
    return signed.length > 0 ? signed : sorted;
  }

  private signedBy(certificate: Certificate, spki: Uint8Array): boolean {
    const id = certificate.sha256 + spkiDigest(spki);
    if (!this.checked.has(id)) {
      if (--this.signatures < 0) return false;
      this.checked.add(id);
    }
    const outcome = checkSignature(certificate, spki);
    // a DSA key without its parameters can be used only once the path above it is known
    return outcome === 'valid' || outcome === 'key-unusable';
  }
}

/** RFC 4158 clause 2.4.2: the same subject, alternative names and key again are a loop, whatever else differs. */
function identity(certificate: Certificate): string {
  const names = certificate.extensions.get(EXTENSION.subjectAltName);
  return `${nameKey(certificate.subject)}\u0003${spkiDigest(certificate.spki)}\u0003${names ? toHex(names.value) : ''}`;
}

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

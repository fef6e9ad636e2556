import type { Certificate, Name, RevocationData } from '../pki/index.ts';
import { type Prospect, reliableData, statusOf } from './chain.ts';
import { chainWeakness, type Weakness } from './cryptographic-constraints.ts';
import type { Policy } from './policy.ts';
import type { Existence } from './proof-of-existence.ts';
import { type Standing, standingAt } from './revocation-freshness.ts';

/** How one chain from a certificate towards an anchor fared at the times that count. */
export interface ChainFacts {
  /** From the certificate itself to the one below the anchor. */
  readonly certificates: readonly Certificate[];
  /** SHA-256 (hex) of the anchor's certificate, or of its key when it was given without one. */
  readonly anchor: string;
  /** null when RFC 5280 clause 6.1 accepts the path; otherwise what it breaks, in kebab-case. */
  readonly fault: string | null;
  /** The first authority below the anchor that is out of its dates now. */
  readonly outOfDates: Certificate | null;
  readonly standing: Standing;
  /** Of the authorities between, the one that speaks most against the path. */
  readonly authorities: Standing;
  /** The first certificate of the path signed with, or by a key of, too weak an algorithm. */
  readonly weakness: Weakness | null;
  /** Of every certificate of the path, in its order. */
  readonly standings: readonly Standing[];
}

/** What clause 5.2.6 looks at: a certificate, the times that count for it, and its best chain. */
export interface CertificateFacts {
  readonly role: 'signer' | 'tsa';
  readonly certificate: Certificate;
  readonly anchorsGiven: boolean;
  /** The best-signature-time if something proves one, otherwise the time of validation. */
  readonly control: Date;
  readonly proven: boolean;
  readonly now: Date;
  /** The signature was made after this: a checked time stamp lies within what it covers. */
  readonly madeAfter: Date | null;
  readonly subjectNamed: boolean;
  readonly chain: ChainFacts | null;
  /** Without a chain: the name of the authority at which the search ended. */
  readonly missing: Name | null;
}

/** The times for which a chain is looked at. */
export interface Times {
  readonly control: Date;
  readonly now: Date;
  readonly existence: Existence;
}

export function factsOf(
  prospect: Prospect,
  data: RevocationData,
  { control, now, existence }: Times,
  { strength, freshness }: Policy,
): ChainFacts {
  const { path, issuers, fault, anchor } = prospect;
  const reliable = reliableData(data, strength, now);
  const standings = path.map((certificate, i) => {
    // out of its dates a certificate is asked for as of when it was in them: dates have rules of their own
    const seen = clamp(control, certificate.notBefore, certificate.notAfter);
    const by = (from: RevocationData) =>
      standingAt(
        (at, signersAt) => statusOf(certificate, issuers[i]!, from, at, signersAt),
        seen,
        now,
        certificate,
        freshness,
        // a key revoked since may have issued this chain since
        i === 0 ? seen : now,
      );
    const standing = by(reliable);
    if (standing.kind !== 'unknown' || reliable === data) return standing;
    const weak = by(data);
    if (weak.kind === 'revoked') return weak;
    return weak.kind === 'good' ? { ...standing, why: WEAK_STATUS } : standing;
  });
  return {
    certificates: path,
    anchor,
    fault,
    outOfDates: path.slice(1).find((one) => now < one.notBefore || now > one.notAfter) ?? null,
    standing: standings[0]!,
    authorities: worst(standings.slice(1)),
    weakness: chainWeakness(strength, path, (certificate) => existence.since(certificate.sha256)),
    standings,
  };
}

/** A status is there, but what it is signed with no longer counts. */
export const WEAK_STATUS = 'status-algorithm-weak';

/** 0 when nothing speaks against a chain; otherwise the more, the less it is worth. */
export function troubleOf(chain: ChainFacts): number {
  const of = (s: Standing) => (s.kind === 'good' ? 0 : s.kind === 'unknown' ? 1 : 2);
  return (
    (chain.fault === null ? 0 : 32) +
    (chain.outOfDates === null ? 0 : 16) +
    (chain.weakness === null ? 0 : 8) +
    of(chain.authorities) * 3 +
    of(chain.standing)
  );
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

function clamp(time: Date, from: Date, to: Date): Date {
  return time < from ? from : time > to ? to : time;
}

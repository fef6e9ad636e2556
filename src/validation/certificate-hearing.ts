import type { Wanted } from '../ades/ports.ts';
import type { Certificate } from '../pki/index.ts';
import {
  type CertificateFacts,
  type ChainFacts,
  factsOf,
  type Times,
  troubleOf,
} from './certificate-facts.ts';
import { certificateRules } from './certificate-validation.ts';
import type { ChainSearch, Prospect } from './chain.ts';
import type { Embedded } from './embedded.ts';
import { mayBeHelped, type PastFacts, pastRules, slideBack } from './past-signature.ts';
import type { Policy } from './policy.ts';
import { type Standing, standingOf } from './revocation-freshness.ts';
import { Hearing } from './rule.ts';
import type { Conclusion, Finding } from './verdict.ts';

/** What is asked of a certificate: for what use, and what is known of the signature made with it. */
export interface CertificateQuestion extends Times {
  readonly role: 'signer' | 'tsa';
  /** `control` is proven, not just the time of validation. */
  readonly proven: boolean;
  readonly madeAfter: Date | null;
}

/** How the certificate block ended. */
export interface CertificateHearing {
  readonly conclusion: Conclusion;
  readonly findings: readonly Finding[];
  readonly wanted: readonly Wanted[];
  /** SHA-256 (hex) from the certificate to the anchor, or empty. */
  readonly chain: readonly string[];
  /** Of every certificate of the chain below the anchor. */
  readonly standings: readonly Standing[];
  /** It holds only by proofs of existence of validation data (clause 5.6). */
  readonly past: boolean;
}

/**
 * Clauses 5.2.6 and 5.5.4: prospective chains are tried until one holds, else the best says why. What then still stands
 * against the certificate is seen from the past where proofs of existence reach back (clause 5.6.2.4).
 */
export function hearCertificate(
  certificate: Certificate,
  question: CertificateQuestion,
  embedded: Embedded,
  search: ChainSearch,
  policy: Policy,
): CertificateHearing {
  const { role } = question;
  const prospects = search.prospects(certificate, role, embedded, question.now);
  const found = best(prospects, (prospect) =>
    factsOf(prospect, search.revocationData(prospect, embedded), question, policy),
  );
  const missing = found === null ? search.missing(certificate, embedded) : null;
  const facts: CertificateFacts = {
    ...question,
    certificate,
    anchorsGiven: (role === 'tsa' ? policy.tsaAnchors : policy.anchors).length > 0,
    subjectNamed: policy.subjectNamed && role === 'signer',
    chain: found,
    missing: missing?.name ?? null,
  };
  const hearing = new Hearing();
  hearing.check(certificateRules, facts);
  const wanted = missing?.wanted ?? wantedFor(found!);
  const chain = found === null ? [] : fingerprints(found.certificates, found.anchor);
  const now = {
    conclusion: hearing.conclusion,
    findings: hearing.findings,
    wanted,
    chain,
    standings: found?.standings ?? [],
  };
  const { existence, control } = question;
  if (!question.proven || existence.times.length === 0 || !mayBeHelped(hearing.breaches))
    return { ...now, past: false };

  const back = slideBack(
    prospects,
    (prospect) => search.revocationData(prospect, embedded),
    existence,
    control,
    question.now,
    policy,
  );
  const past = new Hearing();
  past.check<PastFacts>(pastRules, {
    breaches: hearing.breaches,
    sliding: back?.sliding ?? null,
    signatureTime: control,
    freshness: policy.freshness,
  });
  if (past.conclusion.indication !== 'TOTAL-PASSED' || control > certificate.notAfter)
    return { ...now, findings: [...now.findings, ...asNotes(past.findings)], past: false };
  const { prospect, sliding } = back!;
  const statuses = sliding.kind === 'slid' ? sliding.statuses : [];
  return {
    conclusion: past.conclusion,
    findings: [...asNotes(now.findings), ...past.findings],
    wanted: [],
    chain: fingerprints(prospect.path, prospect.anchor),
    standings: statuses.map((status) => standingOf(status, control)),
    past: true,
  };
}

/** Breaches that decide nothing, told all the same. */
export function asNotes(findings: readonly Finding[]): Finding[] {
  return findings.map((f) =>
    f.result === 'failed' || f.result === 'unknown' ? { ...f, result: 'note' } : f,
  );
}

function best(
  prospects: Iterable<Prospect>,
  facts: (prospect: Prospect) => ChainFacts,
): ChainFacts | null {
  let found: ChainFacts | null = null;
  for (const prospect of prospects) {
    const chain = facts(prospect);
    if (troubleOf(chain) === 0) return chain;
    if (found === null || troubleOf(chain) < troubleOf(found)) found = chain;
  }
  return found;
}

function wantedFor({ certificates, standings }: ChainFacts): Wanted[] {
  return certificates.flatMap((certificate, i) => wantedOf(certificate, standings[i]!));
}

function wantedOf(certificate: Certificate, standing: Standing): Wanted[] {
  if (standing.kind !== 'unknown') return [];
  const { sha256, ocspUrls, crlUrls } = certificate;
  const ocsp: Wanted = { kind: 'ocsp', certificate: sha256, urls: ocspUrls };
  const crl: Wanted = { kind: 'crl', certificate: sha256, urls: crlUrls };
  return ocspUrls.length > 0 ? [ocsp, crl] : [crl];
}

function fingerprints(certificates: readonly Certificate[], anchor: string): string[] {
  return [...certificates.map((certificate) => certificate.sha256), anchor];
}

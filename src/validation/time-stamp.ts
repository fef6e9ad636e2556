import type { CmsFacts, TimestampFacts } from '../ades/evidence.ts';
import { CLOCK_TOLERANCE } from './acceptance.ts';
import { digestWeakness, type Weakness, weaknessOf } from './cryptographic-constraints.ts';
import { cryptographicRules } from './cryptographic-verification.ts';
import { type Embedded, readable } from './embedded.ts';
import { fingerprint } from './fingerprint.ts';
import type { Existence, StampJudgement } from './proof-of-existence.ts';
import { Hearing, type Rule } from './rule.ts';
import { signingCertificateRules } from './signing-certificate.ts';
import type { ValidationContext } from './validation-context.ts';

interface StampFacts {
  readonly token: TimestampFacts;
  readonly control: Date;
  readonly imprintWeakness: Weakness | null;
  readonly weakness: Weakness | null;
}

export const timeStampRules: readonly Rule<StampFacts>[] = [
  {
    id: 'TST-IMPRINT',
    clause: 'EN 319 102-1 clause 5.5.4, RFC 3161 clause 2.4.2',
    what: 'imprint',
    holds: ({ token }) => (token.imprint === 'unchecked' ? undefined : token.imprint === 'matches'),
    otherwise: 'HASH_FAILURE',
  },
  {
    id: 'TST-DATA',
    clause: 'EN 319 102-1 clause 5.2.7.4',
    what: 'stamped-data',
    holds: ({ token }) =>
      token.imprint === 'unchecked' && token.imprintAlgorithm !== null ? false : undefined,
    otherwise: 'SIGNED_DATA_NOT_FOUND',
  },
  {
    id: 'TST-IMPRINT-ALGORITHM',
    clause: 'EN 319 102-1 clause 5.1.4.4',
    what: 'imprint-strength',
    holds: (f) => (f.imprintWeakness === null ? true : countedThen(f) ? undefined : false),
    otherwise: 'CRYPTO_CONSTRAINTS_FAILURE',
    data: (f) => ({ algorithm: f.token.imprintAlgorithm ?? '' }),
  },
  {
    id: 'TST-IMPRINT-ALGORITHM-THEN',
    clause: 'EN 319 102-1 clauses 5.1.4.4 and 5.6.2.3',
    what: 'imprint-strength',
    holds: (f) => (f.imprintWeakness !== null && countedThen(f) ? false : undefined),
    otherwise: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    data: (f) => ({ algorithm: f.token.imprintAlgorithm ?? '' }),
  },
  {
    // A token from after the time it is judged for can't have existed then.
    id: 'TST-PAST',
    clause: 'EN 319 102-1 clause 5.4',
    what: 'time-stamp-past',
    holds: (f) => +f.token.time <= +f.control + CLOCK_TOLERANCE,
    otherwise: 'TIMESTAMP_ORDER_FAILURE',
    data: (f) => ({ time: f.token.time.toISOString(), control: f.control.toISOString() }),
  },
  {
    id: 'TST-STRENGTH',
    clause: 'EN 319 102-1 clause 5.1.4.4, ETSI TS 119 312',
    what: 'strength',
    holds: (f) => f.weakness === null,
    otherwise: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    data: (f) => ({ algorithm: f.weakness?.algorithm ?? '' }),
  },
];

/** The digest counted when the token says it was made; a later time stamp from before its end would prove that. */
function countedThen({ token, imprintWeakness }: StampFacts): boolean {
  return token.time.getTime() < (imprintWeakness?.until ?? -Infinity);
}

/**
 * Judges a token as the signature that it is, at `proof`, the time that a later time stamp proves for it, or else now. So a
 * time stamp whose authority's certificate has expired since proves nothing alone.
 */
export function judgeStamp(
  token: TimestampFacts,
  embedded: Embedded,
  context: ValidationContext,
  proof: Date | null,
  existence: Existence,
  now: Date,
): StampJudgement {
  const control = proof ?? now;
  const { strength } = context.policy;
  const certificate = readable(token.cms.certificate);
  const hearing = new Hearing();
  hearing.check(signingCertificateRules, {
    cms: token.cms,
    certificate,
    referenceRequired: true,
  });
  hearing.check<CmsFacts>(cryptographicRules, token.cms);
  hearing.check(timeStampRules, {
    token,
    control,
    imprintWeakness: digestWeakness(strength, token.imprintAlgorithm, control),
    weakness: weaknessOf(strength, token.cms, certificate, control),
  });
  const proven = proof !== null;
  const question = { role: 'tsa', control, proven, madeAfter: null, now, existence } as const;
  const heard = certificate && context.hearCertificate(certificate, question, embedded);
  if (heard !== null) {
    hearing.take(heard.conclusion, heard.findings);
    hearing.wanted.push(...heard.wanted);
  }
  const { conclusion } = hearing;
  return {
    time: token.time < control ? token.time : control,
    valid: conclusion.indication === 'TOTAL-PASSED',
    covers: token.coversBy === null || digestWeakness(strength, token.coversBy, control) === null,
    verdict: {
      ...conclusion,
      kind: token.kind,
      time: token.time,
      sha256: fingerprint(token.octets),
      authority: certificate?.sha256 ?? null,
      judgedAt: control,
      findings: hearing.findings,
      chain: heard?.chain ?? [],
      standings: heard?.standings ?? [],
      wanted: hearing.wanted,
    },
  };
}

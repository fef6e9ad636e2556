import type { Evidence } from '../ades/evidence.ts';
import type { Certificate } from '../pki/index.ts';
import type { Weakness } from './cryptographic-constraints.ts';
import type { Remark, Rule } from './rule.ts';

/** What clause 5.2.8 looks at, when the other blocks are done. */
export interface AcceptanceFacts {
  readonly evidence: Evidence;
  readonly certificate: Certificate | null;
  readonly at: Date;
  readonly provenTime: Date | null;
  readonly madeAfter: Date | null;
  /** Time of the earliest time stamp on the signature itself that holds. */
  readonly stamped: Date | null;
  /** Of the signature's own algorithm and key. */
  readonly weakness: Weakness | null;
  /** Of the policy. */
  readonly timestampDelay: number | null;
  readonly timestampRequired: boolean;
}

/** id-aa-ets-sigPolicyId (EN 319 122-1 clause 5.2.9). */
const SIGNATURE_POLICY = '1.2.840.113549.1.9.16.2.15';

export const acceptanceRules: readonly Rule<AcceptanceFacts>[] = [
  {
    // A policy that the signer names binds what is checked; kyso reads none yet, so it can't say it was met.
    id: 'SAV-POLICY',
    clause: 'EN 319 102-1 clause 5.2.4.4',
    what: 'signature-policy',
    holds: (f) => (f.evidence.cms?.otherAttributes.includes(SIGNATURE_POLICY) ? false : undefined),
    otherwise: 'SIGNATURE_POLICY_NOT_AVAILABLE',
  },
  {
    id: 'SAV-STRENGTH',
    clause: 'EN 319 102-1 clause 5.1.4.4, ETSI TS 119 312',
    what: 'strength',
    holds: (f) => (f.weakness?.until === -Infinity || isMadeAfterLimit(f) ? false : undefined),
    otherwise: 'CRYPTO_CONSTRAINTS_FAILURE',
    data: (f) => ({ algorithm: f.weakness?.algorithm ?? '' }),
  },
  {
    id: 'SAV-STRENGTH-THEN',
    clause: 'EN 319 102-1 clauses 5.1.4.4 and 5.5.4, ETSI TS 119 312',
    what: 'strength',
    holds: (f) => {
      if (f.evidence.cms?.algorithm == null) return undefined;
      if (f.weakness === null) return true;
      return f.weakness.until === -Infinity || isMadeAfterLimit(f) ? undefined : false;
    },
    otherwise: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    data: (f) => ({ algorithm: f.weakness?.algorithm ?? '' }),
  },
  {
    id: 'SAV-ORDER',
    clause: 'EN 319 102-1 clause 5.5.4',
    what: 'time-stamp-order',
    holds: (f) =>
      f.madeAfter === null || f.stamped === null ? undefined : f.madeAfter <= f.stamped,
    otherwise: 'TIMESTAMP_ORDER_FAILURE',
    data: (f) => ({
      earlier: f.madeAfter?.toISOString() ?? '',
      later: f.stamped?.toISOString() ?? '',
    }),
  },
  {
    id: 'SAV-TIMESTAMP',
    clause: 'EN 319 102-1 clause 5.2.8.4',
    what: 'time-stamp-present',
    holds: ({ timestampRequired, provenTime }) =>
      timestampRequired ? provenTime !== null : undefined,
    otherwise: 'SIG_CONSTRAINTS_FAILURE',
  },
  {
    // Clause 5.5.4 (5): a claim that is too far from the time stamp is worth nothing to who set the limit.
    id: 'SAV-DELAY',
    clause: 'EN 319 102-1 clause 5.5.4',
    what: 'time-stamp-delay',
    holds: ({ timestampDelay: delay, provenTime, evidence }) => {
      if (delay === null || provenTime === null) return undefined;
      const claimed = claimedTime(evidence);
      return claimed !== null && provenTime.getTime() <= claimed.getTime() + delay;
    },
    otherwise: 'SIG_CONSTRAINTS_FAILURE',
    data: (f) => ({
      claimed: claimedTime(f.evidence)?.toISOString() ?? '',
      stamped: f.provenTime?.toISOString() ?? '',
    }),
  },
];

/** Clocks of offices differ; a claim this much past the proof is no contradiction. In milliseconds. */
export const CLOCK_TOLERANCE = 5 * 60_000;
/** The known fault of writing local time and marking it UTC: Viet Nam is seven hours ahead. */
const SEVEN_HOURS = 7 * 3_600_000;

const CLAIMED = 'EN 319 102-1 clause 5.2.8.4';

export const acceptanceRemarks: readonly Remark<AcceptanceFacts>[] = [
  {
    id: 'SAV-CLAIMED-ZONE',
    clause: CLAIMED,
    what: 'claimed-seven-hours',
    applies: (f) => Math.abs(aheadOfProof(f) - SEVEN_HOURS) <= CLOCK_TOLERANCE,
    data: claimData,
  },
  {
    id: 'SAV-CLAIMED-LATE',
    clause: CLAIMED,
    what: 'claimed-after-proof',
    applies: (f) =>
      aheadOfProof(f) > CLOCK_TOLERANCE &&
      Math.abs(aheadOfProof(f) - SEVEN_HOURS) > CLOCK_TOLERANCE,
    data: claimData,
  },
  {
    id: 'SAV-CLAIMED-EARLY',
    clause: CLAIMED,
    what: 'claimed-before-proof',
    applies: (f) =>
      f.provenTime !== null && claimedTime(f.evidence) !== null && aheadOfProof(f) < -86_400_000,
    data: claimData,
  },
  {
    id: 'SAV-CLAIMED-OUTSIDE',
    clause: CLAIMED,
    what: 'claimed-outside-validity',
    applies: (f) => {
      const claimed = claimedTime(f.evidence);
      if (claimed === null || f.certificate === null) return false;
      return claimed < f.certificate.notBefore || claimed > f.certificate.notAfter;
    },
    data: claimData,
  },
  {
    id: 'SAV-TWO-CLAIMS',
    clause: 'EN 319 142-1 clause 6.3',
    what: 'claims-differ',
    applies: ({ evidence }) => {
      const { formatTime } = evidence;
      const attribute = evidence.cms?.signingTime;
      if (!attribute || !formatTime) return false;
      return Math.abs(attribute.getTime() - formatTime.getTime()) > CLOCK_TOLERANCE;
    },
  },
  {
    id: 'SAV-PKCS1',
    clause: 'Thông tư 15/2025/TT-BKHCN, Phụ lục I',
    what: 'pkcs1-v1-5',
    applies: ({ evidence }) => evidence.cms?.algorithm?.scheme === 'RSASSA-PKCS1-v1_5',
  },
  {
    id: 'SAV-NO-REFERENCE',
    clause: 'EN 319 122-1 clause 5.2.2',
    what: 'no-certificate-reference',
    applies: ({ evidence }) => evidence.cms !== null && evidence.cms.signingCertificate === null,
  },
];

/** What the signer says about when: the signed attribute if there is one, else what the format carries. */
export function claimedTime(evidence: Evidence): Date | null {
  return evidence.cms?.signingTime ?? evidence.formatTime;
}

/** Milliseconds by which the claim is later than what is known: the proof, or the time of validation. */
function aheadOfProof(f: AcceptanceFacts): number {
  const claimed = claimedTime(f.evidence);
  return claimed === null ? 0 : claimed.getTime() - (f.provenTime ?? f.at).getTime();
}

/** Table 6: made when the algorithm no longer counted, and that is known from the certificate or what it covers. */
function isMadeAfterLimit({ weakness, madeAfter, certificate }: AcceptanceFacts): boolean {
  if (weakness === null) return false;
  return [madeAfter, certificate?.notBefore].some(
    (time) => time != null && time.getTime() >= weakness.until,
  );
}

function claimData(f: AcceptanceFacts): Record<string, string> {
  return {
    claimed: claimedTime(f.evidence)?.toISOString() ?? '',
    proven: (f.provenTime ?? f.at).toISOString(),
  };
}

import type { CmsFacts, Evidence } from '../ades/evidence.ts';
import { type AcceptanceFacts, acceptanceRemarks, acceptanceRules } from './acceptance.ts';
import { asNotes } from './certificate-hearing.ts';
import { criteriaOf } from './criteria.ts';
import { weaknessOf } from './cryptographic-constraints.ts';
import { cryptographicRules, integrityOf } from './cryptographic-verification.ts';
import { type Embedded, readable, readEmbedded } from './embedded.ts';
import { changeRules, formatRemarks, formatRules } from './format-checking.ts';
import type { Policy } from './policy.ts';
import { ProofsOfExistence, tokensOf } from './proof-of-existence.ts';
import { Hearing } from './rule.ts';
import { signingCertificateRules } from './signing-certificate.ts';
import { judgeStamp } from './time-stamp.ts';
import { ValidationContext } from './validation-context.ts';
import type { StampVerdict, Verdict } from './verdict.ts';

/**
 * What one signature is worth by `policy`, seen at `at`: EN 319 102-1 clauses 5.3 and 5.5. A signature judged
 * alone knows nothing of document time stamps beside it; judge all of a document together with `judgeAll`.
 */
export function judge(evidence: Evidence, policy: Policy, at: Date): Verdict {
  return judgeAll([evidence], policy, at)[0]!;
}

/**
 * Verdicts on all signatures of one document, in their order. Document time stamps that hold prove that what
 * they cover existed, and that what covers them was made later. Pure: what is remembered between calls
 * (ValidationContext) is a function of policy, certificate, data and time alone.
 */
export function judgeAll(signatures: readonly Evidence[], policy: Policy, at: Date): Verdict[] {
  const context = ValidationContext.of(policy);
  const embedded = new Map<Evidence, Embedded>();
  const beside = (evidence: Evidence): Embedded => {
    const known = embedded.get(evidence);
    if (known) return known;
    const read = readEmbedded(evidence, tokensOf(evidence));
    embedded.set(evidence, read);
    return read;
  };
  const proofs = new ProofsOfExistence(signatures, at, (token, holder, proof, existence) =>
    judgeStamp(token, beside(holder), context, proof, existence, at),
  );
  return signatures.map((evidence) =>
    evidence.kind === 'signature'
      ? judgeSignature(evidence, beside(evidence), context, proofs, at)
      : judgeDocumentStamp(evidence, context, proofs, at),
  );
}

function judgeSignature(
  evidence: Evidence,
  embedded: Embedded,
  context: ValidationContext,
  proofs: ProofsOfExistence,
  now: Date,
): Verdict {
  const { policy } = context;
  const hearing = new Hearing();
  hearing.check(formatRules, evidence);
  const { cms } = evidence;
  const certificate = readable(cms?.certificate ?? null);
  if (cms !== null) {
    hearing.check(signingCertificateRules, {
      cms,
      certificate,
      referenceRequired:
        policy.signingCertificateReference === 'always' ||
        evidence.subFilter === 'ETSI.CAdES.detached',
    });
    hearing.check<CmsFacts>(cryptographicRules, cms);
  }
  hearing.check(changeRules, evidence);

  const stamps = tokensOf(evidence).map((token) => proofs.judged(token));
  for (const { verdict } of stamps) hearStamp(hearing, verdict);
  const provenTime = proofs.signatureProof(evidence);
  const control = provenTime ?? now;
  const madeAfter = proofs.madeAfter(evidence);
  const question = {
    role: 'signer',
    control,
    proven: provenTime !== null,
    madeAfter,
    now,
    existence: proofs,
  } as const;
  const heard = certificate && context.hearCertificate(certificate, question, embedded);
  if (heard !== null) {
    hearing.take(heard.conclusion, heard.findings);
    hearing.wanted.push(...heard.wanted);
  }
  const facts: AcceptanceFacts = {
    evidence,
    certificate,
    at: now,
    provenTime,
    madeAfter,
    stamped: proofs.signatureTimestamp(evidence),
    weakness: weaknessOf(policy.strength, cms, certificate, control),
    timestampDelay: policy.timestampDelay,
    timestampRequired: policy.timestampRequired,
  };
  hearing.check(acceptanceRules, facts);
  hearing.remark(formatRemarks, evidence);
  hearing.remark(acceptanceRemarks, facts);
  return {
    ...hearing.conclusion,
    policy: policy.id,
    process: heard?.past ? 'archival' : provenTime === null ? 'basic' : 'long-term',
    findings: hearing.findings,
    integrity: integrityOf(cms),
    provenTime,
    judgedAt: control,
    chain: heard?.chain ?? [],
    standings: heard?.standings ?? [],
    timestamps: stamps.map(({ verdict }) => verdict),
    criteria: policy.criteria ? criteriaOf(hearing.conclusion, hearing.findings) : [],
    proofs: proofs.proofs(evidence),
    wanted: hearing.wanted,
  };
}

/** A document time stamp is worth what its token is worth, in a document that was not changed under it. */
function judgeDocumentStamp(
  evidence: Evidence,
  context: ValidationContext,
  proofs: ProofsOfExistence,
  now: Date,
): Verdict {
  const hearing = new Hearing();
  hearing.check(formatRules, evidence);
  const token = evidence.timestamp;
  const judged = token === null ? null : proofs.judged(token);
  if (judged !== null) {
    const { verdict } = judged;
    hearing.take(verdict, verdict.findings);
    hearing.wanted.push(...verdict.wanted);
  }
  hearing.check(changeRules, evidence);
  hearing.remark(formatRemarks, evidence);
  return {
    ...hearing.conclusion,
    policy: context.policy.id,
    process: 'basic',
    findings: hearing.findings,
    integrity: stampIntegrity(evidence),
    provenTime: judged?.valid ? judged.time : null,
    judgedAt: judged?.verdict.judgedAt ?? now,
    chain: judged?.verdict.chain ?? [],
    standings: judged?.verdict.standings ?? [],
    timestamps: judged ? [judged.verdict] : [],
    criteria: [],
    proofs: proofs.proofs(evidence),
    wanted: hearing.wanted,
  };
}

/** The imprint stands for the digest of the document, the token's own mathematics for the signature value. */
function stampIntegrity({ timestamp }: Evidence): Verdict['integrity'] {
  if (timestamp === null) return 'unknown';
  const own = integrityOf(timestamp.cms);
  if (timestamp.imprint === 'differs' || own === 'broken') return 'broken';
  return timestamp.imprint === 'matches' ? own : 'unknown';
}

/**
 * A time stamp that does not hold leaves the signature as if it had none (clause 5.5.4 drops it), so its
 * breaches are told as notes.
 */
function hearStamp(hearing: Hearing, verdict: StampVerdict): void {
  const data = { time: verdict.time.toISOString(), authority: verdict.authority ?? '' };
  const clause = 'EN 319 102-1 clause 5.4';
  hearing.wanted.push(...verdict.wanted);
  if (verdict.indication === 'TOTAL-PASSED') {
    hearing.findings.push({ rule: 'TST', clause, result: 'passed', what: 'time-stamp', data });
    return;
  }
  const { because } = verdict;
  hearing.findings.push({
    rule: 'TST',
    clause,
    result: 'note',
    what: 'time-stamp-not-counted',
    data: { ...data, because },
  });
  const breaches = verdict.findings.filter((f) => f.result === 'failed' || f.result === 'unknown');
  hearing.findings.push(...asNotes(breaches));
}

import type { CmsFacts, Evidence } from '../ades/evidence.ts';
import { type AcceptanceFacts, acceptanceRemarks, acceptanceRules } from './acceptance.ts';
import { weaknessOf } from './cryptographic-constraints.ts';
import { cryptographicRules, integrityOf } from './cryptographic-verification.ts';
import { changeRules, formatRemarks, formatRules } from './format-checking.ts';
import type { Policy } from './policy.ts';
import { ProofsOfExistence, tokensOf } from './proof-of-existence.ts';
import { Hearing } from './rule.ts';
import { signingCertificateRules } from './signing-certificate.ts';
import { judgeStamp, type StampJudgement } from './time-stamp.ts';
import { type Embedded, ValidationContext } from './validation-context.ts';
import type { Finding, Verdict } from './verdict.ts';

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
    const read = context.embedded(evidence, tokensOf(evidence));
    embedded.set(evidence, read);
    return read;
  };
  const proofs = new ProofsOfExistence<StampJudgement>(
    signatures,
    at,
    (token, holder, control, proven) =>
      judgeStamp(token, beside(holder), context, control, proven, at),
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
  proofs: ProofsOfExistence<StampJudgement>,
  at: Date,
): Verdict {
  const hearing = new Hearing();
  hearing.check(formatRules, evidence);
  const { cms } = evidence;
  const certificate = context.certificate(cms?.certificate ?? null);
  if (cms !== null) {
    hearing.check(signingCertificateRules, {
      cms,
      certificate,
      referenceRequired:
        context.policy.signingCertificateReference === 'always' ||
        evidence.subFilter === 'ETSI.CAdES.detached',
    });
    hearing.check<CmsFacts>(cryptographicRules, cms);
  }
  hearing.check(changeRules, evidence);

  const stamped = proofs.ownProof(evidence);
  const provenTime = earliest(stamped, proofs.documentProof(evidence));
  const control = earliest(provenTime, at) ?? at;
  const madeAfter = proofs.madeAfter(evidence);
  for (const token of tokensOf(evidence)) hearStamp(hearing, proofs.judged(token));
  let chain: readonly string[] = [];
  if (certificate !== null) {
    const proven = provenTime !== null;
    const heard = context.hearCertificate(
      certificate,
      'signer',
      embedded,
      control,
      proven,
      madeAfter,
      at,
    );
    hearing.take(heard.conclusion, heard.findings);
    hearing.wanted.push(...heard.wanted);
    chain = heard.chain;
  }
  const facts: AcceptanceFacts = {
    evidence,
    certificate,
    at,
    provenTime,
    madeAfter,
    stamped,
    weakness: weaknessOf(cms?.algorithm ?? null, certificate, control),
  };
  hearing.check(acceptanceRules, facts);
  hearing.remark(formatRemarks, evidence);
  hearing.remark(acceptanceRemarks, facts);
  return {
    ...hearing.conclusion,
    findings: hearing.findings,
    integrity: integrityOf(cms),
    provenTime,
    judgedAt: control,
    chain,
    policy: context.policy.id,
    process: provenTime === null ? 'basic' : 'long-term',
    timestamps: tokensOf(evidence).map((token) => proofs.judged(token).verdict),
    proofs: [],
    wanted: hearing.wanted,
  };
}

/** A document time stamp is worth what its token is worth, in a document that was not changed under it. */
function judgeDocumentStamp(
  evidence: Evidence,
  context: ValidationContext,
  proofs: ProofsOfExistence<StampJudgement>,
  at: Date,
): Verdict {
  const hearing = new Hearing();
  hearing.check(formatRules, evidence);
  const token = evidence.timestamp;
  const judged = token === null ? null : proofs.judged(token);
  if (judged !== null) {
    hearing.take(judged.conclusion, judged.findings);
    hearing.wanted.push(...judged.wanted);
  }
  hearing.check(changeRules, evidence);
  hearing.remark(formatRemarks, evidence);
  const control = proofs.documentProof(evidence) ?? at;
  return {
    ...hearing.conclusion,
    findings: hearing.findings,
    integrity: stampIntegrity(evidence),
    provenTime: judged?.valid ? judged.time : null,
    judgedAt: control,
    chain: judged?.chain ?? [],
    policy: context.policy.id,
    process: 'basic',
    timestamps: judged ? [judged.verdict] : [],
    proofs: [],
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
function hearStamp(hearing: Hearing, judged: StampJudgement): void {
  const data = { time: judged.time.toISOString(), authority: judged.authority ?? '' };
  const clause = 'EN 319 102-1 clause 5.4';
  hearing.wanted.push(...judged.wanted);
  if (judged.valid) {
    hearing.findings.push({ rule: 'TST', clause, result: 'passed', what: 'time-stamp', data });
    return;
  }
  const because = 'because' in judged.conclusion ? judged.conclusion.because : '';
  hearing.findings.push({
    rule: 'TST',
    clause,
    result: 'note',
    what: 'time-stamp-not-counted',
    data: { ...data, because },
  });
  const breaches = judged.findings.filter((f) => f.result === 'failed' || f.result === 'unknown');
  hearing.findings.push(...breaches.map((f): Finding => ({ ...f, result: 'note' })));
}

function earliest(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

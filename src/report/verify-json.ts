import type { TimestampFacts } from '../ades/evidence.ts';
import { describeAlgorithm } from '../algorithm/index.ts';
import type { Examination, ExaminedSignature } from '../examination/index.ts';
import { type Certificate, nameText } from '../pki/index.ts';
import {
  type Conclusion,
  claimedTime,
  type Policy,
  type StampVerdict,
} from '../validation/index.ts';
import type { Language } from '../words/catalogue.ts';
import { explain } from '../words/explain.ts';
import { instant } from './instant.ts';
import {
  type ChainLink,
  chainOf,
  KnownCertificates,
  type Revocation,
  readable,
  tokensOf,
} from './verify-model.ts';
import type { VerifySummary } from './verify-summary.ts';

/**
 * `kyso.verify/1` in three pieces, so that documents are written as they are done: the opening, each document
 * with `,` between, the closing. The schema is report/schema/verify-1.json.
 */
export function verifyJsonOpening(at: Date): string {
  return `{ "schema": "kyso.verify/1", "at": "${instant(at)}",\n  "documents": [`;
}

export function verifyJsonDocument(
  examined: Examination,
  policy: Policy,
  language: Language,
  first: boolean,
): string {
  const value = documentValue(examined, policy, language);
  return `${first ? '' : ','}\n    ${JSON.stringify(value)}`;
}

export function verifyJsonClosing(summary: VerifySummary): string {
  return `\n  ],\n  "summary": ${JSON.stringify(summary)} }\n`;
}

/** One entry of `documents`. */
function documentValue(examined: Examination, policy: Policy, language: Language) {
  const { path, sha256, format, content = null, fault, signatures } = examined;
  const known = new KnownCertificates(examined, policy);
  return {
    path,
    sha256: sha256 === '' ? null : sha256,
    format,
    content,
    fault: fault && { code: fault.code, message: explain(fault, language).message },
    signatures: signatures.map((signature) => signatureValue(signature, known)),
  };
}

function signatureValue({ evidence, verdict, level }: ExaminedSignature, known: KnownCertificates) {
  const cms = evidence.cms ?? evidence.timestamp?.cms ?? null;
  const claimed = claimedTime(evidence);
  const certificate = readable(cms?.certificate ?? null);
  return {
    id: evidence.id,
    kind: evidence.kind,
    format: evidence.format,
    ...conclusionValue(verdict),
    integrity: verdict.integrity,
    revision: evidence.revision,
    revisions: evidence.revisions,
    coversWholeFile: evidence.coversWholeFile,
    changesAfter: [...new Set(evidence.changesAfter.map((change) => change.class))],
    changes: evidence.changesAfter,
    certification: evidence.certification,
    counterSigns: evidence.counterSigns,
    signer: certificate && certificateValue(certificate),
    algorithm: cms?.algorithm ? describeAlgorithm(cms.algorithm) : null,
    algorithmOid: cms?.algorithmOid ?? null,
    subFilter: evidence.subFilter,
    claimedTime: claimed && instant(claimed),
    provenTime: verdict.provenTime && instant(verdict.provenTime),
    judgedAt: instant(verdict.judgedAt),
    level: level ?? null,
    said: evidence.said,
    policy: verdict.policy,
    process: verdict.process,
    criteria: verdict.criteria,
    timestamps: tokensOf(evidence).map((token, i) => {
      return stampValue(token, verdict.timestamps[i]!, known);
    }),
    proofs: verdict.proofs.map((proof) => ({ ...proof, time: instant(proof.time) })),
    chain: verdict.chain,
    certificates: chainOf(verdict, certificate, known).map(linkValue),
    wanted: verdict.wanted,
    findings: verdict.findings,
  };
}

function stampValue(token: TimestampFacts, verdict: StampVerdict, known: KnownCertificates) {
  const certificate = readable(token.cms.certificate);
  return {
    kind: token.kind,
    time: instant(token.time),
    policy: token.policy,
    serial: token.serial,
    sha256: verdict.sha256,
    authority: certificate && certificateValue(certificate),
    ...conclusionValue(verdict),
    judgedAt: instant(verdict.judgedAt),
    chain: verdict.chain,
    certificates: chainOf(verdict, certificate, known).map(linkValue),
    wanted: verdict.wanted,
    findings: verdict.findings,
  };
}

function conclusionValue(conclusion: Conclusion) {
  return {
    indication: conclusion.indication,
    subIndication: 'because' in conclusion ? conclusion.because : null,
  };
}

/** A link of a chain; the certificate is null for an anchor that was given as a bare key. */
function linkValue({ role, sha256, certificate, revocation }: ChainLink) {
  return {
    role,
    sha256,
    certificate: certificate && certificateValue(certificate),
    revocation: revocation && revocationValue(revocation),
  };
}

function revocationValue(revocation: Revocation) {
  return revocation.status === 'good'
    ? { ...revocation, issued: instant(revocation.issued) }
    : { ...revocation, at: instant(revocation.at) };
}

function certificateValue(certificate: Certificate) {
  const { subject, issuer, serial, sha256, notBefore, notAfter } = certificate;
  return {
    subject: nameText(subject),
    issuer: nameText(issuer),
    serial,
    sha256,
    notBefore: instant(notBefore),
    notAfter: instant(notAfter),
  };
}

import { describeAlgorithm } from '../algorithm/index.ts';
import type { Examination, ExaminedSignature } from '../examination/index.ts';
import { nameText } from '../pki/index.ts';
import { claimedTime, type Verdict } from '../validation/index.ts';
import type { Language } from '../words/catalogue.ts';
import { explain } from '../words/explain.ts';
import { instant } from './instant.ts';
import { readable } from './verify-model.ts';
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
  language: Language,
  first: boolean,
): string {
  return `${first ? '' : ','}\n    ${JSON.stringify(documentValue(examined, language))}`;
}

export function verifyJsonClosing(summary: VerifySummary): string {
  return `\n  ],\n  "summary": ${JSON.stringify(summary)} }\n`;
}

/** One entry of `documents`. */
export function documentValue(examined: Examination, language: Language) {
  const { path, sha256, format, fault, signatures } = examined;
  return {
    path,
    sha256: sha256 === '' ? null : sha256,
    format,
    fault: fault && { code: fault.code, message: explain(fault, language).message },
    signatures: signatures.map(signatureValue),
  };
}

function signatureValue({ evidence, verdict, level }: ExaminedSignature) {
  const cms = evidence.cms ?? evidence.timestamp?.cms ?? null;
  const claimed = claimedTime(evidence);
  return {
    id: evidence.id,
    kind: evidence.kind,
    indication: verdict.indication,
    subIndication: 'because' in verdict ? verdict.because : null,
    integrity: verdict.integrity,
    revision: evidence.revision,
    revisions: evidence.revisions,
    coversWholeFile: evidence.coversWholeFile,
    changesAfter: [...new Set(evidence.changesAfter.map((change) => change.class))],
    changes: evidence.changesAfter,
    certification: evidence.certification,
    signer: signerValue(cms?.certificate ?? null),
    algorithm: cms?.algorithm ? describeAlgorithm(cms.algorithm) : null,
    algorithmOid: cms?.algorithmOid ?? null,
    subFilter: evidence.subFilter,
    claimedTime: claimed && instant(claimed),
    provenTime: verdict.provenTime && instant(verdict.provenTime),
    judgedAt: instant(verdict.judgedAt),
    level: level ?? null,
    said: evidence.said,
    timestamps: (evidence.cms?.timestamps ?? []).map((token) => ({
      time: instant(token.time),
      policy: token.policy,
      serial: token.serial,
      authority: signerValue(token.cms.certificate),
    })),
    chain: verdict.chain,
    wanted: verdict.wanted,
    findings: verdict.findings satisfies Verdict['findings'],
  };
}

/** Who a certificate names, or null when there is none that can be read. */
function signerValue(der: Uint8Array | null) {
  const certificate = readable(der);
  if (certificate === null) return null;
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

import type { AuditedRow } from '../ledger/index.ts';
import { documentIdOf } from '../register/exchange.ts';
import type { Assessment } from './audit.ts';

/** An assessment as the ledger keeps it. */
export function recordOf(assessment: Assessment, position: number): AuditedRow {
  const { exchange } = assessment;
  return {
    position,
    register: assessment.register,
    line: exchange.line,
    organ_id: exchange.organId,
    agency: exchange.agency,
    number: exchange.number,
    notation: exchange.notation,
    date: exchange.date,
    kind: exchange.kind,
    subject: exchange.subject,
    channel: exchange.channel,
    declared_signed: exchange.declaredSigned === null ? null : Number(exchange.declaredSigned),
    document_id: documentIdOf(exchange),
    recipients: assessment.recipients,
    reason: assessment.reason,
    because: assessment.because,
    person: assessment.person,
    agency_signature: assessment.agency,
    passed: assessment.passed,
    failed: assessment.failed,
    indeterminate: assessment.indeterminate,
    matched_by: assessment.matchedBy,
    files: assessment.files,
  };
}

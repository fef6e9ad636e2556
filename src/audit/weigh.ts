import type { Examination } from '../examination/index.ts';
import { type Certificate, readCertificate } from '../pki/certificate/index.ts';
import type { Reason } from './reason.ts';
import type { SignatoryOfDocument } from './signatory.ts';

/** The best that was found of one kind of signature in a file. */
export type Part = 'valid' | 'failed' | 'indeterminate' | 'missing';

/** What a document's files prove. */
export interface Weight {
  readonly reason: Reason;
  readonly person: Part;
  readonly agency: Part;
  /** Signatures of the main document by indication (document time stamps are not signatures). */
  readonly passed: number;
  readonly failed: number;
  readonly indeterminate: number;
  /** Sub-indication of the signature that decided, or the fault's code; null when proven. */
  readonly because: string | null;
}

const NOTHING = {
  person: 'missing',
  agency: 'missing',
  passed: 0,
  failed: 0,
  indeterminate: 0,
} as const;

/**
 * Weighs a document by Nghị định 30/2020/NĐ-CP Điều 5.1: the main document proves itself by a valid signature of the
 * person and a valid one of the agency; an attachment in a file of its own by any valid signature.
 */
export function weigh(
  main: Examination,
  attachments: readonly Examination[],
  signatory: (certificate: Certificate) => SignatoryOfDocument,
): Weight {
  const weight = weighMain(main, signatory);
  if (weight.reason !== 'proven') return weight;
  for (const attachment of attachments) {
    const short = shortfall(attachment);
    if (short) return { ...weight, ...short };
  }
  return weight;
}

function weighMain(
  main: Examination,
  signatory: (certificate: Certificate) => SignatoryOfDocument,
): Weight {
  if (main.fault) return { ...NOTHING, reason: 'unreadable', because: main.fault.code };
  const counts = { passed: 0, failed: 0, indeterminate: 0 };
  const parts: Record<SignatoryOfDocument, Part> = {
    person: 'missing',
    agency: 'missing',
    unknown: 'missing',
    'other-agency': 'missing',
  };
  let failedBecause: string | null = null;
  let unknownBecause: string | null = null;
  for (const { evidence, verdict } of main.signatures) {
    if (evidence.kind !== 'signature') continue;
    const who = classOf(evidence.cms?.certificate ?? null, signatory);
    if (verdict.indication === 'TOTAL-PASSED') {
      counts.passed++;
      parts[who] = 'valid';
    } else if (verdict.indication === 'TOTAL-FAILED') {
      counts.failed++;
      failedBecause ??= verdict.because;
      if (parts[who] !== 'valid') parts[who] = 'failed';
    } else {
      counts.indeterminate++;
      unknownBecause ??= verdict.because;
      if (parts[who] === 'missing') parts[who] = 'indeterminate';
    }
  }
  const { person, agency, unknown } = parts;
  const weight = { person, agency, ...counts };
  if (person === 'valid' && agency === 'valid')
    return { ...weight, reason: 'proven', because: null };
  if (counts.failed > 0) return { ...weight, reason: 'signature-failed', because: failedBecause };
  if (counts.indeterminate > 0)
    return { ...weight, reason: 'signature-indeterminate', because: unknownBecause };
  if (counts.passed === 0) return { ...weight, reason: 'not-signed', because: null };
  if (parts['other-agency'] === 'valid' && person === 'valid')
    return { ...weight, reason: 'agency-differs', because: null };
  if (unknown === 'valid') return { ...weight, reason: 'signatory-unknown', because: null };
  return {
    ...weight,
    reason: person === 'valid' ? 'agency-missing' : 'person-missing',
    because: null,
  };
}

/** Why an attachment proves nothing, or undefined when it does. */
function shortfall(file: Examination): Pick<Weight, 'reason' | 'because'> | undefined {
  if (file.fault) return { reason: 'unreadable', because: file.fault.code };
  const verdicts = file.signatures
    .filter(({ evidence }) => evidence.kind === 'signature')
    .map(({ verdict }) => verdict);
  if (verdicts.some((v) => v.indication === 'TOTAL-PASSED')) return undefined;
  for (const verdict of verdicts)
    if (verdict.indication === 'TOTAL-FAILED')
      return { reason: 'signature-failed', because: verdict.because };
  for (const verdict of verdicts)
    if (verdict.indication === 'INDETERMINATE')
      return { reason: 'signature-indeterminate', because: verdict.because };
  return { reason: 'attachment-not-signed', because: null };
}

function classOf(
  certificate: Uint8Array | null,
  signatory: (certificate: Certificate) => SignatoryOfDocument,
): SignatoryOfDocument {
  if (certificate === null) return 'unknown';
  try {
    return signatory(readCertificate(certificate));
  } catch {
    return 'unknown';
  }
}

import { type Conclusion, type Finding, RULES } from '../../validation/index.ts';
import { CONSTRAINT_APPLIED, MAIN_OF_PART, OWN, SUB_INDICATION } from './identifiers.ts';
import { element, textElement } from './xml.ts';

/** What a breach of each rule means, by the rule's id. */
const OTHERWISE: ReadonlyMap<string, string> = new Map(
  RULES.map(({ id, otherwise }) => [id, otherwise]),
);

/** Every check of a signature or time stamp (TS 119 102-2 clause 4.3.5): which, by which clause, how it ended. */
export function constraintsReport(policy: string, findings: readonly Finding[]): string {
  return element('ValidationConstraintsEvaluationReport', [
    element('SignatureValidationPolicy', [
      element('SignaturePolicyIdentifier', element('xades:SignaturePolicyImplied', '')),
      textElement('PolicyName', policy),
    ]),
    ...findings.filter(({ result }) => result !== 'note').map(constraint),
  ]);
}

const INDICATIONS: Readonly<Record<Finding['result'], Conclusion['indication']>> = {
  passed: 'TOTAL-PASSED',
  failed: 'TOTAL-FAILED',
  unknown: 'INDETERMINATE',
  note: 'TOTAL-PASSED',
};

function constraint(finding: Finding): string {
  const { rule, result } = finding;
  const because = result === 'passed' ? undefined : OTHERWISE.get(rule);
  return element('ValidationConstraint', [
    textElement('ValidationConstraintIdentifier', OWN.constraint + rule),
    element('ConstraintStatus', element('Status', CONSTRAINT_APPLIED)),
    element('ValidationStatus', [
      element('MainIndication', MAIN_OF_PART[INDICATIONS[result]]),
      because === undefined ? '' : element('SubIndication', SUB_INDICATION + because),
    ]),
    textElement('Indications', told(finding)),
  ]);
}

/** Remarks change no verdict: they are told as additional data. */
export function remarksData(findings: readonly Finding[]): string {
  const notes = findings.filter(({ result }) => result === 'note');
  if (notes.length === 0) return '';
  return element(
    'AdditionalValidationReportData',
    notes.map((note) =>
      element('ReportData', [
        textElement('Type', OWN.remark + note.rule),
        textElement('Value', told(note)),
      ]),
    ),
  );
}

/** `EN 319 102-1 clause 5.2.2: structure (fault=…)`: clause, code and data, for programs and for people alike. */
function told({ clause, what, data = {} }: Finding): string {
  const values = Object.entries(data).map(([key, value]) => `${key}=${value}`);
  return `${clause}: ${what}${values.length === 0 ? '' : ` (${values.join(', ')})`}`;
}

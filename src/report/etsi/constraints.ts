import { type Conclusion, type Finding, RULES, type Verdict } from '../../validation/index.ts';
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

/** Remarks change no verdict, and the criteria of a policy sum up what its constraints found: both are additional data. */
export function additionalData(
  findings: readonly Finding[],
  criteria: Verdict['criteria'],
): string {
  const notes = findings.filter(({ result }) => result === 'note');
  const data = [
    ...criteria.map(({ id, result }) => reportData(OWN.criterion + id, result)),
    ...notes.map((note) => reportData(OWN.remark + note.rule, told(note))),
  ];
  return data.length === 0 ? '' : element('AdditionalValidationReportData', data);
}

const reportData = (type: string, value: string) =>
  element('ReportData', [textElement('Type', type), textElement('Value', value)]);

/** `EN 319 102-1 clause 5.2.2: structure (fault=…)`: clause, code and data, for programs and for people alike. */
function told({ clause, what, data = {} }: Finding): string {
  const values = Object.entries(data).map(([key, value]) => `${key}=${value}`);
  return `${clause}: ${what}${values.length === 0 ? '' : ` (${values.join(', ')})`}`;
}

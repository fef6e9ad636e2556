import type { Wanted } from '../ades/ports.ts';
import type { Conclusion, FailedBecause, Finding, IndeterminateBecause } from './verdict.ts';

export type Because = FailedBecause | IndeterminateBecause;
type Data = Readonly<Record<string, string | number>>;

/** One check as data: what must hold, where that is written, and what a breach means. */
export interface Rule<Facts> {
  readonly id: string;
  readonly clause: string;
  /** Key of its words in words/verify.ts. */
  readonly what: string;
  /** undefined when the rule has nothing to say about these facts: it then leaves no finding. */
  readonly holds: (facts: Facts) => boolean | undefined;
  readonly otherwise: Because;
  /** What fills the words of a breach. */
  readonly data?: (facts: Facts) => Data;
  /** What it was that showed the rule to hold, where that is worth keeping. */
  readonly proof?: (facts: Facts) => Data;
}

/** Something worth knowing that changes no verdict. */
export interface Remark<Facts> {
  readonly id: string;
  readonly clause: string;
  readonly what: string;
  readonly applies: (facts: Facts) => boolean;
  readonly data?: (facts: Facts) => Data;
}

const FAILED: ReadonlySet<string> = new Set<FailedBecause>([
  'FORMAT_FAILURE',
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'REVOKED',
  'EXPIRED',
  'NOT_YET_VALID',
]);

/** Runs rules over facts, keeps what was found, and concludes: the only loop that runs checks. */
export class Hearing {
  readonly findings: Finding[] = [];
  readonly wanted: Wanted[] = [];
  /** What each breach means, in the order in which they were found. */
  readonly breaches: Because[] = [];

  check<Facts>(rules: readonly Rule<Facts>[], facts: Facts): void {
    for (const rule of rules) {
      const holds = rule.holds(facts);
      if (holds === undefined) continue;
      const result = holds ? 'passed' : isFailure(rule.otherwise) ? 'failed' : 'unknown';
      this.findings.push(finding(rule, result, (holds ? rule.proof : rule.data)?.(facts)));
      if (!holds) this.breaches.push(rule.otherwise);
    }
  }

  remark<Facts>(remarks: readonly Remark<Facts>[], facts: Facts): void {
    for (const remark of remarks) {
      if (remark.applies(facts)) this.findings.push(finding(remark, 'note', remark.data?.(facts)));
    }
  }

  /** Takes over what another hearing found and concluded. */
  take(conclusion: Conclusion, findings: readonly Finding[]): void {
    this.findings.push(...findings);
    if ('because' in conclusion) this.breaches.push(conclusion.because);
  }

  /**
   * What proves the signature wrong outranks what leaves it open; among equals the earlier block speaks,
   * as the standard's process stops at the first. Nothing breached is the only way to TOTAL-PASSED.
   */
  get conclusion(): Conclusion {
    const failed = this.breaches.find(isFailure);
    if (failed) return { indication: 'TOTAL-FAILED', because: failed };
    const open = this.breaches.find(isOpen);
    if (open) return { indication: 'INDETERMINATE', because: open };
    return { indication: 'TOTAL-PASSED' };
  }
}

function isOpen(because: Because): because is IndeterminateBecause {
  return !isFailure(because);
}

function isFailure(because: Because): because is FailedBecause {
  return FAILED.has(because);
}

function finding(
  {
    id: rule,
    clause,
    what,
  }: { readonly id: string; readonly clause: string; readonly what: string },
  result: Finding['result'],
  data: Data | undefined,
): Finding {
  return data === undefined ? { rule, clause, result, what } : { rule, clause, result, what, data };
}

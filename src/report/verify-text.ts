import { Chalk, type ChalkInstance } from 'chalk';
import type { Examination, ExaminedSignature } from '../examination/index.ts';
import type { Policy } from '../validation/index.ts';
import { fill, type Language } from '../words/catalogue.ts';
import { explain } from '../words/explain.ts';
import { shown } from '../words/shown.ts';
import { verify } from '../words/verify.ts';
import { verifyReport } from '../words/verify-report.ts';
import { Details } from './verify-details.ts';
import { alignedRows, codeOf, type Row, WORTH } from './verify-lines.ts';
import { KnownCertificates, worstOf } from './verify-model.ts';
import { SignatureRows } from './verify-rows.ts';
import type { VerifySummary } from './verify-summary.ts';
import { Wording } from './verify-wording.ts';

export interface TextOptions {
  readonly language: Language;
  readonly color: boolean;
  /** Every check with its clause, chains, time stamps and proofs. */
  readonly details: boolean;
}

/** The report on one document, for people; ends with a blank line. */
export function verifyTextDocument(
  examined: Examination,
  policy: Policy,
  options: TextOptions,
): string {
  return new Page(examined, policy, options).text();
}

export function verifyTextSummary(summary: VerifySummary, options: TextOptions): string {
  return `${fill(verify.totals, options.language, {
    documents: summary.documents,
    passed: summary['TOTAL-PASSED'],
    failed: summary['TOTAL-FAILED'],
    open: summary.INDETERMINATE,
    unsigned: summary.unsigned,
    faults: summary.faults,
  })}\n`;
}

class Page {
  private readonly examined: Examination;
  private readonly options: TextOptions;
  private readonly ink: ChalkInstance;
  private readonly words: Wording;
  private readonly known: KnownCertificates;

  constructor(examined: Examination, policy: Policy, options: TextOptions) {
    this.examined = examined;
    this.options = options;
    this.ink = new Chalk({ level: options.color ? 1 : 0 });
    this.words = new Wording(options.language);
    this.known = new KnownCertificates(examined, policy);
  }

  text(): string {
    const { path, content, fault, signatures } = this.examined;
    const lines = [this.ink.bold(shown(path))];
    if (fault !== null) {
      const { message, hint } = explain(fault, this.options.language);
      const unreadable = this.words.say(verify.unreadable);
      lines.push(`  ${this.ink.red('✗')} ${this.ink.red(unreadable)}: ${message}`);
      lines.push(...this.rows([[verify.next, hint]]));
    } else if (signatures.length === 0) {
      lines.push(`  ${this.ink.yellow('–')} ${this.ink.yellow(this.words.say(verify.unsigned))}`);
    }
    if (content) lines.push(...this.rows([[verifyReport.content, shown(content)]]));
    if (signatures.length > 1) lines.push(this.together(signatures));
    for (const signature of signatures) lines.push(...this.signature(signature));
    return `${lines.join('\n')}\n\n`;
  }

  /** The answer on a document with several signatures. */
  private together(signatures: readonly ExaminedSignature[]): string {
    const { mark, ink } = WORTH[worstOf(signatures)!];
    const what = this.words.together(signatures);
    return `  ${this.ink[ink](mark)} ${this.words.say(verifyReport.signatures, { what })}`;
  }

  /** The answer first, then why and what to do, then who, when and how. */
  private signature(signature: ExaminedSignature): string[] {
    const rows = new SignatureRows(this.words, this.known);
    const lines = [
      this.headline(signature),
      ...this.rows([
        ...rows.reasons(signature).map(([label, text, ...under]): Row => {
          return [label, text!, ...under.map((line) => this.ink.dim(line))];
        }),
        ...rows.facts(signature),
        ...(this.options.details ? [] : rows.notes(signature)),
      ]),
    ];
    if (this.options.details) {
      const details = new Details(this.words, this.known, this.ink);
      lines.push(...details.lines(signature, this.examined));
    }
    return lines;
  }

  private headline({ evidence, verdict }: ExaminedSignature): string {
    const { mark, ink, phrase } = WORTH[verdict.indication];
    const kind = evidence.kind === 'signature' ? verify.signature : verify.documentTimestamp;
    const name = `${this.words.say(kind)} ${shown(evidence.id)}`;
    const worth = this.ink.bold(this.words.say(phrase));
    return `  ${this.ink[ink](mark)} ${name}: ${worth} ${this.ink.dim(codeOf(verdict))}`;
  }

  private rows(rows: readonly Row[]): string[] {
    return alignedRows(rows, '      ', this.words, this.ink);
  }
}

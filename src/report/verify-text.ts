import { Chalk, type ChalkInstance } from 'chalk';
import type { Evidence } from '../ades/evidence.ts';
import { describeAlgorithm } from '../algorithm/index.ts';
import type { Examination, ExaminedSignature } from '../examination/index.ts';
import { CLOCK_TOLERANCE, claimedTime, type Policy, type Verdict } from '../validation/index.ts';
import { fill, type Language } from '../words/catalogue.ts';
import { criteria } from '../words/criteria.ts';
import { explain } from '../words/explain.ts';
import { shown } from '../words/shown.ts';
import { verify } from '../words/verify.ts';
import { verifyReport } from '../words/verify-report.ts';
import { Details } from './verify-details.ts';
import { alignedRows, codeOf, type Row, WORTH } from './verify-lines.ts';
import { isBreach, KnownCertificates, missingOf, readable, worstOf } from './verify-model.ts';
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

/** Remarks that another line of the report says already. */
const QUIET: ReadonlySet<string> = new Set(['pkcs1-v1-5', 'later-revisions']);

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
    const { path, fault, signatures } = this.examined;
    const lines = [this.ink.bold(shown(path))];
    if (fault !== null) {
      const { message, hint } = explain(fault, this.options.language);
      const unreadable = this.words.say(verify.unreadable);
      lines.push(`  ${this.ink.red('✗')} ${this.ink.red(unreadable)}: ${message}`);
      lines.push(...this.rows([[verify.next, hint]]));
    } else if (signatures.length === 0) {
      lines.push(`  ${this.ink.yellow('–')} ${this.ink.yellow(this.words.say(verify.unsigned))}`);
    }
    if (signatures.length > 1) lines.push(this.together(signatures));
    for (const signature of signatures) lines.push(...this.signature(signature));
    return `${lines.join('\n')}\n\n`;
  }

  /** The answer on a document with several signatures: that of the worst, and how many share it. */
  private together(signatures: readonly ExaminedSignature[]): string {
    const worst = worstOf(signatures)!;
    const { mark, ink, many } = WORTH[worst];
    const of = (one: Verdict['indication']) =>
      signatures.filter(({ verdict }) => verdict.indication === one).length;
    const what = this.words.say(many, {
      count: signatures.length,
      failed: of('TOTAL-FAILED'),
      open: of('INDETERMINATE'),
    });
    return `  ${this.ink[ink](mark)} ${this.words.say(verifyReport.signatures, { what })}`;
  }

  /** The answer first, then why and what to do, then who, when and how. */
  private signature(signature: ExaminedSignature): string[] {
    const lines = [
      this.headline(signature),
      ...this.rows([
        ...this.reasons(signature),
        ...this.criteria(signature),
        ...this.who(signature),
        ...this.when(signature),
        ...this.how(signature),
        ...this.notes(signature),
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

  /** By policies that ask for them: one line when all are met, else those that are not. */
  private criteria({ verdict }: ExaminedSignature): Row[] {
    if (verdict.criteria.length === 0) return [];
    const open = verdict.criteria.filter(({ result }) => result !== 'met');
    const count = `${verdict.criteria.length - open.length}/${verdict.criteria.length}`;
    const met = `${this.words.say(criteria.title)}: ${count} ${this.words.say(criteria.met)}`;
    const rest = open.map(
      ({ id, result }) => `${this.words.say(criteria[id])}: ${this.words.say(criteria[result])}`,
    );
    return [[verify.criteria, met, ...rest]];
  }

  /** Each breach with the clause it breaks, each missing datum with where it can be had, the next step. */
  private reasons({ verdict }: ExaminedSignature): Row[] {
    if (verdict.indication === 'TOTAL-PASSED') return [];
    const reasons = new Map<string, string>();
    for (const breach of verdict.findings.filter(isBreach)) {
      const text = this.words.finding(breach);
      if (!reasons.has(text)) reasons.set(text, this.words.clause(breach.clause));
    }
    return [
      ...[...reasons].map(
        ([text, clause]) =>
          [
            verify.reason,
            text,
            this.ink.dim(this.words.say(verifyReport.under, { clause })),
          ] as const,
      ),
      ...missingOf(verdict).map((missing) => {
        const urls = missing.urls.slice(0, 3);
        const from = urls.map((url) => this.words.say(verifyReport.from, { url }));
        const what = this.words.missing(missing, this.known);
        return [verifyReport.missing, what, ...from] as const;
      }),
      [verify.next, this.words.nextStep(verdict)],
    ];
  }

  private who({ evidence }: ExaminedSignature): Row[] {
    const cms = evidence.cms ?? evidence.timestamp?.cms;
    const certificate = readable(cms?.certificate ?? null);
    if (certificate === null) return [];
    const holder = evidence.kind === 'signature' ? verify.signer : verify.authority;
    const counter = this.words.say(verifyReport.counterSigned, { id: evidence.counterSigns ?? '' });
    return [
      [holder, this.words.name(certificate.subject)],
      [verify.issuer, this.words.name(certificate.issuer)],
      [verify.validity, this.words.validity(certificate)],
      ...(evidence.counterSigns === null ? [] : [[verifyReport.counterSigns, counter] as const]),
    ];
  }

  private when({ evidence, verdict }: ExaminedSignature): Row[] {
    const claimed = claimedTime(evidence);
    const none = this.words.say(verify.none);
    return [
      ...(evidence.kind === 'signature'
        ? [[verify.claimed, claimed ? this.words.time(claimed) : none] as const]
        : []),
      [verify.proven, this.proof(evidence, verdict.provenTime)],
    ];
  }

  private proof(evidence: Evidence, time: Date | null): string {
    if (time === null) return this.words.say(verify.notProven);
    const written = this.words.time(time);
    if (evidence.kind === 'document-timestamp') return written;
    const token = evidence.cms?.timestamps.find(
      (t) => Math.abs(+t.time - +time) <= CLOCK_TOLERANCE,
    );
    const certificate = readable(token?.cms.certificate ?? null);
    if (certificate === null) return this.words.say(verify.provenByDocument, { time: written });
    const authority = this.words.name(certificate.subject);
    return this.words.say(verify.provenBy, { time: written, authority });
  }

  private how({ evidence, verdict, level }: ExaminedSignature): Row[] {
    const cms = evidence.cms ?? evidence.timestamp?.cms;
    const rows: Row[] = [[verify.integrity, this.words.say(verify[verdict.integrity])]];
    if (cms) {
      const { algorithm, algorithmOid } = cms;
      rows.push([verify.algorithm, algorithm ? describeAlgorithm(algorithm) : shown(algorithmOid)]);
    }
    if (level) rows.push([verify.level, level]);
    rows.push([verifyReport.signedRevision, this.words.covered(evidence)]);
    if (evidence.certification !== null) {
      const permits = this.words.say(verifyReport[`certification${evidence.certification}`]);
      rows.push([verifyReport.certification, permits]);
    }
    const changes = this.words.changes(evidence);
    if (changes.length > 0) rows.push([verify.after, ...changes]);
    return rows;
  }

  private notes({ evidence, verdict }: ExaminedSignature): Row[] {
    const { Reason } = evidence.said;
    const notes = this.options.details
      ? []
      : verdict.findings.filter((f) => f.result === 'note' && !QUIET.has(f.what));
    const texts = new Set(notes.map((note) => this.words.finding(note)));
    return [
      ...(Reason === undefined ? [] : [[verify.said, shown(Reason)] as const]),
      ...[...texts].map((text) => [verify.note, text] as const),
    ];
  }

  private rows(rows: readonly Row[]): string[] {
    return alignedRows(rows, '      ', this.words, this.ink);
  }
}

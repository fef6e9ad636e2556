import { Chalk, type ChalkInstance } from 'chalk';
import type { Evidence } from '../ades/evidence.ts';
import { describeAlgorithm } from '../algorithm/index.ts';
import type { Examination, ExaminedSignature } from '../examination/index.ts';
import { nameText } from '../pki/index.ts';
import { CLOCK_TOLERANCE, claimedTime, type Finding, type Verdict } from '../validation/index.ts';
import { fill, type Language, type Phrase } from '../words/catalogue.ts';
import { explain } from '../words/explain.ts';
import { pathFailures, remarks, rules } from '../words/findings.ts';
import { format } from '../words/format.ts';
import { shown } from '../words/shown.ts';
import { changes, nextSteps, revocationReasons, unknownStatus, verify } from '../words/verify.ts';
import { instant } from './instant.ts';
import { readable } from './verify-json.ts';
import type { VerifySummary } from './verify-summary.ts';

export interface TextOptions {
  readonly language: Language;
  readonly color: boolean;
  /** Every check with its clause. */
  readonly details: boolean;
}

/** The report on one document, for people; ends with a blank line. */
export function verifyTextDocument(examined: Examination, options: TextOptions): string {
  return new Page(options).document(examined);
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

const WORTH: Readonly<Record<Verdict['indication'], { mark: string; phrase: Phrase }>> = {
  'TOTAL-PASSED': { mark: '✓', phrase: verify.valid },
  'TOTAL-FAILED': { mark: '✗', phrase: verify.notValid },
  INDETERMINATE: { mark: '?', phrase: verify.undecided },
};

/** Marks of checks in the details, by result. */
const MARKS: Readonly<Record<Finding['result'], string>> = {
  passed: '✓',
  failed: '✗',
  unknown: '?',
  note: '·',
};

/** Remarks that another line of the report says already. */
const QUIET: ReadonlySet<string> = new Set(['pkcs1-v1-5', 'later-revisions']);

class Page {
  private readonly options: TextOptions;
  private readonly ink: ChalkInstance;

  constructor(options: TextOptions) {
    this.options = options;
    this.ink = new Chalk({ level: options.color ? 1 : 0 });
  }

  document({ path, fault, signatures }: Examination): string {
    const lines = [this.ink.bold(shown(path))];
    if (fault !== null) {
      const { message, hint } = explain(fault, this.options.language);
      lines.push(`  ${this.ink.red('✗')} ${this.ink.red(this.say(verify.unreadable))}: ${message}`);
      lines.push(...this.rows([[verify.next, hint]]));
    } else if (signatures.length === 0) {
      lines.push(`  ${this.ink.yellow('–')} ${this.ink.yellow(this.say(verify.unsigned))}`);
    }
    for (const signature of signatures) lines.push(...this.signature(signature));
    return `${lines.join('\n')}\n\n`;
  }

  /** The verdict first, then who, when, how; the next step last. */
  private signature(signature: ExaminedSignature): string[] {
    const { evidence, verdict } = signature;
    const lines = [this.headline(signature)];
    const breaches = verdict.findings.filter(
      (f) => f.result === 'failed' || f.result === 'unknown',
    );
    const notes = verdict.findings.filter((f) => f.result === 'note' && !QUIET.has(f.what));
    const steps = 'because' in verdict ? [this.nextStep(verdict)] : [];
    lines.push(
      ...this.rows([
        ...breaches.map((f) => [verify.reason, this.finding(f)] as const),
        ...this.who(signature),
        ...this.when(signature),
        ...this.how(signature),
        ...(evidence.said.Reason === undefined
          ? []
          : [[verify.said, shown(evidence.said.Reason)] as const]),
        ...(this.options.details ? [] : notes.map((f) => [verify.note, this.finding(f)] as const)),
        ...steps.map((step) => [verify.next, step] as const),
      ]),
    );
    if (this.options.details) lines.push(...this.checks(verdict.findings));
    return lines;
  }

  private headline({ evidence, verdict }: ExaminedSignature): string {
    const { mark, phrase } = WORTH[verdict.indication];
    const ink = this.inkOf(verdict.indication);
    const kind = evidence.kind === 'signature' ? verify.signature : verify.documentTimestamp;
    const because = 'because' in verdict ? ` ${verdict.because}` : '';
    const code = this.ink.dim(`(${verdict.indication}${because})`);
    const name = `${this.say(kind)} ${shown(evidence.id)}`;
    return `  ${ink(mark)} ${name}: ${ink.bold(this.say(phrase))} ${code}`;
  }

  private inkOf(indication: Verdict['indication']): ChalkInstance {
    if (indication === 'TOTAL-PASSED') return this.ink.green;
    return indication === 'TOTAL-FAILED' ? this.ink.red : this.ink.yellow;
  }

  private who({ evidence, verdict }: ExaminedSignature): Row[] {
    const cms = evidence.cms ?? evidence.timestamp?.cms;
    const certificate = readable(cms?.certificate ?? null);
    if (certificate === null) return [];
    const { notBefore: from, notAfter: to } = certificate;
    const dates = { from: instant(from), to: instant(to), at: instant(verdict.judgedAt) };
    const valid = this.say(verify.validThen, dates);
    return [
      [
        evidence.kind === 'signature' ? verify.signer : verify.authority,
        shown(nameText(certificate.subject)),
      ],
      [verify.issuer, shown(nameText(certificate.issuer))],
      [verify.validity, valid],
    ];
  }

  private when({ evidence, verdict }: ExaminedSignature): Row[] {
    const claimed = claimedTime(evidence);
    return [
      ...(evidence.kind === 'signature'
        ? [[verify.claimed, claimed ? instant(claimed) : this.say(verify.none)] as const]
        : []),
      [verify.proven, this.proof(evidence, verdict.provenTime)],
    ];
  }

  private proof(evidence: Evidence, time: Date | null): string {
    if (time === null) return this.say(verify.notProven);
    if (evidence.kind === 'document-timestamp') return instant(time);
    const token = evidence.cms?.timestamps.find(
      (t) => Math.abs(+t.time - +time) <= CLOCK_TOLERANCE,
    );
    const certificate = readable(token?.cms.certificate ?? null);
    if (certificate === null) return this.say(verify.provenByDocument, { time: instant(time) });
    const authority = nameText(certificate.subject);
    return this.say(verify.provenBy, { time: instant(time), authority });
  }

  private how({ evidence, verdict, level }: ExaminedSignature): Row[] {
    const cms = evidence.cms ?? evidence.timestamp?.cms;
    const { revision, revisions, coversWholeFile } = evidence;
    const classes = new Set(evidence.changesAfter.map((change) => change.class));
    const rows: Row[] = [[verify.integrity, this.say(verify[verdict.integrity])]];
    if (cms) {
      const { algorithm, algorithmOid } = cms;
      rows.push([verify.algorithm, algorithm ? describeAlgorithm(algorithm) : shown(algorithmOid)]);
    }
    if (level) rows.push([verify.level, level]);
    rows.push([
      verify.covers,
      this.say(coversWholeFile ? verify.coversAll : verify.coversRevision, { revision, revisions }),
    ]);
    if (classes.size > 0) {
      rows.push([verify.after, [...classes].map((c) => this.say(changes[c])).join(', ')]);
    }
    return rows;
  }

  private checks(findings: readonly Finding[]): string[] {
    return [
      `      ${this.say(verify.checks)}`,
      ...findings.map(
        (f) =>
          `        ${MARKS[f.result]} ${f.rule.padEnd(24)} ${this.finding(f)} ${this.ink.dim(`[${f.clause}]`)}`,
      ),
    ];
  }

  private finding({ what, result, data = {} }: Finding): string {
    const rule = (rules as Readonly<Record<string, { holds: Phrase; otherwise: Phrase }>>)[what];
    const phrase = rule
      ? rule[result === 'passed' ? 'holds' : 'otherwise']
      : (remarks as Readonly<Record<string, Phrase>>)[what];
    if (phrase === undefined) return shown(what);
    const text = fill(phrase, this.options.language, this.readableData(data));
    const fault = what === 'structure' || what === 'supported' ? this.formatFault(data) : '';
    return fault === '' ? text : `${text}: ${fault}`;
  }

  private formatFault(data: Data): string {
    const phrase = (format as Readonly<Record<string, Phrase>>)[String(data.fault ?? '')];
    return phrase ? fill(phrase, this.options.language, data) : shown(String(data.fault ?? ''));
  }

  /** Codes and times inside a finding's data in the reader's words. */
  private readableData(data: Data): Data {
    const words = (value: string | number): string | number => {
      if (typeof value === 'number') return value;
      if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return instant(new Date(value));
      const phrase = pathFailures[value] ?? unknownStatus[value] ?? revocationReasons[value];
      return phrase ? fill(phrase, this.options.language) : value;
    };
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, words(value)]));
  }

  private nextStep(verdict: Extract<Verdict, { because: string }>): string {
    const phrase = nextSteps[verdict.because];
    if (phrase === undefined) return '';
    const chain = verdict.findings.find((f) => f.what === 'chain-found');
    const urls = [...new Set(verdict.wanted.flatMap((want) => want.urls))].slice(0, 3);
    return fill(phrase, this.options.language, {
      missing: chain?.data?.missing ?? '',
      urls: urls.length === 0 ? '' : ` (${urls.join(', ')})`,
    });
  }

  private rows(rows: readonly Row[]): string[] {
    const width = Math.max(...rows.map(([label]) => this.say(label).length));
    return rows.map(([label, text]) => {
      return `      ${this.ink.dim(this.say(label).padEnd(width))}  ${text}`;
    });
  }

  private say(phrase: Phrase, data: Data = {}): string {
    return fill(phrase, this.options.language, data);
  }
}

type Row = readonly [label: Phrase, text: string];
type Data = Readonly<Record<string, string | number>>;

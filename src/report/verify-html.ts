import type { Examination, ExaminedSignature } from '../examination/index.ts';
import type { Policy } from '../validation/index.ts';
import { decimal, type Language, type Phrase } from '../words/catalogue.ts';
import { explain } from '../words/explain.ts';
import { verify } from '../words/verify.ts';
import { verifyReport } from '../words/verify-report.ts';
import { escaped, marked, pageFrame } from './page.ts';
import { HtmlDetails } from './verify-html-details.ts';
import { VERIFY_STYLE } from './verify-html-style.ts';
import { codeOf, type Row, WORTH } from './verify-lines.ts';
import { KnownCertificates, readable, worstOf } from './verify-model.ts';
import { SignatureRows } from './verify-rows.ts';
import type { VerifySummary } from './verify-summary.ts';
import { verifyTextSummary } from './verify-text.ts';
import { Wording } from './verify-wording.ts';

/** The page's groups of documents in their order: what needs somebody comes first. */
const GROUPS = ['failed', 'unreadable', 'undecided', 'unsigned', 'passed'] as const;
type Group = (typeof GROUPS)[number];

/** How a group looks. */
const LOOKS: Readonly<Record<Group, 'refuted' | 'unknown' | 'proven'>> = {
  failed: 'refuted',
  unreadable: 'refuted',
  undecided: 'unknown',
  unsigned: 'unknown',
  passed: 'proven',
};

/**
 * A document's part of each group: its own, and nothing in the others. Where all passed, the single checks are left
 * out unless `details` are asked for: they are most of a page over thousands of documents.
 */
export function verifyHtmlDocument(
  examined: Examination,
  policy: Policy,
  language: Language,
  details = false,
): readonly string[] {
  const group = groupOf(examined);
  const checks = details || group !== 'passed';
  const markup = new DocumentMarkup(examined, policy, new Wording(language), checks).markup(group);
  return GROUPS.map((one) => (one === group ? `${markup}\n` : ''));
}

/** The page around the groups: title and figures first, then each group that has documents under its heading. */
export function verifyHtmlFrame(
  summary: VerifySummary,
  counts: readonly number[],
  language: Language,
  at: Date,
): readonly string[] {
  const words = new Wording(language);
  const title = words.say(verifyReport.title);
  const [opening, closing] = pageFrame({ title, language, style: VERIFY_STYLE });
  const count = (i: number) => counts[i] ?? 0;
  const figures = GROUPS.map((group, i) => {
    const name = marked(words.say(verifyReport[`group${group}`]));
    const figure = `<b>${decimal(count(i), language)}</b> <span>${name}</span>`;
    const link = count(i) === 0 ? '' : ` href="#${group}"`;
    return count(i) === 0 && group !== 'passed'
      ? ''
      : `<li><a class="${LOOKS[group]}"${link}>${figure}</a></li>`;
  });
  const totals = verifyTextSummary(summary, { language, color: false, details: false });
  const head = `<header><h1>${marked(title)}</h1>
<p class="facts"><span>${marked(words.say(verifyReport.asOf, { time: words.time(at) }))}</span></p>
<ul class="groups">${figures.join('')}</ul>
<p class="note">${marked(totals.trim())}</p></header>
`;
  const before = (i: number): string => {
    const group = GROUPS[i]!;
    if (count(i) === 0) return '';
    const name = marked(words.say(verifyReport[`group${group}`]));
    const means = marked(words.say(verifyReport[`group${group}Means`]));
    const number = decimal(count(i), language);
    return `<section aria-labelledby="${group}"><h2 id="${group}">${name} (${number})</h2><p class="note">${means}</p>\n`;
  };
  const after = (i: number): string => (count(i) === 0 ? '' : '</section>\n');
  return [
    opening + head + before(0),
    ...GROUPS.slice(1).map((_, i) => after(i) + before(i + 1)),
    after(GROUPS.length - 1) + closing,
  ];
}

function groupOf({ fault, signatures }: Examination): Group {
  if (fault !== null) return 'unreadable';
  const worst = worstOf(signatures);
  if (worst === null) return 'unsigned';
  if (worst === 'TOTAL-PASSED') return 'passed';
  return worst === 'TOTAL-FAILED' ? 'failed' : 'undecided';
}

const LOOK_OF = {
  'TOTAL-PASSED': 'proven',
  'TOTAL-FAILED': 'refuted',
  INDETERMINATE: 'unknown',
} as const;

class DocumentMarkup {
  private readonly examined: Examination;
  private readonly words: Wording;
  private readonly rows: SignatureRows;
  private readonly details: HtmlDetails;

  constructor(examined: Examination, policy: Policy, words: Wording, checks: boolean) {
    const known = new KnownCertificates(examined, policy);
    this.examined = examined;
    this.words = words;
    this.rows = new SignatureRows(words, known);
    this.details = new HtmlDetails(words, known, checks);
  }

  /** Open where somebody has to do something; what passed is one line until it is asked. */
  markup(group: Group): string {
    const { path, sha256, signatures } = this.examined;
    const open = group === 'failed' || group === 'undecided' || group === 'unreadable';
    const hash = sha256 === '' ? '' : `<p class="hash">SHA-256 ${sha256}</p>`;
    return `<details class="doc ${LOOKS[group]}"${open ? ' open' : ''}><summary>${escaped(path)}<span>${this.short(group)}</span></summary><div>${hash}
${signatures.length > 0 ? signatures.map((one) => this.signature(one)).join('\n') : this.without()}
</div></details>`;
  }

  /** Beside the name: what the document is worth, or who signed where all is well. */
  private short(group: Group): string {
    const { signatures } = this.examined;
    if (signatures.length === 0) return marked(this.words.say(verifyReport[`group${group}`]));
    if (group !== 'passed') {
      const only = signatures.length === 1 ? WORTH[worstOf(signatures)!].phrase : null;
      return marked(only ? this.words.say(only) : this.words.together(signatures));
    }
    const names = signatures.flatMap(({ evidence }) => {
      const certificate = readable(evidence.cms?.certificate ?? null);
      return certificate === null ? [] : [this.words.name(certificate.subject)];
    });
    return marked([...new Set(names)].join(' · '));
  }

  private signature(signature: ExaminedSignature): string {
    const { evidence, verdict } = signature;
    const { mark, phrase } = WORTH[verdict.indication];
    const kind = evidence.kind === 'signature' ? verify.signature : verify.documentTimestamp;
    const reasons = this.rows.reasons(signature);
    const facts = [...this.rows.facts(signature), ...this.rows.notes(signature)];
    return `<section class="signature ${LOOK_OF[verdict.indication]}"><p class="verdict"><span class="sign">${mark}</span> ${this.say(kind)} ${escaped(evidence.id)}: <b>${this.say(phrase)}</b> <span class="code">${escaped(codeOf(verdict))}</span></p>
${reasons.length === 0 ? '' : `<dl class="why">${this.list(reasons)}</dl>`}
<dl>${this.list(facts)}</dl>
${this.details.markup(signature, this.examined)}</section>`;
  }

  private without(): string {
    const { fault } = this.examined;
    if (fault === null) return `<p>${this.say(verify.unsigned)}</p>`;
    const { message, hint } = explain(fault, this.words.language);
    return `<dl class="why">${this.list([
      [verify.reason, message],
      [verify.next, hint],
    ])}</dl>`;
  }

  /** A label is written once for rows that follow each other. */
  private list(rows: readonly Row[]): string {
    return rows
      .map(([label, text = '', ...more], i) => {
        const name = this.say(label);
        const term = i > 0 && this.say(rows[i - 1]![0]) === name ? '' : name;
        const further = more.map((line) => `<span>${marked(line)}</span>`).join('');
        return `<dt>${term}</dt><dd>${marked(text)}${further}</dd>`;
      })
      .join('');
  }

  private say(phrase: Phrase): string {
    return marked(this.words.say(phrase));
  }
}

import type { Change, Evidence } from '../ades/evidence.ts';
import type { ExaminedSignature } from '../examination/index.ts';
import { type Certificate, type Name, nameAttribute, nameText } from '../pki/index.ts';
import type { Conclusion, Finding, StampVerdict, Verdict } from '../validation/index.ts';
import { fill, type Language, type Phrase } from '../words/catalogue.ts';
import { changeWords } from '../words/changes.ts';
import { details } from '../words/details.ts';
import { pathFailures, remarks, rules } from '../words/findings.ts';
import { format } from '../words/format.ts';
import { shown } from '../words/shown.ts';
import {
  changes as classes,
  nextSteps,
  revocationReasons,
  unknownStatus,
} from '../words/verify.ts';
import { CLAUSE_WORDS, verifyReport } from '../words/verify-report.ts';
import { instant } from './instant.ts';
import { WORTH } from './verify-lines.ts';
import {
  changesByRevision,
  isBreach,
  type KnownCertificates,
  type Missing,
  type Revocation,
  type StampName,
  worstOf,
} from './verify-model.ts';

export type Data = Readonly<Record<string, string | number>>;

const COMMON_NAME = '2.5.4.3';
const ORGANISATION = '2.5.4.10';

/** Changes of one revision that are told by name; a form with a thousand fields would bury the answer. */
const MOST_CHANGES = 8;

/** What verdicts hold, in the words of one language; every text of others has passed through `shown`. */
export class Wording {
  readonly language: Language;

  constructor(language: Language) {
    this.language = language;
  }

  say(phrase: Phrase, data: Data = {}): string {
    return fill(phrase, this.language, data);
  }

  /** `23/11/2026 09:00:00 (+07:00)`: as people write it, the offset always there. */
  time(time: Date): string {
    const [date, clock] = instant(time).split('T');
    return `${this.date(date!)} ${clock!.slice(0, 8)} (${clock!.slice(8)})`;
  }

  day(time: Date): string {
    return this.date(instant(time).split('T')[0]!);
  }

  private date(date: string): string {
    if (this.language === 'en') return date;
    const [year, month, day] = date.split('-');
    return `${day}/${month}/${year}`;
  }

  /** Who a name is to a person: common name and organisation; the whole name where it has neither. */
  name(name: Name): string {
    const parts = [nameAttribute(name, COMMON_NAME), nameAttribute(name, ORGANISATION)];
    const known = parts.filter((part) => part !== undefined);
    return shown(known.length === 0 ? nameText(name) : [...new Set(known)].join(', '));
  }

  wholeName(name: Name): string {
    return shown(nameText(name));
  }

  clause(clause: string): string {
    if (this.language === 'en') return shown(clause);
    return shown(CLAUSE_WORDS.reduce((text, [word, own]) => text.replace(word, own), clause));
  }

  finding({ what, result, data = {} }: Finding): string {
    const rule = (rules as Readonly<Record<string, { holds: Phrase; otherwise: Phrase }>>)[what];
    const phrase = rule
      ? rule[result === 'passed' ? 'holds' : 'otherwise']
      : (remarks as Readonly<Record<string, Phrase>>)[what];
    if (phrase === undefined) return shown(what);
    const text = this.say(phrase, this.readableData(data));
    const fault = what === 'structure' || what === 'supported' ? this.formatFault(data) : '';
    return fault === '' ? text : `${text}: ${fault}`;
  }

  private formatFault(data: Data): string {
    const phrase = (format as Readonly<Record<string, Phrase>>)[String(data.fault ?? '')];
    return phrase ? this.say(phrase, data) : shown(String(data.fault ?? ''));
  }

  /** Codes and times inside a finding's data in the reader's words. */
  private readableData(data: Data): Data {
    const words = (value: string | number): string | number => {
      if (typeof value === 'number') return value;
      if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return this.time(new Date(value));
      return this.code(value);
    };
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, words(value)]));
  }

  private code(value: string): string {
    const phrase =
      pathFailures[value] ?? unknownStatus[value] ?? revocationReasons[value] ?? cmsFault(value);
    return phrase ? this.say(phrase) : value;
  }

  revocation(revocation: Revocation): string {
    return revocation.status === 'good'
      ? this.say(verifyReport.notRevoked, {
          source: revocation.source.toUpperCase(),
          issued: this.time(revocation.issued),
        })
      : this.say(verifyReport.revokedSince, {
          at: this.time(revocation.at),
          reason: this.code(revocation.reason),
        });
  }

  validity({ notBefore, notAfter }: Certificate): string {
    return this.say(verifyReport.dates, { from: this.day(notBefore), to: this.day(notAfter) });
  }

  missing({ kind, sha256 }: Missing, known: KnownCertificates): string {
    const certificate = known.find(sha256);
    if (kind === 'revocation') {
      const name = certificate ? this.name(certificate.subject) : sha256;
      return this.say(verifyReport.missingRevocation, { name });
    }
    return certificate
      ? this.say(verifyReport.missingIssuer, { name: this.name(certificate.issuer) })
      : this.say(verifyReport.missingAuthority, { name: sha256 });
  }

  /** What a person may do about it; empty for what passed. */
  nextStep(verdict: Verdict): string {
    if (!('because' in verdict)) return '';
    const phrase = nextSteps[verdict.because];
    return phrase === undefined ? '' : this.say(phrase);
  }

  /** Which part of the file was signed. */
  covered(evidence: Evidence): string {
    const { coversWholeFile, byteRange, revision, revisions, format } = evidence;
    if (format === 'CAdES') return this.coveredContent(evidence);
    if (coversWholeFile) return this.say(verifyReport.revisionAll);
    if (format === 'PAdES' && byteRange === null) return this.say(verifyReport.contentUnknown);
    return this.say(verifyReport.revisionSome, { revision, revisions });
  }

  private coveredContent({ counterSigns, signedDataFound }: Evidence): string {
    if (counterSigns !== null)
      return this.say(verifyReport.contentSignature, { id: shown(counterSigns) });
    return this.say(signedDataFound ? verifyReport.contentAll : verifyReport.contentUnknown);
  }

  /** What came after the signature, one line for each revision. */
  changes(evidence: Evidence): string[] {
    return changesByRevision(evidence).map(([revision, changes]) => {
      const told = [...new Set(changes.flatMap((change) => this.change(change)))];
      const more = told.length - MOST_CHANGES;
      const what = told.slice(0, MOST_CHANGES);
      if (more > 0) what.push(this.say(verifyReport.moreChanges, { more }));
      return this.say(verifyReport.inRevision, { revision }) + what.join('; ');
    });
  }

  /** Each detail by its name; the class where no detail is known. */
  private change({ class: kind, details = [], permitted }: Change): string[] {
    const told = details.map((detail) => changeWords(detail, this.language));
    const all = told.length === 0 ? [this.say(classes[kind])] : told;
    return permitted ? all : all.map((what) => what + this.say(verifyReport.notPermitted));
  }

  /** Of several signatures that of the worst, and how many share it. */
  together(signatures: readonly ExaminedSignature[]): string {
    const of = (one: Conclusion['indication']) =>
      signatures.filter(({ verdict }) => verdict.indication === one).length;
    return this.say(WORTH[worstOf(signatures)!].many, {
      count: signatures.length,
      failed: of('TOTAL-FAILED'),
      open: of('INDETERMINATE'),
    });
  }

  /** Why a time stamp proves nothing: its first breach, in words. */
  refusedStamp({ findings, time }: StampVerdict): string {
    const breach = findings.find(isBreach);
    const because = breach === undefined ? '' : this.finding(breach);
    return this.say(remarks['time-stamp-not-counted'], { time: this.time(time), because });
  }

  stampName(name: StampName): string {
    if ('number' in name) return this.say(verifyReport.byStamp, name);
    return this.say('id' in name ? verifyReport.byDocumentStamp : verifyReport.byOtherStamp, name);
  }
}

/** Breaches of the rules of CMS have their words where reading such a message is refused, too. */
function cmsFault(value: string): Phrase | undefined {
  return value.startsWith('cms-')
    ? (details as Readonly<Record<string, Phrase>>)[value]
    : undefined;
}

import type { Evidence } from '../ades/evidence.ts';
import { describeAlgorithm } from '../algorithm/index.ts';
import type { ExaminedSignature } from '../examination/index.ts';
import { CLOCK_TOLERANCE, claimedTime, type Finding } from '../validation/index.ts';
import { criteria } from '../words/criteria.ts';
import { remarks } from '../words/findings.ts';
import { shown } from '../words/shown.ts';
import { verify } from '../words/verify.ts';
import { verifyReport } from '../words/verify-report.ts';
import type { Row } from './verify-lines.ts';
import { isBreach, type KnownCertificates, missingOf, readable } from './verify-model.ts';
import type { Wording } from './verify-wording.ts';

/** Remarks that another line of the report says already. */
const QUIET: ReadonlySet<string> = new Set([
  'pkcs1-v1-5',
  'later-revisions',
  'time-stamp-not-counted',
]);

/** What a person reads of one signature, in labelled rows: the same on the screen and on a page. */
export class SignatureRows {
  private readonly words: Wording;
  private readonly known: KnownCertificates;

  constructor(words: Wording, known: KnownCertificates) {
    this.words = words;
    this.known = known;
  }

  /** Each breach with the clause it breaks, each missing datum with where it can be had, the next step. */
  reasons({ evidence, verdict }: ExaminedSignature): Row[] {
    if (verdict.indication === 'TOTAL-PASSED') return [];
    const reasons = new Map<string, string>();
    for (const breach of decisiveFirst(verdict.findings.filter(isBreach))) {
      const text = this.words.finding(breach);
      if (!reasons.has(text)) reasons.set(text, this.words.clause(breach.clause));
    }
    return [
      ...[...reasons].map(
        ([text, clause]) =>
          [verify.reason, text, this.words.say(verifyReport.under, { clause })] as const,
      ),
      ...missingOf(verdict).map((missing) => {
        const urls = missing.urls.slice(0, 3);
        const from = urls.map((url) => this.words.say(verifyReport.from, { url }));
        const what = this.words.missing(missing, this.known);
        return [verifyReport.missing, what, ...from] as const;
      }),
      [verify.next, this.words.nextStep(verdict)],
      ...(evidence.changesAfter.some(({ permitted }) => !permitted)
        ? [
            [
              verify.next,
              this.words.say(verifyReport.seeSigned, { revision: evidence.revision }),
            ] as const,
          ]
        : []),
    ];
  }

  /** Who signed, when and how. */
  facts(signature: ExaminedSignature): Row[] {
    const { Reason } = signature.evidence.said;
    return [
      ...this.criteria(signature),
      ...this.who(signature),
      ...this.when(signature),
      ...this.how(signature),
      ...(Reason === undefined ? [] : [[verify.said, shown(Reason)] as const]),
    ];
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

  /** What is worth knowing without changing the answer; of a time stamp that does not count, the first reason. */
  notes({ evidence, verdict }: ExaminedSignature): Row[] {
    const notes = verdict.findings.filter(
      ({ result, what }) => result === 'note' && what in remarks && !QUIET.has(what),
    );
    const stamps = evidence.kind === 'signature' ? verdict.timestamps : [];
    const refused = stamps.filter(({ indication }) => indication !== 'TOTAL-PASSED');
    const texts = new Set([
      ...notes.map((note) => this.words.finding(note)),
      ...refused.map((stamp) => this.words.refusedStamp(stamp)),
    ]);
    return [...texts].map((text) => [verify.note, text] as const);
  }
}

/** What proves a signature wrong stands above what only leaves it open. */
function decisiveFirst(breaches: readonly Finding[]): Finding[] {
  const weight = ({ result }: Finding) => (result === 'failed' ? 0 : 1);
  return breaches.toSorted((a, b) => weight(a) - weight(b));
}

import type { ChalkInstance } from 'chalk';
import type { Evidence } from '../ades/evidence.ts';
import type { Examination, ExaminedSignature } from '../examination/index.ts';
import type { Certificate } from '../pki/index.ts';
import type { Finding, StampVerdict, Verdict } from '../validation/index.ts';
import type { Phrase } from '../words/catalogue.ts';
import { verify } from '../words/verify.ts';
import { blocks, proven, results, stampKinds, verifyReport } from '../words/verify-report.ts';
import { alignedRows, codeOf, LINK_ROLES, MARKS, type Row, WORTH } from './verify-lines.ts';
import {
  type Block,
  blocksOf,
  type ChainLink,
  chainOf,
  type KnownCertificates,
  readable,
  stampName,
} from './verify-model.ts';

import type { Wording } from './verify-wording.ts';

/** The detailed report on one signature: policy and process, chain, every check, time stamps, proofs of existence. */
export class Details {
  private readonly words: Wording;
  private readonly known: KnownCertificates;
  private readonly ink: ChalkInstance;

  constructor(words: Wording, known: KnownCertificates, ink: ChalkInstance) {
    this.words = words;
    this.known = known;
    this.ink = ink;
  }

  lines({ evidence, verdict }: ExaminedSignature, document: Examination): string[] {
    const holder = readable((evidence.cms ?? evidence.timestamp?.cms)?.certificate ?? null);
    // The checks of a document time stamp are those of its token.
    const stamps = evidence.kind === 'signature' ? verdict.timestamps : [];
    return [
      ...this.rows(6, [
        [verifyReport.judgedAt, this.words.time(verdict.judgedAt)],
        [verifyReport.policy, verdict.policy],
        [verifyReport.process, this.words.say(verifyReport[verdict.process])],
      ]),
      ...this.chain(verdict, holder, 6),
      ...this.checks(verdict.findings, 6),
      ...stamps.flatMap((stamp, i) => this.stamp(stamp, i + 1, evidence)),
      ...this.proofs(verdict, document),
    ];
  }

  private chain(
    judged: Pick<Verdict, 'chain' | 'standings'>,
    holder: Certificate | null,
    indent: number,
  ): string[] {
    const links = chainOf(judged, holder, this.known);
    if (links.length === 0) return [];
    return [
      this.title(verifyReport.chain, indent),
      ...links.flatMap((link) => this.link(link, indent + 2)),
      ...(judged.chain.length === 0
        ? [`${' '.repeat(indent + 2)}${this.words.say(verifyReport.noChain)}`]
        : []),
    ];
  }

  private link({ role, certificate, sha256, revocation }: ChainLink, indent: number): string[] {
    const label = LINK_ROLES[role];
    if (certificate === null) {
      return this.rows(indent, [[label, this.words.say(verifyReport.bareKey), sha256]]);
    }
    const facts = [
      this.words.wholeName(certificate.subject),
      this.words.validity(certificate),
      ...(revocation === null ? [] : [this.words.revocation(revocation)]),
      `${this.words.say(verifyReport.serial)} ${certificate.serial}`,
      `SHA-256 ${sha256}`,
    ];
    return this.rows(indent, [[label, ...facts]]);
  }

  private checks(findings: readonly Finding[], indent: number): string[] {
    return [
      this.title(verify.checks, indent),
      ...blocksOf(findings).flatMap((block) => this.block(block, indent + 2)),
    ];
  }

  private block({ code, result, findings }: Block, indent: number): string[] {
    const name = this.words.say(blocks[code ?? 'other']!);
    const ended = this.words.say(results[result]!);
    const at = ' '.repeat(indent);
    return [
      `${at}${MARKS[result]} ${code === null ? '' : `${code} `}${this.ink.bold(name)}: ${ended}`,
      ...findings.map((finding) => {
        const clause = this.ink.dim(`[${this.words.clause(finding.clause)}]`);
        const text = this.words.finding(finding);
        return `${at}    ${MARKS[finding.result]} ${finding.rule.padEnd(22)} ${text} ${clause}`;
      }),
    ];
  }

  private stamp(stamp: StampVerdict, number: number, evidence: Evidence): string[] {
    const token = evidence.cms?.timestamps[number - 1];
    const holder = readable(token?.cms.certificate ?? null);
    const { mark, ink, phrase } = WORTH[stamp.indication];
    const kind = this.words.say(stampKinds[stamp.kind]!);
    const title = this.words.say(verifyReport.stamp, { number, kind });
    const worth = `${this.ink.bold(this.words.say(phrase))} ${this.ink.dim(codeOf(stamp))}`;
    return [
      `      ${this.ink[ink](mark)} ${title}: ${worth}`,
      ...this.rows(8, [
        [verifyReport.stampTime, this.words.time(stamp.time)],
        [verifyReport.judgedAt, this.words.time(stamp.judgedAt)],
        ...(holder === null ? [] : [[verify.authority, this.words.name(holder.subject)] as const]),
      ]),
      ...this.chain(stamp, holder, 8),
      ...this.checks(stamp.findings, 8),
    ];
  }

  private proofs(verdict: Verdict, document: Examination): string[] {
    if (verdict.proofs.length === 0) return [];
    return [
      this.title(verifyReport.proofs, 6),
      ...verdict.proofs.map((proof) => {
        const what = this.words.say(proven[proof.of]!);
        const time = this.words.time(proof.time);
        const by = this.words.stampName(stampName(proof.by, verdict, document));
        const text = this.words.say(verifyReport.proof, { what, time, by });
        return `        ${text} ${this.ink.dim(proof.sha256.slice(0, 16))}`;
      }),
    ];
  }

  private title(phrase: Phrase, indent: number): string {
    return `${' '.repeat(indent)}${this.ink.underline(this.words.say(phrase))}`;
  }

  private rows(indent: number, rows: readonly Row[]): string[] {
    return alignedRows(rows, ' '.repeat(indent), this.words, this.ink);
  }
}

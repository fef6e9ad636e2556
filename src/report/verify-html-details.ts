import type { Examination, ExaminedSignature } from '../examination/index.ts';
import type { Certificate } from '../pki/index.ts';
import type { Finding, StampVerdict, Verdict } from '../validation/index.ts';
import type { Phrase } from '../words/catalogue.ts';
import { verify } from '../words/verify.ts';
import { blocks, proven, results, stampKinds, verifyReport } from '../words/verify-report.ts';
import { escaped, marked } from './page.ts';
import { codeOf, LINK_ROLES, MARKS, WORTH } from './verify-lines.ts';
import { blocksOf, chainOf, type KnownCertificates, readable, stampName } from './verify-model.ts';
import type { Wording } from './verify-wording.ts';

/** What a page folds away below each signature: chain, every check by block, time stamps, proofs of existence. */
export class HtmlDetails {
  private readonly words: Wording;
  private readonly known: KnownCertificates;
  private readonly withChecks: boolean;

  constructor(words: Wording, known: KnownCertificates, withChecks: boolean) {
    this.withChecks = withChecks;
    this.words = words;
    this.known = known;
  }

  markup({ evidence, verdict }: ExaminedSignature, document: Examination): string {
    const holder = readable((evidence.cms ?? evidence.timestamp?.cms)?.certificate ?? null);
    const stamps = evidence.kind === 'signature' ? verdict.timestamps : [];
    const tokens = evidence.cms?.timestamps ?? [];
    return `<details><summary>${this.say(verifyReport.moreDetails)}</summary><div>
<dl>${this.pair(verifyReport.judgedAt, this.words.time(verdict.judgedAt))}${this.pair(verifyReport.policy, verdict.policy)}${this.pair(verifyReport.process, this.words.say(verifyReport[verdict.process]))}</dl>
${this.chain(verdict, holder)}
${this.checks(verdict.findings)}
${stamps.map((stamp, i) => this.stamp(stamp, i + 1, readable(tokens[i]?.cms.certificate ?? null))).join('\n')}
${this.proofs(verdict, document)}
</div></details>`;
  }

  private chain(judged: Pick<Verdict, 'chain' | 'standings'>, holder: Certificate | null): string {
    const links = chainOf(judged, holder, this.known);
    if (links.length === 0) return '';
    const rows = links.map(({ role, certificate, revocation, sha256 }) => {
      const who = certificate
        ? `${marked(this.words.wholeName(certificate.subject))}<br><small>${this.say(verifyReport.serial)}</small> <span class="hash">${certificate.serial}</span><br><small>SHA-256</small> <span class="hash">${sha256}</span>`
        : `${this.say(verifyReport.bareKey)}<br><span class="hash">${sha256}</span>`;
      const dates = certificate
        ? `${this.words.day(certificate.notBefore)} – ${this.words.day(certificate.notAfter)}`
        : '';
      const revoked = revocation ? marked(this.words.revocation(revocation)) : '';
      return `<tr><td class="date">${this.say(LINK_ROLES[role])}</td><td>${who}</td><td>${dates}</td><td>${revoked}</td></tr>`;
    });
    const alone = judged.chain.length === 0 ? `<p>${this.say(verifyReport.noChain)}</p>` : '';
    const { role, subject, validDates, revocationOf } = verifyReport;
    return `<h4>${this.say(verifyReport.chain)}</h4>${this.table([role, subject, validDates, revocationOf], rows)}${alone}`;
  }

  private checks(findings: readonly Finding[]): string {
    if (!this.withChecks) return '';
    const rows = blocksOf(findings).flatMap(({ code, result, findings }) => [
      `<tr class="block"><td>${this.mark(result)}</td><th scope="rowgroup" colspan="3"><span class="code">${code ?? ''}</span> ${this.say(blocks[code ?? 'other']!)}: ${this.say(results[result]!)}</th></tr>`,
      ...findings.map(
        (finding) =>
          `<tr><td>${this.mark(finding.result)}</td><td class="code">${escaped(finding.rule)}</td><td>${marked(this.words.finding(finding))}</td><td>${marked(this.words.clause(finding.clause))}</td></tr>`,
      ),
    ]);
    const heads = [verifyReport.result, verifyReport.rule, verifyReport.found, verifyReport.clause];
    return `<h4>${this.say(verify.checks)}</h4>${this.table(heads, rows)}`;
  }

  private stamp(stamp: StampVerdict, number: number, holder: Certificate | null): string {
    const { mark, phrase } = WORTH[stamp.indication];
    const kind = this.words.say(stampKinds[stamp.kind]!);
    const title = this.words.say(verifyReport.stamp, { number, kind });
    const authority = holder ? this.pair(verify.authority, this.words.name(holder.subject)) : '';
    return `<h4>${mark} ${marked(title)}: ${this.say(phrase)} <span class="code">${escaped(codeOf(stamp))}</span></h4>
<dl>${this.pair(verifyReport.stampTime, this.words.time(stamp.time))}${this.pair(verifyReport.judgedAt, this.words.time(stamp.judgedAt))}${authority}</dl>
${this.chain(stamp, holder)}${this.checks(stamp.findings)}`;
  }

  private proofs(verdict: Verdict, document: Examination): string {
    if (verdict.proofs.length === 0) return '';
    const rows = verdict.proofs.map((proof) => {
      const by = this.words.stampName(stampName(proof.by, verdict, document));
      return `<tr><td>${this.say(proven[proof.of]!)}<br><span class="hash">${proof.sha256}</span></td><td>${this.words.time(proof.time)}</td><td>${marked(by)}</td></tr>`;
    });
    const heads = [verifyReport.proofOf, verifyReport.existedAt, verifyReport.provenBy];
    return `<h4>${this.say(verifyReport.proofs)}</h4>${this.table(heads, rows)}`;
  }

  private table(heads: readonly Phrase[], rows: readonly string[]): string {
    const columns = heads.map((head) => `<th scope="col">${this.say(head)}</th>`).join('');
    return `<div class="wide"><table><thead><tr>${columns}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
  }

  private pair(label: Phrase, text: string): string {
    return `<dt>${this.say(label)}</dt><dd>${marked(text)}</dd>`;
  }

  private mark(result: Finding['result']): string {
    return `<span class="sign ${result}" title="${this.say(results[result]!)}">${MARKS[result]}</span>`;
  }

  private say(phrase: Phrase): string {
    return marked(this.words.say(phrase));
  }
}

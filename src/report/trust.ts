import { type Certificate, nameText } from '../pki/index.ts';
import { groupedFingerprint, isSelfIssued, KNOWN_FINGERPRINTS } from '../trust/index.ts';
import { fill, type Language, type Phrase } from '../words/catalogue.ts';
import { trust } from '../words/trust.ts';
import { instant } from './instant.ts';

/** A certificate of the trust store. */
export interface TrustEntry {
  readonly certificate: Certificate;
  readonly path: string;
}

/** What a person must see before trusting a certificate. */
export function trustCandidateText(certificate: Certificate, language: Language): string {
  return rows(certificate, language, '').join('\n');
}

export function trustListText(
  anchors: readonly TrustEntry[],
  intermediates: readonly TrustEntry[],
  language: Language,
): string {
  const lines: string[] = [];
  const section = (title: Phrase, entries: readonly TrustEntry[]) => {
    if (entries.length === 0) return;
    lines.push(fill(title, language));
    for (const { certificate } of entries) lines.push(...rows(certificate, language, '  '), '');
  };
  section(trust.anchors, anchors);
  section(trust.pool, intermediates);
  if (anchors.length === 0) lines.push(fill(trust.empty, language));
  return `${lines.join('\n').trimEnd()}\n`;
}

/** `kyso.trust/1`. */
export function trustJson(
  anchors: readonly TrustEntry[],
  intermediates: readonly TrustEntry[],
): string {
  const value = ({ certificate, path }: TrustEntry) => ({
    sha256: certificate.sha256,
    subject: nameText(certificate.subject),
    issuer: nameText(certificate.issuer),
    selfSigned: isSelfIssued(certificate),
    notBefore: instant(certificate.notBefore),
    notAfter: instant(certificate.notAfter),
    publishedElsewhere: KNOWN_FINGERPRINTS[certificate.sha256] ?? null,
    path,
  });
  const json = {
    schema: 'kyso.trust/1',
    anchors: anchors.map(value),
    intermediates: intermediates.map(value),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function rows(certificate: Certificate, language: Language, margin: string): string[] {
  const say = (phrase: Phrase, data = {}) => fill(phrase, language, data);
  const { subject, issuer, notBefore, notAfter, key, sha256 } = certificate;
  const published = KNOWN_FINGERPRINTS[sha256];
  const table: [Phrase, string][] = [
    [trust.subject, say({ en: '{name}', vi: '{name}' }, { name: nameText(subject) })],
    [
      trust.issuer,
      isSelfIssued(certificate)
        ? say(trust.selfSigned)
        : say(trust.issuedBy, { issuer: nameText(issuer) }),
    ],
    [trust.valid, say(trust.period, { from: instant(notBefore), to: instant(notAfter) })],
    [trust.key, `${key.type.toUpperCase()} ${key.bits}`],
    [trust.sha256, groupedFingerprint(sha256)],
    [
      { en: '', vi: '' },
      published ? say(trust.publishedElsewhere, { name: published }) : say(trust.notPublished),
    ],
  ];
  const width = Math.max(...table.map(([label]) => say(label).length));
  return table.map(([label, text]) => `${margin}${say(label).padEnd(width)}  ${text}`);
}

import type { Fault } from '../fault/fault.ts';
import { type Certificate, nameText } from '../pki/index.ts';
import { decimal, fill, type Language, type Phrase } from '../words/catalogue.ts';
import { explain } from '../words/explain.ts';
import { tokenWords as words } from '../words/token.ts';
import { textTable } from './columns.ts';

/** What was seen of PKCS#11 on this machine, without any login. */
export interface TokenReport {
  readonly at: Date;
  readonly modules: readonly ModuleReport[];
}

export interface ModuleReport {
  readonly path: string;
  /** Whose module it is by its file name; empty for one that was named by the user. */
  readonly vendor: string;
  /** Why nothing could be seen through it. */
  readonly fault: Fault | null;
  readonly description: string;
  readonly manufacturer: string;
  readonly version: string;
  readonly cryptoki: string;
  readonly tokens: readonly TokenSeen[];
}

export interface TokenSeen {
  readonly label: string;
  readonly serial: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly slot: string;
  readonly flags: Readonly<
    Record<
      | 'initialized'
      | 'loginRequired'
      | 'pinSet'
      | 'pinPad'
      | 'pinCountLow'
      | 'pinFinalTry'
      | 'pinLocked',
      boolean
    >
  >;
  /** Names of the mechanisms kyso can use, hexadecimal numbers of the others. */
  readonly mechanisms: readonly string[];
  readonly certificates: readonly CertificateSeen[];
  /** null: ready to sign; otherwise what stands in the way. */
  readonly fault: Fault | null;
  /** SHA-256 of the certificate that would sign. */
  readonly chosen: string | null;
}

export interface CertificateSeen {
  readonly certificate: Certificate;
  readonly holder: string;
  readonly obstacle: string | null;
  /** A key object that belongs to it is visible without login; false says nothing: most tokens hide them. */
  readonly keySeen: boolean;
  /** null: can't be seen without login. */
  readonly alwaysAuthenticate: boolean | null;
}

/** `kyso.token/1`; its schema is report/schema/token-1.json. */
export function tokenJson(report: TokenReport, language: Language): string {
  const tokens = report.modules.flatMap((module) => module.tokens);
  const certificates = tokens.flatMap((token) => token.certificates);
  return `${JSON.stringify(
    {
      schema: 'kyso.token/1',
      at: report.at.toISOString(),
      modules: report.modules.map(({ fault, tokens, ...module }) => ({
        ...module,
        fault: faultJson(fault, language),
        tokens: tokens.map((token) => ({
          ...token,
          fault: faultJson(token.fault, language),
          certificates: token.certificates.map(certificateJson),
        })),
      })),
      summary: {
        modules: report.modules.length,
        tokens: tokens.length,
        ready: tokens.filter(({ fault }) => fault === null).length,
        certificates: certificates.length,
        usable: certificates.filter(({ obstacle }) => obstacle === null).length,
      },
    },
    null,
    2,
  )}\n`;
}

/** One line per token, then the modules that could not be looked into. */
export function tokenListText(report: TokenReport, language: Language): string {
  const say = (phrase: Phrase) => fill(phrase, language);
  const rows = report.modules.flatMap((module) =>
    module.tokens.map((token) => [
      safe(token.label, language),
      safe(token.serial, language),
      safe(token.certificates.map(({ holder }) => holder).join(', '), language),
      say(token.fault === null ? words.ready : words.notReady),
      safe(module.vendor || module.path, language),
    ]),
  );
  const table = textTable(
    [
      words.columnToken,
      words.columnSerial,
      words.columnHolders,
      words.columnState,
      words.columnModule,
    ].map((title) => ({ title: say(title), align: 'left' as const, most: 48 })),
    rows,
  );
  const body = rows.length > 0 ? table : `${say(words.noToken)}\n`;
  return body + moduleFaults(report, language);
}

/** Everything that is known of every token. */
export function tokenShowText(report: TokenReport, language: Language): string {
  const blocks = report.modules.flatMap((module) =>
    module.tokens.map((token) => [
      ...moduleLines(module, language),
      ...tokenLines(token, language),
      ...token.certificates.flatMap((seen) => certificateLines(seen, language)),
    ]),
  );
  const body =
    blocks.length > 0
      ? blocks.map((lines) => `${lines.join('\n')}\n`).join('\n')
      : `${fill(words.noToken, language)}\n`;
  return body + moduleFaults(report, language);
}

/** Per token whether it can sign now, and otherwise what to do. */
export function tokenCheckText(report: TokenReport, language: Language): string {
  const lines = report.modules.flatMap(({ tokens }) =>
    tokens.flatMap((token) => {
      const data = { token: token.label, serial: token.serial };
      if (token.fault === null) {
        const chosen = token.certificates.find(
          ({ certificate }) => certificate.sha256 === token.chosen,
        )!;
        const ready = fill(words.checkReady, language, {
          ...data,
          holder: chosen.holder,
          date: day(chosen.certificate.notAfter),
        });
        return [ready, ...warnings(token, language)];
      }
      const { message, hint } = explain(token.fault, language);
      return [`${fill(words.checkNotReady, language, data)} ${message}`, `  → ${hint}`];
    }),
  );
  if (lines.length === 0) lines.push(fill(words.noToken, language));
  return `${lines.join('\n')}\n${moduleFaults(report, language)}`;
}

function warnings({ flags }: TokenSeen, language: Language): string[] {
  if (flags.pinFinalTry) return [`  → ${fill(words.warnFinalTry, language)}`];
  return flags.pinCountLow ? [`  → ${fill(words.pinCountLow, language)}`] : [];
}

function moduleLines(module: ModuleReport, language: Language): string[] {
  const { path, description, version, cryptoki } = module;
  return [
    fill(words.lineModule, language, { path }),
    fill(words.lineLibrary, language, { description, version, cryptoki }),
  ];
}

function tokenLines(token: TokenSeen, language: Language): string[] {
  const { label, serial, manufacturer, model, slot } = token;
  const states = Object.entries(token.flags)
    .filter(([, set]) => set)
    .map(([flag]) => fill(words[`flag-${flag as keyof TokenSeen['flags']}`], language));
  return [
    fill(words.lineToken, language, { label, serial }),
    fill(words.lineDevice, language, { manufacturer, model, slot }),
    fill(words.lineStates, language, { states: states.join(', ') }),
    fill(words.lineMechanisms, language, {
      mechanisms: token.mechanisms.filter((name) => !name.startsWith('0x')).join(', '),
    }),
  ];
}

function certificateLines(seen: CertificateSeen, language: Language): string[] {
  const { certificate, holder, obstacle, alwaysAuthenticate } = seen;
  const { type, bits, curve } = certificate.key;
  const state = obstacle === null ? words.usable : words[`obstacle-${obstacle as 'expired'}`];
  const lines = [
    fill(words.lineCertificate, language, { holder, state: fill(state, language) }),
    fill(words.lineSubject, language, { subject: nameText(certificate.subject) }),
    fill(words.lineIssuer, language, { issuer: nameText(certificate.issuer) }),
    fill(words.lineValidity, language, {
      from: day(certificate.notBefore),
      to: day(certificate.notAfter),
    }),
    fill(words.lineKey, language, {
      key:
        type === 'ec'
          ? `EC ${curve ?? ''}`
          : `${type.toUpperCase()} ${decimal(bits, 'en').replace(',', '')}`,
    }),
    fill(words.lineFingerprint, language, { sha256: certificate.sha256 }),
  ];
  if (alwaysAuthenticate) lines.push(fill(words.lineAlways, language));
  return lines;
}

function moduleFaults(report: TokenReport, language: Language): string {
  return report.modules
    .flatMap(({ path, fault }) => {
      if (fault === null) return [];
      const { message, hint } = explain(fault, language);
      return [`${safe(path, language)}: ${message}\n  → ${hint}\n`];
    })
    .join('');
}

function certificateJson(seen: CertificateSeen) {
  const { certificate, holder, obstacle, keySeen, alwaysAuthenticate } = seen;
  return {
    sha256: certificate.sha256,
    holder,
    subject: nameText(certificate.subject),
    issuer: nameText(certificate.issuer),
    serial: certificate.serial,
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    key: certificate.key,
    keyUsage: certificate.keyUsage ? [...certificate.keyUsage] : null,
    authority: certificate.basicConstraints?.ca === true,
    keySeen,
    alwaysAuthenticate,
    usable: obstacle === null,
    obstacle,
  };
}

function faultJson(fault: Fault | null, language: Language) {
  return fault && { code: fault.code, ...explain(fault, language) };
}

/** Text of a token, certificate or path, cleaned for the screen. */
function safe(text: string, language: Language): string {
  return fill({ en: '{text}', vi: '{text}' }, language, { text });
}

function day(time: Date): string {
  return time.toISOString().slice(0, 10);
}

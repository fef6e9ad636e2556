import type { Evidence } from '../ades/evidence.ts';
import type { RevisionFacts } from '../format/index.ts';
import { type Name, nameText } from '../pki/index.ts';
import { claimedTime } from '../validation/index.ts';
import { fill, type Language, type Phrase } from '../words/catalogue.ts';
import { changeWords } from '../words/changes.ts';
import { show } from '../words/show.ts';
import { shown } from '../words/shown.ts';
import { changes as classes } from '../words/verify.ts';
import { columnsOf, fitted } from './columns.ts';
import { instant } from './instant.ts';
import { readable } from './verify-model.ts';
import { Wording } from './verify-wording.ts';

/** A revision that was cut out. */
export interface Extracted {
  readonly revision: number;
  readonly path: string;
  readonly octets: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** The revisions of one document, for people. */
export function showText(
  path: string,
  revisions: readonly RevisionFacts[],
  language: Language,
): string {
  const say = (phrase: Phrase, data = {}) => fill(phrase, language, data);
  const count = revisions.length;
  const words = new Wording(language);
  const lastSigned = revisions.findLast((one) => one.signatures.length > 0)?.number ?? 0;
  const labels = aligned([say(show.signed), say(show.changed)]);
  const lines = [shown(path)];
  for (const { number, start, end, signatures, changes } of revisions) {
    const title = say(show.title, { number, count });
    lines.push(`  ${title}: ${say(show.octets, { start, end })}`);
    const signers = signatures.map((one) => signatureText(one, words));
    if (signers.length === 0)
      signers.push(say(number > lastSigned && lastSigned > 0 ? show.unsigned : show.nobody));
    const told = changes.flatMap((change) => {
      const details = (change.details ?? []).map((detail) => changeWords(detail, language));
      return details.length > 0 ? details : [say(classes[change.class])];
    });
    if (told.length === 0) told.push(say(number === 1 ? show.first : show.nothing));
    lines.push(...rows(labels[0]!, signers), ...rows(labels[1]!, told));
  }
  lines.push(say(show.unverified, { path }));
  return `${lines.join('\n')}\n`;
}

/** `kyso.show/1`; the schema is report/schema/show-1.json. */
export function showJson(
  path: string,
  revisions: readonly RevisionFacts[],
  extracted: Extracted | null,
  language: Language,
): string {
  const value = {
    schema: 'kyso.show/1',
    path,
    revisions: revisions.map(({ number, start, end, signatures, changes }) => ({
      number,
      start,
      end,
      signatures: signatures.map(signatureValue),
      changes: changes.map((change) => ({
        class: change.class,
        objects: change.objects,
        details: (change.details ?? []).map((detail) => ({
          ...detail,
          text: changeWords(detail, language),
        })),
      })),
    })),
    extracted,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function extractedText({ revision, path, octets }: Extracted, language: Language): string {
  return `${fill(show.written, language, { number: revision, octets, path })}\n`;
}

function signatureValue(evidence: Evidence) {
  const signer = signerOf(evidence);
  const time = timeOf(evidence);
  return {
    id: evidence.id,
    kind: evidence.kind,
    signer: signer === undefined ? null : nameText(signer),
    time: time && instant(time),
    byteRange: evidence.byteRange,
    faults: evidence.faults.map(({ what }) => what),
  };
}

function signatureText(evidence: Evidence, words: Wording): string {
  const { id, kind, faults } = evidence;
  const signer = signerOf(evidence);
  const time = timeOf(evidence);
  const parts = [`${words.say(show[kind])} ${shown(id)}`];
  if (signer !== undefined) parts.push(words.say(show.by, { name: words.name(signer) }));
  if (time !== null) {
    const phrase = kind === 'signature' ? show.claimed : show.stamped;
    parts.push(words.say(phrase, { time: words.time(time) }));
  }
  const text = parts.join(' ');
  return faults.length === 0 ? text : `${text}; ${words.say(show.damaged)}`;
}

/** The time that a signature claims, or that a time stamp gives. */
function timeOf(evidence: Evidence): Date | null {
  return evidence.timestamp?.time ?? claimedTime(evidence);
}

function signerOf(evidence: Evidence): Name | undefined {
  const cms = evidence.cms ?? evidence.timestamp?.cms;
  const certificate = readable(cms?.certificate ?? null);
  return certificate?.subject;
}

function aligned(labels: readonly string[]): string[] {
  const width = Math.max(...labels.map(columnsOf));
  return labels.map((label) => fitted(label, width));
}

/** The label once, every text on a line of its own. */
function rows(label: string, texts: readonly string[]): string[] {
  return texts.map((text, i) => `    ${i === 0 ? label : ' '.repeat(columnsOf(label))}  ${text}`);
}

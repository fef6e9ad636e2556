import type { CmsFacts, Evidence, FormatFault, TimestampFacts } from '../../ades/evidence.ts';
import { digest } from '../../algorithm/index.ts';
import type { DigestName } from '../../algorithm/names.ts';
import { sameOctets } from '../../bytes/hex.ts';
import type { ByteSource } from '../../bytes/source.ts';
import { Fault } from '../../fault/fault.ts';
import {
  contentLength,
  examineSigner,
  readSignedData,
  type SignedData,
} from '../../signature/cms/index.ts';
import { examineTimestamp } from '../../signature/tsp/index.ts';
import {
  isName,
  isString,
  openPdf,
  type Pdf,
  type PdfDict,
  readText,
} from '../../syntax/pdf/index.ts';
import {
  type ByteRange,
  byteRangeFaults,
  isZero,
  octetsAfterEnd,
  readByteRange,
  readContents,
  type Span,
} from './byte-range.ts';
import { changesAfter } from './changes.ts';
import { CoveredOctets } from './covered.ts';
import { readDate } from './date.ts';
import { Steps } from './difference/steps.ts';
import { readable } from './fields.ts';
import { type FoundSignature, findSignatures } from './find.ts';
import { type DocMdp, type Permissions, readPermissions } from './permissions.ts';
import { readValidationData, type ValidationData } from './validation-data.ts';

const ID_DATA = '1.2.840.113549.1.7.1';
const SUB_FILTERS = [
  'ETSI.CAdES.detached',
  'adbe.pkcs7.detached',
  'adbe.pkcs7.sha1',
  'ETSI.RFC3161',
] as const;
type SubFilter = (typeof SUB_FILTERS)[number];

/**
 * Every signature and document time stamp of a PDF as Evidence, oldest revision first. A signature that breaks a rule
 * or can't be read has faults and hides nothing else. Throws DOCUMENT_* only when the file itself can't be read.
 */
export function openPades(
  source: ByteSource,
  o: { readonly password?: string } = {},
): readonly Evidence[] {
  const pdf = openPdf(source, o);
  const found = findSignatures(pdf);
  if (found.length === 0) return [];
  const document: Opened = {
    pdf,
    covered: new CoveredOctets(source, found.length > 1),
    steps: new Steps(pdf, Math.min(...found.map((one) => one.revision))),
    certifications: certificationsOf(pdf, found),
    validationData: readValidationData(pdf),
  };
  return found.map((one) => examine(document, one));
}

interface Opened {
  readonly pdf: Pdf;
  readonly covered: CoveredOctets;
  readonly steps: Steps;
  /** Certification levels and the revisions that set them. */
  readonly certifications: readonly { readonly revision: number; readonly level: DocMdp }[];
  readonly validationData: ValidationData;
}

/** A signature dictionary with its values cut out of the file. */
export interface SignatureValue {
  readonly byteRange: ByteRange | null;
  /** The CMS message or token without its padding; undefined when there is none. */
  readonly contents: Uint8Array | undefined;
  readonly faults: readonly FormatFault[];
}

function examine(document: Opened, found: FoundSignature): Evidence {
  const { pdf, covered, steps, validationData } = document;
  const { dict, revision } = found;
  const faults: FormatFault[] = [];
  if (found.field === undefined) faults.push({ what: 'field-missing' });
  if (found.repeated) faults.push({ what: 'field-name-repeated' });
  const subFilter = dict === undefined ? null : nameOf(pdf, dict, 'SubFilter', revision);
  const known = SUB_FILTERS.find((s) => s === subFilter);
  if (dict !== undefined && known === undefined)
    faults.push(
      subFilter === null
        ? { what: 'sub-filter-missing' }
        : { what: 'sub-filter-unknown', data: { value: subFilter } },
    );
  const value = readSignatureValue(pdf, found);
  faults.push(...value.faults);
  const read = readMessage(known, value, covered, faults);
  const end = value.byteRange === null ? 0 : value.byteRange[2] + value.byteRange[3];
  const permissions = permissionsOf(pdf, found);
  const inForce = document.certifications.find((c) => c.revision < revision)?.level ?? null;
  return {
    format: 'PAdES',
    id: found.name,
    kind: known === 'ETSI.RFC3161' ? 'document-timestamp' : 'signature',
    subFilter,
    faults,
    revision,
    revisions: pdf.revisions.length,
    coversWholeFile: end === pdf.source.length,
    byteRange: value.byteRange,
    changesAfter: changesAfter(steps, revision, permissions, inForce),
    certification: permissions.certification,
    formatTime: dict === undefined ? null : dateOf(pdf, dict, revision),
    said: dict === undefined ? {} : saidBy(pdf, dict, revision),
    cms: read.cms,
    timestamp: read.timestamp,
    certificates: [...read.certificates, ...validationData.certificates],
    crls: [...read.crls, ...validationData.crls],
    ocsps: [...read.ocsps, ...validationData.ocsps],
  };
}

/** What holds when permissions can't be read: the strictest reading. */
const CLOSED: Permissions = { certification: null, lockLevel: 1, locks: [] };

function permissionsOf(pdf: Pdf, found: FoundSignature): Permissions {
  const { dict, revision } = found;
  if (dict === undefined) return CLOSED;
  return readable(() => readPermissions(pdf, dict, fieldThen(pdf, found), revision)) ?? CLOSED;
}

function certificationsOf(pdf: Pdf, found: readonly FoundSignature[]): Opened['certifications'] {
  return found.flatMap((one) => {
    const { certification } = permissionsOf(pdf, one);
    return certification === null ? [] : [{ revision: one.revision, level: certification }];
  });
}

/** Cuts a signature's values out of the file and checks where they stand. */
export function readSignatureValue(pdf: Pdf, found: FoundSignature): SignatureValue {
  const { dict, number, revision } = found;
  if (dict === undefined)
    return { byteRange: null, contents: undefined, faults: [{ what: 'dictionary-missing' }] };
  const faults: FormatFault[] = [];
  const token = found.contents;
  if (!dict.has('Contents')) faults.push({ what: 'contents-missing' });
  else if (!isString(dict.get('Contents'))) faults.push({ what: 'contents-indirect' });
  else if (token === undefined) faults.push({ what: 'dictionary-unlocatable' });
  if (pdf.repairs.includes('duplicate-key') && number !== undefined)
    faults.push(...repeatedKeys(pdf, number, revision, token));

  const range = readByteRange(dict.get('ByteRange'), pdf.source.length);
  const own = pdf.revisions[revision - 1]!;
  let byteRange: ByteRange | null = null;
  if ('what' in range) faults.push(range);
  else {
    byteRange = range;
    const after = octetsAfterEnd(pdf.revisions.at(-1)!, pdf.source);
    if (after > 0 && range[2] + range[3] < pdf.source.length)
      faults.push({ what: 'octets-after-end', data: { octets: after } });
    faults.push(...byteRangeFaults(range, token, own, pdf.source));
  }
  let contents: Uint8Array | undefined;
  if (token !== undefined) {
    const { octets, plain } = readContents(pdf.source, token);
    if (!plain) faults.push({ what: 'contents-not-hexadecimal' });
    contents = withoutPadding(octets, faults);
  }
  return { byteRange, contents, faults };
}

function withoutPadding(octets: Uint8Array, faults: FormatFault[]): Uint8Array | undefined {
  if (isZero(octets, 0)) {
    faults.push({ what: 'contents-missing' });
    return undefined;
  }
  try {
    const length = contentLength(octets);
    if (!isZero(octets, length)) faults.push({ what: 'contents-padding' });
    return octets.subarray(0, length);
  } catch (error) {
    faults.push(unreadable(error));
    return undefined;
  }
}

interface Message {
  readonly cms: CmsFacts | null;
  readonly timestamp: TimestampFacts | null;
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

function readMessage(
  subFilter: SubFilter | undefined,
  { byteRange, contents }: SignatureValue,
  covered: CoveredOctets,
  faults: FormatFault[],
): Message {
  const none = { cms: null, timestamp: null, certificates: [], crls: [], ocsps: [] };
  if (subFilter === undefined || contents === undefined || byteRange === null) return none;
  const coveredDigest = (name: DigestName) => covered.digest(name, byteRange);
  try {
    if (subFilter === 'ETSI.RFC3161') {
      const timestamp = examineTimestamp(contents, coveredDigest);
      return { ...none, timestamp, certificates: timestamp.certificates, crls: timestamp.crls };
    }
    const signed = readSignedData(contents);
    const { certificates, crls, ocsps } = signed;
    const signer = signed.signers[0];
    if (signed.signers.length !== 1)
      faults.push({ what: 'signer-count', data: { count: signed.signers.length } });
    if (signer === undefined) return { ...none, certificates, crls, ocsps };
    const cms =
      subFilter === 'adbe.pkcs7.sha1'
        ? overEnclosedDigest(signed, coveredDigest)
        : examineSigner(signed, signer, coveredDigest, ID_DATA);
    if (subFilter !== 'adbe.pkcs7.sha1' && signed.eContent !== undefined)
      faults.push({ what: 'content-not-detached' });
    return { cms, timestamp: null, certificates, crls, ocsps };
  } catch (error) {
    faults.push(unreadable(error));
    return none;
  }
}

/** adbe.pkcs7.sha1: the message encloses the SHA-1 digest of the covered octets and signs that (ISO 32000-2 clause 12.8.3.3). */
function overEnclosedDigest(
  signed: SignedData,
  coveredDigest: (name: DigestName) => Uint8Array,
): CmsFacts {
  const enclosed = signed.eContent ?? new Uint8Array();
  const facts = examineSigner(
    signed,
    signed.signers[0]!,
    (name) => digest(name, enclosed),
    ID_DATA,
  );
  return sameOctets(enclosed, coveredDigest('SHA-1'))
    ? facts
    : { ...facts, messageDigest: 'differs' };
}

function unreadable(error: unknown): FormatFault {
  if (!(error instanceof Fault) || error.code === 'BUG') throw error;
  if (error.code === 'DOCUMENT_LIMIT') return { what: 'digest-limit' };
  return { what: 'contents-unreadable', data: { detail: String(error.data.what ?? error.code) } };
}

/**
 * Keys that the dictionary has more than once: readers differ on which of two /ByteRange or /Contents counts, so an
 * attacker can show each its own. Only looked for when the reader met a repeated key somewhere.
 */
function repeatedKeys(
  pdf: Pdf,
  number: number,
  revision: number,
  token: Span | undefined,
): FormatFault[] {
  const start = pdf.entry(number, revision)?.offset;
  if (start === undefined || token === undefined) return [];
  const around = [
    pdf.source.read(start, Math.max(start, token.start)),
    pdf.source.read(token.end, Math.min(token.end + NEARBY, pdf.source.length)),
  ].map((octets) => Buffer.from(octets).toString('latin1'));
  const text = `${around[0]}<>${around[1]!.split(/\bendobj\b/)[0]}`.replace(
    /#([0-9a-f]{2})/gi,
    (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return ['ByteRange', 'Contents', 'SubFilter', 'Reference'].flatMap((key) => {
    const times = text.match(new RegExp(`/${key}(?![A-Za-z0-9])`, 'g'))?.length ?? 0;
    return times > 1 ? [{ what: 'key-duplicated', data: { key } }] : [];
  });
}

/** Octets behind /Contents in which the rest of a signature dictionary is looked for. */
const NEARBY = 64 * 1024;

function fieldThen(pdf: Pdf, { field, revision }: FoundSignature): PdfDict | undefined {
  if (field?.number === undefined) return field?.dict;
  const then = pdf.object(field.number, revision);
  return then !== null && typeof then === 'object' && 'keys' in then
    ? (then as PdfDict)
    : undefined;
}

function nameOf(pdf: Pdf, dict: PdfDict, key: string, revision: number): string | null {
  const value = readable(() => pdf.resolve(dict.get(key), revision));
  return isName(value) ? value.value : null;
}

function dateOf(pdf: Pdf, dict: PdfDict, revision: number): Date | null {
  const value = readable(() => pdf.resolve(dict.get('M'), revision));
  const text = isString(value) ? readable(() => readText(value)) : undefined;
  return text === undefined ? null : readDate(text);
}

/** Claims for people (hostile text). */
function saidBy(pdf: Pdf, dict: PdfDict, revision: number): Record<string, string> {
  const said: Record<string, string> = {};
  for (const key of ['Name', 'Reason', 'Location', 'ContactInfo']) {
    const value = readable(() => pdf.resolve(dict.get(key), revision));
    const text = isString(value) ? readable(() => readText(value)) : undefined;
    if (text) said[key] = text;
  }
  return said;
}

import type { CmsFacts, Evidence, FormatFault } from '../../ades/evidence.ts';
import { digest } from '../../algorithm/index.ts';
import type { DigestName } from '../../algorithm/names.ts';
import { sameOctets } from '../../bytes/hex.ts';
import type { ByteSource } from '../../bytes/source.ts';
import { examineSigner, readSignedData, type SignedData } from '../../signature/cms/index.ts';
import { examineTimestamp } from '../../signature/tsp/index.ts';
import {
  isName,
  isString,
  openPdf,
  type Pdf,
  type PdfDict,
  readText,
} from '../../syntax/pdf/index.ts';
import { changesAfter } from './changes.ts';
import { CoveredOctets } from './covered.ts';
import { readDate } from './date.ts';
import { Steps } from './difference/steps.ts';
import { readable } from './fields.ts';
import { type FoundSignature, findSignatures } from './find.ts';
import { type DocMdp, type Permissions, readPermissions } from './permissions.ts';
import { readSignatureValue, type SignatureValue, unreadable } from './signature-value.ts';
import { type Holder, StampedData } from './stamped-data.ts';
import { type Datum, readValidationData, type ValidationData } from './validation-data.ts';

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
    covered: new CoveredOctets(source),
    steps: new Steps(pdf, Math.min(...found.map((one) => one.revision))),
    certifications: certificationsOf(pdf, found),
    validationData: readValidationData(pdf),
    firstSigned: Math.min(...found.filter(isSignature).map((one) => one.revision)),
  };
  const examined = found.map((one) => examine(document, one));
  const unsound = new Set(examined.filter(isBroken).map(({ evidence }) => keyOf(evidence)));
  const stamped = new StampedData(document.validationData, examined);
  return examined.map((one) => ({
    ...withStampedData(one.evidence, stamped),
    changesAfter: changesAfter(
      document.steps,
      one.evidence.revision,
      one.permissions,
      one.inForce,
      ({ revision, field }) => unsound.has(keyOf({ revision, id: field ?? '' })),
    ),
  }));
}

const keyOf = ({ revision, id }: { readonly revision: number; readonly id: string }) =>
  `${revision} ${id}`;

/** Whether a signature or time stamp does not hold, in its mathematics or by the rules of its format. */
function isBroken({ evidence: { faults, cms, timestamp } }: Examined): boolean {
  if (faults.length > 0) return true;
  if (timestamp !== null)
    return timestamp.imprint !== 'matches' || timestamp.cms.signature !== 'valid';
  return cms?.signature !== 'valid' || cms.messageDigest !== 'matches';
}

/** Neither a time stamp nor something that no reader can call a signature. */
function isSignature({ dict }: FoundSignature): boolean {
  return dict !== undefined && !isName(dict.get('SubFilter'), 'ETSI.RFC3161');
}

interface Examined extends Holder {
  readonly evidence: Evidence;
  readonly permissions: Permissions;
  readonly inForce: DocMdp | null;
}

/** What breaks a rule proves nothing, wherever its range says that it lies. */
function withStampedData(evidence: Evidence, stamped: StampedData): Evidence {
  const { timestamp, byteRange, faults } = evidence;
  if (timestamp === null || byteRange === null || faults.length > 0) return evidence;
  return { ...evidence, timestamp: { ...timestamp, covers: stamped.under(byteRange) } };
}

interface Opened {
  readonly pdf: Pdf;
  readonly covered: CoveredOctets;
  readonly steps: Steps;
  /** Certification levels and the revisions that set them. */
  readonly certifications: readonly { readonly revision: number; readonly level: DocMdp }[];
  readonly validationData: ValidationData;
  /** The oldest revision with a signature of a person or agency. */
  readonly firstSigned: number;
}

function examine(document: Opened, found: FoundSignature): Examined {
  const { pdf, covered, validationData } = document;
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
  if (permissions.certification !== null && document.firstSigned < revision)
    faults.push({ what: 'certification-not-first' });
  const inForce = document.certifications.find((c) => c.revision < revision)?.level ?? null;
  const evidence: Evidence = {
    format: 'PAdES',
    id: found.name,
    counterSigns: null,
    kind: known === 'ETSI.RFC3161' ? 'document-timestamp' : 'signature',
    subFilter,
    faults,
    revision,
    revisions: pdf.revisions.length,
    coversWholeFile: end === pdf.source.length,
    byteRange: value.byteRange,
    signedDataFound: value.byteRange !== null,
    changesAfter: [],
    certification: permissions.certification,
    formatTime: dict === undefined ? null : dateOf(pdf, dict, revision),
    said: dict === undefined ? {} : saidBy(pdf, dict, revision),
    cms: read.cms,
    timestamp: read.timestamp,
    certificates: [...read.certificates, ...octetsOf(validationData.certificates)],
    crls: [...read.crls, ...octetsOf(validationData.crls)],
    ocsps: [...read.ocsps, ...octetsOf(validationData.ocsps)],
  };
  return { evidence, contents: found.contents, message: read, permissions, inForce };
}

function octetsOf(data: readonly Datum[]): Uint8Array[] {
  return data.map(({ octets }) => octets);
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

type Message = Holder['message'];

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
      const timestamp = examineTimestamp(contents, coveredDigest, 'document');
      const { certificates, crls, ocsps } = timestamp;
      return { ...none, timestamp, certificates, crls, ocsps };
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
  // whatever the message digests, what holds the document is SHA-1
  const over = { ...facts, digestAlgorithm: facts.digestAlgorithm && ('SHA-1' as const) };
  return sameOctets(enclosed, coveredDigest('SHA-1'))
    ? over
    : { ...over, messageDigest: 'differs' };
}

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

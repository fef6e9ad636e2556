import type { ByteSource } from '../../bytes/source.ts';
import { Fault } from '../../fault/fault.ts';
import {
  dict,
  isArray,
  isDict,
  isRef,
  name,
  openPdf,
  type Pdf,
  type PdfDict,
  PdfUpdate,
  Raw,
  type Ref,
  textString,
} from '../../syntax/pdf/index.ts';
import { type Field, readFields, readForm } from './fields.ts';
import { firstPage } from './first-page.ts';
import { type DocMdp, isLocked, readPermissions } from './permissions.ts';
import { signatureDictionary } from './signature-dictionary.ts';

export interface PadesOptions {
  /** /Name, /Reason, /Location, /ContactInfo: claims for people, proven by nothing. */
  readonly signerName?: string;
  readonly reason?: string;
  readonly location?: string;
  readonly contact?: string;
  /** /M, written in local time with `offset` minutes east of UTC (420, Vietnam, unless given). */
  readonly time: Date;
  readonly offset?: number;
  /** Certify: what later revisions may do (ISO 32000-2 table 257). Only the first signature can. */
  readonly certify?: DocMdp;
  /** Name of an existing empty signature field to sign; otherwise a new one is added. */
  readonly field?: string;
  /** Octets that the CMS may take: `roomFor`. */
  readonly room: number;
  readonly password?: string;
  /** Name and version of the program, for /Prop_Build. */
  readonly application?: { readonly name: string; readonly version: string };
}

/**
 * What a visible signature will look like (a later issue): the page, counted from 0, the rectangle in its default
 * user space, and the octets of a form XObject's content stream with its resources.
 */
export interface Appearance {
  readonly page: number;
  readonly rect: readonly [number, number, number, number];
  readonly content: Uint8Array;
  readonly resources: PdfDict;
}

/** A document made ready: everything but the CMS that goes into the gap. */
export interface Prepared {
  /** Octets to append to the source; /Contents is all zeros. */
  readonly append: Uint8Array;
  readonly byteRange: readonly [number, number, number, number];
  /** `start`: offset in the resulting file of the first hexadecimal digit; `length`: how many digits there is room for. */
  readonly contents: { readonly start: number; readonly length: number };
  readonly fieldName: string;
}

/** Hidden from nobody, but with nothing to see: Print and Locked (ISO 32000-2 table 167), as PDF/A wants of every annotation. */
const PRINT_AND_LOCKED = 4 + 128;
const SIGNATURES_EXIST = 1;
const APPEND_ONLY = 2;
/** Decimal digits of a ByteRange number: files of up to 10 GB, the most that a classic table addresses. */
const DIGITS = 10;
/**
 * Appends a signature field, its invisible widget and a signature dictionary with an empty gap (EN 319 142-1 clause 5.3,
 * ISO 32000-2 clause 12.8.1). Throws DOCUMENT_LOCKED when an earlier signature forbids it or `field` is signed,
 * DOCUMENT_UNSUPPORTED for dynamic XFA, DOCUMENT_MALFORMED for a file that would first have to be mended.
 */
export function preparePades(source: ByteSource, options: PadesOptions): Prepared {
  const pdf = openPdf(source, {
    strict: true,
    ...(options.password !== undefined && { password: options.password }),
  });
  const catalog = pdf.catalog();
  const form = readForm(pdf);
  if (form?.has('XFA') && pdf.resolve(catalog.get('NeedsRendering')) === true)
    throw new Fault('DOCUMENT_UNSUPPORTED', { what: 'xfa-dynamic' });
  const fields = readFields(pdf, undefined, true);
  const target = options.field === undefined ? undefined : emptyField(pdf, fields, options.field);
  const fieldName = target?.name ?? newName(pdf, fields);
  confirmAllowed(pdf, fields, fieldName, options.certify !== undefined);

  const update = new PdfUpdate(pdf);
  const gap = new Raw(filled(2 * options.room + 2, 0x30, 0x3c, 0x3e));
  const range = new Raw(filled(4 * DIGITS + 5, 0x20, 0x5b, 0x5d));
  const signature = update.add(signatureDictionary(pdf, options, target, gap, range));
  if (target === undefined) addField(pdf, update, signature, fieldName, options.certify);
  else {
    update.replace(target.number, target.dict.with({ V: signature }));
    touchForm(pdf, update, undefined, signature, options.certify);
  }

  const written = update.write();
  const start = written.rawOffset(gap);
  const behind = start + gap.octets.length;
  const length = source.length + written.octets.length;
  const byteRange = [0, start, behind, length - behind] as const;
  const append = written.octets.slice();
  append.set(rangeText(byteRange), written.rawOffset(range) - source.length);
  return { append, byteRange, contents: { start: start + 1, length: 2 * options.room }, fieldName };
}

interface EmptyField extends Field {
  readonly number: number;
}

function emptyField(pdf: Pdf, fields: readonly Field[], wanted: string): EmptyField {
  const named = fields.filter((f) => f.name === wanted && f.type === 'Sig');
  const field = named[0];
  if (field === undefined) throw new Fault('DOCUMENT_LOCKED', { what: 'field-not-found' });
  if (named.length > 1) throw new Fault('DOCUMENT_LOCKED', { what: 'field-ambiguous' });
  if (pdf.resolve(field.dict.get('V')) !== null)
    throw new Fault('DOCUMENT_LOCKED', { what: 'field-signed' });
  if (field.number === undefined) throw new Fault('DOCUMENT_MALFORMED', { what: 'field-direct' });
  return field as EmptyField;
}

/** `Signature<n>` that no field of any revision ever had: a name used again would hide the earlier signature. */
function newName(pdf: Pdf, newest: readonly Field[]): string {
  const taken = new Set(newest.map((f) => f.name));
  for (const { number } of pdf.revisions.slice(0, -1))
    for (const field of readFields(pdf, number)) taken.add(field.name);
  let n = 1;
  while (taken.has(`Signature${n}`)) n++;
  return `Signature${n}`;
}

/** What the signatures already there forbid (ISO 32000-2 clauses 12.8.2.2 and 12.8.2.4). */
function confirmAllowed(
  pdf: Pdf,
  fields: readonly Field[],
  fieldName: string,
  certifies: boolean,
): void {
  const revision = pdf.revisions.length;
  for (const field of fields) {
    const signature = field.type === 'Sig' ? pdf.resolve(field.dict.get('V')) : null;
    if (!isDict(signature)) continue;
    if (certifies) throw new Fault('DOCUMENT_LOCKED', { what: 'already-signed' });
    const { certification, lockLevel, locks } = readPermissions(
      pdf,
      signature,
      field.dict,
      revision,
    );
    if (certification === 1) throw new Fault('DOCUMENT_LOCKED', { what: 'certified-final' });
    if (lockLevel === 1) throw new Fault('DOCUMENT_LOCKED', { what: 'signed-final' });
    if (isLocked(locks, fieldName)) throw new Fault('DOCUMENT_LOCKED', { what: 'field-locked' });
  }
}

/** Adds a field that is its own invisible widget on the first page. */
function addField(
  pdf: Pdf,
  update: PdfUpdate,
  signature: Ref,
  fieldName: string,
  certify: DocMdp | undefined,
): void {
  const page = firstPage(pdf);
  const field = update.add(
    dict({
      Type: name('Annot'),
      Subtype: name('Widget'),
      FT: name('Sig'),
      T: textString(fieldName),
      V: signature,
      F: PRINT_AND_LOCKED,
      Rect: [0, 0, 0, 0],
      P: page.ref,
    }),
  );
  const annotations = page.dict.get('Annots');
  const list = pdf.resolve(annotations);
  const longer = [...(isArray(list) ? list : []), field];
  if (isRef(annotations) && isArray(list)) update.replace(annotations.number, longer);
  else update.replace(page.ref.number, page.dict.with({ Annots: longer }));
  touchForm(pdf, update, field, signature, certify);
}

/** Enters `field` into /Fields, sets /SigFlags and, when certifying, /Perms: each where it stands, direct or not. */
function touchForm(
  pdf: Pdf,
  update: PdfUpdate,
  field: Ref | undefined,
  signature: Ref,
  certify: DocMdp | undefined,
): void {
  const root = pdf.trailer.get('Root') as Ref;
  let catalog = pdf.catalog();
  const before = catalog;
  const formAt = catalog.get('AcroForm');
  const form = readForm(pdf) ?? dict({ Fields: [] });
  let after = form;
  const flags = pdf.resolve(form.get('SigFlags'));
  const wanted = (typeof flags === 'number' ? flags : 0) | SIGNATURES_EXIST | APPEND_ONLY;
  if (flags !== wanted) after = after.with({ SigFlags: wanted });
  if (field !== undefined) {
    const fieldsAt = form.get('Fields');
    const fields = pdf.resolve(fieldsAt);
    const longer = [...(isArray(fields) ? fields : []), field];
    if (isRef(fieldsAt) && isArray(fields)) update.replace(fieldsAt.number, longer);
    else after = after.with({ Fields: longer });
  }
  if (after !== form || !catalog.has('AcroForm')) {
    if (isRef(formAt) && isDict(pdf.resolve(formAt))) update.replace(formAt.number, after);
    else catalog = catalog.with({ AcroForm: isDict(formAt) ? after : update.add(after) });
  }
  if (certify !== undefined) {
    const permissionsAt = catalog.get('Perms');
    const permissions = pdf.resolve(permissionsAt);
    const granted = (isDict(permissions) ? permissions : dict({})).with({ DocMDP: signature });
    if (isRef(permissionsAt) && isDict(permissions)) update.replace(permissionsAt.number, granted);
    else catalog = catalog.with({ Perms: granted });
  }
  if (catalog !== before) update.replace(root.number, catalog);
}

function filled(length: number, octet: number, first: number, last: number): Uint8Array {
  const octets = new Uint8Array(length).fill(octet);
  octets[0] = first;
  octets[length - 1] = last;
  return octets;
}

/** `[n n n n]` with spaces before the bracket: always the same width, always readable by the simplest pattern. */
function rangeText(range: readonly number[]): Uint8Array {
  return Buffer.from(`[${range.join(' ').padEnd(4 * DIGITS + 3)}]`, 'latin1');
}

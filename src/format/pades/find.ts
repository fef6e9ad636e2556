import type { ByteSource } from '../../bytes/source.ts';
import { Fault } from '../../fault/fault.ts';
import {
  isArray,
  isDict,
  isName,
  isRef,
  isStream,
  type Pdf,
  type PdfDict,
} from '../../syntax/pdf/index.ts';
import type { Span } from './byte-range.ts';
import { type Field, readable, readFields } from './fields.ts';

/** Signatures of one document: a file signed daily for two years stays below (as for its revisions). */
const MOST_SIGNATURES = 1024;

/** A signature dictionary and where it stands. */
export interface FoundSignature {
  /** Name of its field; empty when no field refers to it. */
  readonly name: string;
  /** The field as of the revision that wrote the signature, or the newest; undefined when none refers to it. */
  readonly field: Field | undefined;
  /** The object that holds the dictionary, and the key under which, when it is not the object itself. */
  readonly number: number | undefined;
  readonly path: readonly string[];
  /** The revision whose cross-references name the object. */
  readonly revision: number;
  /** undefined when the field's value is no dictionary. */
  readonly dict: PdfDict | undefined;
  /** Where its /Contents token stands; undefined when it has no place of its own. */
  readonly contents: Span | undefined;
  /** Another signed field of the newest revision has the same name. */
  readonly repeated: boolean;
  /** No cross-reference leads to it: it was left out, or stands where no revision has anything. */
  readonly unlisted?: boolean;
}

/**
 * Every signature of the file, in the order of their revisions: values of signature fields, what /Perms /DocMDP names, and
 * signature dictionaries that stand in the file though no field of the newest revision leads to them (removed, replaced or
 * never entered). Usage rights (/UR, /UR3) are no signatures of the document and are passed over.
 */
export function findSignatures(pdf: Pdf): FoundSignature[] {
  const found: FoundSignature[] = [];
  const known = new Set<string>();
  const trees = new Map<number, readonly Field[]>();
  const add = (one: FoundSignature) => {
    const identity = `${one.number}/${one.revision}/${one.path.join('/')}`;
    if (one.number !== undefined && known.has(identity)) return;
    if (found.length >= MOST_SIGNATURES) throw new Fault('DOCUMENT_LIMIT', { what: 'signatures' });
    known.add(identity);
    found.push(one);
  };
  const fields = readFields(pdf);
  const signed = fields.filter((f) => f.type === 'Sig' && isSet(pdf, f.dict.get('V')));
  for (const field of signed)
    add(
      fieldSignature(
        pdf,
        field,
        signed.some((f) => f !== field && f.name === field.name),
      ),
    );
  const permissions = pdf.resolve(pdf.catalog().get('Perms'));
  const usageRights = new Set<number>();
  const orphans: number[] = [];
  if (isDict(permissions)) {
    const certifying = permissions.get('DocMDP');
    if (isRef(certifying)) addUnlisted(certifying.number, pdf.revisions.length);
    for (const key of ['UR', 'UR3']) {
      const rights = permissions.get(key);
      if (isRef(rights)) usageRights.add(rights.number);
    }
  }
  for (const { holder, at } of unexplained(pdf, found))
    if (isUnlisted(pdf, holder, at)) orphans.push(at);
    else if (holder !== undefined && !usageRights.has(holder.number))
      addUnlisted(holder.number, holder.revision);
  for (const at of orphans.slice(0, MOST_ORPHANS)) found.push(orphan(pdf, at));
  return found.sort((a, b) => a.revision - b.revision);

  function fieldsOf(revision: number): readonly Field[] {
    const known = trees.get(revision) ?? readFields(pdf, revision);
    trees.set(revision, known);
    return known;
  }

  function addUnlisted(number: number, revision: number): void {
    const entry = pdf.entry(number, revision);
    const dict = readable(() => pdf.object(number, revision));
    if (entry === undefined || !isDict(dict) || !dict.has('ByteRange') || !dict.has('Contents'))
      return;
    // Usage rights signatures are told by their transform when /Perms no longer names them.
    if (transforms(pdf, dict, revision).some((t) => t === 'UR3' || t === 'UR')) return;
    const field = fieldsOf(entry.revision).find((f) => {
      const value = f.dict.get('V');
      return f.type === 'Sig' && isRef(value) && value.number === number;
    });
    add({
      name: field?.name ?? '',
      field,
      number,
      path: [],
      revision: entry.revision,
      dict,
      contents: place(pdf, number, entry.revision, ['Contents']),
      repeated: false,
    });
  }
}

function fieldSignature(pdf: Pdf, field: Field, repeated: boolean): FoundSignature {
  const value = field.dict.get('V');
  const number = isRef(value) ? value.number : field.number;
  const dict = readable(() => pdf.resolve(value));
  const path = isRef(value) ? [] : ['V'];
  const revision =
    (number === undefined ? undefined : pdf.entry(number)?.revision) ?? pdf.revisions.length;
  return {
    name: field.name,
    field,
    number,
    path,
    revision,
    dict: isDict(dict) ? dict : undefined,
    contents: place(pdf, number, revision, [...path, 'Contents']),
    repeated,
  };
}

function place(
  pdf: Pdf,
  number: number | undefined,
  revision: number,
  path: readonly string[],
): Span | undefined {
  if (number === undefined) return undefined;
  return readable(() => pdf.locate(number, revision, ...path));
}

function isSet(pdf: Pdf, value: Parameters<Pdf['resolve']>[0]): boolean {
  if (value === undefined || value === null) return false;
  // What can't be read is set: it must show up as a broken signature.
  try {
    return pdf.resolve(value) !== null;
  } catch {
    return true;
  }
}

function transforms(pdf: Pdf, dict: PdfDict, revision: number): string[] {
  const references = readable(() => pdf.resolve(dict.get('Reference'), revision));
  return (isArray(references) ? references.slice(0, 32) : []).flatMap((one) => {
    const reference = readable(() => pdf.resolve(one, revision));
    const method = isDict(reference) ? reference.get('TransformMethod') : undefined;
    return isName(method) ? [method.value] : [];
  });
}

/** Signatures that no cross-reference leads to and that are told one by one. */
const MOST_ORPHANS = 16;

function orphan(pdf: Pdf, at: number): FoundSignature {
  const revision = pdf.revisions.find(({ end }) => at < end)?.number ?? pdf.revisions.length;
  const nowhere = { field: undefined, number: undefined, dict: undefined, contents: undefined };
  return { name: '', path: [], revision, repeated: false, unlisted: true, ...nowhere };
}

interface Place {
  readonly offset: number;
  readonly number: number;
  readonly revision: number;
}

/** Whether `at` lies in another object than the one that a revision places before it: one that nothing lists. */
function isUnlisted(pdf: Pdf, holder: Place | undefined, at: number): boolean {
  const object = holder && readable(() => pdf.object(holder.number, holder.revision));
  const body = isStream(object) && 'start' in object.body ? object.body : undefined;
  const from = body === undefined ? (holder?.offset ?? 0) : body.start + body.length;
  if (at < from) return false;
  const between = pdf.source.read(Math.max(from, at - LONGEST_DICTIONARY), at);
  const text = Buffer.from(between.buffer, between.byteOffset, between.length).toString('latin1');
  const end = text.lastIndexOf('endobj');
  return (end >= 0 || holder === undefined) && /\d\s+obj\b/.test(text.slice(end + 1));
}

/** Octets before a key in which the header of its object is looked for: a signature with a long chain, twice as hexadecimal. */
const LONGEST_DICTIONARY = 256 * 1024;

/** `/ByteRange` keys that no signature of `found` accounts for, and the object that stands before each. */
function unexplained(
  pdf: Pdf,
  found: readonly FoundSignature[],
): { readonly at: number; readonly holder: Place | undefined }[] {
  const places = new Set(occurrences(pdf.source));
  for (const one of found) explain(pdf, one, places);
  const left = [...places];
  if (left.length === 0) return [];
  const starts: Place[] = [];
  for (const { number: revision } of pdf.revisions)
    for (const number of pdf.changedIn(revision)) {
      const offset = pdf.entry(number, revision)?.offset;
      if (offset !== undefined) starts.push({ offset, number, revision });
    }
  starts.sort((a, b) => a.offset - b.offset);
  return left.map((at) => ({ at, holder: starts[countUpTo(starts, at) - 1] }));
}

/** Takes from `places` those that are the signature's own key. */
function explain(pdf: Pdf, one: FoundSignature, places: Set<number>): void {
  const { number, revision, path, contents } = one;
  const start = number === undefined ? undefined : pdf.entry(number, revision)?.offset;
  if (start === undefined || contents === undefined) return;
  const own = [...places].filter((at) => at >= start && at < contents.start);
  if (own.length > 0) for (const at of own) places.delete(at);
  else {
    // Behind /Contents: only the octets right before the value are its key.
    const value = place(pdf, number, revision, [...path, 'ByteRange'])?.start ?? 0;
    for (const at of places) if (at > value - KEY_WITHIN && at < value) places.delete(at);
  }
}

/** Octets before a value in which its key stands. */
const KEY_WITHIN = 32;

/** How many of the sorted starts are not behind `at`. */
function countUpTo(starts: readonly { offset: number }[], at: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]!.offset <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of `/ByteRange`: with eight octets or more Node.js turns to a search that is ten times slower on such data. */
const KEY = Buffer.from('ByteRan', 'latin1');
const WINDOW = 1024 * 1024;

/** Offsets of `ByteRan` anywhere in the file, at most four for each signature there may be. */
function occurrences(source: ByteSource): number[] {
  const places: number[] = [];
  for (let start = 0; start < source.length; start += WINDOW) {
    const octets = source.read(start, Math.min(start + WINDOW + KEY.length - 1, source.length));
    const window = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
    for (let at = window.indexOf(KEY); at >= 0; at = window.indexOf(KEY, at + 1)) {
      places.push(start + at);
      if (places.length > 4 * MOST_SIGNATURES)
        throw new Fault('DOCUMENT_LIMIT', { what: 'signatures' });
    }
  }
  return places;
}

import { createHash } from 'node:crypto';
import { Budget } from '../../bytes/budget.ts';
import {
  isArray,
  isDict,
  isRef,
  isStream,
  type Pdf,
  type PdfDict,
  type PdfObject,
  type PdfStream,
} from '../../syntax/pdf/index.ts';
import type { Span } from './byte-range.ts';
import { readable } from './fields.ts';

/** Streams read of one kind: a document with fifty long chains stays below. */
const MOST_STREAMS = 2048;
/** Octets of validation data in one document: three revocation lists of a million entries. */
const MOST_OCTETS = 128 * 1024 * 1024;
/** VRI entries looked at in one store: as many as a document may have signatures. */
const MOST_ENTRIES = 1024;

/** One certificate, CRL or OCSP response, and where in the file its copies stand. */
export interface Datum {
  readonly octets: Uint8Array;
  /** From the object number to behind the stream's data. A stream whose decoding other objects decide has no place. */
  readonly places: readonly Span[];
}

/** What the Document Security Stores of a file hold, as DER (EN 319 142-1 clause 5.4.2), newest first. */
export interface ValidationData {
  readonly certificates: readonly Datum[];
  readonly crls: readonly Datum[];
  readonly ocsps: readonly Datum[];
}

/** Keys of a DSS and of a VRI entry (ISO 32000-2 tables 261 and 262). */
const KEYS = {
  certificates: ['Certs', 'Cert'],
  crls: ['CRLs', 'CRL'],
  ocsps: ['OCSPs', 'OCSP'],
} as const;
type Kind = keyof typeof KEYS;
const KINDS = Object.keys(KEYS) as Kind[];

/**
 * Reads /DSS of every revision, VRI entries included: what a later revision took out of the store is in the file as before. A
 * stream that revisions share is read once. What can't be read is left out; nothing here is trusted: the
 * validation checks every signature on it.
 */
export function readValidationData(pdf: Pdf): ValidationData {
  const stores = new Stores(pdf);
  for (let revision = pdf.revisions.length; revision > 0; revision--) stores.read(revision);
  const { certificates, crls, ocsps } = stores.found;
  return { certificates: [...certificates], crls: [...crls], ocsps: [...ocsps] };
}

interface Found extends Datum {
  readonly places: Span[];
}

/** Walks the stores from the newest revision to the oldest; what did not change in between is not looked at again. */
class Stores {
  readonly found: Readonly<Record<Kind, Set<Found>>> = {
    certificates: new Set(),
    crls: new Set(),
    ocsps: new Set(),
  };
  private readonly pdf: Pdf;
  /** Streams by the number they have in the revision looked at. */
  private readonly streams = new Map<number, Found | null>();
  private readonly byDigest = new Map<string, Found>();
  private readonly budget = new Budget(MOST_OCTETS, 'DOCUMENT_LIMIT', 'validation-data');
  /** Objects that the last walk led through. */
  private walked: Set<number> | undefined;

  constructor(pdf: Pdf) {
    this.pdf = pdf;
  }

  read(revision: number): void {
    const { pdf } = this;
    if (revision < pdf.revisions.length) {
      const changed = pdf.changedIn(revision + 1);
      for (const number of changed) this.streams.delete(number);
      const root = pdf.revisions[revision - 1]!.trailer.get('Root');
      const isSame = isRef(root) && this.walked?.has(root.number);
      if (isSame && !changed.some((number) => this.walked!.has(number))) return;
    }
    const walked = new Set<number>();
    this.walked = walked;
    const resolve = (value: PdfObject | undefined): PdfObject => {
      if (isRef(value)) walked.add(value.number);
      return readable(() => pdf.resolve(value, revision)) ?? null;
    };
    const catalog = resolve(pdf.revisions[revision - 1]!.trailer.get('Root'));
    const store = isDict(catalog) ? resolve(catalog.get('DSS')) : null;
    if (!isDict(store)) return;
    for (const kind of KINDS) this.readList(kind, KEYS[kind][0], store, revision, resolve);
    const entries = resolve(store.get('VRI'));
    for (const value of isDict(entries) ? entries.values.slice(0, MOST_ENTRIES) : []) {
      const entry = resolve(value);
      if (!isDict(entry)) continue;
      for (const kind of KINDS) this.readList(kind, KEYS[kind][1], entry, revision, resolve);
    }
  }

  private readList(
    kind: Kind,
    key: string,
    holder: PdfDict,
    revision: number,
    resolve: (value: PdfObject | undefined) => PdfObject,
  ): void {
    const list = resolve(holder.get(key));
    const found = this.found[kind];
    for (const one of isArray(list) ? list.slice(0, MOST_STREAMS) : []) {
      if (!isRef(one)) continue;
      this.walked!.add(one.number);
      const known = this.streams.get(one.number);
      const datum = known === undefined ? this.readStream(one, revision) : known;
      this.streams.set(one.number, datum);
      if (datum !== null && found.size < MOST_STREAMS) found.add(datum);
    }
  }

  private readStream(value: PdfObject, revision: number): Found | null {
    const { pdf } = this;
    const stream = readable(() => pdf.resolve(value, revision));
    if (!isStream(stream)) return null;
    const octets = readable(() => pdf.streamData(stream));
    if (octets === undefined || octets.length === 0) return null;
    this.budget.spend(octets.length);
    const digest = createHash('sha256').update(octets).digest('base64');
    const datum = this.byDigest.get(digest) ?? { octets, places: [] };
    this.byDigest.set(digest, datum);
    const place = placeOf(pdf, stream, revision);
    if (place !== undefined) datum.places.push(place);
    return datum;
  }
}

function placeOf(pdf: Pdf, { dict, body }: PdfStream, revision: number): Span | undefined {
  if (!('start' in body) || !DECODING.every((key) => isDirect(dict.get(key)))) return undefined;
  const start = readable(() => pdf.entry(body.number, revision))?.offset;
  return start === undefined ? undefined : { start, end: body.start + body.length };
}

/** Entries that say what the octets mean (ISO 32000-2 table 5): another object could give them another meaning later. */
const DECODING = ['Filter', 'DecodeParms'];

function isDirect(value: PdfObject | undefined): boolean {
  if (isRef(value)) return false;
  if (isArray(value)) return value.every(isDirect);
  return !isDict(value) || value.values.every(isDirect);
}

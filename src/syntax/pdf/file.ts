import type { ByteSource } from '../../bytes/source.ts';
import type { Entry, OpenOptions, Pdf } from './document.ts';
import { type Encryption, openEncryption } from './encryption/encryption.ts';
import { decode, filtersOf, type Resolve } from './filter/decode.ts';
import { Findings, malformed, tooMuch } from './findings.ts';
import { passEndstream, readIndirect, readObjectHeader } from './indirect.ts';
import { type Decipher, Lexer } from './lexer.ts';
import { LIMITS } from './limits.ts';
import {
  isArray,
  isInteger,
  isName,
  isString,
  PdfDict,
  type PdfObject,
  PdfStream,
  Ref,
} from './object.ts';
import { ObjectStream } from './object-stream.ts';
import { Windows } from './window.ts';
import { type RevisionSections, readChain } from './xref/chain.ts';
import { COMPRESSED, findIn, IN_USE, type Place } from './xref/section.ts';
import { readHeader, readTail } from './xref/tail.ts';

/** The reader behind `openPdf`. */
export class File implements Pdf {
  readonly source: ByteSource;
  readonly revisions: readonly RevisionSections[];
  readonly trailer: PdfDict;
  readonly encrypted: boolean;
  readonly linearized: boolean;
  readonly base: number;
  readonly headerVersion: string;
  readonly nextNumber: number;
  readonly encryption: Encryption | undefined;
  private readonly findings: Findings;
  private readonly windows: Windows;
  private readonly decipher:
    | ((number: number, generation: number) => Decipher | undefined)
    | undefined;
  /** By absolute offset, with the number that stands there. */
  private readonly objects = new Map<number, { number: number; object: PdfObject }>();
  private readonly streams = new Map<number, ObjectStream>();
  private streamOctetsKept = 0;
  /** Objects being read right now: /Length and object streams lead from one to another. */
  private depth = 0;

  constructor(source: ByteSource, { password, strict = false }: OpenOptions) {
    this.source = source;
    this.findings = new Findings(strict);
    this.windows = new Windows(source, this.findings);
    const { base, version } = readHeader(this.windows, this.findings);
    const tail = readTail(this.windows, this.findings);
    this.headerVersion = version;
    this.base = this.baseFor(base, tail.startxref);
    const chain = readChain(this.windows, this.base, tail, this.findings);
    this.revisions = chain.revisions;
    this.linearized = chain.linearized;
    this.trailer = this.revisions.at(-1)!.trailer;
    this.nextNumber = this.checkSizes();
    if (!(this.trailer.get('Root') instanceof Ref)) throw malformed('trailer-root');
    const encrypt = this.trailer.get('Encrypt');
    this.encrypted = encrypt !== undefined && encrypt !== null;
    if (this.encrypted) {
      this.encryption = this.openEncryption(encrypt!, password);
      const own = encrypt instanceof Ref ? encrypt.number : -1;
      const { encryption } = this;
      this.decipher = (number, generation) =>
        number === own ? undefined : encryption.readString(number, generation);
    }
    if (strict) this.checkPlaces();
  }

  get openedAs(): 'user' | 'owner' | undefined {
    return this.encryption?.openedAs;
  }

  get repairs(): readonly string[] {
    return this.findings.repairs;
  }

  get notes(): readonly string[] {
    return this.findings.notes;
  }

  object(number: number, revision = this.revisions.length): PdfObject {
    const found = this.find(number, revision);
    return found === undefined ? null : this.read(number, found, revision);
  }

  resolve(object: PdfObject | undefined, revision = this.revisions.length): PdfObject {
    let value = object ?? null;
    for (let hops = 0; value instanceof Ref; hops++) {
      if (hops >= LIMITS.references) throw malformed('reference-loop');
      const found = this.find(value.number, revision);
      if (found === undefined || generationOf(found) !== value.generation) return null;
      value = this.read(value.number, found, revision);
    }
    return value;
  }

  catalog(revision = this.revisions.length): PdfDict {
    const root = this.resolve(this.revisionAt(revision).trailer.get('Root'), revision);
    if (!(root instanceof PdfDict)) throw malformed('catalog-missing');
    return root;
  }

  entry(number: number, revision = this.revisions.length): Entry | undefined {
    const found = this.find(number, revision);
    if (found?.type === IN_USE)
      return {
        offset: this.base + found.place,
        generation: found.detail,
        revision: found.revision,
      };
    if (found?.type === COMPRESSED)
      return {
        inStream: { stream: found.place, index: found.detail },
        generation: 0,
        revision: found.revision,
      };
    return undefined;
  }

  numbers(revision = this.revisions.length): number[] {
    const found: number[] = [];
    const used = this.inUse(revision);
    for (let number = 0; number < used.length; number++) if (used[number] === 1) found.push(number);
    return found;
  }

  changedIn(revision: number): number[] {
    this.revisionAt(revision);
    const changed = new Set<number>();
    this.eachNamed(revision, (number) => {
      const now = this.find(number, revision);
      const before = revision > 1 ? this.find(number, revision - 1) : undefined;
      if (!samePlace(now, before)) changed.add(number);
    });
    if (revision > 1) this.addReplacedStreams(revision, changed);
    return [...changed].sort((a, b) => a - b);
  }

  streamData(stream: PdfStream): Uint8Array {
    const resolve: Resolve = (object) => this.resolve(object);
    return decode(
      this.streamOctets(stream),
      filtersOf(stream.dict, resolve),
      resolve,
      LIMITS.decoded,
    );
  }

  streamOctets({ dict, body }: PdfStream): Uint8Array {
    if ('octets' in body) return body.octets;
    const octets = this.windows.octets(body.start, body.start + body.length);
    const decrypt = this.encryption?.readStream(
      dict,
      (object) => this.resolve(object),
      body.number,
      body.generation,
    );
    return decrypt === undefined ? octets : decrypt(octets);
  }

  locate(
    number: number,
    revision: number | undefined,
    ...path: readonly string[]
  ): { start: number; end: number } | undefined {
    const found = this.find(number, revision ?? this.revisions.length);
    if (found?.type !== IN_USE) return undefined;
    let at = this.windows.at(this.base + found.place, (lexer) => {
      readObjectHeader(lexer);
      lexer.skipSpace();
      return lexer.at;
    });
    let end = at;
    for (const key of path) {
      const span = this.windows.at(at, (lexer) => {
        if (lexer.octets[lexer.pos] !== 0x3c || lexer.octets[lexer.pos + 1] !== 0x3c)
          return undefined;
        let seen: { start: number; end: number } | undefined;
        lexer.dictionary(0, (name, start, behind) => {
          if (name === key) seen = { start, end: behind };
        });
        return seen;
      });
      if (span === undefined) return undefined;
      at = span.start;
      end = span.end;
    }
    return path.length === 0 ? undefined : { start: at, end };
  }

  private find(number: number, revision: number): Place | undefined {
    const { revisions } = this;
    if (revision > revisions.length) throw malformed('revision-missing');
    for (let r = revision; r > 0; r--) {
      const { sections } = revisions[r - 1]!;
      for (let s = 0; s < sections.length; s++) {
        const place = findIn(sections[s]!, number);
        if (place === undefined) continue;
        place.revision = r;
        return place;
      }
    }
    return undefined;
  }

  private read(number: number, found: Place, revision: number): PdfObject {
    if (found.type !== IN_USE && found.type !== COMPRESSED) return null;
    if (found.type === IN_USE) {
      const known = this.objects.get(this.base + found.place);
      if (known?.number === number) return known.object;
    }
    if (this.depth >= LIMITS.references) throw malformed('object-loop');
    this.depth++;
    try {
      return found.type === IN_USE
        ? this.objectAt(this.base + found.place, number, found, revision)
        : this.objectStream(found.place, revision).object(number, found.detail);
    } finally {
      this.depth--;
    }
  }

  private objectAt(offset: number, number: number, found: Place, revision: number): PdfObject {
    let read = this.windows.at(offset, (lexer) => readIndirect(lexer, this.decipher));
    if (read.number !== number) throw malformed('object-number', offset);
    if (read.generation !== found.detail) this.findings.repair('object-generation', offset);
    if (read.streamAt === undefined || !(read.object instanceof PdfDict))
      return this.keep(offset, number, read.object);
    if (this.encrypted && isName(read.object.get('Type'), 'XRef')) {
      // Clause 7.6.2: nothing in a cross-reference stream is encrypted.
      read = this.windows.at(offset, (lexer) => readIndirect(lexer));
    }
    const dict = read.object as PdfDict;
    const claimed = dict.get('Length');
    const length = this.streamLength(this.resolve(claimed, revision), read.streamAt!);
    const { generation } = read;
    const stream = new PdfStream(dict, { start: read.streamAt!, length, number, generation });
    // An indirect /Length may have changed between revisions.
    if (claimed instanceof Ref && revision !== this.revisions.length) return stream;
    return this.keep(offset, number, stream);
  }

  private keep(offset: number, number: number, object: PdfObject): PdfObject {
    if (this.objects.size >= LIMITS.cached) this.objects.clear();
    this.objects.set(offset, { number, object });
    return object;
  }

  /** The length that /Length says when `endstream` follows there; else, mending, that of the data before the next `endstream`. */
  private streamLength(claimed: PdfObject, start: number): number {
    if (isInteger(claimed) && claimed >= 0 && start + claimed < this.source.length) {
      const behind = this.windows.at(start + claimed, passEndstream);
      if (behind >= 0) return claimed;
    }
    this.findings.repair('stream-length', start);
    const end = Math.min(this.source.length, start + LIMITS.objectText);
    const octets = this.windows.octets(start, end);
    const found = Buffer.from(octets.buffer, octets.byteOffset, octets.length).indexOf('endstream');
    if (found < 0) throw malformed('stream-end', start);
    if (octets[found - 1] === 0x0a) return found - (octets[found - 2] === 0x0d ? 2 : 1);
    return octets[found - 1] === 0x0d ? found - 1 : found;
  }

  /** Clause 7.5.7: an object stream is never inside another. */
  private objectStream(number: number, revision: number): ObjectStream {
    const found = this.find(number, revision);
    if (found === undefined || found.type !== IN_USE) throw malformed('object-stream-missing');
    const known = this.streams.get(found.place);
    if (known !== undefined) return known;
    const stream = this.object(number, revision);
    if (!(stream instanceof PdfStream)) throw malformed('object-stream');
    const made = new ObjectStream(
      stream.dict,
      this.streamOctets(stream),
      (object) => this.resolve(object, revision),
      this.findings,
    );
    this.streamOctetsKept += made.size;
    if (this.streamOctetsKept > LIMITS.cachedStreams) {
      this.streams.clear();
      this.streamOctetsKept = made.size;
    }
    this.streams.set(found.place, made);
    return made;
  }

  private openEncryption(encrypt: PdfObject, password: string | undefined): Encryption {
    const dict = this.resolve(encrypt);
    if (!(dict instanceof PdfDict)) throw malformed('encrypt-dictionary');
    for (const { trailer } of this.revisions) {
      const other = trailer.get('Encrypt');
      const same =
        encrypt instanceof Ref
          ? other instanceof Ref && other.number === encrypt.number
          : other instanceof PdfDict;
      if (!same) this.findings.repair('encrypt-differs');
    }
    const ids = this.resolve(this.trailer.get('ID'));
    const id = isArray(ids) ? this.resolve(ids[0]) : null;
    return openEncryption(
      dict,
      (object) => this.resolve(object),
      isString(id) ? id.octets : new Uint8Array(0),
      password,
      this.findings,
    );
  }

  /** Offsets count from the header (clause 7.5.4), but some producers counted the octets before it too. */
  private baseFor(header: number, startxref: number): number {
    if (header === 0) return 0;
    const isSection = (at: number): boolean =>
      at < this.source.length && this.windows.at(at, standsSection);
    return isSection(header + startxref) || !isSection(startxref) ? header : 0;
  }

  /** Clause 7.5.5: /Size is one more than the greatest number; entries beyond it shall be ignored, which readers do differently. */
  private checkSizes(): number {
    let next = 1;
    for (const { trailer, sections } of this.revisions) {
      const size = trailer.get('Size');
      if (!isInteger(size) || size < 0) throw malformed('trailer-size');
      if (size > LIMITS.objectNumber + 1) throw tooMuch('object-number-limit');
      for (const { entries, hidden } of sections)
        next = Math.max(next, entries.limit, hidden?.limit ?? 0);
      if (next > size) this.findings.repair('size-too-small');
      next = Math.max(next, size);
    }
    return next;
  }

  /** Every object in use begins where the cross-references say. Only of sources in one window: of a great file this would read all of it. */
  private checkPlaces(): void {
    const { whole } = this.windows;
    if (whole === undefined) return;
    const used = this.inUse(this.revisions.length);
    // Nobody looks a cross-reference stream up, and producers err in its own entry.
    for (const { sections } of this.revisions)
      for (const { stream } of sections) if (stream !== undefined) used[stream] = 0;
    const lexer = new Lexer(whole, 0);
    for (let number = 0; number < used.length; number++) {
      const found = used[number] === 1 ? this.find(number, this.revisions.length) : undefined;
      if (found?.type !== IN_USE) continue;
      const at = this.base + found.place;
      if (at >= whole.length) throw malformed('offset-outside-file', at);
      lexer.pos = at;
      const header = readObjectHeader(lexer);
      if (lexer.repairs !== undefined) throw malformed(lexer.repairs[0]!, at);
      if (header.number !== number) throw malformed('object-number', at);
      if (header.generation !== found.detail) throw malformed('object-generation', at);
    }
  }

  /** By object number: 1 when in use as of `revision`, 2 when free. */
  private inUse(revision: number): Uint8Array {
    this.revisionAt(revision);
    const used = new Uint8Array(this.nextNumber);
    for (let r = revision; r > 0; r--) {
      this.eachNamed(r, (number) => {
        if (number >= used.length || used[number] !== 0) return;
        const type = this.find(number, r)!.type;
        used[number] = type === IN_USE || type === COMPRESSED ? 1 : 2;
      });
    }
    return used;
  }

  private revisionAt(revision: number): RevisionSections {
    const found = this.revisions[revision - 1];
    if (found === undefined) throw malformed('revision-missing');
    return found;
  }

  private eachNamed(revision: number, visit: (number: number) => void): void {
    for (const { entries, hidden } of this.revisions[revision - 1]!.sections) {
      entries.each(visit);
      hidden?.each(visit);
    }
  }

  /** Members of an object stream that a revision replaced changed with it, though no entry of their own says so. */
  private addReplacedStreams(revision: number, changed: Set<number>): void {
    for (let r = 1; r < revision; r++) {
      this.eachNamed(r, (number) => {
        const found = this.find(number, revision);
        if (found?.type === COMPRESSED && found.revision < revision && changed.has(found.place))
          changed.add(number);
      });
    }
  }
}

function standsSection(lexer: Lexer): boolean {
  lexer.skipBlank();
  if (lexer.keyword('xref')) return true;
  try {
    readObjectHeader(lexer);
    return true;
  } catch {
    return false;
  }
}

function generationOf(found: Place): number {
  return found.type === IN_USE ? found.detail : 0;
}

function samePlace(a: Place | undefined, b: Place | undefined): boolean {
  const free = (found: Place | undefined) =>
    found === undefined || (found.type !== IN_USE && found.type !== COMPRESSED);
  if (free(a) || free(b)) return free(a) && free(b);
  return a!.type === b!.type && a!.place === b!.place && a!.detail === b!.detail;
}

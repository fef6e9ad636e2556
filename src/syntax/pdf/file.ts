import type { ByteSource } from '../../bytes/source.ts';
import type { Entry, OpenOptions, Pdf } from './document.ts';
import { type Encryption, openEncryption } from './encryption/encryption.ts';
import { decode, filtersOf, type Resolve } from './filter/decode.ts';
import { Findings, malformed } from './findings.ts';
import { readIndirect } from './indirect.ts';
import type { Decipher } from './lexer.ts';
import { LIMITS } from './limits.ts';
import { locate, type Span } from './locate.ts';
import { isArray, isName, isString, PdfDict, type PdfObject, PdfStream, Ref } from './object.ts';
import { ObjectStream } from './object-stream.ts';
import { passIndirect } from './references.ts';
import { streamLength } from './stream-length.ts';
import { Windows } from './window.ts';
import { type RevisionSections, readChain } from './xref/chain.ts';
import { baseFor, readHeader } from './xref/header.ts';
import { Lookup } from './xref/lookup.ts';
import { checkPlaces } from './xref/places.ts';
import { COMPRESSED, IN_USE, type Place } from './xref/section.ts';
import { readTail } from './xref/tail.ts';

/** The reader behind `openPdf`. */
export class File implements Pdf {
  readonly source: ByteSource;
  readonly revisions: readonly RevisionSections[];
  readonly trailer: PdfDict;
  readonly encrypted: boolean;
  readonly linearized: boolean;
  readonly base: number;
  readonly headerVersion: string;
  readonly encryption: Encryption | undefined;
  private readonly findings: Findings;
  private readonly windows: Windows;
  private readonly lookup: Lookup;
  private readonly decipher:
    | ((number: number, generation: number) => Decipher | undefined)
    | undefined;
  /** By absolute offset, with the number that stands there. */
  private readonly objects = new Map<number, { number: number; object: PdfObject }>();
  private readonly streams = new Map<number, ObjectStream>();
  private streamOctetsKept = 0;
  private readonly changed = new Map<number, readonly number[]>();
  /** Objects being read right now: /Length and object streams lead from one to another. */
  private depth = 0;

  constructor(source: ByteSource, { password, strict = false }: OpenOptions) {
    this.source = source;
    this.findings = new Findings(strict);
    this.windows = new Windows(source, this.findings);
    const { at, version } = readHeader(this.windows, this.findings);
    const tail = readTail(this.windows, this.findings);
    this.headerVersion = version;
    this.base = baseFor(this.windows, at, tail.startxref);
    const chain = readChain(this.windows, this.base, tail, this.findings);
    this.lookup = new Lookup(chain.revisions, this.findings);
    this.revisions = chain.revisions;
    this.linearized = chain.linearized;
    this.trailer = this.revisions.at(-1)!.trailer;
    if (!(this.trailer.get('Root') instanceof Ref)) throw malformed('trailer-root');
    const encrypt = this.trailer.get('Encrypt');
    this.encrypted = encrypt !== undefined && encrypt !== null;
    if (this.encrypted) {
      this.encryption = this.openEncryption(encrypt!, password);
      const own = encrypt instanceof Ref ? encrypt.number : -1;
      const { encryption } = this;
      this.decipher = (number, generation) =>
        number === own ? undefined : encryption.readString(number, generation);
      // What was read to get here was read as it stands.
      this.objects.clear();
    }
    if (strict) checkPlaces(this.windows, this.base, this.lookup, this.findings);
  }

  get openedAs(): 'user' | 'owner' | undefined {
    return this.encryption?.openedAs;
  }

  get nextNumber(): number {
    return this.lookup.nextNumber;
  }

  get repairs(): readonly string[] {
    return this.findings.repairs;
  }

  get mendedAt(): number {
    return this.findings.mendedAt;
  }

  get notes(): readonly string[] {
    return this.findings.notes;
  }

  object(number: number, revision = this.revisions.length): PdfObject {
    const found = this.lookup.find(number, revision);
    return found === undefined ? null : this.read(number, found, revision);
  }

  references(number: number, revision: number, found: number[]): number {
    const { type, place = 0, detail = 0 } = this.lookup.find(number, revision) ?? {};
    const { length } = found;
    let end = 0;
    if (type === COMPRESSED)
      end = this.objectStream(place, revision).references(number, detail, found);
    else if (type === IN_USE)
      end = this.windows.pass(this.base + place, (at) => passIndirect(at, number, detail, found));
    if (end < 0) found.length = length;
    return end;
  }

  resolve(object: PdfObject | undefined, revision = this.revisions.length): PdfObject {
    let value = object ?? null;
    for (let hops = 0; value instanceof Ref; hops++) {
      if (hops >= LIMITS.references) throw malformed('reference-loop');
      const found = this.lookup.find(value.number, revision);
      if (found === undefined || generationOf(found) !== value.generation) return null;
      value = this.read(value.number, found, revision);
    }
    return value;
  }

  catalog(revision = this.revisions.length): PdfDict {
    const root = this.resolve(this.lookup.revision(revision).trailer.get('Root'), revision);
    if (!(root instanceof PdfDict)) throw malformed('catalog-missing');
    return root;
  }

  entry(number: number, revision = this.revisions.length): Entry | undefined {
    const found = this.lookup.find(number, revision);
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
    const used = this.lookup.inUse(revision);
    for (let number = 0; number < used.length; number++) if (used[number] === 1) found.push(number);
    return found;
  }

  changedIn(revision: number): readonly number[] {
    const known = this.changed.get(revision) ?? this.lookup.changedIn(revision);
    this.changed.set(revision, known);
    return known;
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
  ): Span | undefined {
    const found = this.lookup.find(number, revision ?? this.revisions.length);
    if (found?.type !== IN_USE) return undefined;
    return locate(this.windows, this.base + found.place, path);
  }

  private read(number: number, found: Place, revision: number): PdfObject {
    if (found.type !== IN_USE && found.type !== COMPRESSED) return null;
    if (found.type === IN_USE) {
      const known = this.objects.get(this.base + found.place);
      if (known?.number === number) return known.object;
    }
    if (this.depth >= LIMITS.readDepth) throw malformed('object-loop');
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
    const length = streamLength(
      this.windows,
      this.findings,
      this.lengthOf(claimed, revision),
      read.streamAt!,
    );
    const { generation } = read;
    const stream = new PdfStream(dict, { start: read.streamAt!, length, number, generation });
    // An indirect /Length may have changed between revisions.
    if (claimed instanceof Ref && revision !== this.revisions.length) return stream;
    return this.keep(offset, number, stream);
  }

  /** The value of /Length; should it name a stream, that one's own /Length is not followed. */
  private lengthOf(claimed: PdfObject | undefined, revision: number): PdfObject {
    if (!(claimed instanceof Ref)) return claimed ?? null;
    const found = this.lookup.find(claimed.number, revision);
    if (found?.type !== IN_USE) return this.resolve(claimed, revision);
    if (found.detail !== claimed.generation) return null;
    const offset = this.base + found.place;
    const { number, object, streamAt } = this.windows.at(offset, (lexer) => readIndirect(lexer));
    return number === claimed.number && streamAt === undefined ? object : null;
  }

  private keep(offset: number, number: number, object: PdfObject): PdfObject {
    if (this.objects.size >= LIMITS.cached) this.objects.clear();
    this.objects.set(offset, { number, object });
    return object;
  }

  /** Clause 7.5.7: an object stream is never inside another. */
  private objectStream(number: number, revision: number): ObjectStream {
    const found = this.lookup.find(number, revision);
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
      this.base + found.place,
      this.windows.work,
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
}

function generationOf(found: Place): number {
  return found.type === IN_USE ? found.detail : 0;
}

import { createHash } from 'node:crypto';
import { Fault } from '../../fault/fault.ts';
import type { Pdf } from './document.ts';
import { File } from './file.ts';
import { malformed, tooMuch } from './findings.ts';
import { LIMITS } from './limits.ts';
import {
  isArray,
  isString,
  type PdfDict,
  type PdfObject,
  PdfStream,
  PdfString,
  type Raw,
  Ref,
} from './object.ts';
import { Writer, writeObject } from './serialise.ts';
import { type Placed, writeXrefStream, writeXrefTable } from './xref/write.ts';

/** What `PdfUpdate.write` made; every offset is absolute in the file that results. */
export interface Appended {
  /** To be put behind the source's last octet. */
  readonly octets: Uint8Array;
  /** Offset of the object `number` that this update wrote. */
  offsetOf(number: number): number;
  /** Offset of the first octet of a Raw value; each Raw instance stands in one place. */
  rawOffset(raw: Raw): number;
}

/**
 * One incremental update (ISO 32000-2 clause 7.5.6): prior octets stay, objects are added or replaced, and a section in the style of the
 * newest one follows. The same calls on the same file give the same octets.
 */
export class PdfUpdate {
  private readonly pdf: File;
  private readonly objects = new Map<
    number,
    { generation: number; object: PdfObject | undefined }
  >();
  private next: number;

  /** Throws DOCUMENT_MALFORMED with the first repair when the file needed any: nothing is appended on a guess. */
  constructor(pdf: Pdf) {
    if (!(pdf instanceof File)) throw new Fault('BUG', { what: 'foreign-pdf' });
    this.pdf = pdf;
    this.next = pdf.nextNumber;
    this.checkRepairs();
  }

  /** The /Size the file will have. */
  get size(): number {
    return this.next + (this.inStream ? 1 : 0);
  }

  /** Adds an object under a number never used before. */
  add(object: PdfObject): Ref {
    const ref = this.reserve();
    this.objects.set(ref.number, { generation: 0, object });
    return ref;
  }

  /** A number for an object that others must name before it is known; `replace` fills it. */
  reserve(): Ref {
    if (this.next >= LIMITS.objectNumber) throw tooMuch('object-number-limit');
    const number = this.next++;
    this.objects.set(number, { generation: 0, object: undefined });
    return new Ref(number, 0);
  }

  /** Replaces object `number`, keeping its generation. */
  replace(number: number, object: PdfObject): void {
    const generation = this.objects.get(number)?.generation ?? this.pdf.entry(number)?.generation;
    if (generation === undefined) throw new Fault('BUG', { what: 'object-not-in-use' });
    this.objects.set(number, { generation, object });
  }

  /** The object as this update leaves it. */
  object(number: number): PdfObject {
    const own = this.objects.get(number);
    return own === undefined ? this.pdf.object(number) : (own.object ?? null);
  }

  write(): Appended {
    this.checkRepairs();
    const { source, base } = this.pdf;
    const to = new Writer();
    const last = source.length > 0 ? source.read(source.length - 1, source.length)[0] : 0x0a;
    if (last !== 0x0a && last !== 0x0d) to.octet(0x0a);
    const offsets = new Map<number, number>();
    const raws = new Map<Raw, number>();
    const placed: Placed[] = [];
    for (const [number, { generation, object }] of [...this.objects].sort((a, b) => a[0] - b[0])) {
      if (object === undefined) throw new Fault('BUG', { what: 'object-reserved-unwritten' });
      const offset = source.length + to.length;
      offsets.set(number, offset);
      placed.push({ number, generation, offset: offset - base });
      this.writeIndirect(to, number, generation, object, (raw, at) => {
        if (raws.has(raw)) throw new Fault('BUG', { what: 'raw-twice' });
        raws.set(raw, source.length + at);
      });
    }
    const startxref = source.length + to.length - base;
    const trailer = this.trailer(to.done());
    if (this.inStream)
      writeXrefStream(to, placed, { number: this.next, generation: 0, offset: startxref }, trailer);
    else writeXrefTable(to, placed, trailer);
    to.text(`startxref\n${startxref}\n%%EOF\n`);
    return {
      octets: to.done(),
      offsetOf: (number) => known(offsets.get(number)),
      rawOffset: (raw) => known(raws.get(raw)),
    };
  }

  private get inStream(): boolean {
    return this.pdf.revisions.at(-1)!.style === 'stream';
  }

  private checkRepairs(): void {
    const repair = this.pdf.repairs[0];
    if (repair !== undefined) throw malformed(repair);
  }

  private writeIndirect(
    to: Writer,
    number: number,
    generation: number,
    object: PdfObject,
    placed: (raw: Raw, at: number) => void,
  ): void {
    const encrypt = this.pdf.trailer.get('Encrypt');
    const own = encrypt instanceof Ref && encrypt.number === number;
    const cipher = own ? undefined : this.pdf.encryption?.writeString(number, generation);
    to.text(`${number} ${generation} obj\n`);
    if (object instanceof PdfStream) {
      const plain = this.pdf.streamOctets(object);
      const encipher = this.pdf.encryption?.writeStream(
        object.dict,
        (value) => this.pdf.resolve(value),
        number,
        generation,
      );
      const octets = encipher === undefined ? plain : encipher(plain);
      writeObject(to, object.dict.with({ Length: octets.length }), cipher, placed);
      to.text('\nstream\n');
      to.octets(octets);
      to.text('\nendstream');
    } else writeObject(to, object, cipher, placed);
    to.text('\nendobj\n');
  }

  /** Clause 7.5.6: all entries of the previous trailer but /Prev, which names that one's section. Clause 14.4: the second file identifier changes. */
  private trailer(body: Uint8Array): PdfDict {
    const { pdf } = this;
    const previous = pdf.revisions.at(-1)!;
    const ids = pdf.resolve(pdf.trailer.get('ID'));
    const [first, second] = isArray(ids) ? ids.map((id) => pdf.resolve(id)) : [];
    const kept = pdf.trailer.without(...NOT_KEPT);
    if (!isString(first) || !isString(second))
      return kept.with({ Size: this.size, Prev: previous.startxref });
    const digest = createHash('sha256').update(second.octets).update(body).digest();
    const id = [new PdfString(first.octets, true), new PdfString(digest.subarray(0, 16), true)];
    return kept.with({ ID: id, Size: this.size, Prev: previous.startxref });
  }
}

/** What belongs to one section: clauses 7.5.8.2 and 7.3.8.2, and the hybrid file's /XRefStm. */
const NOT_KEPT = [
  'Prev',
  'Size',
  'XRefStm',
  'Type',
  'W',
  'Index',
  'Length',
  'Filter',
  'DecodeParms',
  'F',
  'FFilter',
  'FDecodeParms',
  'DL',
];

function known(offset: number | undefined): number {
  if (offset === undefined) throw new Fault('BUG', { what: 'not-written' });
  return offset;
}

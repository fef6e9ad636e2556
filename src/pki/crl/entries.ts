import { Fault } from '../../fault/fault.ts';
import { DerReader } from '../../syntax/der/index.ts';
import { type Extensions, readExtensions } from '../certificate/extensions.ts';
import { readGeneralNames } from '../certificate/general-name.ts';
import { type Name, nameKey } from '../certificate/name.ts';
import { EXTENSION } from '../certificate/oids.ts';
import type { Crl } from './crl.ts';

/** CRLReason (RFC 5280 clause 5.3.1); 7 is not used. */
export const CRL_REASONS = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'unused',
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
] as const;
export type CrlReason = (typeof CRL_REASONS)[number];

export interface RevokedEntry {
  readonly date: Date;
  /** unspecified when the entry gives none. */
  readonly reason: CrlReason;
  /** When the key is known or thought to have been compromised, earlier than `date`. */
  readonly invalidityDate: Date | undefined;
}

/**
 * The entry for a certificate in a list, or undefined. `serial` is the content of its INTEGER; `issuer` matters in
 * an indirect list only. Throws CRL_MALFORMED when any entry is broken or has a critical extension that is not
 * processed, for then the list may not be used at all (RFC 5280 clause 5.3).
 */
export function findRevoked(crl: Crl, serial: Uint8Array, issuer: Name): RevokedEntry | undefined {
  const index = indexOf(crl);
  for (const offset of index.find(serial)) {
    const owner = index.issuerAt(offset) ?? nameKey(crl.issuer);
    if (owner === nameKey(issuer)) return asCrlFault(() => readEntry(crl.entries, offset));
  }
  return undefined;
}

function indexOf(crl: Crl): EntryIndex {
  const known = indexes.get(crl);
  if (known) return known;
  const index = asCrlFault(() => new EntryIndex(crl));
  indexes.set(crl, index);
  return index;
}
const indexes = new WeakMap<Crl, EntryIndex>();

/**
 * Where each serial stands in the entries: one pass over the TLVs and an open hash table of offsets, 8 to 16 octets an
 * entry instead of an object each. 100,000 entries take some milliseconds once, then a look-up microseconds.
 */
class EntryIndex {
  private readonly octets: Uint8Array;
  private readonly view: DataView;
  /** Offset + 1 of an entry, or 0; its length is a power of two. */
  private slots = new Uint32Array(1024);
  private probes = 0;
  /** From which offset on entries belong to which issuer (indirect lists: clause 5.3.3, sticky). */
  private readonly owners: { readonly from: number; readonly issuer: string }[] = [];
  // the entry read last: fields instead of a result object, because this is the innermost loop
  private end = 0;
  private serialFrom = 0;
  private serialTo = 0;

  constructor(crl: Crl) {
    const { entries } = crl;
    this.octets = entries;
    this.view = new DataView(entries.buffer, entries.byteOffset, entries.length);
    const { indirect } = crl.distributionPoint;
    let count = 0;
    for (let at = 0; at < entries.length; at = this.end) {
      this.readHeader(at, indirect);
      this.place(at);
      if (++count * 2 > this.slots.length) this.grow(at);
    }
  }

  /** Notes the offset of the entry read last. */
  private place(at: number): void {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = this.hashOf(this.octets, this.serialFrom, this.serialTo) & mask;
    while (slots[slot] !== 0) {
      // serials chosen to collide would make this quadratic
      if (++this.probes > 64 * slots.length) throw malformed('crl-serials-collide');
      slot = (slot + 1) & mask;
    }
    slots[slot] = at + 1;
  }

  /** Makes the table so large that it stays half empty when the other entries are as long as those up to `last`. */
  private grow(last: number): void {
    const expected = (this.octets.length / (last + 1)) * (this.slots.length / 2);
    const held = this.slots;
    const { end } = this;
    let size = held.length * 2;
    while (size < expected * 2) size *= 2;
    this.slots = new Uint32Array(size);
    for (const offset of held)
      if (offset !== 0) {
        this.readSerial(offset - 1);
        this.place(offset - 1);
      }
    this.end = end;
  }

  *find(serial: Uint8Array): Generator<number> {
    const mask = this.slots.length - 1;
    let slot = this.hashOf(serial, 0, serial.length) & mask;
    for (let held = this.slots[slot]!; held !== 0; held = this.slots[slot]!) {
      const offset = held - 1;
      this.readSerial(offset);
      if (this.isSerial(serial)) yield offset;
      slot = (slot + 1) & mask;
    }
  }

  /** nameKey of the issuer that the entry at an offset belongs to; undefined for the issuer of the list. */
  issuerAt(offset: number): string | undefined {
    let low = 0;
    let high = this.owners.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.owners[middle]!.from <= offset) low = middle + 1;
      else high = middle;
    }
    return this.owners[low - 1]?.issuer;
  }

  private isSerial(serial: Uint8Array): boolean {
    if (this.serialTo - this.serialFrom !== serial.length) return false;
    for (let i = 0; i < serial.length; i++)
      if (this.octets[this.serialFrom + i] !== serial[i]) return false;
    return true;
  }

  /** By the last eight octets: serials are random or counted, and those chosen to collide are refused above. */
  private hashOf(octets: Uint8Array, from: number, to: number): number {
    let hash = to - from;
    for (let i = Math.max(from, to - 8); i < to; i++) hash = Math.imul(hash, 31) + octets[i]!;
    hash = Math.imul(hash ^ (hash >>> 16), 0x2c1b3c6d);
    return hash ^ (hash >>> 15);
  }

  private readHeader(at: number, indirect: boolean): void {
    const { octets } = this;
    this.readSerial(at);
    // UTCTime and GeneralizedTime are short: their length is one octet
    const time = this.serialTo;
    const timeEnd = time + 2 + (octets[time + 1] ?? 0);
    if ((octets[time] !== 0x17 && octets[time] !== 0x18) || timeEnd > this.end)
      throw malformed('crl-entry-malformed');
    if (timeEnd === this.end || this.hasOnlyReason(timeEnd)) return;
    this.checkExtensions(at, timeEnd, indirect);
  }

  /** Entries nearly always carry a reason code that is not critical and nothing else: exactly these 14 octets. */
  private hasOnlyReason(at: number): boolean {
    const { view } = this;
    return (
      this.end - at === 14 &&
      view.getUint32(at) === 0x300c300a &&
      view.getUint32(at + 4) === 0x0603551d &&
      view.getUint32(at + 8) === 0x1504030a &&
      view.getUint8(at + 12) === 1
    );
  }

  private checkExtensions(at: number, from: number, indirect: boolean): void {
    const reader = DerReader.over(this.octets.subarray(from, this.end));
    const extensions = readEntryExtensions(reader.sequence());
    reader.end();
    for (const [oid, { critical }] of extensions)
      if (critical && !PROCESSED.has(oid)) throw malformed('crl-entry-extension-unknown');
    const issuer = extensions.get(EXTENSION.certificateIssuer);
    if (!issuer) return;
    if (!indirect) throw malformed('crl-entry-issuer-in-direct-list');
    const names = readGeneralNames(DerReader.over(issuer.value).sequence());
    const directory = names.find((name) => name.kind === 'directory');
    // without a directory name the entries belong to nobody that certificates can name
    this.owners.push({
      from: at,
      issuer: directory?.kind === 'directory' ? nameKey(directory.name) : '\u0000',
    });
  }

  /** Reads the headers of the entry at an offset and of its serial into end, serialFrom, serialTo. */
  private readSerial(at: number): void {
    const { octets } = this;
    let length = octets[at + 1]!;
    let from = at + 2;
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count < 1 || count > 3) throw malformed('crl-entry-malformed');
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + (octets[from++] ?? 0);
      if (length < 0x80 || length < 256 ** (count - 1)) throw malformed('crl-entry-malformed');
    }
    this.end = from + length;
    this.serialFrom = from + 2;
    this.serialTo = this.serialFrom + (octets[from + 1] ?? 0);
    if (
      octets[at] !== 0x30 ||
      octets[from] !== 0x02 ||
      octets[from + 1]! >= 0x80 ||
      this.serialTo > this.end ||
      this.end > octets.length
    )
      throw malformed('crl-entry-malformed');
  }
}

const PROCESSED: ReadonlySet<string> = new Set([
  EXTENSION.reasonCode,
  EXTENSION.invalidityDate,
  EXTENSION.certificateIssuer,
]);

/** An empty list is no DER of Extensions (SIZE 1..MAX); one such entry shall not make the whole list useless. */
function readEntryExtensions(list: DerReader): Extensions {
  return list.done ? new Map() : readExtensions(list);
}

function readEntry(entries: Uint8Array, offset: number): RevokedEntry {
  const entry = DerReader.over(entries.subarray(offset)).sequence();
  entry.skip(0x02);
  const date = entry.time();
  const extensions = entry.done ? undefined : readEntryExtensions(entry.sequence());
  entry.end();
  const code = extensions?.get(EXTENSION.reasonCode);
  const invalid = extensions?.get(EXTENSION.invalidityDate);
  return {
    date,
    reason: code ? readReason(code.value) : 'unspecified',
    invalidityDate: invalid && DerReader.over(invalid.value).time(),
  };
}

function asCrlFault<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Fault) throw new Fault('CRL_MALFORMED', error.data, { cause: error });
    throw error;
  }
}

/** CRLReason, an ENUMERATED; what is not known yet revokes all the same. */
export function readReason(value: Uint8Array, tag = 0x0a): CrlReason {
  const reader = DerReader.over(value);
  const code = reader.smallInteger(tag);
  reader.end();
  return CRL_REASONS[code] ?? 'unspecified';
}

function malformed(what: string): Fault {
  return new Fault('CRL_MALFORMED', { what });
}

import { Fault } from '../../fault/fault.ts';
import { type Name, sameName } from '../certificate/name.ts';
import { LIMITS } from '../limits.ts';
import { EntryReader, readOwner } from './entry-reader.ts';

/** Look-ups that go through the whole list before a table is made: the table costs about as much as these. */
const SCANS = 8;

/**
 * Finds serials among the entries of one list, which stay octets. The first question checks every entry on its
 * way; after some questions a table of offsets is made, five to six octets an entry. A serial that stands there
 * often, or serials chosen to fall into one place of the table, cost a question no more than going through the list; one
 * that stands there more often than CAs are is refused.
 */
export class LookUp {
  private readonly entries: Uint8Array;
  /** Of an indirect list its issuer, to whom the first entries belong. */
  private readonly issuer: Name | undefined;
  private readonly reader: EntryReader;
  /** Offsets of the entries from which on others belong to another issuer (RFC 5280 clause 5.3.3). */
  private readonly owners: number[] = [];
  private count = 0;
  private questions = 0;
  private broken: Fault | undefined;
  private table: Table | undefined;

  constructor(entries: Uint8Array, indirectIssuer: Name | undefined) {
    this.entries = entries;
    this.issuer = indirectIssuer;
    this.reader = new EntryReader(entries);
  }

  /** Offsets of the entries with this serial; in an indirect list those that belong to `issuer`. */
  find(serial: Uint8Array, issuer: Name): number[] {
    if (this.broken) throw this.broken;
    this.questions++;
    const found = this.questions === 1 ? this.checkAll(serial) : this.lookUp(serial);
    if (found.length > LIMITS.crlEntriesOfSerial)
      throw new Fault('CRL_MALFORMED', { what: 'crl-serial-repeated' });
    if (!this.issuer) return found;
    return found.filter((offset) => {
      const owner = this.ownerAt(offset);
      return owner !== undefined && sameName(owner, issuer);
    });
  }

  private checkAll(serial: Uint8Array): number[] {
    const { reader, entries, owners } = this;
    const indirect = this.issuer !== undefined;
    const found: number[] = [];
    try {
      for (let at = 0; at < entries.length; at = reader.end) {
        if (reader.check(at, indirect)) owners.push(at);
        if (reader.isFor(serial)) keep(found, at);
        this.count++;
      }
    } catch (error) {
      this.broken = error as Fault;
      throw error;
    }
    return found;
  }

  private lookUp(serial: Uint8Array): number[] {
    const { reader, entries } = this;
    if (this.questions > SCANS) {
      this.table ??= new Table(entries, reader, this.count);
      return this.table.find(serial);
    }
    const found: number[] = [];
    for (let at = 0; at < entries.length; at = reader.end) {
      reader.read(at);
      if (reader.isFor(serial)) keep(found, at);
    }
    return found;
  }

  private ownerAt(offset: number): Name | undefined {
    let low = 0;
    let high = this.owners.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.owners[middle]! <= offset) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? this.issuer : readOwner(this.entries, this.owners[low - 1]!);
  }
}

/** An indirect list has one serial for as many issuers as it serves, but each of them is read. */
function keep(found: number[], offset: number): void {
  if (found.length <= LIMITS.crlEntriesOfSerial) found.push(offset);
}

/** Offsets of all entries, those of one bucket side by side; made in two passes and never grown. */
class Table {
  private readonly entries: Uint8Array;
  private readonly reader: EntryReader;
  private readonly offsets: Uint32Array;
  /** Where the offsets of each bucket begin; one more than there are buckets, a power of two. */
  private readonly starts: Uint32Array;

  constructor(entries: Uint8Array, reader: EntryReader, count: number) {
    this.entries = entries;
    this.reader = reader;
    let buckets = 1;
    while (buckets * 4 < count) buckets *= 2;
    this.offsets = new Uint32Array(count);
    this.starts = new Uint32Array(buckets + 1);
    const { offsets, starts } = this;
    for (let at = 0; at < entries.length; at = reader.end) {
      reader.read(at);
      starts[this.bucketOf(entries, reader.serialFrom, reader.serialTo)]!++;
    }
    for (let bucket = 1; bucket <= buckets; bucket++) starts[bucket]! += starts[bucket - 1]!;
    // counted down from the ends of the buckets to their beginnings
    for (let at = 0; at < entries.length; at = reader.end) {
      reader.read(at);
      offsets[--starts[this.bucketOf(entries, reader.serialFrom, reader.serialTo)]!] = at;
    }
  }

  find(serial: Uint8Array): number[] {
    const bucket = this.bucketOf(serial, 0, serial.length);
    const found: number[] = [];
    for (let i = this.starts[bucket]!; i < this.starts[bucket + 1]!; i++) {
      const offset = this.offsets[i]!;
      this.reader.read(offset);
      if (this.reader.isFor(serial)) keep(found, offset);
    }
    return found;
  }

  /** By the last eight octets: serials are random or counted. */
  private bucketOf(octets: Uint8Array, from: number, to: number): number {
    let hash = to - from;
    for (let i = Math.max(from, to - 8); i < to; i++) hash = Math.imul(hash, 31) + octets[i]!;
    hash = Math.imul(hash ^ (hash >>> 16), 0x2c1b3c6d);
    return (hash ^ (hash >>> 15)) & (this.starts.length - 2);
  }
}

import { Fault } from '../../fault/fault.ts';
import { DerReader } from '../../syntax/der/index.ts';
import { type Extensions, readExtensions } from '../certificate/extensions.ts';
import { readGeneralNames } from '../certificate/general-name.ts';
import type { Name } from '../certificate/name.ts';
import { EXTENSION } from '../certificate/oids.ts';

/**
 * Reads the headers of revokedCertificates one entry after the other: what was read last stands in its fields,
 * because this is the innermost loop of a list of millions. Every breach throws CRL_MALFORMED.
 */
export class EntryReader {
  /** Where the entry read last ends, and its serial number begins and ends. */
  end = 0;
  serialFrom = 0;
  serialTo = 0;
  private readonly octets: Uint8Array;
  private readonly view: DataView;

  constructor(entries: Uint8Array) {
    this.octets = entries;
    this.view = new DataView(entries.buffer, entries.byteOffset, entries.length);
  }

  /** The headers of the entry at an offset and of its serial. */
  read(at: number): void {
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

  /**
   * Reads the entry at an offset and checks what one bad entry spoils for all. Tells whether it names an issuer of its
   * own, which only an indirect list may.
   */
  check(at: number, indirect: boolean): boolean {
    this.read(at);
    const { octets, serialFrom: from, serialTo: time } = this;
    // padded a serial would not be found, and its certificate called good
    const padded =
      time - from > 1 &&
      ((octets[from] === 0 && octets[from + 1]! < 0x80) ||
        (octets[from] === 0xff && octets[from + 1]! >= 0x80));
    // UTCTime and GeneralizedTime are short: their length is one octet
    const timeEnd = time + 2 + (octets[time + 1] ?? 0);
    if (
      padded ||
      from === time ||
      (octets[time] !== 0x17 && octets[time] !== 0x18) ||
      timeEnd > this.end
    )
      throw malformed('crl-entry-malformed');
    if (timeEnd === this.end || this.hasOnlyReason(timeEnd)) return false;
    return this.checkExtensions(timeEnd, indirect);
  }

  /** Whether the entry read last is for this serial. */
  isFor(serial: Uint8Array): boolean {
    const { octets, serialFrom, serialTo } = this;
    if (serialTo - serialFrom !== serial.length) return false;
    for (let i = serial.length; i-- > 0; ) if (octets[serialFrom + i] !== serial[i]) return false;
    return true;
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

  private checkExtensions(from: number, indirect: boolean): boolean {
    const reader = DerReader.over(this.octets.subarray(from, this.end));
    const extensions = readEntryExtensions(reader.sequence());
    reader.end();
    for (const [oid, { critical }] of extensions)
      if (critical && !PROCESSED.has(oid)) throw malformed('crl-entry-extension-unknown');
    if (!extensions.has(EXTENSION.certificateIssuer)) return false;
    if (!indirect) throw malformed('crl-entry-issuer-in-direct-list');
    ownerOf(extensions);
    return true;
  }
}

const PROCESSED: ReadonlySet<string> = new Set([
  EXTENSION.reasonCode,
  EXTENSION.invalidityDate,
  EXTENSION.certificateIssuer,
]);

/** An empty list is no DER of Extensions (SIZE 1..MAX); one such entry shall not make the whole list useless. */
export function readEntryExtensions(list: DerReader): Extensions {
  return list.done ? new Map() : readExtensions(list);
}

/** The issuer that the entry at an offset names; undefined when it names none that certificates can have. */
export function readOwner(entries: Uint8Array, offset: number): Name | undefined {
  const entry = DerReader.over(entries.subarray(offset)).sequence();
  entry.skip(0x02);
  entry.skip();
  return ownerOf(readEntryExtensions(entry.sequence()));
}

function ownerOf(extensions: Extensions): Name | undefined {
  const { value } = extensions.get(EXTENSION.certificateIssuer)!;
  const outer = DerReader.over(value);
  const names = readGeneralNames(outer.sequence());
  outer.end();
  for (const name of names) if (name.kind === 'directory') return name.name;
  return undefined;
}

function malformed(what: string): Fault {
  return new Fault('CRL_MALFORMED', { what });
}

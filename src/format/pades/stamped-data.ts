import { hash } from 'node:crypto';
import type { CmsFacts, TimestampFacts } from '../../ades/evidence.ts';
import { Budget } from '../../bytes/budget.ts';
import type { ByteRange, Span } from './byte-range.ts';
import type { Datum, ValidationData } from './validation-data.ts';

/** The message of one signature and where its token stands in the file. */
export interface Holder {
  readonly contents: Span | undefined;
  readonly message: Carried & {
    readonly cms: CmsFacts | null;
    readonly timestamp: TimestampFacts | null;
  };
}

/** What a message or token carries. */
export interface Carried {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

/** Data looked at for all time stamps of a document together: ten thousand data under a thousand time stamps stay below. */
const MOST_LOOKED_AT = 16 * 1024 * 1024;

/**
 * What document time stamps prove to have existed: validation data whose streams they cover from the first octet to the last,
 * and what the messages of other signatures that they cover carry, time stamps among it.
 * (EN 319 102-1 clause 5.6.2.3; the octets are those of the Evidence.) Each datum is kept once, with all its places.
 */
export class StampedData {
  private readonly data = new Map<string, { readonly octets: Uint8Array; places: Span[] }>();
  private readonly budget = new Budget(MOST_LOOKED_AT, 'DOCUMENT_LIMIT', 'validation-data');

  constructor({ certificates, crls, ocsps }: ValidationData, holders: readonly Holder[]) {
    for (const list of [certificates, crls, ocsps]) for (const one of list) this.add(one);
    for (const { contents, message } of holders) {
      if (contents === undefined) continue;
      const { cms, timestamp } = message;
      if (timestamp === null) this.addCarried(message, contents);
      else this.addToken(timestamp, contents);
      for (const token of cms?.timestamps ?? []) this.addToken(token, contents);
    }
    for (const datum of this.data.values()) datum.places.sort((a, b) => a.start - b.start);
  }

  /** Under a range from the first octet of the file on; another proves nothing. */
  under([start, first, behind, tail]: ByteRange): Uint8Array[] {
    if (start !== 0) return [];
    const found: Uint8Array[] = [];
    for (const { octets, places } of this.data.values()) {
      this.budget.spend();
      const next = places[countBefore(places, behind)];
      const isBefore = places.length > 0 && places[0]!.end <= first;
      if (isBefore || (next !== undefined && next.end <= behind + tail)) found.push(octets);
    }
    return found;
  }

  private addToken(token: TimestampFacts, place: Span): void {
    this.add({ octets: token.octets, places: [place] });
    this.addCarried(token, place);
  }

  private addCarried({ certificates, crls, ocsps }: Carried, place: Span): void {
    for (const list of [certificates, crls, ocsps])
      for (const octets of list) this.add({ octets, places: [place] });
  }

  private add({ octets, places }: Datum): void {
    const key = hash('sha256', octets, 'base64');
    const known = this.data.get(key);
    if (known === undefined) this.data.set(key, { octets, places: [...places] });
    else known.places.push(...places);
  }
}

/** How many of the places, sorted by where they start, start before `at`. */
function countBefore(places: readonly Span[], at: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]!.start < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

import { type Findings, tooMuch } from '../findings.ts';
import { LIMITS } from '../limits.ts';
import type { PdfDict } from '../object.ts';
import type { Windows } from '../window.ts';

export const FREE = 0;
export const IN_USE = 1;
export const COMPRESSED = 2;

/** Where one object stands, as the file says: `place` is an offset counted from the header, or an object stream's number. */
export interface Place {
  readonly type: number;
  readonly place: number;
  /** Generation, or index in the object stream. */
  readonly detail: number;
  /** The revision whose section says so; set by whoever looks through the revisions. */
  revision: number;
}

/**
 * Consecutive object numbers from `first`. Two numbers for each: place, and detail plus type times 2³². Numbers, not objects: a file of
 * a million objects costs 16 MB here.
 */
export interface Subsection {
  readonly first: number;
  readonly count: number;
  readonly cells: Float64Array;
}

const TYPE = 0x1_0000_0000;

export function putCell(
  cells: Float64Array,
  i: number,
  type: number,
  place: number,
  detail: number,
): void {
  cells[2 * i] = place;
  cells[2 * i + 1] = detail + type * TYPE;
}

export function isUsed(cells: Float64Array, i: number): boolean {
  return cells[2 * i + 1]! >= TYPE;
}

/** The entries of one cross-reference table or stream. */
export class Entries {
  /** Ascending, and never overlapping unless a repair says so. */
  readonly subsections: readonly Subsection[];

  constructor(subsections: Subsection[], findings: Findings, offset: number) {
    for (let i = 1; i < subsections.length; i++) {
      const before = subsections[i - 1]!;
      if (subsections[i]!.first >= before.first + before.count) continue;
      subsections.sort((a, b) => a.first - b.first);
      for (let j = 1; j < subsections.length; j++) {
        const previous = subsections[j - 1]!;
        if (subsections[j]!.first < previous.first + previous.count) {
          findings.repair('xref-overlap', offset);
          break;
        }
      }
      break;
    }
    this.subsections = subsections;
  }

  /** One more than the greatest number that is in use. */
  get limit(): number {
    for (let s = this.subsections.length - 1; s >= 0; s--) {
      const { first, count, cells } = this.subsections[s]!;
      for (let i = count - 1; i >= 0; i--) if (isUsed(cells, i)) return first + i + 1;
    }
    return 0;
  }

  find(number: number): Place | undefined {
    const { subsections } = this;
    let low = 0;
    let high = subsections.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const subsection = subsections[middle]!;
      const i = number - subsection.first;
      if (i < 0) high = middle - 1;
      else if (i >= subsection.count) low = middle + 1;
      else return placeAt(subsection.cells, i);
    }
    return undefined;
  }

  each(visit: (number: number) => void): void {
    for (const { first, count } of this.subsections)
      for (let i = 0; i < count; i++) visit(first + i);
  }
}

function placeAt(cells: Float64Array, i: number): Place {
  const packed = cells[2 * i + 1]!;
  const type =
    packed < TYPE ? FREE : packed < 2 * TYPE ? IN_USE : packed < 3 * TYPE ? COMPRESSED : 3;
  return { type, place: cells[2 * i]!, detail: packed - type * TYPE, revision: 0 };
}

/** Refuses numbers no reader accepts, and more entries altogether than the file has octets. */
export function checkRange(first: number, count: number, windows: Windows): void {
  if (first + count > LIMITS.objectNumber + 1) throw tooMuch('object-number-limit');
  windows.entries.spend(count);
}

/** A cross-reference section with its trailer. `hidden` are the entries of a hybrid file's /XRefStm. */
export interface Section {
  /** Absolute. */
  readonly offset: number;
  readonly style: 'table' | 'stream' | 'hybrid';
  readonly trailer: PdfDict;
  readonly entries: Entries;
  readonly hidden: Entries | undefined;
  /** Object number of the cross-reference stream, be it the section or its /XRefStm. */
  readonly stream: number | undefined;
  /** Absolute offset behind the trailer dictionary or the cross-reference stream's `endobj`. */
  readonly end: number;
}

/** Clause 7.5.8.4: what the table has free or lacks may be in its /XRefStm. */
export function findIn(section: Section, number: number): Place | undefined {
  const place = section.entries.find(number);
  if (section.hidden === undefined || (place !== undefined && place.type !== FREE)) return place;
  return section.hidden.find(number) ?? place;
}

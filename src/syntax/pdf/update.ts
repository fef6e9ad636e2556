import { Fault } from '../../fault/fault.ts';
import type { Pdf } from './document.ts';
import type { PdfObject, Raw } from './object.ts';
import { Ref } from './object.ts';

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
  /** Throws DOCUMENT_MALFORMED with the first repair when the file needed any: nothing is appended on a guess. */
  constructor(_pdf: Pdf) {
    throw new Fault('BUG');
  }

  /** The /Size the file will have. */
  get size(): number {
    throw new Fault('BUG');
  }

  /** Adds an object under a number never used before. */
  add(_object: PdfObject): Ref {
    return new Ref(0, 0);
  }

  /** A number for an object that others must name before it is known; `replace` fills it. */
  reserve(): Ref {
    return new Ref(0, 0);
  }

  /** Replaces object `number`, keeping its generation. */
  replace(_number: number, _object: PdfObject): void {}

  write(): Appended {
    throw new Fault('BUG');
  }
}

import type { ByteSource } from '../../bytes/source.ts';
import type { PdfDict, PdfObject, PdfStream } from './object.ts';

/** How a revision writes its cross-references (ISO 32000-2 clauses 7.5.4, 7.5.8, 7.5.8.4). */
export type XrefStyle = 'table' | 'stream' | 'hybrid';

/** One body-xref-trailer of the file (clause 7.5.6); the two sections of a linearized file are one revision. */
export interface Revision {
  /** 1 is the oldest. */
  readonly number: number;
  /** The number that stands behind this revision's `startxref`; what the next revision's /Prev must repeat. */
  readonly startxref: number;
  /** Absolute offset of the section that `startxref` means. */
  readonly offset: number;
  /** Offset just behind the octets `%%EOF`. */
  readonly eof: number;
  /** Offset behind its %%EOF line with one EOL. A revision's bytes end somewhere in `eof` … `end`: not all writers end the line. */
  readonly end: number;
  readonly style: XrefStyle;
  readonly trailer: PdfDict;
}

/** Where an object stands: at an absolute offset, or as number `index` in object stream `stream`. */
export type Entry = {
  readonly generation: number;
  /** The revision whose cross-references name this place. */
  readonly revision: number;
} & (
  | { readonly offset: number; readonly inStream?: undefined }
  | {
      readonly inStream: { readonly stream: number; readonly index: number };
      readonly offset?: undefined;
    }
);

export interface OpenOptions {
  /** User or owner password; the empty one is tried without being given. */
  readonly password?: string;
  /** Refuse what reading would mend: for signing. Every entry of `repairs` becomes DOCUMENT_MALFORMED with that `what`. */
  readonly strict?: boolean;
}

/**
 * A PDF, read as far as asked. Every call may throw DOCUMENT_MALFORMED, DOCUMENT_UNSUPPORTED or DOCUMENT_LIMIT with
 * `what` and, where known, `at` (absolute offset) or `object`. A `revision` argument means "as the file stood then";
 * without it the newest.
 */
export interface Pdf {
  readonly source: ByteSource;
  /** Oldest first, never empty. */
  readonly revisions: readonly Revision[];
  readonly trailer: PdfDict;
  readonly encrypted: boolean;
  /** Which password opened it; undefined when not encrypted. */
  readonly openedAs: 'user' | 'owner' | undefined;
  /** The first revision was written linearized (Annex F). */
  readonly linearized: boolean;
  /** Offset of `%PDF-`: the file's own offsets count from here when octets precede the header. All offsets of this API are absolute. */
  readonly base: number;
  /** `1.7` as the header says; the catalog's /Version may say more. */
  readonly headerVersion: string;
  /** What reading mended, kebab-case; grows while objects are read. Non-empty: do not sign. */
  readonly repairs: readonly string[];
  /** The greatest offset at which something was mended so far, about; -1 for none. Other readers may see other values there. */
  readonly mendedAt: number;
  /** Oddities that harm neither reading nor appending, kebab-case. */
  readonly notes: readonly string[];
  /** One more than the greatest object number in use or named by /Size. */
  readonly nextNumber: number;
  /** Object `number` as of `revision`, decrypted; null when free or absent (clause 7.3.10). */
  object(number: number, revision?: number): PdfObject;
  /**
   * Adds to `found` the numbers of the objects that object `number` names as of `revision`, without reading it as a value, and gives the
   * absolute offset behind it, or behind a stream's data; 0 for one that stands in an object stream or nowhere; -1, and nothing
   * added, when it is written so that only `object` tells. Of a key written twice both values count.
   */
  references(number: number, revision: number, found: number[]): number;
  /** Follows references until a direct object; null for a missing one or a generation that differs. */
  resolve(object: PdfObject | undefined, revision?: number): PdfObject;
  /** The document catalog; DOCUMENT_MALFORMED `catalog-missing` when it is no dictionary. */
  catalog(revision?: number): PdfDict;
  entry(number: number, revision?: number): Entry | undefined;
  /** Every object number in use as of `revision`, ascending. */
  numbers(revision?: number): number[];
  /**
   * Numbers of the objects that `revision` adds, replaces or frees, ascending. Entries that only repeat where an object already stood
   * are left out; objects whose object stream was replaced are included.
   */
  changedIn(revision: number): readonly number[];
  /** A stream's octets with all filters undone. DOCUMENT_UNSUPPORTED `filter-unsupported` for image filters. */
  streamData(stream: PdfStream): Uint8Array;
  /** A stream's octets, decrypted but still filtered. */
  streamOctets(stream: PdfStream): Uint8Array;
  /**
   * Where the direct value under `path` (dictionary keys from the object's own dictionary down) is written: offsets of its first
   * octet and behind its last, delimiters included. undefined when the path leads through a reference or array, or the object lies in an object stream.
   */
  locate(
    number: number,
    revision: number | undefined,
    ...path: readonly string[]
  ): { readonly start: number; readonly end: number } | undefined;
}

import type { CmsFacts, TimestampFacts } from '../signature/cms/facts.ts';

export type {
  CmsFacts,
  CmsFault,
  CmsNote,
  TimestampFacts,
  TimestampKind,
} from '../signature/cms/facts.ts';

/**
 * What was found in a document about one signature: facts only, no judgement. A signature that can't be
 * read is Evidence too: `cms` is null and `faults` says why.
 */
export interface Evidence {
  readonly format: 'PAdES' | 'CAdES';
  /** PAdES: name of the signature field, as the file gives it (hostile text). CAdES: the signer's place, `1`, `2`, … */
  readonly id: string;
  /** The `id` of the signature that this one countersigns, or null. */
  readonly counterSigns: string | null;
  readonly kind: 'signature' | 'document-timestamp';
  readonly subFilter: string | null;
  /** Breaches of the format's own rules; any entry is judged FORMAT_FAILURE. */
  readonly faults: readonly FormatFault[];
  /** 1-based revision of the file that this signature covers, and how many revisions there are. */
  readonly revision: number;
  readonly revisions: number;
  readonly coversWholeFile: boolean;
  /** Whether the octets that were signed are at hand: in the file, or given beside it. */
  readonly signedDataFound: boolean;
  /** Octets of the file the ByteRange covers, or null when it is unusable. */
  readonly byteRange: readonly [number, number, number, number] | null;
  /** What later revisions changed, and whether this signature's permissions allow it. */
  readonly changesAfter: readonly Change[];
  /** DocMDP permission of a certification signature (ISO 32000-2 table 257), or null. */
  readonly certification: 1 | 2 | 3 | null;
  /** Signing time that the format itself carries (PDF /M). */
  readonly formatTime: Date | null;
  /** /Reason, /Location, /Name, /ContactInfo (hostile text). */
  readonly said: Readonly<Record<string, string>>;
  readonly cms: CmsFacts | null;
  /** For a document time stamp: the token itself (its imprint covers the byte range). */
  readonly timestamp: TimestampFacts | null;
  /** DER of everything embedded beside the signature (CMS and DSS). */
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

export interface FormatFault {
  /** kebab-case; its words stand in words/verify.ts under `format.<what>`. */
  readonly what: string;
  readonly data?: Readonly<Record<string, string | number>>;
}

/** Classes of change that a later revision made; `other` is a real change of the document. */
export const CHANGE_CLASSES = [
  'signature',
  'document-timestamp',
  'validation-data',
  'form-fill',
  'annotation',
  'metadata',
  'other',
] as const;
export type ChangeClass = (typeof CHANGE_CLASSES)[number];

export interface Change {
  readonly class: ChangeClass;
  readonly revision: number;
  /** Numbers of the objects it concerns, at most 20. */
  readonly objects: readonly number[];
  /** Allowed by DocMDP/FieldMDP of this signature (no certification: signing, form filling and validation data are). */
  readonly permitted: boolean;
  /** What a person would call it, at most 20; none where nothing but the class is known. */
  readonly details?: readonly ChangeDetail[];
}

/** One thing that was changed; `words/changes.ts` says it. Pages count from 1, as the document stood after the change. */
export interface ChangeDetail {
  /** kebab-case, such as `page-content-changed` or `field-filled`. */
  readonly what: string;
  /** Names are the document's own (hostile text), cut to 120 characters. */
  readonly data: Readonly<Record<string, string | number>>;
}

import type { FormatFault } from '../../ades/evidence.ts';
import { Fault } from '../../fault/fault.ts';
import { contentLength } from '../../signature/cms/index.ts';
import { isString, type Pdf } from '../../syntax/pdf/index.ts';
import {
  type ByteRange,
  byteRangeFaults,
  isZero,
  octetsAfterEnd,
  readByteRange,
  readContents,
  type Span,
} from './byte-range.ts';
import type { FoundSignature } from './find.ts';

/** A signature dictionary with its values cut out of the file. */
export interface SignatureValue {
  readonly byteRange: ByteRange | null;
  /** The CMS message or token without its padding; undefined when there is none. */
  readonly contents: Uint8Array | undefined;
  readonly faults: readonly FormatFault[];
}

/** Cuts a signature's values out of the file and checks where they stand. */
export function readSignatureValue(pdf: Pdf, found: FoundSignature): SignatureValue {
  const { dict, number, revision } = found;
  if (found.unlisted)
    return { byteRange: null, contents: undefined, faults: [{ what: 'dictionary-unlisted' }] };
  if (dict === undefined)
    return { byteRange: null, contents: undefined, faults: [{ what: 'dictionary-missing' }] };
  const faults: FormatFault[] = [];
  const token = found.contents;
  if (!dict.has('Contents')) faults.push({ what: 'contents-missing' });
  else if (!isString(dict.get('Contents'))) faults.push({ what: 'contents-indirect' });
  else if (token === undefined) faults.push({ what: 'dictionary-unlocatable' });
  if (pdf.repairs.includes('duplicate-key') && number !== undefined)
    faults.push(...repeatedKeys(pdf, number, revision, token));

  const range = readByteRange(dict.get('ByteRange'), pdf.source.length);
  const own = pdf.revisions[revision - 1]!;
  let byteRange: ByteRange | null = null;
  if ('what' in range) faults.push(range);
  else {
    byteRange = range;
    const after = octetsAfterEnd(pdf.revisions.at(-1)!, pdf.source);
    if (after > 0 && range[2] + range[3] < pdf.source.length)
      faults.push({ what: 'octets-after-end', data: { octets: after } });
    faults.push(...byteRangeFaults(range, token, own, pdf.source));
  }
  let contents: Uint8Array | undefined;
  if (token !== undefined) {
    const { octets, plain } = readContents(pdf.source, token);
    if (!plain) faults.push({ what: 'contents-not-hexadecimal' });
    contents = withoutPadding(octets, faults);
  }
  return { byteRange, contents, faults };
}

function withoutPadding(octets: Uint8Array, faults: FormatFault[]): Uint8Array | undefined {
  if (isZero(octets, 0)) {
    faults.push({ what: 'contents-missing' });
    return undefined;
  }
  try {
    const length = contentLength(octets);
    if (!isZero(octets, length)) faults.push({ what: 'contents-padding' });
    return octets.subarray(0, length);
  } catch (error) {
    faults.push(unreadable(error));
    return undefined;
  }
}

/** The fault that a document's own octets caused; anything else goes on. */
export function unreadable(error: unknown): FormatFault {
  if (!(error instanceof Fault) || error.code === 'BUG') throw error;
  if (error.code === 'DOCUMENT_LIMIT') return { what: 'digest-limit' };
  return { what: 'contents-unreadable', data: { detail: String(error.data.what ?? error.code) } };
}

/**
 * Keys that the dictionary has more than once: readers differ on which of two /ByteRange or /Contents counts, so an
 * attacker can show each its own. Only looked for when the reader met a repeated key somewhere.
 */
function repeatedKeys(
  pdf: Pdf,
  number: number,
  revision: number,
  token: Span | undefined,
): FormatFault[] {
  const start = pdf.entry(number, revision)?.offset;
  if (start === undefined || token === undefined) return [];
  const around = [
    pdf.source.read(start, Math.max(start, token.start)),
    pdf.source.read(token.end, Math.min(token.end + NEARBY, pdf.source.length)),
  ].map((octets) => Buffer.from(octets).toString('latin1'));
  const text = `${around[0]}<>${around[1]!.split(/\bendobj\b/)[0]}`.replace(
    /#([0-9a-f]{2})/gi,
    (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return ['ByteRange', 'Contents', 'SubFilter', 'Reference'].flatMap((key) => {
    const times = text.match(new RegExp(`/${key}(?![A-Za-z0-9])`, 'g'))?.length ?? 0;
    return times > 1 ? [{ what: 'key-duplicated', data: { key } }] : [];
  });
}

/** Octets behind /Contents in which the rest of a signature dictionary is looked for. */
const NEARBY = 64 * 1024;

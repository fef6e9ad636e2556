import { isInteger, isStream, type Pdf } from '../../../syntax/pdf/index.ts';
import { readable } from '../fields.ts';

/** Octets looked through at a time, and as many more as the shortest header and the keyword's surroundings have. */
const PIECE = 1024 * 1024;
const OVERLAP = 64;
/** Octets behind a listed place in which its own keyword stands. */
const HEADER_LENGTH = 256;

/**
 * Whether a revision holds objects or trailers that its cross-reference section does not lead to: a reader that
 * meets anything odd searches the whole file for objects by itself and then shows those. Every `obj` that could end a
 * header, whatever blanks and comments stand before it, must be the keyword of a listed object. `changed`: as of `Pdf.changedIn`.
 */
export function hasUnlisted(pdf: Pdf, revision: number, changed: readonly number[]): boolean {
  const own = pdf.revisions[revision - 1]!;
  const start = pdf.revisions[revision - 2]?.end ?? 0;
  const hybrid = own.trailer.get('XRefStm');
  const listed = [own.offset, ...(isInteger(hybrid) ? [pdf.base + hybrid] : [])];
  const streams: { readonly from: number; readonly to: number }[] = [];
  for (const number of changed) {
    const offset = pdf.entry(number, revision)?.offset;
    if (offset === undefined) continue;
    listed.push(offset);
    const object = readable(() => pdf.object(number, revision));
    if (isStream(object) && 'start' in object.body)
      streams.push({ from: object.body.start, to: object.body.start + object.body.length });
  }
  const keywords = new Set(listed.map((offset) => keywordBehind(pdf, offset)));
  const isData = within(streams.sort((a, b) => a.from - b.from));
  const trailers = new Set<number>();
  for (let at = start; at < own.end; at += PIECE) {
    const from = Math.max(start, at - OVERLAP);
    const end = Math.min(at + PIECE, own.end);
    const text = latin1(pdf, from, end);
    for (
      let keyword = text.indexOf('obj');
      keyword >= 0;
      keyword = text.indexOf('obj', keyword + 3)
    ) {
      const place = from + keyword;
      // Cut off at a window's edge: the neighbouring window holds it whole.
      if ((keyword === 0 && from > start) || (place + 3 === end && end < own.end)) continue;
      if (keywords.has(place) || !couldEndHeader(text, keyword) || isData(place)) continue;
      return true;
    }
    for (const { index } of text.matchAll(TRAILER))
      if (!isData(from + index)) trailers.add(from + index);
  }
  // A table's own trailer follows it; a cross-reference stream has none.
  return (
    [...trailers].some((at) => at < own.offset) || trailers.size > (own.style === 'stream' ? 0 : 1)
  );
}

/** Where the keyword of the object at a listed place stands. */
function keywordBehind(pdf: Pdf, offset: number): number {
  const end = Math.min(offset + HEADER_LENGTH, pdf.source.length);
  return offset + latin1(pdf, Math.min(offset, end), end).indexOf('obj');
}

/** A word of its own behind a blank or a number; or right behind two numbers, whatever follows it. */
function couldEndHeader(text: string, keyword: number): boolean {
  if (!BLANK_OR_DIGIT.test(text[keyword - 1] ?? ' ')) return false;
  const alone = !REGULAR.test(text[keyword + 3] ?? ' ');
  return alone || HEADER.test(text.slice(Math.max(0, keyword - OVERLAP), keyword));
}

function latin1(pdf: Pdf, start: number, end: number): string {
  return Buffer.from(pdf.source.read(start, end)).toString('latin1');
}

/** Whether an offset lies in one of the spans, which are in order. */
function within(spans: readonly { readonly from: number; readonly to: number }[]) {
  return (at: number): boolean => {
    let low = 0;
    let high = spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (spans[middle]!.from <= at) low = middle + 1;
      else high = middle;
    }
    return low > 0 && at < spans[low - 1]!.to;
  };
}

const BLANK_OR_DIGIT = /[\0\t\n\f\r \d]/;
/** ISO 32000-2 clause 7.2.3: neither white space nor a delimiter. */
const REGULAR = /[^\0\t\n\f\r ()<>[\]{}/%]/;
const HEADER = /\d[\0\t\n\f\r ]{1,16}\d{1,5}[\0\t\n\f\r ]{0,16}$/;
const TRAILER = /trailer(?=[\0\t\n\f\r ]{0,32}<<)/g;

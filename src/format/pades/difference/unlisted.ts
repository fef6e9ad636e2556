import { isInteger, isStream, type Pdf } from '../../../syntax/pdf/index.ts';
import { readable } from '../fields.ts';

/** Octets looked through at a time, and as many more as an object's header may have. */
const PIECE = 1024 * 1024;
const OVERLAP = 64;

/**
 * Whether a revision holds objects or trailers that its cross-reference section does not lead to: a reader that
 * meets anything odd searches the whole file for objects by itself and then shows those. `changed`: as of `Pdf.changedIn`.
 */
export function hasUnlisted(pdf: Pdf, revision: number, changed: readonly number[]): boolean {
  const own = pdf.revisions[revision - 1]!;
  const start = pdf.revisions[revision - 2]?.end ?? 0;
  const hybrid = own.trailer.get('XRefStm');
  const listed = new Set([own.offset, ...(isInteger(hybrid) ? [pdf.base + hybrid] : [])]);
  const streams: { readonly from: number; readonly to: number }[] = [];
  for (const number of changed) {
    const offset = pdf.entry(number, revision)?.offset;
    if (offset === undefined) continue;
    listed.add(offset);
    const object = readable(() => pdf.object(number, revision));
    if (isStream(object) && 'start' in object.body)
      streams.push({ from: object.body.start, to: object.body.start + object.body.length });
  }
  const isData = within(streams.sort((a, b) => a.from - b.from));
  const trailers = new Set<number>();
  for (let at = start; at < own.end; at += PIECE) {
    const from = Math.max(start, at - OVERLAP);
    const text = Buffer.from(pdf.source.read(from, Math.min(at + PIECE, own.end))).toString(
      'latin1',
    );
    for (
      let keyword = text.indexOf('obj');
      keyword >= 0;
      keyword = text.indexOf('obj', keyword + 3)
    ) {
      if (text[keyword - 1] === 'd') continue; // endobj
      const blank = HEADER.exec(text.slice(Math.max(0, keyword - OVERLAP), keyword));
      if (blank === null) continue;
      const first = from + Math.max(0, keyword - OVERLAP) + blank.index;
      const places = Array.from({ length: blank[1]!.length + 1 }, (_, i) => first + i);
      if (!places.some((place) => listed.has(place)) && !isData(places.at(-1)!)) return true;
    }
    for (const { index } of text.matchAll(TRAILER))
      if (!isData(from + index)) trailers.add(from + index);
  }
  // A table's own trailer follows it; a cross-reference stream has none.
  return (
    [...trailers].some((at) => at < own.offset) || trailers.size > (own.style === 'stream' ? 0 : 1)
  );
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

/** White space, an object's number and generation, right before the keyword. */
const HEADER = /([\0\t\n\f\r ]{0,16})(?<!\d)\d{1,10}[\0\t\n\f\r ]{1,16}\d{1,5}[\0\t\n\f\r ]{0,16}$/;
const TRAILER = /trailer(?=[\0\t\n\f\r ]{0,32}<<)/g;

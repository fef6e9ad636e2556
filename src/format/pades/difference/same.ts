import { sameOctets } from '../../../bytes/hex.ts';
import {
  isArray,
  isDict,
  isName,
  isRef,
  isStream,
  isString,
  type Pdf,
  type PdfDict,
  type PdfObject,
  type PdfStream,
} from '../../../syntax/pdf/index.ts';

/** Octets of two rewritten streams that are compared; larger ones count as different. */
const LARGEST_COMPARED = 32 * 1024 * 1024;

/** Whether two objects have the same value, however they are written; references are the same when they name the same object. */
export function sameObject(pdf: Pdf, a: PdfObject | undefined, b: PdfObject | undefined): boolean {
  if (a === b) return true;
  if (isName(a)) return isName(b, a.value);
  if (isRef(a)) return isRef(b) && a.number === b.number && a.generation === b.generation;
  if (isString(a)) return isString(b) && sameOctets(a.octets, b.octets);
  if (isArray(a))
    return isArray(b) && a.length === b.length && a.every((item, i) => sameObject(pdf, item, b[i]));
  if (isDict(a)) return isDict(b) && differingKeys(pdf, a, b).length === 0;
  if (isStream(a)) return isStream(b) && sameStream(pdf, a, b);
  return false;
}

/** Keys whose values differ; an absent key and null are the same (ISO 32000-2 clause 7.3.7). */
export function differingKeys(pdf: Pdf, a: PdfDict, b: PdfDict): string[] {
  const keys = new Set([...a.keys, ...b.keys]);
  return [...keys].filter((key) => !sameObject(pdf, a.get(key) ?? null, b.get(key) ?? null));
}

function sameStream(pdf: Pdf, a: PdfStream, b: PdfStream): boolean {
  // /Length may move between direct and indirect; the octets themselves are compared.
  if (differingKeys(pdf, a.dict.without('Length'), b.dict.without('Length')).length > 0)
    return false;
  if ('start' in a.body && 'start' in b.body) {
    if (a.body.start === b.body.start && a.body.length === b.body.length) return true;
    if (Math.max(a.body.length, b.body.length) > LARGEST_COMPARED) return false;
  }
  return sameOctets(pdf.streamOctets(a), pdf.streamOctets(b));
}

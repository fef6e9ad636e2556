import { malformed, tooMuch, unsupported } from '../findings.ts';
import { LIMITS } from '../limits.ts';
import { isArray, isDict, isName, type PdfDict, type PdfObject } from '../object.ts';
import { ascii85Decode, asciiHexDecode } from './ascii.ts';
import { flateDecode } from './flate.ts';
import { lzwDecode } from './lzw.ts';
import { undoPredictor } from './predictor.ts';
import { runLengthDecode } from './run-length.ts';

export type Resolve = (object: PdfObject | undefined) => PdfObject;

export interface FilterUse {
  readonly name: string;
  readonly parameters: PdfDict | undefined;
}

/** The filters of a stream in the order they are undone (ISO 32000-2 clause 7.4.1); abbreviations are only for inline images. */
export function filtersOf(dict: PdfDict, resolve: Resolve): FilterUse[] {
  const filter = resolve(dict.get('Filter'));
  if (filter === null) return [];
  const names = isArray(filter) ? filter.map(resolve) : [filter];
  if (names.length > LIMITS.filters) throw tooMuch('filter-count');
  const parameters = resolve(dict.get('DecodeParms'));
  return names.map((name, i) => {
    if (!isName(name)) throw malformed('filter-name');
    const own = isArray(parameters)
      ? resolve(parameters[i])
      : names.length === 1
        ? parameters
        : null;
    return { name: name.value, parameters: isDict(own) ? own : undefined };
  });
}

/** Undoes all filters; no step may yield more than `limit` octets. DOCUMENT_UNSUPPORTED `filter-unsupported` for image filters. */
export function decode(
  octets: Uint8Array,
  filters: readonly FilterUse[],
  resolve: Resolve,
  limit: number,
): Uint8Array {
  let data = octets;
  for (const { name, parameters } of filters) {
    const integer = (key: string, otherwise: number): number => {
      const value = resolve(parameters?.get(key));
      return typeof value === 'number' ? value : otherwise;
    };
    if (name === 'FlateDecode') data = undoPredictor(flateDecode(data, limit), integer);
    else if (name === 'LZWDecode')
      data = undoPredictor(lzwDecode(data, integer('EarlyChange', 1), limit), integer);
    else if (name === 'ASCIIHexDecode') data = asciiHexDecode(data);
    else if (name === 'ASCII85Decode') data = ascii85Decode(data, limit);
    else if (name === 'RunLengthDecode') data = runLengthDecode(data, limit);
    else if (name !== 'Crypt') throw unsupported('filter-unsupported');
  }
  return data;
}

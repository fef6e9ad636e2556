import { isArray, isDict, isStream, type Pdf } from '../../syntax/pdf/index.ts';
import { readable } from './fields.ts';

/** Streams read of one kind: a document with fifty long chains stays below. */
const MOST_STREAMS = 2048;

/** What the Document Security Store holds, as DER (EN 319 142-1 clause 5.4.2). */
export interface ValidationData {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

const NOTHING: ValidationData = { certificates: [], crls: [], ocsps: [] };

/**
 * Reads /DSS of the newest revision. The arrays of the DSS itself hold all that the VRI entries refer to, so only they are
 * read; what can't be read is left out. Nothing here is trusted: the validation checks every signature on it.
 */
export function readValidationData(pdf: Pdf): ValidationData {
  const store = readable(() => pdf.resolve(pdf.catalog().get('DSS')));
  if (!isDict(store)) return NOTHING;
  const streams = (key: string): Uint8Array[] => {
    const list = readable(() => pdf.resolve(store.get(key)));
    return (isArray(list) ? list.slice(0, MOST_STREAMS) : []).flatMap((one) => {
      const stream = readable(() => pdf.resolve(one));
      const octets = isStream(stream) ? readable(() => pdf.streamData(stream)) : undefined;
      return octets ?? [];
    });
  };
  return { certificates: streams('Certs'), crls: streams('CRLs'), ocsps: streams('OCSPs') };
}

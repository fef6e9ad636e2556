import type { ByteSource } from '../../bytes/source.ts';
import type { OpenOptions, Pdf } from './document.ts';
import { File } from './file.ts';

/**
 * Opens a PDF: reads its tail and its cross-reference sections, and with `strict` the header of every object; nothing else. Faults: DOCUMENT_MALFORMED,
 * DOCUMENT_UNSUPPORTED, DOCUMENT_PASSWORD, DOCUMENT_LIMIT, each with `what`.
 */
export function openPdf(source: ByteSource, options: OpenOptions = {}): Pdf {
  return new File(source, options);
}

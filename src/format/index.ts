import type { Evidence } from '../ades/evidence.ts';
import type { ByteSource } from '../bytes/source.ts';
import { Fault } from '../fault/fault.ts';
import { detectFormat } from './detect.ts';
import { openPades } from './pades/index.ts';

export { detectFormat } from './detect.ts';
export {
  type Appearance,
  digestPrepared,
  type ExtractedSignature,
  embedPades,
  extractSignatures,
  type PadesOptions,
  type Prepared,
  preparePades,
  roomFor,
  signatureSpan,
} from './pades/index.ts';

/**
 * A document's format and every signature in it, oldest first. Throws FORMAT_UNKNOWN, or DOCUMENT_* when the document
 * itself can't be read; a broken signature is Evidence.
 */
export function openDocument(
  source: ByteSource,
  o: { readonly password?: string } = {},
): { readonly format: 'PDF'; readonly signatures: readonly Evidence[] } {
  if (source.length === 0) throw new Fault('FILE_EMPTY');
  const format = detectFormat(source);
  if (format === undefined) throw new Fault('FORMAT_UNKNOWN');
  return { format, signatures: openPades(source, o) };
}

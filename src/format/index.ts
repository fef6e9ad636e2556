import type { Evidence } from '../ades/evidence.ts';
import type { ByteSource } from '../bytes/source.ts';
import { Fault } from '../fault/fault.ts';
import { type Contents, openCades } from './cades/index.ts';
import { detectFormat } from './detect.ts';
import { openPades, openHistory as openPdfHistory, type RevisionFacts } from './pades/index.ts';

export { detectFormat } from './detect.ts';
export {
  type Appearance,
  digestFile,
  digestPrepared,
  type ExtractedSignature,
  embedPades,
  extractSignatures,
  type PadesOptions,
  type Prepared,
  preparePades,
  type RevisionFacts,
  roomFor,
  signatureSpan,
} from './pades/index.ts';

/** What a person gives along with a document. */
export interface OpenOptions extends Contents {
  /** Of an encrypted PDF. */
  readonly password?: string;
}

export interface Opened {
  readonly format: 'PDF' | 'CMS';
  readonly signatures: readonly Evidence[];
  /** Content from outside the document was taken for what it signs. */
  readonly contentOutside: boolean;
}

/**
 * A document's format and every signature in it, oldest first. Throws FORMAT_UNKNOWN, or DOCUMENT_* when the document
 * itself can't be read or is a CMS message that is no signature; a broken signature is Evidence.
 */
export function openDocument(source: ByteSource, o: OpenOptions = {}): Opened {
  if (source.length === 0) throw new Fault('FILE_EMPTY');
  const format = detectFormat(source);
  if (format === undefined) throw new Fault('FORMAT_UNKNOWN');
  return format === 'CMS'
    ? { format, ...openCades(source, o) }
    : { format, signatures: openPades(source, o), contentOutside: false };
}

/** The revisions of a PDF, oldest first. Throws FORMAT_WITHOUT_REVISIONS for a CMS message, else as `openDocument`. */
export function openHistory(
  source: ByteSource,
  o: { readonly password?: string } = {},
): readonly RevisionFacts[] {
  if (source.length === 0) throw new Fault('FILE_EMPTY');
  const format = detectFormat(source);
  if (format === 'CMS') throw new Fault('FORMAT_WITHOUT_REVISIONS');
  if (format === undefined) throw new Fault('FORMAT_UNKNOWN');
  return openPdfHistory(source, o);
}

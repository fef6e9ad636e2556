import type { ByteSource } from '../bytes/source.ts';
import { wrapperOf } from './cades/index.ts';

/** Octets from the start in which `%PDF-` may stand: Adobe's implementation note 13 to PDF 1.7. */
const HEADER_WITHIN = 1024;

/**
 * The format of a document, by its first octets; undefined when kyso knows none that begins so. A CMS message may
 * enclose a PDF near its start, so whatever begins as a message is one.
 */
export function detectFormat(source: ByteSource): 'PDF' | 'CMS' | undefined {
  const wrapper = wrapperOf(source);
  if (wrapper === 'ASN.1') return 'CMS';
  const octets = source.read(0, Math.min(HEADER_WITHIN + 5, source.length));
  const head = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
  if (head.includes('%PDF-')) return 'PDF';
  return wrapper === undefined ? undefined : 'CMS';
}

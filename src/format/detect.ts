import type { ByteSource } from '../bytes/source.ts';

/** Octets from the start in which `%PDF-` may stand: Adobe's implementation note 13 to PDF 1.7. */
const HEADER_WITHIN = 1024;

/** The format of a document, by its first octets; undefined when kyso knows none that begins so. */
export function detectFormat(source: ByteSource): 'PDF' | undefined {
  const octets = source.read(0, Math.min(HEADER_WITHIN + 5, source.length));
  const head = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
  return head.includes('%PDF-') ? 'PDF' : undefined;
}

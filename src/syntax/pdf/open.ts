import type { ByteSource } from '../../bytes/source.ts';
import { Fault } from '../../fault/fault.ts';
import type { OpenOptions, Pdf } from './document.ts';

/** Opens a PDF: reads its tail and its cross-reference sections, nothing else. */
export function openPdf(_source: ByteSource, _options: OpenOptions = {}): Pdf {
  throw new Fault('BUG');
}

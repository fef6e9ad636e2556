export { type Operation, readContent } from './content.ts';
export type { Entry, OpenOptions, Pdf, Revision, XrefStyle } from './document.ts';
export { LIMITS as PDF_LIMITS } from './limits.ts';
export type { PdfArray, PdfObject, StreamBody } from './object.ts';
export {
  dict,
  isArray,
  isDict,
  isInteger,
  isName,
  isRef,
  isStream,
  isString,
  Name,
  name,
  PdfDict,
  PdfStream,
  PdfString,
  Raw,
  Ref,
} from './object.ts';
export { openPdf } from './open.ts';
export { serialise } from './serialise.ts';
export { readText, textString } from './text.ts';
export type { Appended } from './update.ts';
export { PdfUpdate } from './update.ts';

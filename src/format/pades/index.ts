export { digestPrepared, embedPades, roomFor } from './embed.ts';
export { type ExtractedSignature, extractSignatures, signatureSpan } from './extract.ts';
export { openPades } from './open.ts';
export { type Appearance, type PadesOptions, type Prepared, preparePades } from './prepare.ts';

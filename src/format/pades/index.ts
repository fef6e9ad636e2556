export { digestFile } from './covered.ts';
export { digestPrepared, embedPades, roomFor } from './embed.ts';
export { type ExtractedSignature, extractSignatures, signatureSpan } from './extract.ts';
export { openHistory, type RevisionFacts } from './history.ts';
export { openPades } from './open.ts';
export { type Appearance, type PadesOptions, type Prepared, preparePades } from './prepare.ts';

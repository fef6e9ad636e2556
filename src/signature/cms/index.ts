export { valuesOf } from './attributes.ts';
export { examineSigner } from './examine.ts';
export type { CmsFacts, CmsFault, CmsNote, TimestampFacts } from './facts.ts';
export { OID } from './identifiers.ts';
export { LIMITS } from './limits.ts';
export { holdsSignedAttributes, prepareSignedAttributes } from './signed-attributes.ts';
export {
  contentLength,
  readSignedData,
  readSignerInfo,
  type SignedData,
  type SignerIdentifier,
  type SignerInfo,
} from './signed-data.ts';
export { type ContentDigest, embeddedContent } from './signer.ts';
export { writeSignedData } from './write.ts';

export { elementLength, toDer } from './ber.ts';
export { LIMITS } from './limits.ts';
export { malformed } from './malformed.ts';
export { DerReader, type Element } from './reader.ts';
export { context, TAG } from './tag.ts';
export { der, element, join, sorted } from './writer.ts';

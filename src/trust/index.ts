export { isSelfIssued, readAnchor, unfitAsAnchor } from './anchor.ts';
export { groupedFingerprint, readFingerprint, TYPED_DIGITS, typedBack } from './fingerprint.ts';
export { KNOWN_FINGERPRINTS } from './known-fingerprints.ts';

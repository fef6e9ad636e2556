export {
  digest,
  digestByOid,
  digestLength,
  digestRange,
  oidOfDigest,
  opensslName,
  SharedDigest,
  writeDigestAlgorithm,
} from './digest.ts';
export {
  describeAlgorithm,
  readSignatureAlgorithm,
  writeSignatureAlgorithm,
} from './identifier.ts';
export type { DigestName, SignatureAlgorithm, SignatureScheme } from './names.ts';
export { digestInfo, verifyDigest } from './prehashed.ts';
export { describeRefused } from './refused.ts';
export { digestStrength, type KeySize, type Strength, strength } from './strength.ts';
export { verifySignature } from './verify.ts';

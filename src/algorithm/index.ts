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
export {
  digestReliableUntil,
  ETSI_STRENGTH,
  type KeySize,
  reliableUntil,
  type StrengthTable,
  type Until,
} from './strength.ts';
export { verifySignature } from './verify.ts';

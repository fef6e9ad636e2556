export { readCertificates } from './bundle.ts';
export { type Certificate, publicKey, readCertificate, serialText } from './certificate.ts';
export type { DistributionPoint } from './distribution-point.ts';
export type { AuthorityKeyIdentifier, Extension, Extensions } from './extensions.ts';
export type { GeneralName } from './general-name.ts';
export { EKU, KEY_USAGES, type KeyUsage } from './key-usage.ts';
export {
  type Attribute,
  isWithin,
  type Name,
  nameAttribute,
  nameText,
  readName,
  sameName,
} from './name.ts';
export type { KeyFacts } from './public-key.ts';

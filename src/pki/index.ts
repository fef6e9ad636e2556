export {
  type Attribute,
  type AuthorityKeyIdentifier,
  type Certificate,
  EKU,
  type Extension,
  type GeneralName,
  type KeyFacts,
  type KeyUsage,
  type Name,
  nameAttribute,
  nameText,
  publicKey,
  readCertificate,
  readCertificates,
  readName,
  sameName,
} from './certificate/index.ts';
export { anchorOf, type TrustAnchor } from './path/anchor.ts';

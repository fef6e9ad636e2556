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
export { type Crl, readCrl } from './crl/crl.ts';
export type { CrlReason } from './crl/entries.ts';
export { withNonce, writeOcspRequest } from './ocsp/request.ts';
export { type OcspResponse, readOcspResponse } from './ocsp/response.ts';
export { anchorOf, type TrustAnchor } from './path/anchor.ts';
export { buildPaths, type Path, type PathLimits, type PathSearch, pathOf } from './path/build.ts';
export {
  betterResult,
  PATH_FAILURES,
  type PathFailure,
  type PathFinding,
  type PathResult,
} from './path/result.ts';
export { findPath, type PathInputs, validatePath } from './path/validate.ts';
export { revocationOf } from './revocation.ts';
export {
  REVOCATION_GAPS,
  type RevocationData,
  type RevocationGap,
  type RevocationStatus,
} from './revocation-status.ts';

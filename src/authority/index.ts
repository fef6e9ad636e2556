export {
  type Authority,
  type AuthorityOrder,
  createAuthority,
  type Publication,
} from './authority.ts';
export {
  type CertificateOrder,
  type Issuer,
  issueCertificate,
  type Profile,
  serialOf,
} from './certificate.ts';
export { type CrlOrder, issueCrl, REASONS, type Reason, type Revocation } from './crl.ts';
export { EKU, type RawExtension } from './extensions.ts';
export { generateKeys, KEY_KINDS, type KeyKind, type KeyPair, usualAlgorithm } from './keys.ts';
export { answerOcsp, type CertificateState, type OcspResponder } from './ocsp.ts';
export { type KeyStore, writePkcs12 } from './pkcs12.ts';
export { signatureIdentifier, signWith } from './sign.ts';
export { distinguishedName, type Subject } from './subject.ts';
export { answerTimestamp, FAILURES, rejection, type TimestampAuthority } from './timestamp.ts';

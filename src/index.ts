/** The paved path for programs: open a document, judge it, sign one. Everything else is a room's own business. */
export type { Evidence } from './ades/evidence.ts';
export type { RevocationSource, Signer, TimestampSource, Wanted } from './ades/ports.ts';
export { signBatch } from './batch/sign-batch.ts';
export { type SigningMeans, type SigningOptions, signDocument } from './batch/sign-document.ts';
export { Timestamps } from './batch/timestamps.ts';
export { type ByteSource, memorySource } from './bytes/source.ts';
export { documentFiles } from './edge/files/document-files.ts';
export { openSource } from './edge/files/source.ts';
export { timestampClient } from './edge/http/timestamp.ts';
export { openSigner } from './edge/token/index.ts';
export { type Examination, examine } from './examination/index.ts';
export { Fault } from './fault/fault.ts';
export { FAULTS, type FaultCode } from './fault/table.ts';
export { openDocument } from './format/index.ts';
export {
  type Certificate,
  readCertificate,
  readCertificates,
  type TrustAnchor,
} from './pki/index.ts';
export {
  type Constraints,
  createPolicy,
  judge,
  judgeAll,
  POLICIES,
  type Policy,
  readConstraints,
  type Verdict,
} from './validation/index.ts';

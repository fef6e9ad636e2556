/**
 * Bounds on one SignedData; each multiplies work that costs more than reading. One signer costs at most
 * (timestamps + 1) × candidates checks of a signature, twice that with unsorted attributes: 264, each 25 µs with
 * RSA-2048 and some 2 ms with RSA-16384, the largest that OpenSSL takes.
 */
export const LIMITS = {
  /** SignerInfos, and countersignatures besides: PDF allows 1 (ISO 32000-2 clause 12.8.3.3.1), CAdES has a handful. */
  signers: 32,
  /** Attributes of one set and values in them: every archive time stamp goes over all of them again; real sets have under 30. */
  attributes: 512,
  attributeValues: 2048,
  /** Time stamps examined per signer: one on the signature and an archive time stamp every few years. */
  timestamps: 32,
  /** Octets digested for the archive time stamps of one message beside what is digested once: about three seconds. */
  archiveOctets: 1024 * 1024 * 1024,
  /** Octets of content held in memory for a signature straight over it, when its scheme can't start from a digest. */
  directContent: 64 * 1024 * 1024,
  /** Countersignatures of countersignatures: an approval of an approval is as deep as offices go. */
  countersignatureDepth: 4,
  /** Certificates that fit one SignerIdentifier and are tried: two happen when a CA renewed one by mistake. */
  candidates: 4,
  /** Certificates, and CRLs and OCSP responses, kept of one message: a bundle of every Vietnamese CA has under 100. */
  certificates: 512,
  revocations: 512,
  /** ESSCertIDs read: signer, intermediates and root. */
  essCertificates: 32,
} as const;

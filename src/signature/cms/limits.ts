/**
 * Bounds on one SignedData; each multiplies work that costs more than reading. Together: at most
 * signers × (timestamps + 1) × candidates, about 1,200 signature checks, half a second with RSA-4096.
 */
export const LIMITS = {
  /** SignerInfos: PDF allows 1 (ISO 32000-2 clause 12.8.3.3.1), CAdES with parallel signatures has a handful. */
  signers: 32,
  /** Signature time stamps examined per signer: renewals go into archive time stamps, more than two are rare. */
  timestamps: 8,
  /** Certificates that fit one SignerIdentifier and are tried: two happen when a CA renewed one by mistake. */
  candidates: 4,
  /** Certificates, and CRLs and OCSP responses, kept of one message: a bundle of every Vietnamese CA has under 100. */
  certificates: 512,
  revocations: 512,
  /** ESSCertIDs read: signer, intermediates and root. */
  essCertificates: 32,
} as const;

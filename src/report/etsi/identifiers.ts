import type { TimestampKind } from '../../ades/evidence.ts';
import type { DigestName, SignatureAlgorithm } from '../../algorithm/index.ts';
import type { Conclusion, Process, Proof } from '../../validation/index.ts';

/** Namespaces of ETSI TS 119 102-2 V1.4.1 and of what its schema imports. */
export const NAMESPACES = {
  xmlns: 'http://uri.etsi.org/19102/v1.4.1#',
  'xmlns:ds': 'http://www.w3.org/2000/09/xmldsig#',
  'xmlns:xades': 'http://uri.etsi.org/01903/v1.3.2#',
  'xmlns:tsl': 'http://uri.etsi.org/02231/v2#',
} as const;

/** Clause 4.3.4.2, of a signature. */
export const MAIN_OF_SIGNATURE: Readonly<Record<Conclusion['indication'], string>> = {
  'TOTAL-PASSED': 'urn:etsi:019102:mainindication:total-passed',
  'TOTAL-FAILED': 'urn:etsi:019102:mainindication:total-failed',
  INDETERMINATE: 'urn:etsi:019102:mainindication:indeterminate',
};

/** Clause 4.3.4.2, of one constraint and of a validation object. */
export const MAIN_OF_PART: Readonly<Record<Conclusion['indication'], string>> = {
  'TOTAL-PASSED': 'urn:etsi:019102:mainindication:passed',
  'TOTAL-FAILED': 'urn:etsi:019102:mainindication:failed',
  INDETERMINATE: 'urn:etsi:019102:mainindication:indeterminate',
};

/** Clause 4.3.4.3: the sub-indication's own name follows. */
export const SUB_INDICATION = 'urn:etsi:019102:subindication:';

/** Clause 4.3.11.1. */
export const PROCESSES: Readonly<Record<Process, string>> = {
  basic: 'urn:etsi:019102:validationprocess:Basic',
  'long-term': 'urn:etsi:019102:validationprocess:LTVM',
  archival: 'urn:etsi:019102:validationprocess:LTA',
};

/** The proof came out of the validation itself: nothing else gives kyso one. */
export const PROOF_BY_VALIDATION = 'urn:etsi:019102:poetype:validation';
export const CONSTRAINT_APPLIED = 'urn:etsi:019102:constraintStatus:applied';
export const REVOCATION_REASON = 'urn:etsi:019102:revocationReason:';

/** Kinds of validation object. */
export const OBJECT_TYPES = {
  certificate: 'urn:etsi:019102:validationObject:certificate',
  crl: 'urn:etsi:019102:validationObject:CRL',
  ocsp: 'urn:etsi:019102:validationObject:OCSPResponse',
  timestamp: 'urn:etsi:019102:validationObject:timestamp',
  publicKey: 'urn:etsi:019102:validationObject:publicKey',
  signedData: 'urn:etsi:019102:validationObject:signedData',
} as const;
export type ObjectType = keyof typeof OBJECT_TYPES;

/** Kyso's own: identifiers of its rules, of what documents without a signature are, of remarks. */
export const OWN = {
  constraint: 'urn:x-kyso:constraint:',
  remark: 'urn:x-kyso:remark:',
  criterion: 'urn:x-kyso:criterion:',
  noSignature: 'urn:x-kyso:subindication:NO_SIGNATURE',
  unreadable: 'urn:x-kyso:subindication:DOCUMENT_UNREADABLE',
} as const;

/** The attribute by which a signature carries a time stamp (annex A). */
export const STAMP_ATTRIBUTES: Readonly<Record<TimestampKind, string>> = {
  content: 'AllDataObjectsTimeStamp',
  signature: 'SignatureTimeStamp',
  references: 'SigAndRefsTimeStamp',
  archive: 'ArchiveTimeStamp',
  document: 'DocTimeStamp',
};

/** Letters with which the ids of validation objects begin. */
export const ID_LETTERS: Readonly<Record<Exclude<Proof['of'], 'signature'> | 'key', string>> = {
  certificate: 'C',
  crl: 'R',
  ocsp: 'O',
  'time-stamp': 'T',
  key: 'K',
};

export const SHA256_URI = 'http://www.w3.org/2001/04/xmlenc#sha256';

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const MORE_2007 = 'http://www.w3.org/2007/05/xmldsig-more#';
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const DIGESTS: Readonly<Partial<Record<DigestName, string>>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-224': 'sha224',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
  'SHA3-224': 'sha3-224',
  'SHA3-256': 'sha3-256',
  'SHA3-384': 'sha3-384',
  'SHA3-512': 'sha3-512',
};

/** Where XML signatures name an algorithm (RFC 9231) that name, otherwise the OID as a URN (RFC 3061). */
export function algorithmUri(algorithm: SignatureAlgorithm | null, oid: string): string {
  return (algorithm && named(algorithm)) ?? `urn:oid:${oid}`;
}

function named({ scheme, digest }: SignatureAlgorithm): string | undefined {
  const suffix = DIGESTS[digest];
  if (scheme === 'EdDSA') return `http://www.w3.org/2021/04/xmldsig-more#${EDDSA[digest]}`;
  if (suffix === undefined) return undefined;
  const sha3 = suffix.startsWith('sha3');
  if (scheme === 'RSASSA-PSS') {
    return digest === 'MD5' ? undefined : `${MORE_2007}${suffix}-rsa-MGF1`;
  }
  if (scheme === 'ECDSA') {
    if (digest === 'MD5') return undefined;
    return sha3
      ? `http://www.w3.org/2021/04/xmldsig-more#ecdsa-${suffix}`
      : `${MORE}ecdsa-${suffix}`;
  }
  if (scheme === 'DSA') {
    if (digest === 'SHA-1') return `${DSIG}dsa-sha1`;
    return digest === 'SHA-256' ? 'http://www.w3.org/2009/xmldsig11#dsa-sha256' : undefined;
  }
  if (sha3) return undefined;
  return digest === 'SHA-1' ? `${DSIG}rsa-sha1` : `${MORE}rsa-${suffix}`;
}

const EDDSA: Readonly<Partial<Record<DigestName, string>>> = {
  'SHA-512': 'eddsa-ed25519',
  SHAKE256: 'eddsa-ed448',
};

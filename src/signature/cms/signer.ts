import type { KeyObject } from 'node:crypto';
import {
  type DigestName,
  digest,
  digestByOid,
  readSignatureAlgorithm,
  type SignatureAlgorithm,
  verifyDigest,
  verifySignature,
} from '../../algorithm/index.ts';
import { sameOctets } from '../../bytes/hex.ts';
import { publicKey } from '../../pki/index.ts';
import { DerReader, malformed } from '../../syntax/der/index.ts';
import { onlyValue } from './attributes.ts';
import { findBreaches } from './breaches.ts';
import type { CmsFacts, CmsNote } from './facts.ts';
import { OID } from './identifiers.ts';
import { hashedAttributes } from './signed-attributes.ts';
import type { SignedData, SignerInfo } from './signed-data.ts';
import { findCandidates, ignoringFaults, readable } from './signer-certificate.ts';
import { essMatches, readEssReferences } from './signing-certificate.ts';

/** The digest of the content that was signed: of a byte range, or of what the message encapsulates. */
export type ContentDigest = (name: DigestName) => Uint8Array;

/** The content digest of a SignedData over its own eContent (time-stamp tokens, `adbe.pkcs7.sha1`). */
export function embeddedContent(signed: SignedData): ContentDigest {
  const content = signed.eContent;
  if (content === undefined) throw malformed('cms-no-content');
  return (name) => digest(name, content);
}

/**
 * Verifies one signer (RFC 5652 clauses 5.4 to 5.6) and says how each part came out; time stamps are left to
 * examineSigner. Throws nothing of its own: what can't be checked is a fact. Without signed attributes the
 * signature is over the content, so `messageDigest` then says how the signature came out and `contentType`
 * compares the eContentType itself.
 */
export function examineMathematics(
  signed: SignedData,
  signer: SignerInfo,
  contentDigest: ContentDigest,
  expectedContentType: string,
): CmsFacts {
  const digestAlgorithm = digestByOid(signer.digestAlgorithm) ?? null;
  const algorithm =
    readSignatureAlgorithm(signer.signatureAlgorithm, digestAlgorithm ?? undefined) ?? null;
  const content = digestAlgorithm === null ? undefined : contentDigest(digestAlgorithm);
  const notes: CmsNote[] = [];
  const verify = verifier(signed, signer, algorithm, content, notes);
  const { certificate, references } = chooseCertificate(signed, signer, verify);
  const mathematics = verify(certificate);
  const faults = findBreaches(signer, expectedContentType, digestAlgorithm, algorithm);
  const signingTime = readSigningTime(signer, notes);
  const [reference] = references;
  return {
    digestAlgorithm,
    algorithm,
    algorithmOid: algorithmOid(signer),
    certificate,
    ...(signer.signedAttributes === undefined
      ? directly(signed, mathematics, expectedContentType)
      : byAttributes(signed, signer, content, expectedContentType)),
    signatureValue: signer.signature,
    signature: mathematics === 'valid' && faults.length > 0 ? worst(faults) : mathematics,
    signingCertificate: reference
      ? {
          version: reference.version,
          matches: certificate !== null && essMatches(references, certificate),
        }
      : null,
    signingTime,
    signerInfos: signed.signers.length,
    ber: signed.ber,
    timestamps: [],
    otherAttributes: otherAttributes(signer),
    faults,
    notes,
  };
}

type Outcome = CmsFacts['signature'];
type Verify = (certificate: Uint8Array | null) => Outcome;

/** A function that verifies with a certificate's key; what it hashes is made once. */
function verifier(
  signed: SignedData,
  signer: SignerInfo,
  algorithm: SignatureAlgorithm | null,
  content: Uint8Array | undefined,
  notes: CmsNote[],
): Verify {
  const attributes = signer.signedAttributes && hashedAttributes(signer.signedAttributes);
  if (attributes === undefined) notes.push('cms-no-signed-attributes');
  else if (attributes.sorted !== undefined) notes.push('cms-attributes-unsorted');
  return (certificate) => {
    const key = certificate === null ? undefined : keyOf(certificate);
    if (key === undefined || algorithm === null || content === undefined) return 'unchecked';
    const holds = (message: Uint8Array) =>
      verifySignature(algorithm, key, message, signer.signature);
    if (attributes === undefined)
      return outcome(overContent(signed, algorithm, key, content, signer.signature));
    if (holds(attributes.encoded)) return 'valid';
    if (attributes.sorted === undefined || !holds(attributes.sorted)) return 'invalid';
    notes[notes.indexOf('cms-attributes-unsorted')] = 'cms-attributes-sorted';
    return 'valid';
  };
}

/** Without signed attributes: from the digest where the scheme allows, else from the content if the message holds it. */
function overContent(
  signed: SignedData,
  algorithm: SignatureAlgorithm,
  key: KeyObject,
  content: Uint8Array,
  signature: Uint8Array,
): boolean | undefined {
  const fromDigest = verifyDigest(algorithm, key, content, signature);
  if (fromDigest !== undefined || signed.eContent === undefined) return fromDigest;
  const own = sameOctets(digest(algorithm.digest, signed.eContent), content);
  return own ? verifySignature(algorithm, key, signed.eContent, signature) : undefined;
}

/**
 * Of several certificates that fit the identifier, the one that the ESS reference names, or else one whose key
 * verifies; so a certificate added beside the true one can't hide it.
 */
function chooseCertificate(signed: SignedData, signer: SignerInfo, verify: Verify) {
  const candidates = findCandidates(signed.certificates, signer.identifier);
  const references = readEssReferences(signer.signed);
  const named =
    candidates.length > 1 && references.length > 0
      ? candidates.find((candidate) => essMatches(references, candidate))
      : undefined;
  const verifying =
    candidates.length > 1 && named === undefined
      ? candidates.find((candidate) => verify(candidate) === 'valid')
      : undefined;
  return { certificate: named ?? verifying ?? candidates[0] ?? null, references };
}

/** content-type must be what is expected and also what the message says it holds (RFC 5652 clause 11.1). */
function byAttributes(
  signed: SignedData,
  signer: SignerInfo,
  content: Uint8Array | undefined,
  expectedContentType: string,
): Pick<CmsFacts, 'messageDigest' | 'contentType'> {
  return {
    contentType: compare(
      signer,
      OID.contentType,
      (reader) =>
        reader.oid() === expectedContentType && signed.eContentType === expectedContentType,
    ),
    messageDigest:
      content === undefined
        ? 'missing'
        : compare(signer, OID.messageDigest, (reader) => sameOctets(reader.octets(), content)),
  };
}

function directly(
  signed: SignedData,
  mathematics: Outcome,
  expectedContentType: string,
): Pick<CmsFacts, 'messageDigest' | 'contentType'> {
  return {
    contentType: signed.eContentType === expectedContentType ? 'matches' : 'differs',
    messageDigest:
      mathematics === 'valid' ? 'matches' : mathematics === 'invalid' ? 'differs' : 'missing',
  };
}

/** How an attribute that must occur once compares; repeated or malformed ones differ. */
function compare(
  signer: SignerInfo,
  oid: string,
  same: (value: DerReader) => boolean,
): 'matches' | 'differs' | 'missing' {
  const value = onlyValue(signer.signed, oid);
  if (value === undefined) return 'missing';
  if (value === 'repeated') return 'differs';
  return ignoringFaults(() => same(DerReader.over(value))) ? 'matches' : 'differs';
}

function readSigningTime(signer: SignerInfo, notes: CmsNote[]): Date | null {
  const value = onlyValue(signer.signed, OID.signingTime);
  if (value === undefined || value === 'repeated') return null;
  const time = ignoringFaults(() => DerReader.over(value).time());
  if (time === undefined) notes.push('cms-signing-time-unreadable');
  return time ?? null;
}

const KNOWN: ReadonlySet<string> = new Set([
  OID.contentType,
  OID.messageDigest,
  OID.signingTime,
  OID.algorithmProtection,
  OID.signingCertificate,
  OID.signingCertificateV2,
  OID.signatureTimestamp,
  OID.adobeRevocation,
]);

function otherAttributes(signer: SignerInfo): string[] {
  const oids = [...signer.signed, ...signer.unsigned].map(({ oid }) => oid);
  return [...new Set(oids)].filter((oid) => !KNOWN.has(oid));
}

function keyOf(certificate: Uint8Array): KeyObject | undefined {
  const read = readable(certificate);
  return read && ignoringFaults(() => publicKey(read));
}

function algorithmOid(signer: SignerInfo): string {
  return DerReader.over(signer.signatureAlgorithm).sequence().oid();
}

function outcome(holds: boolean | undefined): Outcome {
  return holds === undefined ? 'unchecked' : holds ? 'valid' : 'invalid';
}

/** Algorithms that contradict each other make the value invalid; a broken structure leaves it without meaning. */
function worst(faults: CmsFacts['faults'] & object): Outcome {
  return faults.includes('cms-digests-differ') || faults.includes('cms-algorithm-protection')
    ? 'invalid'
    : 'unchecked';
}

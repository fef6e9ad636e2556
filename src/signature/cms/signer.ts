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
import { type ByteSource, memorySource } from '../../bytes/source.ts';
import { publicKey } from '../../pki/index.ts';
import { DerReader, malformed } from '../../syntax/der/index.ts';
import { onlyValue } from './attributes.ts';
import { findBreaches } from './breaches.ts';
import type { CmsFacts, CmsNote } from './facts.ts';
import { OID } from './identifiers.ts';
import { LIMITS } from './limits.ts';
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
 * examineSigner, which also says what the arguments are. Throws nothing of its own: what can't be checked is a
 * fact. Without signed attributes the signature is over the content, so `messageDigest` then says how the
 * signature came out and `contentType` compares the eContentType itself.
 */
export function examineMathematics(
  signed: SignedData,
  signer: SignerInfo,
  contentDigest: ContentDigest | undefined,
  expectedContentType: string | null,
  source?: ByteSource,
): CmsFacts {
  const digestAlgorithm = digestByOid(signer.digestAlgorithm) ?? null;
  const algorithm =
    readSignatureAlgorithm(signer.signatureAlgorithm, digestAlgorithm ?? undefined) ?? null;
  const content: Content =
    digestAlgorithm === null
      ? 'digest-unknown'
      : contentDigest === undefined
        ? 'absent'
        : {
            name: digestAlgorithm,
            digest: contentDigest(digestAlgorithm),
            source: sourceOf(signed, source),
          };
  const notes: CmsNote[] = [];
  const verify = verifier(signer, algorithm, content, notes);
  const { certificate, references } = chooseCertificate(signed, signer, verify);
  const mathematics = verify(certificate);
  const faults = findBreaches(signer, expectedContentType, digestAlgorithm, algorithm);
  const signingTime = readSigningTime(signer, notes);
  const [reference] = references;
  return {
    digestAlgorithm,
    algorithm,
    algorithmOid: algorithmOid(signer, algorithm, digestAlgorithm),
    certificate,
    ...(signer.signedAttributes === undefined
      ? directly(signed, mathematics, content, expectedContentType)
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

/** The content that was signed, by the signer's own digest algorithm. */
type Content =
  | 'absent'
  | 'digest-unknown'
  | {
      readonly name: DigestName;
      readonly digest: Uint8Array;
      readonly source: ByteSource | undefined;
    };

function sourceOf(signed: SignedData, source: ByteSource | undefined): ByteSource | undefined {
  return source ?? (signed.eContent && memorySource(signed.eContent));
}

/** A function that verifies with a certificate's key; what it hashes is made once. */
function verifier(
  signer: SignerInfo,
  algorithm: SignatureAlgorithm | null,
  content: Content,
  notes: CmsNote[],
): Verify {
  const attributes = signer.signedAttributes && hashedAttributes(signer.signedAttributes);
  if (attributes === undefined) notes.push('cms-no-signed-attributes');
  else if (attributes.sorted !== undefined) notes.push('cms-attributes-unsorted');
  return (certificate) => {
    const key = certificate === null ? undefined : keyOf(certificate);
    if (key === undefined || algorithm === null || content === 'digest-unknown') return 'unchecked';
    const holds = (message: Uint8Array) =>
      verifySignature(algorithm, key, message, signer.signature);
    if (attributes === undefined)
      return content === 'absent'
        ? 'unchecked'
        : outcome(overContent(algorithm, key, content, signer.signature));
    if (holds(attributes.encoded)) return 'valid';
    if (attributes.sorted === undefined || !holds(attributes.sorted)) return 'invalid';
    notes[notes.indexOf('cms-attributes-unsorted')] = 'cms-attributes-sorted';
    return 'valid';
  };
}

/** Without signed attributes: from the digest where the scheme allows, else from the content if it is at hand and not too much. */
function overContent(
  algorithm: SignatureAlgorithm,
  key: KeyObject,
  content: Content & object,
  signature: Uint8Array,
): boolean | undefined {
  const { name, digest: expected, source } = content;
  const fromDigest = verifyDigest(algorithm, key, expected, signature);
  if (fromDigest !== undefined || source === undefined) return fromDigest;
  if (source.length > LIMITS.directContent) return undefined;
  const octets = source.read(0, source.length);
  // A message inside a PDF may carry content that is not what the PDF says is signed.
  return sameOctets(digest(name, octets), expected)
    ? verifySignature(algorithm, key, octets, signature)
    : undefined;
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

/**
 * content-type must be what is expected and also what the message says it holds (RFC 5652 clause 11.1); a
 * countersignature must have none (clause 11.4).
 */
function byAttributes(
  signed: SignedData,
  signer: SignerInfo,
  content: Content,
  expected: string | null,
): Pick<CmsFacts, 'messageDigest' | 'contentType'> {
  const contentType = compare(
    signer,
    OID.contentType,
    (reader) => expected !== null && reader.oid() === expected && signed.eContentType === expected,
  );
  return {
    contentType: expected === null && contentType === 'missing' ? 'matches' : contentType,
    messageDigest: content === 'digest-unknown' ? 'missing' : digestOf(signer, content),
  };
}

function digestOf(signer: SignerInfo, content: Content): CmsFacts['messageDigest'] {
  const compared = compare(signer, OID.messageDigest, (reader) => {
    const octets = reader.octets();
    return typeof content !== 'object' || sameOctets(octets, content.digest);
  });
  return compared === 'matches' && content === 'absent' ? 'unchecked' : compared;
}

function directly(
  signed: SignedData,
  mathematics: Outcome,
  content: Content,
  expected: string | null,
): Pick<CmsFacts, 'messageDigest' | 'contentType'> {
  const otherwise = content === 'absent' ? 'unchecked' : 'missing';
  return {
    contentType: expected === null || signed.eContentType === expected ? 'matches' : 'differs',
    messageDigest:
      mathematics === 'valid' ? 'matches' : mathematics === 'invalid' ? 'differs' : otherwise,
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
  OID.countersignature,
  OID.contentTimestamp,
  OID.signatureTimestamp,
  OID.completeTimestamp,
  OID.referencesTimestamp,
  OID.archiveTimestampV2,
  OID.archiveTimestampV3,
  OID.certificateValues,
  OID.revocationValues,
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

/** Of the signature algorithm, or of the digest when it is that which keeps the algorithm from being known. */
function algorithmOid(
  signer: SignerInfo,
  algorithm: SignatureAlgorithm | null,
  digestAlgorithm: DigestName | null,
): string {
  const withAnother = algorithm ?? readSignatureAlgorithm(signer.signatureAlgorithm, 'SHA-256');
  if (digestAlgorithm === null && withAnother !== undefined) return signer.digestAlgorithm;
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

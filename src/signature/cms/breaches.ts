import type { DigestName, SignatureAlgorithm } from '../../algorithm/index.ts';
import { sameOctets } from '../../bytes/hex.ts';
import { context, DerReader } from '../../syntax/der/index.ts';
import { onlyValue } from './attributes.ts';
import type { CmsFault } from './facts.ts';
import { OID } from './identifiers.ts';
import type { SignerInfo } from './signed-data.ts';
import { ignoringFaults } from './signer-certificate.ts';

/** Types that occur at most once, with one value (RFC 5652 clauses 11.1 to 11.3, RFC 6211 clause 2, RFC 5035 clause 4). */
const SINGLE = [
  OID.contentType,
  OID.messageDigest,
  OID.signingTime,
  OID.algorithmProtection,
  OID.signingCertificate,
  OID.signingCertificateV2,
];

/** Types that must not be unsigned (RFC 5652 clauses 11.1 to 11.3). */
const SIGNED_ONLY: readonly string[] = [OID.contentType, OID.messageDigest, OID.signingTime];

/** The rules of CMS that this signer breaks, each once. */
export function findBreaches(
  signer: SignerInfo,
  expectedContentType: string | null,
  digestAlgorithm: DigestName | null,
  algorithm: SignatureAlgorithm | null,
): CmsFault[] {
  const found: CmsFault[] = [];
  if (SINGLE.some((oid) => onlyValue(signer.signed, oid) === 'repeated'))
    found.push('cms-attribute-repeated');
  if (signer.unsigned.some(({ oid }) => SIGNED_ONLY.includes(oid)))
    found.push('cms-attribute-misplaced');
  // EdDSA hashes the message itself, so any content digest may stand beside it.
  if (algorithm && algorithm.scheme !== 'EdDSA' && algorithm.digest !== digestAlgorithm)
    found.push('cms-digests-differ');
  // A countersignature (null) has no content type at all.
  const bare = expectedContentType === null || expectedContentType === OID.data;
  if (signer.signedAttributes === undefined && !bare) found.push('cms-attributes-missing');
  const protection = onlyValue(signer.signed, OID.algorithmProtection);
  if (protection instanceof Uint8Array && !protects(protection, signer))
    found.push('cms-algorithm-protection');
  return found;
}

/**
 * CMSAlgorithmProtection: digestAlgorithm, then signatureAlgorithm under [1]. Parameters of the digest are
 * not compared: absent and NULL mean the same (RFC 5754 clause 2).
 */
function protects(value: Uint8Array, signer: SignerInfo): boolean {
  const same = ignoringFaults(() => {
    const fields = DerReader.over(value).sequence();
    if (fields.sequence().oid() !== signer.digestAlgorithm) return false;
    const named = fields.read(context(1, true)).content;
    return sameOctets(named, DerReader.over(signer.signatureAlgorithm).next().content);
  });
  return same === true;
}

import { constants, sign } from 'node:crypto';
import { Constructed, Integer, Null, ObjectIdentifier, Sequence } from 'asn1js';
import { AlgorithmIdentifier } from 'pkijs';
import type { DigestName, SignatureAlgorithm } from '../algorithm/names.ts';
import type { KeyPair } from './keys.ts';

/** RFC 8017 appendix A.2.4, RFC 5758, RFC 8410: the OID of each scheme with each digest. */
const SIGNATURES: Readonly<Record<string, string>> = {
  'RSASSA-PKCS1-v1_5 MD5': '1.2.840.113549.1.1.4',
  'RSASSA-PKCS1-v1_5 SHA-1': '1.2.840.113549.1.1.5',
  'RSASSA-PKCS1-v1_5 SHA-256': '1.2.840.113549.1.1.11',
  'RSASSA-PKCS1-v1_5 SHA-384': '1.2.840.113549.1.1.12',
  'RSASSA-PKCS1-v1_5 SHA-512': '1.2.840.113549.1.1.13',
  'ECDSA SHA-1': '1.2.840.10045.4.1',
  'ECDSA SHA-256': '1.2.840.10045.4.3.2',
  'ECDSA SHA-384': '1.2.840.10045.4.3.3',
  'ECDSA SHA-512': '1.2.840.10045.4.3.4',
  'EdDSA SHA-512': '1.3.101.112',
};
const DIGESTS: Readonly<Partial<Record<DigestName, string>>> = {
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
};

/** Node's name of a digest: 'sha256'. */
export function nodeDigest(name: DigestName): string {
  return name.startsWith('SHA3') ? name.toLowerCase() : name.replace('-', '').toLowerCase();
}

/** The signature over `message` by `keys` (ECDSA as DER), and nothing looked up but what was asked. */
export function signWith(
  keys: KeyPair,
  algorithm: SignatureAlgorithm,
  message: Uint8Array,
): Uint8Array {
  if (algorithm.scheme === 'EdDSA') return sign(null, message, keys.privateKey);
  if (algorithm.scheme !== 'RSASSA-PSS')
    return sign(nodeDigest(algorithm.digest), message, keys.privateKey);
  return sign(nodeDigest(algorithm.digest), message, {
    key: keys.privateKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: algorithm.saltLength ?? constants.RSA_PSS_SALTLEN_DIGEST,
  });
}

/** AlgorithmIdentifier of a signature. RFC 5758: ECDSA has no parameters; RFC 4055: PKCS #1 v1.5 has NULL. */
export function signatureIdentifier(algorithm: SignatureAlgorithm): AlgorithmIdentifier {
  if (algorithm.scheme === 'RSASSA-PSS') return pssIdentifier(algorithm);
  const oid = SIGNATURES[`${algorithm.scheme} ${algorithm.digest}`];
  if (oid === undefined) throw new RangeError(`no OID for ${algorithm.scheme} ${algorithm.digest}`);
  return new AlgorithmIdentifier({
    algorithmId: oid,
    ...(algorithm.scheme === 'RSASSA-PKCS1-v1_5' ? { algorithmParams: new Null() } : {}),
  });
}

/** AlgorithmIdentifier of a digest, parameters absent (RFC 5754 clause 2). */
export function digestIdentifier(name: DigestName): AlgorithmIdentifier {
  return new AlgorithmIdentifier({ algorithmId: digestOid(name) });
}

export function digestOid(name: DigestName): string {
  const oid = name === 'SHA-1' ? '1.3.14.3.2.26' : DIGESTS[name];
  if (oid === undefined) throw new RangeError(`no OID for ${name}`);
  return oid;
}

/** RFC 4055 clause 3.1. */
function pssIdentifier({ digest, saltLength }: SignatureAlgorithm): AlgorithmIdentifier {
  const hash = () =>
    new Sequence({ value: [new ObjectIdentifier({ value: digestOid(digest) }), new Null()] });
  const salt = saltLength ?? { 'SHA-384': 48, 'SHA-512': 64 }[digest as 'SHA-384'] ?? 32;
  const explicit = (tagNumber: number, value: Sequence | Integer) =>
    new Constructed({ idBlock: { tagClass: 3, tagNumber }, value: [value] });
  const mgf = new Sequence({
    value: [new ObjectIdentifier({ value: '1.2.840.113549.1.1.8' }), hash()],
  });
  return new AlgorithmIdentifier({
    algorithmId: '1.2.840.113549.1.1.10',
    algorithmParams: new Sequence({
      value: [explicit(0, hash()), explicit(1, mgf), explicit(2, new Integer({ value: salt }))],
    }),
  });
}

import { Fault } from '../fault/fault.ts';
import { context, DerReader, der, TAG } from '../syntax/der/index.ts';
import { digestByOid, digestLength, oidOfDigest } from './digest.ts';
import type { DigestName, SignatureAlgorithm, SignatureScheme } from './names.ts';

const OID = {
  rsaEncryption: '1.2.840.113549.1.1.1',
  mgf1: '1.2.840.113549.1.1.8',
  pss: '1.2.840.113549.1.1.10',
  ecPublicKey: '1.2.840.10045.2.1',
  dsa: '1.2.840.10040.4.1',
  ed25519: '1.3.101.112',
  ed448: '1.3.101.113',
} as const;

/** Identifiers that name scheme and digest at once: RFC 8017 C, RFC 5758, RFC 3279, NIST CSOR; the first of a pair is written. */
const COMBINED: readonly (readonly [string, SignatureScheme, DigestName])[] = [
  ['1.2.840.113549.1.1.4', 'RSASSA-PKCS1-v1_5', 'MD5'],
  ['1.2.840.113549.1.1.5', 'RSASSA-PKCS1-v1_5', 'SHA-1'],
  ['1.3.14.3.2.29', 'RSASSA-PKCS1-v1_5', 'SHA-1'], // OIW, in old certificates
  ['1.2.840.113549.1.1.14', 'RSASSA-PKCS1-v1_5', 'SHA-224'],
  ['1.2.840.113549.1.1.11', 'RSASSA-PKCS1-v1_5', 'SHA-256'],
  ['1.2.840.113549.1.1.12', 'RSASSA-PKCS1-v1_5', 'SHA-384'],
  ['1.2.840.113549.1.1.13', 'RSASSA-PKCS1-v1_5', 'SHA-512'],
  ['1.2.840.113549.1.1.15', 'RSASSA-PKCS1-v1_5', 'SHA-512/224'],
  ['1.2.840.113549.1.1.16', 'RSASSA-PKCS1-v1_5', 'SHA-512/256'],
  ['2.16.840.1.101.3.4.3.13', 'RSASSA-PKCS1-v1_5', 'SHA3-224'],
  ['2.16.840.1.101.3.4.3.14', 'RSASSA-PKCS1-v1_5', 'SHA3-256'],
  ['2.16.840.1.101.3.4.3.15', 'RSASSA-PKCS1-v1_5', 'SHA3-384'],
  ['2.16.840.1.101.3.4.3.16', 'RSASSA-PKCS1-v1_5', 'SHA3-512'],
  ['1.2.840.10045.4.1', 'ECDSA', 'SHA-1'],
  ['1.2.840.10045.4.3.1', 'ECDSA', 'SHA-224'],
  ['1.2.840.10045.4.3.2', 'ECDSA', 'SHA-256'],
  ['1.2.840.10045.4.3.3', 'ECDSA', 'SHA-384'],
  ['1.2.840.10045.4.3.4', 'ECDSA', 'SHA-512'],
  ['2.16.840.1.101.3.4.3.9', 'ECDSA', 'SHA3-224'],
  ['2.16.840.1.101.3.4.3.10', 'ECDSA', 'SHA3-256'],
  ['2.16.840.1.101.3.4.3.11', 'ECDSA', 'SHA3-384'],
  ['2.16.840.1.101.3.4.3.12', 'ECDSA', 'SHA3-512'],
  ['1.2.840.10040.4.3', 'DSA', 'SHA-1'],
  ['2.16.840.1.101.3.4.3.1', 'DSA', 'SHA-224'],
  ['2.16.840.1.101.3.4.3.2', 'DSA', 'SHA-256'],
  ['2.16.840.1.101.3.4.3.3', 'DSA', 'SHA-384'],
  ['2.16.840.1.101.3.4.3.4', 'DSA', 'SHA-512'],
];

const combinedByOid: ReadonlyMap<string, SignatureAlgorithm> = new Map(
  COMBINED.map(([oid, scheme, digest]) => [oid, { scheme, digest }]),
);

/** RFC 8410 clause 3, and the digest that stands for each curve in SignatureAlgorithm. */
const EDWARDS: ReadonlyMap<string, DigestName> = new Map([
  [OID.ed25519, 'SHA-512'],
  [OID.ed448, 'SHAKE256'],
]);

/** Identifiers of a key kind alone; in CMS the digest then stands in SignerInfo (RFC 3370 clause 3.2, RFC 5754 clause 3). */
const BARE: ReadonlyMap<string, SignatureScheme> = new Map([
  [OID.rsaEncryption, 'RSASSA-PKCS1-v1_5'],
  [OID.ecPublicKey, 'ECDSA'],
  [OID.dsa, 'DSA'],
]);

/**
 * The algorithm that a DER AlgorithmIdentifier names, or undefined when it is not known, malformed, or
 * RSASSA-PSS with parameters outside RFC 4055 clause 3.1 as CMS may use them (RFC 4056 clause 3): MGF1 over
 * the same hash, trailerField 1. `digestHint` completes identifiers that name only a kind of key.
 * RSASSA-PSS without parameters fixes nothing and is refused; they are optional only in a key.
 */
export function readSignatureAlgorithm(
  algorithmIdentifier: Uint8Array,
  digestHint?: DigestName,
): SignatureAlgorithm | undefined {
  try {
    const outer = DerReader.over(algorithmIdentifier);
    const fields = outer.sequence();
    outer.end();
    const oid = fields.oid();
    if (oid === OID.pss) return readPss(fields);
    const edwards = EDWARDS.get(oid);
    if (edwards !== undefined)
      return fields.done ? { scheme: 'EdDSA', digest: edwards } : undefined;
    const scheme = BARE.get(oid);
    if (scheme === undefined) return noParameters(fields) ? combinedByOid.get(oid) : undefined;
    // An elliptic curve or DSA domain may stand as parameters of a bare key identifier: the key has them too.
    return digestHint === undefined ? undefined : { scheme, digest: digestHint };
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

export function writeSignatureAlgorithm(algorithm: SignatureAlgorithm): Uint8Array {
  const { scheme, digest } = algorithm;
  if (scheme === 'RSASSA-PSS') return der.sequence(der.oid(OID.pss), writePss(algorithm));
  if (scheme === 'EdDSA')
    return der.sequence(der.oid(digest === 'SHAKE256' ? OID.ed448 : OID.ed25519));
  const oid = COMBINED.find((row) => row[1] === scheme && row[2] === digest)?.[0];
  if (oid === undefined)
    throw new Fault('ALGORITHM_UNSUPPORTED', { algorithm: `${scheme} ${digest}` });
  // RFC 4055 clause 5: NULL must be there for RSA; RFC 5758 clauses 3.1, 3.2: nothing for DSA and ECDSA.
  return scheme === 'RSASSA-PKCS1-v1_5'
    ? der.sequence(der.oid(oid), der.nil())
    : der.sequence(der.oid(oid));
}

/** For people and reports: "RSASSA-PKCS1-v1_5 SHA-256". */
export function describeAlgorithm(algorithm: SignatureAlgorithm): string {
  const { scheme, digest } = algorithm;
  if (scheme === 'EdDSA') return digest === 'SHAKE256' ? 'Ed448' : 'Ed25519';
  return `${scheme} ${digest}`;
}

function noParameters(fields: DerReader): boolean {
  if (fields.peek() === TAG.NULL) fields.null();
  return fields.done;
}

function readPss(fields: DerReader): SignatureAlgorithm | undefined {
  const parameters = fields.sequence();
  fields.end();
  let digest: DigestName | undefined = 'SHA-1';
  let mask: DigestName | undefined = 'SHA-1';
  let saltLength = 20;
  let trailer = 1;
  if (parameters.peek() === context(0, true)) digest = readHash(explicit(parameters, 0));
  if (parameters.peek() === context(1, true)) {
    const generator = explicit(parameters, 1).sequence();
    mask = generator.oid() === OID.mgf1 ? readHash(generator) : undefined;
  }
  if (parameters.peek() === context(2, true)) saltLength = explicit(parameters, 2).smallInteger();
  if (parameters.peek() === context(3, true)) trailer = explicit(parameters, 3).smallInteger();
  parameters.end();
  if (digest === undefined || mask !== digest || saltLength < 0 || trailer !== 1) return undefined;
  return { scheme: 'RSASSA-PSS', digest, saltLength };
}

function explicit(parameters: DerReader, n: number): DerReader {
  return parameters.sequence(context(n, true));
}

function readHash(reader: DerReader): DigestName | undefined {
  const fields = reader.sequence();
  reader.end();
  const digest = digestByOid(fields.oid());
  return noParameters(fields) ? digest : undefined;
}

/** RSASSA-PSS-params; DER leaves out a field that has its default (SHA-1, MGF1 with SHA-1, 20, 1). */
function writePss({ digest, saltLength = digestLength(digest) }: SignatureAlgorithm): Uint8Array {
  // RFC 4055 clause 2.1: NULL is what to generate for these hashes here, unlike in SignerInfo.
  const hash = der.sequence(der.oid(oidOfDigest(digest)), der.nil());
  const fields: Uint8Array[] = [];
  if (digest !== 'SHA-1') {
    fields.push(der.tagged(context(0, true), hash));
    fields.push(der.tagged(context(1, true), der.sequence(der.oid(OID.mgf1), hash)));
  }
  if (saltLength !== 20) fields.push(der.tagged(context(2, true), der.integer(saltLength)));
  return der.sequence(...fields);
}

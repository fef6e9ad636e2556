import { hash, type KeyObject } from 'node:crypto';
import { readSignatureAlgorithm } from '../../algorithm/index.ts';
import type { SignatureAlgorithm } from '../../algorithm/names.ts';
import { sameOctets, toHex } from '../../bytes/hex.ts';
import { Fault } from '../../fault/fault.ts';
import { context, DerReader } from '../../syntax/der/index.ts';
import { LIMITS } from '../limits.ts';
import { RecentlyUsed, weightOf } from './cache.ts';
import { addresses, type DistributionPoint, readDistributionPoints } from './distribution-point.ts';
import {
  type AuthorityKeyIdentifier,
  type Extensions,
  readAuthorityKeyIdentifier,
  readBasicConstraints,
  readExtensions,
  readInformationAccess,
  readKeyUsage,
  readObjectIdentifiers,
  readOctets,
} from './extensions.ts';
import type { KeyUsage } from './key-usage.ts';
import { type Name, readName, sameName } from './name.ts';
import { EXTENSION } from './oids.ts';
import { type KeyFacts, keyOf, readKeyFacts } from './public-key.ts';

/** A certificate that was read (RFC 5280 clause 4.1). Every octet field is a view of `der`, which is its own copy. */
export interface Certificate {
  readonly der: Uint8Array;
  /** SHA-256 of `der` in hex: the fingerprint, and what certificates are told apart by. */
  readonly sha256: string;
  readonly tbs: Uint8Array;
  readonly version: number;
  /** Hex of the serial number without its sign octet; a negative one (no CA may, some did) with `-` before its octets. */
  readonly serial: string;
  /** Content octets of the serial's INTEGER, as CRLs and OCSP repeat them. */
  readonly serialOctets: Uint8Array;
  readonly issuer: Name;
  readonly subject: Name;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly spki: Uint8Array;
  readonly key: KeyFacts;
  /** undefined when kyso does not know the algorithm; then the signature can't be checked. */
  readonly signatureAlgorithm: SignatureAlgorithm | undefined;
  readonly signature: Uint8Array;
  readonly extensions: Extensions;
  readonly keyUsage: ReadonlySet<KeyUsage> | undefined;
  readonly extendedKeyUsage: readonly string[] | undefined;
  readonly basicConstraints:
    | { readonly ca: boolean; readonly pathLength: number | undefined }
    | undefined;
  readonly subjectKeyIdentifier: Uint8Array | undefined;
  readonly authorityKeyIdentifier: AuthorityKeyIdentifier | undefined;
  readonly distributionPoints: readonly DistributionPoint[];
  readonly ocspUrls: readonly string[];
  readonly issuerUrls: readonly string[];
  readonly crlUrls: readonly string[];
  /** Issuer and subject are the same name; says nothing of the key. */
  readonly selfIssued: boolean;
}

const kept = new RecentlyUsed<string, Certificate>(LIMITS.certificatesKept);

/**
 * Reads one certificate, strictly: DER, one version's rules, no extension twice, the same algorithm inside and
 * outside (RFC 5280 clause 4.1.1.2). Fault CERTIFICATE_MALFORMED {what}. Equal octets give the same object, so
 * that what was computed for it once (key, signature checks) serves every document that carries it.
 */
export function readCertificate(der: Uint8Array): Certificate {
  if (der.length > LIMITS.certificateOctets) throw malformed('certificate-too-large');
  const sha256 = hash('sha256', der, 'hex');
  return kept.find(sha256) ?? kept.keep(sha256, read(new Uint8Array(der), sha256), weightOf(der));
}

/** The certificate's key as node:crypto has it, built once. CERTIFICATE_MALFORMED {what: public-key-unusable} when it can't. */
export function publicKey(certificate: Certificate): KeyObject {
  const known = keys.get(certificate);
  if (known) return known;
  const key = keyOf(certificate.spki);
  keys.set(certificate, key);
  return key;
}
const keys = new WeakMap<Certificate, KeyObject>();

function read(der: Uint8Array, sha256: string): Certificate {
  try {
    return readFields(der, sha256);
  } catch (error) {
    if (error instanceof Fault && error.code !== 'CERTIFICATE_MALFORMED')
      throw new Fault('CERTIFICATE_MALFORMED', error.data, { cause: error });
    throw error;
  }
}

function readFields(der: Uint8Array, sha256: string): Certificate {
  const outer = DerReader.over(der);
  const certificate = outer.sequence();
  outer.end();
  const { bytes: tbs, content } = certificate.read(0x30);
  const algorithm = certificate.read(0x30).bytes;
  const signature = certificate.bits();
  certificate.end();

  const body = DerReader.over(content);
  const version = readVersion(body);
  const serialOctets = body.read(0x02).content;
  if (!minimal(serialOctets)) throw malformed('der-integer');
  if (!sameOctets(body.read(0x30).bytes, algorithm)) throw malformed('signature-algorithm-differs');
  const issuer = readName(body.read(0x30).bytes);
  const validity = body.sequence();
  const notBefore = validity.time();
  const notAfter = validity.time();
  validity.end();
  // X.690 allows fractions, RFC 5280 clause 4.1.2.5.2 does not
  if (notBefore.getTime() % 1000 !== 0 || notAfter.getTime() % 1000 !== 0)
    throw malformed('der-time');
  const subject = readName(body.read(0x30).bytes);
  const spki = body.read(0x30).bytes;
  // unique identifiers (version 2) and extensions (version 3): RFC 5280 clauses 4.1.2.8 and 4.1.2.9
  const unique = [body.optional(context(1)), body.optional(context(2))];
  if (version < 2 && unique.some((element) => element !== undefined))
    throw malformed('unique-identifier-in-version-1');
  const explicit = body.optional(context(3, true));
  body.end();
  if (explicit && version !== 3) throw malformed('extensions-before-version-3');
  const extensions = explicit ? readExplicitExtensions(explicit.content) : NO_EXTENSIONS;

  const value = <T>(oid: string, reading: (value: Uint8Array) => T): T | undefined => {
    const extension = extensions.get(oid);
    return extension && reading(extension.value);
  };
  const access = value(EXTENSION.authorityInfoAccess, readInformationAccess);
  const distributionPoints = value(EXTENSION.crlDistributionPoints, readDistributionPoints) ?? [];
  return {
    der,
    sha256,
    tbs,
    version,
    serial: serialText(serialOctets),
    serialOctets,
    issuer,
    subject,
    notBefore,
    notAfter,
    spki,
    key: readKeyFacts(spki),
    signatureAlgorithm: readSignatureAlgorithm(algorithm),
    // a signature is whole octets: one that isn't is nobody's
    signature: signature.unused === 0 ? signature.octets : new Uint8Array(0),
    extensions,
    keyUsage: value(EXTENSION.keyUsage, readKeyUsage),
    extendedKeyUsage: value(EXTENSION.extendedKeyUsage, readObjectIdentifiers),
    basicConstraints: value(EXTENSION.basicConstraints, readBasicConstraints),
    subjectKeyIdentifier: value(EXTENSION.subjectKeyIdentifier, readOctets),
    authorityKeyIdentifier: value(EXTENSION.authorityKeyIdentifier, readAuthorityKeyIdentifier),
    distributionPoints,
    ocspUrls: access?.ocsp ?? [],
    issuerUrls: access?.issuers ?? [],
    crlUrls: addresses(distributionPoints),
    selfIssued: sameName(issuer, subject),
  };
}
const NO_EXTENSIONS: Extensions = new Map();

/** Version ::= INTEGER { v1(0), v2(1), v3(2) }, default v1; given here as 1, 2, 3. */
function readVersion(body: DerReader): number {
  if (body.peek() !== context(0, true)) return 1;
  const explicit = body.sequence(context(0, true));
  const version = explicit.smallInteger() + 1;
  explicit.end();
  if (version < 1 || version > 3) throw malformed('pki-version-unknown');
  return version;
}

function readExplicitExtensions(content: Uint8Array): Extensions {
  const explicit = DerReader.over(content);
  const list = explicit.sequence();
  explicit.end();
  return readExtensions(list);
}

/** Serial numbers as people and other tools write them; see Certificate.serial. */
export function serialText(octets: Uint8Array): string {
  if (octets[0]! >= 0x80) return `-${toHex(octets)}`;
  return toHex(octets[0] === 0 && octets.length > 1 ? octets.subarray(1) : octets);
}

/** X.690 clause 8.3.2. */
function minimal(integer: Uint8Array): boolean {
  const [first, second = -1] = integer;
  if (first === undefined) return false;
  return second < 0 || !((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
}

function malformed(what: string): Fault {
  return new Fault('CERTIFICATE_MALFORMED', { what });
}

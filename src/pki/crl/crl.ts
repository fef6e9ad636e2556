import { hash } from 'node:crypto';
import { readSignatureAlgorithm } from '../../algorithm/index.ts';
import type { SignatureAlgorithm } from '../../algorithm/names.ts';
import { sameOctets } from '../../bytes/hex.ts';
import { Fault } from '../../fault/fault.ts';
import { context, DerReader } from '../../syntax/der/index.ts';
import { RecentlyUsed } from '../certificate/cache.ts';
import {
  ALL_REASONS,
  type DistributionPointName,
  readDistributionPointName,
  readReasons,
} from '../certificate/distribution-point.ts';
import {
  type AuthorityKeyIdentifier,
  type Extensions,
  readAuthorityKeyIdentifier,
  readExtensions,
} from '../certificate/extensions.ts';
import { type Name, readName } from '../certificate/name.ts';
import { EXTENSION } from '../certificate/oids.ts';
import { LIMITS } from '../limits.ts';

/** A certificate revocation list (RFC 5280 clause 5.1); its entries stay octets, see revokedEntries. */
export interface Crl {
  readonly der: Uint8Array;
  readonly sha256: string;
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm | undefined;
  readonly signature: Uint8Array;
  readonly issuer: Name;
  readonly thisUpdate: Date;
  /** RFC 5280 wants it; a list without it is current only at its thisUpdate. */
  readonly nextUpdate: Date | undefined;
  /** Content of revokedCertificates: entries one after the other. */
  readonly entries: Uint8Array;
  readonly extensions: Extensions;
  readonly number: bigint | undefined;
  /** Of a delta CRL: the number of the complete CRL that it starts from. */
  readonly baseNumber: bigint | undefined;
  readonly authorityKeyIdentifier: AuthorityKeyIdentifier | undefined;
  readonly distributionPoint: IssuingDistributionPoint;
  /** Certificates expired since then are still listed (X.509 expiredCertsOnCRL); otherwise they may be dropped. */
  readonly keepsExpiredSince: Date | undefined;
  /** OID of a critical extension that is not processed: then the list says nothing of any certificate (clause 5.2). */
  readonly unknownCritical: string | undefined;
}

/** IssuingDistributionPoint (clause 5.2.5); without the extension the list covers everything of its issuer. */
export interface IssuingDistributionPoint {
  readonly name: DistributionPointName | undefined;
  readonly onlyUsers: boolean;
  readonly onlyAuthorities: boolean;
  readonly onlyAttributes: boolean;
  readonly reasons: number;
  readonly indirect: boolean;
  /** The extension's octets, by which complete and delta CRL of one scope are recognised. */
  readonly octets: Uint8Array;
}

const kept = new RecentlyUsed<string, Crl>(LIMITS.crlsKept);
/** Octets from which a list is kept only while its caller keeps it. */
const LARGE = 1024 * 1024;

/**
 * Reads one CRL but its entries. Fault CRL_MALFORMED {what}. Hashes the whole (1 ms for 2 MB), so read a list once and pass
 * the Crl on; equal octets below 1 MiB give the same object.
 */
export function readCrl(der: Uint8Array): Crl {
  if (der.length > LIMITS.crlOctets) throw new Fault('CRL_MALFORMED', { what: 'crl-too-large' });
  const sha256 = hash('sha256', der, 'hex');
  const known = kept.find(sha256);
  if (known) return known;
  // a view of a document would keep the document in memory
  const pins = der.buffer.byteLength > 2 * der.length;
  const crl = read(der.length < LARGE || pins ? new Uint8Array(der) : der, sha256);
  return der.length < LARGE ? kept.keep(sha256, crl) : crl;
}

function read(der: Uint8Array, sha256: string): Crl {
  try {
    return readFields(der, sha256);
  } catch (error) {
    if (error instanceof Fault) throw new Fault('CRL_MALFORMED', error.data, { cause: error });
    throw error;
  }
}

function readFields(der: Uint8Array, sha256: string): Crl {
  const outer = DerReader.over(der);
  const list = outer.sequence();
  outer.end();
  const { bytes: tbs, content } = list.read(0x30);
  const algorithm = list.read(0x30).bytes;
  const signature = list.bits();
  list.end();

  const body = DerReader.over(content);
  // absent for version 1; where it stands it is v2 (RFC 5280 clause 5.1.2.1)
  const version = body.peek() === 0x02 ? 2 : 1;
  if (version === 2 && body.smallInteger() !== 1) throw malformed('pki-version-unknown');
  if (!sameOctets(body.read(0x30).bytes, algorithm)) throw malformed('signature-algorithm-differs');
  const issuer = readName(body.read(0x30).bytes);
  const thisUpdate = body.time();
  const nextUpdate = body.peek() === 0x17 || body.peek() === 0x18 ? body.time() : undefined;
  const entries = body.optional(0x30)?.content ?? new Uint8Array(0);
  const explicit = body.optional(context(0, true));
  body.end();
  if (explicit && version !== 2) throw malformed('extensions-before-version-2');
  const extensions: Extensions = explicit
    ? readExtensions(DerReader.over(explicit.content).sequence())
    : new Map();

  const value = <T>(oid: string, reading: (value: Uint8Array) => T): T | undefined => {
    const extension = extensions.get(oid);
    return extension && reading(extension.value);
  };
  return {
    der,
    sha256,
    tbs,
    signatureAlgorithm: readSignatureAlgorithm(algorithm),
    signature: signature.unused === 0 ? signature.octets : new Uint8Array(0),
    issuer,
    thisUpdate,
    nextUpdate,
    entries,
    extensions,
    number: value(EXTENSION.crlNumber, readInteger),
    baseNumber: value(EXTENSION.deltaCrlIndicator, readInteger),
    authorityKeyIdentifier: value(EXTENSION.authorityKeyIdentifier, readAuthorityKeyIdentifier),
    distributionPoint:
      value(EXTENSION.issuingDistributionPoint, readIssuingDistributionPoint) ?? EVERYTHING,
    keepsExpiredSince: value(EXTENSION.expiredCertsOnCrl, (octets) =>
      DerReader.over(octets).time(),
    ),
    unknownCritical: [...extensions].find(
      ([oid, { critical }]) => critical && !PROCESSED.has(oid),
    )?.[0],
  };
}

const PROCESSED: ReadonlySet<string> = new Set([
  EXTENSION.authorityKeyIdentifier,
  EXTENSION.issuerAltName,
  EXTENSION.crlNumber,
  EXTENSION.deltaCrlIndicator,
  EXTENSION.issuingDistributionPoint,
  EXTENSION.freshestCrl,
  EXTENSION.authorityInfoAccess,
  EXTENSION.expiredCertsOnCrl,
]);

const EVERYTHING: IssuingDistributionPoint = {
  name: undefined,
  onlyUsers: false,
  onlyAuthorities: false,
  onlyAttributes: false,
  reasons: ALL_REASONS,
  indirect: false,
  octets: new Uint8Array(0),
};

function readIssuingDistributionPoint(octets: Uint8Array): IssuingDistributionPoint {
  const outer = DerReader.over(octets);
  const body = outer.sequence();
  outer.end();
  const flag = (n: number) => body.peek() === context(n) && body.boolean(context(n));
  const name = readDistributionPointName(body);
  const onlyUsers = flag(1);
  const onlyAuthorities = flag(2);
  const reasons = readReasons(body, 3) ?? ALL_REASONS;
  const indirect = flag(4);
  const onlyAttributes = flag(5);
  body.end();
  return { name, onlyUsers, onlyAuthorities, onlyAttributes, reasons, indirect, octets };
}

function readInteger(value: Uint8Array): bigint {
  const reader = DerReader.over(value);
  const integer = reader.integer();
  reader.end();
  return integer;
}

function malformed(what: string): Fault {
  return new Fault('CRL_MALFORMED', { what });
}

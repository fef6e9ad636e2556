import {
  type DigestName,
  digest,
  digestByOid,
  writeDigestAlgorithm,
} from '../../algorithm/index.ts';
import { sameOctets } from '../../bytes/hex.ts';
import { context, DerReader, der, malformed, TAG } from '../../syntax/der/index.ts';
import { type Attribute, onlyValue } from './attributes.ts';
import { OID } from './identifiers.ts';
import { LIMITS } from './limits.ts';
import {
  type IssuerAndSerial,
  ignoringFaults,
  issuerAndSerial,
  sameEncodedName,
} from './signer-certificate.ts';

/** An ESSCertID (RFC 2634 clause 5.4.1) or ESSCertIDv2 (RFC 5035 clause 4). `digest` is null when its OID is not known. */
export interface EssCertificate {
  readonly digest: DigestName | null;
  readonly hash: Uint8Array;
  readonly issuerSerial: IssuerAndSerial | undefined;
}

/** One signing-certificate attribute: the first ESSCertID names the signer's certificate, the others its chain. */
export interface EssReference {
  readonly version: 1 | 2;
  readonly certificates: readonly EssCertificate[];
}

/**
 * The signing-certificate attributes among signed ones, version 2 first. A repeated or malformed one comes
 * with no certificates, so it matches nothing.
 */
export function readEssReferences(signed: readonly Attribute[]): EssReference[] {
  const references: EssReference[] = [];
  for (const [version, oid] of [
    [2, OID.signingCertificateV2],
    [1, OID.signingCertificate],
  ] as const) {
    const value = onlyValue(signed, oid);
    if (value === undefined) continue;
    const read = value === 'repeated' ? undefined : ignoringFaults(() => readList(value, version));
    references.push({ version, certificates: read ?? [] });
  }
  return references;
}

/**
 * Whether every reference names this certificate first: by its hash and, where given, by issuer and serial.
 * The other ESSCertIDs restrict the path and are not looked at here.
 */
export function essMatches(references: readonly EssReference[], certificate: Uint8Array): boolean {
  return references.every(({ certificates: [first] }) => {
    if (first === undefined || first.digest === null) return false;
    if (!sameOctets(first.hash, digest(first.digest, certificate))) return false;
    if (first.issuerSerial === undefined) return true;
    const own = issuerAndSerial(certificate);
    return (
      sameOctets(own.serial, first.issuerSerial.serial) &&
      sameEncodedName(own.issuer, first.issuerSerial.issuer)
    );
  });
}

/** SigningCertificateV2 with one ESSCertIDv2, issuer and serial included (RFC 5035 clause 3). */
export function writeSigningCertificateV2(certificate: Uint8Array, name: DigestName): Uint8Array {
  const { issuer, serial } = issuerAndSerial(certificate);
  const parts = [
    der.octets(digest(name, certificate)),
    der.sequence(
      der.sequence(der.tagged(context(4, true), issuer)),
      der.tagged(TAG.INTEGER, serial),
    ),
  ];
  // SHA-256 is the default of hashAlgorithm, and DER leaves defaults out.
  if (name !== 'SHA-256') parts.unshift(writeDigestAlgorithm(name));
  return der.sequence(der.sequence(der.sequence(...parts)));
}

function readList(value: Uint8Array, version: 1 | 2): EssCertificate[] {
  const outer = DerReader.over(value);
  const fields = outer.sequence();
  outer.end();
  const certificates: EssCertificate[] = [];
  for (const list = fields.sequence(); !list.done; ) {
    certificates.push(readEssCertificate(list.sequence(), version));
    if (certificates.length > LIMITS.essCertificates) throw malformed('cms-ess');
  }
  return certificates;
}

function readEssCertificate(fields: DerReader, version: 1 | 2): EssCertificate {
  let name: DigestName | null = version === 1 ? 'SHA-1' : 'SHA-256';
  if (version === 2 && fields.peek() === TAG.SEQUENCE)
    name = digestByOid(fields.sequence().oid()) ?? null;
  const hash = fields.octets();
  const issuerSerial = fields.done ? undefined : readIssuerSerial(fields.sequence());
  fields.end();
  return { digest: name, hash, issuerSerial };
}

/** IssuerSerial: GeneralNames with exactly one directoryName (RFC 5035 clause 3), and the serial. */
function readIssuerSerial(fields: DerReader): IssuerAndSerial {
  const names = fields.sequence();
  const explicit = names.sequence(context(4, true));
  names.end();
  const issuer = explicit.read(TAG.SEQUENCE).bytes;
  explicit.end();
  const serial = fields.read(TAG.INTEGER).content;
  fields.end();
  return { issuer, serial };
}

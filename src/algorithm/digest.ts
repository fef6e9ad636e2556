import { createHash, hash } from 'node:crypto';
import type { ByteSource } from '../bytes/source.ts';
import { der } from '../syntax/der/index.ts';
import type { DigestName } from './names.ts';

/** OIDs (RFC 8017 appendix B.1, FIPS 202 by NIST CSOR), names in OpenSSL, output in octets. */
const DIGESTS: Readonly<Record<DigestName, { oid: string; openssl: string; octets: number }>> = {
  MD5: { oid: '1.2.840.113549.2.5', openssl: 'md5', octets: 16 },
  'SHA-1': { oid: '1.3.14.3.2.26', openssl: 'sha1', octets: 20 },
  'SHA-224': { oid: '2.16.840.1.101.3.4.2.4', openssl: 'sha224', octets: 28 },
  'SHA-256': { oid: '2.16.840.1.101.3.4.2.1', openssl: 'sha256', octets: 32 },
  'SHA-384': { oid: '2.16.840.1.101.3.4.2.2', openssl: 'sha384', octets: 48 },
  'SHA-512': { oid: '2.16.840.1.101.3.4.2.3', openssl: 'sha512', octets: 64 },
  'SHA3-256': { oid: '2.16.840.1.101.3.4.2.8', openssl: 'sha3-256', octets: 32 },
  'SHA3-384': { oid: '2.16.840.1.101.3.4.2.9', openssl: 'sha3-384', octets: 48 },
  'SHA3-512': { oid: '2.16.840.1.101.3.4.2.10', openssl: 'sha3-512', octets: 64 },
};

const byOid: ReadonlyMap<string, DigestName> = new Map(
  (Object.keys(DIGESTS) as DigestName[]).map((name) => [DIGESTS[name].oid, name]),
);

/** Octets read from a source at a time: small beside any memory limit, large beside a disk's. */
const PIECE = 1024 * 1024;

export function digest(name: DigestName, ...parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (parts.length === 1) return plain(hash(DIGESTS[name].openssl, first!, 'buffer'));
  const hasher = createHash(DIGESTS[name].openssl);
  for (const part of parts) hasher.update(part);
  return plain(hasher.digest());
}

/** Digest over the octets of several half-open ranges in order, read in pieces of at most 1 MiB. */
export function digestRange(
  source: ByteSource,
  name: DigestName,
  ranges: readonly (readonly [start: number, end: number])[],
): Uint8Array {
  const hasher = createHash(DIGESTS[name].openssl);
  for (const [start, end] of ranges)
    for (let at = start; at < end; at += PIECE)
      hasher.update(source.read(at, Math.min(at + PIECE, end)));
  return plain(hasher.digest());
}

export function digestByOid(oid: string): DigestName | undefined {
  return byOid.get(oid);
}

export function oidOfDigest(name: DigestName): string {
  return DIGESTS[name].oid;
}

/** Octets of output. */
export function digestLength(name: DigestName): number {
  return DIGESTS[name].octets;
}

/** The name node:crypto knows the digest by. */
export function opensslName(name: DigestName): string {
  return DIGESTS[name].openssl;
}

/** AlgorithmIdentifier without parameters (RFC 5754 clause 2: absent is what to generate for SHA-2). */
export function writeDigestAlgorithm(name: DigestName): Uint8Array {
  return der.sequence(der.oid(oidOfDigest(name)));
}

function plain(octets: Buffer): Uint8Array {
  return new Uint8Array(octets.buffer, octets.byteOffset, octets.length);
}

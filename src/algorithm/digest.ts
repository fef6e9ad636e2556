import { createHash, type Hash, hash } from 'node:crypto';
import type { ByteSource } from '../bytes/source.ts';
import { der } from '../syntax/der/index.ts';
import type { DigestName } from './names.ts';

interface Digest {
  readonly oid: string;
  readonly openssl: string;
  readonly octets: number;
  /** An output of any length: the length must be said. */
  readonly extendable?: true;
}

/** OIDs (RFC 8017 appendix B.1, FIPS 202 by NIST CSOR), names in OpenSSL, output in octets (SHAKE256 by RFC 8702 clause 3.1). */
const DIGESTS: Readonly<Record<DigestName, Digest>> = {
  MD5: { oid: '1.2.840.113549.2.5', openssl: 'md5', octets: 16 },
  'SHA-1': { oid: '1.3.14.3.2.26', openssl: 'sha1', octets: 20 },
  'SHA-224': { oid: '2.16.840.1.101.3.4.2.4', openssl: 'sha224', octets: 28 },
  'SHA-256': { oid: '2.16.840.1.101.3.4.2.1', openssl: 'sha256', octets: 32 },
  'SHA-384': { oid: '2.16.840.1.101.3.4.2.2', openssl: 'sha384', octets: 48 },
  'SHA-512': { oid: '2.16.840.1.101.3.4.2.3', openssl: 'sha512', octets: 64 },
  'SHA-512/224': { oid: '2.16.840.1.101.3.4.2.5', openssl: 'sha512-224', octets: 28 },
  'SHA-512/256': { oid: '2.16.840.1.101.3.4.2.6', openssl: 'sha512-256', octets: 32 },
  'SHA3-224': { oid: '2.16.840.1.101.3.4.2.7', openssl: 'sha3-224', octets: 28 },
  'SHA3-256': { oid: '2.16.840.1.101.3.4.2.8', openssl: 'sha3-256', octets: 32 },
  'SHA3-384': { oid: '2.16.840.1.101.3.4.2.9', openssl: 'sha3-384', octets: 48 },
  'SHA3-512': { oid: '2.16.840.1.101.3.4.2.10', openssl: 'sha3-512', octets: 64 },
  SHAKE256: { oid: '2.16.840.1.101.3.4.2.12', openssl: 'shake256', octets: 64, extendable: true },
};

/** id-shake256-len, which RFC 8419 clause 2.3 uses with 512 bits. */
const SHAKE256_WITH_LENGTH = '2.16.840.1.101.3.4.2.18';

const byOid: ReadonlyMap<string, DigestName> = new Map([
  ...(Object.keys(DIGESTS) as DigestName[]).map((name) => [DIGESTS[name].oid, name] as const),
  [SHAKE256_WITH_LENGTH, 'SHAKE256'],
]);

/** Octets read from a source at a time: small beside any memory limit, large beside a disk's. */
const PIECE = 1024 * 1024;

export function digest(name: DigestName, ...parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  const { openssl, extendable } = DIGESTS[name];
  if (parts.length === 1 && !extendable) return plain(hash(openssl, first!, 'buffer'));
  const hasher = hasherOf(name);
  for (const part of parts) hasher.update(part);
  return plain(hasher.digest());
}

/** Digest over the octets of several half-open ranges in order, read in pieces of at most 1 MiB. */
export function digestRange(
  source: ByteSource,
  name: DigestName,
  ranges: readonly (readonly [start: number, end: number])[],
): Uint8Array {
  const hasher = hasherOf(name);
  for (const [start, end] of ranges) feed(hasher, source, start, end);
  return plain(hasher.digest());
}

/** Digests that begin with the same octets: those are read once per digest, however many digests follow. */
export class SharedDigest {
  private readonly begun = new Map<DigestName, Hash>();
  private readonly beginning: readonly (Uint8Array | ByteSource)[];

  constructor(...beginning: readonly (Uint8Array | ByteSource)[]) {
    this.beginning = beginning;
  }

  /** The digest over the beginning and then `parts`: an array, because a call with 100,000 arguments overflows the stack. */
  digest(name: DigestName, parts: readonly Uint8Array[] = []): Uint8Array {
    let begun = this.begun.get(name);
    if (begun === undefined) {
      begun = hasherOf(name);
      for (const part of this.beginning)
        if (part instanceof Uint8Array) begun.update(part);
        else feed(begun, part, 0, part.length);
      this.begun.set(name, begun);
    }
    const hasher = begun.copy();
    for (const part of parts) hasher.update(part);
    return plain(hasher.digest());
  }
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

function hasherOf(name: DigestName): Hash {
  const { openssl, octets, extendable } = DIGESTS[name];
  return createHash(openssl, extendable && { outputLength: octets });
}

function feed(hasher: Hash, source: ByteSource, start: number, end: number): void {
  for (let at = start; at < end; at += PIECE)
    hasher.update(source.read(at, Math.min(at + PIECE, end)));
}

function plain(octets: Buffer): Uint8Array {
  return new Uint8Array(octets.buffer, octets.byteOffset, octets.length);
}

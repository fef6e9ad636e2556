import type { DigestName, SignatureAlgorithm, SignatureScheme } from './names.ts';

/** A public key as a certificate describes it; `bits` of the modulus or of the curve's order. */
export interface KeySize {
  readonly type: 'rsa' | 'ec' | 'ed25519' | 'ed448' | 'dsa' | 'other';
  readonly bits: number;
}

/** First day (ISO 8601) on which something no longer counts. */
export type Until = string | 'no end';

/**
 * What counts until when (EN 319 102-1 clause 5.1.4.4, cryptographic constraints). What is not listed never counts. `keys`:
 * rows of least bits, largest first.
 */
export interface StrengthTable {
  readonly digests: Readonly<Partial<Record<DigestName, Until>>>;
  readonly keys: Readonly<
    Partial<Record<KeySize['type'], readonly (readonly [bits: number, until: Until])[]>>
  >;
  readonly schemes: readonly SignatureScheme[];
}

/**
 * ETSI TS 119 312 table 1 and SOG-IS ACM 1.3 clause 2.2 list SHA-2 and SHA-3 from 256 bits; the end dates of the others
 * are those at which the ETSI lists dropped them. RSA 2048 and EC 256 are the floor of the Vietnamese list too; RSA 1024
 * and 1536 by the older ETSI TS 102 176-1 and TS 119 312.
 */
export const ETSI_STRENGTH: StrengthTable = {
  digests: {
    MD5: '2004-08-01',
    'SHA-1': '2012-08-01',
    'SHA-224': '2026-01-01', // SOG-IS ACM 1.3: legacy, until the end of 2025
    'SHA-256': 'no end',
    'SHA-384': 'no end',
    'SHA-512': 'no end',
    'SHA-512/224': '2026-01-01', // as SHA-224, whose security it has
    'SHA-512/256': 'no end', // SOG-IS ACM 1.3 clause 2.2
    'SHA3-224': '2026-01-01',
    'SHA3-256': 'no end',
    'SHA3-384': 'no end',
    'SHA3-512': 'no end',
    SHAKE256: 'no end', // with 512 bits of output
  },
  keys: {
    rsa: [
      [2048, 'no end'],
      [1536, '2019-10-01'],
      [1024, '2011-01-01'],
    ],
    ec: [
      [256, 'no end'],
      [224, '2026-01-01'],
      [192, '2013-01-01'],
    ],
    ed25519: [[0, 'no end']],
    ed448: [[0, 'no end']],
    dsa: [
      [2048, '2029-01-01'],
      [1024, '2011-01-01'],
    ],
  },
  schemes: ['RSASSA-PKCS1-v1_5', 'RSASSA-PSS', 'ECDSA', 'EdDSA', 'DSA'],
};

/**
 * The moment (milliseconds since 1970) from which a signature made with this algorithm and key proves nothing: Infinity when
 * it has no end, -Infinity when it never counted. What is compared with it is when the signature is known to have existed,
 * not the time it claims.
 */
export function reliableUntil(
  table: StrengthTable,
  algorithm: SignatureAlgorithm,
  key: KeySize,
): number {
  if (!table.schemes.includes(algorithm.scheme)) return -Infinity;
  const row = table.keys[key.type]?.find(([bits]) => key.bits >= bits);
  const digest =
    algorithm.scheme === 'EdDSA' ? Infinity : digestReliableUntil(table, algorithm.digest);
  return Math.min(digest, end(row?.[1]));
}

/** The same of a digest alone: a time stamp's imprint, an ESS certificate hash. */
export function digestReliableUntil(table: StrengthTable, name: DigestName): number {
  return end(table.digests[name]);
}

function end(until: Until | undefined): number {
  if (until === undefined) return -Infinity;
  return until === 'no end' ? Infinity : Date.parse(until);
}

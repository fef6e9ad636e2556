import type { DigestName, SignatureAlgorithm } from './names.ts';

export type Strength = 'acceptable' | 'weak';

/** A public key as a certificate describes it; `bits` of the modulus or of the curve's order. */
export interface KeySize {
  readonly type: 'rsa' | 'ec' | 'ed25519' | 'ed448' | 'dsa' | 'other';
  readonly bits: number;
}

/**
 * Whether a signature made with this algorithm and key proves anything at `at`: the time by which the
 * signature is known to exist, not the time it claims. RSASSA-PKCS1-v1_5 counts as RSASSA-PSS does: the
 * Vietnamese list names only the latter, but what is in use is the former, and reports say which it was.
 */
export function strength(algorithm: SignatureAlgorithm, key: KeySize, at: Date): Strength {
  const digestHolds = algorithm.scheme === 'EdDSA' || holds(DIGEST_UNTIL[algorithm.digest], at);
  return digestHolds && keyHolds(key, at) ? 'acceptable' : 'weak';
}

/** The same question of a digest alone: a time stamp's imprint, an ESS certificate hash. */
export function digestStrength(name: DigestName, at: Date): Strength {
  return holds(DIGEST_UNTIL[name], at) ? 'acceptable' : 'weak';
}

type Until = string | 'no end';

/**
 * First day on which a digest no longer counts. ETSI TS 119 312 table 1 and SOG-IS ACM 1.3 clause 2.2 list
 * SHA-2 and SHA-3 from 256 bits; the end dates of the others are those at which the ETSI lists dropped them.
 * Thông tư 15/2025/TT-BKHCN, Phụ lục I: SHA-2 and SHA-3; SHA-1 is not there.
 */
const DIGEST_UNTIL: Readonly<Record<DigestName, Until>> = {
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
};

/**
 * Rows [least bits, first day on which keys of that size no longer count], largest first. RSA 2048 and
 * EC 256 are the floor of the Vietnamese list; RSA 1024 and 1536 by the older ETSI TS 102 176-1 and TS 119 312.
 */
const KEY_UNTIL: Readonly<
  Record<KeySize['type'], readonly (readonly [bits: number, until: Until])[]>
> = {
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
  other: [],
};

function keyHolds(key: KeySize, at: Date): boolean {
  const row = KEY_UNTIL[key.type].find(([bits]) => key.bits >= bits);
  return row !== undefined && holds(row[1], at);
}

function holds(until: Until, at: Date): boolean {
  return until === 'no end' || at.getTime() < Date.parse(until);
}

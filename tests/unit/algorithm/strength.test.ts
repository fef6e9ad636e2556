import { expect, it } from 'vitest';
import { digestStrength, type KeySize, strength } from '../../../src/algorithm/index.ts';
import type { DigestName, SignatureScheme } from '../../../src/algorithm/names.ts';

it.each<[SignatureScheme, DigestName, KeySize['type'], number, string, 'acceptable' | 'weak']>([
  ['RSASSA-PKCS1-v1_5', 'SHA-256', 'rsa', 2048, '2026-11-23', 'acceptable'],
  ['RSASSA-PSS', 'SHA-512', 'rsa', 4096, '2026-11-23', 'acceptable'],
  ['RSASSA-PSS', 'SHA3-256', 'rsa', 3072, '2026-11-23', 'acceptable'],
  ['RSASSA-PKCS1-v1_5', 'SHA-1', 'rsa', 2048, '2026-11-23', 'weak'],
  ['RSASSA-PKCS1-v1_5', 'SHA-1', 'rsa', 2048, '2012-07-31', 'acceptable'],
  ['RSASSA-PKCS1-v1_5', 'SHA-1', 'rsa', 2048, '2012-08-01', 'weak'],
  ['RSASSA-PKCS1-v1_5', 'MD5', 'rsa', 2048, '2010-01-01', 'weak'],
  ['RSASSA-PKCS1-v1_5', 'SHA-256', 'rsa', 2047, '2026-11-23', 'weak'],
  ['RSASSA-PKCS1-v1_5', 'SHA-256', 'rsa', 1024, '2026-11-23', 'weak'],
  ['RSASSA-PKCS1-v1_5', 'SHA-256', 'rsa', 1024, '2010-12-31', 'acceptable'],
  ['RSASSA-PKCS1-v1_5', 'SHA-256', 'rsa', 1023, '2010-12-31', 'weak'],
  ['ECDSA', 'SHA-256', 'ec', 256, '2026-11-23', 'acceptable'],
  ['ECDSA', 'SHA-256', 'ec', 224, '2026-11-23', 'weak'],
  ['EdDSA', 'SHA-512', 'ed25519', 253, '2026-11-23', 'acceptable'],
  ['DSA', 'SHA-256', 'dsa', 1024, '2026-11-23', 'weak'],
  ['ECDSA', 'SHA-256', 'other', 4096, '2026-11-23', 'weak'],
])('%s %s, %s %i at %s: %s', (scheme, digest, type, bits, at, expected) => {
  expect(strength({ scheme, digest }, { type, bits }, new Date(at))).toBe(expected);
});

it('judges a digest alone', () => {
  expect(digestStrength('SHA-1', new Date('2026-01-01'))).toBe('weak');
  expect(digestStrength('SHA-256', new Date('2026-01-01'))).toBe('acceptable');
});

import { expect, it } from 'vitest';
import {
  digestReliableUntil,
  ETSI_STRENGTH,
  type KeySize,
  reliableUntil,
} from '../../../src/algorithm/index.ts';
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
  const until = reliableUntil(ETSI_STRENGTH, { scheme, digest }, { type, bits });
  expect(Date.parse(at) < until ? 'acceptable' : 'weak').toBe(expected);
});

it('judges a digest alone', () => {
  expect(digestReliableUntil(ETSI_STRENGTH, 'SHA-1')).toBe(Date.parse('2012-08-01'));
  expect(digestReliableUntil(ETSI_STRENGTH, 'SHA-256')).toBe(Infinity);
});

it('never counts what a table does not list', () => {
  const table = { digests: { 'SHA-256': 'no end' }, keys: {}, schemes: ['ECDSA'] } as const;
  expect(digestReliableUntil(table, 'SHA-512')).toBe(-Infinity);
  const key = { type: 'ec', bits: 256 } as const;
  expect(reliableUntil(table, { scheme: 'ECDSA', digest: 'SHA-256' }, key)).toBe(-Infinity);
  const listed = { ...table, keys: { ec: [[256, 'no end']] } } as const;
  expect(reliableUntil(listed, { scheme: 'ECDSA', digest: 'SHA-256' }, key)).toBe(Infinity);
  expect(reliableUntil(listed, { scheme: 'RSASSA-PSS', digest: 'SHA-256' }, key)).toBe(-Infinity);
});

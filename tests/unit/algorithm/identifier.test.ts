import { describe, expect, it } from 'vitest';
import {
  describeAlgorithm,
  describeRefused,
  readSignatureAlgorithm,
  type SignatureAlgorithm,
  writeSignatureAlgorithm,
} from '../../../src/algorithm/index.ts';
import { toHex } from '../../../src/bytes/hex.ts';
import { context, der } from '../../../src/syntax/der/index.ts';

const PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';
const RSA = '1.2.840.113549.1.1.1';
const SHA256 = '2.16.840.1.101.3.4.2.1';
const SHA384 = '2.16.840.1.101.3.4.2.2';

const hash = (oid: string, ...parameters: Uint8Array[]) =>
  der.sequence(der.oid(oid), ...(parameters.length ? parameters : [der.nil()]));
const mgf = (oid: string, name = MGF1) => der.sequence(der.oid(name), hash(oid));
const tagged = (n: number, content: Uint8Array) => der.tagged(context(n, true), content);
const pss = (...fields: Uint8Array[]) => der.sequence(der.oid(PSS), der.sequence(...fields));
const usual = [tagged(0, hash(SHA256)), tagged(1, mgf(SHA256)), tagged(2, der.integer(32))];

describe('writing and reading', () => {
  it.each<[string, SignatureAlgorithm, string]>([
    [
      'RSASSA-PKCS1-v1_5 SHA-256',
      { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-256' },
      '300d06092a864886f70d01010b0500',
    ],
    ['ECDSA SHA-384', { scheme: 'ECDSA', digest: 'SHA-384' }, '300a06082a8648ce3d040303'],
    ['DSA SHA-256', { scheme: 'DSA', digest: 'SHA-256' }, '300b0609608648016503040302'],
    [
      'RSASSA-PKCS1-v1_5 SHA3-224',
      { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA3-224' },
      '300d060960864801650304030d0500',
    ],
    [
      'RSASSA-PKCS1-v1_5 SHA-512/256',
      { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-512/256' },
      '300d06092a864886f70d0101100500',
    ],
    ['Ed448', { scheme: 'EdDSA', digest: 'SHAKE256' }, '300506032b6571'],
    ['Ed25519', { scheme: 'EdDSA', digest: 'SHA-512' }, '300506032b6570'],
    [
      'RSASSA-PSS SHA-1',
      { scheme: 'RSASSA-PSS', digest: 'SHA-1', saltLength: 20 },
      '300d06092a864886f70d01010a3000',
    ],
    [
      // The identifier of RFC 4055 clause 3.1 with SHA-256, as OpenSSL writes it too.
      'RSASSA-PSS SHA-256',
      { scheme: 'RSASSA-PSS', digest: 'SHA-256', saltLength: 32 },
      '304106092a864886f70d01010a3034a00f300d06096086480165030402010500' +
        'a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120',
    ],
  ])('%s', (description, algorithm, hex) => {
    const written = writeSignatureAlgorithm(algorithm);
    expect(toHex(written)).toBe(hex);
    expect(readSignatureAlgorithm(written)).toEqual(algorithm);
    expect(describeAlgorithm(algorithm)).toBe(description);
  });

  it('takes the digest length for a salt that is not given', () => {
    const written = writeSignatureAlgorithm({ scheme: 'RSASSA-PSS', digest: 'SHA-512' });
    expect(readSignatureAlgorithm(written)?.saltLength).toBe(64);
  });

  it('does not write what has no identifier', () => {
    expect(() => writeSignatureAlgorithm({ scheme: 'DSA', digest: 'SHA3-256' })).toThrow(
      expect.objectContaining({ code: 'ALGORITHM_UNSUPPORTED' }),
    );
  });
});

describe('identifiers of a kind of key', () => {
  it.each([
    [der.sequence(der.oid(RSA), der.nil()), 'RSASSA-PKCS1-v1_5'],
    [der.sequence(der.oid(RSA)), 'RSASSA-PKCS1-v1_5'],
    [der.sequence(der.oid('1.2.840.10045.2.1'), der.oid('1.2.840.10045.3.1.7')), 'ECDSA'],
    [der.sequence(der.oid('1.2.840.10040.4.1')), 'DSA'],
  ])('%#', (identifier, scheme) => {
    expect(readSignatureAlgorithm(identifier, 'SHA-384')).toEqual({ scheme, digest: 'SHA-384' });
    expect(readSignatureAlgorithm(identifier)).toBeUndefined();
  });

  it('does not let a hint overrule what is named', () => {
    const named = writeSignatureAlgorithm({ scheme: 'ECDSA', digest: 'SHA-256' });
    expect(readSignatureAlgorithm(named, 'SHA-1')?.digest).toBe('SHA-256');
  });
});

describe('RSASSA-PSS parameters', () => {
  it('are taken with the trailer stated and without NULL', () => {
    const bare = [
      tagged(0, der.sequence(der.oid(SHA256))),
      tagged(1, der.sequence(der.oid(MGF1), der.sequence(der.oid(SHA256)))),
      tagged(2, der.integer(0)),
      tagged(3, der.integer(1)),
    ];
    expect(readSignatureAlgorithm(pss(...bare))).toEqual({
      scheme: 'RSASSA-PSS',
      digest: 'SHA-256',
      saltLength: 0,
    });
  });

  it.each<[string, Uint8Array]>([
    ['absent', der.sequence(der.oid(PSS))],
    ['NULL', der.sequence(der.oid(PSS), der.nil())],
    ['another hash in MGF1', pss(usual[0]!, tagged(1, mgf(SHA384)), usual[2]!)],
    ['MGF1 left at SHA-1', pss(usual[0]!, usual[2]!)],
    ['another mask', pss(usual[0]!, tagged(1, mgf(SHA256, '1.2.3')), usual[2]!)],
    ['an unknown hash', pss(tagged(0, hash('1.2.3')), tagged(1, mgf('1.2.3')))],
    ['a negative salt', pss(usual[0]!, usual[1]!, tagged(2, der.integer(-1)))],
    ['trailer 2', pss(...usual, tagged(3, der.integer(2)))],
    ['something behind', pss(...usual, der.nil())],
    ['fields out of order', pss(usual[1]!, usual[0]!)],
    ['hash with parameters', pss(tagged(0, hash(SHA256, der.integer(1))), usual[1]!)],
  ])('%s: not known', (_, identifier) => {
    expect(readSignatureAlgorithm(identifier)).toBeUndefined();
  });
});

describe('what is not known', () => {
  it.each<[string, Uint8Array]>([
    ['an OID', der.sequence(der.oid('1.2.3.4'))],
    [
      'ECDSA with a curve',
      der.sequence(der.oid('1.2.840.10045.4.3.2'), der.oid('1.2.840.10045.3.1.7')),
    ],
    ['parameters that do not belong', der.sequence(der.oid('1.2.840.10045.4.3.2'), der.integer(1))],
    ['Ed25519 with NULL', der.sequence(der.oid('1.3.101.112'), der.nil())],
    ['nothing', new Uint8Array()],
    ['another structure', der.octets(new Uint8Array(4))],
    ['octets behind', der.concat(der.sequence(der.oid('1.3.101.112')), der.nil())],
  ])('%s', (_, identifier) => {
    expect(readSignatureAlgorithm(identifier, 'SHA-256')).toBeUndefined();
  });
});

describe('what is refused', () => {
  it('has its name where it has one', () => {
    expect(describeRefused('1.2.840.113549.2.4')).toBe('MD4');
    expect(describeRefused('1.2.3.4')).toBe('1.2.3.4');
    // what has an algorithm of its own is not listed as refused
    for (const oid of ['1.2.840.113549.1.1.11', '2.16.840.1.101.3.4.2.1', '1.3.101.112'])
      expect(describeRefused(oid)).toBe(oid);
  });
});

import {
  constants,
  createHash,
  generateKeyPairSync,
  privateEncrypt,
  sign,
  verify,
} from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ecdsaSequence } from '../../../../src/edge/token/ecdsa-signature.ts';
import { chooseMechanism } from '../../../../src/edge/token/pkcs11/mechanism.ts';
import { CKG, CKM } from '../../../../src/edge/token/pkcs11/values.ts';
import {
  signatureAlgorithm,
  signatureLength,
} from '../../../../src/edge/token/signature-algorithm.ts';
import type { Certificate } from '../../../../src/pki/index.ts';

const message = Buffer.from('văn bản');
const digestOf = (name: string) => createHash(name).update(message).digest();
const certified = (key: Certificate['key']) => ({ key }) as Certificate;

describe('the mechanism for an algorithm', () => {
  const v15 = { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-384' } as const;
  const pss = { scheme: 'RSASSA-PSS', digest: 'SHA-512', saltLength: 64 } as const;
  const ecdsa = { scheme: 'ECDSA', digest: 'SHA-384' } as const;

  test('the one that digests by itself goes first', () => {
    const choice = chooseMechanism(v15, [CKM.RSA_PKCS, CKM.SHA384_RSA_PKCS], 0);
    expect(choice.plan).toEqual({ mechanism: CKM.SHA384_RSA_PKCS, pss: null });
    expect(choice.input(message)).toBe(message);
  });

  test.each([
    'SHA-256',
    'SHA-384',
    'SHA-512',
  ] as const)('a DigestInfo for the bare one, %s', (digest) => {
    const choice = chooseMechanism({ ...v15, digest }, [CKM.RSA_PKCS], 0);
    expect(choice.plan).toEqual({ mechanism: CKM.RSA_PKCS, pss: null });
    // What a token does with it is PKCS#1 padding alone: the result must be the full signature.
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const raw = privateEncrypt(
      { key: privateKey, padding: constants.RSA_PKCS1_PADDING },
      choice.input(message),
    );
    expect(verify(digest.replace('-', ''), message, publicKey, raw)).toBe(true);
  });

  test('PSS carries its parameters, with the message or with its digest', () => {
    const parameters = { hash: CKM.SHA512, mgf: CKG.SHA512, salt: 64 };
    const whole = chooseMechanism(pss, [CKM.SHA512_RSA_PKCS_PSS, CKM.RSA_PKCS_PSS], 0);
    expect(whole.plan).toEqual({ mechanism: CKM.SHA512_RSA_PKCS_PSS, pss: parameters });
    const bare = chooseMechanism(pss, [CKM.RSA_PKCS_PSS], 0);
    expect(bare.plan).toEqual({ mechanism: CKM.RSA_PKCS_PSS, pss: parameters });
    expect(bare.input(message)).toEqual(digestOf('sha512'));
  });

  test('a digest longer than the curve is cut', () => {
    const choice = chooseMechanism(ecdsa, [CKM.ECDSA], 32);
    expect(choice.input(message)).toEqual(digestOf('sha384').subarray(0, 32));
    expect(chooseMechanism(ecdsa, [CKM.ECDSA_SHA384], 48).input(message)).toBe(message);
  });

  test.each([v15, pss, ecdsa])('none for $scheme', (algorithm) => {
    expect(() => chooseMechanism(algorithm, [0x1082], 32)).toThrowError(
      expect.objectContaining({ code: 'TOKEN_MECHANISM_MISSING' }),
    );
  });
});

describe('the algorithm follows the key', () => {
  const rsa = certified({ type: 'rsa', bits: 2048 });
  const p384 = certified({ type: 'ec', bits: 384, curve: 'secp384r1' });

  test.each([
    [rsa, {}, { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-256' }],
    [rsa, { digest: 'SHA-512' }, { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-512' }],
    [
      rsa,
      { algorithm: 'pss', digest: 'SHA-384' },
      { scheme: 'RSASSA-PSS', digest: 'SHA-384', saltLength: 48 },
    ],
    [p384, {}, { scheme: 'ECDSA', digest: 'SHA-384' }],
    [p384, { digest: 'SHA-256' }, { scheme: 'ECDSA', digest: 'SHA-256' }],
  ] as const)('%#', (certificate, wish, algorithm) => {
    expect(signatureAlgorithm(certificate, wish)).toEqual(algorithm);
  });

  test.each(['v1.5', 'pss'] as const)('%s is not for curves', (algorithm) => {
    expect(() => signatureAlgorithm(p384, { algorithm })).toThrowError(
      expect.objectContaining({ code: 'ALGORITHM_UNSUPPORTED' }),
    );
  });
});

describe('ECDSA as CMS carries it', () => {
  test.each([
    ['prime256v1', 32, 256],
    ['secp384r1', 48, 384],
  ] as const)('raw values on %s become what OpenSSL verifies', (namedCurve, octets, bits) => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
    const longest = signatureLength(certified({ type: 'ec', bits, curve: namedCurve }));
    for (let i = 0; i < 100; i++) {
      const raw = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
      const sequence = ecdsaSequence(raw, octets);
      expect(verify('sha256', message, publicKey, sequence)).toBe(true);
      expect(sequence.length).toBeLessThanOrEqual(longest);
    }
  });

  test('small and high values take the shortest INTEGER', () => {
    const raw = Buffer.alloc(64);
    raw[31] = 1;
    raw[32] = 0x80;
    expect(Buffer.from(ecdsaSequence(raw, 32)).toString('hex')).toBe(
      `3026020101022100${raw.subarray(32).toString('hex')}`,
    );
  });

  test('a SEQUENCE from the token stays, anything else is refused', () => {
    const sequence = Buffer.from('3006020101020101', 'hex');
    expect(ecdsaSequence(sequence, 32)).toBe(sequence);
    expect(() => ecdsaSequence(Buffer.alloc(63), 32)).toThrowError(
      expect.objectContaining({ code: 'TOKEN_REFUSED' }),
    );
  });
});

import { constants, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  digest,
  digestInfo,
  type SignatureAlgorithm,
  verifyDigest,
  verifySignature,
} from '../../../src/algorithm/index.ts';
import { toHex } from '../../../src/bytes/hex.ts';
import { der } from '../../../src/syntax/der/index.ts';

const message = new Uint8Array(Buffer.from('văn bản'));
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
// An odd modulus length puts the PSS encoding one octet below the modulus (RFC 8017 clause 9.1.1).
const odd = generateKeyPairSync('rsa', { modulusLength: 2049 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const dsa = generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 });
const ed = generateKeyPairSync('ed25519');
type Keys = { publicKey: KeyObject; privateKey: KeyObject };

const v15: SignatureAlgorithm = { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-256' };
const pss: SignatureAlgorithm = { scheme: 'RSASSA-PSS', digest: 'SHA-256', saltLength: 32 };
const ecdsa: SignatureAlgorithm = { scheme: 'ECDSA', digest: 'SHA-256' };

function made({ scheme, digest, saltLength }: SignatureAlgorithm, key: KeyObject): Uint8Array {
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return sign(scheme === 'EdDSA' ? null : digest.replace('SHA-', 'sha'), message, {
    key,
    ...(scheme === 'RSASSA-PSS' ? { padding, saltLength: saltLength! } : {}),
  });
}

describe('verifySignature', () => {
  it.each<[SignatureAlgorithm, Keys]>([
    [v15, rsa],
    [pss, rsa],
    [{ ...pss, saltLength: 0 }, rsa],
    [pss, odd],
    [v15, odd],
    [ecdsa, ec],
    [{ scheme: 'DSA', digest: 'SHA-256' }, dsa],
    [{ scheme: 'EdDSA', digest: 'SHA-512' }, ed],
  ])('%o', (algorithm, { publicKey, privateKey }) => {
    const signature = made(algorithm, privateKey);
    expect(verifySignature(algorithm, publicKey, message, signature)).toBe(true);
    const broken = Uint8Array.from(signature);
    broken[broken.length - 1]! ^= 1;
    expect(verifySignature(algorithm, publicKey, message, broken)).toBe(false);
    expect(verifySignature(algorithm, publicKey, message.slice(1), signature)).toBe(false);
    expect(verifySignature(algorithm, publicKey, message, new Uint8Array())).toBe(false);
    const longer = der.concat(signature, Uint8Array.of(0));
    expect(verifySignature(algorithm, publicKey, message, longer)).toBe(false);
  });

  it('takes no other salt length than named', () => {
    const signature = made(pss, rsa.privateKey);
    expect(verifySignature({ ...pss, saltLength: 20 }, rsa.publicKey, message, signature)).toBe(
      false,
    );
  });

  it('takes no key of another kind, and no private key', () => {
    const signature = made(v15, rsa.privateKey);
    expect(verifySignature(ecdsa, rsa.publicKey, message, signature)).toBe(false);
    expect(verifySignature(v15, ec.publicKey, message, signature)).toBe(false);
    expect(verifySignature(v15, rsa.privateKey, message, signature)).toBe(false);
  });

  it('takes no raw ECDSA signature', () => {
    const raw = sign('sha256', message, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' });
    expect(verifySignature(ecdsa, ec.publicKey, message, raw)).toBe(false);
  });

  it('does not believe an RSA key with exponent 1, with which every padding signs itself', () => {
    const { n } = rsa.publicKey.export({ format: 'jwk' });
    const key = createPublicKey({ key: { kty: 'RSA', n: n!, e: 'AQ' }, format: 'jwk' });
    const info = digestInfo('SHA-256', digest('SHA-256', message));
    const padding = new Uint8Array(256 - 3 - info.length).fill(0xff);
    const forged = der.concat(Uint8Array.of(0, 1), padding, Uint8Array.of(0), info);
    expect(verifySignature(v15, key, message, forged)).toBe(false);
    expect(verifyDigest(v15, key, digest('SHA-256', message), forged)).toBe(false);
  });
});

describe('verifyDigest', () => {
  const hashed = digest('SHA-256', message);

  it.each<[SignatureAlgorithm, Keys]>([
    [v15, rsa],
    [pss, rsa],
    [{ ...pss, saltLength: 0 }, rsa],
    [{ ...pss, saltLength: 190 }, rsa],
    [pss, odd],
    [v15, odd],
  ])('%o', (algorithm, { publicKey, privateKey }) => {
    const signature = made(algorithm, privateKey);
    expect(verifyDigest(algorithm, publicKey, hashed, signature)).toBe(true);
    expect(verifyDigest(algorithm, publicKey, digest('SHA-256'), signature)).toBe(false);
    expect(verifyDigest(algorithm, publicKey, hashed.subarray(1), signature)).toBe(false);
    expect(verifyDigest(algorithm, publicKey, hashed, signature.subarray(1))).toBe(false);
    const beyond = new Uint8Array(signature.length).fill(0xff);
    expect(verifyDigest(algorithm, publicKey, hashed, beyond)).toBe(false);
  });

  it('can not tell for other schemes', () => {
    expect(verifyDigest(ecdsa, ec.publicKey, hashed, made(ecdsa, ec.privateKey))).toBeUndefined();
  });

  it('writes the DigestInfo of RFC 8017 clause 9.2, note 1', () => {
    expect(toHex(digestInfo('SHA-256', hashed))).toBe(
      `3031300d060960864801650304020105000420${toHex(hashed)}`,
    );
  });
});

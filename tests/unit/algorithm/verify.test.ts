import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  generatePrimeSync,
  type KeyObject,
  privateEncrypt,
  publicDecrypt,
  sign,
} from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  digest,
  digestInfo,
  type SignatureAlgorithm,
  verifyDigest,
  verifySignature,
} from '../../../src/algorithm/index.ts';
import { toHex } from '../../../src/bytes/hex.ts';
import { DerReader, der } from '../../../src/syntax/der/index.ts';

const message = new Uint8Array(Buffer.from('văn bản'));
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
// An odd modulus length puts the PSS encoding one octet below the modulus (RFC 8017 clause 9.1.1).
const odd = rsaOf(2049);
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const dsa = generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 });
const ed = generateKeyPairSync('ed25519');
const ed448 = generateKeyPairSync('ed448');
const pssAny = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
const pssOnly = generateKeyPairSync('rsa-pss', {
  modulusLength: 2048,
  hashAlgorithm: 'sha256',
  mgf1HashAlgorithm: 'sha256',
  saltLength: 32 as never, // a number, whatever its type says
});
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
    [{ scheme: 'EdDSA', digest: 'SHAKE256' }, ed448],
    [pss, pssAny],
    [pss, pssOnly],
    [{ ...pss, saltLength: 40 }, pssOnly],
    [{ ...pss, digest: 'SHA-512' }, pssAny],
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

describe('algorithm confusion', () => {
  const kinds: readonly (readonly [string, Keys, SignatureAlgorithm])[] = [
    ['rsa', rsa, v15],
    ['rsa for PSS', rsa, pss],
    ['id-RSASSA-PSS', pssAny, pss],
    ['ec', ec, ecdsa],
    ['dsa', dsa, { scheme: 'DSA', digest: 'SHA-256' }],
    ['ed25519', ed, { scheme: 'EdDSA', digest: 'SHA-512' }],
    ['ed448', ed448, { scheme: 'EdDSA', digest: 'SHAKE256' }],
  ];

  it.each(kinds)('a signature by %s verifies under no other identifier', (_, keys, own) => {
    const signature = made(own, keys.privateKey);
    const under = (algorithm: SignatureAlgorithm) =>
      verifySignature(algorithm, keys.publicKey, message, signature) ||
      verifyDigest(algorithm, keys.publicKey, digest('SHA-256', message), signature) === true;
    const holding = kinds.map(([, , algorithm]) => algorithm).filter(under);
    expect(new Set(holding.map((algorithm) => algorithm.scheme))).toEqual(new Set([own.scheme]));
    expect(holding.every((algorithm) => algorithm.digest === own.digest)).toBe(true);
  });

  it('holds a key under id-RSASSA-PSS to its parameters, weaker and merely other ones alike', () => {
    // The same numbers in a key without parameters make signatures that the key with them must not accept.
    const info = DerReader.over(
      new Uint8Array(pssOnly.privateKey.export({ format: 'der', type: 'pkcs8' })),
    ).sequence();
    info.skip();
    info.skip();
    const pkcs1 = Buffer.from(info.octets());
    const free = createPrivateKey({ key: pkcs1, format: 'der', type: 'pkcs1' });
    for (const algorithm of [
      { ...pss, saltLength: 20 },
      { ...pss, saltLength: 0 },
      { ...pss, digest: 'SHA-1', saltLength: 20 },
      { ...pss, digest: 'SHA-512', saltLength: 64 },
      v15,
    ] as const) {
      const signature = made(algorithm, free);
      const hashed = digest(algorithm.digest, message);
      expect(verifySignature(algorithm, createPublicKey(free), message, signature)).toBe(true);
      expect(verifySignature(algorithm, pssOnly.publicKey, message, signature)).toBe(false);
      expect(verifyDigest(algorithm, pssOnly.publicKey, hashed, signature)).toBe(false);
    }
    const signature = made(pss, free);
    expect(verifySignature(pss, pssOnly.publicKey, message, signature)).toBe(true);
    expect(verifyDigest(pss, pssOnly.publicKey, digest('SHA-256', message), signature)).toBe(true);
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

  /** A signature whose recovered encoding is a valid one of PSS, altered; other salts are tried until it fits the modulus. */
  function altered(keys: Keys, alter: (encoded: Uint8Array) => void): Uint8Array {
    for (let i = 0; i < 500; i++) {
      const noPadding = { padding: constants.RSA_NO_PADDING };
      const genuine = made(pss, keys.privateKey);
      const encoded = publicDecrypt({ key: keys.publicKey, ...noPadding }, genuine);
      alter(encoded);
      try {
        return privateEncrypt({ key: keys.privateKey, ...noPadding }, encoded);
      } catch {
        // not below the modulus
      }
    }
    throw new Error('no salt gives an encoding below the modulus');
  }

  it.each<[string, Keys, (encoded: Uint8Array) => void]>([
    ['another trailer', rsa, (encoded) => (encoded[encoded.length - 1] = 0xcc)],
    ['a bit above the encoding', rsa, (encoded) => (encoded[0]! |= 0x80)],
    ['an octet above the encoding', odd, (encoded) => (encoded[0] = 1)],
    ['another hash', rsa, (encoded) => (encoded[encoded.length - 2]! ^= 1)],
    ['padding that is not zero', rsa, (encoded) => (encoded[1]! ^= 1)],
  ])('refuses PSS with %s', (_, keys, alter) => {
    const signature = altered(keys, alter);
    expect(verifyDigest(pss, keys.publicKey, hashed, signature)).toBe(false);
    expect(verifySignature(pss, keys.publicKey, message, signature)).toBe(false);
    const same = altered(keys, () => {});
    expect(verifyDigest(pss, keys.publicKey, hashed, same)).toBe(true);
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

/** A pair whose modulus has exactly so many bits: OpenSSL rounds an odd length down when it makes the key itself. */
function rsaOf(bits: number): Keys {
  const e = 65537n;
  for (;;) {
    const p = generatePrimeSync((bits + 1) >> 1, { bigint: true });
    const q = generatePrimeSync(bits >> 1, { bigint: true });
    const n = p * q;
    const phi = (p - 1n) * (q - 1n);
    if (n.toString(2).length !== bits || phi % e === 0n) continue;
    const d = inverse(e, phi);
    const numbers = { n, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
    const jwk = Object.entries(numbers).map(([name, value]) => {
      const hex = value.toString(16);
      const octets = Buffer.from(hex.padStart(hex.length + (hex.length & 1), '0'), 'hex');
      return [name, octets.toString('base64url')];
    });
    const key = { kty: 'RSA', ...Object.fromEntries(jwk) };
    const privateKey = createPrivateKey({ key, format: 'jwk' });
    return { privateKey, publicKey: createPublicKey(privateKey) };
  }
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [modulus, value % modulus, 0n, 1n];
  while (b > 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
  return ((x % modulus) + modulus) % modulus;
}

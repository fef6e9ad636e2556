import { constants, privateDecrypt, publicEncrypt, sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { generateKeys } from '../../../src/authority/index.ts';

describe('an RSA pair', () => {
  test.each([
    1024, 2048, 3072,
  ] as const)('of %d bits has that length and its halves fit', async (bits) => {
    const { privateKey, publicKey } = await generateKeys(`rsa${bits}`);
    expect(publicKey.asymmetricKeyDetails).toEqual({
      modulusLength: bits,
      publicExponent: 65_537n,
    });
    const message = Buffer.from('message');
    expect(verify('sha256', message, publicKey, sign('sha256', message, privateKey))).toBe(true);
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const sealed = publicEncrypt({ key: publicKey, padding }, message);
    expect(privateDecrypt({ key: privateKey, padding }, sealed)).toEqual(message);
  });

  test('has the parts of the Chinese remainder theorem', async () => {
    const { privateKey } = await generateKeys('rsa2048');
    const jwk = privateKey.export({ format: 'jwk' });
    const part = (name: 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi') =>
      BigInt(`0x${Buffer.from(jwk[name]!, 'base64url').toString('hex')}`);
    const [p, q, d] = [part('p'), part('q'), part('d')];
    expect(p * q).toBe(part('n'));
    expect((part('e') * d) % (p - 1n)).toBe(1n);
    expect((part('e') * d) % (q - 1n)).toBe(1n);
    expect(part('dp')).toBe(d % (p - 1n));
    expect(part('dq')).toBe(d % (q - 1n));
    expect((part('qi') * q) % p).toBe(1n);
  });
});

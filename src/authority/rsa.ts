import { createPrivateKey, createPublicKey, generatePrime, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

const prime = promisify(
  (size: number, done: (error: Error | null, prime: bigint) => void) =>
    void generatePrime(size, { bigint: true }, done),
);
const EXPONENT = 65_537n;

/**
 * An RSA pair of two random primes (RFC 8017 clause 3.2), made in node's thread pool in less than half the time of
 * generateKeyPair, which follows the longer procedure of FIPS 186. Enough for demos and tests; not for real keys.
 */
export async function generateRsa(
  bits: number,
): Promise<{ privateKey: KeyObject; publicKey: KeyObject }> {
  // each prime has its two highest bits set, so that the product has all of its bits
  const [p, q] = await Promise.all([fitting(bits / 2), fitting(bits / 2)]);
  if (p === q) return generateRsa(bits);
  const d = inverse(EXPONENT, (p - 1n) * (q - 1n));
  const jwk = {
    kty: 'RSA',
    n: text(p * q),
    e: text(EXPONENT),
    d: text(d),
    p: text(p),
    q: text(q),
    dp: text(d % (p - 1n)),
    dq: text(d % (q - 1n)),
    qi: text(inverse(q, p)),
  };
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** A prime whose predecessor shares no factor with the public exponent, which is prime itself. */
async function fitting(size: number): Promise<bigint> {
  for (;;) {
    const candidate = await prime(size);
    if ((candidate - 1n) % EXPONENT !== 0n) return candidate;
  }
}

/** Extended Euclid: a·x ≡ 1 (mod m). */
function inverse(a: bigint, m: bigint): bigint {
  let [r, s] = [m, a % m];
  let [x, y] = [0n, 1n];
  while (s !== 0n) {
    const quotient = r / s;
    [r, s] = [s, r - quotient * s];
    [x, y] = [y, x - quotient * y];
  }
  return ((x % m) + m) % m;
}

/** Base64urlUInt (RFC 7518 clause 2). */
function text(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
}

import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { SignatureAlgorithm } from '../algorithm/names.ts';
import { generateRsa } from './rsa.ts';

const generate = promisify(generateKeyPair);

export const KEY_KINDS = [
  'rsa1024',
  'rsa2048',
  'rsa3072',
  'rsa4096',
  'p256',
  'p384',
  'p521',
  'ed25519',
] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

export interface KeyPair {
  readonly kind: KeyKind;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** A fresh pair, made in node's thread pool: an RSA-2048 pair takes about 0.1 s of one core. */
export async function generateKeys(kind: KeyKind): Promise<KeyPair> {
  if (kind === 'ed25519') return { kind, ...(await generate('ed25519')) };
  if (kind.startsWith('rsa')) return { kind, ...(await generateRsa(Number(kind.slice(3)))) };
  const namedCurve = { p256: 'P-256', p384: 'P-384', p521: 'P-521' }[kind as 'p256'];
  return { kind, ...(await generate('ec', { namedCurve })) };
}

/** What a key signs with when nothing else is asked: the digest of its own strength, PKCS #1 v1.5 for RSA. */
export function usualAlgorithm(kind: KeyKind): SignatureAlgorithm {
  switch (kind) {
    case 'ed25519':
      return { scheme: 'EdDSA', digest: 'SHA-512' };
    case 'p256':
      return { scheme: 'ECDSA', digest: 'SHA-256' };
    case 'p384':
      return { scheme: 'ECDSA', digest: 'SHA-384' };
    case 'p521':
      return { scheme: 'ECDSA', digest: 'SHA-512' };
    default:
      return { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-256' };
  }
}

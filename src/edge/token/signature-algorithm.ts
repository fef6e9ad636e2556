import type { SignatureAlgorithm } from '../../algorithm/names.ts';
import { Fault } from '../../fault/fault.ts';
import type { Certificate } from '../../pki/index.ts';
import type { SignerRequest, SigningDigest } from './request.ts';

export const DIGESTS: Readonly<
  Record<SigningDigest, { readonly node: 'sha256' | 'sha384' | 'sha512'; readonly length: number }>
> = {
  'SHA-256': { node: 'sha256', length: 32 },
  'SHA-384': { node: 'sha384', length: 48 },
  'SHA-512': { node: 'sha512', length: 64 },
};

export type SigningAlgorithm = SignatureAlgorithm & { readonly digest: SigningDigest };

/**
 * The algorithm for a certificate's key: RSASSA-PKCS1-v1_5 unless PSS is asked for (salt as long as the digest,
 * RFC 4055 clause 3.1), ECDSA for curves with a digest of the curve's strength. ALGORITHM_UNSUPPORTED when the
 * wish does not fit the key.
 */
export function signatureAlgorithm(
  certificate: Certificate,
  wish: Pick<SignerRequest, 'algorithm' | 'digest'>,
): SigningAlgorithm {
  const { key } = certificate;
  if (key.type === 'rsa') {
    const digest = wish.digest ?? 'SHA-256';
    return wish.algorithm === 'pss'
      ? { scheme: 'RSASSA-PSS', digest, saltLength: DIGESTS[digest].length }
      : { scheme: 'RSASSA-PKCS1-v1_5', digest };
  }
  if (key.type !== 'ec') throw new Fault('ALGORITHM_UNSUPPORTED', { what: 'key-unsupported' });
  if (wish.algorithm !== undefined)
    throw new Fault('ALGORITHM_UNSUPPORTED', { what: 'rsa-algorithm-for-ec-key' });
  return { scheme: 'ECDSA', digest: wish.digest ?? (key.bits > 256 ? 'SHA-384' : 'SHA-256') };
}

/** Octets of the longest signature as CMS carries it: for ECDSA two INTEGERs with sign octet in a SEQUENCE. */
export function signatureLength({ key }: Certificate): number {
  const octets = Math.ceil(key.bits / 8);
  return key.type === 'rsa' ? octets : 2 * (octets + 3) + 3;
}

import type { Signer } from '../../src/ades/ports.ts';
import type { SignatureAlgorithm } from '../../src/algorithm/names.ts';
import { type KeyPair, signWith, usualAlgorithm } from '../../src/authority/index.ts';

/** The port Signer over a key in memory. */
export function softwareSigner(
  { certificate, keys }: { readonly certificate: Uint8Array; readonly keys: KeyPair },
  others: readonly Uint8Array[],
  o: { readonly algorithm?: SignatureAlgorithm; readonly lanes?: number } = {},
): Signer {
  const algorithm = o.algorithm ?? usualAlgorithm(keys.kind);
  return {
    certificate,
    others,
    algorithm,
    lanes: o.lanes ?? 4,
    device: { kind: 'pkcs12', label: 'software' },
    signatureLength: longestSignature(keys),
    sign: async (message) => new Uint8Array(signWith(keys, algorithm, message)),
    close: async () => {},
  };
}

/** Octets: the modulus for RSA; for ECDSA two INTEGERs with a leading zero each, and the headers. */
function longestSignature({ kind, publicKey }: KeyPair): number {
  if (kind === 'ed25519') return 64;
  if (kind.startsWith('rsa')) return publicKey.asymmetricKeyDetails!.modulusLength! / 8;
  return { p256: 72, p384: 104, p521: 139 }[kind as 'p256'];
}

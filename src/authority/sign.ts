import { constants, sign } from 'node:crypto';
import { AlgorithmIdentifier } from 'pkijs';
import {
  opensslName,
  type SignatureAlgorithm,
  writeSignatureAlgorithm,
} from '../algorithm/index.ts';
import type { KeyPair } from './keys.ts';

/** The signature over `message` by `keys`, ECDSA as DER; weak algorithms are done when asked, tests need them. */
export function signWith(
  keys: KeyPair,
  algorithm: SignatureAlgorithm,
  message: Uint8Array,
): Uint8Array {
  if (algorithm.scheme === 'EdDSA') return sign(null, message, keys.privateKey);
  if (algorithm.scheme !== 'RSASSA-PSS')
    return sign(opensslName(algorithm.digest), message, keys.privateKey);
  return sign(opensslName(algorithm.digest), message, {
    key: keys.privateKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: algorithm.saltLength ?? constants.RSA_PSS_SALTLEN_DIGEST,
  });
}

/** The AlgorithmIdentifier of a signature, as the library's structures take it. */
export function signatureIdentifier(algorithm: SignatureAlgorithm): AlgorithmIdentifier {
  return AlgorithmIdentifier.fromBER(new Uint8Array(writeSignatureAlgorithm(algorithm)));
}

import { createHash } from 'node:crypto';
import { Fault } from '../../../fault/fault.ts';
import type { SigningDigest } from '../request.ts';
import { DIGESTS, type SigningAlgorithm } from '../signature-algorithm.ts';
import type { MechanismPlan } from './calls.ts';
import { CKG, CKM } from './values.ts';

/** How a token is made to sign: the mechanism, and what is handed to C_Sign for a message. */
export interface MechanismChoice {
  readonly plan: MechanismPlan;
  input(message: Uint8Array): Uint8Array;
}

/**
 * The mechanism for an algorithm among those a token offers: the one that digests by itself, else the bare one,
 * for which the digest is made here (RSASSA-PKCS1-v1_5: inside a DigestInfo, RFC 8017 clause 9.2).
 * ECDSA is digested here in any case: CKM_ECDSA is what every token with EC keys offers.
 * TOKEN_MECHANISM_MISSING when none fits.
 */
export function chooseMechanism(
  algorithm: SigningAlgorithm,
  offered: readonly number[],
  orderOctets: number,
): MechanismChoice {
  const { digest } = algorithm;
  const numbers = MECHANISMS[digest];
  const hashed = (message: Uint8Array) => createHash(DIGESTS[digest].node).update(message).digest();
  const whole = (message: Uint8Array) => message;
  switch (algorithm.scheme) {
    case 'RSASSA-PKCS1-v1_5':
      if (offered.includes(numbers.pkcs1)) return bare(numbers.pkcs1, whole);
      if (offered.includes(CKM.RSA_PKCS))
        return bare(CKM.RSA_PKCS, (message) =>
          Buffer.concat([DIGEST_INFO[digest], hashed(message)]),
        );
      break;
    case 'RSASSA-PSS': {
      const pss = { hash: numbers.hash, mgf: numbers.mgf, salt: DIGESTS[digest].length };
      if (offered.includes(numbers.pss))
        return { plan: { mechanism: numbers.pss, pss }, input: whole };
      if (offered.includes(CKM.RSA_PKCS_PSS))
        return { plan: { mechanism: CKM.RSA_PKCS_PSS, pss }, input: hashed };
      break;
    }
    case 'ECDSA':
      // Longer digests are cut to the order's length here (FIPS 186-5 clause 6.4.1): some tokens refuse to.
      if (offered.includes(CKM.ECDSA))
        return bare(CKM.ECDSA, (message) => hashed(message).subarray(0, orderOctets));
      if (offered.includes(numbers.ecdsa)) return bare(numbers.ecdsa, whole);
      break;
    default:
      break;
  }
  throw new Fault('TOKEN_MECHANISM_MISSING', { mechanism: `${algorithm.scheme} ${digest}` });
}

function bare(mechanism: number, input: (message: Uint8Array) => Uint8Array): MechanismChoice {
  return { plan: { mechanism, pss: null }, input };
}

const MECHANISMS: Readonly<
  Record<SigningDigest, Record<'pkcs1' | 'pss' | 'ecdsa' | 'hash' | 'mgf', number>>
> = {
  'SHA-256': {
    pkcs1: CKM.SHA256_RSA_PKCS,
    pss: CKM.SHA256_RSA_PKCS_PSS,
    ecdsa: CKM.ECDSA_SHA256,
    hash: CKM.SHA256,
    mgf: CKG.SHA256,
  },
  'SHA-384': {
    pkcs1: CKM.SHA384_RSA_PKCS,
    pss: CKM.SHA384_RSA_PKCS_PSS,
    ecdsa: CKM.ECDSA_SHA384,
    hash: CKM.SHA384,
    mgf: CKG.SHA384,
  },
  'SHA-512': {
    pkcs1: CKM.SHA512_RSA_PKCS,
    pss: CKM.SHA512_RSA_PKCS_PSS,
    ecdsa: CKM.ECDSA_SHA512,
    hash: CKM.SHA512,
    mgf: CKG.SHA512,
  },
};

/** DER of DigestInfo up to the digest itself (RFC 8017 clause 9.2, note 1). */
const DIGEST_INFO: Readonly<Record<SigningDigest, Buffer>> = {
  'SHA-256': Buffer.from('3031300d060960864801650304020105000420', 'hex'),
  'SHA-384': Buffer.from('3041300d060960864801650304020205000430', 'hex'),
  'SHA-512': Buffer.from('3051300d060960864801650304020305000440', 'hex'),
};

import { ETSI_STRENGTH } from '../../algorithm/index.ts';
import type { Constraints } from '../policy.ts';

/**
 * Signatures on documents of Vietnamese public offices: Thông tư 15/2025/TT-BKHCN, Phụ lục I (algorithms) and Phụ lục II
 * (criteria), under Nghị định 23/2025/NĐ-CP Điều 17. The list of algorithms names RSASSA-PSS and ECDSA; what tokens make
 * today is RSASSA-PKCS1-v1_5, which counts and is told apart. EdDSA and DSA are not on the list. SHA-1 is not either: a
 * signature with it counts only where a time stamp proves that it is older than the end of SHA-1.
 */
export const VN_PUBLIC: Constraints = {
  id: 'vn-public',
  signingCertificateReference: 'ades',
  freshness: null,
  timestampDelay: null,
  timestampRequired: false,
  subjectNamed: true,
  certificatePolicies: null,
  criteria: true,
  strength: {
    digests: ETSI_STRENGTH.digests,
    keys: { rsa: ETSI_STRENGTH.keys.rsa!, ec: ETSI_STRENGTH.keys.ec! },
    schemes: ['RSASSA-PKCS1-v1_5', 'RSASSA-PSS', 'ECDSA'],
  },
};

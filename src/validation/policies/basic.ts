import { ETSI_STRENGTH } from '../../algorithm/index.ts';
import type { Constraints } from '../policy.ts';

/** EN 319 102-1 with nothing added: what holds unless another policy is named. */
export const BASIC: Constraints = {
  id: 'basic',
  signingCertificateReference: 'ades',
  freshness: null,
  timestampDelay: null,
  timestampRequired: false,
  subjectNamed: false,
  certificatePolicies: null,
  criteria: false,
  strength: ETSI_STRENGTH,
};

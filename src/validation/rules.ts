import { acceptanceRemarks, acceptanceRules } from './acceptance.ts';
import { certificateRules } from './certificate-validation.ts';
import { cryptographicRules } from './cryptographic-verification.ts';
import { changeRules, formatRemarks, formatRules } from './format-checking.ts';
import { pastRules } from './past-signature.ts';
import { signingCertificateRules } from './signing-certificate.ts';
import { timeStampRules } from './time-stamp.ts';

/** Every rule there is, in the order of the blocks: what documentation and tests enumerate. */
export const RULES = [
  ...formatRules,
  ...signingCertificateRules,
  ...cryptographicRules,
  ...changeRules,
  ...timeStampRules,
  ...certificateRules,
  ...pastRules,
  ...acceptanceRules,
].map(({ id, clause, what, otherwise }) => ({ id, clause, what, otherwise }));

export const REMARKS = [...formatRemarks, ...acceptanceRemarks].map(({ id, clause, what }) => ({
  id,
  clause,
  what,
}));

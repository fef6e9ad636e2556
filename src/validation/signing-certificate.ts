import type { CmsFacts } from '../ades/evidence.ts';
import type { Certificate } from '../pki/index.ts';
import type { Rule } from './rule.ts';

/** What clause 5.2.3 looks at; the same for a signature and for a time-stamp token. */
export interface SigningCertificateFacts {
  readonly cms: CmsFacts;
  /** null when the message names none that is at hand, or it can't be read. */
  readonly certificate: Certificate | null;
  /** Whether the reference attribute is mandatory for this kind of signature. */
  readonly referenceRequired: boolean;
}

/**
 * Clause 5.2.3: which certificate the signer says is theirs. A reference to another certificate is
 * NO_SIGNING_CERTIFICATE_FOUND, since the named one isn't there; a missing one, where the format makes it
 * mandatory, is a missing signed attribute, SIG_CONSTRAINTS_FAILURE (clause 5.2.8).
 */
export const signingCertificateRules: readonly Rule<SigningCertificateFacts>[] = [
  {
    id: 'ISC-FOUND',
    clause: 'EN 319 102-1 clause 5.2.3',
    what: 'certificate-found',
    holds: (f) => f.certificate !== null,
    otherwise: 'NO_SIGNING_CERTIFICATE_FOUND',
  },
  {
    id: 'ISC-DIGEST',
    clause: 'EN 319 102-1 clause 5.2.3, RFC 5035 clause 3',
    what: 'certificate-reference',
    holds: (f) => f.cms.signingCertificate?.matches,
    otherwise: 'NO_SIGNING_CERTIFICATE_FOUND',
  },
  {
    id: 'ISC-REFERENCE',
    clause: 'EN 319 142-1 clause 6.3, EN 319 102-1 clause 5.2.8',
    what: 'certificate-reference-present',
    holds: (f) => {
      if (f.cms.signingCertificate !== null) return true;
      return f.referenceRequired ? false : undefined;
    },
    otherwise: 'SIG_CONSTRAINTS_FAILURE',
  },
];

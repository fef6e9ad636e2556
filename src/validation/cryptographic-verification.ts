import type { CmsFacts } from '../ades/evidence.ts';
import { describeRefused } from '../algorithm/index.ts';
import type { Rule } from './rule.ts';

/** Clause 5.2.7: the mathematics, for a signature and for a time-stamp token alike. */
export const cryptographicRules: readonly Rule<CmsFacts>[] = [
  {
    id: 'CV-CONTENT',
    clause: 'EN 319 102-1 clause 5.2.7.4',
    what: 'signed-data',
    holds: (cms) => (cms.messageDigest === 'unchecked' ? false : undefined),
    otherwise: 'SIGNED_DATA_NOT_FOUND',
  },
  {
    id: 'CV-DIGEST',
    clause: 'EN 319 102-1 clause 5.2.7.4, RFC 5652 clause 5.6',
    what: 'digest',
    holds: (cms) => (noDigest(cms) ? undefined : cms.messageDigest === 'matches'),
    otherwise: 'HASH_FAILURE',
    data: (cms) => ({ algorithm: cms.digestAlgorithm ?? '' }),
  },
  {
    // Without it the signature value says nothing about the document, however good it is.
    id: 'CV-DIGEST-PRESENT',
    clause: 'RFC 5652 clauses 5.3 and 11.2',
    what: 'digest-present',
    holds: (cms) => (lacksDigest(cms) ? false : undefined),
    otherwise: 'FORMAT_FAILURE',
  },
  {
    id: 'CV-ATTRIBUTES',
    clause: 'RFC 5652 clause 11, RFC 6211 clause 2, RFC 8933 clause 3',
    what: 'attributes',
    holds: (cms) => (cms.faults?.length ?? 0) === 0,
    otherwise: 'FORMAT_FAILURE',
    data: (cms) => ({ fault: cms.faults?.[0] ?? '' }),
  },
  {
    id: 'CV-CONTENT-TYPE',
    clause: 'RFC 5652 clause 11.1',
    what: 'content-type',
    holds: (cms) => cms.contentType === 'matches',
    otherwise: 'FORMAT_FAILURE',
  },
  {
    id: 'CV-SIGNATURE',
    clause: 'EN 319 102-1 clause 5.2.7.4',
    what: 'signature-value',
    holds: (cms) => (cms.signature === 'unchecked' ? undefined : cms.signature === 'valid'),
    otherwise: 'SIG_CRYPTO_FAILURE',
  },
  {
    id: 'CV-ALGORITHM',
    clause: 'EN 319 102-1 clause 5.1.4.4',
    what: 'algorithm-known',
    holds: (cms) =>
      integrityOf(cms) === 'unknown' && cms.certificate !== null && !lacksContent(cms)
        ? false
        : undefined,
    otherwise: 'CRYPTO_CONSTRAINTS_FAILURE',
    data: (cms) => ({ oid: describeRefused(cms.algorithmOid) }),
  },
];

/** The mathematics alone: broken when either half is proven wrong, intact only when both are proven right. */
export function integrityOf(cms: CmsFacts | null): 'intact' | 'broken' | 'unknown' {
  if (cms === null) return 'unknown';
  if (cms.messageDigest === 'differs' || cms.signature === 'invalid') return 'broken';
  return cms.messageDigest === 'matches' && cms.signature === 'valid' ? 'intact' : 'unknown';
}

/** Nothing is wrong with the algorithm: the content is not at hand (SIGNED_DATA_NOT_FOUND says so). */
const lacksContent = (cms: CmsFacts) => cms.messageDigest === 'unchecked' && cms.algorithm !== null;

const noDigest = ({ messageDigest }: CmsFacts) =>
  messageDigest === 'missing' || messageDigest === 'unchecked';

/** Signed attributes are there and message-digest is not among them; nothing unknown excuses it. */
function lacksDigest(cms: CmsFacts): boolean {
  if (cms.messageDigest !== 'missing' || cms.digestAlgorithm === null) return false;
  return !cms.notes?.includes('cms-no-signed-attributes');
}

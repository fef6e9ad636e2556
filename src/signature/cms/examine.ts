import { digest } from '../../algorithm/index.ts';
import { examineTimestamp } from '../tsp/facts.ts';
import { valuesOf } from './attributes.ts';
import type { CmsFacts, CmsNote, TimestampFacts } from './facts.ts';
import { OID } from './identifiers.ts';
import { LIMITS } from './limits.ts';
import type { SignedData, SignerInfo } from './signed-data.ts';
import { type ContentDigest, examineMathematics } from './signer.ts';
import { ignoringFaults } from './signer-certificate.ts';

/**
 * Everything about one signer: its mathematics, and the signature time stamps examined against its signature
 * value (RFC 3161 appendix A). `contentDigest` gives the digest of what the document says is signed;
 * `expectedContentType` is id-data for documents. An unreadable time stamp is a note: it is unsigned, so
 * anyone could have put it there.
 */
export function examineSigner(
  signed: SignedData,
  signer: SignerInfo,
  contentDigest: ContentDigest,
  expectedContentType: string,
): CmsFacts {
  const facts = examineMathematics(signed, signer, contentDigest, expectedContentType);
  const tokens = valuesOf(signer.unsigned, OID.signatureTimestamp);
  if (tokens.length === 0) return facts;
  const notes: CmsNote[] = [...(facts.notes ?? [])];
  const timestamps: TimestampFacts[] = [];
  for (const token of tokens.slice(0, LIMITS.timestamps)) {
    const read = ignoringFaults(() =>
      examineTimestamp(token, (name) => digest(name, signer.signature), 'signature'),
    );
    if (read !== undefined) timestamps.push(read);
    else if (!notes.includes('cms-timestamp-unreadable')) notes.push('cms-timestamp-unreadable');
  }
  if (tokens.length > LIMITS.timestamps) notes.push('cms-timestamps-unread');
  return { ...facts, timestamps, notes };
}

import { Budget } from '../../bytes/budget.ts';
import type { ByteSource } from '../../bytes/source.ts';
import { Archive } from './archive.ts';
import type { CmsFacts } from './facts.ts';
import { LIMITS } from './limits.ts';
import type { SignedData, SignerInfo } from './signed-data.ts';
import { type ContentDigest, examineMathematics } from './signer.ts';
import { examineTimestamps } from './timestamps.ts';

/**
 * Everything about one signer: its mathematics and its time stamps. `contentDigest` gives the digest of what the
 * document says is signed, undefined when that is not at hand; `expectedContentType` is id-data for most
 * documents, null for a countersignature, which has none (RFC 5652 clause 11.4). `content` is the same content octet by octet, where
 * an archive time stamp of version 2 or a signature straight over it needs it.
 */
export function examineSigner(
  signed: SignedData,
  signer: SignerInfo,
  contentDigest: ContentDigest | undefined,
  expectedContentType: string | null,
  content?: ByteSource,
): CmsFacts {
  const facts = examineMathematics(signed, signer, contentDigest, expectedContentType, content);
  const archive = archiveOf(signed, content);
  const { timestamps, notes } = examineTimestamps(signer, contentDigest, archive);
  return { ...facts, timestamps, notes: [...(facts.notes ?? []), ...notes] };
}

/** Signers of one message share what their archive time stamps are over, and what that may cost. */
function archiveOf(signed: SignedData, content: ByteSource | undefined): Archive {
  const shared = archives.get(signed) ?? {
    budget: new Budget(LIMITS.archiveOctets, 'DER_LIMIT', 'cms-archive-octets'),
    over: new Map<ByteSource | undefined, Archive>(),
  };
  archives.set(signed, shared);
  const archive = shared.over.get(content) ?? new Archive(signed, content, shared.budget);
  shared.over.set(content, archive);
  return archive;
}
const archives = new WeakMap<
  SignedData,
  { readonly budget: Budget; readonly over: Map<ByteSource | undefined, Archive> }
>();

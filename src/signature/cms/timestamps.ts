import { type DigestName, digest } from '../../algorithm/index.ts';
import { DerReader, join } from '../../syntax/der/index.ts';
import { examineTimestamp } from '../tsp/facts.ts';
import { type Archive, TOKENS } from './archive.ts';
import { valuesOf } from './attributes.ts';
import type { CmsNote, TimestampFacts } from './facts.ts';
import { OID } from './identifiers.ts';
import { LIMITS } from './limits.ts';
import type { SignerInfo } from './signed-data.ts';
import type { ContentDigest } from './signer.ts';
import { ignoringFaults } from './signer-certificate.ts';

/** Attributes that date a signature by other means than tokens, and that are not read yet. */
const UNREAD: readonly (readonly [string, CmsNote])[] = [
  [OID.internalEvidenceRecord, 'cms-evidence-record-unread'],
  [OID.externalEvidenceRecord, 'cms-evidence-record-unread'],
  [OID.longTermValidation, 'cms-long-term-validation-unread'],
];

/**
 * All time stamps of a signer in the order of its attributes, each compared with what its kind is over. `content` gives
 * the digest of the signed content, undefined when that is not at hand. An unreadable token is a note: but for
 * the content time stamp it is unsigned, so anyone could have put it there.
 */
export function examineTimestamps(
  signer: SignerInfo,
  content: ContentDigest | undefined,
  archive: Archive,
): { readonly timestamps: TimestampFacts[]; readonly notes: CmsNote[] } {
  const timestamps: TimestampFacts[] = [];
  const notes: CmsNote[] = [];
  const tokens = tokensOf(signer);
  for (const [oid, token] of tokens.slice(0, LIMITS.timestamps)) {
    const read = ignoringFaults(() => examine(oid, token, signer, content, archive, notes));
    if (read === undefined) notes.push('cms-timestamp-unreadable');
    else timestamps.push(read);
  }
  if (tokens.length > LIMITS.timestamps) notes.push('cms-timestamps-unread');
  for (const [oid, note] of UNREAD)
    if (signer.unsigned.some((attribute) => attribute.oid === oid)) notes.push(note);
  return { timestamps, notes: [...new Set(notes)] };
}

/** A content time stamp is a signed attribute, every other an unsigned one (EN 319 122-1 clauses 5.2.8, 5.3, 5.5.3, A.1.5). */
function tokensOf({ signed, unsigned }: SignerInfo): (readonly [string, Uint8Array])[] {
  const attributes = [
    ...signed.filter(({ oid }) => oid === OID.contentTimestamp),
    ...unsigned.filter(({ oid }) => TOKENS.has(oid) && oid !== OID.contentTimestamp),
  ];
  return attributes.flatMap(({ oid, values }) => values.map((value) => [oid, value] as const));
}

function examine(
  oid: string,
  token: Uint8Array,
  signer: SignerInfo,
  content: ContentDigest | undefined,
  archive: Archive,
  notes: CmsNote[],
): TimestampFacts {
  const { signature } = signer;
  switch (oid) {
    case OID.contentTimestamp:
      return examineTimestamp(token, (name) => content?.(name), 'content');
    case OID.archiveTimestampV2:
      return archive.examineV2(token, signer);
    case OID.archiveTimestampV3:
      return archive.examineV3(token, signer, content, notes);
    case OID.completeTimestamp: {
      const over = [signature, ...fieldsOf(signer, OID.signatureTimestamp), ...references(signer)];
      const covers = [signature, ...valuesOf(signer.unsigned, OID.signatureTimestamp)];
      return examineReferences(token, over, covers);
    }
    case OID.referencesTimestamp:
      return examineReferences(token, references(signer), []);
    default:
      return examineTimestamp(token, (name) => digest(name, signature), 'signature');
  }
}

/** Over nothing at all a time stamp proves nothing, whatever its imprint. */
function examineReferences(
  token: Uint8Array,
  over: readonly Uint8Array[],
  covers: readonly Uint8Array[],
): TimestampFacts {
  const stamped = (name: DigestName) =>
    over.length === 0 ? new Uint8Array() : digest(name, join(over));
  return examineTimestamp(token, stamped, 'references', covers);
}

function references(signer: SignerInfo): Uint8Array[] {
  return [
    ...fieldsOf(signer, OID.certificateReferences),
    ...fieldsOf(signer, OID.revocationReferences),
  ];
}

/** attrType and attrValues of the attributes of a type, without the header around both (RFC 5126 clause 6.3.5, note 2). */
function fieldsOf({ unsigned }: SignerInfo, oid: string): Uint8Array[] {
  return unsigned
    .filter((attribute) => attribute.oid === oid)
    .map(({ bytes }) => DerReader.over(bytes).next().content);
}

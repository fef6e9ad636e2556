import { type DigestName, digest, SharedDigest } from '../../algorithm/index.ts';
import type { Budget } from '../../bytes/budget.ts';
import type { ByteSource } from '../../bytes/source.ts';
import { context, DerReader, element } from '../../syntax/der/index.ts';
import { examineTimestamp } from '../tsp/facts.ts';
import { timeOf } from '../tsp/timestamp-info.ts';
import type { CmsNote, TimestampFacts } from './facts.ts';
import { coveredByIndex, Digested, readHashIndex } from './hash-index.ts';
import { OID } from './identifiers.ts';
import {
  readCertificateValues,
  readRevocationChoices,
  readRevocationValues,
} from './revocation.ts';
import { readSignedData, type SignedData, type SignerInfo } from './signed-data.ts';
import type { ContentDigest } from './signer.ts';
import { ignoringFaults } from './signer-certificate.ts';

/** Types whose values are tokens. */
export const TOKENS: ReadonlySet<string> = new Set([
  OID.contentTimestamp,
  OID.signatureTimestamp,
  OID.completeTimestamp,
  OID.referencesTimestamp,
  OID.archiveTimestampV2,
  OID.archiveTimestampV3,
]);

/** The archive time stamps of one message; what several of them are over is digested once. */
export class Archive {
  private readonly signed: SignedData;
  private readonly content: ByteSource | undefined;
  private readonly digested: Digested;
  private readonly beginning: SharedDigest;
  private readonly budget: Budget;
  /** Of tokens among the attributes; NaN for what is no token. */
  private readonly times = new Map<Uint8Array, number>();
  private readonly inside = new Map<Uint8Array, readonly Uint8Array[]>();
  private fields: readonly Uint8Array[] | undefined;

  /** `budget` counts octets that are digested again and again; a hostile message has many time stamps over much. */
  constructor(signed: SignedData, content: ByteSource | undefined, budget: Budget) {
    const { encapsulated, eContent, certificateField, revocationField } = signed;
    this.signed = signed;
    this.content = content;
    this.budget = budget;
    this.digested = new Digested(signed, budget);
    const outside = eContent === undefined && content !== undefined ? [content] : [];
    this.beginning = new SharedDigest(
      encapsulated,
      ...outside,
      ...[certificateField, revocationField].filter((field) => field !== undefined),
    );
  }

  /**
   * archive-time-stamp-v3 (EN 319 122-1 clause 5.5.3): over the content type, the digest of the content, the fields of
   * the SignerInfo up to the signature, and the token's own hash index, which in turn names what else is covered.
   */
  examineV3(
    token: Uint8Array,
    signer: SignerInfo,
    content: ContentDigest | undefined,
    notes: CmsNote[],
  ): TimestampFacts {
    const [own] = readSignedData(token).signers;
    const index = own && readHashIndex(own.unsigned);
    const covered =
      index &&
      coveredByIndex(index, this.digested, signer, (oid, value) => this.dataIn(oid, value));
    if (covered === undefined) notes.push('cms-archive-index-invalid');
    const contentType = DerReader.over(this.signed.encapsulated).sequence().next().bytes;
    const stamped = (name: DigestName) => {
      if (index === undefined) return new Uint8Array();
      return content && digest(name, contentType, content(name), signer.signedFields, index.octets);
    };
    const facts = examineTimestamp(token, stamped, 'archive', covered);
    return onlyIfWhole({ ...facts, coversBy: index?.digest ?? null });
  }

  /**
   * archive-time-stamp-v2 (RFC 5126 clause 6.4.1): over the message as it stood, so all unsigned attributes except
   * archive time stamps that are not older. TS 101 733 annex K, table K.3, note 3: the set of unsigned attributes
   * was once hashed without its tag and length, so either form counts.
   */
  examineV2(token: Uint8Array, signer: SignerInfo): TimestampFacts {
    if (this.signed.eContent === undefined && this.content === undefined)
      return examineTimestamp(token, () => undefined, 'archive');
    const time = this.timeOf(token);
    const before = signer.unsigned.filter(({ oid, values }) => {
      if (oid !== OID.archiveTimestampV2 && oid !== OID.archiveTimestampV3) return true;
      return values.every((value) => this.timeOf(value) < time);
    });
    const attributes = before.map(({ bytes }) => bytes);
    const signed = signer.signed.filter(({ oid }) => oid === OID.adobeRevocation);
    const inside = [...signed, ...before].flatMap(({ oid, values }) =>
      values.flatMap((one) => this.dataIn(oid, one)),
    );
    this.fields ??= dataOf(this.signed);
    const covers = [...this.fields, ...inside];
    const examine = (unsigned: readonly Uint8Array[]) =>
      examineTimestamp(
        token,
        (name) => {
          this.budget.spend(unsigned.reduce((sum, { length }) => sum + length, 0));
          return this.beginning.digest(name, [signer.signedFields, ...unsigned]);
        },
        'archive',
        covers,
      );
    const tagged = attributes.length === 0 ? [] : [element(context(1, true), attributes)];
    const facts = examine(tagged);
    return onlyIfWhole(facts.imprint === 'differs' ? examine(attributes) : facts);
  }

  private timeOf(token: Uint8Array): number {
    const time = this.times.get(token) ?? Number(ignoringFaults(() => timeOf(token)) ?? Number.NaN);
    this.times.set(token, time);
    return time;
  }

  private dataIn(oid: string, value: Uint8Array): readonly Uint8Array[] {
    const found = this.inside.get(value) ?? dataIn(oid, value);
    this.inside.set(value, found);
    return found;
  }
}

/** What a stamp covers is proven only by an imprint that matches. */
function onlyIfWhole(facts: TimestampFacts): TimestampFacts {
  return facts.imprint === 'matches' ? facts : { ...facts, covers: [] };
}

/** Certificates, CRLs and OCSP responses of the message itself; what its signers carry is not among them. */
function dataOf({ certificateField, revocationField }: SignedData): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  if (certificateField)
    for (const set = DerReader.over(certificateField).set(context(0, true)); !set.done; )
      found.push(set.next().bytes);
  const choices = revocationField ? readRevocationChoices(revocationField) : [];
  return [...found, ...choices.map(({ value }) => value)];
}

/** Data of their own inside the value of an attribute: certificates, CRLs, OCSP responses, tokens and what those carry. */
function dataIn(oid: string, value: Uint8Array): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  if (oid === '') found.push(value);
  else if (oid === OID.certificateValues) readCertificateValues(value, found);
  else if (oid === OID.revocationValues || oid === OID.adobeRevocation)
    readRevocationValues(value, { crls: found, ocsps: found });
  else if (TOKENS.has(oid)) {
    found.push(value);
    const token = ignoringFaults(() => readSignedData(value));
    if (token) return [value, ...token.certificates, ...token.crls, ...token.ocsps];
  }
  return found;
}

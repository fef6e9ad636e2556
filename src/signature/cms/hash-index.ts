import { type DigestName, digest, digestByOid } from '../../algorithm/index.ts';
import type { Budget } from '../../bytes/budget.ts';
import { toHex } from '../../bytes/hex.ts';
import { context, DerReader, der, malformed, TAG } from '../../syntax/der/index.ts';
import { type Attribute, onlyValue } from './attributes.ts';
import { OID } from './identifiers.ts';
import { readRevocationChoices } from './revocation.ts';
import type { SignedData, SignerInfo } from './signed-data.ts';
import { ignoringFaults } from './signer-certificate.ts';

/**
 * The ats-hash-index attribute of an archive time stamp (EN 319 122-1 clause 5.5.2, TS 101 733 clause 6.4.2): digests of
 * what the stamp covers beside the signature.
 */
export interface HashIndex {
  readonly version: 1 | 2 | 3;
  /** The value as encoded, which the time stamp's imprint is over. */
  readonly octets: Uint8Array;
  readonly digest: DigestName | null;
  /** Digests (hex) of CertificateChoices, RevocationInfoChoices and unsigned attributes. */
  readonly entries: {
    readonly certificates: readonly string[];
    readonly revocations: readonly string[];
    readonly attributes: readonly string[];
  };
}

const VERSIONS = [
  [3, OID.hashIndexV3],
  [2, OID.hashIndexV2],
  [1, OID.hashIndex],
] as const;

/** The index among a token's unsigned attributes, newest version first; undefined when there is none or it is malformed. */
export function readHashIndex(unsigned: readonly Attribute[]): HashIndex | undefined {
  for (const [version, oid] of VERSIONS) {
    const value = onlyValue(unsigned, oid);
    if (value === undefined) continue;
    return value === 'repeated' ? undefined : ignoringFaults(() => readIndex(value, version));
  }
  return undefined;
}

function readIndex(octets: Uint8Array, version: 1 | 2 | 3): HashIndex {
  const outer = DerReader.over(octets);
  const fields = outer.sequence();
  outer.end();
  const parts: Uint8Array[] = [];
  while (!fields.done) parts.push(fields.read(TAG.SEQUENCE).bytes);
  // Before version 3 the algorithm has the default SHA-256, so it may be absent.
  const named = parts.length === 4 ? DerReader.over(parts.shift()!).sequence().oid() : undefined;
  if (parts.length !== 3 || (named === undefined && version === 3)) throw malformed('der-missing');
  const [certificates, revocations, attributes] = parts.map(readDigests);
  return {
    version,
    octets,
    digest: named === undefined ? 'SHA-256' : (digestByOid(named) ?? null),
    entries: {
      certificates: certificates!,
      revocations: revocations!,
      attributes: attributes!,
    },
  };
}

function readDigests(list: Uint8Array): string[] {
  const digests: string[] = [];
  for (const fields = DerReader.over(list).sequence(); !fields.done; )
    digests.push(toHex(fields.octets()));
  return digests;
}

/** Values that one digest of an index stands for, with the type of the attribute they are of; '' for fields of the message. */
type Values = readonly { readonly oid: string; readonly value: Uint8Array }[];

/**
 * The data that the index names and that are there: certificates, CRLs, OCSP responses, tokens. undefined when an entry
 * stands for nothing that is there: clause 5.5.2 calls such an index invalid, and it then proves nothing.
 */
export function coveredByIndex(
  index: HashIndex,
  message: Digested,
  signer: SignerInfo,
  dataOf: (attribute: string, value: Uint8Array) => readonly Uint8Array[],
): Uint8Array[] | undefined {
  const { digest: name, entries } = index;
  if (name === null) return undefined;
  const places = [
    [entries.certificates, message.certificates(name)],
    [entries.revocations, message.revocations(name)],
    [entries.attributes, message.attributes(name, signer, index.version === 3)],
  ] as const;
  const covered: Uint8Array[] = [];
  for (const [digests, there] of places)
    for (const one of digests) {
      const found = there.get(one);
      if (found === undefined) return undefined;
      for (const { oid, value } of found)
        for (const octets of dataOf(oid, value)) covered.push(octets);
    }
  return covered;
}

/** The elements of a message by their digests (hex), each computed once per digest algorithm. */
export class Digested {
  private readonly signed: SignedData;
  private readonly budget: Budget;
  private readonly known = new Map<object, Map<string, ReadonlyMap<string, Values>>>();

  constructor(signed: SignedData, budget: Budget) {
    this.signed = signed;
    this.budget = budget;
  }

  certificates(name: DigestName): ReadonlyMap<string, Values> {
    const { certificateField } = this.signed;
    return this.once(this.signed, `certificates ${name}`, (add) => {
      if (certificateField === undefined) return;
      for (const set = DerReader.over(certificateField).set(context(0, true)); !set.done; ) {
        const { bytes } = set.next();
        add(this.digest(name, bytes), [{ oid: '', value: bytes }]);
      }
    });
  }

  revocations(name: DigestName): ReadonlyMap<string, Values> {
    const { revocationField } = this.signed;
    return this.once(this.signed, `revocations ${name}`, (add) => {
      const choices = revocationField ? readRevocationChoices(revocationField) : [];
      for (const { bytes, value } of choices) add(this.digest(name, bytes), [{ oid: '', value }]);
    });
  }

  /** Unsigned attributes as a whole, or `apart`: each value with its type before it. */
  attributes(name: DigestName, signer: SignerInfo, apart: boolean): ReadonlyMap<string, Values> {
    return this.once(signer, `${name} ${apart}`, (add) => {
      for (const { bytes, oid, values } of signer.unsigned) {
        if (!apart)
          add(
            this.digest(name, bytes),
            values.map((value) => ({ oid, value })),
          );
        else
          for (const value of values) add(this.digest(name, der.oid(oid), value), [{ oid, value }]);
      }
    });
  }

  private digest(name: DigestName, ...parts: readonly Uint8Array[]): string {
    for (const { length } of parts) this.budget.spend(length);
    return toHex(digest(name, ...parts));
  }

  private once(
    of: object,
    key: string,
    fill: (add: (digested: string, values: Values) => void) => void,
  ): ReadonlyMap<string, Values> {
    const maps = this.known.get(of) ?? new Map<string, ReadonlyMap<string, Values>>();
    this.known.set(of, maps);
    const known = maps.get(key);
    if (known !== undefined) return known;
    const made = new Map<string, Values>();
    fill((digested, values) => made.set(digested, values));
    maps.set(key, made);
    return made;
  }
}

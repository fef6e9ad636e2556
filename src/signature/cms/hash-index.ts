import { type DigestName, digest, digestByOid } from '../../algorithm/index.ts';
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

/** What one entry of an index may stand for: its digest (hex), and the data that it then proves. */
interface Indexed {
  readonly digest: string;
  readonly data: () => readonly Uint8Array[];
}

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
  const attributes = new Map<string, Indexed>();
  for (const { bytes, oid, values } of signer.unsigned) {
    if (index.version < 3) {
      const data = () => values.flatMap((value) => dataOf(oid, value));
      const one = { digest: toHex(digest(name, bytes)), data };
      attributes.set(one.digest, one);
    } else
      for (const value of values) {
        const one = {
          digest: toHex(digest(name, der.oid(oid), value)),
          data: () => dataOf(oid, value),
        };
        attributes.set(one.digest, one);
      }
  }
  const places = [
    [entries.certificates, message.certificates(name)],
    [entries.revocations, message.revocations(name)],
    [entries.attributes, attributes],
  ] as const;
  const covered: Uint8Array[] = [];
  for (const [digests, there] of places)
    for (const one of digests) {
      const found = there.get(one);
      if (found === undefined) return undefined;
      covered.push(...found.data());
    }
  return covered;
}

/** The elements of a message by their digests, each computed once per digest algorithm. */
export class Digested {
  private readonly signed: SignedData;
  private readonly known = new Map<string, ReadonlyMap<string, Indexed>>();

  constructor(signed: SignedData) {
    this.signed = signed;
  }

  certificates(name: DigestName): ReadonlyMap<string, Indexed> {
    return this.once(`certificates ${name}`, () => {
      const { certificateField } = this.signed;
      if (certificateField === undefined) return [];
      const list: (readonly [Uint8Array, Uint8Array])[] = [];
      for (const set = DerReader.over(certificateField).set(context(0, true)); !set.done; ) {
        const { bytes } = set.next();
        list.push([bytes, bytes]);
      }
      return list.map(([bytes, value]) => indexed(name, bytes, value));
    });
  }

  revocations(name: DigestName): ReadonlyMap<string, Indexed> {
    return this.once(`revocations ${name}`, () => {
      const { revocationField } = this.signed;
      if (revocationField === undefined) return [];
      const choices = readRevocationChoices(revocationField);
      return choices.map(({ bytes, value }) => indexed(name, bytes, value));
    });
  }

  private once(key: string, make: () => readonly Indexed[]): ReadonlyMap<string, Indexed> {
    const known = this.known.get(key) ?? new Map(make().map((one) => [one.digest, one]));
    this.known.set(key, known);
    return known;
  }
}

function indexed(name: DigestName, bytes: Uint8Array, value: Uint8Array): Indexed {
  return { digest: toHex(digest(name, bytes)), data: () => [value] };
}

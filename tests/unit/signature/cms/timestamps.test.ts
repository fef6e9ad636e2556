import { beforeAll, describe, expect, it } from 'vitest';
import { type DigestName, digest, oidOfDigest } from '../../../../src/algorithm/index.ts';
import { Budget } from '../../../../src/bytes/budget.ts';
import { toHex } from '../../../../src/bytes/hex.ts';
import { memorySource } from '../../../../src/bytes/source.ts';
import { examine as examineFile } from '../../../../src/examination/index.ts';
import { readCertificate, writeOcspRequest } from '../../../../src/pki/index.ts';
import { Archive } from '../../../../src/signature/cms/archive.ts';
import {
  type CmsFacts,
  embeddedContent,
  examineSigner,
  OID,
  readSignedData,
} from '../../../../src/signature/cms/index.ts';
import {
  readTimestampResponse,
  writeTimestampRequest,
} from '../../../../src/signature/tsp/index.ts';
import { context, DerReader, der, TAG } from '../../../../src/syntax/der/index.ts';
import { baseline, withUnsigned } from '../../../support/cms.ts';
import { makeWorld, type Person, type World } from '../../../support/world.ts';
import { trusting } from '../../validation/evidence.ts';
import { attribute, CONTENT, contentType, craft, craftSigner, messageDigest } from './craft.ts';

let world: World;
let signer: Person;
let crl: Uint8Array;
let ocsp: Uint8Array;
beforeAll(async () => {
  // RSA PKCS#1 v1.5 signs the same octets to the same value, so a message can be made again around a time stamp.
  world = await makeWorld({ people: ['signer'] });
  signer = world.person('signer');
  [, crl] = world.crls() as [Uint8Array, Uint8Array];
  ocsp = world.ocsp(
    writeOcspRequest(
      readCertificate(signer.certificate),
      readCertificate(world.issuing.certificate),
    ),
  );
});

interface Order {
  readonly signed?: readonly Uint8Array[];
  readonly unsigned?: readonly Uint8Array[];
  readonly certificates?: readonly Uint8Array[];
  readonly revocations?: readonly Uint8Array[];
}

function make(o: Order, detached = false): Uint8Array {
  return craft({
    ...signer,
    signed: baseline(signer, CONTENT),
    certificates: [signer.certificate, ...world.intermediates],
    ...o,
    ...(detached ? { eContent: null } : {}),
  });
}

function examine(octets: Uint8Array, content: Uint8Array | undefined = CONTENT): CmsFacts {
  const signed = readSignedData(octets);
  const over = content && ((name: DigestName) => digest(name, content));
  const source = content && memorySource(content);
  return examineSigner(signed, signed.signers[0]!, over, OID.data, source);
}

const kinds = ({ timestamps }: CmsFacts) => timestamps.map(({ kind, imprint }) => [kind, imprint]);
const covered = ({ timestamps }: CmsFacts, at = 0) => timestamps[at]!.covers.map(toHex);

/** A token over the octets given, in a row. */
async function stamp(...octets: Uint8Array[]): Promise<Uint8Array> {
  const imprint = digest('SHA-256', ...octets);
  const request = { imprint, digest: 'SHA-256', nonce: Uint8Array.of(1, 2, 3) } as const;
  const response = await world.timestamps().request(writeTimestampRequest(request));
  return readTimestampResponse(response).token;
}

/** The fields of the one SignerInfo before its unsigned attributes, and its signature. */
function signerFields(): { fields: Uint8Array; signature: Uint8Array } {
  const plain = craftSigner({ ...signer, signed: baseline(signer, CONTENT) });
  const fields = DerReader.over(plain).next().content;
  return { fields, signature: readSignedData(make({})).signers[0]!.signature };
}

const signatureStamp = async () =>
  attribute(OID.signatureTimestamp, await stamp(signerFields().signature));

describe('a content time stamp', () => {
  it('is over the content, which must be at hand', async () => {
    const attributes = [attribute(OID.contentTimestamp, await stamp(CONTENT))];
    const signed = [...baseline(signer, CONTENT), ...attributes];
    const facts = examine(make({ signed }));
    expect(kinds(facts)).toEqual([['content', 'matches']]);
    expect(facts.otherAttributes).toEqual([]);
    expect(kinds(examine(make({ signed }), CONTENT.slice(1)))).toEqual([['content', 'differs']]);
    const alone = readSignedData(make({ signed }, true));
    const without = examineSigner(alone, alone.signers[0]!, undefined, OID.data);
    expect(kinds(without)).toEqual([['content', 'unchecked']]);
  });

  it('counts only where it was signed', async () => {
    const unsigned = [attribute(OID.contentTimestamp, await stamp(CONTENT))];
    expect(kinds(examine(make({ unsigned })))).toEqual([]);
  });
});

describe('time stamps on references', () => {
  const references = () => [
    attribute(OID.certificateReferences, der.sequence()),
    attribute(OID.revocationReferences, der.sequence(der.nil())),
  ];
  const bare = (one: Uint8Array) => DerReader.over(one).next().content;

  it('are over type and values of each, and the complete one over the signature and its time stamps too', async () => {
    const own = await signatureStamp();
    const { signature } = signerFields();
    const parts = references().map(bare);
    const complete = await stamp(signature, bare(own), ...parts);
    const alone = await stamp(...parts);
    const unsigned = [
      own,
      ...references(),
      attribute(OID.completeTimestamp, complete),
      attribute(OID.referencesTimestamp, alone),
    ];
    const facts = examine(make({ unsigned }));
    expect(kinds(facts)).toEqual([
      ['signature', 'matches'],
      ['references', 'matches'],
      ['references', 'matches'],
    ]);
    const [token] = readSignedData(make({ unsigned })).signers[0]!.unsigned[0]!.values;
    expect(covered(facts, 1)).toEqual([toHex(signature), toHex(token!)]);
    expect(covered(facts, 2)).toEqual([]);
    // another time stamp on the signature, or another reference, was not stamped
    const more = examine(make({ unsigned: [await signatureStamp(), ...unsigned] }));
    expect(kinds(more).slice(2)).toEqual([
      ['references', 'differs'],
      ['references', 'matches'],
    ]);
    const other = attribute(OID.revocationReferences, der.nil());
    expect(kinds(examine(make({ unsigned: [...unsigned, other] }))).slice(1)).toEqual([
      ['references', 'differs'],
      ['references', 'differs'],
    ]);
  });

  it('over nothing prove nothing, and those over references alone nothing of the signature', async () => {
    const empty = [attribute(OID.referencesTimestamp, await stamp(new Uint8Array()))];
    expect(kinds(examine(make({ unsigned: empty })))).toEqual([['references', 'differs']]);

    const policy = trusting(world, world.at);
    const later = new Date(+world.at + 1000);
    const provenBy = (unsigned: Uint8Array[]) =>
      examineFile(memorySource(make({ unsigned })), 'a.p7m', policy, later).signatures[0]!.verdict;
    const alone = await stamp(...references().map(bare));
    const verdict = provenBy([...references(), attribute(OID.referencesTimestamp, alone)]);
    expect(verdict.timestamps).toMatchObject([{ indication: 'TOTAL-PASSED' }]);
    expect(verdict.provenTime).toBeNull();
    const complete = await stamp(signerFields().signature, ...references().map(bare));
    const both = provenBy([...references(), attribute(OID.completeTimestamp, complete)]);
    expect(both.provenTime).toEqual(world.at);
  });
});

describe('archive time stamps of version 3', () => {
  const hashes = (...octets: Uint8Array[]) =>
    der.sequence(...octets.map((one) => der.octets(digest('SHA-256', one))));
  const sha256 = () => der.sequence(der.oid(oidOfDigest('SHA-256')));
  const pairOf = (one: Uint8Array) => {
    const fields = DerReader.over(one).sequence();
    const type = fields.next().bytes;
    return der.concat(type, fields.sequence(TAG.SET).next().bytes);
  };
  const otherRevocation = () => der.tagged(context(1, true), der.oid(OID.ocspResponse), ocsp);

  /** The attribute whose token is over the message and the index, which the token carries unsigned. */
  async function archive(index: Uint8Array, oid: string = OID.hashIndexV3): Promise<Uint8Array> {
    const token = await stamp(
      der.oid(OID.data),
      digest('SHA-256', CONTENT),
      signerFields().fields,
      index,
    );
    return attribute(OID.archiveTimestampV3, withUnsigned(token, attribute(oid, index)));
  }

  const certificates = () => [signer.certificate, ...world.intermediates];
  const revocations = () => [crl, otherRevocation()];

  it('prove what their index names: certificates, lists, responses, tokens and what those carry', async () => {
    const own = await signatureStamp();
    const index = der.sequence(
      sha256(),
      hashes(...certificates()),
      hashes(...revocations()),
      hashes(pairOf(own)),
    );
    const unsigned = [own, await archive(index)];
    const facts = examine(make({ unsigned, revocations: revocations() }));
    expect(kinds(facts)).toEqual([
      ['signature', 'matches'],
      ['archive', 'matches'],
    ]);
    expect(facts.notes).toEqual([]);
    const [token] = readSignedData(make({ unsigned })).signers[0]!.unsigned[0]!.values;
    const inside = readSignedData(token!).certificates;
    expect(covered(facts, 1)).toEqual([...certificates(), crl, ocsp, token!, ...inside].map(toHex));

    // what came later is neither covered nor does it harm
    const later = examine(
      make({
        unsigned: [...unsigned, attribute('1.2.3', der.nil())],
        revocations: [...revocations(), world.crls()[0]!],
        certificates: [...certificates(), world.tsa.certificate],
      }),
    );
    expect(kinds(later)[1]).toEqual(['archive', 'matches']);
    expect(covered(later, 1)).toEqual(covered(facts, 1));

    // what was taken away makes the index invalid: the signature is still stamped, and nothing else
    for (const missing of [
      { unsigned, revocations: [crl] },
      { unsigned, revocations: revocations(), certificates: [signer.certificate] },
      { unsigned: [unsigned[1]!], revocations: revocations() },
    ]) {
      const less = examine(make(missing));
      expect(kinds(less).at(-1)).toEqual(['archive', 'matches']);
      expect(covered(less, less.timestamps.length - 1)).toEqual([]);
      expect(less.notes).toEqual(['cms-archive-index-invalid']);
    }
  });

  it('are over the signature: another one is not stamped', async () => {
    const unsigned = [await archive(der.sequence(sha256(), hashes(), hashes(), hashes()))];
    expect(kinds(examine(make({ unsigned })))).toEqual([['archive', 'matches']]);
    const signed = [contentType(), messageDigest()];
    expect(kinds(examine(make({ unsigned, signed })))).toEqual([['archive', 'differs']]);
    expect(kinds(examine(make({ unsigned }), CONTENT.slice(1)))).toEqual([['archive', 'differs']]);
  });

  it('read the older indexes, which take SHA-256 for granted and an attribute as a whole', async () => {
    const own = await signatureStamp();
    const index = der.sequence(hashes(...certificates()), hashes(), hashes(own));
    for (const oid of [OID.hashIndex, OID.hashIndexV2]) {
      const facts = examine(make({ unsigned: [own, await archive(index, oid)] }));
      expect(kinds(facts)[1]).toEqual(['archive', 'matches']);
      expect(facts.timestamps[1]!.covers.length).toBeGreaterThan(certificates().length);
    }
    // version 3 has no default
    const facts = examine(make({ unsigned: [own, await archive(index)] }));
    expect(kinds(facts)[1]).toEqual(['archive', 'differs']);
  });

  it.each<[string, (token: Uint8Array) => Uint8Array]>([
    ['without an index', (token) => token],
    ['with a malformed one', (token) => withUnsigned(token, attribute(OID.hashIndexV3, der.nil()))],
    [
      'with two',
      (token) =>
        withUnsigned(
          token,
          attribute(OID.hashIndexV3, der.sequence()),
          attribute(OID.hashIndexV3, der.sequence()),
        ),
    ],
  ])('%s match nothing', async (_, bend) => {
    const token = await stamp(der.oid(OID.data), digest('SHA-256', CONTENT), signerFields().fields);
    const facts = examine(make({ unsigned: [attribute(OID.archiveTimestampV3, bend(token))] }));
    expect(kinds(facts)).toEqual([['archive', 'differs']]);
    expect(facts.notes).toEqual(['cms-archive-index-invalid']);
  });

  it('with an index by a digest that is not known prove only the signature', async () => {
    const index = der.sequence(der.sequence(der.oid('1.2.3')), hashes(), hashes(), hashes());
    const facts = examine(make({ unsigned: [await archive(index)] }));
    expect(kinds(facts)).toEqual([['archive', 'matches']]);
    expect(facts.notes).toEqual(['cms-archive-index-invalid']);
  });
});

describe('archive time stamps of version 2', () => {
  const field = (n: number, ...parts: Uint8Array[]) => der.tagged(context(n, true), ...parts);
  /** What such a stamp is over, by RFC 5126 clause 6.4.1, in a row. */
  function over(own: Uint8Array, tagged: boolean, detached = false): Uint8Array[] {
    const outside = detached ? [] : [field(0, der.octets(CONTENT))];
    return [
      der.sequence(der.oid(OID.data), ...outside),
      ...(detached ? [CONTENT] : []),
      field(0, signer.certificate, ...world.intermediates),
      field(1, crl),
      signerFields().fields,
      tagged ? field(1, own) : own,
    ];
  }

  it.each([
    ['with', true, false],
    ['without', false, false],
    ['with', true, true],
  ])('cover all that stood there, hashed %s the header of the unsigned attributes', async (_, tagged, detached) => {
    const own = await signatureStamp();
    const token = await stamp(...over(own, tagged, detached));
    const unsigned = [own, attribute(OID.archiveTimestampV2, token)];
    const facts = examine(make({ unsigned, revocations: [crl] }, detached));
    expect(kinds(facts)).toEqual([
      ['signature', 'matches'],
      ['archive', 'matches'],
    ]);
    const [first] = readSignedData(make({ unsigned })).signers[0]!.unsigned[0]!.values;
    expect(covered(facts, 1)).toEqual(
      expect.arrayContaining([signer.certificate, world.intermediates[0]!, crl, first!].map(toHex)),
    );
    // whatever is added or taken away, it is over another message
    const bent = [
      { unsigned, revocations: [] },
      { unsigned, revocations: [crl, ...world.crls()] },
      { unsigned: [...unsigned, attribute('1.2.3', der.nil())], revocations: [crl] },
      { unsigned, revocations: [crl], certificates: [signer.certificate] },
    ];
    for (const other of bent) {
      const differing = examine(make(other, detached));
      expect(kinds(differing)[1]).toEqual(['archive', 'differs']);
      expect(covered(differing, 1)).toEqual([]);
    }
  });

  it('prove nothing of what another signer of the message carries', async () => {
    const own = await signatureStamp();
    const unsigned = [own, attribute(OID.archiveTimestampV2, await stamp(...over(own, true)))];
    const beside = [
      attribute(OID.certificateValues, der.sequence(world.anchors[0]!)),
      attribute(OID.revocationValues, der.sequence(field(1, der.sequence(ocsp)))),
    ];
    const signed = baseline(signer, CONTENT);
    const signerInfos = [{ unsigned }, { unsigned: beside }].map((one) =>
      craftSigner({ ...signer, signed, ...one }),
    );
    const message = craft({
      ...signer,
      certificates: [signer.certificate, ...world.intermediates],
      revocations: [crl],
      signerInfos,
    });
    const read = readSignedData(message);
    expect(read.ocsps).toHaveLength(1);
    const facts = examine(message);
    expect(kinds(facts)[1]).toEqual(['archive', 'matches']);
    const proven = covered(facts, 1);
    expect(proven).toContain(toHex(crl));
    for (const octets of [ocsp, world.anchors[0]!]) expect(proven).not.toContain(toHex(octets));
  });

  it('leave out archive time stamps that are not older', async () => {
    const own = await signatureStamp();
    const token = await stamp(...over(own, true));
    const unsigned = [own, attribute(OID.archiveTimestampV2, token, await stamp(CONTENT))];
    const facts = examine(make({ unsigned, revocations: [crl] }));
    expect(kinds(facts)).toEqual(
      expect.arrayContaining([
        ['signature', 'matches'],
        ['archive', 'matches'],
        ['archive', 'differs'],
      ]),
    );
  });

  it('cost no more than is granted for all of them', async () => {
    const own = await signatureStamp();
    const token = await stamp(...over(own, true));
    const unsigned = [own, attribute(OID.archiveTimestampV2, token)];
    const signed = readSignedData(make({ unsigned, revocations: [crl] }));
    const granted = (octets: number) =>
      new Archive(signed, undefined, new Budget(octets, 'DER_LIMIT', 'cms-archive-octets'));
    const examineV2 = (archive: Archive) => archive.examineV2(token, signed.signers[0]!).imprint;
    const enough = granted(own.length + 4);
    expect(examineV2(enough)).toBe('matches');
    expect(() => examineV2(enough)).toThrow(expect.objectContaining({ code: 'DER_LIMIT' }));
  });

  it('over content that is not at hand are unchecked', async () => {
    const own = await signatureStamp();
    const unsigned = [
      own,
      attribute(OID.archiveTimestampV2, await stamp(...over(own, true, true))),
    ];
    const signed = readSignedData(make({ unsigned, revocations: [crl] }, true));
    const facts = examineSigner(signed, signed.signers[0]!, undefined, OID.data);
    expect(kinds(facts)[1]).toEqual(['archive', 'unchecked']);
    expect(covered(facts, 1)).toEqual([]);
  });
});

describe('validation data among the unsigned attributes', () => {
  it('are read: certificates, lists, and basic responses as they are', () => {
    const basic = (() => {
      const bytes = DerReader.over(ocsp).sequence();
      bytes.skip();
      const response = bytes.sequence(context(0, true)).sequence();
      response.skip();
      return response.octets();
    })();
    const explicit = (n: number, ...list: Uint8Array[]) =>
      der.tagged(context(n, true), der.sequence(...list));
    const unsigned = [
      attribute(OID.certificateValues, der.sequence(world.tsa.certificate)),
      attribute(OID.revocationValues, der.sequence(explicit(0, crl), explicit(1, basic))),
    ];
    const signed = readSignedData(make({ unsigned }));
    expect(signed.certificates).toContainEqual(world.tsa.certificate);
    expect(signed.crls).toEqual([crl]);
    expect(signed.ocsps).toEqual([basic]);
    const facts = examineSigner(signed, signed.signers[0]!, embeddedContent(signed), OID.data);
    expect(facts.otherAttributes).toEqual([]);
  });

  it('name what is not read', () => {
    const notes = (oid: string) => examine(make({ unsigned: [attribute(oid, der.nil())] })).notes;
    expect(notes(OID.internalEvidenceRecord)).toEqual(['cms-evidence-record-unread']);
    expect(notes(OID.externalEvidenceRecord)).toEqual(['cms-evidence-record-unread']);
    expect(notes(OID.longTermValidation)).toEqual(['cms-long-term-validation-unread']);
  });
});

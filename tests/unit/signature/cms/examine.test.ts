import { beforeAll, describe, expect, it } from 'vitest';
import { digest, oidOfDigest, writeSignatureAlgorithm } from '../../../../src/algorithm/index.ts';
import { toHex } from '../../../../src/bytes/hex.ts';
import { readCertificate } from '../../../../src/pki/index.ts';
import {
  type CmsFacts,
  embeddedContent,
  examineSigner,
  LIMITS,
  OID,
  readSignedData,
} from '../../../../src/signature/cms/index.ts';
import {
  readTimestampResponse,
  writeTimestampRequest,
} from '../../../../src/signature/tsp/index.ts';
import { context, der, sorted, TAG } from '../../../../src/syntax/der/index.ts';
import { makeWorld, type Person, type World } from '../../../support/world.ts';
import {
  attribute,
  CONTENT,
  contentType,
  craft,
  type Draft,
  messageDigest,
  signingTime,
} from './craft.ts';

let world: World;
let signer: Person;
let other: Person;
beforeAll(async () => {
  world = await makeWorld({
    key: 'p256',
    people: [
      { name: 'signer', key: 'p256' },
      { name: 'other', key: 'p256' },
      { name: 'rsa', key: 'rsa2048' },
      { name: 'ed25519', key: 'ed25519' },
    ],
  });
  signer = world.person('signer');
  other = world.person('other');
});

function examine(draft: Partial<Draft>, expected: string = OID.data): CmsFacts {
  const signed = readSignedData(craft({ ...signer, ...draft }));
  return examineSigner(signed, signed.signers[0]!, embeddedContent(signed), expected);
}

const right = { signature: 'valid', messageDigest: 'matches', contentType: 'matches', faults: [] };

describe('signed attributes', () => {
  it('come out right', () => {
    expect(examine({})).toMatchObject({ ...right, certificate: signer.certificate, notes: [] });
  });

  it('verify as encoded when they are not sorted, and it is said', () => {
    const signed = sorted([contentType(), messageDigest()]).reverse();
    expect(examine({ signed })).toMatchObject({ ...right, notes: ['cms-attributes-unsorted'] });
  });

  it('verify in DER order when they are not encoded so, and it is said', () => {
    const ordered = sorted([contentType(), messageDigest()]);
    const facts = examine({ signed: [...ordered].reverse(), hashed: der.set(...ordered) });
    expect(facts).toMatchObject({ ...right, notes: ['cms-attributes-sorted'] });
  });

  it('verify in no other order', () => {
    const [a, b, c] = sorted([contentType(), messageDigest(), attribute('1.2.3', der.nil())]);
    const facts = examine({ signed: [c!, b!, a!], hashed: der.tagged(TAG.SET, b!, a!, c!) });
    expect(facts).toMatchObject({ signature: 'invalid', notes: ['cms-attributes-unsorted'] });
  });

  it('are hashed as a SET OF, not under the tag they have', () => {
    const hashed = der.tagged(context(0, true), contentType(), messageDigest());
    expect(examine({ hashed }).signature).toBe('invalid');
  });

  it('tell the digest of other content', () => {
    const facts = examine({ signed: [contentType(), messageDigest(new Uint8Array(3))] });
    expect(facts).toMatchObject({ signature: 'valid', messageDigest: 'differs' });
  });

  it('tell another content type, in the attribute or around the content', () => {
    expect(examine({ signed: [contentType('1.2.3'), messageDigest()] }).contentType).toBe(
      'differs',
    );
    expect(examine({ eContentType: '1.2.3' }).contentType).toBe('differs');
    expect(examine({}, '1.2.3').contentType).toBe('differs');
  });

  it('give the claimed time, or say that it is unreadable', () => {
    const at = new Date('2026-11-23T01:02:03Z');
    const usual = [contentType(), messageDigest()];
    expect(examine({ signed: [...usual, signingTime(at)] }).signingTime).toEqual(at);
    const local = attribute(OID.signingTime, der.tagged(TAG.UTC_TIME, Buffer.from('2611230102Z')));
    expect(examine({ signed: [...usual, local] })).toMatchObject({
      ...right,
      signingTime: null,
      notes: expect.arrayContaining(['cms-signing-time-unreadable']),
    });
  });

  it('list the types that are not known, once', () => {
    const signed = [contentType(), messageDigest(), attribute('1.2.3', der.nil())];
    const unsigned = [attribute('1.2.3', der.nil()), attribute('1.2.4', der.nil())];
    expect(examine({ signed, unsigned }).otherAttributes).toEqual(['1.2.3', '1.2.4']);
  });
});

describe('rules of CMS', () => {
  const at = new Date('2026-01-01T00:00:00Z');
  const repeated = { signature: 'unchecked', faults: ['cms-attribute-repeated'] };

  it.each<[string, () => Partial<Draft>, object]>([
    [
      'message-digest twice',
      () => ({ signed: [contentType(), messageDigest(), messageDigest()] }),
      { ...repeated, messageDigest: 'differs' },
    ],
    [
      'message-digest with two values',
      () => ({
        signed: [
          contentType(),
          attribute(
            OID.messageDigest,
            der.octets(digest('SHA-256', CONTENT)),
            der.octets(new Uint8Array(32)),
          ),
        ],
      }),
      { ...repeated, messageDigest: 'differs' },
    ],
    [
      'content-type twice, also when equal',
      () => ({ signed: [contentType(), contentType(), messageDigest()] }),
      { ...repeated, contentType: 'differs' },
    ],
    [
      'content-type without a value',
      () => ({ signed: [attribute(OID.contentType), messageDigest()] }),
      { ...repeated, contentType: 'differs' },
    ],
    [
      'signing-time twice',
      () => ({ signed: [contentType(), messageDigest(), signingTime(at), signingTime(at)] }),
      { ...repeated, signingTime: null },
    ],
    [
      'signing-time unsigned',
      () => ({ unsigned: [signingTime(at)] }),
      { signature: 'unchecked', faults: ['cms-attribute-misplaced'], signingTime: null },
    ],
    [
      'message-digest unsigned only',
      () => ({ signed: [contentType()], unsigned: [messageDigest()] }),
      { signature: 'unchecked', faults: ['cms-attribute-misplaced'], messageDigest: 'missing' },
    ],
    [
      'content-type missing',
      () => ({ signed: [messageDigest()] }),
      { signature: 'valid', contentType: 'missing', faults: [] },
    ],
    [
      'another digest for the content than for the attributes',
      () => ({ algorithm: { scheme: 'ECDSA', digest: 'SHA-384' } }),
      { signature: 'invalid', faults: ['cms-digests-differ'] },
    ],
  ])('%s', (_, draft, expected) => {
    expect(examine(draft())).toMatchObject(expected);
  });

  it('lets any digest stand beside EdDSA, which digests the attributes itself', () => {
    const { keys, certificate } = world.person('ed25519');
    expect(examine({ keys, certificate })).toMatchObject({
      ...right,
      digestAlgorithm: 'SHA-256',
      algorithm: { scheme: 'EdDSA', digest: 'SHA-512' },
    });
  });

  it('wants signed attributes for any content type but id-data', () => {
    const facts = examine({ signed: null, eContentType: '1.2.3' }, '1.2.3');
    expect(facts).toMatchObject({ signature: 'unchecked', faults: ['cms-attributes-missing'] });
  });

  it('holds algorithm protection against the SignerInfo', () => {
    const protection = (digestOid: string, algorithm: Uint8Array) =>
      attribute(
        OID.algorithmProtection,
        der.sequence(
          der.sequence(der.oid(digestOid), der.nil()),
          der.tagged(context(1, true), algorithm.subarray(2)),
        ),
      );
    const [sha256, sha384] = [oidOfDigest('SHA-256'), oidOfDigest('SHA-384')];
    const ecdsa = writeSignatureAlgorithm({ scheme: 'ECDSA', digest: 'SHA-256' });
    const stronger = writeSignatureAlgorithm({ scheme: 'ECDSA', digest: 'SHA-512' });
    const usual = [contentType(), messageDigest()];
    expect(examine({ signed: [...usual, protection(sha256, ecdsa)] })).toMatchObject(right);
    for (const wrong of [
      protection(sha384, ecdsa),
      protection(sha256, stronger),
      attribute(OID.algorithmProtection, der.nil()),
    ])
      expect(examine({ signed: [...usual, wrong] })).toMatchObject({
        signature: 'invalid',
        faults: ['cms-algorithm-protection'],
      });
  });
});

describe('without signed attributes', () => {
  const note = { notes: ['cms-no-signed-attributes'] };

  it('the signature is over the content', () => {
    expect(examine({ signed: null })).toMatchObject({ ...right, ...note });
    expect(examine({ ...world.person('rsa'), signed: null })).toMatchObject({ ...right, ...note });
    const wrong = { signature: 'invalid', messageDigest: 'differs', contentType: 'matches' };
    expect(examine({ signed: null, hashed: new Uint8Array(5) })).toMatchObject(wrong);
    expect(
      examine({ ...world.person('rsa'), signed: null, hashed: new Uint8Array(5) }),
    ).toMatchObject(wrong);
  });

  it('a signature over attributes does not pass for one over the content', () => {
    const hashed = der.tagged(TAG.SET, contentType(), messageDigest());
    expect(examine({ signed: null, hashed }).signature).toBe('invalid');
  });
});

describe("the signer's certificate", () => {
  const keyIdentifier = (person: Person) =>
    der.tagged(context(0), readCertificate(person.certificate).subjectKeyIdentifier!);

  it('is found by its key identifier', () => {
    const certificates = [other.certificate, signer.certificate];
    const facts = examine({ identifier: keyIdentifier(signer), certificates });
    expect(facts).toMatchObject({ ...right, certificate: signer.certificate });
  });

  it('is not there', () => {
    const facts = examine({ certificates: [other.certificate] });
    expect(facts).toMatchObject({ certificate: null, signature: 'unchecked' });
  });

  it('is the one whose key verifies, among several with one issuer and serial', () => {
    const { serial, notBefore, notAfter } = readCertificate(signer.certificate);
    const decoy = world.issuing.issue({
      profile: 'person',
      subject: { commonName: 'decoy', country: 'VN' },
      publicKey: other.keys.publicKey,
      ...{ serial, notBefore, notAfter },
    });
    for (const certificates of [
      [decoy, signer.certificate],
      [signer.certificate, decoy],
    ])
      expect(examine({ certificates })).toMatchObject({
        ...right,
        certificate: signer.certificate,
      });
    expect(examine({ certificates: [decoy] })).toMatchObject({
      signature: 'invalid',
      certificate: decoy,
    });
  });

  it('that is another key gives an invalid signature', () => {
    expect(examine({ keys: other.keys }).signature).toBe('invalid');
    expect(examine({ ...world.person('rsa'), keys: other.keys }).signature).toBe('invalid');
  });

  it('that cannot be read leaves the signature unchecked', () => {
    const broken = Uint8Array.from(signer.certificate);
    const oid = Buffer.from(broken).indexOf(Buffer.from('2a8648ce3d030107', 'hex'));
    broken[oid + 7] = 0x77;
    expect(examine({ certificates: [broken] })).toMatchObject({
      certificate: broken,
      signature: 'unchecked',
    });
  });
});

describe('the ESS reference', () => {
  const issuerSerial = (certificate: Uint8Array, serial?: bigint) => {
    const { issuer, serialOctets } = readCertificate(certificate);
    return der.sequence(
      der.sequence(der.tagged(context(4, true), issuer.der)),
      serial === undefined ? der.tagged(TAG.INTEGER, serialOctets) : der.integer(serial),
    );
  };
  const hash = (certificate: Uint8Array) => der.octets(digest('SHA-256', certificate));
  const v2 = (...ids: Uint8Array[][]) =>
    attribute(
      OID.signingCertificateV2,
      der.sequence(der.sequence(...ids.map((id) => der.sequence(...id)))),
    );
  const v1 = (certificate: Uint8Array) =>
    attribute(
      OID.signingCertificate,
      der.sequence(der.sequence(der.sequence(der.octets(digest('SHA-1', certificate))))),
    );
  const reference = (...references: Uint8Array[]) =>
    examine({ signed: [contentType(), messageDigest(), ...references] }).signingCertificate;
  const sha384 = der.sequence(der.oid(oidOfDigest('SHA-384')));

  it('is absent', () => {
    expect(reference()).toBeNull();
  });

  it.each<[string, () => Uint8Array[], 1 | 2, boolean]>([
    ['v2', () => [v2([hash(signer.certificate)])], 2, true],
    ['v1', () => [v1(signer.certificate)], 1, true],
    [
      'v2 by SHA-384',
      () => [v2([sha384, der.octets(digest('SHA-384', signer.certificate))])],
      2,
      true,
    ],
    [
      'v2 with issuer and serial',
      () => [v2([hash(signer.certificate), issuerSerial(signer.certificate)])],
      2,
      true,
    ],
    ['several', () => [v2([hash(signer.certificate)], [hash(world.issuing.certificate)])], 2, true],
    [
      'several, the signer not first',
      () => [v2([hash(world.issuing.certificate)], [hash(signer.certificate)])],
      2,
      false,
    ],
    ['another certificate', () => [v2([hash(other.certificate)])], 2, false],
    [
      'another serial',
      () => [v2([hash(signer.certificate), issuerSerial(signer.certificate, 1n)])],
      2,
      false,
    ],
    [
      'another issuer',
      () => [
        v2([
          hash(signer.certificate),
          issuerSerial(
            world.issuing.certificate,
            BigInt(`0x${readCertificate(signer.certificate).serial}`),
          ),
        ]),
      ],
      2,
      false,
    ],
    [
      'an unknown digest',
      () => [v2([der.sequence(der.oid('1.2.3')), hash(signer.certificate)])],
      2,
      false,
    ],
    ['none in the list', () => [v2()], 2, false],
    ['malformed', () => [attribute(OID.signingCertificateV2, der.nil())], 2, false],
    [
      'both, and they agree',
      () => [v1(signer.certificate), v2([hash(signer.certificate)])],
      2,
      true,
    ],
    [
      'both, and the older differs',
      () => [v1(other.certificate), v2([hash(signer.certificate)])],
      2,
      false,
    ],
  ])('%s', (_, references, version, matches) => {
    expect(reference(...references())).toEqual({ version, matches });
  });

  it('settles which of two certificates with one issuer and serial signed, even against the mathematics', () => {
    const { serial, notBefore, notAfter } = readCertificate(signer.certificate);
    const decoy = world.issuing.issue({
      profile: 'person',
      subject: { commonName: 'decoy', country: 'VN' },
      publicKey: other.keys.publicKey,
      ...{ serial, notBefore, notAfter },
    });
    const certificates = [signer.certificate, decoy];
    const facts = examine({
      certificates,
      signed: [contentType(), messageDigest(), v2([hash(decoy)])],
    });
    expect(facts).toMatchObject({ certificate: decoy, signature: 'invalid' });
  });
});

describe('signature time stamps', () => {
  const stamp = async (octets: Uint8Array) => {
    const request = writeTimestampRequest({
      imprint: digest('SHA-256', octets),
      digest: 'SHA-256',
      nonce: Uint8Array.of(1, 2, 3),
    });
    return readTimestampResponse(await world.timestamps().request(request)).token;
  };
  const tokens = (...values: Uint8Array[]) => attribute(OID.signatureTimestamp, ...values);

  it('are examined against the signature value', async () => {
    const { keys, certificate } = world.person('rsa');
    // RSA PKCS#1 v1.5 signs the same octets to the same value, so the message can be made twice.
    const plain = readSignedData(craft({ keys, certificate })).signers[0]!.signature;
    const facts = examine({
      keys,
      certificate,
      unsigned: [tokens(await stamp(plain), await stamp(CONTENT))],
    });
    expect(facts).toMatchObject(right);
    expect(facts.timestamps.map(({ imprint, cms }) => [imprint, cms.signature])).toEqual(
      expect.arrayContaining([
        ['matches', 'valid'],
        ['differs', 'valid'],
      ]),
    );
    expect(facts.timestamps[0]!.time).toEqual(world.at);
  });

  it('that cannot be read are a note, and leave the signature as it is', () => {
    const facts = examine({ unsigned: [tokens(der.nil(), der.sequence())] });
    expect(facts).toMatchObject({ ...right, timestamps: [], notes: ['cms-timestamp-unreadable'] });
  });

  it('are examined up to a limit', async () => {
    const token = await stamp(CONTENT);
    const facts = examine({ unsigned: [tokens(...new Array<Uint8Array>(40).fill(token))] });
    expect(facts.timestamps).toHaveLength(LIMITS.timestamps);
    expect(facts.notes).toEqual(['cms-timestamps-unread']);
  });
});

describe('what is not known', () => {
  it('a digest leaves everything that depends on it open', () => {
    expect(examine({ digestOid: '1.2.840.113549.2.4' })).toMatchObject({
      digestAlgorithm: null,
      messageDigest: 'missing',
      signature: 'unchecked',
    });
  });

  it('a signature algorithm is named by its OID', () => {
    const signatureAlgorithm = der.sequence(der.oid('1.2.3.4'));
    expect(examine({ signatureAlgorithm })).toMatchObject({
      algorithm: null,
      algorithmOid: '1.2.3.4',
      messageDigest: 'matches',
      signature: 'unchecked',
    });
  });

  it('counts the signers', () => {
    expect(examine({ signers: 3 }).signerInfos).toBe(3);
    expect(toHex(examine({ signers: 2 }).certificate!)).toBe(toHex(signer.certificate));
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import type { Evidence } from '../../../../src/ades/evidence.ts';
import { digest } from '../../../../src/algorithm/index.ts';
import { memorySource } from '../../../../src/bytes/source.ts';
import { examine } from '../../../../src/examination/index.ts';
import { type OpenOptions, openDocument } from '../../../../src/format/index.ts';
import { OID, readSignerInfo } from '../../../../src/signature/cms/index.ts';
import { context, DerReader, der, TAG } from '../../../../src/syntax/der/index.ts';
import { baseline } from '../../../support/cms.ts';
import { makeWorld, type Person, type World } from '../../../support/world.ts';
import {
  attribute,
  CONTENT,
  contentType,
  craft,
  craftSigner,
  type Draft,
  messageDigest,
} from '../../signature/cms/craft.ts';
import { trusting } from '../../validation/evidence.ts';

let world: World;
let signer: Person;
let other: Person;
beforeAll(async () => {
  world = await makeWorld({
    key: 'p256',
    people: [
      { name: 'signer', key: 'p256' },
      { name: 'other', key: 'p256' },
    ],
  });
  signer = world.person('signer');
  other = world.person('other');
});

const open = (octets: Uint8Array, o: OpenOptions = {}) =>
  openDocument(memorySource(octets), o).signatures;
const text = (value: string) => new Uint8Array(Buffer.from(value, 'utf8'));

const message = (draft: Partial<Draft> = {}): Uint8Array =>
  craft({ ...signer, signed: baseline(signer, CONTENT), certificates: everyone(), ...draft });
const everyone = () => [signer.certificate, other.certificate, ...world.intermediates];

function shape({ id, counterSigns, signedDataFound, faults, cms }: Evidence) {
  return {
    id,
    counterSigns,
    signedDataFound,
    faults: faults.map(({ what }) => what),
    cms: cms && [cms.signature, cms.messageDigest, cms.contentType],
  };
}
const whole = ['valid', 'matches', 'matches'];
const right = { id: '1', counterSigns: null, signedDataFound: true, faults: [], cms: whole };

describe('a message that encloses its content', () => {
  it('is one signature, with nothing of what only PDF has', () => {
    const [evidence, ...rest] = open(message());
    expect(rest).toEqual([]);
    expect(shape(evidence!)).toEqual(right);
    expect(evidence).toMatchObject({
      format: 'CAdES',
      kind: 'signature',
      subFilter: null,
      revision: 1,
      revisions: 1,
      coversWholeFile: true,
      byteRange: null,
      changesAfter: [],
      certificates: everyone(),
    });
  });

  it('passes when its signer is trusted', () => {
    const policy = trusting(world, world.at);
    const examined = examine(memorySource(message()), 'a.p7m', policy, world.at);
    expect(examined.format).toBe('CAdES');
    expect(examined.signatures.map(({ verdict }) => verdict.indication)).toEqual(['TOTAL-PASSED']);
  });

  it('is read as BER and as PEM, with text before it', () => {
    const octets = message();
    const [ber] = open(asBer(octets));
    expect([shape(ber!), ber!.cms!.ber]).toEqual([right, true]);
    const body = Buffer.from(octets)
      .toString('base64')
      .match(/.{1,64}/g)!
      .join('\r\n');
    for (const label of ['PKCS7', 'CMS']) {
      const pem = `Văn bản đã ký\r\n-----BEGIN ${label}-----\r\n${body}\r\n-----END ${label}-----\r\n`;
      expect(open(text(pem)).map(shape)).toEqual([right]);
    }
  });

  it('may be given its content again, but no other', () => {
    const given = (octets: Uint8Array) => open(message(), { contents: memorySource(octets) });
    expect(given(CONTENT).map(shape)).toEqual([right]);
    expect(given(CONTENT.slice(1)).map(shape)).toEqual([{ ...right, faults: ['content-differs'] }]);
    // a file that merely lies beside it does not count
    const beside = open(message(), { contentsBeside: memorySource(CONTENT.slice(1)) });
    expect(beside.map(shape)).toEqual([right]);
  });

  it('may enclose a PDF, and is still a message', () => {
    const pdf = text('%PDF-1.7\n…');
    const octets = message({ eContent: pdf, signed: baseline(signer, pdf) });
    expect(openDocument(memorySource(octets))).toMatchObject({ format: 'CMS' });
    expect(open(octets).map(shape)).toEqual([right]);
  });

  it('may enclose another content type, which the attribute must name', () => {
    const signed = [contentType(OID.signedData), messageDigest()];
    const right = message({ eContentType: OID.signedData, signed });
    expect(open(right)[0]!.cms).toMatchObject({ contentType: 'matches', signature: 'valid' });
    expect(open(message({ eContentType: OID.signedData }))[0]!.cms!.contentType).toBe('differs');
  });
});

describe('a message beside its content', () => {
  const detached = () => message({ eContent: null });

  it('is whole with the content that was signed', () => {
    const contents = memorySource(CONTENT);
    expect(open(detached(), { contents }).map(shape)).toEqual([right]);
    expect(open(detached(), { contentsBeside: contents }).map(shape)).toEqual([right]);
  });

  it('is broken with another', () => {
    const [evidence] = open(detached(), { contents: memorySource(CONTENT.slice(1)) });
    expect(shape(evidence!).cms).toEqual(['valid', 'differs', 'matches']);
  });

  it('without content is checked as far as it goes, and the verdict says what is missing', () => {
    const [evidence] = open(detached());
    expect(shape(evidence!)).toEqual({
      ...right,
      signedDataFound: false,
      cms: ['valid', 'unchecked', 'matches'],
    });
    const policy = trusting(world, world.at);
    const { signatures } = examine(memorySource(detached()), 'a.p7s', policy, world.at);
    expect(signatures[0]!.verdict).toMatchObject({
      indication: 'INDETERMINATE',
      because: 'SIGNED_DATA_NOT_FOUND',
      integrity: 'unknown',
    });
    // no content is no excuse for a forged signature
    const forged = craft({
      ...signer,
      keys: other.keys,
      signed: baseline(signer, CONTENT),
      eContent: null,
    });
    expect(open(forged)[0]!.cms!.signature).toBe('invalid');
  });

  it('without signed attributes needs the content, whatever the scheme', () => {
    const bare = message({ signed: null, eContent: null });
    expect(shape(open(bare)[0]!).cms).toEqual(['unchecked', 'unchecked', 'matches']);
    const contents = memorySource(CONTENT);
    expect(open(bare, { contents }).map(shape)).toEqual([right]);
    const wrong = open(bare, { contents: memorySource(CONTENT.slice(1)) });
    expect(shape(wrong[0]!).cms).toEqual(['invalid', 'differs', 'matches']);
  });
});

describe('several signers', () => {
  it('are told apart, and a malformed one hides no other', () => {
    const one = craftSigner({ ...signer, signed: baseline(signer, CONTENT) });
    const two = craftSigner({ ...other, signed: baseline(other, CONTENT) });
    const broken = der.sequence(der.integer(1), der.nil());
    const evidence = open(message({ signerInfos: [one, broken, two] }));
    expect(evidence.map(shape)).toEqual([
      right,
      { ...right, id: '2', faults: ['signer-unreadable'], cms: null },
      { ...right, id: '3' },
    ]);
    expect(evidence[2]!.cms!.certificate).toEqual(other.certificate);
  });

  it('none of them: the document is not signed', () => {
    const octets = message({ signerInfos: [] });
    expect(open(octets)).toEqual([]);
    const policy = trusting(world, world.at);
    expect(examine(memorySource(octets), 'a.p7b', policy, world.at)).toMatchObject({
      format: 'CMS',
      fault: null,
    });
  });
});

describe('countersignatures', () => {
  const digested = (octets: Uint8Array) =>
    attribute(OID.messageDigest, der.octets(digest('SHA-256', octets)));

  /** A message whose signature carries the countersignatures that `make` makes over it. */
  function countersigned(make: (signature: Uint8Array) => Uint8Array[]): Evidence[] {
    const plain = craftSigner({ ...signer, signed: baseline(signer, CONTENT) });
    const { signature } = readSignerInfo(plain);
    const unsigned = attribute(OID.countersignature, ...make(signature));
    const fields = DerReader.over(plain).next().content;
    const signerInfos = [der.sequence(fields, der.tagged(context(1, true), unsigned))];
    return [...open(message({ signerInfos }))];
  }

  it('are signatures of their own over the signature value', () => {
    const evidence = countersigned((signature) => [
      craftSigner({ ...other, signed: [digested(signature)] }),
    ]);
    expect(evidence.map(shape)).toEqual([right, { ...right, id: '1.1', counterSigns: '1' }]);
    expect(evidence[1]!.cms!.certificate).toEqual(other.certificate);
    expect(evidence[0]!.cms!.otherAttributes).toEqual([]);
  });

  it('need no signed attributes', () => {
    const evidence = countersigned((signature) => [
      craftSigner({ ...other, signed: null, eContent: signature }),
    ]);
    expect(shape(evidence[1]!).cms).toEqual(whole);
  });

  it.each<[string, (signature: Uint8Array) => Uint8Array, string[] | null]>([
    [
      'over the content instead',
      () => craftSigner({ ...other, signed: [messageDigest()] }),
      ['valid', 'differs', 'matches'],
    ],
    [
      'with a content type, which they must not have',
      (signature) => craftSigner({ ...other, signed: [contentType(), digested(signature)] }),
      ['valid', 'matches', 'differs'],
    ],
    [
      "by another key than the certificate's",
      (signature) => craftSigner({ ...other, keys: signer.keys, signed: [digested(signature)] }),
      ['invalid', 'matches', 'matches'],
    ],
    ['that are no SignerInfo', () => der.nil(), null],
  ])('%s', (_, make, cms) => {
    const evidence = countersigned((signature) => [make(signature)]);
    expect(shape(evidence[0]!)).toEqual(right);
    expect(shape(evidence[1]!)).toMatchObject({ id: '1.1', counterSigns: '1', cms });
    expect(evidence[1]!.faults.length).toBe(cms === null ? 1 : 0);
  });

  it('of countersignatures are found, to a limit', () => {
    let depth = 0;
    const nested = (signature: Uint8Array): Uint8Array => {
      const plain = craftSigner({ ...other, signed: [digested(signature)] });
      if (depth-- === 0) return plain;
      const fields = DerReader.over(plain).next().content;
      const unsigned = attribute(OID.countersignature, nested(readSignerInfo(plain).signature));
      return der.sequence(fields, der.tagged(context(1, true), unsigned));
    };
    depth = 1;
    const evidence = countersigned((signature) => [nested(signature)]);
    expect(evidence.map(({ id, counterSigns }) => [id, counterSigns])).toEqual([
      ['1', null],
      ['1.1', '1'],
      ['1.1.1', '1.1'],
    ]);
    expect(evidence.map((one) => shape(one).cms)).toEqual([whole, whole, whole]);
    depth = 10;
    expect(() => countersigned((signature) => [nested(signature)])).toThrow(
      expect.objectContaining({ code: 'DOCUMENT_LIMIT' }),
    );
  });
});

describe('attributes taken for content', () => {
  // The signature of a message with attributes is also one over those attributes: without the check, whoever has the one
  // could show the other as signed by the same person.
  it('are refused, enclosed or beside', () => {
    const attributes = der.tagged(TAG.SET, ...baseline(signer, CONTENT));
    const forged = message({ signed: null, eContent: attributes });
    const [evidence] = open(forged);
    expect(evidence!.cms!.signature).toBe('valid');
    expect(shape(evidence!).faults).toEqual(['content-is-attributes']);
    const policy = trusting(world, world.at);
    const { signatures } = examine(memorySource(forged), 'a.p7m', policy, world.at);
    expect(signatures[0]!.verdict).toMatchObject({ because: 'FORMAT_FAILURE' });
    const detached = message({ signed: null, eContent: null, hashed: attributes });
    const [beside] = open(detached, { contents: memorySource(attributes) });
    expect(shape(beside!).faults).toEqual(['content-is-attributes']);
  });

  it('are refused whatever they hold: revocation data of any size, no content type, BER', () => {
    const large = [
      ...baseline(signer, CONTENT),
      attribute('1.2.3', der.octets(new Uint8Array(1e6))),
    ];
    const digested = attribute(OID.messageDigest, der.octets(digest('SHA-256', CONTENT)));
    const ber = der.concat(Uint8Array.of(TAG.SET, 0x80), digested, Uint8Array.of(0, 0));
    for (const attributes of [der.tagged(TAG.SET, ...large), der.set(digested), ber]) {
      const [evidence] = open(message({ signed: null, eContent: attributes }));
      expect(evidence!.cms!.signature).toBe('valid');
      expect(shape(evidence!).faults).toEqual(['content-is-attributes']);
    }
    const other = der.set(attribute('1.2.3', der.nil()));
    expect(open(message({ signed: null, eContent: other })).map(shape)).toEqual([right]);
  });

  it('may be signed as any content, with attributes of their own', () => {
    const attributes = der.tagged(TAG.SET, ...baseline(signer, CONTENT));
    const octets = message({ eContent: attributes, signed: baseline(signer, attributes) });
    expect(open(octets).map(shape)).toEqual([right]);
  });
});

describe('what is no signature', () => {
  const contentInfo = (oid: string) =>
    der.sequence(der.oid(oid), der.tagged(context(0, true), der.sequence()));
  const smime = (type: string) => text(`MIME-Version: 1.0\nContent-Type: ${type}; x=y\n\nMII=`);

  it.each<[string, () => Uint8Array, string, string]>([
    ['data', () => contentInfo(OID.data), 'DOCUMENT_UNSUPPORTED', 'cms-not-signed-data'],
    [
      'enveloped data',
      () => contentInfo('1.2.840.113549.1.7.3'),
      'DOCUMENT_UNSUPPORTED',
      'cms-not-signed-data',
    ],
    [
      'authenticated enveloped data',
      () => contentInfo('1.2.840.113549.1.9.16.1.23'),
      'DOCUMENT_UNSUPPORTED',
      'cms-not-signed-data',
    ],
    [
      'a time stamp alone',
      () => message({ eContentType: OID.timestampInfo }),
      'DOCUMENT_UNSUPPORTED',
      'timestamp-token-alone',
    ],
    ['S/MIME', () => smime('application/x-pkcs7-mime'), 'DOCUMENT_UNSUPPORTED', 'smime-message'],
    ['S/MIME in parts', () => smime('multipart/signed'), 'DOCUMENT_UNSUPPORTED', 'smime-message'],
    ['half a message', () => message().subarray(0, 400), 'DOCUMENT_MALFORMED', 'der-truncated'],
    [
      'octets behind',
      () => der.concat(message(), Uint8Array.of(0)),
      'DOCUMENT_MALFORMED',
      'der-trailing',
    ],
    [
      'PEM without end',
      () => text('-----BEGIN CMS-----\nMII='),
      'DOCUMENT_MALFORMED',
      'pem-malformed',
    ],
    [
      'two PEM blocks',
      () => text('-----BEGIN CMS-----\nMIIC\n-----END CMS-----\n'.repeat(2)),
      'DOCUMENT_MALFORMED',
      'pem-malformed',
    ],
    [
      'PEM that is not base64',
      () => text('-----BEGIN CMS-----\nMI!C\n-----END CMS-----\n'),
      'DOCUMENT_MALFORMED',
      'pem-malformed',
    ],
  ])('%s', (_, make, code, what) => {
    const { fault, signatures } = examine(
      memorySource(make()),
      'a.p7m',
      trusting(world, world.at),
      world.at,
    );
    expect(signatures).toEqual([]);
    expect([fault?.code, fault?.data.what]).toEqual([code, what]);
  });

  it('and what is nothing known stays unknown', () => {
    for (const octets of [Uint8Array.of(0x30, 3, 2, 1, 0), text('MIME'), text('Content-Type: x')])
      expect(() => open(octets)).toThrow(expect.objectContaining({ code: 'FORMAT_UNKNOWN' }));
  });

  it('nor is more than is held in memory', () => {
    const head = message().subarray(0, 64);
    const huge = { length: 2 ** 40, read: () => head };
    expect(() => openDocument(huge)).toThrow(
      expect.objectContaining({ code: 'DOCUMENT_LIMIT', data: { what: 'cms-too-large' } }),
    );
  });
});

/** The same elements with indefinite lengths all around, content in two segments. */
function asBer(octets: Uint8Array): Uint8Array {
  const indefinite = (tag: number, ...parts: Uint8Array[]) =>
    der.concat(Uint8Array.of(tag, 0x80), ...parts, Uint8Array.of(0, 0));
  const contentInfo = DerReader.over(octets).sequence();
  const type = contentInfo.next().bytes;
  const fields = contentInfo.sequence(context(0, true)).sequence();
  const parts = [fields.next().bytes, fields.next().bytes];
  const encapsulated = fields.sequence();
  const eContentType = encapsulated.next().bytes;
  const content = encapsulated.sequence(context(0, true)).octets();
  const segments = [content.subarray(0, 3), content.subarray(3)].map((part) => der.octets(part));
  parts.push(
    indefinite(
      0x30,
      eContentType,
      indefinite(context(0, true), indefinite(TAG.OCTET_STRING | 0x20, ...segments)),
    ),
  );
  while (!fields.done) parts.push(fields.next().bytes);
  return indefinite(0x30, type, indefinite(context(0, true), indefinite(0x30, ...parts)));
}

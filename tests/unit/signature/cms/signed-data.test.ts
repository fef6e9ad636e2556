import { beforeAll, describe, expect, it } from 'vitest';
import {
  contentLength,
  embeddedContent,
  examineSigner,
  LIMITS,
  OID,
  readSignedData,
} from '../../../../src/signature/cms/index.ts';
import { context, DerReader, der, TAG } from '../../../../src/syntax/der/index.ts';
import { makeWorld, type Person, type World } from '../../../support/world.ts';
import { attribute, CONTENT, contentType, craft, issuerAndSerial, messageDigest } from './craft.ts';

let world: World;
let signer: Person;
beforeAll(async () => {
  world = await makeWorld({ key: 'p256', people: [{ name: 'signer', key: 'p256' }] });
  signer = world.person('signer');
});

const malformed = (what: string) =>
  expect.objectContaining({ code: 'DER_MALFORMED', data: expect.objectContaining({ what }) });

describe('a SignedData', () => {
  it('is read field by field, as views', () => {
    const octets = craft({ ...signer });
    const signed = readSignedData(octets);
    expect(signed).toMatchObject({
      version: 1,
      digestAlgorithms: ['2.16.840.1.101.3.4.2.1'],
      eContentType: OID.data,
      eContent: CONTENT,
      certificates: [signer.certificate],
      crls: [],
      ocsps: [],
      ber: false,
    });
    expect(signed.certificates[0]!.buffer).toBe(octets.buffer);
    const [info] = signed.signers;
    expect(info!.signed.map(({ oid }) => oid)).toEqual([OID.contentType, OID.messageDigest]);
    const { issuer, serial } = info!.identifier as { issuer: Uint8Array; serial: Uint8Array };
    expect(der.sequence(issuer, der.tagged(TAG.INTEGER, serial))).toEqual(
      issuerAndSerial(signer.certificate),
    );
  });

  it('reads every certificate proper, and passes over other choices', () => {
    const attributeCertificate = der.tagged(context(2, true), der.nil());
    const certificates = [attributeCertificate, signer.certificate, ...world.intermediates];
    expect(readSignedData(craft({ ...signer, certificates })).certificates).toEqual(
      certificates.slice(1),
    );
  });

  it('reads CRLs, OCSP responses beside them, and those archived in an attribute', () => {
    const crl = world.crls()[0]!;
    const [ocsp, archived] = [der.sequence(der.integer(1)), der.sequence(der.integer(2))];
    const other = (oid: string, value: Uint8Array) =>
      der.tagged(context(1, true), der.oid(oid), value);
    const archival = attribute(
      OID.adobeRevocation,
      der.sequence(
        der.tagged(context(0, true), der.sequence(crl)),
        der.tagged(context(1, true), der.sequence(archived)),
      ),
    );
    const unreadable = attribute(OID.adobeRevocation, der.nil());
    const signed = readSignedData(
      craft({
        ...signer,
        revocations: [crl, other(OID.ocspResponse, ocsp), other('1.2.3', der.nil())],
        signed: [contentType(), messageDigest(), archival, unreadable],
      }),
    );
    expect(signed.crls).toEqual([crl, crl]);
    expect(signed.ocsps).toEqual([ocsp, archived]);
  });

  it('may hold content of any type, as PKCS#7 has it', () => {
    const plain = craft({ ...signer, eContent: new Uint8Array(6) });
    // OCTET STRING of six octets becomes SEQUENCE of six octets: three NULLs' worth
    const at = Buffer.from(plain).indexOf(Buffer.from('040600000000', 'hex'));
    plain.set([0x30, 6, 5, 0, 5, 0, 5, 0], at);
    const signed = readSignedData(plain);
    expect(signed.eContent).toEqual(Uint8Array.of(5, 0, 5, 0, 5, 0));
  });

  it.each<[string, () => Uint8Array, string]>([
    ['octets behind', () => der.concat(craft({ ...signer }), Uint8Array.of(0)), 'der-trailing'],
    [
      'another content type',
      () => der.sequence(der.oid(OID.data), der.tagged(context(0, true), der.octets(CONTENT))),
      'cms-not-signed-data',
    ],
    ['nothing', () => new Uint8Array(), 'der-truncated'],
    ['cut off', () => craft({ ...signer }).slice(0, -1), 'der-truncated'],
  ])('%s is refused', (_, octets, what) => {
    expect(() => readSignedData(octets())).toThrow(malformed(what));
  });

  it.each<[string, (n: number) => Uint8Array, string, number]>([
    ['signers', (signers) => craft({ ...signer, signers }), 'cms-signers', LIMITS.signers],
    [
      'certificates',
      (n) => craft({ ...signer, certificates: new Array<Uint8Array>(n).fill(signer.certificate) }),
      'cms-certificates',
      LIMITS.certificates,
    ],
    [
      'revocations',
      (n) => craft({ ...signer, revocations: new Array<Uint8Array>(n).fill(der.sequence()) }),
      'cms-revocations',
      LIMITS.revocations,
    ],
    [
      'attributes',
      (n) =>
        craft({
          ...signer,
          unsigned: new Array<Uint8Array>(n).fill(attribute('1.2.3', der.nil())),
        }),
      'cms-attributes',
      LIMITS.attributes,
    ],
    [
      'values of attributes',
      (n) =>
        craft({
          ...signer,
          unsigned: [attribute('1.2.3', ...new Array<Uint8Array>(n).fill(der.nil()))],
        }),
      'cms-attributes',
      LIMITS.attributeValues,
    ],
  ])('is bounded in %s', (_, make, what, most) => {
    expect(readSignedData(make(most)).version).toBe(1);
    expect(() => readSignedData(make(most + 1))).toThrow(
      expect.objectContaining({ code: 'DER_LIMIT', data: { what } }),
    );
  });

  it('without content can not be asked for its digest', () => {
    const octets = craft({ ...signer, eContent: new Uint8Array() });
    const empty = readSignedData(octets);
    expect(embeddedContent(empty)('SHA-1')).toHaveLength(20);
    expect(() => embeddedContent({ ...empty, eContent: undefined })).toThrow(
      malformed('cms-no-content'),
    );
  });
});

describe('BER', () => {
  /** The same element with every SEQUENCE, SET and explicit tag of indefinite length down to `levels`. */
  function loosen(octets: Uint8Array, levels: number): Uint8Array {
    if ((octets[0]! & 0x20) === 0 || levels === 0) return octets;
    const parts: Uint8Array[] = [];
    for (const reader = DerReader.over(octets).sequence(octets[0]); !reader.done; )
      parts.push(loosen(reader.next().bytes, levels - 1));
    return der.concat(Uint8Array.of(octets[0]!, 0x80), ...parts, new Uint8Array(2));
  }

  it.each([1, 2, 3, 5, 20])('of %i levels is read as its DER, and it is said', (levels) => {
    const strict = craft({ ...signer });
    const loose = loosen(strict, levels);
    expect(contentLength(der.concat(loose, new Uint8Array(100)))).toBe(loose.length);
    const signed = readSignedData(loose);
    expect(signed).toEqual({ ...readSignedData(strict), ber: true });
    const facts = examineSigner(signed, signed.signers[0]!, embeddedContent(signed), OID.data);
    expect(facts).toMatchObject({ signature: 'valid', messageDigest: 'matches', ber: true });
  });

  it('with content in segments gives the whole content', () => {
    const strict = craft({ ...signer });
    const explicit = Buffer.from(der.octets(CONTENT));
    const at = Buffer.from(strict).indexOf(explicit);
    const half = CONTENT.length >> 1;
    const segments = der.tagged(
      0x24,
      der.octets(CONTENT.subarray(0, half)),
      der.octets(CONTENT.subarray(half)),
    );
    // the levels around it are of indefinite length, so that none of them need to be counted again
    const around = (octets: Uint8Array, from: number): Uint8Array => {
      if (from === 0 && octets.length === explicit.length) return segments;
      const inner = DerReader.over(octets).next();
      const start = octets.length - inner.content.length;
      const parts: Uint8Array[] = [];
      let offset = start;
      for (const reader = DerReader.over(inner.content); !reader.done; ) {
        const { bytes } = reader.next();
        const holds = from >= offset && from < offset + bytes.length;
        parts.push(holds ? around(bytes, from - offset) : bytes);
        offset += bytes.length;
      }
      return der.concat(Uint8Array.of(octets[0]!, 0x80), ...parts, new Uint8Array(2));
    };
    const signed = readSignedData(around(strict, at));
    expect(signed).toMatchObject({ ber: true, eContent: CONTENT });
  });
});

describe('contentLength', () => {
  it('does not count the padding of /Contents', () => {
    const octets = craft({ ...signer });
    expect(contentLength(der.concat(octets, new Uint8Array(4096)))).toBe(octets.length);
    expect(() => contentLength(octets.slice(0, -1))).toThrow(malformed('der-truncated'));
    expect(() => contentLength(new Uint8Array(64))).toThrow(malformed('der-tag'));
  });
});

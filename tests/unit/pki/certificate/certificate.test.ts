import { describe, expect, it } from 'vitest';
import { Fault } from '../../../../src/fault/fault.ts';
import { publicKey, readCertificate, readCertificates } from '../../../../src/pki/index.ts';
import { context, der } from '../../../../src/syntax/der/index.ts';
import { AT, ext, general, make, makeCa, makeDer, newKeys } from '../forge.ts';

const keys = newKeys();
const malformed = (octets: Uint8Array) => {
  try {
    readCertificate(octets);
  } catch (error) {
    if (error instanceof Fault && error.code === 'CERTIFICATE_MALFORMED') return error.data.what;
    throw error;
  }
  return 'read';
};

describe('readCertificate', () => {
  it('reads what the certificate says', () => {
    const ca = makeCa({ subject: 'C=VN,CN=CA' });
    const { certificate } = make({
      subject: 'C=VN,CN=Đặng Thị Hoa',
      issuer: ca,
      serial: 0xabcdn,
      extensions: [ext.keyUsage(0, 1), ext.eku('1.3.6.1.5.5.7.3.36'), ext.point('http://c/x.crl')],
    });
    expect(certificate).toMatchObject({
      version: 3,
      serial: 'abcd',
      key: { type: 'ec', bits: 256, curve: 'prime256v1' },
      signatureAlgorithm: { scheme: 'ECDSA', digest: 'SHA-256' },
      extendedKeyUsage: ['1.3.6.1.5.5.7.3.36'],
      basicConstraints: undefined,
      crlUrls: ['http://c/x.crl'],
      selfIssued: false,
    });
    expect([...certificate.keyUsage!]).toEqual(['digitalSignature', 'nonRepudiation']);
    expect(certificate.subject.attributes[1]!.value).toBe('Đặng Thị Hoa');
    expect(certificate.notBefore < AT && AT < certificate.notAfter).toBe(true);
    expect(publicKey(certificate)).toBe(publicKey(certificate));
    expect(ca.certificate.selfIssued).toBe(true);
  });

  it('gives the same object for the same octets and keeps no bigger buffer alive', () => {
    const octets = makeDer({ subject: 'CN=x', keys });
    const big = new Uint8Array(1 << 20);
    big.set(octets, 1000);
    const certificate = readCertificate(big.subarray(1000, 1000 + octets.length));
    expect(readCertificate(octets)).toBe(certificate);
    for (const view of [certificate.der, certificate.tbs, certificate.spki, certificate.signature])
      expect(view.buffer.byteLength).toBeLessThan(10_000);
    expect(certificate.subject.der.buffer.byteLength).toBeLessThan(10_000);
  });

  it('is not changed by what its caller does to the octets later', () => {
    const octets = makeDer({ subject: 'CN=y', keys });
    const certificate = readCertificate(octets);
    octets.fill(0);
    expect(certificate.der[0]).toBe(0x30);
    expect(certificate.subject.attributes[0]!.value).toBe('y');
  });

  it.each([
    ['extension-twice', { extensions: [ext.eku('1.2.3'), ext.eku('1.2.3')] }],
    ['extensions-before-version-3', { version: 2, extensions: [ext.ca()] }],
    [
      'unique-identifier-in-version-1',
      { version: 1, unique: der.tagged(context(1), Uint8Array.of(0)) },
    ],
    ['pki-version-unknown', { version: 4 }],
    [
      'signature-algorithm-differs',
      { outerAlgorithm: der.sequence(der.oid('1.2.840.10045.4.3.3')) },
    ],
    [
      'path-length-negative',
      {
        extensions: [
          ['2.5.29.19', true, der.sequence(der.boolean(true), der.integer(-1))] as const,
        ],
      },
    ],
    [
      'der-trailing',
      {
        extensions: [
          ['2.5.29.14', false, der.concat(der.octets(Uint8Array.of(1)), der.nil())] as const,
        ],
      },
    ],
    ['der-tag', { extensions: [['2.5.29.15', true, der.nil()] as const] }],
    ['read', { version: 2, unique: der.tagged(context(1), Uint8Array.of(0)) }],
    ['read', { serial: -5 }],
    ['read', { serial: 0 }],
  ])('answers %s', (what, order) => {
    expect(malformed(makeDer({ subject: 'CN=z', keys, ...order }))).toBe(what);
  });

  const utc = (text: string) => der.tagged(0x17, Buffer.from(text));
  const generalized = (text: string) => der.tagged(0x18, Buffer.from(text));
  it.each<[string, Uint8Array, string]>([
    ['2049 in UTCTime', utc('491231235959Z'), '2049-12-31T23:59:59.000Z'],
    ['1950 in UTCTime', utc('500101000000Z'), '1950-01-01T00:00:00.000Z'],
    ['2050 in GeneralizedTime', generalized('20500101000000Z'), '2050-01-01T00:00:00.000Z'],
    // not what RFC 5280 clause 4.1.2.5 lets authorities write, but it says one moment only
    ['2030 in GeneralizedTime', generalized('20300101000000Z'), '2030-01-01T00:00:00.000Z'],
    ['no well-defined end', generalized('99991231235959Z'), '9999-12-31T23:59:59.000Z'],
    ['no seconds', utc('3001010000Z'), 'der-time'],
    ['an offset', utc('300101000000+0700'), 'der-time'],
    ['an offset in GeneralizedTime', generalized('20300101000000+0000'), 'der-time'],
    ['no zone', generalized('20300101000000'), 'der-time'],
    ['a fraction', generalized('20300101000000.5Z'), 'der-time'],
    ['the 30th of February', utc('300230000000Z'), 'der-time'],
    ['a leap second', utc('301231235960Z'), 'der-time'],
    ['another type', der.utf8('20300101000000Z'), 'der-tag'],
  ])('an end with %s', (_, end, expected) => {
    const octets = makeDer({ subject: 'CN=z', keys, validity: [utc('200101000000Z'), end] });
    const what = malformed(octets);
    expect(what === 'read' ? readCertificate(octets).notAfter.toISOString() : what).toBe(expected);
  });

  it('refuses octets after the certificate, a cut one and one that is too large', () => {
    const octets = makeDer({ subject: 'CN=z', keys });
    expect(malformed(Buffer.concat([octets, Buffer.of(0)]))).toBe('der-trailing');
    expect(malformed(octets.subarray(0, -1))).toBe('der-truncated');
    expect(malformed(new Uint8Array(200_000))).toBe('certificate-too-large');
    expect(malformed(new Uint8Array(0))).toBe('der-missing');
  });

  it('tells negative from positive serials with the same octets', () => {
    const negative = readCertificate(makeDer({ subject: 'CN=z', keys, serial: -128 }));
    const positive = readCertificate(makeDer({ subject: 'CN=z', keys, serial: 128 }));
    expect([negative.serial, positive.serial]).toEqual(['-80', '80']);
  });

  it('refuses to use a key whose curve is spelled out', () => {
    const explicit = der.sequence(
      der.sequence(der.oid('1.2.840.10045.2.1'), der.sequence(der.integer(1))),
      der.bits(Uint8Array.of(4, 1, 2)),
    );
    const { certificate } = make({ subject: 'CN=z', keys: { ...keys, spki: explicit } });
    expect(certificate.key).toEqual({ type: 'ec', bits: 0, curve: 'explicit' });
    expect(() => publicKey(certificate)).toThrow(
      expect.objectContaining({
        code: 'CERTIFICATE_MALFORMED',
        data: { what: 'public-key-unusable' },
      }),
    );
  });
});

describe('readCertificates', () => {
  const a = makeDer({ subject: 'CN=a', keys });
  const b = makeDer({ subject: 'CN=b', keys, extensions: [ext.names(general.dns('b.example'))] });
  const pem = (label: string, octets: Uint8Array) =>
    `0 text before\n-----BEGIN ${label}-----\r\n${Buffer.from(octets).toString('base64').replace(/.{64}/g, '$&\r\n')}\r\n-----END ${label}-----\n`;
  const certsOnly = der.sequence(
    der.oid('1.2.840.113549.1.7.2'),
    der.tagged(
      context(0, true),
      der.sequence(
        der.integer(1),
        der.set(),
        der.sequence(der.oid('1.2.840.113549.1.7.1')),
        der.tagged(context(0, true), a, b),
        der.set(),
      ),
    ),
  );
  const names = (octets: Uint8Array) =>
    readCertificates(octets).map((one) => one.subject.attributes[0]!.value);

  it.each([
    ['DER', a, ['a']],
    ['DER one after the other', Buffer.concat([a, b]), ['a', 'b']],
    [
      'PEM with text between',
      Buffer.from(pem('CERTIFICATE', a) + pem('CERTIFICATE', b)),
      ['a', 'b'],
    ],
    ['the same twice', Buffer.from(pem('CERTIFICATE', a) + pem('CERTIFICATE', a)), ['a']],
    ['PKCS#7', certsOnly, ['a', 'b']],
    ['PKCS#7 in PEM', Buffer.from(pem('PKCS7', certsOnly)), ['a', 'b']],
    [
      'PKCS#7 with indefinite lengths',
      Buffer.concat([Buffer.of(0x30, 0x80), certsOnly.subarray(4), Buffer.of(0, 0)]),
      ['a', 'b'],
    ],
  ])('reads %s', (_, octets, expected) => {
    expect(names(octets)).toEqual(expected);
  });

  it.each([
    ['no-certificate-found', Buffer.from('hello')],
    ['no-certificate-found', Buffer.alloc(0)],
    ['der-truncated', a.subarray(0, 100)],
    [
      'pkcs7-not-signed-data',
      der.sequence(
        der.oid('1.2.840.113549.1.7.1'),
        der.tagged(context(0, true), new Uint8Array(200)),
      ),
    ],
  ])('answers %s', (what, octets) => {
    expect(() => readCertificates(octets)).toThrow(
      expect.objectContaining({
        code: 'CERTIFICATE_MALFORMED',
        data: expect.objectContaining({ what }),
      }),
    );
  });
});

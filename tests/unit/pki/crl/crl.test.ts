import { describe, expect, it } from 'vitest';
import { nameText, readCrl } from '../../../../src/pki/index.ts';
import { context, der } from '../../../../src/syntax/der/index.ts';
import {
  crlNumber,
  days,
  deltaOf,
  type Extension,
  ext,
  general,
  make,
  makeCa,
  makeCrl,
  makeCrlDer,
} from '../forge.ts';

const ca = makeCa({ subject: 'C=VN,CN=CA' });
const _serialOf = (n: number) => {
  const octets = new Uint8Array(17);
  new DataView(octets.buffer).setUint32(5, Math.imul(n, 2654435761));
  new DataView(octets.buffer).setUint32(13, n);
  octets[0] = 0x11;
  return octets;
};
const _issuedFor = (text: string): Extension => [
  '2.5.29.29',
  true,
  der.sequence(general.directory(text)),
];
const indirect: Extension = [
  '2.5.29.28',
  true,
  der.sequence(der.tagged(context(4), Uint8Array.of(0xff))),
];

describe('readCrl', () => {
  it('reads what the list says', () => {
    const crl = makeCrl({
      issuer: ca,
      extensions: [crlNumber(7), deltaOf(5), indirect, ext.authority(Uint8Array.of(1))],
    });
    expect(crl).toMatchObject({
      thisUpdate: days(-1),
      nextUpdate: days(7),
      number: 7n,
      baseNumber: 5n,
      distributionPoint: { indirect: true, onlyUsers: false },
      unknownCritical: undefined,
    });
    expect(nameText(crl.issuer)).toBe('CN=CA,C=VN');
    expect(readCrl(makeCrlDer({ issuer: ca, nextUpdate: null })).nextUpdate).toBeUndefined();
  });

  it('is of version 1 without extensions, or says that it is of version 2', () => {
    const octets = makeCrlDer({ issuer: ca });
    const at = Buffer.from(octets).indexOf(Buffer.of(2, 1, 1));
    for (const [version, what] of [
      [0, 'pki-version-unknown'],
      [2, 'pki-version-unknown'],
      [0xff, 'pki-version-unknown'],
    ] as const) {
      const other = new Uint8Array(octets);
      other[at + 2] = version;
      expect(() => readCrl(other)).toThrow(
        expect.objectContaining({ code: 'CRL_MALFORMED', data: { what } }),
      );
    }
  });

  it('refuses what is larger than any list, before it looks at it', () => {
    const vast = new Uint8Array(256 * 1024 * 1024 + 1);
    expect(() => readCrl(vast)).toThrow(
      expect.objectContaining({ code: 'CRL_MALFORMED', data: { what: 'crl-too-large' } }),
    );
  });

  it('names a critical extension that it does not know', () => {
    expect(makeCrl({ issuer: ca, extensions: [['1.2.3', true, der.nil()]] }).unknownCritical).toBe(
      '1.2.3',
    );
  });

  it.each([
    ['der-truncated', makeCrlDer({ issuer: ca }).subarray(0, -1)],
    ['der-trailing', Buffer.concat([makeCrlDer({ issuer: ca }), Buffer.of(5, 0)])],
    ['der-missing', new Uint8Array(0)],
    ['der-tag', ca.der],
  ])('answers %s', (what, octets) => {
    expect(() => readCrl(octets)).toThrow(
      expect.objectContaining({ code: 'CRL_MALFORMED', data: expect.objectContaining({ what }) }),
    );
  });
});

describe('a certificate’s points and a list’s scope', () => {
  it('reads addresses', () => {
    const { certificate } = make({ subject: 'CN=x', extensions: [ext.point('http://a/b.crl')] });
    expect(certificate.crlUrls).toEqual(['http://a/b.crl']);
  });
});

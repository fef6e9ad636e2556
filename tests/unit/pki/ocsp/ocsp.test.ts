import { describe, expect, it } from 'vitest';
import { readOcspResponse, writeOcspRequest } from '../../../../src/pki/index.ts';
import { context, DerReader, der } from '../../../../src/syntax/der/index.ts';
import { days, make, makeCa, makeOcsp, makeOcspDer } from '../forge.ts';

const ca = makeCa({ subject: 'CN=CA' });
const leaf = make({ subject: 'CN=Leaf', issuer: ca, serial: 0x80 });
const order = { certificate: leaf.certificate, issuer: ca };

describe('readOcspResponse', () => {
  it('reads what the response says', () => {
    const nonce = Uint8Array.of(1, 2, 3);
    const response = makeOcsp({
      ...order,
      status: { revoked: days(-3), reason: 1 },
      extensions: [['1.3.6.1.5.5.7.48.1.2', false, der.octets(nonce)]],
      certificates: [ca.der, der.sequence(der.nil())],
    });
    expect(response.singles).toMatchObject([
      {
        status: 'revoked',
        revokedAt: days(-3),
        reason: 'keyCompromise',
        nextUpdate: days(1),
        id: { digest: 'SHA-1', serial: Uint8Array.of(0, 0x80) },
      },
    ]);
    expect(response.nonce).toEqual(nonce);
    expect(response.certificates).toEqual([ca.certificate]);
  });

  it.each([1, 2, 3, 5, 6, 9])('status %i is a fault that proves nothing', (status) => {
    expect(() => readOcspResponse(der.sequence(der.tagged(0x0a, Uint8Array.of(status))))).toThrow(
      expect.objectContaining({
        code: 'OCSP_MALFORMED',
        data: { what: expect.stringMatching(/^ocsp-refused/) },
      }),
    );
  });

  it.each([
    ['der-truncated', makeOcspDer(order).subarray(0, -1)],
    ['der-trailing', Buffer.concat([makeOcspDer(order), Buffer.of(5, 0)])],
    [
      'ocsp-not-basic',
      der.sequence(
        der.tagged(0x0a, Uint8Array.of(0)),
        der.tagged(context(0, true), der.sequence(der.oid('1.2.3'), der.octets(Uint8Array.of(1)))),
      ),
    ],
  ])('answers %s', (what, octets) => {
    expect(() => readOcspResponse(octets)).toThrow(
      expect.objectContaining({ code: 'OCSP_MALFORMED', data: expect.objectContaining({ what }) }),
    );
  });
});

describe('readOcspResponse on hostile octets', () => {
  const what = (octets: Uint8Array) => {
    try {
      readOcspResponse(octets);
      return 'read';
    } catch (error) {
      return (error as { data: { what: string } }).data.what;
    }
  };
  const OK = der.tagged(0x0a, Uint8Array.of(0));
  const BASIC = der.oid('1.3.6.1.5.5.7.48.1.1');
  const wrapped = (...parts: Uint8Array[]) =>
    der.sequence(OK, der.tagged(context(0, true), ...parts));
  const basic = makeOcspDer({ ...order, bare: true });

  it.each([
    ['read', wrapped(der.sequence(BASIC, der.octets(basic)))],
    ['der-trailing', wrapped(der.sequence(BASIC, der.octets(basic), der.nil()))],
    ['der-trailing', wrapped(der.sequence(BASIC, der.octets(basic)), der.nil())],
    [
      'der-trailing',
      wrapped(der.sequence(BASIC, der.octets(Buffer.concat([basic, Buffer.of(0)])))),
    ],
    ['der-missing', der.sequence(OK)],
    ['ocsp-too-large', new Uint8Array(2 << 20)],
  ])('answers %s', (expected, octets) => {
    expect(what(octets)).toBe(expected);
  });

  /** A response whose one single response has this as its certStatus. */
  const withStatus = (status: Uint8Array) => {
    const response = makeOcspDer({ ...order, status: 'unknown', bare: true });
    const at = Buffer.from(response).indexOf(Buffer.of(0x82, 0));
    const octets = new Uint8Array(response);
    octets.set(status, at);
    return octets;
  };
  it('takes no status but the three', () => {
    expect(readOcspResponse(withStatus(Uint8Array.of(0x80, 0))).singles[0]!.status).toBe('good');
    expect(what(withStatus(Uint8Array.of(0x83, 0)))).toBe('der-tag');
    expect(what(withStatus(Uint8Array.of(0xa2, 0)))).toBe('der-tag');
  });

  it('looks at a few certificates only, however many are there', () => {
    const certificates = Array.from({ length: 500 }, () => ca.der);
    const many = Array.from({ length: 100 }, () => make({ subject: 'CN=x', issuer: ca }).der);
    expect(makeOcsp({ ...order, certificates }).certificates.length).toBe(32);
    expect(makeOcsp({ ...order, certificates: [ca.der, ...many] }).certificates[0]).toBe(
      ca.certificate,
    );
  });

  it('reads the invalidity date that a responder adds', () => {
    const extension = ['2.5.29.24', false, der.generalizedTime(days(-9))] as const;
    const { singles } = makeOcsp({
      ...order,
      status: { revoked: days(-3) },
      singleExtensions: [extension],
    });
    expect(singles[0]!.invalidityDate).toEqual(days(-9));
  });
});

describe('writeOcspRequest', () => {
  it('names the certificate as the response does, and carries the nonce', () => {
    const request = writeOcspRequest(leaf.certificate, ca.certificate, Uint8Array.of(7, 7));
    const outer = DerReader.over(request).sequence();
    const tbs = outer.sequence();
    const id = tbs.sequence().sequence().sequence();
    expect(id.sequence().oid()).toBe('1.3.14.3.2.26');
    const response = makeOcsp(order).singles[0]!.id;
    expect([id.octets(), id.octets()]).toEqual([response.issuerNameHash, response.issuerKeyHash]);
    expect(id.integer()).toBe(0x80n);
    const nonce = tbs.sequence(context(2, true)).sequence().sequence();
    expect(nonce.oid()).toBe('1.3.6.1.5.5.7.48.1.2');
    expect(nonce.octets()).toEqual(Uint8Array.of(4, 2, 7, 7));
    expect(tbs.done && outer.done).toBe(true);
  });

  it('has no extensions without a nonce, and takes an anchor for the issuer', () => {
    const anchor = { name: ca.certificate.subject, spki: ca.keys.spki };
    expect(writeOcspRequest(leaf.certificate, anchor)).toEqual(
      writeOcspRequest(leaf.certificate, ca.certificate),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { EKU } from '../../../../src/pki/index.ts';
import { der } from '../../../../src/syntax/der/index.ts';
import { ask, byOcsps, ca, good, leaf, listed, other, responder, root, word } from '../asking.ts';
import {
  AT,
  days,
  ext,
  make,
  makeCrl,
  makeOcsp,
  newKeys,
  type OcspOrder,
  reason,
} from '../forge.ts';

describe('revocationOf by OCSP', () => {
  const order = { certificate: leaf.certificate, issuer: ca };
  const by = (more: Partial<OcspOrder>) => byOcsps(makeOcsp({ ...order, ...more }));

  it.each<[string, Partial<OcspOrder>]>([
    ['good', {}],
    ['good', { byKey: true }],
    ['good', { bare: true }],
    ['good', { digest: 'SHA-256' }],
    ['good', { digest: 'SHA-512' }],
    ['good', { responder: good }],
    ['good', { responder: good, byKey: true }],
    ['good', { extensions: [['1.3.6.1.5.5.7.48.1.2', false, der.octets(Uint8Array.of(1))]] }],
    ['revoked', { status: { revoked: days(-5) } }],
    ['revoked', { status: { revoked: days(-5) }, thisUpdate: days(-4), nextUpdate: days(-3) }],
    [
      'ocsp-out-of-date',
      { status: { revoked: days(-5), reason: 6 }, thisUpdate: days(-4), nextUpdate: days(-3) },
    ],
    ['ocsp-says-unknown', { status: 'unknown' }],
    // what was never issued is told as suspended since 1970 (RFC 6960 clause 2.2)
    ['revoked', { status: { revoked: new Date(0), reason: 6 } }],
    ['good', { singleExtensions: [['1.3.6.1.5.5.7.48.1.3', true, der.sequence()]] }],
    ['ocsp-out-of-date', { thisUpdate: days(-2), nextUpdate: days(-1) }],
    ['ocsp-out-of-date', { thisUpdate: days(-1), nextUpdate: null }],
    ['good', { thisUpdate: new Date(+AT - 300_000), nextUpdate: null }],
    ['good', { thisUpdate: days(30), nextUpdate: days(31) }],
    ['issued-after-expiry', { thisUpdate: days(400), nextUpdate: days(401) }],
    [
      'good',
      {
        thisUpdate: days(400),
        nextUpdate: days(401),
        singleExtensions: [['1.3.6.1.5.5.7.48.1.6', false, der.generalizedTime(days(1))]],
      },
    ],
    ['no-revocation-data', { certificate: other.certificate }],
    ['no-revocation-data', { issuer: { ...root, name: ca.name }, responder: ca }],
    ['ocsp-signature-invalid', { responder: { ...ca, keys: newKeys() }, certificates: [] }],
    ['ocsp-responder-unknown', { responder: other, certificates: [] }],
    ['ocsp-responder-unauthorised', { responder: other }],
    [
      'ocsp-responder-unauthorised',
      {
        responder: make({
          subject: 'CN=O',
          issuer: ca,
          extensions: [ext.eku(EKU.any), ext.noCheck],
        }),
      },
    ],
    ['ocsp-responder-unauthorised', { responder: responder([ext.noCheck], root) }],
    [
      'ocsp-responder-unauthorised',
      { responder: responder([ext.noCheck], { ...ca, keys: newKeys() }) },
    ],
    [
      'ocsp-responder-unauthorised',
      {
        responder: make({
          subject: 'CN=O',
          issuer: ca,
          to: days(-1),
          extensions: [ext.eku(EKU.ocspSigning), ext.noCheck],
        }),
      },
    ],
    [
      'ocsp-responder-unauthorised',
      {
        responder: make({
          subject: 'CN=O',
          issuer: ca,
          extensions: [ext.eku(EKU.ocspSigning), ext.noCheck, ['1.2.3', true, der.nil()]],
        }),
      },
    ],
    ['ocsp-responder-unchecked', { responder: responder([]) }],
    ['ocsp-signature-invalid', { responder: { ...good, keys: newKeys() } }],
    ['ocsp-critical-extension-unknown', { extensions: [['1.2.3', true, der.nil()]] }],
    ['ocsp-critical-extension-unknown', { singleExtensions: [['1.2.3', true, der.nil()]] }],
  ])('answers %s', (expected, more) => {
    expect(by(more)).toBe(expected);
  });

  it('a responder without nocheck needs a proof that it was not revoked, not from itself', () => {
    const plain = responder([]);
    const about = makeOcsp({ ...order, responder: plain });
    const itself = makeOcsp({ certificate: plain.certificate, issuer: ca, responder: plain });
    const issuer = makeOcsp({ certificate: plain.certificate, issuer: ca });
    const crl = makeCrl({ issuer: ca, entries: [{ serial: plain.certificate.serialOctets }] });
    expect(byOcsps(about, itself)).toBe('ocsp-responder-unchecked');
    expect(byOcsps(about, issuer)).toBe('good');
    const revoked = makeOcsp({
      certificate: plain.certificate,
      issuer: ca,
      status: { revoked: days(-1) },
    });
    expect(byOcsps(about, revoked)).toBe('ocsp-responder-unchecked');
    expect(byOcsps(about, revoked, issuer)).toBe('ocsp-responder-unchecked');
    expect(word(ask({ ocsps: [about], uncheckableResponders: true }))).toBe('good');
    const listing = makeCrl({
      issuer: ca,
      entries: [{ serial: plain.certificate.serialOctets }, ...listed()],
    });
    expect(word(ask({ ocsps: [about], crls: [listing] }))).toBe('revoked');
    expect(word(ask({ ocsps: [about], crls: [crl] }))).toBe('good');
  });

  it('a revocation outweighs any good answer, a suspension older ones only', () => {
    const fine = makeOcsp(order);
    const revoked = makeCrl({ issuer: ca, entries: listed() });
    const held = makeCrl({ issuer: ca, entries: listed(reason(6)) });
    const newerHeld = makeCrl({ issuer: ca, thisUpdate: days(1), entries: listed(reason(6)) });
    expect(word(ask({ ocsps: [fine], crls: [revoked] }))).toBe('revoked');
    expect(word(ask({ ocsps: [fine], crls: [held] }))).toBe('good');
    expect(word(ask({ ocsps: [fine], crls: [newerHeld] }))).toBe('revoked');
    const suspended = makeOcsp({
      ...order,
      status: { revoked: days(-5), reason: 6 },
      thisUpdate: days(-1),
    });
    expect(byOcsps(suspended, fine)).toBe('good');
    expect(byOcsps(fine, suspended)).toBe('good');
  });

  it('of several answers in one response those for the certificate count, a revocation first', () => {
    const { certificate } = leaf;
    const status = { revoked: days(-5) };
    const others = [{ certificate: other.certificate, status }];
    expect(by({ before: others })).toBe('good');
    expect(by({ before: [{ certificate, status }] })).toBe('revoked');
    expect(by({ status, before: [{ certificate }] })).toBe('revoked');
    expect(by({ status: 'unknown', before: [{ certificate }] })).toBe('good');
  });

  it('tells a revocation that came after the time asked for, with its date', () => {
    const later = makeOcsp({
      ...order,
      status: { revoked: days(5), reason: 3 },
      thisUpdate: days(6),
      nextUpdate: days(7),
    });
    expect(ask({ ocsps: [later] })).toMatchObject({
      status: 'revoked',
      at: days(5),
      reason: 'affiliationChanged',
      source: 'ocsp',
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { Crl, RevocationData } from '../../../../src/pki/index.ts';
import { context, der } from '../../../../src/syntax/der/index.ts';
import { ask, byCrls, byOcsps, ca, leaf, listed, other, root, word } from '../asking.ts';
import {
  AT,
  crlNumber,
  days,
  deltaOf,
  type Extension,
  ext,
  general,
  make,
  makeCa,
  makeCrl,
  makeOcsp,
  newKeys,
  type Party,
  reason,
} from '../forge.ts';

const scope = (...parts: Uint8Array[]): Extension => ['2.5.29.28', true, der.sequence(...parts)];
const flag = (n: number) => der.tagged(context(n), Uint8Array.of(0xff));
const pointNamed = (uri: string) =>
  der.tagged(context(0, true), der.tagged(context(0, true), general.uri(uri)));
const someReasons = (octet: number) => der.tagged(context(3), Uint8Array.of(1, octet));

describe('revocationOf by CRLs', () => {
  it('is unknown without data, good with a list, revoked when listed, with date and reason', () => {
    expect(ask({})).toEqual({ status: 'unknown', why: 'no-revocation-data' });
    expect(ask({ crls: [makeCrl({ issuer: ca })] })).toEqual({
      status: 'good',
      source: 'crl',
      thisUpdate: days(-1),
      nextUpdate: days(7),
    });
    expect(ask({ crls: [makeCrl({ issuer: ca, entries: listed(reason(1)) })] })).toMatchObject({
      status: 'revoked',
      source: 'crl',
      at: days(-10),
      reason: 'keyCompromise',
    });
    expect(
      byCrls(makeCrl({ issuer: ca, entries: [{ serial: other.certificate.serialOctets }] })),
    ).toBe('good');
  });

  it.each<[string, Crl]>([
    ['crl-signature-invalid', makeCrl({ issuer: { ...ca, keys: newKeys() } })],
    ['no-revocation-data', makeCrl({ issuer: root })],
    ['crl-out-of-date', makeCrl({ issuer: ca, thisUpdate: days(-9), nextUpdate: days(-1) })],
    ['crl-out-of-date', makeCrl({ issuer: ca, thisUpdate: days(-1), nextUpdate: null })],
    ['good', makeCrl({ issuer: ca, thisUpdate: AT, nextUpdate: null })],
    ['good', makeCrl({ issuer: ca, thisUpdate: days(3), nextUpdate: days(9) })],
    [
      'crl-critical-extension-unknown',
      makeCrl({ issuer: ca, extensions: [['1.2.3', true, der.nil()]] }),
    ],
    [
      'crl-critical-extension-unknown',
      makeCrl({
        issuer: ca,
        entries: [{ serial: Uint8Array.of(9), extensions: [['1.2.3', true, der.nil()]] }],
      }),
    ],
    ['crl-without-base', makeCrl({ issuer: ca, extensions: [crlNumber(2), deltaOf(1)] })],
    ['good', makeCrl({ issuer: ca, extensions: [scope(flag(1))] })],
    ['crl-scope-differs', makeCrl({ issuer: ca, extensions: [scope(flag(2))] })],
    ['crl-scope-differs', makeCrl({ issuer: ca, extensions: [scope(flag(5))] })],
    ['crl-scope-differs', makeCrl({ issuer: ca, extensions: [scope(pointNamed('http://a'))] })],
    ['crl-reasons-incomplete', makeCrl({ issuer: ca, extensions: [scope(someReasons(0x40))] })],
    [
      'revoked',
      makeCrl({ issuer: ca, thisUpdate: days(-9), nextUpdate: days(-1), entries: listed() }),
    ],
    [
      'crl-out-of-date',
      makeCrl({
        issuer: ca,
        thisUpdate: days(-9),
        nextUpdate: days(-1),
        entries: listed(reason(6)),
      }),
    ],
  ])('answers %s', (expected, crl) => {
    expect(byCrls(crl)).toBe(expected);
  });

  it('a list made after the certificate expired proves only what is on it, unless it keeps them', () => {
    const old = make({ subject: 'CN=Leaf', issuer: ca, from: days(-400), to: days(-100) });
    const status = (...extensions: Extension[]) =>
      word(ask({ crls: [makeCrl({ issuer: ca, extensions })] }, days(-200), old.certificate));
    expect(status()).toBe('issued-after-expiry');
    expect(status(['2.5.29.60', false, der.generalizedTime(days(-150))])).toBe('good');
    expect(status(['2.5.29.60', false, der.generalizedTime(days(-50))])).toBe(
      'issued-after-expiry',
    );
    const entries = [{ serial: old.certificate.serialOctets }];
    expect(
      word(ask({ crls: [makeCrl({ issuer: ca, entries })] }, days(-200), old.certificate)),
    ).toBe('revoked');
  });

  it('lists by reason add up', () => {
    // bit 1 of eight in one octet, then bits 2 to 8: unused is bit 0
    const first = makeCrl({
      issuer: ca,
      extensions: [scope(der.tagged(context(3), Uint8Array.of(6, 0x40)))],
    });
    const rest = makeCrl({
      issuer: ca,
      extensions: [scope(der.tagged(context(3), Uint8Array.of(7, 0x3f, 0x80)))],
    });
    expect(byCrls(first)).toBe('crl-reasons-incomplete');
    expect(byCrls(first, rest)).toBe('good');
  });

  it('a list for another place counts when the certificate names that place', () => {
    const named = make({ subject: 'CN=Leaf', issuer: ca, extensions: [ext.point('http://a')] });
    const crl = makeCrl({ issuer: ca, extensions: [scope(pointNamed('http://a'))] });
    expect(word(ask({ crls: [crl] }, AT, named.certificate))).toBe('good');
  });

  it('a delta list adds and takes back on top of its base only', () => {
    const base = (n: number, entries = listed()) =>
      makeCrl({ issuer: ca, entries, extensions: [crlNumber(n)] });
    const delta = (from: number, n: number, entries = listed()) =>
      makeCrl({ issuer: ca, thisUpdate: AT, entries, extensions: [crlNumber(n), deltaOf(from)] });
    expect(byCrls(base(3, []), delta(3, 4))).toBe('revoked');
    expect(byCrls(base(3), delta(3, 4, listed(reason(8))))).toBe('good');
    expect(byCrls(base(3, []), delta(4, 5))).toBe('good');
    expect(byCrls(base(5, []), delta(3, 4))).toBe('good');
    const stranger = makeCrl({
      issuer: { ...ca, keys: newKeys() },
      entries: listed(),
      extensions: [crlNumber(4), deltaOf(3)],
    });
    expect(byCrls(base(3, []), stranger)).toBe('good');
  });

  it('a delta made after the expiry takes nothing back and proves nothing of its own time', () => {
    const old = make({ subject: 'CN=Leaf', issuer: ca, from: days(-400), to: days(-100) });
    const { serialOctets: serial } = old.certificate;
    const base = (extensions?: readonly Extension[]) =>
      makeCrl({
        issuer: ca,
        thisUpdate: days(-110),
        nextUpdate: days(9),
        entries: extensions ? [{ serial, extensions }] : [],
        extensions: [crlNumber(3)],
      });
    const delta = (at: number, code?: number) =>
      makeCrl({
        issuer: ca,
        thisUpdate: days(at),
        entries: code === undefined ? [] : [{ serial, extensions: [reason(code)] }],
        extensions: [crlNumber(4), deltaOf(3)],
      });
    const status = (...crls: Crl[]) => ask({ crls }, days(-105), old.certificate);
    expect(word(status(base([reason(6)]), delta(-104, 8)))).toBe('good');
    expect(word(status(base([reason(6)]), delta(-50, 8)))).toBe('revoked');
    expect(word(status(base([reason(1)]), delta(-50, 8)))).toBe('revoked');
    expect(status(base(), delta(-104))).toMatchObject({ status: 'good', thisUpdate: days(-104) });
    expect(status(base(), delta(-50))).toMatchObject({ status: 'good', thisUpdate: days(-110) });
  });

  it('tells since when expired certificates are spoken of', () => {
    const since = ['2.5.29.60', false, der.generalizedTime(days(-150))] as const;
    expect(ask({ crls: [makeCrl({ issuer: ca, extensions: [since] })] })).toMatchObject({
      expiredCertsSince: days(-150),
    });
    const cutoff = ['1.3.6.1.5.5.7.48.1.6', false, der.generalizedTime(days(-70))] as const;
    const ocsp = makeOcsp({
      certificate: leaf.certificate,
      issuer: ca,
      singleExtensions: [cutoff],
    });
    expect(ask({ ocsps: [ocsp] })).toMatchObject({ expiredCertsSince: days(-70) });
  });

  it('nothing that says it was made in the future is believed when the present is told', () => {
    const list = (at: Date, entries = [] as ReturnType<typeof listed>) =>
      makeCrl({ issuer: ca, thisUpdate: at, nextUpdate: days(9), entries });
    const soon = new Date(+AT + 200_000);
    expect(word(ask({ crls: [list(days(1))], now: AT }))).toBe('crl-from-the-future');
    expect(word(ask({ crls: [list(days(1), listed())], now: AT }))).toBe('revoked');
    expect(word(ask({ crls: [list(soon)], now: AT }))).toBe('good');
    expect(word(ask({ crls: [list(days(1)), list(days(-1))], now: AT }))).toBe('good');
    const answer = (thisUpdate: Date, producedAt: Date) =>
      makeOcsp({
        certificate: leaf.certificate,
        issuer: ca,
        thisUpdate,
        producedAt,
        nextUpdate: days(9),
      });
    expect(word(ask({ ocsps: [answer(days(1), days(1))], now: AT }))).toBe('ocsp-from-the-future');
    expect(word(ask({ ocsps: [answer(AT, days(1))], now: AT }))).toBe('ocsp-from-the-future');
    expect(word(ask({ ocsps: [answer(days(2), days(1))] }))).toBe('ocsp-from-the-future');
    expect(word(ask({ ocsps: [answer(days(-1), AT)], now: AT }))).toBe('good');
  });

  it('a list or answer that ends before it begins covers nothing', () => {
    const backwards = { thisUpdate: days(3), nextUpdate: days(2) };
    expect(byCrls(makeCrl({ issuer: ca, ...backwards }))).toBe('crl-out-of-date');
    expect(byOcsps(makeOcsp({ certificate: leaf.certificate, issuer: ca, ...backwards }))).toBe(
      'ocsp-out-of-date',
    );
  });

  it('a namesake of the issuer below the same anchor signs no lists for it; the issuer’s other keys do', () => {
    const rival = makeCa({ subject: 'CN=Rival', issuer: root });
    const inner = makeCa({ subject: 'CN=Root', issuer: rival });
    const lists = (issuer: Party) =>
      make({ subject: 'CN=CA', issuer, extensions: [ext.keyUsage(6)] });
    const run = (signer: Party, ...above: Party[]) =>
      word(
        ask({
          crls: [signer, root, rival, ca, inner].map((issuer) => makeCrl({ issuer })),
          certificates: [signer, ...above].map(({ certificate }) => certificate),
        }),
      );
    const empty = (signer: Party) => makeCrl({ issuer: signer });
    const only = (signer: Party, ...above: Party[]) =>
      word(
        ask({
          crls: [empty(signer), ...[root, rival, inner].map(empty)],
          certificates: [signer, ...above].map(({ certificate }) => certificate),
        }),
      );
    expect(only(lists(rival), rival)).toBe('crl-issuer-untrusted');
    expect(only(lists(inner), inner, rival)).toBe('crl-issuer-untrusted');
    expect(only(lists(root))).toBe('good');
    expect(run(lists(ca), ca)).toBe('good');
    // the issuer's certificate was made by its newer key, which signs the lists now
    const newer = makeCa({ subject: 'CN=Renewed', issuer: root });
    const older = makeCa({ subject: 'CN=Renewed', issuer: newer });
    const { certificate } = make({ subject: 'CN=L', issuer: older });
    const data = { crls: [empty(newer), empty(root)], certificates: [newer.certificate] };
    expect(word(ask(data, AT, certificate, older))).toBe('good');
  });

  it('an issuer without cRLSign signs no lists, another key of it may with a path of its own', () => {
    const noLists = make({
      subject: 'CN=Split',
      issuer: root,
      extensions: [ext.ca(), ext.keyUsage(5)],
    });
    const lists = make({ subject: 'CN=Split', issuer: root, extensions: [ext.keyUsage(6)] });
    const certificate = make({ subject: 'CN=L', issuer: noLists }).certificate;
    const crls = [makeCrl({ issuer: lists }), makeCrl({ issuer: root })];
    const run = (data: Partial<RevocationData>) => word(ask(data, AT, certificate, noLists));
    expect(run({ crls: [makeCrl({ issuer: noLists })] })).toBe('no-revocation-data');
    expect(run({ crls, certificates: [lists.certificate] })).toBe('good');
    expect(run({ crls: [crls[0]!], certificates: [lists.certificate] })).toBe(
      'crl-issuer-untrusted',
    );
    expect(run({ crls, certificates: [lists.certificate], anchors: [] })).toBe(
      'crl-issuer-untrusted',
    );
    const revoked = makeCrl({
      issuer: root,
      entries: [{ serial: lists.certificate.serialOctets }],
    });
    expect(run({ crls: [crls[0]!, revoked], certificates: [lists.certificate] })).toBe(
      'crl-issuer-untrusted',
    );
    const self = makeCa({ subject: 'CN=Split' });
    expect(run({ crls: [makeCrl({ issuer: self })], certificates: [self.certificate] })).toBe(
      'crl-issuer-untrusted',
    );
  });

  it('no certificate vouches for itself', () => {
    const signer = make({ subject: 'CN=CA', issuer: ca, extensions: [ext.keyUsage(6)] });
    const data = {
      crls: [makeCrl({ issuer: signer })],
      certificates: [signer.certificate, ca.certificate],
    };
    expect(word(ask(data, AT, signer.certificate))).toBe('crl-issuer-untrusted');
  });
});

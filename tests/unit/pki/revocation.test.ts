import { describe, expect, it } from 'vitest';
import {
  anchorOf,
  type Crl,
  EKU,
  type OcspResponse,
  type RevocationData,
  type RevocationStatus,
  revocationOf,
} from '../../../src/pki/index.ts';
import { context, der } from '../../../src/syntax/der/index.ts';
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
  type OcspOrder,
  type Party,
  reason,
} from './forge.ts';

const root = makeCa({ subject: 'CN=Root' });
const ca = makeCa({ subject: 'CN=CA', issuer: root });
const leaf = make({ subject: 'CN=Leaf', issuer: ca });
const { serialOctets } = leaf.certificate;
const other = make({ subject: 'CN=Other', issuer: ca });

const responder = (more: readonly Extension[] = [ext.noCheck], issuer: Party = ca) =>
  make({
    subject: 'CN=OCSP',
    issuer,
    extensions: [ext.keyUsage(0), ext.eku(EKU.ocspSigning), ...more],
  });
const good = responder();

const ask = (data: Partial<RevocationData>, at = AT, certificate = leaf.certificate, issuer = ca) =>
  revocationOf(
    certificate,
    issuer.certificate,
    { crls: [], ocsps: [], certificates: [], anchors: [anchorOf(root.certificate)], ...data },
    at,
  );
const word = (status: RevocationStatus) =>
  status.status === 'unknown' ? status.why : status.status;
const byCrls = (...crls: Crl[]) => word(ask({ crls }));
const byOcsps = (...ocsps: OcspResponse[]) => word(ask({ ocsps }));
const listed = (...extensions: Extension[]) => [{ serial: serialOctets, extensions }];

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

describe('hostile data', () => {
  it('by the hundred cost bounded work, and leave the answer unknown', () => {
    const keys = newKeys();
    const twins = Array.from({ length: 100 }, () =>
      makeCa({ subject: ca.name, issuer: { ...root, keys: newKeys() }, keys }),
    );
    const crls = Array.from({ length: 100 }, (_, i) =>
      makeCrl({ issuer: twins[0]!, thisUpdate: new Date(+AT - i * 60_000) }),
    );
    const ocsps = Array.from({ length: 100 }, (_, i) =>
      makeOcsp({
        certificate: leaf.certificate,
        issuer: ca,
        responder: twins[0]!,
        thisUpdate: new Date(+AT - i * 60_000),
      }),
    );
    const certificates = twins.map(({ certificate }) => certificate);
    const start = performance.now();
    expect(ask({ crls, ocsps, certificates })).toEqual({ status: 'unknown', why: 'limit-reached' });
    expect(performance.now() - start).toBeLessThan(8_000);
  });
});

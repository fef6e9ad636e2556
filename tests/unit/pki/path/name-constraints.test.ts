import { describe, expect, it } from 'vitest';
import { anchorOf, findPath } from '../../../../src/pki/index.ts';
import { context, der } from '../../../../src/syntax/der/index.ts';
import {
  AT,
  type Extension,
  ext,
  general,
  makeCa,
  newKeys,
  type Order,
  type Party,
} from '../forge.ts';
import { check, issuing, leafOf, root, why } from './chain.ts';

const SMTP_UTF8 = '1.3.6.1.5.5.7.8.9';
const SIX = [0x20, 1, 0xd, 0xb8, ...Array(12).fill(1)];
/** One list of subtrees of NameConstraints, given as it is. */
const raw = (n: number, ...subtrees: Uint8Array[]): Extension => [
  '2.5.29.30',
  true,
  der.sequence(der.tagged(context(n, true), ...subtrees)),
];
const minimum = (n: number) => der.tagged(context(0), Uint8Array.of(n));
const maximum = (n: number) => der.tagged(context(1), Uint8Array.of(n));

describe('name constraints', () => {
  const under = (constraints: Extension, own: Partial<Order>) => {
    const authority = makeCa({ subject: 'CN=C', issuer: root, more: [constraints] });
    return why(check(leafOf({ issuer: authority, ...own }), [authority]));
  };
  const named = (...names: Uint8Array[]) => ({ extensions: [ext.names(...names)] });

  it.each<[string, Extension, Partial<Order>]>([
    ['valid', ext.constraints([general.directory('C=VN,O=Kyso')]), {}],
    ['valid', ext.constraints([general.directory('C=vn,O=KYSO')]), {}],
    ['name-not-permitted', ext.constraints([general.directory('C=VN,O=Other')]), {}],
    ['name-excluded', ext.constraints([], [general.directory('C=VN')]), {}],
    ['valid', ext.constraints([general.dns('gov.vn')]), named(general.dns('a.gov.vn'))],
    ['valid', ext.constraints([general.dns('gov.vn')]), named(general.dns('GOV.vn'))],
    ['name-not-permitted', ext.constraints([general.dns('gov.vn')]), named(general.dns('agov.vn'))],
    [
      'name-not-permitted',
      ext.constraints([general.dns('gov.vn')]),
      named(general.dns('a b.gov.vn')),
    ],
    [
      'name-excluded',
      ext.constraints([], [general.dns('a.gov.vn')]),
      named(general.dns('*.gov.vn')),
    ],
    ['valid', ext.constraints([general.dns('gov.vn')]), named(general.rfc822('x@y.vn'))],
    ['valid', ext.constraints([general.rfc822('gov.vn')]), named(general.rfc822('x@GOV.vn'))],
    [
      'name-not-permitted',
      ext.constraints([general.rfc822('gov.vn')]),
      named(general.rfc822('x@a.gov.vn')),
    ],
    ['valid', ext.constraints([general.rfc822('.gov.vn')]), named(general.rfc822('x@a.gov.vn'))],
    [
      'name-not-permitted',
      ext.constraints([general.rfc822('.gov.vn')]),
      named(general.rfc822('x@gov.vn')),
    ],
    [
      'name-not-permitted',
      ext.constraints([general.rfc822('a@gov.vn')]),
      named(general.rfc822('A@gov.vn')),
    ],
    [
      'name-not-permitted',
      ext.constraints([general.rfc822('gov.vn')]),
      { subject: 'C=VN,E=x@evil.vn' },
    ],
    ['valid', ext.constraints([general.rfc822('gov.vn')]), { subject: 'C=VN,E=x@gov.vn' }],
    [
      'valid',
      ext.constraints([general.uri('.gov.vn')]),
      named(general.uri('https://u@a.gov.vn:8/x')),
    ],
    [
      'name-not-permitted',
      ext.constraints([general.uri('gov.vn')]),
      named(general.uri('https://gov.vn@evil.vn/')),
    ],
    [
      'name-not-permitted',
      ext.constraints([general.uri('gov.vn')]),
      named(general.uri('urn:gov.vn')),
    ],
    [
      'name-not-permitted',
      ext.constraints([general.uri('gov.vn')]),
      named(general.uri('https://127.0.0.1/')),
    ],
    [
      'valid',
      ext.constraints([general.ip(10, 0, 0, 0, 255, 0, 0, 0)]),
      named(general.ip(10, 1, 2, 3)),
    ],
    [
      'name-not-permitted',
      ext.constraints([general.ip(10, 0, 0, 0, 255, 0, 0, 0)]),
      named(general.ip(11, 1, 2, 3)),
    ],
    [
      'name-not-permitted',
      ext.constraints([general.ip(10, 0, 0, 0, 255, 0, 0, 0)]),
      named(general.ip(10, 1)),
    ],
    ['extension-malformed', ext.constraints([general.ip(10, 0, 0, 0, 255, 0, 255, 0)]), {}],
    ['extension-malformed', ext.constraints([general.ip(10, 0, 0, 0)]), {}],
    ['extension-malformed', ['2.5.29.30', true, der.sequence()], {}],
    ['extension-malformed', raw(0, der.sequence()), {}],
    ['extension-malformed', raw(0, der.sequence(general.dns('vn'), minimum(1))), {}],
    ['valid', raw(0, der.sequence(general.dns('vn'), minimum(0))), {}],
    ['extension-malformed', raw(0, der.sequence(general.dns('vn'), maximum(2))), {}],
    ['extension-malformed', raw(1, der.sequence(general.dns('vn'), minimum(0), maximum(0))), {}],
    ['extension-malformed', ext.constraints([general.dns('.gov.vn')]), {}],
    ['extension-malformed', ext.constraints([general.dns('*.gov.vn')]), {}],
    ['extension-malformed', ext.constraints([general.rfc822('a@b@gov.vn')]), {}],
    ['extension-malformed', ext.constraints([general.uri('https://gov.vn')]), {}],
    // not critical binds all the same
    [
      'name-not-permitted',
      [
        ext.constraints([general.directory('C=LA')])[0],
        false,
        ext.constraints([general.directory('C=LA')])[2],
      ],
      {},
    ],
    ['valid', ext.constraints([general.directory('C=VN,O=Kyso')]), { subject: 'C=VN,O=Kyso' }],
    [
      'valid',
      ext.constraints([general.directory('C=VN,O=Kyso')]),
      { subject: 'C= vn ,O=ky\u00adso,CN=x' },
    ],
    ['name-not-permitted', ext.constraints([general.directory('O=Kyso')]), {}],
    ['name-not-permitted', ext.constraints([general.directory('C=VN,O=Kyso,CN=Leaf,CN=x')]), {}],
    ['name-excluded', ext.constraints([], [general.directory('')]), {}],
    ['valid', ext.constraints([general.directory('')]), {}],
    [
      'name-not-permitted',
      ext.constraints([general.directory('C=VN')]),
      named(general.directory('C=LA,CN=x')),
    ],
    [
      'valid',
      ext.constraints([general.directory('C=VN')]),
      { subject: '', ...named(general.dns('a.la')) },
    ],
    [
      'name-excluded',
      ext.constraints([general.dns('gov.vn')], [general.dns('gov.vn')]),
      named(general.dns('gov.vn')),
    ],
    ['name-not-permitted', ext.constraints([general.dns('gov.vn')]), named(general.dns('.gov.vn'))],
    ['name-not-permitted', ext.constraints([general.dns('gov.vn')]), named(general.dns('gov.vn.'))],
    [
      'name-not-permitted',
      ext.constraints([general.dns('a.gov.vn')]),
      named(general.dns('*.gov.vn')),
    ],
    ['valid', ext.constraints([general.dns('')]), named(general.dns('x.y'))],
    ['name-excluded', ext.constraints([], [general.dns('')]), named(general.dns('x.y'))],
    // all e-mail addresses of the subject, whatever else the certificate names
    [
      'name-not-permitted',
      ext.constraints([general.rfc822('gov.vn')]),
      { subject: 'C=VN,E=x@evil.vn', ...named(general.dns('gov.vn')) },
    ],
    [
      'name-excluded',
      ext.constraints([], [general.rfc822('evil.vn')]),
      { subject: 'C=VN,E=x@evil.vn', ...named(general.rfc822('x@gov.vn')) },
    ],
    ...[
      'a@b@gov.vn',
      '"a@evil.vn"@gov.vn',
      'x@evil.vn\0@gov.vn',
      '@gov.vn',
      'gov.vn',
      'a b@gov.vn',
    ].map((address): [string, Extension, Partial<Order>] => [
      'name-not-permitted',
      ext.constraints([general.rfc822('gov.vn')]),
      named(general.rfc822(address)),
    ]),
    [
      'valid',
      ext.constraints([general.rfc822('gov.vn')]),
      named(general.other(SMTP_UTF8, der.utf8('đặng@gov.vn'))),
    ],
    [
      'name-not-permitted',
      ext.constraints([general.rfc822('gov.vn')]),
      named(general.other(SMTP_UTF8, der.utf8('đặng@evil.vn'))),
    ],
    ...[
      'https://evil.vn\\@gov.vn/',
      'https://evil.vn\t@gov.vn/',
      'https://gov.vn./',
      'https://gov.vn%2eevil.vn/',
      'https://[::1]/',
      'mailto:x@gov.vn',
      '//gov.vn/',
    ].map((address): [string, Extension, Partial<Order>] => [
      'name-not-permitted',
      ext.constraints([general.uri('gov.vn')]),
      named(general.uri(address)),
    ]),
    [
      'name-not-permitted',
      ext.constraints([], [general.uri('evil.vn')]),
      named(general.uri('urn:x')),
    ],
    ['name-excluded', ext.constraints([], [general.uri('.vn')]), named(general.uri('ldap://a.VN'))],
    ['valid', ext.constraints([], [general.uri('.vn')]), named(general.uri('ldap://vn'))],
    [
      'valid',
      ext.constraints([general.ip(...SIX, ...Array(16).fill(255))]),
      named(general.ip(...SIX)),
    ],
    [
      'name-not-permitted',
      ext.constraints([general.ip(10, 0, 0, 0, 255, 0, 0, 0)]),
      named(general.ip(...SIX)),
    ],
    [
      'name-excluded',
      ext.constraints([], [general.ip(0, 0, 0, 0, 0, 0, 0, 0)]),
      named(general.ip(1, 2, 3, 4)),
    ],
    [
      'name-not-permitted',
      ext.constraints([general.ip(10, 0, 0, 0, 255, 0, 0, 0)]),
      named(general.ip(10, 0, 0, 0, 255, 0, 0, 0)),
    ],
    // kinds for which nobody says what a constraint means: no name of the kind may come
    ...[
      general.other('1.3.6.1.4.1.311.20.2.3', der.utf8('a@b.vn')),
      general.registered('1.2.3.4'),
      general.x400(),
      general.edi(),
    ].flatMap((one): [string, Extension, Partial<Order>][] => [
      ['name-constraint-unsupported', ext.constraints([], [one]), named(one)],
      ['name-constraint-unsupported', ext.constraints([one]), named(general.dns('a.vn'), one)],
      ['valid', ext.constraints([], [one]), named(general.dns('a.vn'))],
    ]),
  ])('%s', (expected, constraints, own) => {
    expect(under(constraints, own)).toBe(expected);
  });

  it('of several certificates all must hold, and those of the anchor too', () => {
    const outer = makeCa({
      subject: 'CN=1',
      issuer: root,
      more: [ext.constraints([general.dns('vn')])],
    });
    const inner = makeCa({
      subject: 'CN=2',
      issuer: outer,
      more: [ext.constraints([general.dns('a.vn'), general.dns('com')])],
    });
    const of = (dns: string) => leafOf({ issuer: inner, ...named(general.dns(dns)) });
    expect(why(check(of('x.a.vn'), [inner, outer]))).toBe('valid');
    expect(why(check(of('x.com'), [inner, outer]))).toBe('name-not-permitted');
    expect(why(check(of('x.b.vn'), [inner, outer]))).toBe('name-not-permitted');
    expect(why(check(of('x.b.vn'), [], {}, AT, inner))).toBe('name-not-permitted');
    expect(why(check(of('x.b.vn'), [], { anchorConstraints: false }, AT, inner))).toBe('valid');
  });

  it('bind intermediates too, self-issued ones apart, and leaves always', () => {
    const outer = makeCa({
      subject: 'CN=Outer',
      issuer: root,
      more: [ext.constraints([general.directory('C=VN')], [general.dns('evil.vn')])],
    });
    const of = (authority: Party, own: Partial<Order> = {}) =>
      why(check(leafOf({ issuer: authority, ...own }), [authority, outer]));
    const inner = (subject: string, ...names: Uint8Array[]) =>
      makeCa({ subject, issuer: outer, more: names.length > 0 ? [ext.names(...names)] : [] });
    expect(of(inner('C=VN,CN=Inner'))).toBe('valid');
    expect(of(inner('C=LA,CN=Inner'))).toBe('name-not-permitted');
    expect(of(inner('C=VN,CN=Inner', general.dns('a.evil.vn')))).toBe('name-excluded');
    expect(of(inner('CN=Outer'))).toBe('valid');
    expect(why(check(leafOf({ issuer: outer, subject: 'CN=Outer' }), [outer]))).toBe(
      'name-not-permitted',
    );
  });

  it('in a leaf bind nobody', () => {
    const own = { extensions: [ext.constraints([general.directory('C=LA')])] };
    expect(why(check(leafOf(own), [issuing]))).toBe('valid');
  });

  it('a way round a constraint is taken when there is one', () => {
    const keys = newKeys();
    const bound = makeCa({
      subject: 'CN=Bound',
      issuer: root,
      more: [ext.constraints([], [general.dns('evil.vn')])],
    });
    const viaBound = makeCa({
      subject: 'CN=Twice',
      keys,
      issuer: bound,
      more: [ext.names(general.dns('evil.vn'))],
    });
    const direct = makeCa({ subject: 'CN=Twice', keys, issuer: issuing });
    const pool = [viaBound, bound, direct, issuing].map(({ certificate }) => certificate);
    const leaf = leafOf({ issuer: direct }).certificate;
    const anchors = [anchorOf(root.certificate)];
    expect(findPath(leaf, pool, anchors, AT).valid).toBe(true);
    expect(findPath(leaf, pool.slice(0, 2), anchors, AT)).toMatchObject({
      because: 'name-excluded',
    });
  });

  it('by the thousand against names by the thousand end at the limit; by the hundred they are all compared', () => {
    const run = (count: number) => {
      const hosts = Array.from({ length: count }, (_, i) => general.dns(`x${i}.vn`));
      const names = Array.from({ length: count }, (_, i) => general.dns(`y${i}.vn`));
      return under(ext.constraints([], hosts), named(...names));
    };
    expect(run(400)).toBe('valid');
    expect(run(2000)).toBe('limit-reached');
  });
});

import { describe, expect, it } from 'vitest';
import { digest } from '../../../../src/algorithm/index.ts';
import {
  anchorOf,
  buildPaths,
  EKU,
  findPath,
  type PathInputs,
  type PathResult,
  pathOf,
  readCertificate,
  validatePath,
} from '../../../../src/pki/index.ts';
import { der } from '../../../../src/syntax/der/index.ts';
import {
  AT,
  days,
  type Extension,
  ext,
  general,
  make,
  makeCa,
  newKeys,
  type Order,
  type Party,
} from '../forge.ts';

const root = makeCa({ subject: 'C=VN,O=Kyso,CN=Root' });
const issuing = makeCa({ subject: 'C=VN,O=Kyso,CN=Issuing', issuer: root });
const keys = newKeys();
const leafOf = (order: Partial<Order> = {}) =>
  make({ subject: 'C=VN,O=Kyso,CN=Leaf', issuer: issuing, keys, ...order });

const check = (leaf: Party, above: readonly Party[], inputs?: PathInputs, at = AT, anchor = root) =>
  validatePath(
    pathOf(
      [leaf, ...above].map((party) => party.certificate),
      anchorOf(anchor.certificate),
    ),
    at,
    inputs,
  );
const why = (result: PathResult) =>
  result.valid ? 'valid' : [...new Set(result.findings.map(({ because }) => because))].join();

describe('validatePath', () => {
  it('holds, and gives each certificate its issuer', () => {
    const result = check(leafOf(), [issuing]);
    expect(result.valid && result.issuers.map(({ certificate }) => certificate)).toEqual([
      issuing.certificate,
      root.certificate,
    ]);
  });

  it.each<[string, Partial<Order>, PathInputs?]>([
    ['expired', { to: days(-1) }],
    ['not-yet-valid', { from: days(1) }],
    ['valid', { from: AT, to: AT }],
    ['signature-invalid', { issuer: { ...issuing, keys: newKeys() } }],
    ['issuer-differs', { issuerName: 'CN=Another' }],
    ['critical-extension-unknown', { extensions: [['1.2.3.4', true, der.nil()]] }],
    ['valid', { extensions: [['1.2.3.4', false, der.nil()]] }],
    ['extension-malformed', { extensions: [['2.5.29.32', false, der.nil()]] }],
    ['key-usage-unfit', { extensions: [ext.keyUsage(2)] }, { keyUsage: ['nonRepudiation'] }],
    [
      'valid',
      { extensions: [ext.keyUsage(1)] },
      { keyUsage: ['digitalSignature', 'nonRepudiation'] },
    ],
    ['valid', {}, { keyUsage: ['nonRepudiation'] }],
    [
      'extended-key-usage-unfit',
      { extensions: [ext.eku('1.2.3')] },
      { extendedKeyUsage: [EKU.timeStamping] },
    ],
    ['valid', { extensions: [ext.eku(EKU.any)] }, { extendedKeyUsage: [EKU.timeStamping] }],
    ['expired,issuer-differs', { to: days(-1), issuerName: 'CN=Another' }],
    ['profile-breached', { serial: 0 }, { profile: 'strict' }],
    ['policy-not-acceptable', {}, { requireExplicitPolicy: true }],
  ])('answers %s', (expected, order, inputs) => {
    expect(why(check(leafOf(order), [issuing], inputs))).toBe(expected);
  });

  it.each<[string, Party]>([
    ['not-a-ca', make({ subject: 'CN=A', issuer: root, extensions: [ext.keyUsage(5)] })],
    ['not-a-ca', make({ subject: 'CN=A', issuer: root, version: 1 })],
    [
      'key-usage-lacks-cert-sign',
      make({ subject: 'CN=A', issuer: root, extensions: [ext.ca(), ext.keyUsage(6)] }),
    ],
    ['valid', make({ subject: 'CN=A', issuer: root, extensions: [ext.ca()] })],
  ])('answers %s for what an issuer is', (expected, authority) => {
    expect(why(check(leafOf({ issuer: authority }), [authority]))).toBe(expected);
  });

  it('counts intermediates that are not self-issued, and the limits of the anchor too', () => {
    const outer = makeCa({ subject: 'CN=Outer', issuer: root, more: [] });
    const short = make({ subject: 'CN=Short', issuer: outer, extensions: [ext.ca(0)] });
    const again = makeCa({ subject: 'CN=Short', issuer: short });
    const below = makeCa({ subject: 'CN=Below', issuer: short });
    expect(why(check(leafOf({ issuer: again }), [again, short, outer]))).toBe('valid');
    expect(why(check(leafOf({ issuer: below }), [below, short, outer]))).toBe('path-too-long');
    expect(why(check(leafOf({ issuer: below }), [below], {}, AT, short))).toBe('path-too-long');
    expect(why(check(leafOf(), [issuing], { intermediates: 0 }))).toBe('path-too-long');
  });

  it('leaves the dates of the anchor alone unless asked', () => {
    const old = makeCa({ subject: 'CN=Old', to: days(-1) });
    const leaf = leafOf({ issuer: old });
    expect(why(check(leaf, [], {}, AT, old))).toBe('valid');
    expect(why(check(leaf, [], { anchorValidity: true }, AT, old))).toBe('anchor-expired');
  });

  it('takes a self-signed certificate that is trusted by itself', () => {
    const self = make({ subject: 'CN=Self', extensions: [ext.keyUsage(1)] });
    expect(why(check(self, [], {}, AT, self))).toBe('valid');
  });

  it('refuses to validate at no time', () => {
    expect(() => check(leafOf(), [issuing], {}, new Date(Number.NaN))).toThrow(RangeError);
  });

  it('bounds the length of a path', () => {
    const long = Array.from({ length: 21 }, () => issuing);
    expect(why(check(leafOf(), long))).toBe('limit-reached');
  });
});

describe('policies', () => {
  const [P, Q, R] = ['1.2.3.1', '1.2.3.2', '1.2.3.3'] as const;
  const ca = (...more: Extension[]) => makeCa({ subject: 'CN=Policy CA', issuer: root, more });
  const run = (authority: Party, own: Extension[], inputs: PathInputs) => {
    const result = check(leafOf({ issuer: authority, extensions: own }), [authority], inputs);
    return result.valid ? result.policies : result.because;
  };

  it.each<[string, Extension[], Extension[], PathInputs, readonly string[] | string]>([
    ['both', [ext.policies(P, Q)], [ext.policies(Q, R)], {}, [Q]],
    ['mapped', [ext.policies(P), ext.mappings([P, Q])], [ext.policies(Q)], {}, [P]],
    [
      'mapping inhibited',
      [ext.policies(P), ext.mappings([P, Q])],
      [ext.policies(Q)],
      { inhibitPolicyMapping: true, requireExplicitPolicy: true },
      'policy-not-acceptable',
    ],
    ['any below', [ext.policies('2.5.29.32.0')], [ext.policies(P)], { initialPolicies: [P] }, [P]],
    [
      'any below inhibited',
      [ext.policies('2.5.29.32.0')],
      [ext.policies(P)],
      { inhibitAnyPolicy: true, requireExplicitPolicy: true },
      'policy-not-acceptable',
    ],
    [
      'not the user’s',
      [ext.policies(P)],
      [ext.policies(P)],
      { initialPolicies: [Q], requireExplicitPolicy: true },
      'policy-not-acceptable',
    ],
    [
      'not the user’s, not required',
      [ext.policies(P)],
      [ext.policies(P)],
      { initialPolicies: [Q] },
      [],
    ],
    [
      'of any',
      [ext.policies(P), ext.mappings(['2.5.29.32.0', P])],
      [ext.policies(P)],
      {},
      'policy-mapping-of-any',
    ],
  ])('%s', (_, above, own, inputs, expected) => {
    expect(run(ca(...above), own, inputs)).toEqual(expected);
  });

  it('do not explode: hostile mappings of every policy to every other end at the limit or pass quickly', () => {
    const many = Array.from({ length: 40 }, (_, i) => `1.2.9.${i + 1}`);
    const pairs = many.flatMap((a) => many.map((b): [string, string] => [a, b]));
    const chain: Party[] = [];
    for (let i = 0; i < 15; i++)
      chain.unshift(
        makeCa({
          subject: `CN=Level ${i}`,
          issuer: chain[0] ?? root,
          more: [ext.policies(...many), ext.mappings(...pairs)],
        }),
      );
    const start = performance.now();
    const result = check(leafOf({ issuer: chain[0]! }), chain, { requireExplicitPolicy: true });
    expect(why(result)).toContain('limit-reached');
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

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
});

describe('buildPaths and findPath', () => {
  const anchors = [anchorOf(root.certificate)];
  const find = (leaf: Party, pool: readonly Party[]) =>
    findPath(
      leaf.certificate,
      pool.map((party) => party.certificate),
      anchors,
      AT,
    );

  it('finds the way whatever the order of the pool, and ignores roots and leaves in it', () => {
    const leaf = leafOf();
    const others = [root, leaf, makeCa({ subject: 'CN=Stranger' })];
    const result = find(leaf, [...others, issuing]);
    expect(result.valid && result.path.map((one) => one.sha256)).toEqual([
      leaf.certificate.sha256,
      issuing.certificate.sha256,
    ]);
  });

  it('takes the candidate whose key signed, not one that only has the name', () => {
    const impostors = Array.from({ length: 5 }, () => makeCa({ subject: issuing.name }));
    expect(find(leafOf(), [...impostors, issuing]).valid).toBe(true);
  });

  it('goes round an expired cross certificate', () => {
    const expired = makeCa({
      subject: issuing.name,
      issuer: root,
      keys: issuing.keys,
      to: days(-1),
    });
    expect(find(leafOf(), [expired, issuing]).valid).toBe(true);
  });

  it('prefers the issuer that the key identifiers name', () => {
    const id = digest('SHA-1', issuing.keys.spki);
    const twin = makeCa({
      subject: issuing.name,
      issuer: root,
      keys: issuing.keys,
      more: [ext.keyIdentifier(Uint8Array.of(9))],
    });
    const named = makeCa({
      subject: issuing.name,
      issuer: root,
      keys: issuing.keys,
      more: [ext.keyIdentifier(id)],
    });
    const leaf = leafOf({ extensions: [ext.authority(id)] });
    const [first] = buildPaths(leaf.certificate, [twin.certificate, named.certificate], anchors);
    expect(first![1]).toBe(named.certificate);
  });

  it('says what is wrong with the nearest path: a wrong signature, or no path at all', () => {
    expect(why(find(leafOf({ issuer: { ...issuing, keys: newKeys() } }), [issuing]))).toBe(
      'signature-invalid',
    );
    expect(why(find(leafOf(), []))).toBe('no-path');
    expect(why(find(leafOf({ to: days(-1) }), [issuing]))).toBe('expired');
  });

  it('ends in circles and crowds: loops are refused, signatures and steps counted', () => {
    const a = newKeys();
    const b = newKeys();
    const A = { ...makeCa({ subject: 'CN=A', keys: a }), name: 'CN=A' };
    const B = makeCa({ subject: 'CN=B', keys: b, issuer: A });
    const AbyB = makeCa({ subject: 'CN=A', keys: a, issuer: B });
    expect(why(find(leafOf({ issuer: A }), [AbyB, B, A]))).toBe('no-path');

    const crowd = Array.from({ length: 150 }, () => makeCa({ subject: issuing.name }).certificate);
    const forged = leafOf({ issuer: { ...issuing, keys: newKeys() } }).certificate;
    const limits = { signatures: 100 };
    expect(why(findPath(forged, crowd, anchors, AT, { limits }))).toBe('limit-reached');
  });

  it('bounds a mesh in which every authority certifies every other', () => {
    const mesh = Array.from({ length: 9 }, (_, i) => ({ name: `CN=Mesh ${i}`, keys: newKeys() }));
    const pool = mesh.flatMap((issuer) =>
      mesh
        .filter((subject) => subject !== issuer)
        .map((subject) =>
          makeCa({ subject: subject.name, keys: subject.keys, issuer: issuer as Party }),
        ),
    );
    const start = performance.now();
    expect(find(leafOf({ issuer: mesh[0] as Party }), pool).valid).toBe(false);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('remembers the outcome of a signature by octets, so that another certificate never profits', () => {
    const leaf = leafOf();
    expect(find(leaf, [issuing]).valid).toBe(true);
    const octets = new Uint8Array(leaf.der);
    octets[octets.length - 1]! ^= 1;
    const forged = readCertificate(octets);
    expect(findPath(forged, [issuing.certificate], anchors, AT).valid).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { digest } from '../../../../src/algorithm/index.ts';
import {
  anchorOf,
  buildPaths,
  EKU,
  findPath,
  type PathInputs,
  readCertificate,
} from '../../../../src/pki/index.ts';
import { context, der } from '../../../../src/syntax/der/index.ts';
import {
  AT,
  days,
  type Extension,
  ext,
  make,
  makeCa,
  newKeys,
  type Order,
  type Party,
} from '../forge.ts';
import { check, issuing, leafOf, root, why } from './chain.ts';

const constraintsOf = (critical: boolean): Extension => [
  '2.5.29.36',
  critical,
  der.sequence(der.tagged(context(0), Uint8Array.of(3))),
];

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

  it('takes an anchor of version 1, which can say nothing of itself, and no issuer of version 2', () => {
    const old = make({ subject: 'CN=Old root', version: 1 });
    expect(why(check(leafOf({ issuer: old }), [], {}, AT, old))).toBe('valid');
    const unique = der.tagged(context(2), Uint8Array.of(0, 1));
    const second = make({ subject: 'CN=Second', issuer: root, version: 2, unique });
    expect(why(check(leafOf({ issuer: second }), [second]))).toBe('not-a-ca');
  });

  it('counts validity in whole seconds, both ends within', () => {
    const leaf = leafOf({ from: AT, to: days(30) });
    const at = (time: Date, ms: number) =>
      why(check(leaf, [issuing], {}, new Date(time.getTime() + ms)));
    expect([at(AT, -1), at(AT, 0)]).toEqual(['not-yet-valid', 'valid']);
    expect([at(days(30), 999), at(days(30), 1000)]).toEqual(['valid', 'expired']);
  });

  it('binds intermediates to their extended key usages when one is asked for', () => {
    const bound = (...uses: string[]) =>
      makeCa({ subject: 'CN=Bound', issuer: root, more: [ext.eku(...uses)] });
    const run = (authority: Party, inputs: PathInputs) =>
      why(check(leafOf({ issuer: authority }), [authority], inputs));
    const stamping = { extendedKeyUsage: [EKU.timeStamping] };
    expect(run(bound('1.3.6.1.5.5.7.3.1'), stamping)).toBe('extended-key-usage-unfit');
    expect(run(bound('1.3.6.1.5.5.7.3.1'), {})).toBe('valid');
    expect(run(bound(EKU.timeStamping), stamping)).toBe('valid');
    expect(run(bound(EKU.any), stamping)).toBe('valid');
  });

  it.each<[string, Extension]>([
    ['policy-constraints-not-critical', constraintsOf(false)],
    ['inhibit-any-policy-not-critical', ['2.5.29.54', false, der.integer(1)]],
    ['freshest-crl-critical', ['2.5.29.46', true, ext.point('http://a')[2]]],
    ['key-usage-empty', ['2.5.29.15', true, der.bits(new Uint8Array(0))]],
  ])('the strict profile minds %s', (detail, extension) => {
    const authority = make({
      subject: 'CN=Loose',
      issuer: root,
      extensions: [
        ext.ca(),
        ext.keyIdentifier(Uint8Array.of(1)),
        ext.authority(Uint8Array.of(2)),
        extension,
      ],
    });
    const leaf = leafOf({ issuer: authority, extensions: [ext.authority(Uint8Array.of(1))] });
    const result = check(leaf, [authority], { profile: 'strict' });
    const details = result.valid ? [] : result.findings.map((finding) => finding.detail);
    expect(details).toContain(detail);
  });

  it('reads a path length beyond all numbers as no limit', () => {
    const vast = make({
      subject: 'CN=Vast',
      issuer: root,
      extensions: [['2.5.29.19', true, der.sequence(der.boolean(true), der.integer(1n << 80n))]],
    });
    expect(why(check(leafOf({ issuer: vast }), [vast]))).toBe('valid');
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

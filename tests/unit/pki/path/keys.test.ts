import { generateKeyPairSync, getCurves, type KeyObject, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SignatureAlgorithm } from '../../../../src/algorithm/names.ts';
import {
  anchorOf,
  findPath,
  publicKey,
  readCertificate,
  revocationOf,
} from '../../../../src/pki/index.ts';
import { DerReader, der } from '../../../../src/syntax/der/index.ts';
import { AT, type Keys, make, makeCa, makeCrl, makeDer, makeOcsp, newKeys } from '../forge.ts';

interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}
const spkiOf = (key: KeyObject) => new Uint8Array(key.export({ type: 'spki', format: 'der' }));
/** subjectPublicKey of a SubjectPublicKeyInfo, whole. */
const bitsOf = (spki: Uint8Array) => {
  const info = DerReader.over(spki).sequence();
  info.skip();
  return info.next().bytes;
};
const keysOf = ({ privateKey, publicKey }: Pair, algorithm: SignatureAlgorithm): Keys => ({
  privateKey,
  spki: spkiOf(publicKey),
  algorithm,
});
const ec = (namedCurve: string, digest: SignatureAlgorithm['digest']) =>
  keysOf(generateKeyPairSync('ec', { namedCurve }), { scheme: 'ECDSA', digest });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PSS = (digest: SignatureAlgorithm['digest'], saltLength: number): SignatureAlgorithm => ({
  scheme: 'RSASSA-PSS',
  digest,
  saltLength,
});
/** A root, an authority and a leaf, each signed with `keys`, and whether path and revocation data hold. */
function holds(keys: Keys): { path: boolean; crl: boolean; ocsp: boolean } {
  const root = makeCa({ subject: 'CN=Root', keys });
  const ca = makeCa({ subject: 'CN=CA', issuer: root, keys });
  const leaf = make({ subject: 'CN=Leaf', issuer: ca });
  const anchors = [anchorOf(root.certificate)];
  const { valid } = findPath(leaf.certificate, [ca.certificate], anchors, AT);
  const data = { crls: [makeCrl({ issuer: ca })], ocsps: [], certificates: [], anchors };
  const ocsps = [makeOcsp({ certificate: leaf.certificate, issuer: ca })];
  const good = (of: typeof data | object) =>
    revocationOf(leaf.certificate, ca.certificate, { ...data, ...of }, AT).status === 'good';
  return { path: valid, crl: good({}), ocsp: good({ crls: [], ocsps }) };
}

describe('certificates, lists and responses are checked with', () => {
  const curves = new Set(getCurves());
  it.each<[string, () => Keys]>([
    ['RSASSA-PKCS1-v1_5', () => keysOf(rsa, { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-384' })],
    ['RSASSA-PSS by an RSA key', () => keysOf(rsa, PSS('SHA-256', 32))],
    ['RSASSA-PSS without salt', () => keysOf(rsa, PSS('SHA-512', 0))],
    ['P-256', () => ec('P-256', 'SHA-256')],
    ['P-384', () => ec('P-384', 'SHA-384')],
    ['P-521', () => ec('P-521', 'SHA-512')],
    [
      'Ed25519',
      () => keysOf(generateKeyPairSync('ed25519'), { scheme: 'EdDSA', digest: 'SHA-512' }),
    ],
    ['Ed448', () => keysOf(generateKeyPairSync('ed448'), { scheme: 'EdDSA', digest: 'SHAKE256' })],
    ...['brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1']
      .filter((curve) => curves.has(curve))
      .map((curve): [string, () => Keys] => [curve, () => ec(curve, 'SHA-256')]),
    [
      'DSA',
      () =>
        keysOf(generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }), {
          scheme: 'DSA',
          digest: 'SHA-256',
        }),
    ],
  ])('%s', (_, keys) => {
    expect(holds(keys())).toEqual({ path: true, crl: true, ocsp: true });
  });

  it('not with a key that allows other parameters, nor PKCS #1 v1.5 by a key for PSS', () => {
    // the same numbers, for RSASSA-PSS only
    const bound = (parameters: Uint8Array[]) =>
      der.sequence(
        der.sequence(der.oid('1.2.840.113549.1.1.10'), ...parameters),
        bitsOf(spkiOf(rsa.publicKey)),
      );
    const sha256 = der.sequence(der.oid('2.16.840.1.101.3.4.2.1'), der.nil());
    const only = der.sequence(
      der.tagged(0xa0, sha256),
      der.tagged(0xa1, der.sequence(der.oid('1.2.840.113549.1.1.8'), sha256)),
      der.tagged(0xa2, der.integer(32)),
    );
    const by = (parameters: Uint8Array[], algorithm: SignatureAlgorithm) =>
      holds({ privateKey: rsa.privateKey, spki: bound(parameters), algorithm }).path;
    expect(by([], PSS('SHA-512', 64))).toBe(true);
    expect(by([only], PSS('SHA-256', 32))).toBe(true);
    expect(by([only], PSS('SHA-512', 64))).toBe(false);
    expect(by([only], PSS('SHA-256', 20))).toBe(false);
    expect(by([only], { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-256' })).toBe(false);
  });
});

describe('DSA parameters', () => {
  const pair = generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 });
  const whole = keysOf(pair, { scheme: 'DSA', digest: 'SHA-256' });
  const bare: Keys = {
    ...whole,
    spki: der.sequence(der.sequence(der.oid('1.2.840.10040.4.1')), bitsOf(whole.spki)),
  };

  it('are inherited from the issuer, and by nobody from a key of another kind', () => {
    const leaf = (ca: ReturnType<typeof makeCa>) => make({ subject: 'CN=Leaf', issuer: ca });
    const run = (root: ReturnType<typeof makeCa>) => {
      const ca = makeCa({ subject: 'CN=CA', issuer: root, keys: bare });
      return findPath(leaf(ca).certificate, [ca.certificate], [anchorOf(root.certificate)], AT);
    };
    expect(run(makeCa({ subject: 'CN=Root', keys: whole })).valid).toBe(true);
    expect(run(makeCa({ subject: 'CN=Root' }))).toMatchObject({ because: 'key-unusable' });
  });
});

describe('keys that prove nothing', () => {
  const spki = (modulus: Uint8Array, exponent: bigint | number | Uint8Array) =>
    der.sequence(
      der.sequence(der.oid('1.2.840.113549.1.1.1'), der.nil()),
      der.bits(der.sequence(der.integer(modulus), der.integer(exponent))),
    );
  const modulus = (octets: number, last = 1) => {
    const n = new Uint8Array(randomBytes(octets));
    n[0]! |= 0x80;
    n[octets - 1] = (n[octets - 1]! & 0xfe) | last;
    return n;
  };
  const own = newKeys();
  const ca = makeCa({ subject: 'CN=CA' });
  /** What comes of a leaf that claims an issuer with this key. */
  const under = (key: Uint8Array, signature: Uint8Array) => {
    const issuer = makeCa({ subject: 'CN=Odd', issuer: ca, keys: { ...own, spki: key } });
    const algorithm = { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-256' } as const;
    const signer = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const octets = makeDer({
      subject: 'CN=Leaf',
      issuer: { ...issuer, keys: { privateKey: signer.privateKey, spki: key, algorithm } },
    });
    const forged = der.sequence(
      readCertificate(octets).tbs,
      der.sequence(der.oid('1.2.840.113549.1.1.11'), der.nil()),
      der.bits(signature),
    );
    const leaf = readCertificate(forged);
    const result = findPath(leaf, [issuer.certificate], [anchorOf(ca.certificate)], AT);
    return result.valid ? 'valid' : result.because;
  };

  it.each<[string, Uint8Array, number]>([
    ['exponent 1', spki(modulus(256), 1), 256],
    ['exponent 2', spki(modulus(256), 2), 256],
    ['exponent 0', spki(modulus(256), 0), 256],
    ['an even modulus', spki(modulus(256, 0), 65537), 256],
    ['a modulus of one octet', spki(Uint8Array.of(0x8f), 3), 1],
    ['a modulus of 100,000 bits', spki(modulus(12_500), 65537), 12_500],
    ['an exponent as long as the modulus', spki(modulus(384), modulus(384)), 384],
  ])('%s', (_, key, length) => {
    expect(['signature-invalid', 'key-unusable']).toContain(
      under(key, new Uint8Array(length).fill(1)),
    );
  });

  it('points that are on no curve, curves spelled out, points at infinity', () => {
    const point = (octets: Uint8Array, curve = der.oid('1.2.840.10045.3.1.7')) =>
      der.sequence(der.sequence(der.oid('1.2.840.10045.2.1'), curve), der.bits(octets));
    const odd = [
      point(Uint8Array.of(4, ...new Uint8Array(64).fill(7))),
      point(Uint8Array.of(0)),
      point(Uint8Array.of(2, ...new Uint8Array(32).fill(0xff))),
      point(own.spki.subarray(26), der.sequence(der.integer(1))),
      point(own.spki.subarray(26), der.nil()),
    ];
    for (const key of odd) {
      const { certificate } = makeCa({
        subject: 'CN=Odd',
        issuer: ca,
        keys: { ...own, spki: key },
      });
      expect(() => publicKey(certificate)).toThrow(
        expect.objectContaining({ code: 'CERTIFICATE_MALFORMED' }),
      );
    }
  });

  it('a compressed point is the same key', () => {
    const octets = own.spki.subarray(26);
    const compressed = Uint8Array.of(2 + (octets[64]! & 1), ...octets.subarray(1, 33));
    const key = der.sequence(
      der.sequence(der.oid('1.2.840.10045.2.1'), der.oid('1.2.840.10045.3.1.7')),
      der.bits(compressed),
    );
    expect(holds({ ...own, spki: key })).toEqual({ path: true, crl: true, ocsp: true });
  });
});

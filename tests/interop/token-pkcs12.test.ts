import { execFileSync } from 'node:child_process';
import { constants, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import forge from 'node-forge';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSigner } from '../../src/edge/token/index.ts';
import { readKeyStore } from '../../src/edge/token/pkcs12/key-store.ts';
import { DerReader, der } from '../../src/syntax/der/index.ts';
import { missing, requireTool } from '../support/tools.ts';
import { makeWorld, type World } from '../support/world.ts';

const at = new Date('2026-11-23T02:00:00Z');
const message = new TextEncoder().encode('văn bản cần ký');
const lend = (password: string) => async () => new TextEncoder().encode(password);

/** Ways in which key stores are locked in the field, as options of `openssl pkcs12 -export`. */
const LOCKS: readonly (readonly [string, readonly string[]])[] = [
  ['AES-256 with PBKDF2', []],
  ['AES-128 with PBKDF2', ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC']],
  ['3DES', ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
  ['two-key 3DES', ['-keypbe', 'PBE-SHA1-2DES', '-certpbe', 'PBE-SHA1-2DES']],
  ['RC2-40 as Windows writes', ['-legacy', '-certpbe', 'PBE-SHA1-RC2-40', '-macalg', 'sha1']],
  ['RC2-128', ['-legacy', '-certpbe', 'PBE-SHA1-RC2-128', '-keypbe', 'PBE-SHA1-RC2-128']],
  ['no encryption of certificates', ['-certpbe', 'NONE']],
  ['no encryption at all', ['-certpbe', 'NONE', '-keypbe', 'NONE']],
  ['no MAC', ['-nomac']],
  ['MAC with SHA-512', ['-macalg', 'sha512']],
];

describe.skipIf(missing('openssl'))('a PKCS#12 key store', () => {
  let world: World;
  let folder: string;

  beforeAll(async () => {
    world = await makeWorld({
      at,
      people: [
        { name: 'rsa' },
        { name: 'p256', key: 'p256' },
        { name: 'p384', key: 'p384' },
        { name: 'expired', notAfter: new Date('2026-11-01T00:00:00Z') },
        { name: 'cipher', certificate: { keyUsage: ['keyEncipherment'] } },
      ],
    });
    folder = mkdtempSync(join(tmpdir(), 'kyso-pkcs12-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await world?.close();
  });

  const store = (name: string, password: string, options: readonly string[] = []) => {
    const { certificate, keys } = world.person(name);
    const pem = (label: string, der: Uint8Array) =>
      `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${label}-----\n`;
    const input = join(folder, 'input.pem');
    const output = join(folder, `${name}.p12`);
    writeFileSync(
      input,
      keys.privateKey.export({ format: 'pem', type: 'pkcs8' }) +
        pem('CERTIFICATE', certificate) +
        pem('CERTIFICATE', world.intermediates[0]!),
    );
    execFileSync(requireTool('openssl'), [
      'pkcs12',
      '-export',
      '-in',
      input,
      '-out',
      output,
      '-passout',
      `pass:${password}`,
      ...options,
    ]);
    return output;
  };

  for (const [lock, options] of LOCKS) {
    test(`locked by ${lock}`, async () => {
      const signer = await openSigner(
        { pkcs12: store('rsa', 'mật khẩu', options), at },
        lend('mật khẩu'),
      );
      expect(Buffer.from(signer.certificate).equals(world.person('rsa').certificate)).toBe(true);
      expect(signer.others.map((der) => Buffer.from(der).toString('hex'))).toEqual([
        Buffer.from(world.intermediates[0]!).toString('hex'),
      ]);
      const { publicKey } = new X509Certificate(signer.certificate);
      expect(verify('sha256', message, publicKey, await signer.sign(message))).toBe(true);
      await signer.close();
      await expect(signer.sign(message)).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
    });
  }

  test.each([
    ['p256', 'SHA-256'],
    ['p384', 'SHA-384'],
  ] as const)('an elliptic key, %s', async (name, digest) => {
    const signer = await openSigner({ pkcs12: store(name, 'x'), at }, lend('x'));
    expect(signer.algorithm).toEqual({ scheme: 'ECDSA', digest });
    const { publicKey } = new X509Certificate(signer.certificate);
    const signature = await signer.sign(message);
    expect(verify(digest.replace('-', ''), message, publicKey, signature)).toBe(true);
    expect(signature.length).toBeLessThanOrEqual(signer.signatureLength);
  });

  test('RSASSA-PSS, several at once', async () => {
    const signer = await openSigner(
      { pkcs12: store('rsa', 'x'), at, algorithm: 'pss', digest: 'SHA-512', lanes: 4 },
      lend('x'),
    );
    expect(signer).toMatchObject({ lanes: 4, signatureLength: 256 });
    const key = new X509Certificate(signer.certificate).publicKey;
    const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 };
    const all = await Promise.all(Array.from({ length: 9 }, () => signer.sign(message)));
    for (const signature of all) expect(verify('sha512', message, pss, signature)).toBe(true);
  });

  test.each([
    ['with a MAC', []],
    ['without a MAC', ['-nomac']],
  ])('a wrong password %s, asked once and wiped', async (_, options) => {
    const path = store('rsa', 'right', options);
    for (let i = 0; i < 3; i++) {
      const lent = new TextEncoder().encode(`wrong ${i}`);
      let asked = 0;
      const opening = openSigner({ pkcs12: path, at }, async (ask) => {
        asked++;
        expect(ask).toMatchObject({ device: 'rsa.p12', certificateSubject: '' });
        return lent;
      });
      const fault = await opening.catch((error) => error);
      expect(fault).toMatchObject({ code: 'KEYSTORE_PASSWORD_WRONG' });
      expect(`${fault.stack}${JSON.stringify(fault)}`).not.toContain('wrong 0');
      expect(asked).toBe(1);
      expect(lent).toEqual(new Uint8Array(7));
    }
  });

  test('an empty password', async () => {
    await openSigner({ pkcs12: store('rsa', ''), at }, lend(''));
  });

  test('what node-forge writes, and the same in BER with indefinite lengths', async () => {
    const { certificate, keys } = world.person('rsa');
    const pem = keys.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
    const asn1 = forge.pkcs12.toPkcs12Asn1(
      forge.pki.privateKeyFromPem(pem),
      [
        forge.pki.certificateFromAsn1(
          forge.asn1.fromDer(Buffer.from(certificate).toString('latin1')),
        ),
      ],
      'x',
      { algorithm: '3des' },
    );
    const octets = Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');
    const path = join(folder, 'forge.p12');
    for (const written of [octets, indefinite(octets)]) {
      writeFileSync(path, written);
      const signer = await openSigner({ pkcs12: path, at }, lend('x'));
      expect(Buffer.from(signer.certificate).equals(certificate)).toBe(true);
    }
  });

  test('a million rounds open in seconds', async () => {
    const path = store('rsa', 'x', ['-iter', '1000000', '-maciter']);
    const before = performance.now();
    await openSigner({ pkcs12: path, at }, lend('x'));
    expect(performance.now() - before).toBeLessThan(30_000);
  });

  test.each([
    ['expired', 'CERTIFICATE_EXPIRED'],
    ['cipher', 'CERTIFICATE_NOT_FOR_SIGNING'],
  ])('a certificate that is %s is %s', async (name, code) => {
    const opening = openSigner({ pkcs12: store(name, 'x'), at }, lend('x'));
    await expect(opening).rejects.toMatchObject({ code });
  });

  test('files that are no key store', async () => {
    const path = join(folder, 'other.p12');
    for (const octets of [Buffer.alloc(0), Buffer.from('%PDF-1.7'), Buffer.from('3000', 'hex')]) {
      writeFileSync(path, octets);
      await expect(openSigner({ pkcs12: path, at }, lend('x'))).rejects.toMatchObject({
        code: 'KEYSTORE_UNREADABLE',
        data: { what: 'not-pkcs12' },
      });
    }
    await expect(
      openSigner({ pkcs12: join(folder, 'absent.p12'), at }, lend('x')),
    ).rejects.toMatchObject({ code: 'FILE_MISSING' });
    await expect(openSigner({ pkcs12: folder, at }, lend('x'))).rejects.toMatchObject({
      code: 'KEYSTORE_UNREADABLE',
    });
  });

  test('a key store that asks for years of work is refused', () => {
    const pfx = DerReader.over(readFileSync(store('rsa', 'x'))).sequence();
    const [version, contentInfo] = [pfx.next().bytes, pfx.next().bytes];
    const mac = pfx.sequence();
    const [digestInfo, salt] = [mac.next().bytes, mac.next().bytes];
    const macData = der.sequence(digestInfo, salt, der.integer(0x7fff_ffff));
    const patched = der.sequence(version, contentInfo, macData);
    const before = performance.now();
    expect(() => readKeyStore(patched, Buffer.from('x'), 'x.p12')).toThrowError(
      expect.objectContaining({
        code: 'KEYSTORE_UNREADABLE',
        data: { path: 'x.p12', what: 'keystore-iterations' },
      }),
    );
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  test('damage anywhere is a named fault', () => {
    const whole = readFileSync(
      store('p256', 'x', ['-certpbe', 'NONE', '-keypbe', 'NONE', '-nomac']),
    );
    const password = Buffer.from('x');
    for (let at = 0; at < whole.length; at++) {
      for (const damaged of [
        whole.subarray(0, at),
        Buffer.concat([
          whole.subarray(0, at),
          Buffer.of(whole[at]! ^ 0xff),
          whole.subarray(at + 1),
        ]),
      ]) {
        try {
          readKeyStore(damaged, password, 'x.p12');
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^KEYSTORE_/) });
        }
      }
    }
  });
});

/** Outer SEQUENCE, ContentInfo and its content with indefinite lengths, the OCTET STRING in pieces of 1000 octets. */
function indefinite(octets: Buffer): Buffer {
  const pfx = DerReader.over(octets).sequence();
  const version = pfx.next().bytes;
  const contentInfo = pfx.sequence();
  const type = contentInfo.next().bytes;
  const authSafe = contentInfo.sequence(0xa0).octets();
  const mac = pfx.next().bytes;
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < authSafe.length; at += 1000)
    pieces.push(der.octets(authSafe.subarray(at, at + 1000)));
  const open = (tag: number) => Buffer.of(tag, 0x80);
  const end = Buffer.of(0, 0);
  const content = [open(0xa0), open(0x24), ...pieces, end, end];
  return Buffer.concat([open(0x30), version, open(0x30), type, ...content, end, mac, end]);
}

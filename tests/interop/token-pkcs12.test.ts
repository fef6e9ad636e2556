import { execFileSync } from 'node:child_process';
import { verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSigner } from '../../src/edge/token/index.ts';
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
});

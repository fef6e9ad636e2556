import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memorySource } from '../../src/bytes/source.ts';
import { type OpenOptions, openDocument } from '../../src/format/index.ts';
import { signedMessage } from '../support/cms.ts';
import { missing, requireTool } from '../support/tools.ts';
import { makeWorld, type World } from '../support/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'kyso-cades-'));
const at = (name: string) => join(folder, name);
const content = new Uint8Array(Buffer.from('Quyết định số 12/QĐ-UBND\r\n'.repeat(100)));
const PEOPLE = ['rsa', 'ec'] as const;

let world: World;

function openssl(...args: string[]): Buffer {
  return execFileSync(requireTool('openssl'), args, { stdio: ['ignore', 'pipe', 'pipe'] });
}

beforeAll(async () => {
  if (missing('openssl')) return;
  world = await makeWorld({
    at: new Date(),
    people: [
      { name: 'rsa', key: 'rsa2048' },
      { name: 'ec', key: 'p256' },
    ],
  });
  const pem = (octets: Uint8Array) => {
    const lines = Buffer.from(octets)
      .toString('base64')
      .match(/.{1,64}/g)!;
    return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  };
  writeFileSync(at('content'), content);
  writeFileSync(at('root.pem'), pem(world.anchors[0]!));
  writeFileSync(at('issuing.pem'), pem(world.intermediates[0]!));
  for (const name of PEOPLE) {
    const { keys, certificate } = world.person(name);
    writeFileSync(at(`${name}.pem`), pem(certificate));
    writeFileSync(at(`${name}.key`), keys.privateKey.export({ format: 'pem', type: 'pkcs8' }));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const look = (octets: Uint8Array, o: OpenOptions = {}) =>
  openDocument(memorySource(octets), o).signatures.map(({ id, faults, cms, certificates }) => ({
    id,
    faults,
    whole: [cms!.signature, cms!.messageDigest, cms!.contentType],
    certificates: certificates.length,
  }));
const whole = ['valid', 'matches', 'matches'];

describe.skipIf(missing('openssl'))('openssl cms -sign, opened by us', () => {
  const sign = (name: string, ...options: string[]) =>
    new Uint8Array(
      openssl(
        ...['cms', '-sign', '-binary', '-cades', '-in', at('content')],
        ...['-signer', at(`${name}.pem`), '-inkey', at(`${name}.key`)],
        ...['-certfile', at('issuing.pem'), ...options],
      ),
    );

  it.each(PEOPLE)('%s: enclosing, streamed and as PEM; beside the content', (name) => {
    const right = [{ id: '1', faults: [], whole, certificates: 2 }];
    for (const form of [['DER'], ['PEM'], ['DER', '-stream']]) {
      const [encoding, ...more] = form as [string, ...string[]];
      expect(look(sign(name, '-nodetach', '-outform', encoding, ...more))).toEqual(right);
    }
    const detached = sign(name, '-outform', 'DER');
    expect(look(detached, { contents: memorySource(content) })).toEqual(right);
    expect(look(detached, { contents: memorySource(content.slice(1)) })[0]!.whole[1]).toBe(
      'differs',
    );
  });

  it('several signers', () => {
    writeFileSync(at('one.p7m'), sign('rsa', '-nodetach', '-outform', 'DER'));
    const both = openssl(
      ...['cms', '-resign', '-cades', '-inform', 'DER', '-in', at('one.p7m'), '-outform', 'DER'],
      ...['-signer', at('ec.pem'), '-inkey', at('ec.key')],
    );
    expect(look(new Uint8Array(both)).map((one) => [one.id, one.whole])).toEqual([
      ['1', whole],
      ['2', whole],
    ]);
  });

  it('mail and encrypted data are told apart from signatures', () => {
    const encrypted = openssl(
      ...['cms', '-encrypt', '-binary', '-aes256', '-outform', 'DER', '-in', at('content')],
      at('rsa.pem'),
    );
    for (const octets of [sign('rsa', '-outform', 'SMIME'), new Uint8Array(encrypted)])
      expect(() => look(octets)).toThrow(expect.objectContaining({ code: 'DOCUMENT_UNSUPPORTED' }));
  });
});

describe.skipIf(missing('openssl'))('ours, judged by openssl cms -verify', () => {
  it.each(PEOPLE)('%s: enclosing and detached', (name) => {
    const verify = (...options: string[]) =>
      openssl(
        ...['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', at('message')],
        ...['-CAfile', at('root.pem'), '-purpose', 'any', ...options],
      );
    writeFileSync(at('message'), signedMessage(world, name, content));
    expect(new Uint8Array(verify())).toEqual(content);
    writeFileSync(at('message'), signedMessage(world, name, content, { detached: true }));
    expect(new Uint8Array(verify('-content', at('content')))).toEqual(content);
    writeFileSync(at('other'), content.slice(1));
    expect(() => verify('-content', at('other'))).toThrow();
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kyso, temporaryFolder } from '../support/kyso.ts';
import { makeSoftHsm, PIN, type SoftHsm } from '../support/softhsm.ts';
import { missing } from '../support/tools.ts';
import { makeWorld, type World } from '../support/world.ts';

const now = new Date('2026-11-23T02:00:00Z');

describe.skipIf(missing('softhsm', 'softhsm2-util', 'pkcs11-tool'))('kyso token', () => {
  let world: World;
  let hsm: SoftHsm;

  beforeAll(async () => {
    world = await makeWorld({
      at: now,
      people: [
        { name: 'Nguyễn Văn An' },
        { name: 'Trần Thị Bình', key: 'p384', notAfter: new Date('2026-11-01T00:00:00Z') },
      ],
    });
    const held = (name: string) => {
      const { certificate, keys } = world.person(name);
      return { certificate, privateKey: keys.privateKey };
    };
    hsm = makeSoftHsm([
      { label: 'main', objects: [held('Nguyễn Văn An')] },
      { label: 'old', objects: [held('Trần Thị Bình')] },
    ]);
  });
  afterAll(async () => {
    hsm?.remove();
    await world?.close();
  });

  const token = (...args: string[]) =>
    kyso(['token', ...args], { now, environment: { KYSO_PKCS11_MODULE: hsm.module } });

  test.each([['list'], []])('a line per token', async (...view) => {
    const { status, stdout, stderr } = await token(...view);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Token +Serial +Certificates of +State +Module\n/);
    expect(stdout).toMatch(/main +[0-9a-f]{16} +Nguyễn Văn An +ready /);
    expect(stdout).toMatch(/old +[0-9a-f]{16} +Trần Thị Bình +not ready /);
  });

  test('everything about one token, in Vietnamese', async () => {
    const { status, stdout } = await token('show', '--token', 'old', '--lang', 'vi');
    expect(status).toBe(0);
    expect(stdout).toContain('Chứng thư số  Trần Thị Bình: đã hết hạn');
    expect(stdout).toContain('EC secp384r1');
    expect(stdout).not.toContain('Nguyễn Văn An');
  });

  test('check says which is ready and what the others need', async () => {
    const { status, stdout } = await token('check');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^✓ main \([0-9a-f]{16}\) is ready to sign as Nguyễn Văn An, until /m);
    expect(stdout).toMatch(
      /^✗ old \([0-9a-f]{16}\) is not ready: the certificate of .* expired on 2026-11-01\n {2}→ /m,
    );
  });

  test('check ends with the token status when none is ready', async () => {
    expect(await token('check', '--token', 'old')).toMatchObject({ status: 4 });
    expect(await token('check', '--certificate', 'nobody')).toMatchObject({ status: 4 });
  });

  test('the JSON holds what the schema asks for', async () => {
    const { status, stdout } = await token('check', '--token', 'main', '--json');
    expect(status).toBe(0);
    const report = JSON.parse(stdout);
    const schema = JSON.parse(
      readFileSync(new URL('../../src/report/schema/token-1.json', import.meta.url), 'utf8'),
    );
    expect(report).toMatchObject({
      schema: schema.properties.schema.const,
      at: '2026-11-23T02:00:00.000Z',
      summary: { modules: 1, tokens: 1, ready: 1, certificates: 1, usable: 1 },
    });
    const [seen] = report.modules[0].tokens;
    expect(Object.keys(seen)).toEqual(expect.arrayContaining(schema.$defs.token.required));
    const { required } = schema.$defs.token.properties.certificates.items;
    expect(Object.keys(seen.certificates[0]).sort()).toEqual([...required].sort());
    expect(seen).toMatchObject({
      label: 'main',
      fault: null,
      chosen: seen.certificates[0].sha256,
      flags: { loginRequired: true, pinLocked: false },
    });
  });

  test('a module that can’t be loaded is a row with its reason', async () => {
    const folder = temporaryFolder();
    const header = readFileSync(hsm.module).subarray(0, 4096);
    header.writeUInt16LE(0xf3f3, 18);
    writeFileSync(join(folder, 'other.so'), header);
    writeFileSync(join(folder, 'text.so'), 'text');
    const look = (name: string) =>
      kyso(['token', 'check', '--module', name], { directory: folder, now });
    const other = await look('other.so');
    expect(other).toMatchObject({ status: 4 });
    expect(other.stdout).toContain('other.so: the module');
    expect(other.stdout).toContain('it is made for 0xf3f3, this program runs on');
    expect((await look('text.so')).stdout).toContain('not a shared library');
    expect((await look('absent.so')).stdout).toContain('no PKCS#11 module was found');
  });

  test('signing takes the PIN from a file and shows it nowhere', async () => {
    const folder = temporaryFolder();
    const { makePdf } = await import('../support/documents.ts');
    writeFileSync(join(folder, 'a.pdf'), await makePdf());
    writeFileSync(join(folder, 'pin'), `${PIN}\n`);
    const args = [
      'sign',
      'a.pdf',
      '--out',
      'signed',
      '--token',
      'main',
      '--pin-file',
      'pin',
      '--json',
    ];
    const { status, stdout, stderr } = await kyso(args, {
      directory: folder,
      now,
      environment: { KYSO_PKCS11_MODULE: hsm.module },
    });
    expect(JSON.parse(stdout).summary).toMatchObject({ signed: 1, failed: 0 });
    expect(status).toBe(0);
    expect(stdout + stderr).not.toContain(PIN);
  });

  test('every example of the help runs', async () => {
    const { stdout } = await token('--help');
    const calls = [...stdout.matchAll(/^ {2}kyso (.+)$/gm)].map(([, call]) => call!.split(' '));
    expect(calls.length).toBeGreaterThanOrEqual(2);
    for (const [command, ...args] of calls) {
      expect(command).toBe('token');
      expect(await token(...args)).toMatchObject({ status: 0 });
    }
  });
});

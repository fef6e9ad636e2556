import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../src/pki/index.ts';
import { kyso, temporaryFolder } from '../support/kyso.ts';
import { makeWorld } from '../support/world.ts';

const AT = new Date('2026-11-23T02:00:00Z');

async function desk() {
  const world = await makeWorld({ at: AT, people: ['clerk'] });
  const directory = temporaryFolder();
  const root = world.anchors[0]!;
  writeFileSync(join(directory, 'root.pem'), root);
  writeFileSync(join(directory, 'leaf.pem'), world.person('clerk').certificate);
  writeFileSync(join(directory, 'issuing.pem'), world.issuing.certificate);
  const play = (args: string[], typed?: string[]) =>
    kyso(['trust', ...args], { directory, now: AT, ...(typed && { typed }) });
  const store = join(directory, '.config', 'kyso', 'trust');
  const { sha256 } = readCertificate(root);
  return { play, directory, store, sha256 };
}

describe('kyso trust', () => {
  it('adds an authority whose fingerprint was given, once, and lists it', async () => {
    const { play, sha256, store } = await desk();
    const colons = sha256.toUpperCase().match(/../g)!.join(':');
    expect((await play(['add', 'root.pem', '--fingerprint', colons])).status).toBe(0);
    expect(readdirSync(store)).toEqual([`${sha256}.pem`]);
    const again = await play(['add', 'root.pem', '--fingerprint', sha256]);
    expect([again.status, again.stdout]).toEqual([
      0,
      'already there: CN=Kyso Test Root,O=Kyso Test,C=VN\n',
    ]);
    const listed = JSON.parse((await play(['list', '--json'])).stdout);
    expect(listed).toMatchObject({
      schema: 'kyso.trust/1',
      anchors: [{ sha256, selfSigned: true, publishedElsewhere: null }],
      intermediates: [],
    });
    expect((await play(['list'])).stdout).toContain('self-signed');
  });

  it('shows the certificate and takes the first digits typed back', async () => {
    const { play, sha256, store } = await desk();
    const { status, stderr } = await play(['add', 'root.pem'], [sha256.slice(0, 8).toUpperCase()]);
    expect(status).toBe(0);
    expect(stderr).toContain('CN=Kyso Test Root');
    expect(stderr).toContain(sha256.slice(0, 4));
    expect(readdirSync(store)).toHaveLength(1);
  });

  it.each([
    ['nobody there to confirm', [], undefined],
    ['another fingerprint', ['--fingerprint', '0'.repeat(64)], undefined],
    ['wrong digits', [], ['00000000']],
    ['too few digits', [], ['']],
  ] as const)('adds nothing with %s', async (_, more, typed) => {
    const { play, store } = await desk();
    const played = await play(['add', 'root.pem', ...more], typed && [...typed]);
    expect(played.status).toBe(64);
    expect(existsSync(store)).toBe(false);
  });

  it('refuses what is no authority, and what is no certificate', async () => {
    const { play, directory, store } = await desk();
    const leaf = await play(['add', 'leaf.pem'], ['00000000']);
    expect([leaf.status, leaf.stderr]).toEqual([
      3,
      expect.stringContaining('not an authority’s own'),
    ]);
    writeFileSync(join(directory, 'junk.pem'), 'junk');
    expect((await play(['add', 'junk.pem'])).status).toBe(3);
    expect((await play(['add', 'nowhere.pem'])).status).toBe(3);
    expect(existsSync(store)).toBe(false);
  });

  it('keeps intermediates apart, without trust and without confirmation', async () => {
    const { play } = await desk();
    expect((await play(['add', 'issuing.pem', '--intermediates'])).status).toBe(0);
    const listed = JSON.parse((await play(['list', '--json'])).stdout);
    expect([listed.anchors.length, listed.intermediates.length]).toEqual([0, 1]);
  });

  it('removes the one that fits', async () => {
    const { play, sha256, store } = await desk();
    await play(['add', 'root.pem', '--fingerprint', sha256]);
    expect((await play(['remove', 'Nobody'])).status).toBe(3);
    expect((await play(['remove', sha256.slice(0, 8)])).status).toBe(0);
    expect(readdirSync(store)).toEqual([]);
    expect((await play(['list'])).stdout).toContain('no authority is trusted yet');
  });

  it('lies where KYSO_TRUST says, and names the file that is broken', async () => {
    const { directory, sha256 } = await desk();
    const play = (...args: string[]) =>
      kyso(['trust', ...args], { directory, environment: { KYSO_TRUST: 'office-trust' } });
    expect((await play('add', 'root.pem', '--fingerprint', sha256)).status).toBe(0);
    expect(readdirSync(join(directory, 'office-trust'))).toEqual([`${sha256}.pem`]);
    writeFileSync(join(directory, 'office-trust', 'broken.pem'), 'junk');
    const { status, stderr } = await play('list');
    expect([status, stderr]).toEqual([3, expect.stringContaining('broken.pem')]);
  });

  it('serves kyso verify', async () => {
    const { play, sha256, directory } = await desk();
    await play(['add', 'root.pem', '--fingerprint', sha256]);
    writeFileSync(join(directory, 'x.pdf'), 'x');
    const { status } = await kyso(['verify', 'x.pdf'], { directory, now: AT });
    expect(status).toBe(3);
  });

  it('runs the examples of its help', async () => {
    const { play, sha256 } = await desk();
    const { stdout } = await play(['--help']);
    const calls = [...stdout.matchAll(/^ {2}kyso trust (.*)$/gm)].map((m) => m[1]!);
    expect(calls).toHaveLength(2);
    for (const call of calls) {
      expect((await play(call.replace('FINGERPRINT', sha256).split(' '))).status).toBe(0);
    }
  });
});

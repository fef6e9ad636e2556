import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writePkcs12 } from '../../src/authority/index.ts';
import { signedMessage } from '../support/cms.ts';
import { makePdf } from '../support/documents.ts';
import { kyso, temporaryFolder } from '../support/kyso.ts';
import { makeWorld, type WorldOrder } from '../support/world.ts';

const AT = new Date('2026-11-23T02:00:00Z');
const DAY = 86_400_000;

/** An office that signed a.pdf; root.pem and crls/ beside it, nothing in the trust store. */
async function office(order: WorldOrder = {}, level: 'B' | 'T' = 'B') {
  const world = await makeWorld({ at: AT, people: ['clerk'], ...order });
  onTestFinished(() => world.close());
  const folder = temporaryFolder();
  for (const name of ['outbox', 'crls', 'empty']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'outbox', 'a.pdf'), await makePdf({ text: 'a' }));
  const { keys, certificate } = world.person('clerk');
  const store = { friendlyName: 'clerk', password: 'a secret', keys };
  const certificates = [certificate, ...world.intermediates];
  writeFileSync(join(folder, 'clerk.p12'), writePkcs12({ ...store, certificates }));
  writeFileSync(join(folder, 'pin.txt'), 'a secret\n');
  writeFileSync(join(folder, 'root.pem'), world.anchors[0]!);
  world.crls().forEach((crl, i) => {
    writeFileSync(join(folder, 'crls', `${i}.crl`), crl);
  });
  const play = (...args: string[]) => kyso(args, { directory: folder, now: AT });
  const stamps = level === 'T' ? ['--tsa', world.urls.tsa] : [];
  const key = ['--pkcs12', 'clerk.p12', '--pin-file', 'pin.txt'];
  const signing = await play('sign', 'outbox', ...key, ...stamps);
  expect(signing.status, signing.stderr).toBe(0);
  const verify = async (...more: string[]) => {
    const played = await play('verify', 'signed', '--json', ...more);
    return { ...played, json: JSON.parse(played.stdout) };
  };
  return { world, folder, play, verify };
}

const TRUST = ['--trust', 'root.pem', '--crl', 'crls'];

describe('kyso verify', () => {
  it('passes a signed document, exit 0', async () => {
    const { play, verify } = await office();
    const { status, json } = await verify(...TRUST);
    expect(status).toBe(0);
    expect(json.documents[0].signatures[0]).toMatchObject({
      id: 'Signature1',
      indication: 'TOTAL-PASSED',
      subIndication: null,
      integrity: 'intact',
      coversWholeFile: true,
      algorithm: 'RSASSA-PKCS1-v1_5 SHA-256',
      claimedTime: '2026-11-23T09:00:00+07:00',
      level: 'PAdES-B-B',
    });
    const text = await play('verify', 'signed/a.pdf', ...TRUST);
    expect(text.status).toBe(0);
    expect(text.stdout).toContain('✓ signature Signature1: valid (TOTAL-PASSED)');
    expect(text.stdout).toMatch(/signer +clerk, Kyso Test/);
  });

  it('says which datum is missing and how to give it, exit 2', async () => {
    const { play } = await office();
    const untrusted = await play('verify', 'signed');
    expect(untrusted.status).toBe(2);
    expect(untrusted.stdout).toContain('NO_CERTIFICATE_CHAIN_FOUND');
    expect(untrusted.stdout).toContain('kyso trust add');
    const unknown = await play('verify', 'signed', '--trust', 'root.pem');
    expect(unknown.status).toBe(2);
    expect(unknown.stdout).toContain('TRY_LATER');
    expect(unknown.stdout).toContain('http://ca.example/issuing.crl');
  });

  it('fails a document that was changed, exit 1', async () => {
    const { folder, verify } = await office();
    const path = join(folder, 'signed', 'a.pdf');
    const octets = readFileSync(path);
    octets[octets.indexOf('/MediaBox') + 12]! ^= 1;
    writeFileSync(path, octets);
    const { status, json } = await verify(...TRUST);
    expect(status).toBe(1);
    expect(json.documents[0].signatures[0]).toMatchObject({
      indication: 'TOTAL-FAILED',
      subIndication: 'HASH_FAILURE',
      integrity: 'broken',
    });
  });

  it('counts documents without signatures as open, exit 2, and unreadable ones, exit 3', async () => {
    const { play, folder } = await office();
    expect((await play('verify', 'outbox')).status).toBe(2);
    writeFileSync(join(folder, 'outbox', 'b.pdf'), 'no PDF at all');
    writeFileSync(join(folder, 'outbox', 'c.pdf'), '');
    const { status, stdout } = await play('verify', 'outbox', '--json');
    expect(status).toBe(3);
    const { summary, documents } = JSON.parse(stdout);
    expect(summary).toMatchObject({ documents: 3, unsigned: 1, faults: 2 });
    expect(documents.map((d: { fault: { code: string } | null }) => d.fault?.code)).toEqual([
      undefined,
      'FORMAT_UNKNOWN',
      'FILE_EMPTY',
    ]);
  });

  it('judges as of another time with --at, which needs a zone', async () => {
    const { verify, play } = await office();
    const later = await verify(...TRUST, '--at', '2030-01-01T00:00:00Z');
    expect(later.json.documents[0].signatures[0].subIndication).toMatch(/^OUT_OF_BOUNDS/);
    expect((await play('verify', 'signed', '--at', '2030-01-01T00:00:00')).status).toBe(64);
  });

  it('names faults of its own input', async () => {
    const { play, folder } = await office();
    expect((await play('verify', 'nowhere.pdf')).status).toBe(3);
    expect((await play('verify', 'crls')).stderr).toContain('no document was found');
    writeFileSync(join(folder, 'leaf.crt'), 'x');
    const trust = await play('verify', 'signed', '--trust', 'leaf.crt');
    expect(trust.status).toBe(3);
    const crl = await play('verify', 'signed', '--crl', 'leaf.crt');
    expect(crl.stderr).toContain('neither a revocation list nor an OCSP response');
  });

  it('refuses an end entity as an authority', async () => {
    const { play, folder, world } = await office();
    writeFileSync(join(folder, 'leaf.crt'), world.person('clerk').certificate);
    const { status, stderr } = await play('verify', 'signed', '--trust', 'leaf.crt');
    expect(status).toBe(3);
    expect(stderr).toContain('not an authority’s own certificate');
  });

  it('fetches what is missing only with --online, from private addresses only when told', async () => {
    const { verify } = await office({ serve: true });
    const trust = ['--trust', 'root.pem'];
    expect((await verify(...trust)).status).toBe(2);
    expect((await verify(...trust, '--online')).status).toBe(2);
    const online = await verify(...trust, '--online', '--allow-private');
    expect(online.json.documents[0].signatures[0].indication).toBe('TOTAL-PASSED');
    expect(online.status).toBe(0);
  });

  it('finds a revocation online', async () => {
    const revoked = { name: 'clerk', revoked: new Date(+AT - DAY) };
    const { verify } = await office({ serve: true, people: [revoked] });
    const { json } = await verify('--trust', 'root.pem', '--online', '--allow-private');
    expect(json.documents[0].signatures[0].subIndication).toBe('REVOKED_NO_POE');
  });

  it('proves the time of a time-stamped signature and judges at it', async () => {
    const { verify, play } = await office({ serve: true }, 'T');
    const { json, status } = await verify(...TRUST);
    expect(status).toBe(0);
    expect(json.documents[0].signatures[0]).toMatchObject({
      indication: 'TOTAL-PASSED',
      provenTime: '2026-11-23T09:00:00+07:00',
      level: 'PAdES-B-T',
    });
    const text = await play('verify', 'signed', ...TRUST);
    expect(text.stdout).toMatch(/proven time .*time stamp by Kyso Test TSA/);
    const strict = await verify(...TRUST, '--tsa-trust', 'empty');
    expect(strict.json.documents[0].signatures[0].provenTime).toBeNull();
  });

  it('speaks Vietnamese', async () => {
    const { play } = await office();
    const { stdout } = await play('verify', 'signed', '--lang', 'vi', ...TRUST);
    expect(stdout).toContain('chữ ký Signature1: hợp lệ');
    expect(stdout).toContain('nguyên vẹn');
  });

  it('shows every check with its clause when asked, and only what did not pass with --quiet', async () => {
    const { play } = await office();
    const details = await play('verify', 'signed', '--details', ...TRUST);
    expect(details.stdout).toMatch(/CV-DIGEST .*\[EN 319 102-1 clause 5\.2\.7\.4/);
    const quiet = await play('verify', 'signed', '--quiet', ...TRUST);
    expect(quiet.stdout).not.toContain('Signature1');
    expect(quiet.stdout).toContain('signatures valid: 1');
  });

  it('writes a report to a new file, whole or not at all, and totals to the screen', async () => {
    const { play, folder } = await office();
    const written = await play('verify', 'signed', '--etsi', 'new/report.xml', ...TRUST);
    expect(written.status).toBe(0);
    expect(written.stdout).toMatch(/^documents: 1; signatures valid: 1.*\n$/);
    expect(written.stderr).toContain('wrote new/report.xml');
    const before = readFileSync(join(folder, 'new', 'report.xml'), 'utf8');
    expect(before).toContain('mainindication:total-passed');
    const again = await play('verify', 'signed', '--json', '--etsi', 'new/report.xml', ...TRUST);
    expect([again.status, again.stdout]).toEqual([3, '']);
    expect(readFileSync(join(folder, 'new', 'report.xml'), 'utf8')).toBe(before);
    const both = await play('verify', 'signed', '--json', '--etsi', 'new/b.xml');
    expect(both.status).toBe(2);
    expect(JSON.parse(both.stdout).summary.INDETERMINATE).toBe(1);
    const lost = await play('verify', 'nowhere.pdf', '--etsi', 'new/c.xml', ...TRUST);
    expect(lost.status).toBe(3);
    expect(readdirSync(join(folder, 'new')).toSorted()).toEqual(['b.xml', 'report.xml']);
  });

  it('makes every report of one run at once, and never two into one file', async () => {
    const { play, folder } = await office();
    const files = ['--html', 'a.html', '--etsi', 'a.xml'];
    const all = await play('verify', 'signed', 'outbox', '--json', ...files, ...TRUST);
    expect(all.status).toBe(2);
    expect(JSON.parse(all.stdout).documents).toHaveLength(2);
    const page = readFileSync(join(folder, 'a.html'), 'utf8');
    for (const part of ['<h2 id="unsigned">', '<h2 id="passed">', 'signed/a.pdf', 'outbox/a.pdf'])
      expect(page).toContain(part);
    expect(page.indexOf('outbox/a.pdf')).toBeLessThan(page.indexOf('signed/a.pdf'));
    expect(readFileSync(join(folder, 'a.xml'), 'utf8')).toContain(
      'urn:x-kyso:subindication:NO_SIGNATURE',
    );
    const clash = await play('verify', 'signed', '--html', 'x', '--etsi', './x', ...TRUST);
    expect(clash.status).toBe(64);
    expect(readdirSync(folder)).not.toContain('x');
  });

  it.each([
    ['0 when all is valid', ['signed', ...TRUST], 0],
    ['1 when something is wrong', ['signed', 'bad', 'outbox', ...TRUST], 1],
    ['2 when something stays open', ['signed'], 2],
    ['3 when a document can’t be read', ['signed', 'bad/b.pdf', ...TRUST], 3],
    ['64 for a call that can’t be meant', ['signed', '--html'], 64],
  ])('ends with %s, whatever the report', async (_, call, status) => {
    const { play, folder } = await office();
    mkdirSync(join(folder, 'bad'));
    const broken = readFileSync(join(folder, 'signed', 'a.pdf'));
    broken[broken.indexOf('/MediaBox') + 12]! ^= 1;
    writeFileSync(join(folder, 'bad', 'a.pdf'), broken);
    writeFileSync(join(folder, 'bad', 'b.pdf'), 'no PDF at all');
    const reports = [[], ['--json'], ['--details'], ['--etsi', 'a.xml', '--html', 'a.html']];
    for (const report of reports)
      expect((await play('verify', ...report, ...call)).status, report[0]).toBe(status);
  });

  it('leaves no half report when it is interrupted', async () => {
    const { folder } = await office();
    const interrupted = AbortSignal.abort();
    const call = ['verify', 'signed', '--etsi', 'report.xml', ...TRUST];
    const { status } = await kyso(call, { directory: folder, now: AT, interrupted });
    expect(status).toBe(130);
    expect(readdirSync(folder).filter((name) => name.includes('report'))).toEqual([]);
  });

  it('runs the examples of its help', async () => {
    const { play, folder, world } = await office();
    const content = await makePdf({ text: 'b' });
    writeFileSync(join(folder, 'a.pdf'), content);
    const detached = signedMessage(world, 'clerk', content, { detached: true });
    writeFileSync(join(folder, 'a.pdf.p7s'), detached);
    const help = await play('verify', '--help');
    const calls = [...help.stdout.matchAll(/^ {2}kyso (.*)$/gm)].map((m) => m[1]!.split(' '));
    expect(calls).toHaveLength(4);
    const ends = [];
    for (const call of calls) ends.push((await play(...call)).status);
    expect(ends).toEqual([0, 2, 2, 2]);
  });
});

describe('kyso verify --policy', () => {
  it('judges by a policy of its own, and names it', async () => {
    const { folder, verify } = await office();
    const of = async (...more: string[]) => {
      const { status, json } = await verify(...TRUST, ...more);
      const { policy, indication, subIndication } = json.documents[0].signatures[0];
      return { status, policy, indication, subIndication };
    };
    const passed = { status: 0, indication: 'TOTAL-PASSED', subIndication: null };
    expect(await of()).toEqual({ ...passed, policy: 'basic' });
    expect(await of('--policy', 'vn-public')).toEqual({ ...passed, policy: 'vn-public' });
    const own = { schema: 'kyso.policy/1', id: 'strict', timestampRequired: true };
    writeFileSync(join(folder, 'strict.json'), JSON.stringify(own));
    expect(await of('--policy', 'strict.json')).toEqual({
      status: 2,
      policy: 'strict',
      indication: 'INDETERMINATE',
      subIndication: 'SIG_CONSTRAINTS_FAILURE',
    });
  });

  it('refuses a policy that it can’t read wholly, exit 3', async () => {
    const { folder, play } = await office();
    writeFileSync(
      join(folder, 'odd.json'),
      '{"schema":"kyso.policy/1","id":"odd","freshnes":"P1D"}',
    );
    const odd = await play('verify', 'signed', '--policy', 'odd.json');
    expect(odd.status).toBe(3);
    expect(odd.stderr).toContain('freshnes');
    expect((await play('verify', 'signed', '--policy', 'none.json')).status).toBe(3);
  });
});

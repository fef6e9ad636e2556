import { execFile, execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, generateKeys } from '../../src/authority/index.ts';
import { fillKeyStores, fillTokens } from '../../src/cli/demo/devices.ts';
import { FIGURES, makeDistrict } from '../../src/cli/demo/district.ts';
import type { Holder } from '../../src/cli/demo/holders.ts';
import { makePdf } from '../support/documents.ts';
import { kyso, temporaryFolder } from '../support/kyso.ts';
import { findSoftHsm, missing, requireTool } from '../support/tools.ts';

const run = promisify(execFile);
const PROGRAM = resolve(import.meta.dirname, '../../bin/kyso.js');

/** The real thing, once: a process of its own, as a newcomer starts it. */
describe('kyso demo', () => {
  const home = mkdtempSync(join(tmpdir(), 'kyso-demo-'));
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  const folder = join(home, 'district');
  let stdout = '';
  let stderr = '';

  beforeAll(async () => {
    const args = [PROGRAM, 'demo', '--lang', 'en', '--folder', folder];
    const done = await run(process.execPath, args, { cwd: home, maxBuffer: 1 << 24 });
    ({ stdout, stderr } = done);
  }, 900_000);

  test('prints the per-agency table with the figures due', () => {
    for (const agency of makeDistrict().agencies) expect(stdout).toContain(agency.organId);
    expect(stdout).toMatch(/98\.03%/);
    expect(stdout).toMatch(/99\.95%/);
    expect(stdout).toContain('2,000/2,040');
    expect(stdout).toContain('1,999/2,000');
    expect(stderr).toContain('169 certificates');
  });

  test('says with what it signed', () => {
    expect(stderr).toContain(findSoftHsm() ? 'SoftHSM is installed' : 'PKCS#12 key stores');
  });

  test('writes HTML, CSV and JSON', () => {
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    expect(report.schema).toBe('kyso.report/1');
    expect(report.total.rates.R1).toMatchObject({ numerator: 2000, denominator: 2040 });
    expect(report.total.rates.R2a).toMatchObject({ numerator: 1999, denominator: 2000 });
    expect(report.rows).toHaveLength(FIGURES.agencies);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    expect(readFileSync(join(folder, 'report.csv'), 'utf8')).toContain('H99.20.19');
    const certificates = readdirSync(join(folder, 'certificates'), { recursive: true });
    expect(certificates.filter((n) => String(n).endsWith('.cer'))).toHaveLength(169);
  });

  test('signs every document at level B by a person and at level T by the agency, and one is altered', () => {
    const { documents } = JSON.parse(readFileSync(join(folder, 'verify.json'), 'utf8'));
    const failed = documents.filter((d: Verified) =>
      d.signatures.some((s) => s.indication !== 'TOTAL-PASSED'),
    );
    expect(failed).toHaveLength(1);
    expect(failed[0].signatures[0].subIndication).toBe('HASH_FAILURE');
    for (const { signatures } of documents as Verified[])
      expect(signatures.map((s) => s.provenTime === null)).toEqual([true, false]);
  });

  test.skipIf(missing('pdfsig', 'qpdf'))('outside judges agree about its documents', () => {
    const signed = join(folder, '3-released/H99.20.3');
    const path = join(signed, readdirSync(signed)[0]!);
    const said = execFileSync(requireTool('pdfsig'), [path], { encoding: 'utf8' });
    expect(said.match(/Signature is Valid/g)).toHaveLength(2);
    expect(said).toContain('Total document signed');
    expect(execFileSync(requireTool('qpdf'), ['--check', path], { encoding: 'utf8' })).toContain(
      'No syntax or stream encoding errors',
    );
  });

  test('prints commands that can be repeated', async () => {
    const script = readFileSync(join(folder, 'commands.sh'), 'utf8');
    expect(statSync(join(folder, 'commands.sh')).mode & 0o100).toBe(0o100);
    const lines = script.split('\n').filter((line) => line.startsWith('kyso '));
    expect(lines.filter((line) => line.startsWith('kyso sign'))).toHaveLength(42);
    for (const line of stderr.split('\n').filter((l) => /^ {2}kyso /.test(l)))
      expect(lines).toContain(line.trim());

    const settings = /^export (SOFTHSM2_CONF)=(.*)$/m.exec(script);
    const env = { ...process.env, ...(settings ? { [settings[1]!]: settings[2]! } : {}) };
    const again = (line: string) =>
      run('/bin/sh', ['-c', line.replace(/^kyso/, `"${process.execPath}" "${PROGRAM}"`)], {
        cwd: folder,
        env,
        maxBuffer: 1 << 26,
      });
    const { stdout: table } = await again(lines.at(-1)!);
    expect(table).toContain('1.999/2.000');
    const { stdout: skipped } = await again(
      lines.find((line) => line.startsWith('kyso sign') && line.includes('H99.20.12'))!,
    );
    expect(skipped).toMatch(/49/);
  }, 120_000);

  test('replaces an earlier demo, and nothing else', async () => {
    writeFileSync(join(folder, 'mine.txt'), 'kept');
    const interrupted = AbortSignal.abort();
    const stopped = await kyso(['demo', '--folder', folder], { interrupted });
    expect(stopped.status).toBe(130);
    expect(existsSync(join(folder, '3-released'))).toBe(false);
    expect(readFileSync(join(folder, 'mine.txt'), 'utf8')).toBe('kept');

    const foreign = join(home, 'foreign');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'a.txt'), 'kept');
    const refused = await kyso(['demo', '--folder', foreign]);
    expect(refused.status).toBe(3);
    expect(readdirSync(foreign)).toEqual(['a.txt']);
    expect((await kyso(['demo', '--serve', '--folder', foreign])).status).toBe(3);
  });
});

interface Verified {
  readonly signatures: readonly { indication: string; provenTime: string | null }[];
}

/** Both kinds of signing device, whichever of them the demo above took. */
describe('the devices of the demo', () => {
  async function holder(): Promise<Holder> {
    const agency = makeDistrict().agencies[3]!;
    const span = { notBefore: new Date('2026-01-01'), notAfter: new Date('2028-01-01') };
    const subject = { commonName: 'Demo', country: 'VN' };
    const authority = createAuthority({ subject, keys: await generateKeys('rsa2048'), ...span });
    const keys = await generateKeys('rsa2048');
    const person = agency.people[0]!;
    const certificate = authority.issue({
      profile: 'person',
      subject: { commonName: person.name, userId: person.uid },
      publicKey: keys.publicKey,
      ...span,
    });
    return { agency, person, keys, certificate };
  }

  test('key stores hold each signer', async () => {
    const folder = temporaryFolder();
    const one = await holder();
    const devices = fillKeyStores(folder, [one], []);
    writeFileSync(join(folder, 'a.pdf'), await makePdf());
    const args = ['sign', 'a.pdf', '--out', 'out', ...devices.arguments(one), '--ledger', 'l.db'];
    const { status } = await kyso(args, { directory: folder });
    expect(status).toBe(0);
    expect(existsSync(join(folder, 'out/a.pdf'))).toBe(true);
  });

  test.skipIf(missing('softhsm'))('tokens hold each signer', async () => {
    const folder = temporaryFolder();
    const one = await holder();
    const devices = await fillTokens(folder, findSoftHsm()!, [one]);
    const args = [PROGRAM, 'token', 'list', '--module', findSoftHsm()!, '--lang', 'en'];
    const env = { ...process.env, ...devices.environment };
    const { stdout } = await run(process.execPath, args, { env });
    expect(stdout).toContain(one.agency.organId);
    expect(stdout).toContain(one.person!.name);
  });
});

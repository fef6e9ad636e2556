import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePkcs12 } from '../../src/authority/index.ts';
import { writeSparsePdf } from '../support/documents.ts';
import { makeWorld } from '../support/world.ts';
import { printRatio } from './report.ts';

const BIN = new URL('../../bin/kyso.js', import.meta.url).pathname;
const PEAK = new URL('peak.js', import.meta.url).href;
const LARGE = 500 * 1024 * 1024;
const ROUNDS = 15;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kyso-bench-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('process', () => {
  it('kyso --version ÷ node -e 0', () => {
    const run = (args: string[]) => {
      const started = performance.now();
      execFileSync(process.execPath, args);
      return performance.now() - started;
    };
    run([BIN, '--version']);
    const pairs = Array.from(
      { length: ROUNDS },
      () => [run([BIN, '--version']), run(['-e', '0'])] as const,
    );
    printRatio(
      'start-up',
      pairs.map(([ours, bare]) => ours / bare),
      '1.5 or less',
      `${ROUNDS} pairs`,
    );
  });

  it('peak memory of signing and verifying one PDF of 500 MB', async () => {
    const world = await makeWorld({ at: new Date(), people: ['clerk'] });
    const { keys, certificate } = world.person('clerk');
    const certificates = [certificate, ...world.intermediates];
    writeFileSync(
      join(folder, 'clerk.p12'),
      writePkcs12({ friendlyName: 'clerk', password: 'secret', keys, certificates }),
    );
    writeFileSync(join(folder, 'pin.txt'), 'secret');
    writeFileSync(join(folder, 'root.cer'), world.anchors[0]!);
    writeSparsePdf(join(folder, 'large.pdf'), LARGE);
    world.crls().forEach((crl, i) => void writeFileSync(join(folder, `${i}.crl`), crl));

    const peakOf = (...args: string[]) => {
      const peaks = mkdtempSync(join(folder, 'peaks-'));
      const { status, stderr } = spawnSync(process.execPath, ['--import', PEAK, BIN, ...args], {
        cwd: folder,
        env: { ...process.env, KYSO_PEAKS: peaks, XDG_DATA_HOME: folder, LANG: 'en' },
        encoding: 'utf8',
      });
      expect(status, stderr).toBe(0);
      return (
        Math.max(...readdirSync(peaks).map((n) => Number(readFileSync(join(peaks, n), 'utf8')))) /
        1024
      );
    };
    const signing = peakOf('sign', 'large.pdf', '--pkcs12', 'clerk.p12', '--pin-file', 'pin.txt');
    expect(statSync(join(folder, 'signed', 'large.pdf')).size).toBeGreaterThan(LARGE);
    const verifying = peakOf(
      'verify',
      'signed/large.pdf',
      '--trust',
      'root.cer',
      '--crl',
      '0.crl',
      '--crl',
      '1.crl',
    );
    console.log(
      `peak memory, one PDF of 500 MB (aim: under 250 MB): signing ${signing.toFixed(0)} MB, verifying ${verifying.toFixed(0)} MB`,
    );
    await world.close();
  });
});

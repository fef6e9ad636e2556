import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TRUST, writeSignedFolder } from '../support/signed-folder.ts';
import { findTool } from '../support/tools.ts';
import { least, printRatio, printTable, timed } from './report.ts';

const BIN = new URL('../../bin/kyso.js', import.meta.url).pathname;
const PEAK = new URL('peak.js', import.meta.url).href;
const CORES = availableParallelism();
const ROUNDS = 3;
/** Enough that starting does not count for much. */
const FOLDERS = [
  { signatures: 1, documents: 1000 },
  { signatures: 3, documents: 400 },
  { signatures: 10, documents: 150 },
];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kyso-bench-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string, args: readonly string[]) {
  const environment = { ...process.env, LANG: 'en', KYSO_PEAKS: folder, XDG_DATA_HOME: folder };
  const { stdout, status } = spawnSync(command, args, {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  return { stdout, status };
}

const kyso = (...args: string[]) => run(process.execPath, [BIN, 'verify', ...args, ...TRUST]);

/** Peak resident memory of a call in MB. */
function peakOf(...args: string[]): number {
  const before = new Set(readdirSync(folder));
  run(process.execPath, ['--import', PEAK, BIN, 'verify', ...args, ...TRUST]);
  const [left] = readdirSync(folder).filter((name) => !before.has(name));
  return Number(readFileSync(join(folder, left!), 'utf8')) / 1024;
}

describe('the whole process', () => {
  it(`kyso verify on one thread and on ${CORES}`, async () => {
    const rows: Record<string, string>[] = [];
    for (const order of FOLDERS) {
      const name = `s${order.signatures}`;
      await writeSignedFolder(folder, name, { ...order, ballast: 97_000 });
      const all = String(CORES);
      // Equal answers first, octet for octet.
      expect(kyso(name, '--json', '--jobs', all)).toEqual(kyso(name, '--json', '--jobs', '1'));
      const one = await least(ROUNDS, () => kyso(name, '--jobs', '1'));
      const many = await least(ROUNDS, () => kyso(name, '--jobs', all));
      const rate = (ms: number) => (order.documents / (ms / 1000)).toFixed(0);
      rows.push({
        signatures: name.slice(1),
        documents: String(order.documents),
        'one thread, documents/s': rate(one),
        [`${CORES} threads, documents/s`]: rate(many),
        'as fast': (one / many).toFixed(2),
        'peak, one thread': `${peakOf(name, '--jobs', '1').toFixed(0)} MB`,
        [`peak, ${CORES} threads`]: `${peakOf(name, '--jobs', all).toFixed(0)} MB`,
      });
    }
    printTable(
      `kyso verify as a process, start included (least of ${ROUNDS} runs; as fast as one thread at best ${CORES} times)`,
      rows,
    );
  });

  it('kyso verify beside pdfsig, one document of ten signatures', async () => {
    const pdfsig = findTool('pdfsig');
    if (pdfsig === undefined) {
      console.log('pdfsig: not on this machine');
      return;
    }
    const [path] = await writeSignedFolder(folder, 'ten', { documents: 1, signatures: 10 });
    const theirs = () => run(pdfsig, ['-nocert', path!]);
    const ours = () => kyso('ten', '--jobs', '1');
    // Equal answers first, as far as pdfsig goes: the mathematics.
    expect(theirs().stdout.match(/Signature is Valid/g)).toHaveLength(10);
    expect(ours().status).toBe(0);
    const pairs: number[] = [];
    for (let round = 0; round < ROUNDS; round++)
      pairs.push((await timed(ours)) / (await timed(theirs)));
    printRatio(
      'kyso verify ÷ pdfsig -nocert, process for process',
      pairs,
      'none',
      `${ROUNDS} pairs`,
    );
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLedger } from '../../src/edge/store/ledger-store.ts';
import { temporaryFolder } from '../support/kyso.ts';

const BUILT = new URL('../../dist/edge/store/ledger-store.js', import.meta.url).href;
/** Entries of one transaction. */
const TOGETHER = 50;

/** A process that appends transactions to the ledger and prints the number of each when it is durable. */
function appender(path: string, batch: string, transactions: number) {
  const script = `
    const { openLedger } = await import(${JSON.stringify(BUILT)});
    const ledger = await openLedger(${JSON.stringify(path)}, { create: true });
    const digest = 'a'.repeat(64);
    for (let t = 0; t < ${transactions}; t++) {
      await ledger.appendSigned(Array.from({ length: ${TOGETHER} }, (_, i) => ({
        batch: ${JSON.stringify(batch)}, at: new Date(0), source: String(t * ${TOGETHER} + i),
        sourceSha256: digest, output: null, outputSha256: null, certificateSha256: digest, status: 'signed', fault: null,
      })));
      process.stdout.write(t + '\\n');
    }
    await ledger.close();`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function sourcesOf(path: string, batch: string): Promise<string[]> {
  const ledger = await openLedger(path, { create: false });
  const sources = (await ledger.signedIn(batch)).map((entry) => entry.source);
  await ledger.close();
  return sources;
}

test('what was acknowledged survives kill -9 between and during appends', async () => {
  const path = join(temporaryFolder(), 'ledger.db');
  let before = 0;
  for (const killAfter of [1, 5, 30]) {
    const child = appender(path, 'batch', Number.MAX_SAFE_INTEGER);
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.split('\n').length > killAfter) child.kill('SIGKILL');
    });
    await once(child, 'close');
    const acknowledged = said.split('\n').length - 1;
    expect(acknowledged).toBeGreaterThanOrEqual(killAfter);
    const kept = (await sourcesOf(path, 'batch')).slice(before);
    // Whole transactions, in order, at least those that were acknowledged.
    expect(kept.length % TOGETHER).toBe(0);
    expect(kept.length).toBeGreaterThanOrEqual(TOGETHER * acknowledged);
    expect(kept).toEqual(kept.map((_, i) => String(i)));
    before += kept.length;
  }
});

test('three processes make the file and write to it at once, and nothing is lost', async () => {
  const path = join(temporaryFolder(), 'ledger.db');
  const children = ['0', '1', '2'].map((batch) => appender(path, batch, 30));
  for (const child of children) child.stdout.resume();
  const statuses = await Promise.all(children.map((child) => once(child, 'close')));
  expect(statuses.map(([status]) => status)).toEqual([0, 0, 0]);
  for (const batch of ['0', '1', '2'])
    expect(await sourcesOf(path, batch)).toHaveLength(30 * TOGETHER);
});

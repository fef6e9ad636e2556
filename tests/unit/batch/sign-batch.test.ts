import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Signer } from '../../../src/ades/ports.ts';
import type { SignedEntry, SigningRecord } from '../../../src/batch/ports.ts';
import { signBatch } from '../../../src/batch/sign-batch.ts';
import { documentFiles } from '../../../src/edge/files/document-files.ts';
import { Fault } from '../../../src/fault/fault.ts';
import { makePdf } from '../../support/documents.ts';
import { temporaryFolder } from '../../support/kyso.ts';
import { makeWorld } from '../../support/world.ts';

const AT = new Date('2026-11-23T02:00:00Z');

async function batch(
  count: number,
  spoil: (signer: Signer, world: Awaited<ReturnType<typeof makeWorld>>) => Signer,
) {
  const world = await makeWorld({ at: AT, people: ['clerk', 'other'] });
  onTestFinished(() => world.close());
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'outbox'));
  for (let i = 0; i < count; i += 1)
    writeFileSync(join(folder, 'outbox', `${i}.pdf`), await makePdf());
  const entries: SignedEntry[] = [];
  const record: SigningRecord = { signed: async (entry) => void entries.push(entry) };
  const documents = readdirSync(join(folder, 'outbox')).map((name) => ({
    path: join('outbox', name),
    output: join('signed', name),
    size: 1000,
  }));
  const run = (signal = new AbortController().signal, more = {}) =>
    signBatch(
      documents,
      { chain: [] },
      {
        signer: spoil(world.softwareSigner('clerk'), world),
        timestamps: undefined,
        files: documentFiles(folder),
        record,
        now: () => AT,
        ...more,
      },
      { done() {} },
      signal,
    );
  const outputs = () => {
    try {
      return readdirSync(join(folder, 'signed')).toSorted();
    } catch {
      return [];
    }
  };
  return { run, outputs, entries };
}

const statuses = (results: readonly { status: string }[]) => ({
  signed: results.filter((r) => r.status === 'signed').length,
  failed: results.filter((r) => r.status === 'failed').length,
  stopped: results.filter((r) => r.status === 'stopped').length,
});

describe('signBatch', () => {
  it('has the next operation at hand while the device works, for a bounded number of documents', async () => {
    let inside = 0;
    let most = 0;
    const { run } = await batch(60, (signer) => ({
      ...signer,
      async sign(message) {
        most = Math.max(most, ++inside);
        await new Promise((resume) => setTimeout(resume, 1));
        inside -= 1;
        return signer.sign(message);
      },
    }));
    expect(statuses((await run()).results)).toEqual({ signed: 60, failed: 0, stopped: 0 });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(32);
  });

  it('stops when the token is pulled out; what was signed stays, nothing is half-written', async () => {
    let left = 10;
    const { run, outputs, entries } = await batch(60, (signer) => ({
      ...signer,
      async sign(message) {
        if (left-- <= 0) throw new Fault('TOKEN_REMOVED');
        return signer.sign(message);
      },
    }));
    const { results, stoppedBy } = await run();
    expect(stoppedBy?.code).toBe('TOKEN_REMOVED');
    expect(statuses(results).signed).toBe(10);
    expect(statuses(results).stopped).toBeGreaterThan(30);
    expect(outputs()).toHaveLength(10);
    expect(entries).toHaveLength(10);
  });

  it('publishes nothing that a device signed wrongly, and stops', async () => {
    const { run, outputs } = await batch(5, (signer) => ({
      ...signer,
      async sign(message) {
        const signature = await signer.sign(message);
        signature[100]! ^= 1;
        return signature;
      },
    }));
    const { stoppedBy } = await run();
    expect(stoppedBy?.code).toBe('SELF_CHECK_FAILED');
    expect(outputs()).toEqual([]);
  });

  it('notices a device that signs with another key than its certificate’s', async () => {
    const { run, outputs } = await batch(2, (signer, world) => ({
      ...signer,
      sign: (message) => world.softwareSigner('other').sign(message),
    }));
    expect((await run()).stoppedBy?.code).toBe('SELF_CHECK_FAILED');
    expect(outputs()).toEqual([]);
  });

  it('ends what is under way when interrupted and begins nothing more', async () => {
    const stop = new AbortController();
    let count = 0;
    const { run, outputs, entries } = await batch(60, (signer) => ({
      ...signer,
      async sign(message) {
        if (++count === 5) stop.abort();
        return signer.sign(message);
      },
    }));
    const { results } = await run(stop.signal);
    expect(statuses(results).failed).toBe(0);
    expect(statuses(results).signed).toBeLessThan(40);
    expect(outputs()).toHaveLength(statuses(results).signed);
    expect(entries).toHaveLength(statuses(results).signed);
  });

  it('counts no document as signed whose ledger entry could not be written', async () => {
    const { run } = await batch(4, (signer) => signer);
    const record = { signed: () => Promise.reject(new Fault('LEDGER_UNREADABLE')) };
    const { results, stoppedBy } = await run(new AbortController().signal, { record });
    expect(stoppedBy?.code).toBe('LEDGER_UNREADABLE');
    expect(statuses(results).signed).toBe(0);
  });
});

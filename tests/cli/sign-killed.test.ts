import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writePkcs12 } from '../../src/authority/index.ts';
import { memorySource } from '../../src/bytes/source.ts';
import { openLedger } from '../../src/edge/store/ledger-store.ts';
import { openDocument } from '../../src/format/index.ts';
import { readCertificate } from '../../src/pki/index.ts';
import { makePdf } from '../support/documents.ts';
import { temporaryFolder } from '../support/kyso.ts';
import { makeWorld } from '../support/world.ts';

const BIN = new URL('../../bin/kyso.js', import.meta.url).pathname;
const COUNT = 120;

it('killed again and again and started again, it signs every document exactly once', async () => {
  const world = await makeWorld({ at: new Date(), people: ['clerk'] });
  const folder = temporaryFolder();
  const { keys, certificate } = world.person('clerk');
  writeFileSync(
    join(folder, 'clerk.p12'),
    writePkcs12({ friendlyName: 'clerk', password: 'secret', keys, certificates: [certificate] }),
  );
  writeFileSync(join(folder, 'pin.txt'), 'secret');
  mkdirSync(join(folder, 'outbox'));
  const sources: string[] = [];
  for (let i = 0; i < COUNT; i += 1) {
    const pdf = await makePdf({ text: `Document ${i}`, ballast: 30_000 });
    writeFileSync(join(folder, 'outbox', `${i}.pdf`), pdf);
    sources.push(createHash('sha256').update(pdf).digest('hex'));
  }

  const signed = () => {
    try {
      return readdirSync(join(folder, 'signed')).filter((name) => !name.startsWith('.'));
    } catch {
      return [];
    }
  };
  const whole = () => {
    for (const name of signed()) {
      const { signatures } = openDocument(
        memorySource(new Uint8Array(readFileSync(join(folder, 'signed', name)))),
      );
      expect(signatures).toHaveLength(1);
      expect(signatures[0]).toMatchObject({
        faults: [],
        cms: { signature: 'valid', messageDigest: 'matches' },
      });
    }
  };
  /** Kills the run as soon as some more outputs are there; resolves to its status, null when killed. */
  const run = (killAfter: number) =>
    new Promise<number | null>((resolve) => {
      const child = spawn(
        process.execPath,
        [
          BIN,
          'sign',
          'outbox',
          '--pkcs12',
          'clerk.p12',
          '--pin-file',
          'pin.txt',
          '--ledger',
          'ledger.db',
        ],
        { cwd: folder, stdio: 'ignore', env: { ...process.env, HOME: folder } },
      );
      const before = signed().length;
      const watch = setInterval(() => {
        if (signed().length - before >= killAfter) child.kill('SIGKILL');
      }, 1);
      child.on('exit', (status) => {
        clearInterval(watch);
        resolve(status);
      });
    });

  let killed = 0;
  for (const after of [1, 7, 15, 20]) {
    if ((await run(after)) === null) killed += 1;
    whole();
  }
  expect(killed).toBeGreaterThan(1);
  expect(await run(Number.POSITIVE_INFINITY)).toBe(0);
  expect(signed()).toHaveLength(COUNT);
  expect(readdirSync(join(folder, 'signed'))).toHaveLength(COUNT);
  whole();
  const ledger = await openLedger(join(folder, 'ledger.db'), { create: false });
  expect((await ledger.findSigned(sources, readCertificate(certificate).sha256)).size).toBe(COUNT);
  await ledger.close();
  await world.close();
}, 120_000);

import { execFileSync } from 'node:child_process';
import { createHash, verify } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// What is measured is what bin/kyso.js runs.
import { signBatch } from '../../dist/batch/sign-batch.js';
import { documentFiles } from '../../dist/edge/files/document-files.js';
import { openSource } from '../../dist/edge/files/source.js';
import { openSigner } from '../../dist/edge/token/index.js';
import { examine } from '../../dist/examination/index.js';
import { readCertificate } from '../../dist/pki/index.js';
import { createPolicy } from '../../dist/validation/index.js';
import { makePdf } from '../support/documents.ts';
import { makeSoftHsm, PIN, type SoftHsm } from '../support/softhsm.ts';
import { makeWorld, type World } from '../support/world.ts';
import { median, printRatio, timed } from './report.ts';

const COUNT = 1000;
const ROUNDS = 5;
const AT = new Date('2026-11-23T02:00:00Z');

let world: World;
let hsm: SoftHsm;
let folder: string;

beforeAll(async () => {
  world = await makeWorld({ at: AT, people: ['clerk'] });
  const { keys, certificate } = world.person('clerk');
  hsm = makeSoftHsm([{ label: 'clerk', objects: [{ certificate, privateKey: keys.privateKey }] }]);
  folder = mkdtempSync(join(tmpdir(), 'kyso-bench-'));
  mkdirSync(join(folder, 'outbox'));
  for (let i = 0; i < COUNT; i += 1) {
    writeFileSync(
      join(folder, 'outbox', `${i}.pdf`),
      await makePdf({ text: `Document ${i}`, ballast: 97_000 }),
    );
  }
});

afterAll(async () => {
  hsm?.remove();
  rmSync(folder, { recursive: true, force: true });
  await world.close();
});

const signAll = async (out: string, lanes: number) => {
  const signer = await openSigner({ module: hsm.module, token: 'clerk', lanes, at: AT }, async () =>
    new TextEncoder().encode(PIN),
  );
  const documents = readdirSync(join(folder, 'outbox')).map((name) => ({
    path: join('outbox', name),
    output: join(out, name),
    size: 100_000,
  }));
  let signed = 0;
  const time = await timed(async () => {
    const { stoppedBy } = await signBatch(
      documents,
      { chain: [...world.intermediates] },
      {
        signer,
        timestamps: undefined,
        files: documentFiles(folder),
        record: { signed: async () => {} },
        now: () => AT,
      },
      {
        done(result) {
          if (result.status === 'signed') signed += 1;
        },
      },
      new AbortController().signal,
    );
    expect(stoppedBy).toBeUndefined();
  });
  await signer.close();
  expect(signed).toBe(COUNT);
  return COUNT / (time / 1000);
};

describe('throughput', () => {
  it.each([1, 2])('signing 1,000 PDFs of 100 KB on %i lane(s) ÷ raw C_Sign', async (lanes) => {
    const ours: number[] = [];
    const raw: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const out = `signed-${lanes}-${round}`;
      ours.push(await signAll(out, lanes));
      raw.push(
        Number(
          execFileSync(process.execPath, [
            new URL('raw-sign.js', import.meta.url).pathname,
            hsm.module,
            PIN,
            String(COUNT),
            String(lanes),
          ]).toString(),
        ),
      );
      if (round > 0) rmSync(join(folder, out), { recursive: true });
    }
    printRatio(
      `signing ÷ raw C_Sign, ${lanes} lane(s)`,
      ours.map((o, i) => o / raw[i]!),
      '0.6 or more',
      `${median(ours).toFixed(0)} documents/s beside ${median(raw).toFixed(0)} signatures/s`,
    );
  });

  it('verifying the same files on one thread ÷ read + SHA-256 + one RSA verify', async () => {
    const signed = join(folder, 'signed-1-0');
    const paths = readdirSync(signed).map((name) => join(signed, name));
    const anchors = world.anchors.map((der) => {
      const certificate = readCertificate(der);
      return { name: certificate.subject, spki: certificate.spki, certificate };
    });
    const policy = createPolicy({ anchors, crls: world.crls() });
    const key = world.person('clerk').keys.publicKey;
    const message = Buffer.alloc(150, 7);
    const signature = Buffer.alloc(256, 1);
    const bare = () => {
      for (const path of paths) {
        createHash('sha256').update(readFileSync(path)).digest();
        verify('sha256', message, key, signature);
      }
    };
    const ours = (sha256: boolean) => () => {
      for (const path of paths) {
        const opened = openSource(path);
        const { signatures } = examine(opened.source, path, policy, AT, { sha256 });
        opened.close();
        // Equal answers first: every one of them passes, or the time says nothing.
        if (signatures.length !== 1 || signatures[0]!.verdict.indication !== 'TOTAL-PASSED') {
          throw new Error(`${path}: ${JSON.stringify(signatures[0]?.verdict)}`);
        }
      }
    };
    for (const [what, work] of [
      ['verifying ÷ bare cost', ours(false)],
      ['verifying with the file’s own digest for the report ÷ bare cost', ours(true)],
    ] as const) {
      await timed(bare);
      await timed(work);
      const a: number[] = [];
      const b: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        a.push(await timed(work));
        b.push(await timed(bare));
      }
      const each = (times: readonly number[]) => ((median(times) / COUNT) * 1000).toFixed(0);
      const ratios = a.map((t, i) => t / b[i]!);
      printRatio(what, ratios, '3 or less', `${each(a)} µs beside ${each(b)} µs per document`);
    }
  });
});

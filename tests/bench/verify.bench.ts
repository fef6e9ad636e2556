import { createHash, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// What is measured is what bin/kyso.js runs.
import { openSource } from '../../dist/edge/files/source.js';
import { examine } from '../../dist/examination/index.js';
import { extractSignatures } from '../../dist/format/index.js';
import { anchorOf, readCertificate } from '../../dist/pki/index.js';
import type { Policy } from '../../dist/validation/index.js';
import { createPolicy } from '../../dist/validation/index.js';
import { SIGNED_AT, writeSignedFolder } from '../support/signed-folder.ts';
import { signingWorld } from '../unit/format/pades/paper.ts';
import { pkijsAccepts, readAnchors } from './pkijs.ts';
import { cpuTimed, least, printTable } from './report.ts';

const ROUNDS = 5;
/** Documents by their number of signatures; each has 97 KB besides. */
const FOLDERS = [
  { signatures: 1, documents: 150 },
  { signatures: 3, documents: 80 },
  { signatures: 10, documents: 30 },
];

let folder: string;
let policyAnew: () => Policy;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kyso-bench-'));
  const world = await signingWorld();
  const anchors = world.anchors.map((der) => anchorOf(readCertificate(der)));
  // A policy made anew has judged no document yet.
  policyAnew = () => createPolicy({ anchors, crls: world.crls() });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Passes when every signature does. */
function passes(path: string, policy: Policy, sha256: boolean): boolean {
  const opened = openSource(path);
  const { signatures } = examine(opened.source, path, policy, SIGNED_AT, { sha256 });
  opened.close();
  return signatures.length > 0 && signatures.every((s) => s.verdict.indication === 'TOTAL-PASSED');
}

describe('verifying on one thread', () => {
  it('÷ read + SHA-256 + two RSA verifications for each signature, and beside pkijs', async () => {
    const world = await signingWorld();
    const anchors = readAnchors(world.anchors);
    const key = world.person('person').keys.publicKey;
    const [message, signature] = [Buffer.alloc(150, 7), Buffer.alloc(256, 1)];
    const rows: Record<string, string>[] = [];
    for (const order of FOLDERS) {
      const paths = await writeSignedFolder(folder, `s${order.signatures}`, {
        ...order,
        ballast: 97_000,
      });
      const extracted = new Map(
        paths.map((path) => {
          const opened = openSource(path);
          const found = extractSignatures(opened.source);
          opened.close();
          return [path, found] as const;
        }),
      );
      const theirs = async () => {
        for (const path of paths)
          if (!(await pkijsAccepts(path, extracted.get(path)!, anchors))) throw new Error(path);
      };
      const ours = (sha256: boolean) => () => {
        const policy = policyAnew();
        for (const path of paths) if (!passes(path, policy, sha256)) throw new Error(path);
      };
      const bare = () => {
        for (const path of paths) {
          createHash('sha256').update(readFileSync(path)).digest();
          for (let i = 0; i < 2 * order.signatures; i++) verify('sha256', message, key, signature);
        }
      };
      // Equal answers first, on a good document and on a changed one; ours throw when one does not pass.
      await theirs();
      const changed = join(folder, 'changed.pdf');
      const octets = readFileSync(paths[0]!);
      octets[octets.indexOf('/MediaBox') + 12]! ^= 1;
      writeFileSync(changed, octets);
      expect(passes(changed, policyAnew(), false)).toBe(false);
      expect(await pkijsAccepts(changed, extracted.get(paths[0]!)!, anchors)).toBe(false);

      for (let warm = 0; warm < 8; warm++) ours(false)();
      bare();
      const each = async (work: () => unknown, rounds = ROUNDS) =>
        (await least(rounds, work, cpuTimed)) / paths.length;
      const [a, b, c, d] = [
        await each(ours(false)),
        await each(ours(true)),
        await each(bare),
        await each(theirs, 2),
      ];
      const us = (ms: number) => `${(ms * 1000).toFixed(0)} µs`;
      rows.push({
        signatures: String(order.signatures),
        'kyso documents/s': (1000 / a).toFixed(0),
        kyso: us(a),
        'with SHA-256 of the file': us(b),
        bare: us(c),
        pkijs: us(d),
        'kyso ÷ bare': (a / c).toFixed(2),
        'pkijs ÷ kyso': (d / a).toFixed(2),
      });
    }
    printTable(
      `verifying PDFs on one thread, each signature with chain, CRL and time stamp (processor time, least of ${ROUNDS} rounds)`,
      rows,
    );
  });
});

describe('growth n → 2n', () => {
  it('with the number of signatures and of objects', async () => {
    const rows: Record<string, string>[] = [];
    const row = async (what: string, n: number, order: Parameters<typeof writeSignedFolder>[2]) => {
      const paths = await writeSignedFolder(folder, `${what}-${n}`.replaceAll(' ', '-'), order);
      const work = () => {
        const policy = policyAnew();
        for (const path of paths) if (!passes(path, policy, false)) throw new Error(path);
      };
      for (let warm = 0; warm < 3; warm++) work();
      const ms = (await least(ROUNDS, work, cpuTimed)) / paths.length;
      const before = rows.findLast((r) => r.what === what);
      rows.push({
        what,
        n: String(n),
        'each document': `${ms.toFixed(2)} ms`,
        'times that of n ÷ 2': before
          ? (ms / Number.parseFloat(before['each document']!)).toFixed(2)
          : '',
      });
    };
    for (const n of [5, 10, 20, 40]) await row('signatures', n, { documents: 4, signatures: n });
    for (const pages of [250, 500, 1000, 2000])
      await row('pages', pages, { documents: 4, signatures: 2, pages });
    printTable('cost of verifying against what a document holds', rows);
  });
});

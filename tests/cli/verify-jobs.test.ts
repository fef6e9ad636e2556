import { spawn } from 'node:child_process';
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyOnThreads } from '../../src/cli/verify-threads.ts';
import { createPolicy } from '../../src/validation/index.ts';
import { kyso } from '../support/kyso.ts';
import { SIGNED_AT, TRUST, writeSignedFolder } from '../support/signed-folder.ts';

const BIN = new URL('../../bin/kyso.js', import.meta.url).pathname;

/** Good, changed, unsigned and unreadable documents in signed/, many of one in many/. */
let folder: string;
const MANY = 2_000;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kyso-test-'));
  const signed = (name: string) => join(folder, 'signed', name);
  const [first] = await writeSignedFolder(folder, 'signed', { documents: 4, signatures: 2 });
  copyFileSync(first!, signed('a-copy.pdf'));
  const changed = readFileSync(first!);
  changed[changed.indexOf('/MediaBox') + 12]! ^= 1;
  writeFileSync(signed('b-changed.pdf'), changed);
  writeFileSync(signed('c-none.pdf'), 'no PDF at all');
  writeFileSync(signed('d-empty.pdf'), '');
  mkdirSync(join(folder, 'many'));
  for (let i = 0; i < MANY; i++) linkSync(first!, join(folder, 'many', `${1e6 + i}.pdf`));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const verify = (...args: string[]) =>
  kyso(['verify', ...args, ...TRUST], { directory: folder, now: SIGNED_AT });

describe('kyso verify --jobs', () => {
  it.each([
    '--json',
    '--details',
    '--quiet',
    '--lang=vi',
  ])('prints the same octets on one thread and on three (%s)', async (option) => {
    const one = await verify('signed', option, '--jobs', '1');
    const three = await verify('signed', option, '--jobs', '3');
    expect(three).toEqual(one);
    expect(one.status).toBe(1);
  });

  it.each(['0', '1.5', 'many', '257'])('refuses %s threads', async (jobs) => {
    expect((await verify('signed', '--jobs', jobs)).status).toBe(64);
  });

  it.each(['1', '2'])('ends whole when interrupted, with --jobs %s', async (jobs) => {
    const call = [BIN, 'verify', 'many', '--json', ...TRUST, '--jobs', jobs];
    const child = spawn(process.execPath, call, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (!stdout.includes('.pdf') && text.includes('.pdf')) child.kill('SIGINT');
      stdout += text;
    });
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(status).toBe(130);
    const { documents, summary } = JSON.parse(stdout);
    const paths = documents.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(paths.map((_: string, i: number) => join('many', `${1e6 + i}.pdf`)));
    expect(summary.documents).toBe(paths.length);
    expect(paths.length).toBeLessThan(MANY);
  });

  it('gives a fault to a document that kills its thread, and judges the others', async () => {
    const request = { kind: 'json', language: 'en', color: false, details: false, quiet: false };
    const task = {
      directory: folder,
      policy: createPolicy(),
      at: SIGNED_AT,
      sha256: false,
      reports: [request as never],
    };
    const paths = ['a.pdf', 'crash.pdf', 'b.pdf', 'bomb.pdf', 'c.pdf'];
    const worker = new URL('../unit/cli/mortal-worker.js', import.meta.url).pathname;
    const never = new AbortController().signal;
    const found: unknown[] = [];
    for await (const one of verifyOnThreads(paths, task, 2, never, worker)) {
      const text = one.parts[0]![0]!;
      const fault = text.startsWith(',') ? JSON.parse(text.slice(1)).fault.code : text;
      found.push([fault, one.summary.faults, one.bug]);
    }
    expect(found).toEqual([
      ['a.pdf', undefined, null],
      ['BUG', 1, 'Error: a bug'],
      ['b.pdf', undefined, null],
      ['DOCUMENT_LIMIT', 1, null],
      ['c.pdf', undefined, null],
    ]);
  });
});

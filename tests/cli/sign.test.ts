import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writePkcs12 } from '../../src/authority/index.ts';
import { makePdf } from '../support/documents.ts';
import { kyso, temporaryFolder } from '../support/kyso.ts';
import { findTool } from '../support/tools.ts';
import { makeWorld, TSA_FAULTS, type WorldOrder } from '../support/world.ts';

const AT = new Date('2026-11-23T02:00:00Z');
const DAY = 86_400_000;

/** An office: a folder with an outbox of three documents and the clerk's key store. */
async function office(order: WorldOrder = {}, documents = ['a.pdf', 'b.pdf', 'Tờ trình số 1.pdf']) {
  const world = await makeWorld({ at: AT, people: ['clerk'], ...order });
  onTestFinished(() => world.close());
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'outbox'));
  for (const name of documents) {
    writeFileSync(
      join(folder, 'outbox', name),
      await makePdf({ text: name.replace(/[^\w. ]/g, '') }),
    );
  }
  const { keys, certificate } = world.person('clerk');
  writeFileSync(
    join(folder, 'clerk.p12'),
    writePkcs12({
      friendlyName: 'clerk',
      password: 'a secret',
      keys,
      certificates: [certificate, ...world.intermediates],
    }),
  );
  writeFileSync(join(folder, 'pin.txt'), 'a secret\n');
  const sign = async (...more: string[]) => {
    const played = await kyso(
      ['sign', 'outbox', '--pkcs12', 'clerk.p12', '--pin-file', 'pin.txt', '--json', ...more],
      { directory: folder, now: AT },
    );
    return { ...played, json: played.stdout ? JSON.parse(played.stdout) : undefined };
  };
  const fingerprints = () =>
    readdirSync(join(folder, 'outbox')).map((name) =>
      createHash('sha256')
        .update(readFileSync(join(folder, 'outbox', name)))
        .digest('hex'),
    );
  return { world, folder, sign, fingerprints };
}

const outputs = (folder: string) =>
  existsSync(join(folder, 'signed')) ? readdirSync(join(folder, 'signed')).toSorted() : [];

describe('kyso sign', () => {
  it('signs a folder, keeps the sources and begins each output with its source', async () => {
    const { folder, sign, fingerprints } = await office();
    const before = fingerprints();
    const { status, json } = await sign();
    expect(status).toBe(0);
    expect(json.summary).toMatchObject({ signed: 3, skipped: 0, failed: 0 });
    expect(fingerprints()).toEqual(before);
    for (const { path, output } of json.documents) {
      const source = readFileSync(join(folder, path));
      expect(readFileSync(join(folder, output)).subarray(0, source.length).equals(source)).toBe(
        true,
      );
    }
  });

  it('signs nothing twice when the same command runs again', async () => {
    const { folder, sign } = await office();
    await sign();
    const first = outputs(folder).map((name) => readFileSync(join(folder, 'signed', name)));
    const { status, json } = await sign();
    expect(status).toBe(0);
    expect(json.summary).toMatchObject({ signed: 0, skipped: 3 });
    expect(outputs(folder).map((name) => readFileSync(join(folder, 'signed', name)))).toEqual(
      first,
    );
  });

  it('shows what it would do and does nothing, without a PIN', async () => {
    const { folder } = await office();
    writeFileSync(join(folder, 'outbox', 'broken.pdf'), '%PDF-1.7\nnothing');
    const played = await kyso(['sign', 'outbox', '--pkcs12', 'clerk.p12', '--dry-run', '--json'], {
      directory: folder,
      now: AT,
    });
    const { documents, summary } = JSON.parse(played.stdout);
    expect(played.status).toBe(3);
    expect(summary).toMatchObject({ planned: 3, failed: 1, signed: 0 });
    expect(documents.find((d: { path: string }) => d.path.endsWith('broken.pdf')).fault.code).toBe(
      'DOCUMENT_MALFORMED',
    );
    expect(outputs(folder)).toEqual([]);
  });

  it('goes on past documents that can’t be signed, names each fault and leaves nothing half-written', async () => {
    const { folder, sign } = await office();
    const box = (name: string) => join(folder, 'outbox', name);
    writeFileSync(box('empty.pdf'), '');
    writeFileSync(box('word.pdf'), 'PK\u0003\u0004 not a PDF');
    writeFileSync(box('cut.pdf'), await makePdf());
    truncateSync(box('cut.pdf'), 300);
    mkdirSync(join(folder, 'signed'));
    writeFileSync(join(folder, 'signed', 'a.pdf'), 'somebody else’s');
    const { status, json } = await sign();
    const fault = (name: string) =>
      json.documents.find((d: { path: string }) => d.path.endsWith(name)).fault?.code;
    expect(status).toBe(3);
    expect(json.summary).toMatchObject({ signed: 2, failed: 4 });
    expect(fault('empty.pdf')).toBe('FILE_EMPTY');
    expect(fault('word.pdf')).toBe('FORMAT_UNKNOWN');
    expect(fault('cut.pdf')).toBe('DOCUMENT_MALFORMED');
    expect(fault('/a.pdf')).toBe('OUTPUT_EXISTS');
    expect(readFileSync(join(folder, 'signed', 'a.pdf'), 'utf8')).toBe('somebody else’s');
    expect(outputs(folder)).toEqual(['Tờ trình số 1.pdf', 'a.pdf', 'b.pdf']);
    expect(readdirSync(join(folder, 'signed')).filter((n) => n.includes('draft'))).toEqual([]);
  });

  it.each([
    [{ notAfter: new Date(+AT - DAY) }, 'CERTIFICATE_EXPIRED'],
    [{ notBefore: new Date(+AT + DAY) }, 'CERTIFICATE_NOT_YET_VALID'],
    [{ certificate: { keyUsage: ['keyEncipherment' as const] } }, 'CERTIFICATE_NOT_FOR_SIGNING'],
  ])('refuses a certificate that can’t sign now: %j', async (order, code) => {
    const { folder, sign } = await office({ people: [{ name: 'clerk', ...order }] });
    const { status, stderr } = await sign();
    expect(status).toBe(4);
    expect(stderr).toContain(code);
    expect(outputs(folder)).toEqual([]);
  });

  it('takes a wrong password once and signs nothing', async () => {
    const { folder, sign } = await office();
    writeFileSync(join(folder, 'pin.txt'), 'not it');
    const { status, stderr } = await sign();
    expect(status).toBe(4);
    expect(stderr).toContain('KEYSTORE_PASSWORD_WRONG');
    expect(stderr).not.toContain('not it');
    expect(outputs(folder)).toEqual([]);
  });

  it('says that nothing was named, and that an option lacks its partner', async () => {
    const { folder } = await office();
    const call = (...args: string[]) => kyso(['sign', ...args], { directory: folder, now: AT });
    expect(
      (await call('nowhere.pdf', '--pkcs12', 'clerk.p12', '--pin-file', 'pin.txt')).status,
    ).toBe(3);
    expect((await call()).status).toBe(64);
    expect((await call('outbox', '--level', 'T', '--pkcs12', 'clerk.p12')).status).toBe(64);
    expect((await call('outbox', '--level', 'X')).status).toBe(64);
    expect((await call('outbox', '--nonsense')).status).toBe(64);
  });

  it('stops when a folder can’t be written to', async ({ skip }) => {
    if (process.getuid?.() === 0 && !findTool('openssl')) skip();
    const { folder, sign } = await office();
    // A file where the folder should be stops root too.
    writeFileSync(join(folder, 'signed'), 'a file');
    const { status, json } = await sign();
    expect(status).toBe(3);
    expect(json.summary.signed).toBe(0);
    expect(json.stoppedBy?.code ?? json.documents[0].fault.code).toMatch(
      /OUTPUT_UNWRITABLE|FILE_MISSING|OUTPUT_EXISTS/,
    );
    chmodSync(join(folder, 'signed'), 0o600);
  });

  it('stops when the disk is full and leaves no part of a document', async ({ skip }) => {
    const { folder, sign } = await office();
    const small = join(folder, 'signed');
    mkdirSync(small);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', small], { stdio: 'ignore' });
    } catch {
      skip('needs the right to mount a small file system');
    }
    onTestFinished(() => void execFileSync('umount', [small]));
    writeFileSync(join(folder, 'outbox', 'large.pdf'), await makePdf({ ballast: 100_000 }));
    const { status, json } = await sign();
    expect(status).toBe(3);
    expect(json.stoppedBy.code).toBe('DISK_FULL');
    for (const name of readdirSync(small)) expect(name).not.toContain('draft');
  });
});

describe('kyso sign --tsa', () => {
  it('reaches level B-T', async () => {
    const { world, sign } = await office({ serve: true });
    const { status, json } = await sign('--tsa', world.urls.tsa);
    expect(json.documents[0].fault).toBeNull();
    expect(status).toBe(0);
  });

  it('asks the next service when the first is down', async () => {
    const { world, sign } = await office({ serve: true });
    const { status } = await sign('--tsa', 'http://127.0.0.1:9/', '--tsa', world.urls.tsa);
    expect(status).toBe(0);
  });

  const EXPECTED: Readonly<Record<(typeof TSA_FAULTS)[number], string>> = {
    'wrong-nonce': 'TSA_UNTRUSTWORTHY',
    'wrong-imprint': 'TSA_UNTRUSTWORTHY',
    'wrong-certificate': 'TSA_UNTRUSTWORTHY',
    'no-eku': 'TSA_UNTRUSTWORTHY',
    slow: 'TSA_TIMEOUT',
    down: 'TSA_UNREACHABLE',
    refuses: 'TSA_REFUSED',
    garbage: 'TSA_UNTRUSTWORTHY',
  };
  it.each(
    TSA_FAULTS,
  )('names what is wrong with a service that is %s, and writes nothing', async (tsa) => {
    const { world, folder, sign } = await office({ serve: true, tsa });
    const { status, json } = await sign('--tsa', world.urls.tsa, '--tsa-timeout', '1');
    expect(json.documents[0].fault.code).toBe(EXPECTED[tsa]);
    expect(status).toBe(5);
    expect(outputs(folder)).toEqual([]);
  });
});

import { spawnSync } from 'node:child_process';
import { hash, verify } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePkcs12 } from '../../src/authority/index.ts';
import { readCertificate } from '../../src/pki/index.ts';
import { makePdf } from '../support/documents.ts';
import { makeWorld, type World } from '../support/world.ts';
import { longCrl } from './long-list.ts';
import { median, timed } from './report.ts';

const PEAK = new URL('peak.js', import.meta.url).href;
const script = (name: string) => new URL(name, import.meta.url).pathname;
const MILLION = 1_000_000;
const DAY = 86_400_000;
const PEOPLE = Array.from({ length: 20 }, (_, i) => `clerk ${i}`);

let world: World;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kyso-bench-'));
  world = await makeWorld({ at: new Date(), people: PEOPLE });
  const write = (name: string, octets: Uint8Array) => writeFileSync(join(folder, name), octets);
  PEOPLE.forEach((name, i) => {
    write(`${i}.cer`, world.person(name).certificate);
  });
  write('root.cer', world.root.certificate);
  write('issuing.cer', world.issuing.certificate);
  const [ofRoot, short] = world.crls();
  write('root.crl', ofRoot!);
  write('short.crl', short!);
  const list = (count: number, revoked?: string) =>
    longCrl({
      count,
      issuer: world.issuing,
      thisUpdate: world.at,
      nextUpdate: new Date(+world.at + DAY),
      ...(revoked && { also: readCertificate(world.person(revoked).certificate).serialOctets }),
    });
  write('half.crl', list(MILLION / 2));
  const million = list(MILLION, 'clerk 19');
  write('million.crl', million);
  const pem = Buffer.from(million).toString('base64').replace(/.{64}/g, '$&\n');
  write(
    'million.pem',
    Buffer.from(`-----BEGIN X509 CRL-----\n${pem}\n-----END X509 CRL-----\n`, 'latin1'),
  );
  const { keys, certificate } = world.person('clerk 0');
  const certificates = [certificate, ...world.intermediates];
  write(
    'clerk.p12',
    writePkcs12({ friendlyName: 'clerk', password: 'secret', keys, certificates }),
  );
  writeFileSync(join(folder, 'pin.txt'), 'secret');
  write('a.pdf', await makePdf({ text: 'a' }));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.close();
});

const run = (args: readonly string[]) => {
  const peaks = mkdtempSync(join(folder, 'peaks-'));
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', PEAK, ...args], {
    cwd: folder,
    env: { ...process.env, KYSO_PEAKS: peaks, XDG_DATA_HOME: folder, LANG: 'en' },
    encoding: 'utf8',
  });
  const time = performance.now() - started;
  expect(status, stderr).toBe(0);
  const peak = Math.max(...readdirSync(peaks).map((n) => Number(readFileSync(join(peaks, n)))));
  return { stdout, time, peak: peak / 1024 };
};
const show = (n: number) => n.toFixed(n < 10 ? 2 : 0);

describe('a revocation list of a million entries', () => {
  it('through the library: reading, first and later look-ups beside SHA-256 and one RSA verify', async () => {
    const files = ['issuing.cer', 'root.cer', ...PEOPLE.map((_, i) => `${i}.cer`)];
    const measure = (list: string) =>
      JSON.parse(run([script('crl-look-up.js'), list, ...files]).stdout);
    const octets = readFileSync(join(folder, 'million.crl'));
    const key = world.issuing.keys.publicKey;
    const bare = [];
    for (let i = 0; i < 5; i++)
      bare.push(
        await timed(() => {
          hash('sha256', octets);
          verify('sha256', octets, key, Buffer.alloc(256, 1));
        }),
      );
    for (const list of ['half.crl', 'million.crl', 'million.pem']) {
      const all = [measure(list), measure(list), measure(list)];
      for (const { statuses } of all) {
        const last = list === 'half.crl' ? 'good' : 'revoked';
        expect(statuses).toEqual([...PEOPLE.slice(1).map(() => 'good'), last]);
      }
      const of = (pick: (one: (typeof all)[0]) => number) => show(median(all.map(pick)));
      console.log(
        `${list} (${show(all[0].octets / 1e6)} MB): from the file ${of((o) => o.file)} ms, read ${of((o) => o.reading)} ms, ` +
          `first answer ${of((o) => o.questions[0])} ms, the next seven ${of((o) => median(o.questions.slice(1, 8)))} ms each, ` +
          `the table ${of((o) => o.questions[8])} ms, from then on ${of((o) => median(o.questions.slice(9)))} ms; ` +
          `peak ${of((o) => o.peak)} MB, ${of((o) => o.peak - o.before)} above the start`,
      );
    }
    console.log(`two digests of the list and one RSA verify alone: ${show(median(bare))} ms`);
  });

  it('through kyso verify --crl', () => {
    const kyso = script('../../bin/kyso.js');
    run([kyso, 'sign', 'a.pdf', '--pkcs12', 'clerk.p12', '--pin-file', 'pin.txt']);
    mkdirSync(join(folder, 'many'));
    for (let i = 0; i < 40; i++)
      copyFileSync(join(folder, 'signed/a.pdf'), join(folder, 'many', `${i}.pdf`));
    for (const [what, list] of [
      ['signed/a.pdf', 'short.crl'],
      ['signed/a.pdf', 'million.crl'],
      ['signed/a.pdf', 'million.pem'],
      ['many', 'short.crl'],
      ['many', 'million.crl'],
    ] as const) {
      const files = ['--trust', 'root.cer', '--crl', 'root.crl', '--crl', list];
      const runs = [1, 2, 3].map(() => run([kyso, 'verify', what, ...files]));
      const of = (pick: (one: (typeof runs)[0]) => number) => show(median(runs.map(pick)));
      const documents = what === 'many' ? '40 documents on all cores' : 'one document';
      console.log(
        `kyso verify --crl ${list}, ${documents}: ${of((r) => r.time)} ms, peak ${of((r) => r.peak)} MB`,
      );
    }
  });
});

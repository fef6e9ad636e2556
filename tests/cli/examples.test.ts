import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writePkcs12 } from '../../src/authority/index.ts';
import { COMMANDS } from '../../src/cli/grammar.ts';
import { readCertificate } from '../../src/pki/index.ts';
import { signedMessage } from '../support/cms.ts';
import { makePdf } from '../support/documents.ts';
import { kyso, temporaryFolder } from '../support/kyso.ts';
import { makeSoftHsm, PIN } from '../support/softhsm.ts';
import { makeWorld } from '../support/world.ts';

const AT = new Date();

/** Call lines of the README's shell blocks and of every command's help. */
async function calls(): Promise<{ readonly from: string; readonly line: string }[]> {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const blocks = [...readme.matchAll(/```sh\n(.*?)```/gs)].flatMap((block) =>
    block[1]!.split('\n'),
  );
  const found = blocks.map((line) => ({ from: 'README', line }));
  for (const { name } of COMMANDS) {
    const { stdout } = await kyso([name, '--help'], { directory: '/' });
    found.push(
      ...stdout.split('\n').map((line) => ({ from: `${name} --help`, line: line.trim() })),
    );
  }
  return found.filter(({ line }) => /^kyso \w/.test(line) && !line.startsWith('kyso demo'));
}

const words = (line: string) =>
  [...line.replace(/ #.*$/, '').matchAll(/'([^']*)'|(\S+)/g)].map((m) => m[1] ?? m[2]!).slice(1);

const found = await calls();

describe('what the README and the helps tell people to type', () => {
  it('is there for every command, twice', () => {
    for (const { name } of COMMANDS) {
      if (name === 'demo') continue;
      const own = found.filter(({ from }) => from === `${name} --help`);
      expect(own.length, name).toBeGreaterThanOrEqual(2);
    }
    expect(found.filter(({ from }) => from === 'README').length).toBeGreaterThan(8);
  });

  it('does what it says, in the order a person would', async (t) => {
    const world = await makeWorld({ at: AT, people: ['clerk'], serve: true });
    const { keys, certificate } = world.person('clerk');
    const hsm = makeSoftHsm(
      [{ label: 'main', objects: [{ certificate, privateKey: keys.privateKey }] }],
      t,
    );
    const folder = temporaryFolder();
    const put = (name: string, octets: Uint8Array | string) =>
      writeFileSync(join(folder, name), octets);
    for (const name of ['outbox', 'crls', 'incoming', 'files']) mkdirSync(join(folder, name));
    put('outbox/a.pdf', await makePdf());
    put('outbox/b.pdf', await makePdf({ pages: 2 }));
    put('root.cer', world.anchors[0]!);
    put('root.pem', world.anchors[0]!);
    for (const [i, crl] of world.crls().entries()) put(`crls/${i}.crl`, crl);
    put('pin.txt', PIN);
    put(
      'key.p12',
      writePkcs12({
        friendlyName: 'k',
        password: PIN,
        keys,
        certificates: [certificate, ...world.intermediates],
      }),
    );
    const register = `Số, ký hiệu VB;Ngày tháng VB;Trích yếu;Mã định danh;Cơ quan ban hành;Tên tệp\n1/QĐ-UBND;05/10/2026;Về việc thử;H39.12;UBND xã Ba;a.pdf\n`;
    for (const name of ['register.csv', 'outgoing.csv', 'H39.12.csv', 'H39.13.csv'])
      put(name, register);
    for (const name of ['organisations.csv', 'agencies.csv'])
      put(name, 'Mã định danh;Tên cơ quan\nH39.12;UBND xã Ba\nH39.13;UBND xã Tư\n');

    const fingerprint = readCertificate(world.anchors[0]!).sha256;
    const environment = {
      SOFTHSM2_CONF: hsm.configuration,
      KYSO_PKCS11_MODULE: hsm.module,
    };
    // A person at the terminal answers with the PIN, or with the beginning of a fingerprint.
    const play = (line: string) => {
      const args = words(line).map((word) =>
        word === 'http://127.0.0.1:8080/tsa'
          ? world.urls.tsa
          : word === 'FINGERPRINT'
            ? fingerprint
            : word,
      );
      const asks = args[0] === 'trust' ? fingerprint.slice(0, 8) : PIN;
      return kyso(args, { directory: folder, environment, now: AT, typed: [asks] });
    };
    // What the README verifies has been signed by somebody before.
    await play('kyso sign outbox --out signed --chain crls/../root.cer');
    cpSync(join(folder, 'signed'), join(folder, 'incoming'), { recursive: true });
    cpSync(join(folder, 'signed'), join(folder, 'files'), { recursive: true });
    cpSync(join(folder, 'signed', 'a.pdf'), join(folder, 'a.pdf'));
    const signed = new Uint8Array(readFileSync(join(folder, 'a.pdf')));
    put('a.pdf.p7s', signedMessage(world, 'clerk', signed, { detached: true }));
    put('a.p7m', signedMessage(world, 'clerk', signed));
    rmSync(join(folder, 'signed'), { recursive: true });

    for (const { from, line } of found) {
      for (const name of ['report.html', 'report.csv', 'check.html', 'check.xml'])
        rmSync(join(folder, name), { force: true });
      const { status, stdout, stderr } = await play(line);
      const said = `${from}: ${line}\n${stdout}${stderr}`;
      // Verdicts may be INDETERMINATE (no network is served to all of them); nothing may be refused or wrong.
      expect([0, 2], said).toContain(status);
      expect((stdout + stderr).length, said).toBeGreaterThan(0);
    }
    hsm.remove();
    await world.close();
  });
});

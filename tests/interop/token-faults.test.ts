import { spawn } from 'node:child_process';
import { verify, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Terminal } from '../../src/edge/terminal/terminal.ts';
import {
  findSigners,
  inspectTokens,
  openSigner,
  type PinAsked,
  pinSource,
  type SignerRequest,
} from '../../src/edge/token/index.ts';
import { ModuleProcess, type ProcessOptions } from '../../src/edge/token/pkcs11/process.ts';
import { type FakeModule, makeFakeModule } from '../support/fake-module.ts';
import { temporaryFolder } from '../support/kyso.ts';
import { makeSoftHsm, PIN, type SoftHsm } from '../support/softhsm.ts';
import { missing } from '../support/tools.ts';
import { makeWorld, type World } from '../support/world.ts';

const at = new Date('2026-11-23T02:00:00Z');
const message = new TextEncoder().encode('văn bản cần ký');
const CHILD = createRequire(import.meta.url).resolve('#token-child');

describe.skipIf(missing('softhsm', 'softhsm2-util', 'pkcs11-tool', 'gcc'))(
  'a token in trouble',
  () => {
    let world: World;
    let hsm: SoftHsm;
    let fake: FakeModule;

    beforeAll(async () => {
      world = await makeWorld({
        at,
        people: [
          { name: 'clerk' },
          { name: 'clerk of another office' },
          { name: 'expired', notAfter: new Date('2026-11-01T00:00:00Z') },
          { name: 'early', notBefore: new Date('2027-01-01T00:00:00Z') },
          { name: 'cipher', certificate: { keyUsage: ['keyEncipherment'] } },
          { name: 'keyless' },
          { name: 'renumbered' },
          { name: 'one' },
          { name: 'other' },
        ],
      });
      const held = (name: string) => {
        const { certificate, keys } = world.person(name);
        return { certificate, privateKey: keys.privateKey };
      };
      hsm = makeSoftHsm([
        { label: 'main', objects: [held('clerk'), { certificate: world.intermediates[0]! }] },
        { label: 'second', objects: [held('clerk of another office')] },
        { label: 'two', objects: [held('one'), held('other')] },
        {
          label: 'unusable',
          objects: [
            held('expired'),
            held('early'),
            held('cipher'),
            { certificate: world.person('keyless').certificate },
            { ...held('renumbered'), keyId: 'aa' },
          ],
        },
        { label: 'bare' },
      ]);
      fake = makeFakeModule();
    });
    afterAll(async () => {
      fake?.remove();
      hsm?.remove();
      await world?.close();
    });

    const request = (more: Partial<SignerRequest> = {}): SignerRequest => ({
      module: fake.module,
      token: 'main',
      at,
      ...more,
    });

    /** A PIN source that remembers how it was asked and what it lent. */
    const lender = (pin = PIN) => {
      const asked: PinAsked[] = [];
      const lent: Uint8Array[] = [];
      const source = async (ask: PinAsked) => {
        asked.push(ask);
        lent.push(new TextEncoder().encode(pin));
        return lent.at(-1)!;
      };
      return { source, asked, lent };
    };

    const open = (more: Partial<SignerRequest> = {}, options: ProcessOptions = {}) =>
      openSigner(request(more), lender().source, options);

    const logins = () => fake.log().filter((line) => line.startsWith('C_Login'));

    test('sessions are read-only, the PIN is tried once and wiped, nothing of it shows', async () => {
      fake.behave({});
      const { source, asked, lent } = lender();
      const signer = await openSigner(request(), source);
      expect(asked).toEqual([
        { device: 'main', certificateSubject: 'clerk', finalTry: false, countLow: false },
      ]);
      expect(lent[0]).toEqual(new Uint8Array(PIN.length));
      expect(logins()).toEqual(['C_Login 1']);
      const sessions = fake.log().filter((line) => line.startsWith('C_OpenSession'));
      expect(new Set(sessions)).toEqual(new Set(['C_OpenSession 4']));
      for (const pid of childrenOf(process.pid)) {
        for (const what of ['cmdline', 'environ'])
          expect(readFileSync(`/proc/${pid}/${what}`, 'latin1')).not.toContain(PIN);
      }
      await signer.close();
    });

    test('a wrong PIN is tried once', async () => {
      fake.behave({});
      const wrong = lender('11112222');
      const fault = await openSigner(request(), wrong.source).catch((error) => error);
      expect(fault).toMatchObject({ code: 'TOKEN_PIN_WRONG' });
      expect(logins()).toEqual(['C_Login 1']);
      expect(wrong.lent[0]).toEqual(new Uint8Array(8));
      expect(`${fault.stack} ${JSON.stringify(fault)} ${fault.cause}`).not.toContain('11112222');
    });

    test('after a wrong PIN the source hears that few tries are left', async () => {
      fake.behave({});
      hsm.wrongPin('main', 1);
      const right = lender();
      await (await openSigner(request(), right.source)).close();
      expect(right.asked[0]).toMatchObject({ countLow: true });
    });

    test.each([
      ['0xa4', 'TOKEN_PIN_LOCKED'],
      ['0xa0', 'TOKEN_PIN_WRONG'],
      ['0xa2', 'TOKEN_PIN_WRONG'],
      ['0xa3', 'TOKEN_REFUSED'],
      ['0xe0', 'TOKEN_REMOVED'],
      ['0x80000001', 'TOKEN_REFUSED'],
    ])('a login answered with %s is %s, without a second try', async (value, code) => {
      fake.behave({ LOGIN: value });
      await expect(open()).rejects.toMatchObject({ code });
      expect(logins()).toEqual(['C_Login 1']);
    });

    test('a token locked by its flags costs no try and asks for no PIN', async () => {
      fake.behave({ FLAGS: 0x40000 });
      const { source, asked } = lender();
      await expect(openSigner(request(), source)).rejects.toMatchObject({
        code: 'TOKEN_PIN_LOCKED',
      });
      expect(asked).toEqual([]);
      expect(logins()).toEqual([]);
      const { modules } = await inspectTokens(request());
      expect(modules[0]!.tokens[0]!.fault).toMatchObject({ code: 'TOKEN_PIN_LOCKED' });
    });

    test('a PIN pad is refused before anything is asked', async () => {
      fake.behave({ FLAGS: 0x100 });
      await expect(open()).rejects.toMatchObject({
        code: 'TOKEN_REFUSED',
        data: { what: 'pin-pad' },
      });
    });

    test('the final try wants to be meant', async () => {
      fake.behave({ FLAGS: 0x20000 });
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'pin'), `${PIN}\r\n`);
      const from = (terminal: Partial<Terminal>, finalTry = false) =>
        openSigner(
          request(),
          pinSource({
            pinFile: 'pin',
            directory: folder,
            finalTry,
            terminal: terminal as Terminal,
            language: 'en',
          }),
        );
      await expect(from({ interactive: false })).rejects.toMatchObject({
        code: 'TOKEN_PIN_FINAL_TRY',
      });
      await expect(from({ interactive: true, ask: async () => 'no' })).rejects.toMatchObject({
        code: 'TOKEN_PIN_FINAL_TRY',
      });
      expect(logins()).toEqual([]);
      await (await from({ interactive: true, ask: async () => 'yes' })).close();
      await (await from({ interactive: false }, true)).close();
      expect(logins()).toEqual(['C_Login 1', 'C_Login 1']);
    });

    test('an empty PIN is not tried', async () => {
      fake.behave({});
      await expect(openSigner(request(), lender('').source)).rejects.toMatchObject({
        code: 'TOKEN_PIN_MISSING',
      });
      expect(logins()).toEqual([]);
    });

    test('octets that are no text are not tried as a PIN', async () => {
      fake.behave({});
      const source = async () => Uint8Array.of(0x31, 0xff, 0x32);
      await expect(openSigner(request(), source)).rejects.toMatchObject({
        code: 'TOKEN_PIN_MISSING',
        data: { what: 'pin-not-utf8' },
      });
      expect(logins()).toEqual([]);
    });

    test('several that fit are listed, and the option that decides decides', async () => {
      fake.behave({});
      const all = { module: fake.module, at };
      await expect(openSigner(all, lender().source)).rejects.toMatchObject({
        code: 'TOKEN_AMBIGUOUS',
        data: { candidates: expect.stringContaining('main (') },
      });
      await expect(open({ token: 'two' })).rejects.toMatchObject({
        code: 'CERTIFICATE_AMBIGUOUS',
        data: { candidates: expect.stringContaining('other ') },
      });
      const candidates = await findSigners({ ...all, token: 'two' });
      const other = candidates.find(({ certificate }) =>
        Buffer.from(certificate.der).equals(world.person('other').certificate),
      )!;
      const colons = other.certificate.sha256.slice(0, 12).toUpperCase().match(/../g)!.join(':');
      for (const certificate of [colons, 'CN=other', 'OTHER'])
        await (await open({ token: 'two', certificate })).close();
      await (await open({ token: other.device.serial, certificate: 'CN=other' })).close();
      await expect(open({ token: 'nowhere' })).rejects.toMatchObject({ code: 'TOKEN_MISSING' });
      await expect(open({ certificate: 'nobody' })).rejects.toMatchObject({
        code: 'CERTIFICATE_MISSING',
      });
      await expect(open({ token: 'bare' })).rejects.toMatchObject({
        code: expect.stringMatching(/^(CERTIFICATE|TOKEN)_MISSING$/),
      });
    });

    test.each([
      ['expired', 'CERTIFICATE_EXPIRED'],
      ['early', 'CERTIFICATE_NOT_YET_VALID'],
      ['cipher', 'CERTIFICATE_NOT_FOR_SIGNING'],
      ['keyless', 'TOKEN_KEY_MISSING'],
    ])('a certificate that is %s is %s', async (certificate, code) => {
      fake.behave({});
      await expect(open({ token: 'unusable', certificate })).rejects.toMatchObject({ code });
      if (code !== 'TOKEN_KEY_MISSING') expect(logins()).toEqual([]);
    });

    test('a key whose CKA_ID differs from its certificate’s is found by its modulus', async () => {
      fake.behave({});
      const signer = await open({ token: 'unusable', certificate: 'renumbered' });
      expect(verified(signer.certificate, await signer.sign(message))).toBe(true);
      await signer.close();
    });

    test('certificates hidden before login are said to be', async () => {
      fake.behave({ HIDE: 1 });
      await expect(open()).rejects.toMatchObject({
        code: 'CERTIFICATE_MISSING',
        data: { what: 'certificates-hidden' },
      });
    });

    test('size queries that answer 0 do no harm', async () => {
      fake.behave({ SIZE_ZERO: 1 });
      await (await open()).close();
    });

    test('with CKM_RSA_PKCS alone the digest is made here, and PSS is refused before the PIN', async () => {
      fake.behave({ ONLY_RSA_PKCS: 1 });
      const signer = await open();
      expect(verified(signer.certificate, await signer.sign(message))).toBe(true);
      expect(fake.log()).toContain('C_SignInit 1');
      await signer.close();
      fake.behave({ ONLY_RSA_PKCS: 1 });
      await expect(open({ algorithm: 'pss' })).rejects.toMatchObject({
        code: 'TOKEN_MECHANISM_MISSING',
      });
      expect(logins()).toEqual([]);
    });

    for (const lanes of [1, 3]) {
      test(`a token pulled while ${lanes} lanes sign stops everything, what was signed stays`, async () => {
        fake.behave({ SIGN: 0x32, SIGN_AFTER: 4 });
        const signer = await open({ lanes });
        const results = await Promise.allSettled(
          Array.from({ length: 12 }, () => signer.sign(message)),
        );
        const done = results.filter(({ status }) => status === 'fulfilled');
        const codes = results.flatMap((r) => (r.status === 'rejected' ? [r.reason.code] : []));
        expect(done.length).toBeGreaterThanOrEqual(lanes === 1 ? 4 : 1);
        expect(new Set(codes)).toEqual(new Set(['TOKEN_REMOVED']));
        await expect(signer.sign(message)).rejects.toMatchObject({ code: 'TOKEN_REMOVED' });
        const refused = fake.log().filter((line) => line === 'C_Sign 50');
        expect(refused.length).toBeLessThanOrEqual(lanes);
        await signer.close();
      });
    }

    test('a key that wants the PIN every time gets it every time', async () => {
      fake.behave({ ALWAYS: 1 });
      const signer = await open();
      for (let i = 0; i < 3; i++)
        expect(verified(signer.certificate, await signer.sign(message))).toBe(true);
      expect(logins()).toEqual(['C_Login 1', 'C_Login 2', 'C_Login 2', 'C_Login 2']);
      await signer.close();
    });

    test('a PIN refused at a signature is not tried again for those that wait', async () => {
      fake.behave({ ALWAYS: 1, CONTEXT_LOGIN: 0xa0 });
      const signer = await open();
      const results = await Promise.allSettled(
        Array.from({ length: 9 }, () => signer.sign(message)),
      );
      for (const result of results)
        expect(result).toMatchObject({ reason: { code: 'TOKEN_PIN_WRONG' } });
      expect(logins()).toEqual(['C_Login 1', 'C_Login 2']);
    });

    test('a signature refused for itself leaves the signer alive', async () => {
      fake.behave({ SIGN: 0x30, SIGN_AFTER: 1 });
      const signer = await open();
      await signer.sign(message);
      for (let i = 0; i < 2; i++)
        await expect(signer.sign(message)).rejects.toMatchObject({
          code: 'TOKEN_REFUSED',
          data: { what: 'token-device-error' },
        });
      await signer.close();
    });

    test.each([
      1, 3,
    ])('what every signature is refused with is told for each, on %i lanes', async (lanes) => {
      fake.behave({ SIGN_INIT: 0x70 });
      const signer = await open({ lanes });
      const results = await Promise.allSettled(
        Array.from({ length: 9 }, () => signer.sign(message)),
      );
      for (const result of results)
        expect(result).toMatchObject({ reason: { code: 'TOKEN_MECHANISM_MISSING' } });
      await signer.close();
    });

    test.each([
      'C_Initialize',
      'C_GetSlotList',
      'C_Login',
      'C_Sign',
    ])('a module that hangs in %s is killed', async (where) => {
      fake.behave({ HANG: where });
      const patience = { load: 1500, look: 1500, login: 1500, sign: 1500 };
      const before = performance.now();
      const failing = open({}, { patience }).then((signer) =>
        Promise.all([signer.sign(message), signer.sign(message)]),
      );
      await expect(failing).rejects.toMatchObject({ code: 'TOKEN_MODULE_HANGS' });
      expect(performance.now() - before).toBeLessThan(15_000);
      await gone(() => childrenOf(process.pid));
    });

    test.each([
      'C_GetSlotList',
      'C_Sign',
    ])('a module that crashes in %s takes nothing along', async (where) => {
      fake.behave({ CRASH: where });
      const failing = open().then((signer) => signer.sign(message));
      await expect(failing).rejects.toMatchObject({ code: 'TOKEN_MODULE_CRASHED' });
    });

    test('a killed process rejects what waits and what comes', async () => {
      fake.behave({ HANG: 'C_GetSlotList' });
      const child = new ModuleProcess(fake.module, 1);
      await child.call('load', { module: fake.module, threads: false });
      const looking = child.call('look', {});
      process.kill(child.processId!, 'SIGKILL');
      await expect(looking).rejects.toMatchObject({ code: 'TOKEN_MODULE_CRASHED' });
      await expect(child.call('look', {})).rejects.toMatchObject({ code: 'TOKEN_MODULE_CRASHED' });
    });

    test('the process dies with its parent, even while the module hangs', async () => {
      fake.behave({ HANG: 'C_GetSlotList' });
      const script = `
      const { ModuleProcess } = await import(${JSON.stringify(join(dirname(CHILD), 'process.js'))});
      const child = new ModuleProcess(${JSON.stringify(fake.module)}, 1);
      await child.call('load', { module: ${JSON.stringify(fake.module)}, threads: false });
      child.call('look', {}).catch(() => {});
      setTimeout(() => console.log(child.processId), 200);
      setInterval(() => {}, 1000);`;
      const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [line] = await once(parent.stdout, 'data');
      const pid = Number(String(line));
      expect(alive(pid)).toBe(true);
      parent.kill('SIGKILL');
      await gone(() => (alive(pid) ? [pid] : []));
    });

    test('without graphene-pk11 the fault names the one command', async () => {
      fake.behave({});
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
      cpSync(dirname(CHILD), join(folder, 'pkcs11'), { recursive: true });
      const options = { child: join(folder, 'pkcs11', 'child.js') };
      await expect(open({}, options)).rejects.toMatchObject({ code: 'PKCS11_SUPPORT_MISSING' });
      await expect(inspectTokens(request(), {}, options)).rejects.toMatchObject({
        code: 'PKCS11_SUPPORT_MISSING',
      });
    });
  },
);

function verified(certificate: Uint8Array, signature: Uint8Array): boolean {
  return verify('sha256', message, new X509Certificate(certificate).publicKey, signature);
}

/** Processes of the module whose parent is `parent`. */
function childrenOf(parent: number): number[] {
  const list = readFileSync(`/proc/${parent}/task/${parent}/children`, 'latin1').trim();
  return list
    .split(' ')
    .filter(Boolean)
    .map(Number)
    .filter(
      (pid) => alive(pid) && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('child.js'),
    );
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
}

async function gone(left: () => number[]): Promise<void> {
  for (let i = 0; i < 100 && left().length > 0; i++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(left()).toEqual([]);
}

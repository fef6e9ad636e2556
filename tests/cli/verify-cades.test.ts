import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { context, der } from '../../src/syntax/der/index.ts';
import { signedMessage } from '../support/cms.ts';
import { makePdf } from '../support/documents.ts';
import { kyso, temporaryFolder } from '../support/kyso.ts';
import { makeWorld, type World } from '../support/world.ts';

const AT = new Date('2026-11-23T02:00:00Z');
const TRUST = ['--trust', 'root.pem', '--crl', 'crls', '--json'];

let world: World;
let content: Uint8Array;
beforeAll(async () => {
  world = await makeWorld({ at: AT, people: ['clerk'] });
  content = await makePdf({ text: 'a' });
});

/** A folder with root.pem, crls/ and the files given. */
function office(files: Readonly<Record<string, Uint8Array>>) {
  const folder = temporaryFolder();
  for (const name of ['crls', 'in']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'root.pem'), world.anchors[0]!);
  world.crls().forEach((crl, i) => {
    writeFileSync(join(folder, 'crls', `${i}.crl`), crl);
  });
  for (const [name, octets] of Object.entries(files)) writeFileSync(join(folder, name), octets);
  const play = (...args: string[]) => kyso(args, { directory: folder, now: AT });
  return async (...args: string[]) => {
    const { status, stdout, stderr } = await play('verify', ...args, ...TRUST);
    return { status, stderr, json: stdout === '' ? null : JSON.parse(stdout) };
  };
}

const enclosing = () => signedMessage(world, 'clerk', content);
const detached = () => signedMessage(world, 'clerk', content, { detached: true });
const first = (played: { json: { documents: { signatures: object[] }[] } }) =>
  played.json.documents[0]!.signatures[0];

describe('kyso verify of CMS signatures', () => {
  it('passes one that encloses its content, exit 0', async () => {
    const played = await office({ 'a.p7m': enclosing() })('a.p7m');
    expect(played.status).toBe(0);
    expect(played.json.documents[0]).toMatchObject({ path: 'a.p7m', format: 'CAdES', fault: null });
    expect(first(played)).toMatchObject({
      id: '1',
      indication: 'TOTAL-PASSED',
      integrity: 'intact',
      algorithm: 'RSASSA-PKCS1-v1_5 SHA-256',
    });
  });

  it('passes one beside its content, named or found', async () => {
    for (const name of ['a.pdf.p7s', 'a.pdf.sig']) {
      const verify = office({ [name]: detached(), 'a.pdf': content });
      for (const args of [[name], [name, '--content', 'a.pdf']]) {
        const { status, json } = await verify(...args);
        expect(status).toBe(0);
        expect(json.documents[0].content).toBe('a.pdf');
      }
    }
    const elsewhere = office({ 'a.pdf.p7s': detached(), 'b.bin': content });
    expect((await elsewhere('a.pdf.p7s', '--content', 'b.bin')).status).toBe(0);
  });

  it('leaves open what lacks its content, exit 2', async () => {
    const played = await office({ 'a.pdf.p7s': detached() })('a.pdf.p7s');
    expect(played.status).toBe(2);
    expect(first(played)).toMatchObject({ subIndication: 'SIGNED_DATA_NOT_FOUND' });
  });

  it('fails another content, named or found, exit 1', async () => {
    const other = await makePdf({ text: 'b' });
    const verify = office({ 'a.pdf.p7s': detached(), 'a.pdf': other, 'a.p7m': enclosing() });
    for (const args of [['a.pdf.p7s'], ['a.pdf.p7s', '--content', 'a.pdf']]) {
      const played = await verify(...args);
      expect(played.status).toBe(1);
      expect(first(played)).toMatchObject({ subIndication: 'HASH_FAILURE' });
    }
    // given for one that encloses its own, it must be the same
    const played = await verify('a.p7m', '--content', 'a.pdf');
    expect(played.status).toBe(1);
    expect(first(played)).toMatchObject({ subIndication: 'FORMAT_FAILURE' });
  });

  it('does not hold a neighbour against a signature that encloses its content', async () => {
    const other = await makePdf({ text: 'b' });
    const verify = office({ 'a.pdf.p7s': enclosing(), 'a.pdf': other });
    const { status, json } = await verify('a.pdf.p7s');
    expect(status).toBe(0);
    expect(json.documents[0].content).toBeNull();
  });

  it('finds them in folders, beside the documents, each reported', async () => {
    const files = { 'in/a.pdf': content, 'in/a.pdf.p7s': detached(), 'in/b.P7M': enclosing() };
    const { json } = await office(files)('in');
    expect(json.documents.map((one: { path: string }) => one.path)).toEqual([
      'in/a.pdf',
      'in/a.pdf.p7s',
      'in/b.P7M',
    ]);
    expect(json.summary).toMatchObject({ documents: 3, 'TOTAL-PASSED': 2, unsigned: 1 });
  });

  it('tells an encrypted message from a damaged one, exit 3', async () => {
    const enveloped = der.sequence(
      der.oid('1.2.840.113549.1.7.3'),
      der.tagged(context(0, true), der.sequence()),
    );
    const damaged = enclosing().subarray(0, 500);
    const verify = office({ 'e.p7m': enveloped, 'd.p7m': damaged });
    for (const [name, code] of [
      ['e.p7m', 'DOCUMENT_UNSUPPORTED'],
      ['d.p7m', 'DOCUMENT_MALFORMED'],
    ] as const) {
      const { status, json } = await verify(name);
      expect(status).toBe(3);
      expect(json.documents[0].fault.code).toBe(code);
    }
  });

  it('takes --content for one document only, and not when it is missing', async () => {
    const verify = office({ 'a.pdf.p7s': detached(), 'a.p7m': enclosing(), 'a.pdf': content });
    expect((await verify('a.pdf.p7s', 'a.p7m', '--content', 'a.pdf')).status).toBe(64);
    const missing = await verify('a.pdf.p7s', '--content', 'gone.pdf');
    expect(missing.status).toBe(3);
    expect(missing.stderr).toContain('gone.pdf');
  });

  it('says that a message without signers is not signed', async () => {
    const unsigned = signedMessage(world, 'clerk', content, { signerInfos: [] });
    const { status, json } = await office({ 'a.p7m': unsigned })('a.p7m');
    expect(status).toBe(2);
    expect(json.documents[0]).toMatchObject({ format: 'CMS', signatures: [] });
  });
});

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { memorySource } from '../../src/bytes/source.ts';
import { FAULTS } from '../../src/fault/table.ts';
import { extractSignatures } from '../../src/format/index.ts';
import { faults } from '../../src/words/faults.ts';
import { kyso, temporaryFolder } from '../support/kyso.ts';
import { departures, productSchema } from '../support/schema.ts';
import {
  addRevision,
  FORM,
  newest,
  open,
  sign,
  stampDocument,
  stream,
  writePaper,
} from '../unit/format/pades/paper.ts';

/** Made, signed, filled in, signed again, time-stamped, and then a page was changed. */
let paper: Uint8Array;
let signed: Uint8Array;
let file: Uint8Array;
beforeAll(async () => {
  paper = writePaper(FORM);
  signed = await sign(paper, { field: 'approval' });
  const filled = addRevision(signed, { 5: newest(signed, 5).replace('/FT', '/V (12) /FT') });
  const stamped = await stampDocument(await sign(filled, { by: 'agency' }));
  file = addRevision(stamped, { 4: stream('q q Q Q') });
});

function desk() {
  const directory = temporaryFolder();
  writeFileSync(join(directory, 'a.pdf'), file);
  const play = (...args: string[]) => kyso(['show', ...args], { directory });
  return { directory, play };
}

describe('kyso show', () => {
  it('lists every revision: its octets, who signed it, what it changed', async () => {
    const { play } = desk();
    const { status, stdout } = await play('a.pdf');
    expect(status).toBe(0);
    const lines = stdout
      .split('\n')
      .map((line) => line.trim().replace(/\d{4}-.*?\+07:00\)/, 'TIME'));
    const size = (n: number) => n.toLocaleString('en-GB');
    expect(lines).toEqual([
      'a.pdf',
      `revision 1 of 6: octets 0 to ${size(paper.length)}`,
      'signed   nobody signed this revision',
      'changed  the document as it was made',
      `revision 2 of 6: octets ${size(paper.length)} to ${size(signed.length)}`,
      'signed   signature approval by person, Kyso Test at TIME (claimed)',
      'changed  signature ‘approval’ added',
      expect.stringMatching(/^revision 3 of 6: octets/),
      'signed   nobody signed this revision',
      'changed  field ‘number’ filled in',
      expect.stringMatching(/^revision 4 of 6: octets/),
      'signed   signature Signature1 by agency, Kyso Test at TIME (claimed)',
      'changed  signature ‘Signature1’ added',
      expect.stringMatching(/^revision 5 of 6: octets/),
      'signed   document time stamp Signature2 by Kyso Test TSA at TIME',
      'changed  document time stamp ‘Signature2’ added',
      expect.stringMatching(new RegExp(`^revision 6 of 6: octets .* to ${size(file.length)}$`)),
      'signed   what came after the last signature: nobody signed this revision',
      'changed  page 1: content changed',
      'Nothing is verified here; ask: kyso verify a.pdf',
      '',
    ]);
  });

  it('says it in Vietnamese', async () => {
    const { play } = desk();
    const { stdout } = await play('a.pdf', '--lang', 'vi');
    expect(stdout).toContain('phiên bản 2/6: từ byte');
    expect(stdout).toContain('thêm chữ ký “approval”');
    expect(stdout).toContain('điền ô “number”');
    expect(stdout).toContain('trang 1: nội dung thay đổi');
  });

  it('gives the same as JSON by its schema', async () => {
    const { play } = desk();
    const value = JSON.parse((await play('a.pdf', '--json')).stdout);
    expect(departures(value, productSchema('show-1.json'))).toEqual([]);
    expect(value.revisions).toHaveLength(6);
    expect(value.revisions[5].changes).toMatchObject([
      {
        class: 'other',
        objects: [4],
        details: [{ what: 'page-content-changed', data: { page: 1 } }],
      },
    ]);
    expect(value.extracted).toBeNull();
  });

  it('cuts out exactly what was signed, whose signature then covers the whole file', async () => {
    const { play, directory } = desk();
    const { status, stdout } = await play(
      'a.pdf',
      '--revision',
      '2',
      '--out',
      'then.pdf',
      '--json',
    );
    expect(status).toBe(0);
    const then = new Uint8Array(readFileSync(join(directory, 'then.pdf')));
    expect(Buffer.compare(then, signed)).toBe(0);
    expect(open(then)).toMatchObject([{ id: 'approval', coversWholeFile: true, changesAfter: [] }]);
    const { extracted } = JSON.parse(stdout);
    expect(extracted).toMatchObject({ revision: 2, path: 'then.pdf', octets: signed.length });
    expect(departures(JSON.parse(stdout), productSchema('show-1.json'))).toEqual([]);
    await play('a.pdf', '--revision', '1', '--out', 'first.pdf');
    expect(Buffer.compare(readFileSync(join(directory, 'first.pdf')), paper)).toBe(0);
  });

  it('never replaces a file', async () => {
    const { play, directory } = desk();
    writeFileSync(join(directory, 'mine.pdf'), 'mine');
    const { status } = await play('a.pdf', '--revision', '1', '--out', 'mine.pdf');
    expect(status).toBe(3);
    expect(readFileSync(join(directory, 'mine.pdf'), 'utf8')).toBe('mine');
    const same = await play('a.pdf', '--revision', '1', '--out', 'a.pdf');
    expect(same.status).toBe(3);
    expect(Buffer.compare(readFileSync(join(directory, 'a.pdf')), file)).toBe(0);
  });

  it.each([
    ['a revision that is not there', ['--revision', '7', '--out', 'x.pdf']],
    ['no number', ['--revision', 'one', '--out', 'x.pdf']],
    ['revision zero', ['--revision', '0', '--out', 'x.pdf']],
    ['a revision without --out', ['--revision', '1']],
    ['--out without a revision', ['--out', 'x.pdf']],
  ])('refuses %s as usage', async (_, args) => {
    const { play, directory } = desk();
    expect((await play('a.pdf', ...args)).status).toBe(64);
    expect(existsSync(join(directory, 'x.pdf'))).toBe(false);
  });

  it('names what can’t be read', async () => {
    const { play, directory } = desk();
    writeFileSync(join(directory, 'junk.pdf'), 'junk');
    expect((await play('junk.pdf')).status).toBe(3);
    expect((await play('nowhere.pdf')).status).toBe(3);
  });

  it('says of a CMS message, DER or PEM, that it has no revisions', async () => {
    const { play, directory } = desk();
    const message = extractSignatures(memorySource(file))[0]!.cms!;
    writeFileSync(join(directory, 'a.p7s'), message);
    const pem = Buffer.from(message).toString('base64').replace(/.{64}/g, '$&\n');
    writeFileSync(join(directory, 'b.p7s'), `-----BEGIN PKCS7-----\n${pem}\n-----END PKCS7-----\n`);
    for (const name of ['a.p7s', 'b.p7s']) {
      const played = await play(name);
      expect(played.status).toBe(FAULTS.FORMAT_WITHOUT_REVISIONS.exit);
      const { message: words, hint } = faults.FORMAT_WITHOUT_REVISIONS;
      expect(played.stderr).toContain(words.en);
      expect(played.stderr).toContain(hint.en);
      expect((await play(name, '--lang', 'vi')).stderr).toContain(hint.vi);
    }
  });
});

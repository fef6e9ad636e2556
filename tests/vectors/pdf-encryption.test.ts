import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { memorySource } from '../../src/bytes/source.ts';
import {
  dict,
  isDict,
  isStream,
  isString,
  name,
  type OpenOptions,
  openPdf,
  type Pdf,
  PdfStream,
  PdfString,
  PdfUpdate,
  Raw,
} from '../../src/syntax/pdf/index.ts';
import { missing, requireTool } from '../support/tools.ts';
import { classic, faultOf, latin1, textOf } from '../unit/syntax/pdf/sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'kyso-pdf-encryption-'));
afterAll(() => rmSync(folder, { recursive: true }));
const noQpdf = missing('qpdf');

const plain = classic({
  1: '<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R /Own 4 0 R /Sig 6 0 R >>',
  4: `<< /Secret (open sesame) /Empty () /Long (${'Mật '.repeat(40)}) >>`,
  5: '<< /Type /Metadata /Subtype /XML /Length 5 >>\nstream\n<xmp>\nendstream',
  6: '<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00112233> /Reason (because) >>',
});

/** qpdf's switches for every kind of the standard handler. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  'RC4-40': ['40', '--'],
  'RC4-128': ['128', '--use-aes=n', '--'],
  'RC4-128 with crypt filters': ['128', '--use-aes=n', '--force-V4', '--'],
  'AES-128': ['128', '--use-aes=y', '--'],
  'AES-128, metadata in clear': ['128', '--use-aes=y', '--cleartext-metadata', '--'],
  'AES-256 revision 5': ['256', '--force-R5', '--'],
  'AES-256 revision 6': ['256', '--'],
  'AES-256, metadata in clear': ['256', '--cleartext-metadata', '--'],
};

function qpdf(...args: string[]): { status: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(requireTool('qpdf'), args, { encoding: 'latin1' });
  return { status, out: stdout + stderr };
}

function encrypted(kind: readonly string[], more: readonly string[] = []): Uint8Array {
  const [from, to] = [join(folder, 'plain.pdf'), join(folder, 'encrypted.pdf')];
  writeFileSync(from, latin1(plain));
  const weak = ['--allow-weak-crypto', '--static-id', ...more];
  const { status, out } = qpdf(...weak, '--encrypt', 'người dùng', 'chủ', ...kind, from, to);
  if (status !== 0) throw new Error(out);
  return new Uint8Array(readFileSync(to));
}

const open = (octets: Uint8Array, options: OpenOptions): Pdf =>
  openPdf(memorySource(octets), { strict: true, ...options });

function secrets(pdf: Pdf): {
  secret: string;
  long: string;
  reason: string;
  contents: string;
  xmp: string;
} {
  const own = pdf.resolve(pdf.catalog().get('Own'));
  const sig = pdf.resolve(pdf.catalog().get('Sig'));
  const xmp = pdf.resolve(pdf.catalog().get('Metadata'));
  if (!isDict(own) || !isDict(sig) || !isStream(xmp)) throw new Error('objects are missing');
  const text = (value: unknown) => (isString(value) ? textOf(value.octets) : 'no string');
  return {
    secret: text(own.get('Secret')),
    long: text(own.get('Long')).slice(0, 3),
    reason: text(sig.get('Reason')),
    contents: text(sig.get('Contents')),
    xmp: textOf(pdf.streamData(xmp)),
  };
}

const EXPECTED = {
  secret: 'open sesame',
  long: textOf(new Uint8Array(Buffer.from('Mật ', 'latin1'))).slice(0, 3),
  reason: 'because',
  contents: '\x00\x11\x22\x33',
  xmp: '<xmp>',
};

describe.skipIf(noQpdf)('files that qpdf encrypted', () => {
  describe.each(Object.entries(KINDS))('%s', (_, kind) => {
    test.each([
      ['user', 'người dùng'],
      ['owner', 'chủ'],
    ] as const)('as %s', (as, password) => {
      for (const more of [[], ['--object-streams=generate'], ['--linearize']]) {
        const pdf = open(encrypted(kind, more), { password });
        expect(pdf.openedAs).toBe(as);
        expect(pdf.linearized).toBe(more.includes('--linearize'));
        expect(secrets(pdf)).toEqual(EXPECTED);
      }
    });

    test('without the password, or with another', () => {
      const octets = encrypted(kind);
      expect(faultOf(() => open(octets, {}))).toEqual({
        code: 'DOCUMENT_PASSWORD',
        what: 'password-needed',
      });
      expect(faultOf(() => open(octets, { password: 'người' }))?.what).toBe('password-wrong');
    });

    test('what an update adds, qpdf reads', () => {
      for (const more of [[], ['--object-streams=generate']]) {
        const octets = encrypted(kind, more);
        const make = () => {
          const pdf = open(octets, { password: 'người dùng' });
          const update = new PdfUpdate(pdf);
          const data = new PdfStream(dict({}), latin1('stream data'));
          const stream = update.add(data);
          const meta = update.add(
            new PdfStream(dict({ Type: name('Metadata') }), latin1('metadata')),
          );
          const contents = new Raw(latin1('<aabb>'));
          const note = update.add(
            dict({
              Note: new PdfString(latin1('written by an update')),
              Contents: contents,
              ByteRange: [0, 1, 2, 3],
              Stream: stream,
            }),
          );
          return { pdf, stream, meta, note, appended: update.write() };
        };
        const { pdf, stream, meta, note, appended } = make();
        expect(Buffer.from(make().appended.octets).equals(appended.octets)).toBe(true);
        expect(textOf(appended.octets)).not.toContain('written');
        expect(textOf(appended.octets)).toContain('/Contents <aabb>');
        const path = join(folder, 'updated.pdf');
        const all = new Uint8Array(Buffer.concat([octets, appended.octets]));
        writeFileSync(path, all);
        const password = '--password=chủ';
        expect(qpdf(password, '--check', path).status).toBe(0);
        const shown = qpdf(password, `--show-object=${note.number}`, path).out;
        expect(shown).toContain('/Note (written by an update)');
        const dataOf = (number: number) =>
          qpdf(password, `--show-object=${number}`, '--filtered-stream-data', path).out;
        expect(dataOf(stream.number)).toBe('stream data');
        expect(dataOf(meta.number)).toBe('metadata');
        const again = open(all, { password: 'chủ' });
        expect(again.revisions).toHaveLength(pdf.revisions.length + 1);
        expect(secrets(again)).toEqual(EXPECTED);
        const own = again.resolve(note);
        const value = isDict(own) ? own.get('Contents') : undefined;
        expect(isString(value) && [...value.octets]).toEqual([0xaa, 0xbb]);
      }
    });
  });

  test('a changed /P is noticed by /Perms', () => {
    const octets = encrypted(KINDS['AES-256 revision 6']!);
    const text = textOf(octets).replace(
      /\/P (-)(\d*)(\d)/,
      (_, s, n, d) => `/P ${s}${n}${d === '8' ? 0 : 8}`,
    );
    expect(faultOf(() => open(latin1(text), { password: 'chủ' }))?.what).toBe(
      'encrypt-permissions-differ',
    );
  });
});

test('a file encrypted to certificates is refused by name', () => {
  const file = classic(
    { 4: '<< /Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s5 /V 4 /R 4 >>' },
    '/Encrypt 4 0 R /ID [<00> <00>] ',
  );
  expect(faultOf(() => open(latin1(file), {}))).toEqual({
    code: 'DOCUMENT_UNSUPPORTED',
    what: 'public-key-encryption',
  });
});

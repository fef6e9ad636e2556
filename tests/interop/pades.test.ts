import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { memorySource } from '../../src/bytes/source.ts';
import { extractSignatures } from '../../src/format/index.ts';
import { hasCorpus, readCorpus } from '../support/corpora.ts';
import { encryptPdf, makePdf, qpdf } from '../support/documents.ts';
import { missing, requireTool } from '../support/tools.ts';
import {
  FORM,
  isWhole,
  open,
  sign,
  signingWorld,
  text,
  writePaper,
} from '../unit/format/pades/paper.ts';

const folder = mkdtempSync(join(tmpdir(), 'kyso-pades-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function save(name: string, octets: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, octets);
  return path;
}

function pem(certificates: readonly Uint8Array[]): Uint8Array {
  const blocks = certificates.map(
    (der) =>
      `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`,
  );
  return Buffer.from(blocks.join(''));
}

interface Kind {
  readonly make: () => Promise<Uint8Array>;
  readonly password?: string;
}

const kinds: Readonly<Record<string, Kind>> = {
  'a classic table': { make: () => makePdf({ pages: 3 }) },
  'a cross-reference stream': { make: () => makePdf({ pages: 3, xref: 'stream' }) },
  'a form': { make: () => makePdf({ form: true }) },
  'a file by hand': { make: async () => writePaper(FORM) },
  linearized: { make: async () => qpdf(await makePdf({ pages: 3 }), ['--linearize']) },
  'linearized with object streams': {
    make: async () =>
      qpdf(await makePdf({ pages: 3 }), ['--linearize', '--object-streams=generate']),
  },
  'RC4, 40 bits': { make: async () => encryptPdf(await makePdf(), { bits: 40 }) },
  'RC4, 128 bits': { make: async () => encryptPdf(await makePdf(), { bits: 128 }) },
  'AES, 128 bits': { make: async () => encryptPdf(await makePdf(), { bits: 128, aes: true }) },
  'AES, 256 bits': { make: async () => encryptPdf(await makePdf(), { bits: 256 }) },
  'AES, 256 bits, with a password': {
    make: async () => encryptPdf(await makePdf({ form: true }), { bits: 256, user: 'mật khẩu' }),
    password: 'mật khẩu',
  },
  ...(hasCorpus('pdf') && {
    hybrid: { make: async () => readCorpus('pdf', 'pyhanko', 'minimal-hybrid-xref.pdf') },
  }),
};

describe.skipIf(missing('pdfsig', 'qpdf', 'openssl', 'mutool'))('what outside judges say', () => {
  describe.each(Object.entries(kinds))('%s', (kind, { make, password }) => {
    const options = password === undefined ? {} : { password };
    const made = make().then(async (before) => {
      const once = await sign(before, { ...options, reason: 'Phê duyệt', stamped: true });
      return { before, once, twice: await sign(once, { ...options, by: 'agency' }) };
    });

    test('the source stands unchanged in front', async () => {
      const { before, once, twice } = await made;
      expect(Buffer.compare(once.subarray(0, before.length), before)).toBe(0);
      expect(Buffer.compare(twice.subarray(0, once.length), once)).toBe(0);
    });

    test('kyso', async () => {
      const { once, twice } = await made;
      const [alone] = open(once, password);
      expect(isWhole(alone!) && alone!.coversWholeFile).toBe(true);
      expect(alone!.said).toEqual({ Reason: 'Phê duyệt' });
      expect(alone!.cms!.timestamps.map((t) => [t.imprint, t.cms.signature])).toEqual([
        ['matches', 'valid'],
      ]);
      const both = open(twice, password);
      expect(both.map(isWhole)).toEqual([true, true]);
      expect(both[0]!.changesAfter.map((c) => [c.class, c.permitted])).toEqual([
        ['signature', true],
      ]);
    });

    test('pdfsig: valid, and the last covers everything', async () => {
      const { twice } = await made;
      const path = save(`${kind}.pdf`, twice);
      const given = password === undefined ? [] : ['-upw', password];
      const said = execFileSync(requireTool('pdfsig'), ['-nocert', ...given, path]).toString();
      expect(said.match(/Signature is Valid/g)?.length).toBe(2);
      expect(said.match(/ {2}- Total document signed/g)?.length).toBe(1);
      expect(said.match(/Not total document signed/g)?.length).toBe(1);
    });

    test('qpdf: no worse than before', async () => {
      const { before, twice } = await made;
      const given = password === undefined ? [] : [`--password=${password}`];
      const status = (name: string, octets: Uint8Array) =>
        spawnSync(requireTool('qpdf'), ['--check', ...given, save(name, octets)]).status;
      expect(status(`${kind}-after.pdf`, twice)).toBeLessThanOrEqual(
        status(`${kind}-before.pdf`, before)!,
      );
    });

    test('mutool: reads it without a word of repair', async () => {
      const { twice } = await made;
      const given = password === undefined ? [] : ['-p', password];
      const path = save(`${kind}-mu.pdf`, twice);
      const { stderr, stdout, status } = spawnSync(requireTool('mutool'), ['info', ...given, path]);
      expect(status).toBe(0);
      expect(stderr.toString()).not.toMatch(/repair|error/i);
      expect(stdout.toString()).toMatch(/Pages: \d/);
    });

    test('openssl: each message is a signature over its spans, by a chain to the anchor', async () => {
      const { twice } = await made;
      const world = await signingWorld();
      const anchors = save('anchors.pem', pem(world.anchors));
      const found = extractSignatures(memorySource(twice), options);
      expect(found.length).toBe(2);
      for (const { cms, signed } of found) {
        const content = Buffer.concat(signed.map(({ start, end }) => twice.subarray(start, end)));
        const { status, stderr } = spawnSync(requireTool('openssl'), [
          ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', save('message.der', cms!)],
          ...['-content', save('content', content), '-CAfile', anchors, '-purpose', 'any'],
          ...['-attime', String(+world.at / 1000), '-cades', '-out', join(folder, 'out')],
        ]);
        expect(`${status} ${stderr}`).toMatch(/^0 CAdES Verification successful/);
      }
    });
  });

  test('an encrypted file stays encrypted, and its signature is not', async () => {
    const before = encryptPdf(await makePdf(), { bits: 256, user: 'x' });
    const signed = await sign(before, { password: 'x', reason: 'PLAINWORD' });
    expect(text(signed.subarray(before.length))).toMatch(/\/Encrypt/);
    expect(text(signed.subarray(before.length))).not.toContain('PLAINWORD');
    expect(() => open(signed)).toThrow(expect.objectContaining({ code: 'DOCUMENT_PASSWORD' }));
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { encryptPdf, makePdf, qpdf, writeSparsePdf } from '../support/documents.ts';
import { missing, requireTool } from '../support/tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'kyso-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(missing('qpdf'))('test documents', () => {
  const check = (path: string, ...options: string[]) =>
    execFileSync(requireTool('qpdf'), ['--check', ...options, path], { encoding: 'utf8' });
  const written = (pdf: Uint8Array) => {
    const path = join(folder, 'a.pdf');
    writeFileSync(path, pdf);
    return path;
  };

  test('tables and streams, forms and ballast are sound PDFs', async () => {
    const pdf = await makePdf({ pages: 3, form: true, ballast: 100_000, xref: 'stream' });
    expect(check(written(pdf))).toContain('No syntax or stream encoding errors');
    expect(Buffer.from(pdf).includes('/XRef')).toBe(true);
    expect(pdf.length).toBeGreaterThan(100_000);
    const table = await makePdf({ xref: 'table' });
    expect(check(written(table))).toContain('No syntax');
    expect(Buffer.from(table).includes('/XRef')).toBe(false);
  });

  test('encrypted ones open with their password', async () => {
    const pdf = await makePdf();
    for (const o of [{ bits: 40 }, { bits: 128, aes: true }, { bits: 256 }] as const)
      expect(check(written(encryptPdf(pdf, { ...o, user: 'u' })), '--password=u')).toContain(
        'No s',
      );
    expect(Buffer.from(qpdf(pdf, ['--linearize'])).includes('/Linearized')).toBe(true);
  });

  test('a sparse one has the size asked for and takes no room', () => {
    const path = join(folder, 'big.pdf');
    writeSparsePdf(path, 500_000_000);
    expect(statSync(path).size).toBe(500_000_000);
    expect(statSync(path).blocks * 512).toBeLessThan(1_000_000);
    const small = join(folder, 'small.pdf');
    writeSparsePdf(small, 1_000_000);
    expect(check(small)).toContain('No syntax');
  });
});

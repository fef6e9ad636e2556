import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument, PDFName, PDFRawStream, StandardFonts } from 'pdf-lib';
import { requireTool } from './tools.ts';

export interface DocumentOrder {
  readonly pages?: number;
  /** Shown on every page and in the title (WinAnsi only). */
  readonly text?: string;
  /** Style of the cross-reference section: a table unless 'stream'. */
  readonly xref?: 'table' | 'stream';
  /** Octets of incompressible ballast, so that the file has about this size. */
  readonly ballast?: number;
  /** Adds a text field, a check box and a choice. */
  readonly form?: boolean;
}

/** A small PDF of A4 pages. */
export async function makePdf(order: DocumentOrder = {}): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.TimesRoman);
  const text = order.text ?? 'A document';
  pdf.setTitle(text);
  for (let number = 1; number <= (order.pages ?? 1); number += 1) {
    const page = pdf.addPage([595.28, 841.89]);
    page.drawText(`${text} (${number})`, { x: 85, y: 760, size: 14, font });
  }
  if (order.form) {
    const form = pdf.getForm();
    const page = pdf.getPage(0);
    form.createTextField('name').addToPage(page, { x: 85, y: 600, width: 200, height: 20 });
    form.createCheckBox('agreed').addToPage(page, { x: 85, y: 560, width: 14, height: 14 });
    const choice = form.createDropdown('place');
    choice.addOptions(['A', 'B']);
    choice.addToPage(page, { x: 85, y: 520, width: 100, height: 20 });
  }
  if (order.ballast) {
    const stream = PDFRawStream.of(
      pdf.context.obj({ Type: 'Ballast', Length: order.ballast }) as never,
      noise(order.ballast),
    );
    pdf.catalog.set(PDFName.of('KysoBallast'), pdf.context.register(stream));
  }
  return pdf.save({ useObjectStreams: order.xref === 'stream' });
}

/** Encrypted by qpdf. `user` is the password to open; empty opens without asking. */
export function encryptPdf(
  pdf: Uint8Array,
  o: { readonly bits: 40 | 128 | 256; readonly aes?: boolean; readonly user?: string },
): Uint8Array {
  const weak = o.bits === 256 ? [] : ['--allow-weak-crypto'];
  const aes = o.bits === 128 ? [`--use-aes=${o.aes ? 'y' : 'n'}`] : [];
  return qpdf(pdf, [...weak, '--encrypt', o.user ?? '', 'owner', String(o.bits), ...aes, '--']);
}

/** Rewritten by qpdf with the options given, such as ['--linearize']. */
export function qpdf(pdf: Uint8Array, options: readonly string[]): Uint8Array {
  const tool = requireTool('qpdf');
  const folder = mkdtempSync(join(tmpdir(), 'kyso-test-'));
  try {
    const from = join(folder, 'from.pdf');
    const to = join(folder, 'to.pdf');
    writeFileSync(from, pdf);
    execFileSync(tool, [...options, from, to], { stdio: 'pipe' });
    return new Uint8Array(readFileSync(to));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Writes a valid one-page PDF of exactly `length` octets whose bulk is one stream of zeros: a sparse
 * file, which costs no disk and next to no time to make.
 */
export function writeSparsePdf(path: string, length: number): void {
  const head =
    '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n' +
    '1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Bulk 4 0 R >>\nendobj\n' +
    '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n' +
    '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>\nendobj\n';
  const opening = (bulk: number) => `4 0 obj\n<< /Length ${bulk} >>\nstream\n`;
  const closing = '\nendstream\nendobj\n';
  const tail = (xref: number) => {
    const row = (offset: number) => `${String(offset).padStart(10, '0')} 00000 n \n`;
    const offsets = [1, 2, 3].map((n) => head.indexOf(`${n} 0 obj`));
    return (
      `xref\n0 5\n0000000000 65535 f \n${offsets.map(row).join('')}${row(head.length)}` +
      `trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`
    );
  };
  // the widths of two numbers depend on the bulk: settle it by going round
  let bulk = length;
  for (let round = 0; round < 4; round += 1) {
    const xref = head.length + opening(bulk).length + bulk + closing.length;
    bulk += length - (xref + tail(xref).length);
  }
  const xref = head.length + opening(bulk).length + bulk + closing.length;
  const end = Buffer.from(closing + tail(xref), 'latin1');
  const file = openSync(path, 'wx');
  try {
    writeSync(file, Buffer.from(head + opening(bulk), 'latin1'), 0, undefined, 0);
    writeSync(file, end, 0, undefined, length - end.length);
  } finally {
    closeSync(file);
  }
}

/** Octets that look random and are the same every time (xorshift32). */
export function noise(length: number, seed = 2463534242): Uint8Array {
  const octets = new Uint8Array(length);
  let state = seed;
  for (let i = 0; i < length; i += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    octets[i] = state;
  }
  return octets;
}

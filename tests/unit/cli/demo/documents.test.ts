import { inflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { makeDistrict } from '../../../../src/cli/demo/district.ts';
import { openDocumentMaker } from '../../../../src/cli/demo/documents.ts';
import { STYLES } from '../../../../src/cli/demo/typeface.ts';

const { documents } = makeDistrict();
const maker = await openDocumentMaker();

describe('a document of the demo', () => {
  test('has the pages that it should have', async () => {
    for (const pages of [1, 2, 3, 4, 5]) {
      const document = documents.find((d) => d.pages === pages)!;
      const pdf = await PDFDocument.load(await maker.make(document), { updateMetadata: false });
      expect(pdf.getPageCount()).toBe(pages);
      expect(pdf.getTitle()).toBe(`${document.kind.name}: ${document.subject}`);
    }
  });

  test('is the same every time', async () => {
    const document = documents[7]!;
    const again = await openDocumentMaker();
    expect(await again.make(document)).toEqual(await maker.make(document));
  });

  test('can be altered by one octet when it is the one', async () => {
    const altered = documents.find((d) => d.altered)!;
    const draft = await maker.make(altered);
    const { offset, octet } = maker.alteration(draft);
    expect(draft[offset]).not.toBe(octet);
    await expect(
      maker.make(documents[0]!).then((other) => maker.alteration(other)),
    ).rejects.toThrow(RangeError);
  });
});

describe('the fonts of the demo', () => {
  test('have an outline for every letter, at the offset that their table says', async () => {
    const pdf = await PDFDocument.load(await maker.make(documents[0]!));
    const files = pdf.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) =>
        object instanceof PDFRawStream && object.dict.has(PDFName.of('Filter'))
          ? [inflateSync(object.contents)]
          : [],
      )
      .filter(
        (octets) =>
          octets.readUInt32BE(0) === 0x10000 || octets.toString('latin1', 0, 4) === 'true',
      );
    expect(files).toHaveLength(STYLES.length);
    for (const file of files) {
      const glyphs = glyphsOf(file);
      // .notdef and the space may be empty; a letter never is
      expect(glyphs.filter((glyph) => glyph.length === 0).length).toBeLessThanOrEqual(2);
      for (const glyph of glyphs.filter(({ length }) => length > 0)) expectOutline(glyph);
    }
  });
});

/** The glyphs of a TrueType font by its `loca` table. */
function glyphsOf(font: Buffer): Buffer[] {
  const tables = new Map<string, Buffer>();
  for (let i = 0; i < font.readUInt16BE(4); i += 1) {
    const at = 12 + 16 * i;
    const from = font.readUInt32BE(at + 8);
    const table = font.subarray(from, from + font.readUInt32BE(at + 12));
    tables.set(font.toString('latin1', at, at + 4), table);
  }
  const count = tables.get('maxp')!.readUInt16BE(4);
  const long = tables.get('head')!.readInt16BE(50) === 1;
  const loca = tables.get('loca')!;
  const offset = (i: number) => (long ? loca.readUInt32BE(4 * i) : 2 * loca.readUInt16BE(2 * i));
  return Array.from({ length: count }, (_, i) =>
    tables.get('glyf')!.subarray(offset(i), offset(i + 1)),
  );
}

/** A simple glyph whose contours end in rising order, or a composite one: anything else is a wrong offset. */
function expectOutline(glyph: Buffer): void {
  const contours = glyph.readInt16BE(0);
  expect(contours).toBeGreaterThanOrEqual(-1);
  expect(contours).toBeLessThan(20);
  let last = -1;
  for (let i = 0; i < contours; i += 1) {
    const end = glyph.readUInt16BE(10 + 2 * i);
    expect(end).toBeGreaterThan(last);
    last = end;
  }
}

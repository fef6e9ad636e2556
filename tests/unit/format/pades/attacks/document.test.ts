import { beforeAll, describe, expect, test } from 'vitest';
import { addRevision, newest, type Objects, open, sign, stream, writePaper } from '../paper.ts';
import { expectRefused, trustSigners, verdicts } from './attacked.ts';

// A document with a bit of everything that decides what a person sees or what a reader does; each part is exchanged,
// taken away or added behind the signature.

const DOCUMENT: Objects = {
  1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 7 0 R /Outlines 20 0 R /Names 21 0 R /OCProperties 24 0 R /PageLabels 25 0 R /Dests 26 0 R /StructTreeRoot 27 0 R /MarkInfo << /Marked true >> /ViewerPreferences 28 0 R /Extensions << /ADBE << /BaseVersion /1.7 /ExtensionLevel 3 >> >> >>',
  2: '<< /Type /Pages /Kids [3 0 R 29 0 R] /Count 2 /Rotate 0 >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /CropBox [0 0 595 842] /Contents [4 0 R 30 0 R] /Resources 8 0 R /Annots [5 0 R 6 0 R 18 0 R] >>',
  4: stream('BT /F 9 Tf <0001> Tj ET'),
  5: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (number) /DA (/F 9 Tf 0 g) /Rect [10 10 90 30] /P 3 0 R /F 4 /MaxLen 20 >>',
  6: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (approval) /Rect [0 0 0 0] /P 3 0 R /F 132 >>',
  7: '<< /Fields [5 0 R 6 0 R] /DA (/F 9 Tf) >>',
  8: '<< /Font << /F 9 0 R >> /XObject << /I 14 0 R /X 15 0 R >> /ExtGState << /G 17 0 R >> /Properties << /L 23 0 R >> /ColorSpace << /C 31 0 R >> /Pattern << /P 32 0 R >> >>',
  9: '<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding 33 0 R /DescendantFonts [10 0 R] /ToUnicode 13 0 R >>',
  10: '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /FontDescriptor 11 0 R /W [1 [500]] /CIDToGIDMap 34 0 R >>',
  11: '<< /Type /FontDescriptor /FontName /X /FontFile2 12 0 R >>',
  12: stream('a font program'),
  13: stream('1 beginbfchar <0001> <0041> endbfchar'),
  14: stream(
    'abc',
    '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8 /SMask 16 0 R',
  ),
  15: stream('q Q', '/Type /XObject /Subtype /Form /BBox [0 0 9 9]'),
  16: stream(
    'a',
    '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8',
  ),
  17: '<< /Type /ExtGState /ca 1 >>',
  18: '<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A 19 0 R >>',
  19: '<< /S /URI /URI (https://a.example) >>',
  20: '<< /Type /Outlines /First 35 0 R /Last 35 0 R /Count 1 >>',
  21: '<< /JavaScript 36 0 R /EmbeddedFiles 37 0 R >>',
  22: '<< /Type /OCG /Name (hidden) >>',
  23: '<< /Type /OCG /Name (shown) >>',
  24: '<< /OCGs [22 0 R 23 0 R] /D 38 0 R >>',
  25: '<< /Nums [0 << /S /D >>] >>',
  26: '<< /here [3 0 R /Fit] >>',
  27: '<< /Type /StructTreeRoot >>',
  28: '<< /HideMenubar false >>',
  29: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 8 0 R >>',
  30: stream('/OC /L BDC EMC'),
  31: '[/Indexed /DeviceRGB 1 39 0 R]',
  32: stream(
    'q Q',
    '/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources << >>',
  ),
  33: stream('a character map', '/Type /CMap'),
  34: stream('\u0000\u0001'),
  35: '<< /Title (A) /Parent 20 0 R /Dest [3 0 R /Fit] >>',
  36: '<< /Names [(a) 40 0 R] >>',
  37: '<< /Names [(f) 41 0 R] >>',
  38: '<< /ON [23 0 R] /OFF [22 0 R] >>',
  39: stream('abcdef'),
  40: '<< /S /JavaScript /JS (1) >>',
  41: '<< /Type /Filespec /F (f) /EF << /F 42 0 R >> >>',
  42: stream('an attached file', '/Type /EmbeddedFile'),
};

let signed: Uint8Array;
beforeAll(async () => {
  await trustSigners();
  signed = await sign(writePaper(DOCUMENT));
});

/** Entries put into the dictionary of object `number`. */
const put = (number: number, entries: string): Objects => ({
  [number]: newest(signed, number).replace('<<', `<< ${entries} `),
});
const swapped = (number: number, from: string | RegExp, to: string): Objects => {
  const before = newest(signed, number);
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  return { [number]: after };
};

test('as it was signed, it passes', () => {
  expect(verdicts(signed)).toEqual(['Signature1: TOTAL-PASSED']);
});

describe('every part of the document, exchanged, emptied or freed', () => {
  const parts = Object.keys(DOCUMENT).map(Number);
  test.each(parts)('object %i', (number) => {
    const before = newest(signed, number);
    const data = /stream\n([\s\S]*?)\nendstream/.exec(before)?.[1];
    const other =
      data === undefined
        ? before.startsWith('[')
          ? before.replace('[', '[0 ')
          : before.replace('<<', '<< /Evil 1')
        : before.replace(data, 'x'.repeat(data.length));
    for (const value of [other, '<< >>', '[]', 'null', null])
      expectRefused(addRevision(signed, { [number]: value }));
  });
});

describe('what a revision may not add or change', () => {
  test.each<[string, () => Objects]>([
    ['an opening action', () => put(1, '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>')],
    ['an opening action that existed', () => put(1, '/OpenAction 40 0 R')],
    ['additional actions of the document', () => put(1, '/AA << /WC 40 0 R >>')],
    ['additional actions of a page', () => put(3, '/AA << /O 40 0 R >>')],
    ['additional actions of a field', () => put(5, '/AA << /K 40 0 R >>')],
    ['an action of a field', () => put(5, '/A 40 0 R')],
    [
      'a script in the name tree',
      () => ({ 36: '<< /Names [(a) 40 0 R (b) 90 0 R] >>', 90: '<< /S /JavaScript /JS (2) >>' }),
    ],
    ['an order of calculation', () => put(7, '/CO [5 0 R]')],
    ['XFA', () => ({ ...put(7, '/XFA 90 0 R'), 90: stream('<xdp/>') })],
    ['a page that is to be rendered by XFA', () => put(1, '/NeedsRendering true')],
    ['a hidden layer shown', () => swapped(38, '/OFF [22 0 R]', '/OFF []')],
    ['another configuration of layers', () => put(24, '/Configs [<< /OFF [23 0 R] >>]')],
    ['a layer of its own for the page’s drawing', () => swapped(15, '/BBox', '/OC 22 0 R /BBox')],
    [
      'an attached file exchanged',
      () => ({ 42: stream('another attachmt', '/Type /EmbeddedFile') }),
    ],
    [
      'an attached file added',
      () => ({ 37: '<< /Names [(f) 41 0 R (g) 90 0 R] >>', 90: newest(signed, 41) }),
    ],
    ['a collection', () => put(1, '/Collection << /View /D >>')],
    ['files of the document', () => put(1, '/AF [41 0 R]')],
    ['the map to characters', () => ({ 13: stream('1 beginbfchar <0001> <0042> endbfchar') })],
    ['the widths of glyphs', () => swapped(10, '[500]', '[900]')],
    ['the embedded font program', () => ({ 12: stream('A font program') })],
    ['the glyphs that codes lead to', () => ({ 34: stream('\u0000\u0002') })],
    ['another font under the same name', () => swapped(8, '9 0 R', '90 0 R')],
    ['the mask of an image', () => swapped(14, '/SMask 16 0 R', '')],
    ['transparency', () => swapped(17, '/ca 1', '/ca 0')],
    ['colours', () => ({ 39: stream('fedcba') })],
    ['rotation', () => put(3, '/Rotate 180')],
    ['rotation of all pages', () => swapped(2, '/Rotate 0', '/Rotate 180')],
    ['the unit of user space', () => put(3, '/UserUnit 10')],
    ['the crop box', () => swapped(3, '/CropBox [0 0 595 842]', '/CropBox [0 0 99 99]')],
    ['the media box', () => swapped(29, '/MediaBox [0 0 595 842]', '/MediaBox [0 0 9 9]')],
    ['page labels', () => ({ 25: '<< /Nums [0 << /S /r >>] >>' })],
    ['an outline', () => swapped(35, '(A)', '(B)')],
    [
      'where an outline leads',
      () => swapped(35, '/Dest [3 0 R /Fit]', '/A << /S /URI /URI (x) >>'),
    ],
    ['a named destination', () => ({ 26: '<< /here [29 0 R /Fit] >>' })],
    ['where a link leads', () => ({ 19: '<< /S /URI /URI (https://evil.example) >>' })],
    ['a page added', () => ({ ...swapped(2, ']', ' 90 0 R]'), 90: newest(signed, 29) })],
    ['a page shown twice', () => swapped(2, '3 0 R 29 0 R', '3 0 R 29 0 R 29 0 R')],
    ['a page removed', () => swapped(2, ' 29 0 R', '')],
    ['pages in another order', () => swapped(2, '3 0 R 29 0 R', '29 0 R 3 0 R')],
    ['the count of pages', () => swapped(2, '/Count 2', '/Count 1')],
    ['a page with thread beads', () => put(3, '/B [90 0 R]')],
    ['metadata of a page', () => ({ ...put(3, '/Metadata 90 0 R'), 90: stream('<x/>') })],
    ['a transition', () => put(3, '/Trans << >> /Dur 1')],
    ['a presentation', () => put(1, '/PageMode /FullScreen')],
    ['an extension taken away', () => swapped(1, /\/Extensions <<.*?>> >>/, '')],
    ['an extension raised', () => swapped(1, '/ExtensionLevel 3', '/ExtensionLevel 9')],
    ['usage rights', () => put(1, '/Perms << /UR3 90 0 R >>')],
    ['a certification that nobody gave', () => put(1, '/Perms << /DocMDP 90 0 R >>')],
    ['legal attestation', () => put(1, '/Legal << >>')],
    ['requirements', () => put(1, '/Requirements []')],
    ['the default look of fields', () => swapped(7, '(/F 9 Tf)', '(/F 99 Tf)')],
    ['the look of a field', () => swapped(5, '0 g', '1 g')],
    ['where a field stands', () => swapped(5, '[10 10 90 30]', '[0 0 595 842]')],
    ['a field hidden', () => swapped(5, '/F 4', '/F 2')],
    ['a field that takes more', () => swapped(5, '/MaxLen 20', '')],
    ['a field handed to another page', () => swapped(5, '/P 3 0 R', '/P 29 0 R')],
    [
      'a signature field shown',
      () => ({
        ...put(6, '/AP << /N 90 0 R >>'),
        90: stream('q Q', '/Subtype /Form /BBox [0 0 9 9]'),
      }),
    ],
    ['an old widget on another page', () => put(29, '/Annots [5 0 R]')],
    [
      'the same content referred to from a new page tree',
      () => ({
        ...swapped(1, '/Pages 2 0 R', '/Pages 90 0 R'),
        90: '<< /Type /Pages /Kids [29 0 R] /Count 1 >>',
      }),
    ],
  ])('%s', (_, objects) => {
    expectRefused(addRevision(signed, objects()));
  });

  test('a signed signature field that is redrawn', async () => {
    const visible = '/AP << /N 90 0 R >>';
    const file = await sign(
      addRevision(writePaper(DOCUMENT), {
        6: DOCUMENT[6]!.replace('[0 0 0 0]', `[0 0 99 99] ${visible}`),
        90: stream('q Q', '/Subtype /Form /BBox [0 0 99 99]'),
      }),
      { field: 'approval' },
    );
    expect(verdicts(file)).toEqual(['approval: TOTAL-PASSED']);
    for (const objects of [
      { 90: stream('q', '/Subtype /Form /BBox [0 0 99 99]') },
      { 6: newest(file, 6).replace('[0 0 99 99]', '[0 0 595 842]') },
      { 6: newest(file, 6).replace('/FT', '/MK << /R 90 >> /FT') },
      {
        6: newest(file, 6).replace(visible, '/AP << /N 91 0 R >>'),
        91: stream('q Q', '/Subtype /Form /BBox [0 0 9 9]'),
      },
    ])
      expectRefused(addRevision(file, objects));
  });

  test('a change taken back by a later revision is seen all the same', () => {
    const changed = addRevision(signed, { 4: stream('BT ET') });
    const back = addRevision(changed, { 4: DOCUMENT[4]! });
    expectRefused(changed);
    expectRefused(back);
    expect(open(back)[0]!.changesAfter.length).toBe(2);
  });
});

import { PDFDocument } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { makePdf } from '../../../support/documents.ts';
import { addRevision, changes, FORM, type Objects, sign, stream, writePaper } from './paper.ts';

const HELVETICA =
  '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';
const FONTS = '/Resources << /Font << /F 60 0 R >> >>';
const BOX = '/Type /XObject /Subtype /Form /BBox [0 0 80 20]';
const SHOWS = '/Tx BMC q BT /F 9 Tf 0 g 2 5 Td (12/QD) Tj ET Q EMC';

/** The text field after its value is set, with an appearance. */
async function fill(o: {
  readonly content?: string;
  readonly box?: string;
  readonly value?: string;
  readonly font?: string;
  readonly before?: string;
  readonly more?: Objects;
}): Promise<string[]> {
  const { before = '', value = '/V (12/QD)', content = SHOWS, box = `${BOX} ${FONTS}` } = o;
  const field = (entries: string) => FORM[5]!.replace('/FT', `${before} ${entries} /FT`);
  const file = await sign(
    writePaper({ ...FORM, 5: field(''), 60: o.font ?? HELVETICA, 61: '<< /K 60 0 R >>' }),
  );
  return changes(
    addRevision(file, {
      5: field(`${value} /AP << /N 100 0 R >>`),
      100: stream(content, box),
      ...o.more,
    }),
  );
}

describe('the appearance of a filled field', () => {
  test.each<[string, Parameters<typeof fill>[0]]>([
    ['the value', {}],
    ['nothing yet', { content: '/Tx BMC EMC' }],
    [
      'letters one by one, and moved',
      { content: "BT /F 9 Tf [(1) -20 (2)] TJ 9 0 Td (/Q) Tj (D) ' ET" },
    ],
    ['lines', { value: '/V (12 QD\\nHN)', content: 'BT /F 9 Tf (12 QD) Tj T* (HN) Tj ET' }],
    [
      'a background that the widget had',
      { before: '/MK << /BG [1] >>', content: `1 g 0 0 80 20 re f ${SHOWS}` },
    ],
    ['a turned box', { box: `${BOX} ${FONTS} /Matrix [0 1 -1 0 0 0]` }],
    ['a password', { before: '/Ff 8192', content: 'BT /F 9 Tf (*****) Tj ET' }],
    [
      'a font by codes, with a map',
      {
        value: '/V <FEFF1ECD>',
        content: 'BT /F 9 Tf <0007> Tj ET',
        box: `${BOX} /Resources << /Font << /F 101 0 R >> >>`,
        more: {
          101: '<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 102 0 R >>',
          102: stream('1 beginbfrange <0001> <0010> <1EC7> endbfrange'),
        },
      },
    ],
    ['rich text that says the same', { value: '/V (12/QD) /RV (<p>12/<b>QD</b></p>)' }],
  ])('%s: form filling', async (_, order) => {
    expect(await fill(order)).toEqual(['form-fill']);
  });

  test.each<[string, Parameters<typeof fill>[0]]>([
    ['other text', { content: SHOWS.replace('12/QD', '99/QD') }],
    ['text beside the value', { content: `${SHOWS} BT /F 9 Tf (and more) Tj ET` }],
    ['a rectangle over what stands there', { content: `0 0 80 20 re f ${SHOWS}` }],
    [
      'many shapes in a field with a background',
      { before: '/MK << /BG [1] >>', content: '0 0 1 1 re f '.repeat(9) },
    ],
    [
      'an image',
      {
        content: '/I Do',
        more: { 101: stream('') },
        box: `${BOX} /Resources << /XObject << /I 101 0 R >> >>`,
      },
    ],
    ['an image written in place', { content: 'BI /W 1 /H 1 /BPC 8 /CS /G ID x EI' }],
    ['a shading', { content: '/S sh' }],
    ['a graphics state of its own', { content: `/G gs ${SHOWS}` }],
    ['glyphs drawn by procedures', { font: '<< /Type /Font /Subtype /Type3 >>' }],
    ['a font that is not there', { content: SHOWS.replace('/F', '/G') }],
    ['a font without a map', { font: '<< /Type /Font /Subtype /Type0 /Encoding /Identity-H >>' }],
    [
      'a new font with names of its own',
      {
        box: `${BOX} /Resources << /Font << /F 101 0 R >> >>`,
        more: { 101: HELVETICA.replace('/WinAnsiEncoding', '<< /Differences [49 /odd] >>') },
      },
    ],
    ['a box without height', { box: `/Type /XObject /Subtype /Form /BBox [0 0 80 0] ${FONTS}` }],
    ['a box of three numbers', { box: `/Type /XObject /Subtype /Form /BBox [0 0 80] ${FONTS}` }],
    ['a matrix that flattens', { box: `${BOX} ${FONTS} /Matrix [1 1 1 1 0 0]` }],
    ['optional content', { box: `${BOX} ${FONTS} /OC << >>` }],
    ['a group', { box: `${BOX} ${FONTS} /Group << >>` }],
    ['another document’s page', { box: `${BOX} ${FONTS} /Ref << >>` }],
    ['rich text that says something else', { value: '/V (12/QD) /RV (<p>13/QD</p>)' }],
    ['no syntax', { content: 'BT /F 9 Tf (12/QD Tj ET' }],
    [
      'the look under the mouse',
      { more: { 5: FORM[5]!.replace('/FT', '/V (12/QD) /AP << /N 100 0 R /R 100 0 R >> /FT') } },
    ],
  ])('%s: a real change', async (_, order) => {
    expect(await fill(order)).toContain('other!');
  });

  test.each([
    ['On', ['form-fill']],
    ['Off', ['form-fill']],
    ['Evil', ['other!']],
  ])('a box switched to %s', async (state, expected) => {
    const box = (entries: string, states: string) =>
      `<< /Type /Annot /Subtype /Widget /FT /Btn /T (box) /Rect [10 10 30 30] /P 3 0 R ${entries} /AP << /N << ${states} >> >> >>`;
    const paper = { ...FORM, 5: box('/V /Other /AS /On', '/On 8 0 R'), 8: stream('q Q', BOX) };
    const file = await sign(writePaper(paper));
    const switched = box(`/V /${state} /AS /${state}`, '/On 8 0 R');
    expect(changes(addRevision(file, { 5: switched }))).toEqual(expected);
    const redrawn = box('/V /On /AS /On', '/On 90 0 R');
    expect(changes(addRevision(file, { 5: redrawn, 90: stream('q', BOX) }))).toEqual(['other!']);
  });

  test('a choice shows the name of what was chosen', async () => {
    const choice = (entries: string) =>
      `<< /Type /Annot /Subtype /Widget /FT /Ch /Ff 131072 /T (c) /Opt [[(a) (Alpha)] [(b) (Beta)]] /Rect [10 10 90 30] /P 3 0 R ${entries} >>`;
    const file = await sign(writePaper({ ...FORM, 5: choice(''), 60: HELVETICA }));
    const chosen = (text: string) =>
      changes(
        addRevision(file, {
          5: choice('/V (b) /AP << /N 100 0 R >>'),
          100: stream(`BT /F 9 Tf (${text}) Tj ET`, `${BOX} ${FONTS}`),
        }),
      );
    expect(await chosen('Beta')).toEqual(['form-fill']);
    expect(await chosen('Alpha')).toContain('other!');
  });

  test('a form that another program fills', async () => {
    const file = await sign(await makePdf({ form: true }));
    const pdf = await PDFDocument.load(file, { forIncrementalUpdate: true });
    const form = pdf.getForm();
    form.getTextField('name').setText('Phuong 5');
    form.getCheckBox('agreed').check();
    form.getDropdown('place').select('B');
    const filled = await pdf.save();
    expect(Buffer.compare(filled.subarray(0, file.length), file)).toBe(0);
    expect(changes(filled).filter((c) => c !== 'metadata')).toEqual(['form-fill']);
  });

  test('one bomb for many fields is refused by name', async () => {
    const { deflateSync } = await import('node:zlib');
    const fields = Array.from({ length: 40 }, (_, i) => i + 200);
    const widget = (n: number, entries: string) =>
      FORM[5]!.replace('(number)', `(n${n})`).replace('/FT', `${entries} /FT`);
    const objects = Object.fromEntries(fields.map((n) => [n, widget(n, '')]));
    const list = fields.map((n) => `${n} 0 R`).join(' ');
    const file = await sign(writePaper({ ...FORM, ...objects, 7: `<< /Fields [${list}] >>` }));
    const bomb = Buffer.from(deflateSync(Buffer.alloc(48 * 1024 * 1024, ' '))).toString('latin1');
    const filled = Object.fromEntries(
      fields.map((n) => [n, widget(n, '/V (x) /AP << /N 100 0 R >>')]),
    );
    const evil = addRevision(file, { ...filled, 100: stream(bomb, `${BOX} /Filter /FlateDecode`) });
    expect(() => changes(evil)).toThrow(expect.objectContaining({ code: 'DOCUMENT_LIMIT' }));
  });
});

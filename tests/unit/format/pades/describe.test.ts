import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ChangeDetail } from '../../../../src/ades/evidence.ts';
import { changeDetails, changeWords } from '../../../../src/words/changes.ts';
import {
  addRevision,
  FORM,
  newest,
  type Objects,
  open,
  sign,
  stampDocument,
  stream,
  writePaper,
} from './paper.ts';

const TWO_PAGES: Objects = {
  ...FORM,
  1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 7 0 R /Outlines 14 0 R /Metadata 19 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R 10 0 R] /Count 2 >>',
  10: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 11 0 R /Resources << /Font << /F 12 0 R >> /XObject << /I 13 0 R >> >> /Annots [16 0 R] >>',
  11: stream('q Q'),
  12: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FontDescriptor 17 0 R >>',
  13: stream('abc', '/Type /XObject /Subtype /Image /Width 1 /Height 1'),
  14: '<< /First 15 0 R >>',
  15: '<< /Title (A) /Parent 14 0 R >>',
  16: '<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (a) >>',
  17: '<< /Type /FontDescriptor /FontFile 18 0 R >>',
  18: stream('font'),
  19: stream('<x/>', '/Type /Metadata /Subtype /XML'),
};

describe('later changes in words', () => {
  let signed: Uint8Array;
  beforeAll(async () => {
    signed = await sign(writePaper(TWO_PAGES, '/Info 20 0 R'));
  });
  const details = (file: Uint8Array): readonly ChangeDetail[] =>
    open(file)[0]!.changesAfter.flatMap((change) => change.details ?? []);
  const say = (file: Uint8Array, language: 'vi' | 'en' = 'en') =>
    details(file)
      .map((detail) => changeWords(detail, language))
      .sort();

  test.each<[string, () => Objects, string[]]>([
    ['content', () => ({ 11: stream('q q Q Q') }), ['page 2: content changed']],
    [
      'a content stream more',
      () => ({ 3: newest(signed, 3).replace('4 0 R', '[4 0 R 90 0 R]'), 90: stream('') }),
      ['page 1: content changed'],
    ],
    [
      'a font’s program',
      () => ({ 18: stream('f0nt') }),
      ['page 2: something that it uses changed'],
    ],
    [
      'a font',
      () => ({ 12: '<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>' }),
      ['page 2: a font was exchanged'],
    ],
    [
      'an image',
      () => ({ 13: stream('abd', '/Type /XObject /Subtype /Image /Width 1 /Height 1') }),
      ['page 2: a picture was exchanged'],
    ],
    [
      'an outline',
      () => ({ 15: '<< /Title (B) /Parent 14 0 R >>' }),
      ['catalog entry Outlines changed'],
    ],
    [
      'metadata',
      () => ({ 19: stream('<y/>', '/Type /Metadata /Subtype /XML') }),
      ['metadata changed'],
    ],
    [
      'a page turned',
      () => ({ 10: newest(signed, 10).replace('<<', '<< /Rotate 90') }),
      ['page 2: Rotate changed'],
    ],
    [
      'a page added',
      () => ({
        2: '<< /Type /Pages /Kids [3 0 R 90 0 R 10 0 R] /Count 3 >>',
        90: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>',
      }),
      ['page 2 added'],
    ],
    [
      'a page removed',
      () => ({ 2: '<< /Type /Pages /Kids [10 0 R] /Count 1 >>' }),
      ['page 1 removed'],
    ],
    [
      'pages in another order',
      () => ({ 2: '<< /Type /Pages /Kids [10 0 R 3 0 R] /Count 2 >>' }),
      ['the page tree: Kids changed'],
    ],
    [
      'an opening action',
      () => ({ 1: newest(signed, 1).replace('<<', '<< /OpenAction << >>') }),
      ['catalog entry OpenAction changed'],
    ],
    [
      'a field filled',
      () => ({ 5: FORM[5]!.replace('/FT', '/V (12) /FT') }),
      ['field ‘number’ filled in'],
    ],
    [
      'a field moved',
      () => ({ 5: FORM[5]!.replace('10 10', '10 11') }),
      ['field ‘number’: Rect changed'],
    ],
    ['a field freed', () => ({ 5: null }), ['field ‘number’ removed']],
    [
      'a field added',
      () => ({
        7: newest(signed, 7).replace(']', ' 90 0 R]'),
        90: FORM[5]!.replace('number', 'more'),
      }),
      ['field ‘more’ added', 'the form: Fields changed'],
    ],
    [
      'a note added',
      () => ({
        10: newest(signed, 10).replace('16 0 R', '16 0 R 90 0 R'),
        90: '<< /Type /Annot /Subtype /FreeText /Rect [0 0 9 9] >>',
      }),
      ['annotation (FreeText) added on page 2'],
    ],
    [
      'a note changed',
      () => ({ 16: newest(signed, 16).replace('(a)', '(b)') }),
      ['annotation (Text) changed on page 2'],
    ],
    [
      'a note removed',
      () => ({ 10: newest(signed, 10).replace('16 0 R', '') }),
      ['annotation (Text) removed from page 2'],
    ],
    [
      'a name that would steer a terminal',
      () => ({ 1: newest(signed, 1).replace('<<', '<< /A#1b#5b2J 1') }),
      ['catalog entry A\\u{1b}[2J changed'],
    ],
  ])('%s', (_, objects, expected) => {
    const trailer = '/Size 120 /Root 1 0 R /Info 20 0 R';
    expect(say(addRevision(signed, objects(), { trailer }))).toEqual(expected);
  });

  test('the information dictionary, entry by entry', () => {
    const trailer = '/Size 120 /Root 1 0 R /Info 90 0 R';
    expect(say(addRevision(signed, { 90: '<< /Title (B) >>' }, { trailer }))).toEqual([
      'document information: Title changed',
    ]);
  });

  test('signatures and time stamps, in both languages', async () => {
    const later = await stampDocument(await sign(signed, { by: 'agency', field: 'approval' }));
    expect(say(later)).toEqual([
      'document time stamp ‘Signature2’ added',
      'signature ‘approval’ added',
    ]);
    expect(say(later, 'vi')).toEqual([
      'thêm chữ ký “approval”',
      'thêm dấu thời gian văn bản “Signature2”',
    ]);
  });

  test('at most 20 of a kind, whatever was changed', () => {
    const entries = Array.from({ length: 60 }, (_, i) => `/X${i} ${i}`).join(' ');
    const file = addRevision(signed, { 1: newest(signed, 1).replace('<<', `<< ${entries}`) });
    const [change] = open(file)[0]!.changesAfter.filter((c) => c.class === 'other');
    expect(change!.details!.length).toBe(20);
  });

  test('every detail that code gives has words', () => {
    const url = new URL('../../../../src/format/pades/difference/describe.ts', import.meta.url);
    const names = [...readFileSync(url, 'utf8').matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map(
      (m) => m[1]!,
    );
    const classes = ['document-timestamp', 'validation-data', 'form-fill', 'annotation-'];
    expect(names.filter((n) => !(n in changeDetails) && !classes.includes(n))).toEqual([]);
    expect(names.length).toBeGreaterThan(20);
  });
});

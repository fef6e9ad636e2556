import { beforeAll, describe, expect, test } from 'vitest';
import {
  addRevision,
  changes,
  FORM,
  newest,
  type Objects,
  open,
  sign,
  stream,
  writePaper,
} from './paper.ts';

const XOBJECT = '/Type /XObject /Subtype /Form /BBox [0 0 80 20]';

describe('what a later revision changed', () => {
  let signed: Uint8Array;
  beforeAll(async () => {
    signed = await sign(
      writePaper(
        {
          ...FORM,
          1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 7 0 R /Metadata 8 0 R >>',
          8: stream('<x/>', '/Type /Metadata /Subtype /XML'),
          9: '<< /Title (A) /ModDate (D:2026) >>',
          10: '<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (a) >>',
          11: '[10 0 R]',
          3: FORM[3]!.replace('/Annots [5 0 R 6 0 R]', '/Annots [5 0 R 6 0 R 10 0 R]'),
        },
        '/Info 9 0 R',
      ),
    );
  });
  const later = (objects: Objects, trailer = '/Size 120 /Root 1 0 R /Info 9 0 R') =>
    changes(addRevision(signed, objects, { trailer }));

  const filled = '/V (12/QD) /AP << /N 100 0 R >> ';
  const field = FORM[5]!.replace('/FT', `${filled}/FT`);
  const appearance = stream('q BT ET Q', XOBJECT);

  test.each<[string, () => Objects, string[]]>([
    ['nothing', () => ({ 5: FORM[5]! }), []],
    [
      'the same written otherwise',
      () => ({ 5: FORM[5]!.replaceAll(' /', '\n  /').replace('(number)', '<6e756d626572>') }),
      [],
    ],
    ['an object that nothing leads to', () => ({ 100: '<< /A 1 >>' }), []],
    ['two that lead only to each other', () => ({ 100: '<< /A 101 0 R >>', 101: '[100 0 R]' }), []],
    ['a filled field', () => ({ 5: field, 100: appearance }), ['form-fill']],
    [
      'a filled field that also moved',
      () => ({ 5: field.replace('10 10 90 30', '10 10 95 30'), 100: appearance }),
      ['other!'],
    ],
    [
      'a filled field with an action',
      () => ({ 5: field.replace('/FT', '/AA << >> /FT'), 100: appearance }),
      ['other!'],
    ],
    [
      'a filled field and page content',
      () => ({ 5: field, 100: appearance, 4: stream('q q Q Q') }),
      ['form-fill', 'other!'],
    ],
    ['a field renamed', () => ({ 5: FORM[5]!.replace('(number)', '(date)') }), ['other!']],
    ['a field freed', () => ({ 5: null }), ['other!']],
    [
      'a new text field',
      () => ({
        100: FORM[5]!.replace('(number)', '(date)'),
        7: newest(signed, 7).replace(']', ' 100 0 R]'),
      }),
      ['other!'],
    ],
    [
      'an empty signature field',
      () => ({
        100: FORM[6]!.replace('approval', 'second'),
        7: newest(signed, 7).replace(']', ' 100 0 R]'),
      }),
      ['signature'],
    ],
    [
      'one with the name of another',
      () => ({ 100: FORM[6]!, 7: newest(signed, 7).replace(']', ' 100 0 R]') }),
      ['other!'],
    ],
    [
      'one with an action',
      () => ({
        100: FORM[6]!.replace('/FT', '/A << /S /JavaScript >> /FT').replace('approval', 'x'),
        7: newest(signed, 7).replace(']', ' 100 0 R]'),
      }),
      ['other!'],
    ],
    [
      'script for the whole form',
      () => ({ 7: newest(signed, 7).replace('<<', '<< /CO [5 0 R]') }),
      ['other!'],
    ],
    ['metadata', () => ({ 8: stream('<y/>', '/Type /Metadata /Subtype /XML') }), ['metadata']],
    ['the title', () => ({ 9: '<< /Title (B) /ModDate (D:2026) >>' }), ['metadata']],
    [
      'a note changed',
      () => ({ 10: '<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (b) >>' }),
      ['annotation!'],
    ],
    ['a note removed', () => ({ 3: newest(signed, 3).replace('10 0 R', '') }), ['annotation!']],
    ['a widget removed', () => ({ 3: newest(signed, 3).replace('5 0 R', '') }), ['other!']],
    [
      'annotations in another order',
      () => ({ 3: newest(signed, 3).replace('5 0 R 6 0 R', '6 0 R 5 0 R') }),
      ['other!'],
    ],
    [
      'the page turned',
      () => ({ 3: newest(signed, 3).replace('/Parent', '/Rotate 90 /Parent') }),
      ['other!'],
    ],
    [
      'an opening action',
      () => ({ 1: newest(signed, 1).replace('<<', '<< /OpenAction << >>') }),
      ['other!'],
    ],
    [
      'a validation store',
      () => ({
        1: newest(signed, 1).replace('<<', '<< /DSS 100 0 R'),
        100: '<< /Certs [101 0 R] /VRI << /AB << /Cert [101 0 R] >> >> >>',
        101: stream('cert'),
      }),
      ['validation-data'],
    ],
    [
      'a store that holds something else',
      () => ({
        1: newest(signed, 1).replace('<<', '<< /DSS 100 0 R'),
        100: '<< /Certs [] /Pages 101 0 R >>',
        101: '<< >>',
      }),
      ['other!'],
    ],
    [
      'page content handed to a store',
      () => ({
        1: newest(signed, 1).replace('<<', '<< /DSS 100 0 R'),
        100: '<< /Certs [4 0 R] >>',
        4: stream('9 w'),
      }),
      ['other!', 'validation-data'],
    ],
    [
      'a developer extension',
      () => ({
        1: newest(signed, 1).replace(
          '<<',
          '<< /Extensions << /ESIC << /BaseVersion /1.7 /ExtensionLevel 1 >> >>',
        ),
      }),
      ['validation-data'],
    ],
  ])('%s', (_, objects, expected) => {
    expect(later(objects())).toEqual(expected);
  });

  test('another information dictionary', () => {
    expect(later({ 100: '<< /Title (C) >>' }, '/Size 120 /Root 1 0 R /Info 100 0 R')).toEqual([
      'metadata',
    ]);
  });

  test('a field whose appearance stream is rewritten in its place', async () => {
    const file = await sign(
      writePaper({
        ...FORM,
        5: FORM[5]!.replace('/FT', '/AP << /N 8 0 R >> /FT'),
        8: stream('q Q', XOBJECT),
      }),
    );
    const filledIn = FORM[5]!.replace('/FT', '/V (12) /AP << /N 8 0 R >> /FT');
    expect(changes(addRevision(file, { 5: filledIn, 8: appearance }))).toEqual(['form-fill']);
    expect(changes(addRevision(file, { 8: appearance }))).toEqual(['other!']);
  });

  test('annotations kept in an array of their own', async () => {
    const file = await sign(
      writePaper({ ...FORM, 3: FORM[3]!.replace('[5 0 R 6 0 R]', '8 0 R'), 8: '[5 0 R 6 0 R]' }),
    );
    expect(open(file)[0]!.faults).toEqual([]);
    const twice = await sign(file, { by: 'agency' });
    expect(changes(twice)).toEqual(['signature']);
    expect(changes(addRevision(twice, { 8: newest(twice, 8).replace('5 0 R ', '') }))).toEqual([
      'other!',
      'signature',
    ]);
  });

  test('an array that is both annotations and content is content', async () => {
    const file = await sign(
      writePaper({
        ...FORM,
        3: FORM[3]!.replace('4 0 R', '8 0 R').replace('[5 0 R 6 0 R]', '9 0 R'),
        8: '[4 0 R]',
        9: '[]',
      }),
    );
    expect(changes(addRevision(file, { 8: '[4 0 R 4 0 R]' }))).toEqual(['other!']);
  });
});

describe('what only looks approved', () => {
  test('an object of the catalog handed to a validation store', async () => {
    const root = '<< /Type /Catalog /Pages 2 0 R /Names 8 0 R >>';
    const signed = await sign(
      writePaper({ ...FORM, 1: root.replace('>>', '/AcroForm 7 0 R >>'), 8: '<< >>' }),
    );
    const file = addRevision(signed, {
      1: newest(signed, 1).replace('/Type', '/DSS << /Certs [8 0 R] >> /Type'),
      8: '<< /JavaScript << >> >>',
    });
    expect(changes(file)).toEqual(['other!', 'validation-data']);
  });

  test('page content handed to an annotation where annotations are allowed', async () => {
    const signed = await sign(writePaper(FORM), { certify: 3, field: 'approval' });
    const file = addRevision(signed, {
      3: newest(signed, 3).replace('/Annots [', '/Annots [90 0 R '),
      4: stream('BT ET'),
      90: '<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] /AP << /N 4 0 R >> >>',
    });
    expect(changes(file, 'approval')).toEqual(['annotation!', 'other!']);
  });

  test('an information dictionary that is something else too', async () => {
    const root = FORM[1]!.replace('>>', '/Names 8 0 R >>');
    const paper = writePaper({ ...FORM, 1: root, 8: '<< /Title (A) >>' }, '/Info 8 0 R');
    const signed = await sign(paper);
    const trailer = '/Size 99 /Root 1 0 R /Info 8 0 R';
    expect(changes(addRevision(signed, { 8: '<< /Title (B) >>' }, { trailer }))).toEqual([
      'other!',
    ]);
  });

  test('a signature field under a number that page content waits for', async () => {
    const signed = await sign(
      writePaper({ ...FORM, 3: FORM[3]!.replace('4 0 R', '[4 0 R 50 0 R]') }),
    );
    const file = addRevision(signed, {
      7: newest(signed, 7).replace(']', ' 50 0 R]'),
      50: FORM[6]!.replace('approval', 'second'),
    });
    expect(changes(file)).toEqual(['other!']);
  });

  test('two new fields of one name, and one that claims another parent', async () => {
    const signed = await sign(writePaper(FORM));
    const add = (first: string, second: string) =>
      changes(
        addRevision(signed, {
          7: newest(signed, 7).replace(']', ' 90 0 R 91 0 R]'),
          90: first,
          91: second,
        }),
      );
    const field = (name: string) => FORM[6]!.replace('approval', name);
    expect(add(field('x'), field('y'))).toEqual(['signature']);
    expect(add(field('x'), field('x'))).toEqual(['other!', 'signature']);
    expect(add(field('x'), field('y').replace('/FT', '/Parent 5 0 R /FT'))).toEqual([
      'other!',
      'signature',
    ]);
  });

  test('a new object where an unreadable one may have been waiting for it', async () => {
    const signed = await sign(writePaper({ ...FORM, 8: '<< /Names [50 0 R' }));
    expect(changes(await sign(signed, { by: 'agency' }))).toEqual(['other!']);
  });
});

describe('what a signature permits', () => {
  const filled = FORM[5]!.replace('/FT', '/V (12) /FT');

  test('the case of the decree: person, number filled in, agency', async () => {
    const person = await sign(writePaper(FORM), { field: 'approval' });
    const numbered = addRevision(person, { 5: filled });
    const released = await sign(numbered, { by: 'agency' });
    expect(
      open(released).map((one) => one.changesAfter.map((c) => [c.class, c.permitted])),
    ).toEqual([
      [
        ['form-fill', true],
        ['signature', true],
      ],
      [],
    ]);
  });

  test.each([
    ['/Action /All', 'form-fill!'],
    ['/Action /Include /Fields [(number)]', 'form-fill!'],
    ['/Action /Include /Fields [(date)]', 'form-fill'],
    ['/Action /Exclude /Fields [(number)]', 'form-fill'],
    ['/Action /Exclude /Fields [(date)]', 'form-fill!'],
    ['/Action /Include /Fields [] /P 1', 'form-fill!'],
  ])('a field with /Lock << %s >>', async (lock, expected) => {
    const paper = writePaper({
      ...FORM,
      6: FORM[6]!.replace('/FT', `/Lock << /Type /SigFieldLock ${lock} >> /FT`),
    });
    const signed = await sign(paper, { field: 'approval' });
    expect(changes(addRevision(signed, { 5: filled }), 'approval')).toEqual([expected]);
  });

  test.each([
    [1, ['form-fill!']],
    [2, ['form-fill']],
    [3, ['form-fill']],
  ] as const)('filling at certification level %s', async (certify, expected) => {
    const signed = await sign(writePaper(FORM), { certify, field: 'approval' });
    expect(changes(addRevision(signed, { 5: filled }), 'approval')).toEqual(expected);
  });

  test('only dates of the information dictionary at level 1', async () => {
    const paper = writePaper({ ...FORM, 8: '<< /Title (A) >>' }, '/Info 8 0 R');
    const signed = await sign(paper, { certify: 1, field: 'approval' });
    const trailer = '/Size 99 /Root 1 0 R /Info 8 0 R';
    const touched = addRevision(signed, { 8: '<< /Title (A) /ModDate (D:2026) >>' }, { trailer });
    expect(changes(touched, 'approval')).toEqual(['metadata']);
    const renamed = addRevision(signed, { 8: '<< /Title (B) >>' }, { trailer });
    expect(changes(renamed, 'approval')).toEqual(['metadata!']);
  });

  test('a certification by another at level 3 allows nothing to a later approval', async () => {
    const certified = await sign(writePaper(FORM), { certify: 3, field: 'approval' });
    const both = await sign(certified, { by: 'agency' });
    const noted = addRevision(both, {
      3: newest(both, 3).replace('/Annots [', '/Annots [90 0 R '),
      90: '<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] >>',
    });
    expect(changes(noted, 'Signature1')).toEqual(['annotation!']);
    expect(changes(noted, 'approval')).toEqual(['annotation', 'signature']);
  });
});

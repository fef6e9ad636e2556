import { describe, expect, test } from 'vitest';
import { memorySource } from '../../../../src/bytes/source.ts';
import { embedPades, preparePades, roomFor } from '../../../../src/format/index.ts';
import {
  addRevision,
  changes,
  FORM,
  isWhole,
  octets,
  open,
  PLAIN,
  sign,
  stream,
  text,
  writePaper,
} from './paper.ts';

const time = new Date('2026-11-23T02:00:00Z');

describe('what is appended', () => {
  test.each([
    ['no form', PLAIN],
    ['an indirect form', FORM],
    [
      'a direct form',
      {
        ...FORM,
        1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R 6 0 R] /DA (/F 0 Tf) >> >>',
      },
    ],
    ['fields in an array of their own', { ...FORM, 7: '<< /Fields 8 0 R >>', 8: '[5 0 R 6 0 R]' }],
    ['a form without fields', { ...PLAIN, 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << >> >>' }],
    ['a form that is null', { ...PLAIN, 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 9 0 R >>' }],
    [
      'annotations in an array of their own',
      { ...FORM, 3: FORM[3]!.replace('[5 0 R 6 0 R]', '8 0 R'), 8: '[5 0 R 6 0 R]' },
    ],
    [
      'a page below several nodes',
      {
        ...PLAIN,
        2: '<< /Type /Pages /Kids [5 0 R 6 0 R] /Count 1 >>',
        5: '<< /Type /Pages /Kids [] /Count 0 >>',
        6: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      },
    ],
  ])('%s', async (_, objects) => {
    const before = writePaper(objects);
    const signed = await sign(before);
    expect(text(signed).startsWith(text(before))).toBe(true);
    const found = open(signed);
    expect(found.length).toBe(1);
    expect(isWhole(found[0]!)).toBe(true);
    const again = await sign(signed, { by: 'agency' });
    expect(open(again).map((one) => [one.id, isWhole(one), changes(again, one.id)])).toEqual([
      ['Signature1', true, ['signature']],
      ['Signature2', true, []],
    ]);
  });

  test('the same call gives the same octets', () => {
    const source = memorySource(writePaper(FORM));
    const one = preparePades(source, { time, room: 4000 });
    expect(text(one.append)).toBe(text(preparePades(source, { time, room: 4000 }).append));
  });

  test('/M in local time with its offset', () => {
    const source = memorySource(writePaper(PLAIN));
    const m = (offset: number) =>
      /\/M ?\(([^)]*)\)/.exec(text(preparePades(source, { time, offset, room: 10 }).append))![1];
    expect([m(420), m(-210), m(0)]).toEqual([
      "D:20261123090000+07'00'",
      "D:20261122223000-03'30'",
      "D:20261123020000+00'00'",
    ]);
  });

  test('the field to sign carries over its lock', async () => {
    const lock = '/Lock << /Type /SigFieldLock /Action /Include /Fields [(number)] >>';
    const signed = await sign(writePaper({ ...FORM, 6: FORM[6]!.replace('/FT', `${lock} /FT`) }), {
      field: 'approval',
    });
    expect(text(signed)).toMatch(/\/TransformMethod ?\/FieldMDP/);
  });
});

describe('names of fields', () => {
  const named = (...names: string[]) =>
    writePaper({
      ...PLAIN,
      1: `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [${names.map((_, i) => `${10 + i} 0 R`).join(' ')}] >> >>`,
      ...Object.fromEntries(names.map((n, i) => [10 + i, `<< /FT /Tx /T ${n} >>`])),
    });
  const next = (file: Uint8Array) => preparePades(memorySource(file), { time, room: 10 }).fieldName;

  test('the first that no field has, however it is written', () => {
    expect(next(named())).toBe('Signature1');
    expect(next(named('(Signature1)', '<feff005300690067006e006100740075007200650032>'))).toBe(
      'Signature3',
    );
  });

  test('a name of an earlier revision is not used again', async () => {
    const signed = await sign(writePaper(FORM));
    expect(next(addRevision(signed, { 7: '<< /Fields [5 0 R 6 0 R] >>' }))).toBe('Signature2');
  });
});

describe('refusals', () => {
  const refused = async (file: Uint8Array, o: Parameters<typeof sign>[1]) =>
    sign(file, o).then(
      () => 'signed',
      (error: { code: string; data: { what: string } }) => `${error.code} ${error.data.what}`,
    );

  test('a field that is not there, or signed, or given twice', async () => {
    expect(await refused(writePaper(FORM), { field: 'none' })).toBe(
      'DOCUMENT_LOCKED field-not-found',
    );
    expect(await refused(writePaper(FORM), { field: 'number' })).toBe(
      'DOCUMENT_LOCKED field-not-found',
    );
    const signed = await sign(writePaper(FORM), { field: 'approval' });
    expect(await refused(signed, { field: 'approval' })).toBe('DOCUMENT_LOCKED field-signed');
    const twice = writePaper({ ...FORM, 7: '<< /Fields [5 0 R 6 0 R 8 0 R] >>', 8: FORM[6]! });
    expect(await refused(twice, { field: 'approval' })).toBe('DOCUMENT_LOCKED field-ambiguous');
  });

  test('what an earlier signature closed', async () => {
    const final = await sign(writePaper(FORM), { certify: 1 });
    expect(await refused(final, {})).toBe('DOCUMENT_LOCKED certified-final');
    const open2 = await sign(writePaper(FORM), { certify: 2 });
    expect(await refused(open2, {})).toBe('signed');
    expect(await refused(open2, { certify: 2 })).toBe('DOCUMENT_LOCKED already-signed');
    const locked = writePaper({
      ...FORM,
      6: FORM[6]!.replace('/FT', '/Lock << /Action /All >> /FT'),
    });
    expect(await refused(await sign(locked, { field: 'approval' }), {})).toBe(
      'DOCUMENT_LOCKED field-locked',
    );
    const closed = writePaper({
      ...FORM,
      6: FORM[6]!.replace('/FT', '/Lock << /Action /Include /Fields [] /P 1 >> /FT'),
    });
    expect(await refused(await sign(closed, { field: 'approval' }), {})).toBe(
      'DOCUMENT_LOCKED signed-final',
    );
  });

  test('dynamic XFA, and a file without pages', async () => {
    const xfa = writePaper({
      ...FORM,
      1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 7 0 R /NeedsRendering true >>',
      7: '<< /Fields [] /XFA 8 0 R >>',
      8: stream('<xdp/>'),
    });
    expect(await refused(xfa, {})).toBe('DOCUMENT_UNSUPPORTED xfa-dynamic');
    const empty = writePaper({ ...PLAIN, 2: '<< /Type /Pages /Kids [] /Count 0 >>' });
    expect(await refused(empty, {})).toBe('DOCUMENT_MALFORMED page-missing');
    const loop = writePaper({ ...PLAIN, 2: '<< /Type /Pages /Kids [2 0 R] /Count 1 >>' });
    expect(await refused(loop, {})).toBe('DOCUMENT_MALFORMED page-tree-loop');
    const direct = writePaper({
      ...PLAIN,
      2: '<< /Type /Pages /Kids [3 0 R << /Type /Page >>] /Count 2 >>',
    });
    expect(await refused(direct, {})).toBe('DOCUMENT_MALFORMED page-direct');
    const fields = writePaper({
      ...FORM,
      7: '<< /Fields [8 0 R] >>',
      8: '<< /T (a) /Kids [9 0 R] >>',
      9: '<< /T (b) /Kids [8 0 R] >>',
    });
    expect(open(fields)).toEqual([]);
    expect(await refused(fields, {})).toBe('DOCUMENT_MALFORMED field-loop');
  });

  test('a file that would have to be mended', async () => {
    const broken = octets(text(writePaper(PLAIN)).replace(/startxref\n\d+/, 'startxref\n7'));
    expect(await refused(broken, {})).toMatch(/^DOCUMENT_MALFORMED /);
  });
});

describe('the gap', () => {
  test('too small says what is needed', () => {
    const prepared = preparePades(memorySource(writePaper(PLAIN)), { time, room: 100 });
    expect(() => embedPades(prepared, new Uint8Array(101))).toThrow(
      expect.objectContaining({ code: 'CONTENTS_TOO_SMALL', data: { needed: 101, room: 100 } }),
    );
    expect(embedPades(prepared, new Uint8Array(100)).length).toBe(prepared.append.length);
  });

  test('grows with the chain and the time stamp', () => {
    const certificates = [new Uint8Array(1500), new Uint8Array(1000)];
    const room = roomFor({ certificates, signatureLength: 256, timestamp: false });
    expect(room).toBeGreaterThan(2756 + 500);
    expect(roomFor({ certificates, signatureLength: 256, timestamp: true })).toBeGreaterThan(
      room + 7000,
    );
  });
});

import { describe, expect, test } from 'vitest';
import { memorySource } from '../../../../src/bytes/source.ts';
import { extractSignatures, signatureSpan } from '../../../../src/format/index.ts';
import {
  addRevision,
  FORM,
  isWhole,
  octets,
  open,
  PLAIN,
  sign,
  text,
  whats,
  writePaper,
} from './paper.ts';

const SIGNATURE =
  '<< /Type /Sig /Filter /X /SubFilter /adbe.pkcs7.detached /ByteRange [0 10 20 5] /Contents <3003020101> >>';

describe('signatures that no field leads to', () => {
  test('one that was never entered', () => {
    const [one, ...rest] = open(writePaper({ ...PLAIN, 9: SIGNATURE }));
    expect(rest).toEqual([]);
    expect(one!.id).toBe('');
    expect(whats(one!)).toContain('field-missing');
  });

  test('one that only /Perms names', () => {
    const paper = writePaper({
      ...PLAIN,
      1: '<< /Type /Catalog /Pages 2 0 R /Perms << /DocMDP 9 0 R >> >>',
      9: SIGNATURE,
    });
    expect(open(paper).map(whats)).toEqual([expect.arrayContaining(['field-missing'])]);
  });

  test('usage rights are none', () => {
    const named = writePaper({
      ...PLAIN,
      1: '<< /Type /Catalog /Pages 2 0 R /Perms << /UR3 9 0 R >> >>',
      9: SIGNATURE,
    });
    expect(open(named)).toEqual([]);
    const left = SIGNATURE.replace('/Filter', '/Reference [<< /TransformMethod /UR3 >>] /Filter');
    expect(open(writePaper({ ...PLAIN, 9: left }))).toEqual([]);
  });

  test('the word in a stream, a string or a comment is none', () => {
    const paper = writePaper({
      ...PLAIN,
      4: '<< /Length 24 >>\nstream\n/ByteRange [0 1 2 3] q Q\nendstream',
      9: '(/ByteRange)',
    });
    expect(open(paper)).toEqual([]);
    expect(open(Buffer.concat([paper, octets('%/ByteRange')]))).toEqual([]);
  });
});

describe('broken neighbours', () => {
  test.each([
    ['a value that is no dictionary', '/V 4 0 R', 'dictionary-missing'],
    ['a value that is a number', '/V 7', 'dictionary-missing'],
    ['an empty dictionary', '/V << >>', 'sub-filter-missing'],
    ['a dictionary in the field itself', `/V ${SIGNATURE}`, 'byte-range-gap-not-contents'],
  ])('%s', async (_, value, what) => {
    const file = await sign(
      writePaper({
        ...FORM,
        8: FORM[6]!.replace('approval', 'broken').replace('/FT', `${value} /FT`),
        7: '<< /Fields [5 0 R 6 0 R 8 0 R] >>',
      }),
    );
    const found = open(file);
    expect(found.map((one) => one.id)).toEqual(['broken', 'Signature1']);
    expect(whats(found[0]!)).toContain(what);
    expect(isWhole(found[1]!)).toBe(true);
  });

  test('two fields of one name are both told', async () => {
    const file = await sign(writePaper(FORM), { field: 'approval' });
    const again = addRevision(file, {
      7: '<< /Fields [5 0 R 6 0 R 80 0 R] /SigFlags 3 >>',
      80: `<< /FT /Sig /T (approval) /V ${SIGNATURE} >>`,
    });
    expect(open(again).map((one) => whats(one).includes('field-name-repeated'))).toEqual([
      true,
      true,
    ]);
  });

  test('a loop of fields ends, and hides nothing', async () => {
    const file = await sign(writePaper(FORM), { field: 'approval' });
    const looped = addRevision(file, {
      7: '<< /Fields [80 0 R 5 0 R 6 0 R] /SigFlags 3 >>',
      80: '<< /T (a) /Kids [81 0 R] >>',
      81: '<< /T (b) /Kids [80 0 R 81 0 R] >>',
    });
    expect(open(looped).map((one) => one.id)).toEqual(['approval']);
  });

  test('a key that stands twice', async () => {
    const file = text(await sign(writePaper(FORM)));
    const twice = (key: string) => {
      const filter = /\/Filter ?\/Adobe.PPKLite/.exec(file)![0];
      return octets(file.replace(filter, key.padEnd(filter.length)));
    };
    expect(whats(open(twice('/ByteRange [0 1 2 3]'))[0]!)).toContain('key-duplicated');
    expect(whats(open(twice('/#43ontents <00>'))[0]!)).toContain('key-duplicated');
    expect(whats(open(twice('/Filters /Other'))[0]!)).not.toContain('key-duplicated');
  });
});

describe('what others need', () => {
  test('message and spans of each signature, and the file as it was signed', async () => {
    const once = await sign(writePaper(FORM));
    const twice = await sign(once, { by: 'agency' });
    const found = extractSignatures(memorySource(twice));
    expect(found.map((one) => [one.id, one.cms![0]])).toEqual([
      ['Signature1', 0x30],
      ['Signature2', 0x30],
    ]);
    expect(open(twice).map(signatureSpan)).toEqual([
      { start: 0, end: once.length },
      { start: 0, end: twice.length },
    ]);
  });
});

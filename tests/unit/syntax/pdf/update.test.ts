import { describe, expect, test } from 'vitest';
import { memorySource } from '../../../../src/bytes/source.ts';
import {
  dict,
  isDict,
  isStream,
  isString,
  name,
  openPdf,
  type Pdf,
  type PdfDict,
  type PdfObject,
  PdfStream,
  PdfString,
  PdfUpdate,
  Raw,
  Ref,
  readText,
  serialise,
  textString,
} from '../../../../src/syntax/pdf/index.ts';
import { classic, faultOf, latin1, open, textOf, updated, xrefStream } from './sample.ts';

function written(pdf: Pdf, update: PdfUpdate): { pdf: Pdf; text: string; added: string } {
  const before = pdf.source.read(0, pdf.source.length);
  const { octets } = update.write();
  const all = Buffer.concat([before, octets]);
  return {
    pdf: openPdf(memorySource(new Uint8Array(all)), { strict: true }),
    text: all.toString('latin1'),
    added: textOf(octets),
  };
}

describe('an update of a file with a table', () => {
  const file = classic({ 4: '(old)' }, '/ID [<aa> <bb>] /Info 4 0 R ');

  test('adds and replaces, and links to the section before', () => {
    const pdf = open(file);
    const update = new PdfUpdate(pdf);
    const added = update.add(dict({ A: 1.5, B: [name('x y'), true, null, new Ref(1, 0)] }));
    update.replace(4, textString('new'));
    expect(added).toEqual(new Ref(5, 0));
    expect(update.size).toBe(6);
    const next = written(pdf, update);
    expect(next.text.startsWith(file)).toBe(true);
    expect(next.added).toMatch(/^4 0 obj\n/);
    expect(next.pdf.revisions.map((r) => r.style)).toEqual(['table', 'table']);
    expect(next.pdf.trailer.get('Prev')).toBe(pdf.revisions[0]!.startxref);
    expect(next.pdf.trailer.get('Info')).toEqual(new Ref(4, 0));
    expect(next.pdf.trailer.get('Size')).toBe(6);
    expect(next.pdf.changedIn(2)).toEqual([4, 5]);
    expect(serialise(next.pdf.object(5))).toEqual(latin1('<</A 1.5/B [/x#20y true null 1 0 R]>>'));
    const [first, second] = next.pdf.trailer.get('ID') as readonly PdfString[];
    expect(textOf(first!.octets)).toBe('\xaa');
    expect(second!.octets).toHaveLength(16);
  });

  test('is the same each time', () => {
    const make = () => {
      const update = new PdfUpdate(open(file));
      update.add(textString('x'));
      return update.write().octets;
    };
    expect(make()).toEqual(make());
  });

  test('begins a line of its own', () => {
    const pdf = open(file.slice(0, -1));
    const update = new PdfUpdate(pdf);
    update.add(7);
    const next = written(pdf, update);
    expect(next.added).toMatch(/^\n5 0 obj/);
    expect(next.pdf.object(5)).toBe(7);
  });

  test('reports where Raw values and objects stand', () => {
    const update = new PdfUpdate(open(file));
    const contents = new Raw(latin1('<0000>'));
    const range = new Raw(latin1('[0 0000000000]'));
    const ref = update.add(dict({ Contents: contents, ByteRange: range }));
    const appended = update.write();
    const text = file + textOf(appended.octets);
    expect(text.slice(appended.rawOffset(contents)).startsWith('<0000>')).toBe(true);
    expect(text.slice(appended.rawOffset(range)).startsWith('[0 0000000000]')).toBe(true);
    expect(text.slice(appended.offsetOf(ref.number)).startsWith('5 0 obj')).toBe(true);
  });

  test('a reserved number must be filled', () => {
    const pdf = open(file);
    const update = new PdfUpdate(pdf);
    const ref = update.reserve();
    expect(faultOf(() => update.write())?.what).toBe('object-reserved-unwritten');
    update.replace(ref.number, 8);
    expect(update.object(ref.number)).toBe(8);
    expect(written(pdf, update).pdf.object(ref.number)).toBe(8);
  });

  test('keeps the generation of what it replaces', () => {
    const old = file
      .replace('4 0 obj', '4 7 obj')
      .replace(/(.*) 00000 n \n(?=trailer)/, '$1 00007 n \n');
    const pdf = open(old.replace('4 0 R', '4 7 R'), { strict: true });
    const update = new PdfUpdate(pdf);
    update.replace(4, 9);
    const next = written(pdf, update);
    expect(next.added).toMatch(/^4 7 obj/);
    expect(next.pdf.resolve(new Ref(4, 7))).toBe(9);
  });

  test('writes offsets as the header of a file with leading octets counts', () => {
    const pdf = open(`junk\n${file}`);
    const update = new PdfUpdate(pdf);
    update.add(7);
    const next = written(pdf, update);
    expect(next.pdf.object(5)).toBe(7);
    expect(next.pdf.revisions).toHaveLength(2);
  });

  test('never gives a number again that an older revision used', () => {
    const pdf = open(updated(file, { 9: '1' }));
    expect(new PdfUpdate(pdf).reserve().number).toBe(10);
  });

  test('is refused when the file had to be mended', () => {
    const pdf = open(file.replace(/ n \n/g, ' n\n'));
    expect(faultOf(() => new PdfUpdate(pdf))).toEqual({
      code: 'DOCUMENT_MALFORMED',
      what: 'xref-entry-width',
    });
  });

  test('streams get their /Length', () => {
    const pdf = open(file);
    const update = new PdfUpdate(pdf);
    const ref = update.add(new PdfStream(dict({ Type: name('T') }), latin1('a\nendstream\nb')));
    const next = written(pdf, update).pdf;
    const stream = next.object(ref.number);
    if (!isStream(stream)) throw new Error('no stream');
    expect(stream.dict.get('Length')).toBe(13);
    expect(textOf(next.streamData(stream))).toBe('a\nendstream\nb');
  });
});

test('a file with a cross-reference stream gets another', () => {
  const body = '%PDF-1.5\n1 0 obj\n<< /Pages 2 0 R >>\nendobj\n';
  const file = xrefStream(body, 2, [[1, 9, 0]], '/Index [1 2] /Size 3 /Root 1 0 R');
  const pdf = open(file, { strict: true });
  const update = new PdfUpdate(pdf);
  update.replace(1, dict({ Pages: new Ref(2, 0), X: 1 }));
  update.add(5);
  const next = written(pdf, update).pdf;
  expect(next.revisions.map((r) => r.style)).toEqual(['stream', 'stream']);
  expect(next.changedIn(2)).toEqual([1, 3, 4]);
  expect(next.trailer.get('Size')).toBe(5);
  expect(next.object(3)).toBe(5);
  expect((next.object(1) as PdfDict).get('X')).toBe(1);
});

describe('serialise', () => {
  const back = (object: PdfObject): PdfObject =>
    open(classic({ 4: textOf(serialise(object)) })).object(4);

  test.each([0, -0, 1, -17, 0.1, -2.5, 1e-9, 1e21, 123456.789, 4294967296])('%d', (n) => {
    const text = textOf(serialise(n));
    expect(text).not.toMatch(/e/i);
    expect(back(n)).toBe(n === 0 ? 0 : n);
  });

  test('every octet of a string and a name comes back', () => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    for (const hex of [true, false]) {
      const string = back(new PdfString(all, hex));
      expect(isString(string) && [...string.octets]).toEqual([...all]);
    }
    const key = textOf(all.subarray(1));
    expect(back(name(key))).toEqual(name(key));
    const own = back(dict({ [key]: 1 }));
    expect(isDict(own) && own.keys).toEqual([key]);
  });

  test('a stream is no direct object', () => {
    expect(faultOf(() => serialise([new PdfStream(dict({}), latin1(''))]))?.code).toBe('BUG');
  });
});

describe('text strings', () => {
  test.each([
    '',
    'plain (text)',
    'Nguyễn Văn Đức',
    'tab\tand\nline',
    '𝄞',
  ])('%j comes back', (text) => {
    expect(readText(textString(text))).toBe(text);
  });
  test.each([
    ['\xef\xbb\xbf\xc4\x90', 'Đ'],
    ['\xfe\xff\x01\x10', 'Đ'],
    ['\x80\xa0\x18\xe9', '•€˘é'],
  ])('reads %j', (octets, text) => {
    expect(readText(new PdfString(latin1(octets)))).toBe(text);
  });
});

test('a dictionary of many keys finds them all', () => {
  const entries = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`K${i}`, i]));
  const many = dict(entries);
  expect([many.get('K0'), many.get('K39'), many.get('K40')]).toEqual([0, 39, undefined]);
  expect(many.with({ K39: 'x'.length, New: true }).get('K39')).toBe(1);
  expect(many.without('K1', 'K2').size).toBe(38);
});

import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { memorySource } from '../../../../src/bytes/source.ts';
import {
  isDict,
  isStream,
  isString,
  Name,
  openPdf,
  type Pdf,
  type PdfDict,
  type PdfStream,
  Ref,
} from '../../../../src/syntax/pdf/index.ts';
import { classic, faultOf, latin1, open, type Row, textOf, updated, xrefStream } from './sample.ts';

describe('a classic file', () => {
  test('opens strictly and resolves from the trailer', () => {
    const pdf = open(classic(), { strict: true });
    expect(pdf.revisions.map((r) => r.style)).toEqual(['table']);
    const pages = pdf.resolve(pdf.catalog().get('Pages')) as PdfDict;
    expect(pages.get('Kids')).toEqual([new Ref(3, 0)]);
    expect(pdf.nextNumber).toBe(4);
    expect(pdf.repairs).toEqual([]);
  });

  test('an absent object, a free one and another generation are null', () => {
    const pdf = open(classic());
    expect(pdf.object(0)).toBeNull();
    expect(pdf.object(77)).toBeNull();
    expect(pdf.resolve(new Ref(1, 5))).toBeNull();
    expect(isDict(pdf.resolve(new Ref(1, 0)))).toBe(true);
  });

  test('each revision shows the file as it stood then', () => {
    const first = classic({ 4: '(old)' });
    const file = updated(updated(first, { 4: '(new)', 5: '7' }), { 1: '<< /Pages 2 0 R >>' });
    const pdf = open(file, { strict: true });
    const read = (n: number, r?: number) => {
      const o = pdf.object(n, r);
      return isString(o) ? textOf(o.octets) : o;
    };
    expect(pdf.revisions).toHaveLength(3);
    expect([read(4, 1), read(4, 2), read(4, 3), read(4)]).toEqual(['old', 'new', 'new', 'new']);
    expect([read(5, 1), read(5, 2)]).toEqual([null, 7]);
    expect(pdf.catalog(2).has('Type')).toBe(true);
    expect(pdf.catalog().has('Type')).toBe(false);
    expect(pdf.changedIn(1)).toEqual([1, 2, 3, 4]);
    expect(pdf.changedIn(2)).toEqual([4, 5]);
    expect(pdf.changedIn(3)).toEqual([1]);
    expect(pdf.revisions[0]!.end).toBe(first.length);
    expect(pdf.revisions[0]!.eof).toBe(first.length - 1);
    expect(pdf.revisions[2]!.end).toBe(file.length);
    expect(pdf.entry(4, 1)).toMatchObject({ revision: 1, offset: first.indexOf('4 0 obj') });
  });

  test('an entry that repeats an old place is no change', () => {
    const first = classic();
    const at = String(first.indexOf('3 0 obj')).padStart(10, '0');
    const file = updated(first, { 4: '1' }).replace(
      'endobj\nxref\n4 1\n',
      `endobj\nxref\n3 1\n${at} 00000 n \n4 1\n`,
    );
    expect(open(file).changedIn(2)).toEqual([4]);
  });

  test('octets before the header shift all offsets', () => {
    const pdf = open(`junk\n${classic()}`, { strict: true });
    expect(pdf.base).toBe(5);
    expect(pdf.notes).toEqual(['leading-octets']);
    expect(isDict(pdf.catalog())).toBe(true);
    expect(pdf.entry(1)!.offset).toBe(5 + classic().indexOf('1 0 obj'));
  });

  test('a block filled up with zeros after the end', () => {
    const file = classic();
    const pdf = open(file + '\0'.repeat(5000), { strict: true });
    expect(pdf.revisions[0]!.end).toBe(file.length);
    expect(pdf.notes).toEqual(['octets-after-eof']);
  });

  test('or not, when the producer counted them', () => {
    const lead = 'junk\n';
    const shifted = classic()
      .replace(/(\d{10}) (\d{5}) n/g, (_, o, g) => `${String(+o + 5).padStart(10, '0')} ${g} n`)
      .replace(/startxref\n(\d+)/, (_, o) => `startxref\n${+o + 5}`);
    const pdf = open(lead + shifted, { strict: true });
    expect(pdf.base).toBe(0);
    expect(isDict(pdf.catalog())).toBe(true);
  });

  test.each([
    ['null', null],
    ['true', true],
    ['-12', -12],
    ['+3.50', 3.5],
    ['.25', 0.25],
    ['-.002', -0.002],
    ['4.', 4],
    ['-00000000000000000012.50', -12.5],
    ['0.000000000000000000012', 1.2e-20],
  ])('reads %s', (text, value) => {
    expect(open(classic({ 4: text })).object(4)).toBe(value);
  });

  test.each([
    ['(a\\(b\\)\\\\c)', 'a(b)\\c'],
    ['(a(b(c))d)', 'a(b(c))d'],
    ['(\\101\\0612\\7)', 'A12\x07'],
    ['(a\\\r\nb\r\nc\rd)', 'ab\nc\nd'],
    ['(\\n\\r\\t\\b\\f\\q)', '\n\r\t\b\fq'],
    ['<48 65 6C6c 6F7>', 'Hellop'],
    ['<>', ''],
    ['()', ''],
  ])('reads the string %j', (text, value) => {
    const object = open(classic({ 4: text })).object(4);
    expect(isString(object) && textOf(object.octets)).toBe(value);
  });

  test('decodes # in names, and comments count as space', () => {
    const pdf = open(classic({ 4: '<</A#42 /x%c\n/N[1 0 R 2 3 0 R%]\n]>>' }));
    const object = pdf.object(4) as PdfDict;
    expect(object.keys[0]).toBe('AB');
    expect(object.get('AB')).toEqual(new Name('x'));
    expect(object.get('N')).toEqual([new Ref(1, 0), 2, new Ref(3, 0)]);
  });
});

describe('oddities that are no hindrance', () => {
  const notes = (text: string) => {
    const pdf = open(text, { strict: true });
    for (const number of pdf.numbers()) pdf.object(number);
    expect(pdf.repairs).toEqual([]);
    return pdf.notes;
  };
  const unused = '4 1\n0000000000 00000 n \ntrailer';

  test.each([
    [
      'an unused number at offset 0',
      classic().replace('trailer', unused).replace('/Size 4', '/Size 5'),
      'xref-offset-zero',
    ],
    [
      'an entry that names the EOL before its object',
      classic().replace(/\d{9}(\d) 00000 n/, (m, d) => m.replace(`${d} `, `${Number(d) - 1} `)),
      'object-offset',
    ],
    ['a free list that ends with 65536', classic().replace('65535 f', '65536 f'), undefined],
    ['an object without value', classic({ 4: '' }), 'object-empty'],
    ['octets behind the end', `${classic()}hello`, 'octets-after-eof'],
    [
      'startxref on one line',
      classic().replace('startxref\n', 'startxref '),
      'startxref-same-line',
    ],
  ])('%s', (_, text, note) => {
    expect(notes(text)).toEqual(note === undefined ? [] : [note]);
  });
});

describe('streams', () => {
  const stream = (data: string, dict = '', length: string | number = data.length) =>
    `<< /Length ${length} ${dict}>>\nstream\n${data}\nendstream`;
  const data = (body: string, more = {}) => {
    const pdf = open(classic({ 4: body, ...more }), { strict: true });
    return textOf(pdf.streamData(pdf.object(4) as PdfStream));
  };

  test('are as long as /Length says, directly or not', () => {
    expect(data(stream('abc endstream def'))).toBe('abc endstream def');
    expect(data(stream('abc', '', '5 0 R'), { 5: '3' })).toBe('abc');
  });

  test('a wrong /Length is mended only when reading leniently', () => {
    const file = classic({ 4: stream('abc', '', 99999) });
    expect(faultOf(() => open(file, { strict: true }).object(4))).toEqual({
      code: 'DOCUMENT_MALFORMED',
      what: 'stream-length',
    });
    const pdf = open(file);
    expect(textOf(pdf.streamData(pdf.object(4) as PdfStream))).toBe('abc');
    expect(pdf.repairs).toEqual(['stream-length']);
  });

  test('a /Length that leads to its own stream is refused', () => {
    const file = classic({ 4: stream('abc', '', '4 0 R') });
    expect(faultOf(() => open(file, { strict: true }).object(4))?.what).toBe('stream-length');
  });

  test.each([
    ['/Filter /ASCIIHexDecode', '61 62 6>', 'ab`'],
    ['/Filter /ASCII85Decode', '87cURD]i,"Ebo80~>', 'Hello World!'],
    ['/Filter /ASCII85Decode', 'z~>', '\0\0\0\0'],
    ['/Filter /RunLengthDecode', '\x02abc\xfed\x80', 'abcddd'],
    ['/Filter /LZWDecode', '\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01', '-----A---B'],
    ['/Filter [/ASCIIHexDecode /RunLengthDecode]', '0161 62 80>', 'ab'],
  ])('%s', (filter, encoded, decoded) => {
    expect(data(stream(encoded, filter))).toBe(decoded);
  });

  test('Flate with PNG rows of every type', () => {
    const rows = [
      [0, 10, 20, 30],
      [1, 5, 5, 5],
      [2, 1, 1, 1],
      [3, 4, 4, 4],
      [4, 7, 7, 7],
    ];
    const packed = deflateSync(Uint8Array.from(rows.flat())).toString('latin1');
    const parms = '/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 3 >>';
    const expected = [10, 20, 30, 5, 10, 15, 6, 11, 16, 7, 13, 18, 14, 21, 28];
    expect([...latin1(data(stream(packed, parms)))]).toEqual(expected);
  });

  test('Flate with TIFF differences', () => {
    const packed = deflateSync(Uint8Array.of(1, 2, 3, 250, 10, 10)).toString('latin1');
    const parms = '/Filter /FlateDecode /DecodeParms << /Predictor 2 /Columns 3 >>';
    expect([...latin1(data(stream(packed, parms)))]).toEqual([1, 3, 6, 250, 4, 14]);
  });

  test('a bomb ends at the limit', () => {
    const once = deflateSync(new Uint8Array(70 * 1024 * 1024)).toString('latin1');
    expect(faultOf(() => data(stream(once, '/Filter /FlateDecode')))).toEqual({
      code: 'DOCUMENT_LIMIT',
      what: 'inflate-size',
    });
  });

  test('an image filter is not supported, and says so', () => {
    expect(faultOf(() => data(stream('x', '/Filter /DCTDecode')))).toEqual({
      code: 'DOCUMENT_UNSUPPORTED',
      what: 'filter-unsupported',
    });
  });
});

describe('cross-reference streams and object streams', () => {
  const members =
    '<< /Type /Catalog /Pages 2 0 R >> << /Type /Pages /Kids [] /Count 0 >> (in stream)';
  const second = members.indexOf('<< /Type /Pages');
  const third = members.indexOf('(in');
  const head = `1 0 2 ${second} 5 ${third} `;
  const container = `4 0 obj\n<< /Type /ObjStm /N 3 /First ${head.length} /Length ${head.length + members.length} >>\nstream\n${head}${members}\nendstream\nendobj\n`;
  const body = `%PDF-1.5\n${container}`;
  const rows: Row[] = [
    [0, 0, 0],
    [2, 4, 0],
    [2, 4, 1],
    [1, 9, 0],
    [2, 4, 2],
  ];
  const compressed = xrefStream(
    body,
    6,
    [rows[0]!, rows[1]!, rows[2]!, [1, 9, 0], rows[4]!],
    '/Index [0 3 4 3] /Size 7 /Root 1 0 R',
  );

  test('find compressed objects', () => {
    const pdf = open(compressed, { strict: true });
    expect(pdf.revisions.map((r) => r.style)).toEqual(['stream']);
    expect(pdf.entry(5)).toEqual({
      inStream: { stream: 4, index: 2 },
      generation: 0,
      revision: 1,
    });
    const string = pdf.object(5);
    expect(isString(string) && textOf(string.octets)).toBe('in stream');
    expect(pdf.numbers()).toEqual([1, 2, 4, 5, 6]);
    expect(pdf.locate(1, undefined, 'Pages')).toBeUndefined();
  });

  test('a replaced object stream changes its members', () => {
    const at = compressed.length;
    const file = xrefStream(
      `${compressed}${container.replace('in stream', 'IN STREAM')}`,
      7,
      [[1, at, 0]],
      `/Index [4 1 7 1] /Size 8 /Root 1 0 R /Prev ${body.length}`,
    );
    const pdf = open(file, { strict: true });
    const [before, after] = [pdf.object(5, 1), pdf.object(5, 2)];
    expect(isString(before) && textOf(before.octets)).toBe('in stream');
    expect(isString(after) && textOf(after.octets)).toBe('IN STREAM');
    expect(pdf.changedIn(2)).toEqual([1, 2, 4, 5, 7]);
  });

  test('a wrong index is mended only when reading leniently', () => {
    const file = compressed.replace('\x02\x00\x04\x02', '\x02\x00\x04\x00');
    expect(isString(open(file).object(5))).toBe(true);
    expect(faultOf(() => open(file, { strict: true }).object(5))?.what).toBe('object-stream-index');
  });

  test('an object stream in an object stream is refused', () => {
    const file = compressed.replace('\x01\x00\x09\x00', '\x02\x00\x04\x00');
    expect(faultOf(() => open(file).object(1))?.what).toBe('object-stream-missing');
  });

  test('hybrid: the table first, then /XRefStm, then /Prev', () => {
    const first = classic({ 4: '(old)', 6: '(kept)' });
    const at4 = first.length;
    const hidden = `${first}4 0 obj\n(hidden)\nendobj\n`;
    const stm = xrefStream(hidden, 7, [[1, at4, 0]], '/Index [4 1 7 1] /Size 8', false);
    const file = `${stm}xref\n4 1\n0000000000 00000 f \ntrailer\n<< /Root 1 0 R /Size 8 /Prev ${first.lastIndexOf('xref\n0 1')} /XRefStm ${hidden.length} >>\nstartxref\n${stm.length}\n%%EOF\n`;
    const pdf = open(file, { strict: true });
    expect(pdf.revisions.map((r) => r.style)).toEqual(['table', 'hybrid']);
    const texts = [pdf.object(4, 1), pdf.object(4), pdf.object(6)].map(
      (o) => isString(o) && textOf(o.octets),
    );
    expect(texts).toEqual(['old', 'hidden', 'kept']);
  });

  test('more entries than the file has octets are refused', () => {
    const packed = deflateSync(new Uint8Array(8_000_000)).toString('latin1');
    const before = '%PDF-1.5\n';
    const file = `${before}1 0 obj\n<< /Type /XRef /W [1 0 0] /Size 8000000 /Root 1 0 R /Length ${packed.length} /Filter /FlateDecode >>\nstream\n${packed}\nendstream\nendobj\nstartxref\n9\n%%EOF\n`;
    expect(faultOf(() => open(file))).toMatchObject({ code: 'DOCUMENT_MALFORMED' });
    const wide = file.replace('/W [1 0 0]', '/W [0 1 0]');
    expect(faultOf(() => open(wide))).toEqual({ code: 'DOCUMENT_LIMIT', what: 'xref-entries' });
  });
});

describe('a linearized file', () => {
  // Annex F: first-page section before the main one; the last startxref means the former.
  const firstPart = '%PDF-1.4\n5 0 obj\n<< /Linearized 1 /L 9 >>\nendobj\n';
  const build = () => {
    const xref1 = firstPart.length;
    const make = (main: number, at3: number) =>
      `xref\n3 1\n${String(at3).padStart(10, '0')} 00000 n \n5 1\n0000000009 00000 n \ntrailer\n<< /Size 6 /Root 3 0 R /Prev ${String(main).padStart(5, '0')} >>\nstartxref\n0\n%%EOF\n`;
    const at3 = xref1 + make(0, 0).length;
    const rest = '3 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\n';
    const at1 = at3 + rest.length;
    const pages = '1 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n';
    const main = at1 + pages.length;
    return `${firstPart}${make(main, at3)}${rest}${pages}xref\n0 2\n0000000000 65535 f \n${String(at1).padStart(10, '0')} 00000 n \ntrailer\n<< /Size 3 >>\nstartxref\n${xref1}\n%%EOF\n`;
  };

  test('is one revision that ends at the file end', () => {
    const file = build();
    const pdf = open(file, { strict: true });
    expect(pdf.linearized).toBe(true);
    expect(pdf.revisions).toHaveLength(1);
    expect(pdf.revisions[0]!.end).toBe(file.length);
    expect(pdf.changedIn(1)).toEqual([1, 3, 5]);
  });

  test('and two after an update', () => {
    const file = build();
    const pdf = open(updated(file, { 6: '1' }), { strict: true });
    expect(pdf.revisions.map((r) => r.end)).toEqual([file.length, pdf.source.length]);
    expect(pdf.changedIn(2)).toEqual([6]);
  });
});

describe('locate', () => {
  test('gives the octets of a direct value, delimiters included', () => {
    const file = classic({
      4: '<< /Type /Sig /Contents <00ff00> /ByteRange [0 1 2 3] /V << /Contents (x) >> >>',
    });
    const pdf = open(file);
    const text = (span: { start: number; end: number } | undefined) =>
      span && file.slice(span.start, span.end);
    expect(text(pdf.locate(4, undefined, 'Contents'))).toBe('<00ff00>');
    expect(text(pdf.locate(4, 1, 'ByteRange'))).toBe('[0 1 2 3]');
    expect(text(pdf.locate(4, 1, 'V', 'Contents'))).toBe('(x)');
    expect(pdf.locate(4, 1, 'Nothing')).toBeUndefined();
    expect(pdf.locate(4, 1, 'ByteRange', 'x')).toBeUndefined();
  });
});

describe('a source that is not whole in memory', () => {
  test('is read in small pieces', () => {
    const long = 'y'.repeat(40_000);
    const head = classic({ 4: `(${long})` });
    const far = 200 * 1024 * 1024;
    let most = 0;
    let total = 0;
    const shift = (_: string, o: string) => String(+o + far).padStart(10, '0');
    const text = head
      .replace(/(\d{10})(?= \d{5} n)/g, shift)
      .replace(/startxref\n(\d+)/, (_, o) => `startxref\n${+o + far}`);
    const grown = latin1(text);
    // Blanks lie between the header and the rest.
    const source = {
      length: grown.length + far,
      read(start: number, end: number): Uint8Array {
        most = Math.max(most, end - start);
        total += end - start;
        const out = new Uint8Array(end - start).fill(0x20);
        for (let i = start; i < end; i++) {
          const j = i < 15 ? i : i - far;
          if (i < 15 || j >= 15) out[i - start] = grown[j]!;
        }
        return out;
      },
    };
    const pdf = openPdf(source, { strict: true });
    expect(isDict(pdf.catalog())).toBe(true);
    expect(total).toBeLessThan(64 * 1024);
    const string = pdf.object(4);
    expect(isString(string) && string.octets.length).toBe(long.length);
    expect(pdf.locate(3, undefined, 'Parent')).toEqual({
      start: far + text.indexOf('2 0 R /MediaBox'),
      end: far + text.indexOf('2 0 R /MediaBox') + 5,
    });
    expect(most).toBeLessThan(256 * 1024);
  });
});

describe('refusals', () => {
  const what = (text: string) => faultOf(() => open(text, { strict: true }).catalog())?.what;
  test.each([
    ['no header', 'hello', 'header-missing'],
    ['cut off', classic().slice(0, -60), 'startxref-missing'],
    ['no number', classic().replace(/startxref\n\d+/, 'startxref\nx'), 'startxref-number'],
    ['no end marker', classic().replace('%%EOF\n', ''), 'eof-missing'],
    [
      'beyond the end',
      classic().replace(/startxref\n\d+/, 'startxref\n99999'),
      'offset-outside-file',
    ],
    [
      'one octet early',
      classic().replace(/startxref\n(\d+)/, (_, n) => `startxref\n${n - 1}`),
      'startxref-off',
    ],
    ['entries of 19 octets', classic().replace(/ n \n/g, ' n\n'), 'xref-entry-width'],
    ['offset 0', classic().replace(/\d{10} 00000 n/, '0000000000 00000 n'), 'catalog-missing'],
    ['no root', classic().replace('/Root', '/Toor'), 'trailer-root'],
    ['small size', classic().replace('/Size 4', '/Size 3'), 'size-too-small'],
    ['an entry that misses', classic().replace('3 0 obj', '9 0 obj'), 'object-number'],
    ['another generation', classic().replace('3 0 obj', '3 1 obj'), 'object-generation'],
    ['a repeated key', classic({ 1: '<< /Pages 2 0 R /Pages 2 0 R >>' }), 'duplicate-key'],
    ['the root is no dictionary', classic({ 1: '5' }), 'catalog-missing'],
  ])('%s', (_, text, expected) => {
    expect(what(text)).toBe(expected);
  });

  test('a /Prev that leads back', () => {
    const first = classic();
    const file = updated(first, { 4: '1' });
    const at = file.lastIndexOf('xref\n4 1');
    const looped = file.replace(/\/Size 4 /, `/Size 4 /Prev ${String(at)} `);
    const shift = looped.length - file.length;
    const fixed = looped
      .replace(`/Prev ${at} `, `/Prev ${at + shift} `)
      .replace(/startxref\n\d+\n%%EOF\n$/, `startxref\n${at + shift}\n%%EOF\n`);
    expect(what(fixed)).toBe('xref-loop');
  });

  test('nesting is bounded', () => {
    const deep = '['.repeat(100_000);
    expect(faultOf(() => open(classic({ 4: deep })).object(4))).toEqual({
      code: 'DOCUMENT_LIMIT',
      what: 'pdf-nesting',
    });
  });

  test('work is bounded for the document as a whole', () => {
    // Each object is short to write and as long as the file to search.
    const bodies = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [i + 4, '(']));
    const pdf = open(classic(bodies));
    const whats = pdf.numbers().map((n) => faultOf(() => pdf.object(n))?.what);
    expect(whats).toContain('string-end');
    expect(whats.at(-1)).toBe('pdf-work');
  });

  test('members that lie over each other in an object stream cost bounded work', () => {
    const count = 20;
    const members = Array.from({ length: count }, (_, i) => `${i + 10} 0`).join(' ');
    const data = `${members} [${'0 '.repeat(20_000)}] `;
    const container = `4 0 obj\n<< /Type /ObjStm /N ${count} /First ${members.length} /Length ${data.length} >>\nstream\n${data}\nendstream\nendobj\n`;
    const catalog = '1 0 obj\n<< /Type /Catalog >>\nendobj\n';
    const rows = Array.from({ length: count }, (_, i): Row => [2, 4, i]);
    const file = xrefStream(
      `%PDF-1.5\n${container}${catalog}`,
      9,
      [[1, 9 + container.length, 0], [1, 9, 0], [1, 0, 0], ...rows],
      `/Index [1 1 4 1 9 ${count + 1}] /Size ${count + 10} /Root 1 0 R`,
    );
    for (const read of [
      (pdf: Pdf, n: number) => pdf.object(n),
      (pdf: Pdf, n: number) => pdf.references(n, 1, []),
    ]) {
      const pdf = open(file);
      const whats = rows.map((_, i) => faultOf(() => read(pdf, i + 10))?.what);
      expect(whats[0]).toBeUndefined();
      expect(whats.at(-1)).toBe('pdf-work');
    }
  });

  test('a chain of /Length is not followed', () => {
    const link = (i: number) => `<< /Length ${i + 5} 0 R >>\nstream\nabc\nendstream`;
    const bodies = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [i + 4, link(i)]));
    const pdf = open(classic(bodies));
    for (const n of pdf.numbers()) pdf.object(n);
    expect(pdf.repairs).toEqual(['stream-length']);
  });

  test('an empty source', () => {
    expect(faultOf(() => openPdf(memorySource(new Uint8Array(0))))?.what).toBe('file-empty');
  });

  test('a stream stays readable as of an old revision when its /Length changed', () => {
    const first = classic({ 4: '<< /Length 5 0 R >>\nstream\nabc\nendstream', 5: '3' });
    const pdf = open(updated(first, { 5: '99' }));
    const stream = pdf.object(4, 1);
    expect(isStream(stream) && textOf(pdf.streamOctets(stream))).toBe('abc');
    expect(pdf.repairs).toEqual([]);
  });
});

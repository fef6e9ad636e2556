import { beforeAll, describe, expect, test } from 'vitest';
import { memorySource } from '../../../../../src/bytes/source.ts';
import { isStream, openPdf, type PdfStream } from '../../../../../src/syntax/pdf/index.ts';
import { makePdf } from '../../../../support/documents.ts';
import {
  addRevision,
  FORM,
  newest,
  type Objects,
  open,
  PLAIN,
  sign,
  stream,
  text,
  writePaper,
} from '../paper.ts';
import { expectRefused, trustSigners, verdicts } from './attacked.ts';

const EVIL = stream('q 9 9 9 9 re f Q');

let plain: Uint8Array;
let form: Uint8Array;
/** A document whose objects lie in object streams, as most programs write today. */
let modern: Uint8Array;
beforeAll(async () => {
  await trustSigners();
  plain = await sign(writePaper(PLAIN));
  form = await sign(writePaper(FORM));
  modern = await sign(await makePdf({ xref: 'stream' }));
});

const last = (file: Uint8Array) => Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text(file))![1]);
const join = (...parts: (Uint8Array | string)[]) =>
  new Uint8Array(
    Buffer.concat(parts.map((p) => (typeof p === 'string' ? Buffer.from(p, 'latin1') : p))),
  );

test('as they were signed, they pass', () => {
  for (const file of [plain, form, modern])
    expect(verdicts(file)).toEqual(['Signature1: TOTAL-PASSED']);
});

/** What is written behind the file, with offsets filled in: `#a` is where `@a` stood, ten digits wide. */
function behind(file: Uint8Array, written: string): Uint8Array {
  const marks = new Map<string, number>();
  let body = '';
  for (const piece of written.split(/(@\w)/))
    if (/^@\w$/.test(piece)) marks.set(piece[1]!, file.length + body.length);
    else body += piece.replace(/#\w/g, '##########');
  const named = [...written.matchAll(/#(\w)/g)].map((m) => marks.get(m[1]!)!);
  let i = 0;
  return join(
    file,
    body.replace(/#{10}/g, () => String(named[i++]).padStart(10, '0')),
  );
}

describe('incremental saving, in the forms that readers forgive', () => {
  const ROW = 'xref\n4 1\n#a 00000 n \n';
  const trailer = (more = '') => `trailer\n<< /Size 90 /Root 1 0 R ${more} >>\n`;
  const object = `@a4 0 obj\n${EVIL}\nendobj\n`;
  const prev = () => `/Prev ${last(plain)}`;

  test.each<[string, () => string]>([
    [
      'with table, trailer and end',
      () => `${object}@x${ROW}${trailer(prev())}startxref\n#x\n%%EOF\n`,
    ],
    ['without a table', () => `${object}${trailer(prev())}startxref\n${last(plain)}\n%%EOF\n`],
    ['without a trailer', () => `${object}@x${ROW}startxref\n#x\n%%EOF\n`],
    ['without a table and trailer', () => `${object}startxref\n${last(plain)}\n%%EOF\n`],
    ['without anything', () => object],
    ['with an end alone', () => `${object}%%EOF\n`],
    [
      'with two ends',
      () =>
        `${object}@x${ROW}${trailer(prev())}startxref\n#x\n%%EOF\nstartxref\n${last(plain)}\n%%EOF\n`,
    ],
    [
      'with the old end in a comment',
      () =>
        `${object}@x${ROW}${trailer(prev())}startxref\n#x\n%%EOF\n%startxref ${last(plain)} %%EOF\n`,
    ],
    [
      'behind a comment that never ends',
      () => `%${object}@x${ROW}${trailer(prev())}startxref\n#x\n%%EOF`,
    ],
    [
      'in front of a fake end',
      () => `%%EOF\n${object}@x${ROW}${trailer(prev())}startxref\n#x\n%%EOF\n`,
    ],
    ['with the signature’s own end repeated', () => `${object}${text(plain).slice(-40)}`],
    [
      'with a trailer in front of its objects',
      () => `@x${ROW.replace('#a', '#a')}${trailer(prev())}${object}startxref\n#x\n%%EOF\n`,
    ],
    ['without /Prev', () => `${object}@x${ROW}${trailer()}startxref\n#x\n%%EOF\n`],
    ['with /Prev of zero', () => `${object}@x${ROW}${trailer('/Prev 0')}startxref\n#x\n%%EOF\n`],
    [
      'with /Prev that leads to itself',
      () => `${object}@x${ROW}${trailer('/Prev #x')}startxref\n#x\n%%EOF\n`,
    ],
    [
      'with /Prev outside the file',
      () => `${object}@x${ROW}${trailer('/Prev 99999999')}startxref\n#x\n%%EOF\n`,
    ],
    [
      'with /Prev into the middle of an object',
      () => `${object}@x${ROW}${trailer('/Prev 40')}startxref\n#x\n%%EOF\n`,
    ],
    [
      'with /Prev elsewhere',
      () => `${object}@x${ROW}${trailer('/Prev 4 0 R')}startxref\n#x\n%%EOF\n`,
    ],
    [
      'with two trailers',
      () => `${object}@x${ROW}${trailer(prev())}${trailer('/Root 3 0 R')}startxref\n#x\n%%EOF\n`,
    ],
    [
      'with a number that leads into a table’s middle',
      () => `${object}@x${ROW}${trailer(prev())}startxref\n9\n%%EOF\n`,
    ],
  ])('%s', (_, written) => {
    expectRefused(behind(plain, written()));
  });

  test('spaces and zeros behind the end alone change nothing that anyone shows', () => {
    expect(verdicts(join(plain, '\n\n'))).toEqual(['Signature1: TOTAL-PASSED']);
    expectRefused(join(plain, ' '.repeat(100_000)));
  });
});

describe('cross-references that lead astray', () => {
  const gap = () => open(plain)[0]!.byteRange!;
  const revise = (file: Uint8Array, rows: string, more = '', body = '') =>
    behind(
      file,
      `${body}@xxref\n${rows}trailer\n<< /Size 200 /Root 1 0 R /Prev ${last(file)} ${more} >>\nstartxref\n#x\n%%EOF\n`,
    );
  const at = (offset: number) => String(offset).padStart(10, '0');

  test('an object in the gap of the signature', () => {
    const [, first, second] = gap();
    const room = second - first - 2;
    const hidden = Buffer.from(`4 0 obj ${EVIL} endobj`).toString('hex').slice(0, room);
    const file = plain.slice();
    file.set(Buffer.from(hidden), second - 1 - hidden.length);
    expectRefused(file);
    expectRefused(revise(file, `4 1\n${at(second - 1 - hidden.length)} 00000 n \n`));
  });

  test.each([
    ['the gap', () => gap()[1] + 1],
    ['the middle of another object', () => text(plain).indexOf('/Type /Page ') + 3],
    ['another object', () => text(plain).indexOf('3 0 obj')],
    ['the header', () => 0],
    ['nothing', () => 99_999_999],
  ])('an entry for the content that leads to %s', (_, offset) => {
    expectRefused(revise(plain, `4 1\n${at(offset())} 00000 n \n`));
  });

  test.each([1, 2, 3, 4])('object %i freed', (number) => {
    expectRefused(revise(plain, `${number} 1\n0000000000 00001 f \n`));
  });

  test('a hybrid file: a stream of entries that only newer readers see', () => {
    const entry = '\\x01'; // replaced below: octets of one entry, width 1 4 2
    const body = `@a4 0 obj\n${EVIL}\nendobj\n`;
    const half = behind(plain, body);
    const offset = plain.length;
    const row = Buffer.from([
      1,
      offset >>> 24,
      (offset >>> 16) & 255,
      (offset >>> 8) & 255,
      offset & 255,
      0,
      0,
    ]);
    expect(entry.length).toBe(4);
    const xrefStream = `90 0 obj\n<< /Type /XRef /Size 200 /Root 1 0 R /W [1 4 2] /Index [4 1] /Length 7 >>\nstream\n${row.toString('latin1')}\nendstream\nendobj\n`;
    const streamAt = half.length;
    const whole = join(half, xrefStream);
    const tableAt = whole.length;
    const tail = `xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 200 /Root 1 0 R /Prev ${last(plain)} /XRefStm ${streamAt} >>\nstartxref\n${tableAt}\n%%EOF\n`;
    expectRefused(join(whole, tail));
  });

  test('a root that was waiting, an encryption that was not there, another information dictionary of the content', () => {
    for (const more of [
      '/Root 3 0 R',
      '/Encrypt 4 0 R',
      '/Encrypt << >>',
      '/Info 4 0 R',
      '/XRefStm 3',
    ])
      expectRefused(revise(plain, '4 1\n0000000000 00001 f \n', more));
  });
});

describe('object streams that override what was signed', () => {
  /** A revision in the style of the file: an object stream with one member, and a cross-reference stream. */
  function override(
    file: Uint8Array,
    number: number,
    value: string,
    o: { readonly extend?: boolean } = {},
  ) {
    const pdf = openPdf(memorySource(file));
    const [members, own] = [pdf.nextNumber + 10, pdf.nextNumber + 11];
    const index = `${number} 0 `;
    const extend = o.extend ? `/Extends ${number} 0 R` : '';
    const made = `${members} 0 obj\n<< /Type /ObjStm /N 1 /First ${index.length} ${extend} /Length ${index.length + value.length} >>\nstream\n${index}${value}\nendstream\nendobj\n`;
    const row = (kind: number, place: number, detail: number) => [
      kind,
      place >>> 24,
      (place >>> 16) & 255,
      (place >>> 8) & 255,
      place & 255,
      detail >> 8,
      detail & 255,
    ];
    const section = file.length + made.length;
    const rows = Buffer.from([
      ...row(2, members, 0),
      ...row(1, file.length, 0),
      ...row(1, section, 0),
    ]);
    const root = pdf.trailer.get('Root') as { number: number };
    const xref = `${own} 0 obj\n<< /Type /XRef /Size ${own + 1} /Root ${root.number} 0 R /Prev ${last(file)} /W [1 4 2] /Index [${number} 1 ${members} 2] /Length ${rows.length} >>\nstream\n${rows.toString('latin1')}\nendstream\nendobj\n`;
    return join(file, made, xref, `startxref\n${section}\n%%EOF\n`);
  }
  const numberOf = (file: Uint8Array, type: string) => {
    const pdf = openPdf(memorySource(file));
    return pdf.numbers().find((n) => {
      const object = pdf.object(n) as { get?: (key: string) => { value?: string } } | null;
      return object?.get?.('Type')?.value === type;
    })!;
  };

  test.each([
    ['the page', 'Page', '<< /Type /Page /MediaBox [0 0 9 9] >>'],
    ['the page tree', 'Pages', '<< /Type /Pages /Kids [] /Count 0 >>'],
    ['the catalog', 'Catalog', '<< /Type /Catalog >>'],
    ['the signature', 'Sig', '<< /Type /Sig >>'],
    ['a font', 'Font', '<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>'],
  ])('%s', (_, type, value) => {
    const number = numberOf(modern, type);
    expectRefused(override(modern, number, value));
    expectRefused(override(modern, number, value, { extend: true }));
  });

  test('a classic file overridden by one as well', () => {
    expectRefused(override(plain, 3, '<< /Type /Page /MediaBox [0 0 9 9] >>'));
  });

  test('the object stream itself replaced, under its old number', () => {
    const pdf = openPdf(memorySource(modern));
    const page = pdf.numbers(1).find((n) => pdf.entry(n, 1)?.inStream !== undefined)!;
    const holder = pdf.entry(page, 1)?.inStream?.stream;
    expect(holder).toBeDefined();
    const index = `${page} 0 `;
    const value = '<< /Type /Page /MediaBox [0 0 9 9] >>';
    expectRefused(
      addRevision(
        modern,
        { [holder!]: stream(index + value, `/Type /ObjStm /N 1 /First ${index.length}`) },
        {
          trailer: `/Size 200 /Root ${(pdf.trailer.get('Root') as { number: number }).number} 0 R`,
        },
      ),
    );
  });
});

describe('what stands where it must be direct, or stands twice', () => {
  const signature = (file: Uint8Array) =>
    Number(/(\d+) 0 obj\s*<<[^<]*\/Type ?\/Sig\b/.exec(text(file))![1]);

  test.each([
    ['/Contents by reference', /\/Contents *<[0-9a-f]*>/, '/Contents 95 0 R'],
    ['/ByteRange by reference', /\/ByteRange *\[[^\]]*\]/, '/ByteRange 96 0 R'],
    ['a number of /ByteRange by reference', /\/ByteRange *\[0/, '/ByteRange [97 0 R'],
    ['two /Contents', '/Contents', '/Contents <00> /Contents'],
    ['two /ByteRange', '/ByteRange', '/ByteRange [0 9 9 9] /ByteRange'],
    ['two /ByteRange, one escaped', '/ByteRange', '/Byte#52ange [0 9 9 9] /ByteRange'],
    ['four numbers more', /\/ByteRange *\[([^\]]*)\]/, '/ByteRange [$1 $1]'],
  ])('%s, in a signature written again behind the old one', (_, from, to) => {
    const number = signature(plain);
    const [, , second, tail] = open(plain)[0]!.byteRange!;
    const again = newest(plain, number).replace(from, to);
    const contents = /\/Contents *(<[0-9a-f]*>)/.exec(newest(plain, number))![1]!;
    expectRefused(
      addRevision(plain, {
        [number]: again,
        95: contents,
        96: `[0 9 ${second} ${tail}]`,
        97: '0',
      }),
    );
  });

  test('the same signature entered once more: one range for two signatures', () => {
    const number = signature(form);
    const copy = newest(form, number);
    expectRefused(
      addRevision(form, {
        7: newest(form, 7).replace(']', ' 90 0 R]'),
        90: '<< /FT /Sig /T (copy) /V 91 0 R >>',
        91: copy,
      }),
      ['copy'],
    );
  });

  test('a second field that shows the first signature as its own', () => {
    const file = addRevision(form, {
      7: newest(form, 7).replace(']', ' 90 0 R]'),
      90: `<< /FT /Sig /T (copy) /V ${signature(form)} 0 R >>`,
    });
    expectRefused(file);
  });

  test('the field of the signature renamed, emptied, or turned into another', () => {
    const number = Number(/(\d+) 0 R\]/.exec(newest(form, 7))![1]);
    const field = newest(form, number);
    for (const evil of [
      field.replace('Signature1', 'Signature9'),
      field.replace(/\/V \d+ 0 R/, ''),
      field.replace(/\/V \d+ 0 R/, '/V null'),
      field.replace('/FT /Sig', '/FT /Tx'),
      '<< >>',
    ]) {
      expect(evil).not.toBe(field);
      expectRefused(addRevision(form, { [number]: evil }));
    }
  });

  test('two files signed by one person, cut and joined', async () => {
    const other = await sign(writePaper({ ...PLAIN, 4: stream('q  Q') }));
    const [, , second] = open(plain)[0]!.byteRange!;
    const [, , otherSecond] = open(other)[0]!.byteRange!;
    expectRefused(join(plain.slice(0, second), other.slice(otherSecond)));
    expectRefused(join(plain, other));
    expectRefused(join(other.slice(0, 300), plain.slice(300)));
  });
});

describe('a place behind the signed revision, kept free for an object', () => {
  const FREE = 20_000;
  /** The signing program repeats the page's row as one of its content, which stands nowhere yet. */
  const prepared = () =>
    sign(writePaper(PLAIN), {
      rewrite: (append) =>
        append.replace(/\n3 1\n\d{10}/, `\n4 1\n${String(FREE).padStart(10, '0')}`),
    });
  const content = (file: Uint8Array) => openPdf(memorySource(file)).object(4);
  const object = `4 0 obj\n${EVIL}\nendobj\n`;

  test('filled by a revision that lists it as nothing, or as the data of a stream', async () => {
    const signed = await prepared();
    expect(() => content(signed)).toThrow();
    const before = '9 0 obj\n<< /Length 99999 >>\nstream\n';
    const blanks = ' '.repeat(FREE - signed.length - before.length);
    const data = `${blanks}${object}`;
    const holder = before.replace('99999', String(data.length).padStart(5));
    const listed = behind(
      signed,
      `@a${holder}${data}\nendstream\nendobj\n@xxref\n9 1\n#a 00000 n \ntrailer\n<< /Size 10 /Root 1 0 R /Prev ${last(signed)} >>\nstartxref\n#x\n%%EOF\n`,
    );
    const bare = behind(
      signed,
      `${' '.repeat(before.length)}${data}@xxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 10 /Root 1 0 R /Prev ${last(signed)} >>\nstartxref\n#x\n%%EOF\n`,
    );
    for (const file of [listed, bare]) {
      expect(isStream(content(file))).toBe(true);
      expectRefused(file);
    }
  });

  const LONG = 20_000;
  test.each<[string, Objects]>([
    ['its length says so', { 4: `<< /Length ${LONG} >>\nstream\nq Q\nendstream` }],
    ['another object says so', { 4: '<< /Length 8 0 R >>\nstream\nq Q\nendstream', 8: `${LONG}` }],
    ['nothing ends it', { 4: `<< /Length ${LONG} /#4e 1 >>\nstream\nq Q\n` }],
  ])('data of a signed stream that goes on behind the end: %s', async (_, objects) => {
    const paper = writePaper({ ...PLAIN, ...objects });
    const signed = await sign(paper);
    const start = text(paper).indexOf('stream\nq Q') + 7;
    const before = '9 0 obj\n<< /Length 99999 >>\nstream\n';
    const drawn = 'q 9 9 9 9 re f Q';
    const blanks = ' '.repeat(start + LONG - signed.length - before.length - drawn.length);
    const data = `${blanks}${drawn}\nendstream %`;
    const holder = before.replace('99999', String(data.length).padStart(5));
    const file = behind(
      signed,
      `@a${holder}${data}\nendstream\nendobj\n@xxref\n9 1\n#a 00000 n \ntrailer\n<< /Size 10 /Root 1 0 R /Prev ${last(signed)} >>\nstartxref\n#x\n%%EOF\n`,
    );
    const pdf = openPdf(memorySource(file));
    expect(text(pdf.streamData(content(file) as PdfStream))).toContain(drawn);
    expect(pdf.changedIn(pdf.revisions.length)).toEqual([9]);
    expectRefused(file);
  });
});

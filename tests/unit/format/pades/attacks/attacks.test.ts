import { beforeAll, describe, expect, test } from 'vitest';
import {
  addRevision,
  FORM,
  changes as harmlessChanges,
  isWhole,
  octets,
  open as openAny,
  PLAIN,
  sign,
  stream,
  text,
  whats,
  writePaper,
} from '../paper.ts';
import {
  refusedChanges as changes,
  expectRefused,
  openRefused as open,
  trustSigners,
} from './attacked.ts';

// The attack classes of Mladenov, Mainka, Rohlmann et al. (pdf-insecurity.org), each with its variants.

let signed: Uint8Array;
let plain: Uint8Array;
beforeAll(async () => {
  await trustSigners();
  signed = await sign(writePaper(FORM));
  plain = await sign(writePaper(PLAIN));
});

/** The signed file with octets exchanged for as many others, so that all offsets stay. */
function swap(file: Uint8Array, from: string | RegExp, to: (found: string) => string): Uint8Array {
  const before = text(file);
  const found = typeof from === 'string' ? from : from.exec(before)![0];
  const after = to(found);
  expect(after.length).toBe(found.length);
  const at = before.lastIndexOf(found);
  return octets(before.slice(0, at) + after + before.slice(at + found.length));
}

const RANGE = /\/ByteRange *\[[^\]]*\]/;
const CONTENTS = /\/Contents *<[0-9a-f]*>/;
const pad = (value: string) => (found: string) => value.padEnd(found.length);

describe('universal signature forgery: the signature dictionary is damaged so that nothing is checked', () => {
  test.each([
    ['ByteRange gone', RANGE, pad('/Nothing [0]'), 'byte-range-missing'],
    ['ByteRange null', RANGE, pad('/ByteRange null'), 'byte-range-missing'],
    ['ByteRange empty', RANGE, pad('/ByteRange []'), 'byte-range-malformed'],
    ['ByteRange of zeros', RANGE, pad('/ByteRange [0 0 0 0]'), 'byte-range-gap-not-contents'],
    ['ByteRange negative', RANGE, pad('/ByteRange [0 -1 5 9]'), 'byte-range-malformed'],
    ['ByteRange of reals', RANGE, pad('/ByteRange [0 1.5 5 9]'), 'byte-range-malformed'],
    ['ByteRange of five', RANGE, pad('/ByteRange [0 10 20 30 40]'), 'byte-range-malformed'],
    ['ByteRange of two', RANGE, pad('/ByteRange [0 10]'), 'byte-range-malformed'],
    ['ByteRange too long', RANGE, pad('/ByteRange [0 10 20 99999999]'), 'byte-range-outside-file'],
    [
      'ByteRange overflowing',
      RANGE,
      pad('/ByteRange [0 9007199254740991 9007 1]'),
      'byte-range-malformed',
    ],
    ['ByteRange overlapping', RANGE, pad('/ByteRange [0 500 400 90]'), 'byte-range-malformed'],
    ['ByteRange elsewhere', RANGE, pad('/ByteRange 4 0 R'), 'byte-range-indirect'],
    ['ByteRange numbers elsewhere', RANGE, pad('/ByteRange [0 4 0 R 5 9]'), 'byte-range-indirect'],
    [
      'Contents gone',
      CONTENTS,
      (f: string) => f.replace('/Contents', '/Nothings'),
      'contents-missing',
    ],
    ['Contents null', CONTENTS, pad('/Contents null'), 'contents-indirect'],
    ['Contents empty', CONTENTS, pad('/Contents <>'), 'contents-missing'],
    [
      'Contents zeros',
      CONTENTS,
      (f: string) => f.replace(/[1-9a-f](?=[0-9a-f]*>)/g, '0'),
      'contents-missing',
    ],
    ['Contents elsewhere', CONTENTS, pad('/Contents 4 0 R'), 'contents-indirect'],
    ['Contents literal', CONTENTS, pad('/Contents (0)'), 'contents-not-hexadecimal'],
    ['SubFilter gone', '/SubFilter', () => '/Subfilter', 'sub-filter-missing'],
    [
      'SubFilter unknown',
      '/ETSI.CAdES.detached',
      () => '/ETSI.CAdES.detacheD',
      'sub-filter-unknown',
    ],
  ])('%s', (_, from, to, what) => {
    const [one] = open(swap(signed, from, to));
    expect(whats(one!)).toContain(what);
    expect(isWhole(one!)).toBe(false);
  });
});

describe('signature wrapping: the gap is widened, or moved, to make room for objects', () => {
  test('the second part starts later, so octets behind Contents are free', () => {
    const file = swap(signed, RANGE, (found) => {
      const [, a, b, c] = found.match(/\d+/g)!.map(Number);
      return `/ByteRange [0 ${a} ${b! + 20} ${c! - 20}`.padEnd(found.length - 1).concat(']');
    });
    expect(whats(open(file)[0]!)).toContain('byte-range-gap-not-contents');
  });

  test('the whole tail is moved behind injected objects, and the table leads to them', async () => {
    const [a, b, c] = openAny(plain)[0]!.byteRange!.slice(1) as [number, number, number];
    const before = text(plain);
    const injected = `>\n4 0 obj\n${stream('q 9 9 9 9 re f Q')}\nendobj\n<`;
    const tail = before.slice(b, b + c);
    const range = `/ByteRange [0 ${a} ${b + injected.length} ${c}`;
    const head = before.slice(0, b).replace(RANGE, (f) => range.padEnd(f.length - 1).concat(']'));
    for (const file of [head + injected + tail, head.slice(0, -1) + injected + tail]) {
      expectRefused(octets(file));
      const verdict = attempt(() => openAny(octets(file)));
      expect(verdict === undefined || verdict.every((one) => !isWhole(one))).toBe(true);
    }
  });

  test('the first part ends before Contents, leaving the dictionary open', () => {
    const file = swap(signed, RANGE, (found) => {
      const [, a, b, c] = found.match(/\d+/g)!.map(Number);
      return `/ByteRange [0 ${a! - 10} ${b} ${c}`.padEnd(found.length - 1).concat(']');
    });
    expect(whats(open(file)[0]!)).toContain('byte-range-gap-not-contents');
  });

  test('data behind the message inside Contents', () => {
    const file = swap(signed, /0{16}>/, () => `${'41'.repeat(8)}>`);
    const [one] = open(file);
    expect(whats(one!)).toEqual(['contents-padding']);
  });

  test.each([
    ['short of its revision', 8],
    ['beyond its revision', -40],
  ])('the second part ends %s', (_, less) => {
    const file = swap(addRevision(signed, { 90: '<< >>' }), RANGE, (found) => {
      const [, a, b, c] = found.match(/\d+/g)!.map(Number);
      return `/ByteRange [0 ${a} ${b} ${c! - less}`.padEnd(found.length - 1).concat(']');
    });
    expect(whats(open(file)[0]!)).toEqual(['byte-range-not-to-revision-end']);
  });

  test('the first part starts behind the header', () => {
    const file = swap(signed, RANGE, (found) => {
      const [, a, b, c] = found.match(/\d+/g)!.map(Number);
      return `/ByteRange [9 ${a! - 9} ${b} ${c}`.padEnd(found.length - 1).concat(']');
    });
    expect(whats(open(file)[0]!)).toEqual(['byte-range-not-from-start']);
  });

  test('an object hidden in the gap, which the signature then ends before', () => {
    const file = swap(signed, /0{100}>/, (f) => `${'0'.repeat(f.length - 11)}>/Evil 1 <>`);
    expect(whats(open(file)[0]!).length).toBeGreaterThan(0);
  });
});

describe('incremental saving: the document is changed behind the signature', () => {
  const EVIL = stream('q 9 9 9 9 re f Q');

  test('page content replaced', () => {
    const file = addRevision(signed, { 4: EVIL });
    const [one] = open(file);
    expect(one).toMatchObject({ coversWholeFile: false, faults: [] });
    expect(one!.changesAfter).toMatchObject([
      { class: 'other', revision: 3, objects: [4], permitted: false },
    ]);
  });

  test('a page added', () => {
    expect(
      changes(
        addRevision(signed, {
          2: '<< /Type /Pages /Kids [3 0 R 90 0 R] /Count 2 >>',
          90: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>',
        }),
      ),
    ).toEqual(['other!']);
  });

  test('another catalog', () => {
    const file = addRevision(
      signed,
      { 90: '<< /Type /Catalog /Pages 91 0 R >>', 91: '<< /Type /Pages /Kids [] /Count 0 >>' },
      { trailer: '/Size 92 /Root 90 0 R' },
    );
    expect(
      open(file)
        .flatMap((one) => one.changesAfter)
        .some((c) => !c.permitted),
    ).toBe(true);
  });

  test('only the trailer, which names a catalog that was waiting', async () => {
    const paper = writePaper({
      ...PLAIN,
      8: '<< /Type /Catalog /Pages 9 0 R >>',
      9: '<< /Type /Pages /Kids [10 0 R] /Count 1 >>',
      10: '<< /Type /Page /Parent 9 0 R /MediaBox [0 0 9 9] >>',
    });
    const file = addRevision(await sign(paper), {}, { trailer: '/Size 20 /Root 8 0 R' });
    expect(open(file)[0]!.changesAfter).toMatchObject([
      { class: 'other', revision: 3, objects: [0], permitted: false },
    ]);
  });

  test('objects appended without a table or trailer', () => {
    const file = Buffer.concat([signed, octets(`4 0 obj\n${EVIL}\nendobj\n`)]);
    const [one] = open(file);
    expect(one!.coversWholeFile).toBe(false);
    expect(whats(one!)).toEqual(['octets-after-end']);
  });

  test('a table that leads past the signed revision', async () => {
    // The newest section's /Prev names the first revision: the signed one is no longer part of the file.
    const first = Number(/startxref\s+(\d+)/.exec(text(signed))![1]);
    const file = addRevision(signed, { 4: EVIL }, { prev: first });
    expect(
      open(file).every((one) => !isWhole(one) || one.changesAfter.some((c) => !c.permitted)),
    ).toBe(true);
  });

  test('the signature removed from its field', () => {
    const file = addRevision(signed, { 7: '<< /Fields [5 0 R 6 0 R] >>' });
    const [one] = open(file);
    expect(one!.id).toBe('Signature1');
    expect(one!.changesAfter.some((c) => c.class === 'other' && !c.permitted)).toBe(true);
  });

  test('the signature replaced by another object of the same number', async () => {
    const number = Number(/(\d+) 0 obj\s*<<[^<]*\/Type ?\/Sig\b/.exec(text(signed))![1]);
    const other = /<<[^<]*\/Type ?\/Sig\b[\s\S]*?>>(?=\s*endobj)/.exec(text(signed))![0];
    const file = addRevision(signed, { [number]: other.replace(/[1-9a-f](?=[0-9a-f]*>)/g, '0') });
    const found = open(file);
    expect(found.length).toBe(2);
    expect(found[0]!.changesAfter.some((c) => c.class === 'other')).toBe(true);
    expect(isWhole(found[1]!)).toBe(false);
  });
});

describe('two readings: what one reader takes for the old object is another one to the next', () => {
  const EVIL = stream('q 9 9 9 9 re f Q');
  /** A revision by hand: objects as they are written, and rows that lead to their offsets. */
  const revise = (file: Uint8Array, written: string, rows: (offset: string) => string) => {
    const before = text(file);
    const prev = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(before)![1];
    const at = String(before.length).padStart(10, '0');
    const body = `${written}\nendobj\n`;
    return octets(
      `${before}${body}xref\n${rows(at)}trailer\n<< /Size 200 /Root 1 0 R /Prev ${prev} >>\nstartxref\n${before.length + body.length}\n%%EOF\n`,
    );
  };
  const last = (file: Uint8Array, number: number) =>
    [...text(file).matchAll(new RegExp(`\\n${number} 0 obj\\s*([\\s\\S]*?)\\s*endobj`, 'g'))].at(
      -1,
    )![1]!;

  test('a page with two /Contents, the old one last', () => {
    const page = last(plain, 3).replace('/Contents', '/Contents 90 0 R /Contents');
    expect(changes(addRevision(plain, { 3: page, 90: EVIL }))).toContain('other!');
  });

  test('a trailer with two /Root, the old one last', () => {
    const trailer = '/Size 200 /Root 90 0 R /Root 1 0 R';
    expect(changes(addRevision(plain, { 90: '<< /Type /Catalog >>' }, { trailer }))).toContain(
      'other!',
    );
  });

  test.each([
    ['written again', `4 1 obj\n${stream('q Q')}`, (at: string) => `4 1\n${at} 00001 n \n`],
    [
      'said of the old place',
      '95 0 obj\n0',
      () => `4 1\n${String(text(plain).indexOf('4 0 obj')).padStart(10, '0')} 00001 n \n`,
    ],
  ])('the same content under a new generation, %s: references to the old one lead nowhere', (_, written, rows) => {
    expect(changes(revise(plain, written, rows))).toContain('other!');
  });

  test('the same content under a /Length that goes on behind its end', () => {
    const longer = '<< /Length 40 >>\nstream\nq Q\nendstream\nq 9 9 9 9 re f Q    \n';
    const file = revise(plain, `4 0 obj\n${longer}`, (at) => `4 1\n${at} 00000 n \n`);
    expect(changes(file)).toContain('other!');
  });

  test('two entries for one object, the old place first', () => {
    const old = String(text(plain).indexOf('4 0 obj')).padStart(10, '0');
    const rows = (at: string) => `4 1\n${old} 00000 n \n4 1\n${at} 00000 n \n`;
    expect(changes(revise(plain, `4 0 obj\n${EVIL}`, rows))).toContain('other!');
  });

  test('an entry that leads nowhere, whereupon readers search the file and find an object of no table', () => {
    const rows = () => '95 1\n0000000007 00000 n \n';
    expect(changes(revise(plain, `4 0 obj\n${EVIL}`, rows))).toContain('other!');
  });

  test.each([
    ['an object', `4 0 obj\n${EVIL}`],
    ['an object behind long blanks', `4${' '.repeat(300)}0${'\n'.repeat(300)}obj\n${EVIL}`],
    ['an object behind comments', `4 0 %${'x'.repeat(300)}\nobj\n${EVIL}`],
    ['an object whose keyword runs on', `4 0 obj${EVIL}`],
    ['a trailer', '95 0 obj\n0\nendobj\ntrailer << /Root 95 0 R >>\n96 0 obj\n0'],
  ])('%s that no table leads to, for readers that search the file', (_, written) => {
    expect(changes(revise(plain, written, () => '0 1\n0000000000 65535 f \n'))).toContain('other!');
  });

  test('an information dictionary that is not there', () => {
    const file = addRevision(plain, { 90: '0' }, { trailer: '/Size 200 /Root 1 0 R /Info 77 0 R' });
    expect(changes(file)).toContain('other!');
  });

  test('data of a listed stream that looks like an object is no object', () => {
    const data = stream('\n4 0 obj\n<< >>\nendobj\n');
    expect(harmlessChanges(addRevision(plain, { 90: data }))).toEqual([]);
  });

  test('words with the keyword in them are no objects, and a listed header may be spaced widely', () => {
    const words = '<< /Subobj (the object, objects) /Obj [ (a objb) ] >>';
    const spaced = (at: string) => `90 1\n${at} 00000 n \n`;
    expect(harmlessChanges(addRevision(plain, { 90: words }))).toEqual([]);
    expect(harmlessChanges(revise(plain, '90   0\n\n   obj\n<< >>', spaced))).toEqual([]);
  });

  test('what was mended in the signed revision itself is no change', async () => {
    const file = await sign(writePaper(PLAIN));
    const odd = text(file).replace('/Type /Pages /Kids', '/Count 1 /Kids'.padEnd(18));
    expect(harmlessChanges(addRevision(octets(odd), { 90: '<< >>' }))).toEqual([]);
  });
});

describe('shadow attacks: content prepared before signing is revealed after', () => {
  test('hide: a covering object is taken off the page', async () => {
    const file = await sign(
      writePaper({
        ...PLAIN,
        3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [4 0 R 5 0 R] /Resources << >> >>',
        5: stream('1 g 0 0 99 99 re f'),
      }),
    );
    expect(changes(addRevision(file, { 5: null }))).toEqual(['other!']);
  });

  test('replace: a font that the text needs is exchanged', async () => {
    const file = await sign(
      writePaper({
        ...PLAIN,
        3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
        5: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      }),
    );
    expect(
      changes(addRevision(file, { 5: '<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>' })),
    ).toEqual(['other!']);
  });

  test('replace: the value of a field was hidden under its appearance', async () => {
    const file = await sign(
      writePaper({
        ...FORM,
        5: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (number) /V (old) /AP << /N 8 0 R >> /Rect [10 10 90 30] /P 3 0 R >>',
        8: stream('q Q', '/Type /XObject /Subtype /Form /BBox [0 0 80 20]'),
      }),
    );
    // The value stays and its picture does not: nobody filled anything.
    const again = stream('q BT ET Q', '/Type /XObject /Subtype /Form /BBox [0 0 80 20]');
    expect(changes(addRevision(file, { 8: again }))).toEqual(['other!']);
  });

  test.each([
    ['read-only', '/Ff 1 /FT /Tx'],
    ['a push button', '/Ff 65536 /FT /Btn'],
  ])('replace: a field that nobody fills, since it is %s, gets a value and a picture', async (_, kind) => {
    const widget = (value: string) =>
      `<< /Type /Annot /Subtype /Widget ${kind} /T (number) ${value} /AP << /N 8 0 R >> /Rect [0 0 595 842] /P 3 0 R >>`;
    const xobject = '/Type /XObject /Subtype /Form /BBox [0 0 595 842]';
    const file = await sign(writePaper({ ...FORM, 5: widget(''), 8: stream('q Q', xobject) }));
    const later = { 5: widget('/V (x)'), 8: stream('q BT ET Q', xobject) };
    expect(changes(addRevision(file, later))).toEqual(['other!']);
  });

  test('replace: a field appearance that the page content draws as well is page content', async () => {
    const form = '/Type /XObject /Subtype /Form /BBox [0 0 80 20]';
    const file = await sign(
      writePaper({
        ...FORM,
        3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 8 0 R >> >> /Annots [5 0 R 6 0 R] >>',
        5: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (number) /AP << /N 8 0 R >> /Rect [10 10 90 30] /P 3 0 R >>',
        8: stream('q Q', form),
      }),
    );
    expect(changes(addRevision(file, { 8: stream('q BT ET Q', form) }))).toEqual(['other!']);
  });

  test('hide and replace: a waiting reference is given its object by a "signature"', async () => {
    const file = await sign(
      writePaper({
        ...PLAIN,
        3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [4 0 R 50 0 R] /Resources << >> >>',
      }),
    );
    const second = await sign(file, { by: 'agency' });
    expect(harmlessChanges(second)).toEqual(['signature']);
    expect(changes(addRevision(second, { 50: stream('BT ET') }))).toEqual(['other!', 'signature']);
  });
});

describe('certification attacks: what a certified document may gain, and what it may not', () => {
  const NOTE = '<< /Type /Annot /Subtype /FreeText /Rect [0 0 595 842] /Contents (evil) >>';
  const annotated = {
    3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> /Annots [5 0 R 6 0 R 80 0 R] >>',
    80: NOTE,
  };

  test.each([
    [1, ['annotation!']],
    [2, ['annotation!']],
    [3, ['annotation!']],
  ] as const)('evil annotation at level %s', async (certify, expected) => {
    const file = await sign(writePaper(FORM), { certify, field: 'approval' });
    expect(openAny(file)[0]!.certification).toBe(certify);
    expect(changes(addRevision(file, annotated), 'approval')).toEqual(expected);
  });

  test('evil annotation on an approval signature', async () => {
    const file = await sign(writePaper(FORM), { field: 'approval' });
    expect(changes(addRevision(file, annotated), 'approval')).toEqual(['annotation!']);
  });

  test.each([
    '/AP << /N 81 0 R >>',
    '/MK << /BG [1 1 1] >>',
    '/Border [0 0 400]',
    '/BS << /W 400 >>',
  ])('sneaky signature: a field that nobody signed but that shows something, by %s', async (shows) => {
    const file = await sign(writePaper(FORM), { certify: 2, field: 'approval' });
    const field = `<< /Type /Annot /Subtype /Widget /FT /Sig /T (evil) /Rect [0 0 595 842] /P 3 0 R ${shows} >>`;
    const evil = addRevision(file, {
      3: annotated[3],
      7: text(file)
        .match(/7 0 obj\s*(<<[\s\S]*?>>)\s*endobj/g)!
        .at(-1)!
        .replace(/7 0 obj\s*|\s*endobj/g, '')
        .replace('6 0 R', '6 0 R 80 0 R'),
      80: field,
      81: stream('q Q', '/Type /XObject /Subtype /Form /BBox [0 0 595 842]'),
    });
    expect(changes(evil, 'approval')).toEqual(['other!']);
  });

  test('a second certification is refused to the signer and flagged in a file', async () => {
    const file = await sign(writePaper(FORM), { certify: 2 });
    await expect(sign(file, { certify: 3 })).rejects.toMatchObject({ code: 'DOCUMENT_LOCKED' });
  });

  test('the certification taken out of /Perms', async () => {
    const file = await sign(writePaper(FORM), { certify: 1 });
    const evil = addRevision(file, { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 7 0 R >>' });
    expect(open(evil)[0]!.certification).toBe(1);
    expect(changes(evil)).toEqual(['other!']);
  });
});

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

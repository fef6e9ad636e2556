import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { memorySource } from '../../src/bytes/source.ts';
import { Fault } from '../../src/fault/fault.ts';
import { referencesIn } from '../../src/format/pades/difference/references.ts';
import { Steps } from '../../src/format/pades/difference/steps.ts';
import { openPdf, type Pdf } from '../../src/syntax/pdf/index.ts';
import { makePdf } from '../support/documents.ts';
import {
  addRevision,
  FORM,
  type Objects,
  octets,
  sign,
  stream,
  writePaper,
} from '../unit/format/pades/paper.ts';

/** The same document for whoever gets no references from it, and therefore reads every object. */
function allRead(pdf: Pdf): Pdf {
  return new Proxy(pdf, {
    get(target, key) {
      if (key === 'references') return () => -1;
      const value = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** What changed behind `base`, or the fault's code; and what reading mended. */
function compared(
  file: Uint8Array,
  base: number,
  view: (pdf: Pdf) => Pdf,
): { readonly changes: unknown[] | string; readonly repairs: readonly string[] } {
  try {
    const pdf = openPdf(memorySource(file));
    if (pdf.revisions.length < base) return { changes: 'NONE', repairs: [] };
    const changes = [...new Steps(view(pdf), base).after(base)];
    return { changes, repairs: pdf.repairs };
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'BUG') throw error;
    return { changes: error.code, repairs: [] };
  }
}

/** How many changes there are, the same whether objects are read or passed. Of a key that stands twice, passing counts both values. */
function expectSame(file: Uint8Array, base: number): number {
  const read = compared(file, base, allRead);
  if (read.repairs.includes('duplicate-key')) return 0;
  expect(compared(file, base, (pdf) => pdf).changes).toEqual(read.changes);
  return typeof read.changes === 'string' ? 0 : read.changes.length;
}

/** Tokens and what stands between them, sound or not. */
const blank = fc.constantFrom(
  ' ',
  '\n',
  '\r\n',
  '\t',
  '\0',
  '\f',
  '  ',
  ' %c\n',
  '%)\r',
  ' %> >>\n',
  '',
);
const number = fc.constantFrom(
  '0',
  '9',
  '12',
  '012',
  '0000009',
  '8388607',
  '8388608',
  '99999999999999999',
  '+9',
  '-9',
  '9.',
  '.9',
  '9.0',
  '--9',
  '+',
  '.',
  '9a',
  '9/',
);
const generation = fc.constantFrom('0', '0', '0', '1', '00', '65535', '65536', '+0', '0.');
const letter = fc.constantFrom('R', 'R', 'R', 'R', 'R/', 'R]', 'Rx', 'r', 'R%x\n', '');
const reference = fc.tuple(number, blank, generation, blank, letter).map((parts) => parts.join(''));
const name = fc.constantFrom(
  '/A',
  '/B',
  '/C',
  '/Type',
  '/XRef',
  '/X#52ef',
  '/#',
  '/',
  '/Root',
  '/R',
  '/1 0 R',
);
const string = fc.constantFrom(
  '(a)',
  '(9 0 R)',
  '(()9 0 R)',
  '(\\))',
  '(',
  ')',
  '<39>',
  '<>',
  '<9 0 R>',
  '<',
  '(>>)',
);
const word = fc.constantFrom(
  'true',
  'false',
  'null',
  'nul',
  'R',
  'obj',
  'stream',
  'endobj',
  '% 9 0 R\n',
  '<<',
  '>>',
  '[',
  ']',
  '{',
  '}',
);
const sane = fc.constantFrom(
  '9 0 R',
  '12 0 R',
  '/N',
  '(s)',
  '7',
  '-1.5',
  'null',
  '<00>',
  '9\n0\rR',
  '9%\n',
  '[9 0 R 1 2 3 4 R]',
);
const { value } = fc.letrec<{ value: string; array: string; dictionary: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    sane,
    sane,
    reference,
    number,
    name,
    string,
    word,
    tie('array'),
    tie('dictionary'),
  ),
  array: fc
    .array(fc.tuple(tie('value'), blank), { maxLength: 5 })
    .map((items) => `[${items.flat().join('')}]`),
  dictionary: fc
    .array(fc.tuple(name, blank, tie('value'), blank), { maxLength: 4 })
    .map((entries) => `<<${entries.flat().join('')}>>`),
}));
const tail = fc.constantFrom(
  '',
  '',
  '',
  '',
  ' 9 0 R',
  '\nstream\n9 0 R\nendstream',
  '\nstream',
  ' endobj 9 0 R',
);

const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);

/** Whether object `number` was passed; then it names what reading it finds, and was written without anything to mend. */
function expectPassedAsRead(file: Uint8Array, number: number): boolean {
  const found: number[] = [7];
  if (openPdf(memorySource(file)).references(number, 1, found) < 0) {
    expect(found).toEqual([7]);
    return false;
  }
  const pdf = openPdf(memorySource(file));
  const before = pdf.repairs.length;
  let named: number[];
  try {
    named = referencesIn(pdf.object(number, 1));
  } catch (error) {
    // Its dictionary says what it names, whatever becomes of its data.
    expect((error as Fault).data.what).toBe('stream-end');
    return true;
  }
  const repairs = pdf.repairs.slice(before).filter((what) => !what.startsWith('stream-'));
  if (repairs.includes('duplicate-key')) {
    expect(repairs).toEqual(['duplicate-key']);
    for (const one of named) expect(found).toContain(one);
  } else {
    expect(repairs).toEqual([]);
    expect(sorted(found.slice(1))).toEqual(sorted(named));
  }
  return true;
}

describe('what an object names', () => {
  test('passing it finds what reading it finds, or says that it must be read', () => {
    let passed = 0;
    fc.assert(
      fc.property(value, tail, (object, rest) => {
        const file = writePaper({ ...FORM, 8: `${object}${rest}` });
        if (expectPassedAsRead(file, 8)) passed++;
      }),
      { numRuns: 6000, seed: 20261124 },
    );
    expect(passed).toBeGreaterThan(1000);
  });
});

/** Documents whose objects name each other, soundly and not; numbers 1 to 7 are a form's own. */
const update = fc.dictionary(
  fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '12', '14'),
  fc.option(
    fc.oneof(
      fc.constantFrom(...Object.values(FORM).map((one) => one!)),
      fc.constantFrom(
        FORM[5]!.replace('/FT', '/V (a) /FT'),
        FORM[5]!.replace('/FT', '/V 9 0 R /AP << /N 12 0 R >> /FT'),
        FORM[6]!.replace('/FT', '/V 9 0 R /FT'),
        FORM[7]!.replace('6 0 R', '6 0 R 8 0 R'),
        FORM[7]!.replace('>>', '/DR 10 0 R >>'),
        FORM[3]!.replace('/Annots [', '/Annots [8 0 R '),
        FORM[3]!.replace('/Annots [5 0 R 6 0 R]', '/Annots 10 0 R'),
        FORM[1]!.replace('>>', '/DSS 9 0 R /Metadata 14 0 R >>'),
        '[5 0 R 6 0 R 8 0 R]',
        '<< /Certs [12 0 R] /OCSPs [14 0 R] >>',
        '<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (x) /Popup 9 0 R >>',
        '<< /Type /Annot /Subtype /Widget /FT /Sig /T (x) /Rect [0 0 0 0] /V 9 0 R /P 3 0 R >>',
        '<< /Filter /X /SubFilter /ETSI.RFC3161 /ByteRange [0 1 2 3] /Contents <00> /R 12 0 R >>',
        stream('q Q', '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /F 14 0 R >>'),
        stream('x', '/Type /XRef /Root 9 0 R /Other 12 0 R'),
      ),
      value,
    ),
    { nil: null, freq: 12 },
  ),
  { minKeys: 1, maxKeys: 6 },
);

describe('what later revisions changed', () => {
  let modern: Uint8Array;
  let signed: Uint8Array;
  beforeAll(async () => {
    signed = await sign(writePaper(FORM), { field: 'approval' });
    modern = await sign(await makePdf({ xref: 'stream', form: true, pages: 3 }));
  });

  test('random documents and updates: the same changes and details as when every object is read', () => {
    let changes = 0;
    fc.assert(
      fc.property(update, fc.array(update, { minLength: 1, maxLength: 3 }), (first, updates) => {
        let file = writePaper({ ...FORM, ...first } as Objects);
        for (const objects of updates) file = addRevision(file, objects as Objects);
        for (const base of [1, 2]) changes += expectSame(file, base);
      }),
      { numRuns: 3000, seed: 20261124 },
    );
    expect(changes).toBeGreaterThan(3000);
  });

  test('random updates of signed documents, one of them in object streams', () => {
    let changes = 0;
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(update, { minLength: 1, maxLength: 3 }),
        (old, updates) => {
          let file = old ? signed : modern;
          for (const objects of updates) file = addRevision(file, objects as Objects);
          for (const base of [1, 2]) changes += expectSame(file, base);
        },
      ),
      { numRuns: 1000, seed: 20261124 },
    );
    expect(changes).toBeGreaterThan(1000);
  });

  test('any octets anywhere', () => {
    let changes = 0;
    const edit = fc.tuple(fc.nat(), fc.constantFrom(...octets('()<>[]{}/%R 09\0\n')));
    fc.assert(
      fc.property(fc.boolean(), fc.array(edit, { minLength: 1, maxLength: 4 }), (old, edits) => {
        const file = addRevision(old ? signed : modern, { 5: FORM[5]!, 90: '[3 0 R 91 0 R]' });
        for (const [at, octet] of edits) file[at % file.length] = octet;
        changes += expectSame(file, 1);
      }),
      { numRuns: 1000, seed: 20261124 },
    );
    expect(changes).toBeGreaterThan(1000);
  });
});

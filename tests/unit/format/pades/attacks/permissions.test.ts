import { beforeAll, describe, expect, test } from 'vitest';
import {
  addRevision,
  changes,
  FORM,
  newest,
  open,
  sign,
  stream,
  text,
  whats,
  writePaper,
} from '../paper.ts';
import { expectRefused, trustSigners, verdicts } from './attacked.ts';

beforeAll(() => trustSigners());

const BOX = '/Type /XObject /Subtype /Form /BBox [0 0 595 842]';

describe('evil annotation: on certified documents and on signed ones', () => {
  const KINDS =
    'FreeText Stamp Redact Line Square Circle Polygon PolyLine Ink Caret FileAttachment Watermark Screen Movie Sound 3D RichMedia Link Projection PrinterMark TrapNet'.split(
      ' ',
    );
  const LEVELS = [undefined, 1, 2, 3] as const;

  test.each(
    KINDS.flatMap((kind) => LEVELS.map((level) => [kind, level] as const)),
  )('%s, level %s', async (kind, certify) => {
    const file = await sign(writePaper(FORM), { field: 'approval', ...(certify && { certify }) });
    const evil = (entries: string) =>
      addRevision(file, {
        3: newest(file, 3).replace('/Annots [', '/Annots [80 0 R '),
        80: `<< /Type /Annot /Subtype /${kind} /Rect [0 0 595 842] /Contents (evil) ${entries} >>`,
        81: stream('1 g 0 0 595 842 re f', BOX),
      });
    expectRefused(evil(''));
    expectRefused(evil('/AP << /N 81 0 R >>'));
  });

  test.each([
    'Text',
    'Highlight',
    'Underline',
    'Squiggly',
    'StrikeOut',
  ])('%s: a note where notes are allowed, unless it draws by itself', async (kind) => {
    const note = (certify: 1 | 2 | 3, entries: string) =>
      sign(writePaper(FORM), { field: 'approval', certify }).then((file) =>
        addRevision(file, {
          3: newest(file, 3).replace('/Annots [', '/Annots [80 0 R '),
          80: `<< /Type /Annot /Subtype /${kind} /Rect [0 0 99 99] /QuadPoints [0 0 9 0 0 9 9 9] ${entries} >>`,
          81: stream('1 g 0 0 595 842 re f', BOX),
        }),
      );
    expect(verdicts(await note(3, ''))).toEqual(['approval: TOTAL-PASSED']);
    expect(verdicts(await note(3, '/AP << /N 81 0 R >>'))).toEqual(['approval: INDETERMINATE']);
    expectRefused(await note(3, '/A << /S /JavaScript /JS (1) >>'));
    expectRefused(await note(3, '/OC << >>'));
    expectRefused(await note(1, ''));
    expectRefused(await note(2, ''));
  });

  test('an annotation taken off what it covered', async () => {
    const covered = {
      ...FORM,
      3: FORM[3]!.replace('6 0 R]', '6 0 R 8 0 R]'),
      8: '<< /Type /Annot /Subtype /Square /Rect [0 0 595 842] /IC [1 1 1] >>',
    };
    const file = await sign(writePaper(covered), { field: 'approval', certify: 3 });
    expectRefused(addRevision(file, { 3: newest(file, 3).replace(' 8 0 R', '') }));
    expectRefused(addRevision(file, { 8: covered[8].replace('/IC', '/F 2 /IC') }));
    expectRefused(addRevision(file, { 8: null }));
  });
});

describe('sneaky signature: a field that overlays the page', () => {
  test.each([undefined, 1, 2, 3] as const)('unsigned, level %s', async (certify) => {
    const file = await sign(writePaper(FORM), { field: 'approval', ...(certify && { certify }) });
    expectRefused(
      addRevision(file, {
        3: newest(file, 3).replace('/Annots [', '/Annots [80 0 R '),
        7: newest(file, 7).replace('/Fields [', '/Fields [80 0 R '),
        80: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (evil) /Rect [0 0 595 842] /P 3 0 R /AP << /N 81 0 R >> >>',
        81: stream('1 g 0 0 595 842 re f', BOX),
      }),
    );
  });

  test('"signed" with what is no signature: the certified document falls with it', async () => {
    const file = await sign(writePaper(FORM), { field: 'approval', certify: 2 });
    const found = verdicts(
      addRevision(file, {
        3: newest(file, 3).replace('/Annots [', '/Annots [80 0 R '),
        7: newest(file, 7).replace('/Fields [', '/Fields [80 0 R '),
        80: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (evil) /V 82 0 R /Rect [0 0 595 842] /P 3 0 R /AP << /N 81 0 R >> >>',
        81: stream('1 g 0 0 595 842 re f', BOX),
        82: '<< /Type /Sig /Filter /X /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <00> >>',
      }),
    );
    expect(found).toEqual(['approval: TOTAL-FAILED', 'evil: TOTAL-FAILED']);
  });
});

describe('/Perms', () => {
  const catalog = (file: Uint8Array, perms: string) =>
    addRevision(file, {
      1: newest(file, 1)
        .replace(/\/Perms *<<[^>]*>>/, '')
        .replace('<<', `<< ${perms}`),
    });
  const certified = (certify: 1 | 2 | 3 = 2) =>
    sign(writePaper(FORM), { field: 'approval', certify });

  test.each([
    ['taken away', ''],
    ['empty', '/Perms << >>'],
    ['null', '/Perms null'],
    ['of another object', '/Perms << /DocMDP 5 0 R >>'],
    ['of an object that is not there', '/Perms << /DocMDP 77 0 R >>'],
    ['with usage rights beside', '/Perms << /DocMDP 8 0 R /UR3 5 0 R >>'],
  ])('%s', async (_, perms) => {
    expectRefused(catalog(await certified(), perms));
  });

  test('added to a document that was only approved', async () => {
    const file = await sign(writePaper(FORM), { field: 'approval' });
    const number = Number(/(\d+) 0 obj\s*<<[^<]*\/Type ?\/Sig\b/.exec(text(file))![1]);
    expectRefused(catalog(file, `/Perms << /DocMDP ${number} 0 R >>`));
  });

  test('a level that stood elsewhere, raised afterwards', async () => {
    const file = await certified(1);
    const number = Number(/(\d+) 0 obj\s*<<[^<]*\/Type ?\/Sig\b/.exec(text(file))![1]);
    expectRefused(addRevision(file, { [number]: newest(file, number).replace('/P 1', '/P 3') }));
  });

  test('a certification behind a signature is none, and the document is another one', async () => {
    const first = await sign(writePaper(FORM), { field: 'approval' });
    const second = await sign(first, { by: 'agency' });
    const number = Number(
      [...text(second).matchAll(/(\d+) 0 obj\s*<<[^<]*\/Type ?\/Sig\b/g)].at(-1)![1],
    );
    expectRefused(catalog(second, `/Perms << /DocMDP ${number} 0 R >>`), ['approval']);
    const locked = writePaper({
      ...FORM,
      8: FORM[6]!.replace('approval', 'late').replace('/FT', '/Lock << /Action /All >> /FT'),
      7: '<< /Fields [5 0 R 6 0 R 8 0 R] >>',
    });
    const late = await sign(await sign(locked, { field: 'approval' }), {
      field: 'late',
      rewrite: (append) => append.replace('/FieldMDP', '/DocMDP  '),
    });
    expect(open(late)[1]!.certification).toBe(2);
    expect(whats(open(late)[1]!)).toEqual(['certification-not-first']);
    expectRefused(late, ['late']);
  });
});

describe('fields that a signature locked', () => {
  const field = (name: string, value = '') =>
    FORM[5]!.replace('(number)', `(${name})`).replace('/FT', `${value} /FT`);
  test.each([
    ['/Lock << /Type /SigFieldLock /Action /All >>', ['number', 'date']],
    ['/Lock << /Type /SigFieldLock /Action /Include /Fields [(number)] >>', ['number']],
    ['/Lock << /Type /SigFieldLock /Action /Exclude /Fields [(date)] >>', ['number']],
    ['/Lock << /Type /SigFieldLock /Action /Unknown >>', ['number', 'date']],
    ['/Lock << /Type /SigFieldLock /Action /Include /Fields [] /P 1 >>', ['number', 'date']],
  ] as const)('%s', async (lock, locked) => {
    const paper = writePaper({
      ...FORM,
      3: FORM[3]!.replace('[5 0 R', '[8 0 R 5 0 R'),
      6: FORM[6]!.replace('/FT', `${lock} /FT`),
      7: '<< /Fields [5 0 R 6 0 R 8 0 R] >>',
      8: field('date'),
    });
    const file = await sign(paper, { field: 'approval' });
    for (const [name, number] of [
      ['number', 5],
      ['date', 8],
    ] as const) {
      const filled = addRevision(file, { [number]: field(name, '/V (x)') });
      if ((locked as readonly string[]).includes(name)) expectRefused(filled);
      else expect(verdicts(filled)).toEqual(['approval: TOTAL-PASSED']);
      expect(changes(filled, 'approval')).toHaveLength(1);
    }
    // The lock taken away first, then the field filled.
    const unlocked = addRevision(file, { 6: newest(file, 6).replace(/\/Lock *<<.*?>>/, '') });
    expectRefused(unlocked);
    expectRefused(addRevision(unlocked, { 5: field('number', '/V (x)') }));
  });
});

import {
  isArray,
  isDict,
  isName,
  isStream,
  isString,
  type PdfDict,
  type PdfObject,
  type PdfStream,
  PdfString,
  readContent,
  readText,
} from '../../../syntax/pdf/index.ts';
import { readable } from '../fields.ts';
import { type FontText, fontText } from './font-text.ts';
import { sameObject } from './same.ts';
import type { Step } from './step.ts';

/** Octets of an appearance's content that are read: pages of text. */
const LARGEST_CONTENT = 1024 * 1024;
/** Octets of work that any appearance counts as. */
const SMALLEST_WORK = 1024;
/** Texts that the fonts of one appearance leave open. */
const MOST_READINGS = 16;
/** Shapes that a background, a border and its shading take. */
const MOST_SHAPES = 4;

/** A field as its appearance is judged. */
export interface FilledField {
  readonly type: string | undefined;
  /** /Ff, inherited. */
  readonly flags: number;
  /** The texts that may be shown: the value, or what stands for it. */
  readonly texts: readonly string[];
}

/**
 * Whether the appearance that a widget got when its field was filled shows the value and nothing else. A reader maps /BBox under
 * /Matrix onto the widget's /Rect and clips there (ISO 32000-2 clause 12.5.5), so a sound box can't leave the field; the content may
 * hold text that is the value, and the shapes of a background or border that the widget had when it was signed.
 */
export function showsValue(step: Step, then: PdfDict, now: PdfDict, field: FilledField): boolean {
  const [old, fresh] = [step.resolveWas(then.get('AP')), step.resolveNow(now.get('AP'))];
  if (fresh === null) return true;
  if (!isDict(fresh)) return false;
  return fresh.keys.every((key) => {
    const before = isDict(old) ? step.resolveWas(old.get(key)) : null;
    const after = step.resolveNow(fresh.get(key));
    if (after === null || readable(() => sameObject(step.pdf, before, after))) return true;
    return (
      key === 'N' && isStream(after) && isSoundForm(step, after) && isText(step, after, then, field)
    );
  });
}

/** Buttons switch between the states that were drawn when they were signed (clause 12.7.5.2.3). */
export function switchesState(step: Step, then: PdfDict, now: PdfDict): boolean {
  const state = step.resolveNow(now.get('AS'));
  if (state === null || isName(state, 'Off')) return true;
  const appearances = step.resolveWas(then.get('AP'));
  const normal = isDict(appearances) ? step.resolveWas(appearances.get('N')) : null;
  return isName(state) && isDict(normal) && normal.has(state.value);
}

/** Entries of a form XObject that change nothing beyond its own box (table 93); no /OC, /Ref or /Group. */
const FORM_KEYS =
  'Type Subtype FormType BBox Matrix Resources Length Filter DecodeParms Name LastModified StructParent'.split(
    ' ',
  );

function isSoundForm(step: Step, { dict }: PdfStream): boolean {
  if (!dict.keys.every((key) => FORM_KEYS.includes(key))) return false;
  const box = numbers(step, dict.get('BBox'), 4);
  const matrix = dict.has('Matrix') ? numbers(step, dict.get('Matrix'), 6) : [1, 0, 0, 1, 0, 0];
  if (box === undefined || matrix === undefined) return false;
  const [a, b, c, d] = matrix as [number, number, number, number];
  const isFlat = box[0] === box[2] || box[1] === box[3];
  return !isFlat && Math.abs(a * d - b * c) > 1e-9;
}

function numbers(step: Step, value: PdfObject | undefined, count: number): number[] | undefined {
  const list = step.resolveNow(value);
  if (!isArray(list) || list.length !== count) return undefined;
  const read = list.map((item) => step.resolveNow(item));
  return read.every((n) => typeof n === 'number') ? read : undefined;
}

/** Operators that draw nothing by themselves: state, paths, clipping, marked content, text state and positions. */
const SILENT = new Set(
  'q Q cm w J j M d i ri m l c v y h re W W* n BMC BDC EMC MP DP BT ET Tc Tw Tz TL Tr Ts Td TD Tm T* g G rg RG k K'.split(
    ' ',
  ),
);
const SHAPES = new Set('f F f* S s B B* b b*'.split(' '));

function isText(step: Step, form: PdfStream, widget: PdfDict, field: FilledField): boolean {
  const octets = readable(() => step.pdf.streamData(form));
  if (octets === undefined) return false;
  step.work.spend(octets.length + SMALLEST_WORK);
  if (octets.length > LARGEST_CONTENT) return false;
  const fonts = new Fonts(step, form);
  let shapes = hasBackground(step, widget) || isListBox(field) ? MOST_SHAPES : 0;
  let font: FontText = () => [];
  let readings: readonly string[] = [''];
  const isSound = readable(() => {
    for (const { operator, operands } of readContent(octets)) {
      if (SILENT.has(operator)) continue;
      if (SHAPES.has(operator)) {
        if (--shapes < 0) return false;
      } else if (operator === 'Tf') font = fonts.named(operands[0]);
      else if (SHOWING.has(operator)) {
        for (const string of stringsOf(operands)) {
          const more = font(string.octets);
          readings = [...new Set(readings.flatMap((text) => more.map((m) => text + m)))];
          if (readings.length === 0 || readings.length > MOST_READINGS) return false;
        }
      } else return false;
    }
    return true;
  });
  if (isSound !== true) return false;
  const allowed = field.texts.map(plain);
  return readings.some((text) => {
    const shown = plain(text);
    if (shown === '' || allowed.includes(shown)) return true;
    if (isListBox(field)) return allowed.some((one) => one.includes(shown));
    return (field.flags & PASSWORD) !== 0 && /^[*•●]+$/u.test(shown);
  });
}

const SHOWING = new Set(['Tj', 'TJ', "'", '"']);

function stringsOf(operands: readonly PdfObject[]): PdfString[] {
  return operands.flatMap((one) => (isArray(one) ? one : [one])).filter(isString);
}

/** Without blanks, which lines and justification bring in, and composed. */
function plain(text: string): string {
  return text.replace(/[\s\u00a0\u00ad]+/gu, '').normalize('NFC');
}

/** Bits of /Ff (tables 231 and 233). */
const PASSWORD = 1 << 13;
const COMBO = 1 << 17;

function isListBox({ type, flags }: FilledField): boolean {
  return type === 'Ch' && (flags & COMBO) === 0;
}

/** /MK names a background or a border, which readers draw with the value. */
function hasBackground(step: Step, widget: PdfDict): boolean {
  const look = step.resolveWas(widget.get('MK'));
  return isDict(look) && (look.has('BG') || look.has('BC'));
}

/** The fonts that an appearance may name: its own, then the form's. */
class Fonts {
  private readonly step: Step;
  private readonly sources: readonly PdfDict[];
  private readonly known = new Map<string, FontText>();

  constructor(step: Step, form: PdfStream) {
    this.step = step;
    const catalog = readable(() => step.pdf.catalog(step.after));
    const interactive = step.resolveNow(catalog?.get('AcroForm'));
    const shared = isDict(interactive) ? interactive.get('DR') : undefined;
    this.sources = [form.dict.get('Resources'), shared].flatMap((value) => {
      const resources = step.resolveNow(value);
      const fonts = isDict(resources) ? step.resolveNow(resources.get('Font')) : null;
      return isDict(fonts) ? [fonts] : [];
    });
  }

  named(name: PdfObject | undefined): FontText {
    if (!isName(name)) return () => [];
    const known = this.known.get(name.value) ?? this.read(name.value);
    this.known.set(name.value, known);
    return known;
  }

  private read(name: string): FontText {
    const { step } = this;
    const value = this.sources.find((fonts) => fonts.has(name))?.get(name);
    const font = step.resolveNow(value);
    const known = isDict(font) ? step.fonts.get(font) : undefined;
    if (known !== undefined) return known;
    const isOld = readable(() => sameObject(step.pdf, step.resolveWas(value), font)) === true;
    const reading = fontText(step, font, isOld);
    if (isDict(font)) step.fonts.set(font, reading);
    return reading;
  }
}

/** The text of a /V, /RV or option: a string, or a stream of one. */
export function textOf(step: Step, value: PdfObject | undefined): string | undefined {
  const own = step.resolveNow(value);
  if (isString(own)) return readable(() => readText(own));
  if (isName(own)) return own.value;
  if (!isStream(own)) return undefined;
  return readable(() => readText(new PdfString(step.pdf.streamData(own))));
}

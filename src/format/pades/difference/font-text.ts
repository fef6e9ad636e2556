import {
  isArray,
  isDict,
  isInteger,
  isName,
  isStream,
  type PdfDict,
  type PdfObject,
  PdfString,
  readText,
} from '../../../syntax/pdf/index.ts';
import { readable } from '../fields.ts';
import type { Step } from './step.ts';

/** Octets of a ToUnicode map that are read: one of all 65,536 codes takes less. */
const LARGEST_MAP = 2 * 1024 * 1024;
/** Codes that ranges may fill, once over. */
const MOST_MAPPED = 2 * 65_536;
const SIMPLE = ['Type1', 'TrueType', 'MMType1'];

/** Readings of a font's octets as text: several, where the encoding leaves more than one open; none when it can't be told. */
export type FontText = (octets: Uint8Array) => readonly string[];

/**
 * How `font` writes text (ISO 32000-2 clauses 9.6.5, 9.7, 9.10.3). Glyphs drawn by procedures (Type3) are no text. `isOld`: the signer saw
 * the font, so that its own names for glyphs may stay what they are.
 */
export function fontText(step: Step, font: PdfObject, isOld: boolean): FontText {
  if (!isDict(font)) return () => [];
  const subtype = step.resolveNow(font.get('Subtype'));
  if (isName(subtype, 'Type0')) {
    const map = toUnicode(step, font);
    return (octets) => one(decodeCodes(octets, 2, map));
  }
  if (!isName(subtype) || !SIMPLE.includes(subtype.value)) return () => [];
  const encoding = step.resolveNow(font.get('Encoding'));
  const renamed = isDict(encoding) ? renamedCodes(step, encoding) : new Map<number, string>();
  const base = isDict(encoding) ? step.resolveNow(encoding.get('BaseEncoding')) : encoding;
  const map = font.has('ToUnicode') ? toUnicode(step, font) : undefined;
  return (octets) => {
    const readings = isName(base, 'MacRomanEncoding')
      ? [MAC.decode(octets)]
      : [WINDOWS.decode(octets), documentText(octets)];
    const named = renamed.size === 0 ? readings : readings.flatMap((text) => withNames(text));
    return map === undefined ? named : [...named, ...one(decodeCodes(octets, 1, map))];

    function withNames(text: string): readonly string[] {
      let changed = '';
      for (let i = 0; i < octets.length; i++) {
        const name = renamed.get(octets[i]!);
        const character =
          name === undefined ? text[i] : (characterOf(name) ?? (isOld ? text[i] : undefined));
        if (character === undefined) return [];
        changed += character;
      }
      return [changed];
    }
  };
}

const WINDOWS = new TextDecoder('windows-1252');
const MAC = new TextDecoder('macintosh');

function documentText(octets: Uint8Array): string {
  return Array.from(octets, (o) => readText(new PdfString(new Uint8Array([o])))).join('');
}

function one(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [text];
}

/** Glyph names by code that /Differences gives. */
function renamedCodes(step: Step, encoding: PdfDict): Map<number, string> {
  const renamed = new Map<number, string>();
  const list = step.resolveNow(encoding.get('Differences'));
  let code = 0;
  for (const item of isArray(list) ? list.slice(0, 1024) : [])
    if (isInteger(item)) code = item;
    else if (isName(item)) renamed.set(code++, item.value);
  return renamed;
}

/** A letter names itself; `uni` and `u` are followed by the character's number (Adobe Glyph List Specification clause 2). */
function characterOf(name: string): string | undefined {
  if (/^[A-Za-z]$/.test(name)) return name;
  const digits = /^(?:uni([0-9A-F]{4})|u([0-9A-F]{4,6}))$/.exec(name);
  const number = digits === null ? undefined : Number.parseInt(digits[1] ?? digits[2]!, 16);
  if (number === undefined || number > 0x10ffff) return GLYPHS[name];
  return String.fromCodePoint(number);
}

/** The names that encodings of forms change most often. */
const GLYPHS: Readonly<Record<string, string>> = { space: ' ', quotesingle: "'", grave: '`' };

function toUnicode(step: Step, font: PdfDict): ReadonlyMap<number, string> {
  const stream = step.resolveNow(font.get('ToUnicode'));
  const octets = isStream(stream) ? readable(() => step.pdf.streamData(stream)) : undefined;
  if (octets === undefined) return new Map();
  step.work.spend(octets.length);
  if (octets.length > LARGEST_MAP) return new Map();
  return readMap(Buffer.from(octets).toString('latin1'));
}

/** The characters of a ToUnicode map by code: its bfchar and bfrange sections. */
function readMap(text: string): ReadonlyMap<number, string> {
  const map = new Map<number, string>();
  for (const body of sections(text, 'bfchar'))
    for (const [, code, to] of body.matchAll(/<([0-9A-Fa-f]{2,4})>\s*<([0-9A-Fa-f]{4,64})>/g))
      map.set(Number.parseInt(code!, 16), utf16(to!));
  let left = MOST_MAPPED;
  for (const body of sections(text, 'bfrange'))
    for (const [, low, high, to, list] of body.matchAll(RANGE)) {
      const [first, last] = [Number.parseInt(low!, 16), Number.parseInt(high!, 16)];
      const each = list?.match(/[0-9A-Fa-f]{4,64}/g);
      for (let code = first; code <= last && left-- > 0; code++) {
        const own = list === undefined ? next(to, code - first) : each?.[code - first];
        if (own !== undefined) map.set(code, utf16(own));
      }
    }
  return map;
}

/** What stands between `begin…` and `end…`. */
function sections(text: string, name: string): string[] {
  return text
    .split(`begin${name}`)
    .slice(1)
    .map((part) => part.split(`end${name}`, 1)[0]!);
}

const RANGE =
  /<([0-9A-Fa-f]{2,4})>\s*<([0-9A-Fa-f]{2,4})>\s*(?:<([0-9A-Fa-f]{4,64})>|\[([\s0-9A-Fa-f<>]*)\])/g;

/** The last UTF-16 unit counted on. */
function next(hex: string | undefined, by: number): string | undefined {
  if (hex === undefined) return undefined;
  const last = Number.parseInt(hex.slice(-4), 16) + by;
  return last > 0xffff ? undefined : hex.slice(0, -4) + last.toString(16).padStart(4, '0');
}

function utf16(hex: string): string {
  const units = hex.match(/.{4}/g) ?? [];
  return String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)));
}

function decodeCodes(
  octets: Uint8Array,
  width: 1 | 2,
  map: ReadonlyMap<number, string>,
): string | undefined {
  let text = '';
  for (let at = 0; at < octets.length; at += width) {
    const code = width === 1 ? octets[at]! : octets[at]! * 256 + (octets[at + 1] ?? 0);
    const own = map.get(code);
    if (own === undefined) return undefined;
    text += own;
  }
  return text;
}

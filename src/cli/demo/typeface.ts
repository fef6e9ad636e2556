import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fontkit from '@pdf-lib/fontkit';
import {
  type PDFContext,
  PDFDocument,
  type PDFFont,
  PDFInvalidObject,
  type PDFObject,
  type PDFRef,
} from 'pdf-lib';

/** Tinos (SIL Open Font Licence) has the widths of Times New Roman and every Vietnamese letter. */
const FILES = {
  regular: '400Regular/Tinos_400Regular.ttf',
  bold: '700Bold/Tinos_700Bold.ttf',
  italic: '400Regular_Italic/Tinos_400Regular_Italic.ttf',
  boldItalic: '700Bold_Italic/Tinos_700Bold_Italic.ttf',
} as const;
/** Six letters and a plus sign tell that it is a subset (ISO 32000-1 clause 9.6.4). */
const FONT_TAGS = {
  regular: 'KYSOAA+Tinos-Regular',
  bold: 'KYSOAB+Tinos-Bold',
  italic: 'KYSOAC+Tinos-Italic',
  boldItalic: 'KYSOAD+Tinos-BoldItalic',
} as const;
export type Style = keyof typeof FILES;
export const STYLES = Object.keys(FILES) as Style[];

/** Widths and codes of one style. */
export interface Typeface {
  /** Width of text in points at the size given. */
  width(text: string, size: number): number;
  /** Glyph codes as PDF hex digits, without brackets. */
  hex(text: string): string;
}

/** Fonts that are subset once; documents share their objects instead of making their own (0.2 s each). */
export interface Typefaces {
  readonly faces: Readonly<Record<Style, Typeface>>;
  /** Adds the fonts to a fresh document; the references for its page resources. */
  embed(context: PDFContext): Readonly<Record<Style, PDFRef>>;
}

/** All four styles, each with the letters that it is used for and nothing else (15 KB for all of Vietnamese). */
export async function openTypefaces(): Promise<Typefaces> {
  const home = createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json');
  const template = await PDFDocument.create({ updateMetadata: false });
  template.registerFontkit(subsetting as never);
  const empty = new Set(template.context.enumerateIndirectObjects().map(([ref]) => ref));
  const fonts: Partial<Record<Style, PDFFont>> = {};
  for (const style of STYLES) {
    const file = readFileSync(home.replace(/package\.json$/, FILES[style]));
    fonts[style] = await template.embedFont(file, { subset: true, customName: FONT_TAGS[style] });
  }
  const embedded = fonts as Record<Style, PDFFont>;
  const faces = each((style) =>
    typeface(embedded[style], style === 'boldItalic' ? LABEL : ALPHABET),
  );
  await template.flush();
  const objects = template.context
    .enumerateIndirectObjects()
    .filter(([ref]) => !empty.has(ref))
    .map(([ref, object]) => [ref, written(object)] as const);
  return {
    faces,
    embed(context) {
      // a fresh document numbers its objects as the template does, so the fonts' numbers are free in it
      for (const [ref, object] of objects) context.assign(ref, object);
      return each((style) => embedded[style].ref);
    },
  };
}

/** The object as the octets that it is in a file: pdf-lib would write each font octet by octet into each document. */
function written(object: PDFObject): PDFObject {
  const octets = new Uint8Array(object.sizeInBytes());
  object.copyBytesInto(octets, 0);
  const raw = PDFInvalidObject.of(octets);
  raw.copyBytesInto = (buffer, offset) => {
    buffer.set(octets, offset);
    return octets.length;
  };
  return raw;
}

function typeface(font: PDFFont, letters: readonly string[]): Typeface {
  const codes = new Map<string, { readonly hex: string; readonly width: number }>();
  for (const letter of letters) {
    const hex = font.encodeText(letter).asString();
    codes.set(letter, { hex, width: font.widthOfTextAtSize(letter, 1) });
  }
  const code = (letter: string) => {
    const known = codes.get(letter);
    if (known === undefined) throw new RangeError(`the demo's font has no '${letter}'`);
    return known;
  };
  return {
    width: (text, size) => {
      let width = 0;
      for (const letter of text.normalize('NFC')) width += code(letter).width;
      return width * size;
    },
    hex: (text) => {
      let hex = '';
      for (const letter of text.normalize('NFC')) hex += code(letter).hex;
      return hex;
    },
  };
}

function each<T>(make: (style: Style) => T): Record<Style, T> {
  return Object.fromEntries(STYLES.map((style) => [style, make(style)])) as Record<Style, T>;
}

/** All that is set in bold italics. */
const LABEL: readonly string[] = [...new Set('Nơi nhận:')];

/** Letters with every tone (precomposed, NFC), digits and the signs that the demo's documents use. */
const ALPHABET: readonly string[] = (() => {
  const plain = 'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz';
  const vowels = 'aăâeêioôơuưy';
  const tones = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
  const lower = [
    ...plain,
    ...[...vowels].flatMap((vowel) => tones.map((tone) => (vowel + tone).normalize('NFC'))),
  ];
  const signs = [...' 0123456789.,;:!?()/-–"\'%“”…+&'];
  return [...lower, ...lower.map((letter) => letter.toUpperCase()), ...signs];
})();

/**
 * The fontkit that pdf-lib is given, with two mendings. pdf-lib takes any `encode` of a subset for the newer,
 * synchronous one, so only the older kit's stream is shown to it. And that kit halves glyph offsets for the short
 * form of `loca` without making them even first, so that most glyphs come out empty: each is padded here.
 */
const subsetting = {
  create(octets: Uint8Array, name?: string) {
    const font = (fontkit as unknown as Fontkit).create(octets, name);
    const createSubset = font.createSubset.bind(font);
    font.createSubset = () => {
      const subset = createSubset();
      const add = subset._addGlyph.bind(subset);
      subset._addGlyph = (glyph) => {
        const index = add(glyph);
        const data = subset.glyf[index]!;
        // the kit writes only octets of its own Buffer class
        const Octets = data.constructor as new (length: number) => Uint8Array;
        const padded = new Octets((data.length + 3) & ~3);
        padded.fill(0);
        padded.set(data);
        subset.glyf[index] = padded;
        subset.offset += padded.length - data.length;
        return index;
      };
      return {
        cff: subset.cff,
        includeGlyph: (glyph: unknown) => subset.includeGlyph(glyph),
        encodeStream: () => subset.encodeStream(),
      } as Subset;
    };
    return font;
  },
};

interface Subset {
  readonly cff: unknown;
  readonly glyf: Uint8Array[];
  offset: number;
  includeGlyph(glyph: unknown): number;
  encodeStream(): unknown;
  _addGlyph(glyph: number): number;
}

interface Fontkit {
  create(octets: Uint8Array, name?: string): { createSubset(): Subset };
}

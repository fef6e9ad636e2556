import type { Style, Typeface } from './typeface.ts';

const MM = 72 / 25.4;
/** A4 portrait with the margins of Nghị định 30/2020/NĐ-CP, Phụ lục I. */
export const PAGE = {
  width: 210 * MM,
  height: 297 * MM,
  top: 20 * MM,
  bottom: 20 * MM,
  left: 30 * MM,
  right: 20 * MM,
} as const;
export const MEASURE = PAGE.width - PAGE.left - PAGE.right;

/** Names of the fonts in a page's resources. */
export const FONT_NAMES: Readonly<Record<Style, string>> = {
  regular: 'F0',
  bold: 'F1',
  italic: 'F2',
  boldItalic: 'F3',
};

/** Collects the content stream of one page; y is measured from the top edge, as people do. */
export class PageWriter {
  private readonly faces: Readonly<Record<Style, Typeface>>;
  private readonly parts: string[] = [];

  constructor(faces: Readonly<Record<Style, Typeface>>) {
    this.faces = faces;
  }

  get content(): string {
    return this.parts.join('');
  }

  text(text: string, x: number, y: number, style: Style, size: number): void {
    this.show(`<${this.faces[style].hex(text)}>Tj`, x, y, style, size);
  }

  centred(text: string, centre: number, y: number, style: Style, size: number): void {
    this.text(text, centre - this.faces[style].width(text, size) / 2, y, style, size);
  }

  /** A line that was set before (`setParagraph`): its TJ operand. */
  set(line: string, x: number, y: number, style: Style, size: number): void {
    this.show(line, x, y, style, size);
  }

  rule(x: number, y: number, width: number): void {
    const at = number(PAGE.height - y);
    this.parts.push(`0.5 w ${number(x)} ${at} m ${number(x + width)} ${at} l S\n`);
  }

  private show(operation: string, x: number, y: number, style: Style, size: number): void {
    const place = `${number(x)} ${number(PAGE.height - y)}`;
    this.parts.push(`BT /${FONT_NAMES[style]} ${size} Tf ${place} Td ${operation} ET\n`);
  }
}

export interface SetLine {
  readonly operation: string;
  readonly indent: number;
}

/**
 * Breaks a paragraph into justified lines, the first indented. Codes are two octets, so word spacing (Tw) does
 * not apply to them (ISO 32000-1 clause 9.3.3): the gaps are widened in a TJ array.
 */
export function setParagraph(
  text: string,
  face: Typeface,
  size: number,
  measure: number,
  indent: number,
): SetLine[] {
  const lines: SetLine[] = [];
  const space = face.width(' ', size);
  let words: string[] = [];
  let width = 0;
  const end = (last: boolean) => {
    const inset = lines.length === 0 ? indent : 0;
    const gaps = words.length - 1;
    const spare = measure - inset - width;
    lines.push({
      operation:
        last || gaps === 0 ? `<${face.hex(words.join(' '))}>Tj` : justified(words, spare / gaps),
      indent: inset,
    });
    words = [];
    width = 0;
  };
  const justified = (line: readonly string[], gap: number) => {
    const more = number((-gap / size) * 1000);
    const shown = line.map((word, i) => `<${face.hex(i < line.length - 1 ? `${word} ` : word)}>`);
    return `[${shown.join(more)}]TJ`;
  };
  for (const word of text.split(' ')) {
    const wide = face.width(word, size);
    const inset = lines.length === 0 ? indent : 0;
    if (words.length > 0 && width + space + wide > measure - inset) end(false);
    width += (words.length > 0 ? space : 0) + wide;
    words.push(word);
  }
  if (words.length > 0) end(true);
  return lines;
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

import { shown } from './shown.ts';

export const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One sentence in each language, side by side so that neither can be forgotten; `{name}` is filled by `fill`. */
export type Phrase = Readonly<Record<Language, string>>;

/** Declares an area's phrases; the type makes a missing language a compile error. */
export function catalogue<const T extends Record<string, Phrase>>(phrases: T): T {
  return phrases;
}

/** The phrase in `language` with its `{name}` places filled; every value is cleaned by `shown`. */
export function fill(
  phrase: Phrase,
  language: Language,
  data: Readonly<Record<string, string | number>> = {},
): string {
  const text = phrase[language];
  if (!text.includes('{')) return text;
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = data[name];
    if (value === undefined) return place;
    return typeof value === 'number' ? decimal(value, language) : shown(value);
  });
}

/** A number as the language writes it: 12.018 and 99,95 in Vietnamese. */
export function decimal(value: number, language: Language): string {
  // the same in both, and most numbers are of that kind
  if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value);
  let format = formats.get(language);
  if (format === undefined) {
    format = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB');
    formats.set(language, format);
  }
  return format.format(value);
}

/** Making one takes longer than everything else that a line of progress costs. */
const formats = new Map<Language, Intl.NumberFormat>();

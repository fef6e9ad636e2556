/** Longest text of others that one place of a screen shows, in UTF-16 units. */
const LONGEST = 300;

/**
 * Text that a document, certificate, file name or server chose, made safe for a terminal or a page:
 * control characters (C0, C1), line separators and bidirectional overrides become visible escapes,
 * lone surrogates U+FFFD, and what is too long is cut with an ellipsis. HTML escaping is the page's own duty.
 */
export function shown(text: string): string {
  const whole = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return whole.toWellFormed().replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not pass
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu,
    (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`,
  );
}

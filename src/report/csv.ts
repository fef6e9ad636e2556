/** A byte order mark makes spreadsheets read the file as UTF-8. */
export const BOM = '\ufeff';

/**
 * One line of CSV (RFC 4180, CRLF). Text that a spreadsheet would take for a formula gets an apostrophe in front
 * (= + - @, tab, CR, also behind spaces); numbers are written as they are. Control characters and bidirectional overrides
 * become U+FFFD.
 */
export function csvLine(cells: readonly (string | number)[], separator: ',' | ';'): string {
  return `${cells.map((cell) => csvCell(cell, separator)).join(separator)}\r\n`;
}

function csvCell(cell: string | number, separator: string): string {
  if (typeof cell === 'number') return String(cell);
  const clean = cell.toWellFormed().replace(HARMFUL, '\ufffd');
  const safe = /^[\s\u00a0]*[=+\-@\t\r|%＝＋－＠]/u.test(clean) ? `'${clean}` : clean;
  return safe.includes(separator) || /["\r\n,;\t]/.test(safe)
    ? `"${safe.replaceAll('"', '""')}"`
    : safe;
}

const HARMFUL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not pass
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

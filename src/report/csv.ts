/** A byte order mark makes spreadsheets read the file as UTF-8. */
export const BOM = '\ufeff';

/**
 * One line of CSV (RFC 4180, CRLF). Text that a spreadsheet would take for a formula gets an apostrophe in front
 * (= + - @, tab, CR, also behind spaces); numbers are written as they are.
 */
export function csvLine(cells: readonly (string | number)[], separator: ',' | ';'): string {
  return `${cells.map((cell) => csvCell(cell, separator)).join(separator)}\r\n`;
}

function csvCell(cell: string | number, separator: string): string {
  if (typeof cell === 'number') return String(cell);
  const safe = /^[\s\u00a0]*[=+\-@\t\r|%＝＋－＠]/u.test(cell) ? `'${cell}` : cell;
  return safe.includes(separator) || /["\r\n,;\t]/.test(safe)
    ? `"${safe.replaceAll('"', '""')}"`
    : safe;
}

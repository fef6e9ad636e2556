/** The number and notation of a document, apart. */
export interface Designation {
  readonly number: string;
  readonly notation: string;
}

/**
 * Splits "123/QĐ-UBND" at its first separator: number 123, notation QĐ-UBND (Nghị định 30/2020/NĐ-CP, Phụ lục I).
 * Normative documents carry the year between ("05/2026/QĐ-UBND"), which stays in the notation; the Party's write
 * "123-QĐ/TU". undefined when there is no number to read.
 */
export function readDesignation(text: string): Designation | undefined {
  const cell = text.normalize('NFC').trim();
  const parts =
    /^(?:số\s*:?|so\s*:?)?\s*(\d{1,9}(?:bis|[a-zđ]{1,2})?)\s*(?:[/\-–]\s*(.*))?$/iu.exec(cell);
  if (parts === null) return undefined;
  return { number: parts[1]!, notation: (parts[2] ?? '').trim() };
}

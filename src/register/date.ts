/** Excel's serials of 1954 to 2119: smaller whole numbers in a date column are more likely a mistake. */
const SERIALS = { least: 20_000, most: 80_000 } as const;
const DAY = 86_400_000;
/** Serial 25569 is 1970-01-01 in Excel's 1900 date system (its invented 1900-02-29 lies before it). */
const EPOCH_SERIAL = 25_569;

/**
 * The date that a cell of a register states, as YYYY-MM-DD, or undefined. Day first, as Vietnam writes:
 * 05-01-2026, 05/01/2026, 5.1.2026, "ngày 05 tháng 01 năm 2026"; ISO 8601 with or without a time, which is
 * dropped without moving the day between time zones; Excel serials. Two-digit years are refused: they are guesses.
 */
export function readDate(text: string): string | undefined {
  const cell = text.normalize('NFC').trim();
  const dayFirst =
    /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[ T,].*)?$/.exec(cell) ??
    /^ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})$/i.exec(cell);
  if (dayFirst) return calendarDate(dayFirst[3]!, dayFirst[2]!, dayFirst[1]!);
  const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?$/.exec(cell);
  if (yearFirst) return calendarDate(yearFirst[1]!, yearFirst[2]!, yearFirst[3]!);
  const compact = /^(19|20)(\d{2})(\d{2})(\d{2})$/.exec(cell);
  if (compact) return calendarDate(compact[1]! + compact[2]!, compact[3]!, compact[4]!);
  if (/^\d{5}(?:[.,]\d+)?$/.test(cell)) {
    const serial = Number.parseInt(cell, 10);
    if (serial < SERIALS.least || serial > SERIALS.most) return undefined;
    return new Date((serial - EPOCH_SERIAL) * DAY).toISOString().slice(0, 10);
  }
  return undefined;
}

function calendarDate(year: string, month: string, day: string): string | undefined {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined;
}

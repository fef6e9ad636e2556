import { malformed } from './malformed.ts';

/**
 * UTCTime and GeneralizedTime in their DER form (X.690 clauses 11.7, 11.8): seconds present, ends in Z,
 * a fraction only in GeneralizedTime and without trailing zeros. Years of UTCTime by RFC 5280 clause
 * 4.1.2.5.1: 50 to 99 are 19xx. Fractions below a millisecond are cut off, for a Date holds no more.
 */
export function readTime(content: Uint8Array, generalized: boolean): Date {
  const fields = generalized ? 14 : 12;
  if (content.length < fields + 1 || content[content.length - 1] !== 0x5a)
    throw malformed('der-time');
  const year = generalized
    ? pair(content, 0) * 100 + pair(content, 2)
    : century(pair(content, 0)) + pair(content, 0);
  const at = fields - 10;
  const month = pair(content, at);
  const day = pair(content, at + 2);
  const hour = pair(content, at + 4);
  const minute = pair(content, at + 6);
  const second = pair(content, at + 8);
  const fraction = content.length === fields + 1 ? 0 : milliseconds(content, fields, generalized);
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, day);
  time.setUTCHours(hour, minute, second, fraction);
  const exact =
    time.getUTCMonth() === month - 1 &&
    time.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  if (!exact) throw malformed('der-time');
  return time;
}

/** The DER text of a UTCTime (two-digit year) or GeneralizedTime, without a fraction. */
export function timeText(time: Date, generalized: boolean): string {
  const text = time.toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return `${generalized ? text : text.slice(2)}Z`;
}

function century(two: number): number {
  return two >= 50 ? 1900 : 2000;
}

function pair(content: Uint8Array, at: number): number {
  const tens = content[at]! - 0x30;
  const ones = content[at + 1]! - 0x30;
  if (tens < 0 || tens > 9 || ones < 0 || ones > 9) throw malformed('der-time');
  return tens * 10 + ones;
}

function milliseconds(content: Uint8Array, at: number, generalized: boolean): number {
  const end = content.length - 1;
  if (!generalized || content[at] !== 0x2e || end - at < 2 || content[end - 1] === 0x30)
    throw malformed('der-time');
  let value = 0;
  for (let i = at + 1; i < end; i++) {
    const digit = content[i]! - 0x30;
    if (digit < 0 || digit > 9) throw malformed('der-time');
    if (i <= at + 3) value += digit * 10 ** (at + 3 - i);
  }
  return value;
}

/** Vietnam keeps UTC+07:00 all year. */
const VIETNAM_MINUTES = 420;

/** ISO 32000-2 clause 7.9.4, and the ISO 8601 form that tools in the field write instead. */
const PDF_DATE = /^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?/;
const ISO_DATE =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:(Z)|([+-])(\d\d):?(\d\d))?$/;

/** A date string as an instant, or null when it is none. No offset counts as UTC (ISO 32000-2 clause 7.9.4). */
export function readDate(text: string): Date | null {
  const match = (text[4] === '-' ? ISO_DATE : PDF_DATE).exec(text);
  if (!match) return null;
  const part = (index: number, otherwise: number) => Number(match[index] ?? otherwise);
  const [month, day, hour, minute, second] = [
    part(2, 1),
    part(3, 1),
    part(4, 0),
    part(5, 0),
    part(6, 0),
  ] as const;
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59)
    return null;
  const local = Date.UTC(part(1, 0), month - 1, day, hour, minute, second);
  const sign = match[8] === '-' ? -1 : 1;
  return new Date(local - sign * (part(9, 0) * 60 + part(10, 0)) * 60_000);
}

/** `time` as a PDF date in local time with its offset in minutes east of UTC, as Vietnam writes it by default. */
export function writeDate(time: Date, offset: number = VIETNAM_MINUTES): string {
  const local = new Date(time.getTime() + offset * 60_000).toISOString();
  const minutes = Math.abs(offset);
  const hh = String(Math.floor(minutes / 60)).padStart(2, '0');
  const mm = String(minutes % 60).padStart(2, '0');
  return `D:${local.slice(0, 19).replace(/[-:T]/g, '')}${offset < 0 ? '-' : '+'}${hh}'${mm}'`;
}

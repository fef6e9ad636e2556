/** Viet Nam keeps UTC+07:00 all year. */
const OFFSET = 7 * 3_600_000;

/** A time as reports write it: local to Viet Nam, to the second, with its offset, so that nobody has to guess. */
export function instant(time: Date): string {
  return `${new Date(time.getTime() + OFFSET).toISOString().slice(0, 19)}+07:00`;
}

import { isArray, isDict, isRef, isStream, type PdfObject } from '../../../syntax/pdf/index.ts';

/** Stands for the trailer among object numbers. */
export const TRAILER = 0;

const NONE: readonly number[] = [];

/** Which objects name which: by number, regardless of generation, so that it never misses one. */
export class References {
  private readonly referrers = new Map<number, number[]>();
  /** Some object could not be read, so that anything may be named in it. */
  isBlind = false;

  /** Enters every reference in `value`, which stands in object `from`. */
  enter(from: number, value: PdfObject | undefined): void {
    for (const to of referencesIn(value)) {
      const known = this.referrers.get(to);
      if (known === undefined) this.referrers.set(to, [from]);
      else if (known.at(-1) !== from) known.push(from);
    }
  }

  /** Objects that name `number`, `TRAILER` among them. */
  to(number: number): readonly number[] {
    return this.referrers.get(number) ?? NONE;
  }
}

/** Numbers of the objects that `value` names, as often as it does. */
export function referencesIn(value: PdfObject | undefined): number[] {
  const found: number[] = [];
  const left: (PdfObject | undefined)[] = [value];
  while (left.length > 0) {
    const one = left.pop();
    if (isRef(one)) found.push(one.number);
    else if (isArray(one)) for (const item of one) left.push(item);
    else if (isDict(one)) for (const item of one.values) left.push(item);
    else if (isStream(one)) left.push(one.dict);
  }
  return found;
}

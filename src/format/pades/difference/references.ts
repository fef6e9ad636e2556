import { isArray, isDict, isRef, isStream, type PdfObject } from '../../../syntax/pdf/index.ts';

/** Stands for the trailer among object numbers. */
export const TRAILER = 0;

const NONE: readonly number[] = [];

/** Which objects name which: by number, regardless of generation, so that it never misses one. */
export class References {
  private readonly referrers = new Map<number, number[]>();
  private readonly many: ManyReferences | undefined;
  /** Some object could not be read, so that anything may be named in it. */
  isBlind = false;

  /** `many`: those that were there before any other is entered. */
  constructor(many?: ManyReferences) {
    this.many = many;
  }

  /** Object `from` names these. */
  enter(from: number, named: readonly number[]): void {
    for (const to of named) {
      const known = this.known(to);
      if (known === undefined) this.referrers.set(to, [from]);
      else if (known.at(-1) !== from) known.push(from);
    }
  }

  /** Objects that name `number`, `TRAILER` among them. */
  to(number: number): readonly number[] {
    return this.known(number) ?? NONE;
  }

  private known(number: number): number[] | undefined {
    const known = this.referrers.get(number);
    if (known !== undefined || this.many === undefined) return known;
    const found = this.many.to(number);
    if (found.length > 0) this.referrers.set(number, found);
    return found.length > 0 ? found : undefined;
  }
}

/** References of a whole document: two numbers for each, sorted by what is named. */
export class ManyReferences {
  /** Where the referrers of each number begin. */
  private readonly starts: Int32Array;
  private readonly referrers: Int32Array;

  /** The i-th names `to[i]` and stands in object `from[i]`. */
  constructor(from: readonly number[], to: readonly number[]) {
    let greatest = 0;
    for (const number of to) if (number > greatest) greatest = number;
    this.starts = new Int32Array(greatest + 2);
    for (const number of to) this.starts[number + 1]!++;
    for (let number = 0; number <= greatest; number++)
      this.starts[number + 1]! += this.starts[number]!;
    const next = this.starts.slice();
    this.referrers = new Int32Array(to.length);
    to.forEach((number, i) => {
      this.referrers[next[number]!++] = from[i]!;
    });
  }

  /** In the order in which they were given. */
  to(number: number): number[] {
    const end = this.starts[number + 1];
    return end === undefined ? [] : [...new Set(this.referrers.subarray(this.starts[number], end))];
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

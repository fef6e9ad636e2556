import type { ChangeClass } from '../../../ades/evidence.ts';
import { isArray, isRef, type PdfArray, type PdfObject } from '../../../syntax/pdf/index.ts';
import { sameObject } from './same.ts';
import type { Step } from './step.ts';

/** Pairs of items compared when items are gone from an array: lists of 2,000. */
const MOST_COMPARED = 4_000_000;

export interface ListDifference {
  readonly removed: readonly PdfObject[];
  readonly added: readonly PdfObject[];
  /** Settles the array's own object, where it has one, once the difference was found to be of these classes. */
  settle(kinds: Iterable<ChangeClass>): void;
}

/**
 * How an array under `path` of object `owner` (its dictionary's keys) differs: the old items must stay in their order. undefined
 * when they don't, when a value is no array, or when the array's object is used elsewhere too.
 */
export function compareList(
  step: Step,
  owner: number,
  path: readonly string[],
  then: PdfObject | undefined,
  now: PdfObject | undefined,
): ListDifference | undefined {
  const old = step.resolveWas(then);
  const fresh = step.resolveNow(now);
  if ((old !== null && !isArray(old)) || (fresh !== null && !isArray(fresh))) return undefined;
  const [before, after]: [PdfArray, PdfArray] = [old ?? [], fresh ?? []];
  const removed: PdfObject[] = [];
  const added: PdfObject[] = [];
  let at = 0;
  for (const item of after) {
    const found = at < before.length && sameObject(step.pdf, before[at]!, item);
    if (found) at++;
    else added.push(item);
  }
  if (at < before.length) {
    if (before.length * after.length > MOST_COMPARED) return undefined;
    // Something is gone or moved: what remains must still be in order.
    const kept = after.filter((item) => before.some((b) => sameObject(step.pdf, b, item)));
    const left = before.filter((item) => after.some((a) => sameObject(step.pdf, a, item)));
    if (kept.length !== left.length || kept.some((k, i) => !sameObject(step.pdf, k, left[i]!)))
      return undefined;
    removed.push(...before.filter((item) => !left.includes(item)));
    added.length = 0;
    added.push(...after.filter((item) => !kept.includes(item)));
  }
  const number = isRef(now) ? now.number : undefined;
  const changed = number !== undefined && step.open.has(number);
  if (changed && !step.isFresh(number) && !step.isOnlyUnder(number, owner, ...path))
    return undefined;
  return {
    removed,
    added,
    settle(kinds) {
      if (!changed) return;
      for (const kind of kinds) step.edit(number, kind);
      step.settle(number);
    },
  };
}

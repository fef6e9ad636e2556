import { isDict, isName } from '../../../syntax/pdf/index.ts';
import { type References, referencesIn, TRAILER } from './references.ts';
import type { Step } from './step.ts';

/** Objects looked at on the way from a changed one to what a person knows it by. */
const MOST_CLIMBED = 200;

/** What is known of a step besides its objects. */
export interface Surroundings {
  readonly step: Step;
  /** References that the step itself made. */
  readonly later: References;
  /** The catalog's object. */
  readonly root: number;
  /** Names of fields, by the numbers of their own objects and of their widgets. */
  readonly fields: ReadonlyMap<number, string>;
}

/** The nearest page, field or catalog entry that leads to an object. */
export function homeOf(
  { step, later, root, fields }: Surroundings,
  object: number,
): { readonly page?: number; readonly field?: string; readonly entry?: string } | undefined {
  const seen = new Set([object]);
  const left = [object];
  for (let at = 0; at < left.length && seen.size < MOST_CLIMBED; at++) {
    const below = left[at]!;
    for (const above of [...step.references.to(below), ...later.to(below)]) {
      if (above === TRAILER || seen.has(above)) continue;
      seen.add(above);
      const field = fields.get(above);
      if (field !== undefined) return { field };
      for (const dict of [step.was(above), step.now(above)]) {
        if (!isDict(dict)) continue;
        if (isName(dict.get('Type'), 'Page')) return { page: above };
        const entry =
          above === root
            ? dict.keys.find((key) => referencesIn(dict.get(key)).includes(below))
            : undefined;
        if (entry !== undefined) return { entry };
      }
      left.push(above);
    }
  }
  return undefined;
}

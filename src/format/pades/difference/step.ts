import type { ChangeClass, ChangeDetail } from '../../../ades/evidence.ts';
import type { Budget } from '../../../bytes/budget.ts';
import { Fault } from '../../../fault/fault.ts';
import {
  isDict,
  isName,
  isRef,
  type Pdf,
  type PdfDict,
  type PdfObject,
} from '../../../syntax/pdf/index.ts';
import { readable } from '../fields.ts';
import type { FontText } from './font-text.ts';
import { type References, referencesIn, TRAILER } from './references.ts';
import { sameObject } from './same.ts';

/** Objects followed from one value; the largest validation stores hold some thousand. */
const MOST_FOLLOWED = 20_000;

/** One object that a revision changed, with the reason that was found for it. */
export interface ObjectChange {
  readonly class: ChangeClass;
  readonly revision: number;
  readonly object: number;
  /** The form field it belongs to, for FieldMDP. */
  readonly field?: string | undefined;
  /** Metadata that every writer updates: dates and producer. */
  readonly routine?: boolean | undefined;
  /** It belongs to a signature whose field shows something on a page. */
  readonly shows?: boolean | undefined;
  /** An annotation that can't cover what the signer saw. */
  readonly harmless?: boolean | undefined;
  /** Why it is a real change, where the object itself does not show it. */
  readonly reason?: 'objects-unlisted' | 'reading-mended' | 'object-doubtful' | undefined;
  readonly details?: readonly ChangeDetail[] | undefined;
}

/**
 * One revision against the one before it. Rules account for changed objects; what no rule accounts for is `other`. A rule
 * may account for an object in two ways: by `edit`, having compared it key by key, or by `take`, when it belongs to
 * an approved value and to nothing else.
 */
export class Step {
  readonly pdf: Pdf;
  readonly before: number;
  readonly after: number;
  /** References among the objects as they stood before. */
  readonly references: References;
  readonly changes: ObjectChange[] = [];
  /** Changed objects not accounted for yet. */
  readonly open: Set<number>;
  /** Widgets of signature fields that this step added, with their class. */
  readonly widgets = new Map<number, { class: ChangeClass; field: string }>();
  /** Names of all fields, those that this step added among them. */
  readonly names = new Set<string>();
  /** Fonts of appearances, by their dictionary. */
  readonly fonts = new WeakMap<PdfDict, FontText>();
  /** Octets of appearances and fonts that may still be read. */
  readonly work: Budget;
  /** Names of signature fields that this step signed and that show something. */
  readonly showing = new Set<string>();
  /** This step touched an annotation that may cover what the signer saw. */
  coversPages = false;
  /** Some changed object could be seen from the document before. */
  readonly touchesOld: boolean;

  constructor(
    pdf: Pdf,
    after: number,
    changed: readonly number[],
    references: References,
    work: Budget,
  ) {
    this.pdf = pdf;
    this.work = work;
    this.before = after - 1;
    this.after = after;
    this.references = references;
    // What can't be read in either revision counts as changed: a more lenient reader may see more.
    this.open = new Set(
      changed.filter(
        (n) => !readable(() => sameObject(pdf, pdf.object(n, after - 1), pdf.object(n, after))),
      ),
    );
    this.touchesOld = [...this.open].some((n) => !this.isFresh(n));
  }

  was(number: number): PdfObject {
    return readable(() => this.pdf.object(number, this.before)) ?? null;
  }

  now(number: number): PdfObject {
    return readable(() => this.pdf.object(number, this.after)) ?? null;
  }

  resolveWas(value: PdfObject | undefined): PdfObject {
    return readable(() => this.pdf.resolve(value, this.before)) ?? null;
  }

  resolveNow(value: PdfObject | undefined): PdfObject {
    return readable(() => this.pdf.resolve(value, this.after)) ?? null;
  }

  /** Nothing in the document before could lead to it: neither an object nor a reference waiting for one. */
  isFresh(number: number): boolean {
    return (
      this.was(number) === null &&
      !this.references.isBlind &&
      this.references.to(number).length === 0
    );
  }

  /** The only mention of `number` before was under `key` of the dictionary in object `owner`. */
  isOnlyUnder(number: number, owner: number, ...path: readonly string[]): boolean {
    const referrers = this.references.to(number);
    if (referrers.some((r) => r !== owner)) return false;
    const holder =
      owner === TRAILER ? this.pdf.revisions[this.before - 1]!.trailer : this.was(owner);
    return (
      referencesIn(holder).filter((n) => n === number).length <= 1 &&
      this.leadsTo(holder, path, number)
    );
  }

  /** `holder` mentions `number` under `key` and nowhere else. */
  isOnlyMentionedIn(number: number, holder: PdfDict, key: string): boolean {
    return !referencesIn(holder.without(key)).includes(number);
  }

  private leadsTo(holder: PdfObject, path: readonly string[], number: number): boolean {
    let value: PdfObject | undefined = holder;
    for (const key of path) value = isDict(value) ? value.get(key) : undefined;
    return isRef(value) && value.number === number;
  }

  /** Accounts for an object whose difference was found to be of this class. */
  edit(object: number, kind: ChangeClass, more: { field?: string; routine?: boolean } = {}): void {
    if (!this.open.has(object) && object !== TRAILER) return;
    this.changes.push({ class: kind, revision: this.after, object, ...more });
  }

  /** Removes from `set` what `leaves` says, and then what the removed objects led to and therefore leaves as well. */
  drop(set: Set<number>, leaves: (number: number) => boolean): void {
    const left = [...set];
    while (left.length > 0) {
      const number = left.pop()!;
      if (!set.has(number) || !leaves(number)) continue;
      set.delete(number);
      for (const object of [this.was(number), this.now(number)])
        for (const next of referencesIn(object)) if (set.has(next)) left.push(next);
    }
  }

  /** No rule needs to look at the object again. */
  settle(object: number): void {
    this.open.delete(object);
  }

  /**
   * Accounts for what `value`, an approved value under `paths` of object `owner`, leads to: new objects, and changed ones to which,
   * before, nothing led but those paths and what is taken along. Pages are never followed, so /P leads nowhere.
   */
  take(value: PdfObject | undefined, kind: ChangeClass, from: Place, field?: string): void {
    const { owner, paths } = from;
    const taken = new Set<number>();
    const left = referencesIn(value);
    while (left.length > 0) {
      const number = left.pop()!;
      if (number === owner || taken.has(number)) continue;
      if (!this.touchesOld && !this.open.has(number)) continue;
      const object = this.now(number);
      if (isStructure(object)) continue;
      taken.add(number);
      if (taken.size > MOST_FOLLOWED) throw new Fault('DOCUMENT_LIMIT', { what: 'difference' });
      for (const next of referencesIn(object)) left.push(next);
    }
    const elsewhere = new Set(referencesIn(stripped(this.was(owner), paths)));
    const isShared = (number: number) =>
      elsewhere.has(number) ||
      this.references.to(number).some((r) => r !== owner && !taken.has(r)) ||
      (this.references.isBlind && this.was(number) === null);
    this.drop(taken, isShared);
    for (const number of taken)
      if (this.open.delete(number))
        this.changes.push({ class: kind, revision: this.after, object: number, field });
  }
}

/** Values under paths of keys in one object's dictionary. */
export interface Place {
  readonly owner: number;
  readonly paths: readonly (readonly string[])[];
}

/** The object without what stands under `paths`. */
function stripped(object: PdfObject, paths: Place['paths']): PdfObject {
  let rest = object;
  for (const [key, ...inner] of paths) {
    if (!isDict(rest) || key === undefined) continue;
    const value: PdfObject | undefined = rest.get(key);
    if (inner.length === 0) rest = rest.without(key);
    else if (isDict(value)) rest = rest.with({ [key]: stripped(value, [inner]) });
  }
  return rest;
}

/** Dictionaries of the document's own structure belong to no field or store. */
function isStructure(object: PdfObject): boolean {
  return (
    isDict(object) &&
    ['Page', 'Pages', 'Catalog'].some((type) => isName((object as PdfDict).get('Type'), type))
  );
}

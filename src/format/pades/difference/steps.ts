import { Budget } from '../../../bytes/budget.ts';
import type { Pdf } from '../../../syntax/pdf/index.ts';
import { readable, readFields } from '../fields.ts';
import { catalogRule } from './catalog-rule.ts';
import { describe } from './describe.ts';
import { formRule } from './form-rule.ts';
import { PageNumbers } from './page-numbers.ts';
import { pageRule } from './page-rule.ts';
import { endOf, readAll, readChanged } from './read-references.ts';
import { References, TRAILER } from './references.ts';
import { type ObjectChange, Step } from './step.ts';
import { trailerRule } from './trailer-rule.ts';
import { hasUnlisted } from './unlisted.ts';

/**
 * What every revision behind the first signed one changed, found once for all signatures of a file. That a changed object
 * is seen only where its rule looked takes the references of the whole document; nothing else of it is read.
 */
export class Steps {
  private readonly pdf: Pdf;
  private readonly base: number;
  private found: readonly ObjectChange[] | undefined;

  /** `base`: the oldest revision that anyone will ask about. */
  constructor(pdf: Pdf, base: number) {
    this.pdf = pdf;
    this.base = base;
  }

  /** The changes of all revisions later than `revision`, oldest first. */
  after(revision: number): readonly ObjectChange[] {
    if (revision >= this.pdf.revisions.length) return [];
    this.found ??= compareAll(this.pdf, this.base);
    return this.found.filter((change) => change.revision > revision);
  }
}

/** Fields looked at in all revisions together: a form of 2,000 fields saved a thousand times. */
const FIELD_WORK = 2_000_000;

/** Octets of appearances of filled fields that are read in all revisions together: a thousand forms of a hundred fields. */
const APPEARANCE_WORK = 256 * 1024 * 1024;

function compareAll(pdf: Pdf, base: number): ObjectChange[] {
  const { references, ends } = readAll(pdf, base);
  const changes = filledLater(pdf, pdf.numbers(base), base, (n) => ends.get(n));
  const pages = new PageNumbers(pdf);
  const fieldWork = new Budget(FIELD_WORK, 'DOCUMENT_LIMIT', 'difference');
  const appearanceWork = new Budget(APPEARANCE_WORK, 'DOCUMENT_LIMIT', 'difference');
  for (let after = base + 1; after <= pdf.revisions.length; after++) {
    const changed = pdf.changedIn(after);
    const step = new Step(pdf, after, changed, references, appearanceWork);
    const later = new References();
    readChanged(pdf, later, changed, after);
    const known = readFields(pdf, after - 1);
    fieldWork.spend(known.length);
    settleDoubtful(step, changed);
    if (hasUnlisted(pdf, after, changed)) step.changes.push(unseen(after, 'objects-unlisted'));
    const form = formRule(step, known);
    trailerRule(step);
    catalogRule(step, form);
    pageRule(step);
    settleIslands(step, later);
    step.changes.forEach((change, i) => {
      if (change.class === 'annotation')
        step.changes[i] = { ...change, harmless: !step.coversPages };
      else if (change.field !== undefined && step.showing.has(change.field))
        step.changes[i] = { ...change, shows: true };
    });
    for (const object of step.open) step.changes.push({ class: 'other', revision: after, object });
    describe(step, later, known, pages);
    for (const change of step.changes) changes.push(change);
    for (const change of filledLater(pdf, changed, after, (n) => endOf(pdf, n, after)))
      changes.push(change);
    readChanged(pdf, references, changed, after);
  }
  const mended = revisionAt(pdf, pdf.mendedAt);
  if (mended > base) {
    const what = 'reading-mended';
    changes.push({ ...unseen(mended, what), details: [{ what, data: {} }] });
  }
  return changes;
}

/** A real change that no one object shows. */
function unseen(revision: number, reason: NonNullable<ObjectChange['reason']>): ObjectChange {
  return { class: 'other', revision, object: TRAILER, reason };
}

/**
 * What every reader takes in its own way is a real change, whatever it seems to be here: an object that an entry promises and nobody
 * can read makes readers search the file for objects by themselves, and a new generation cuts the references to the old one.
 */
function settleDoubtful(step: Step, changed: readonly number[]): void {
  for (const number of changed) {
    const [then, now] = [step.pdf.entry(number, step.before), step.pdf.entry(number, step.after)];
    if (now === undefined) continue;
    const isSame = then === undefined || then.generation === now.generation;
    if (isSame && readable(() => step.pdf.object(number, step.after)) !== undefined) continue;
    const reason = 'object-doubtful';
    step.changes.push({ class: 'other', revision: step.after, object: number, reason });
    step.settle(number);
  }
}

/**
 * Objects that a revision places behind its own end or that end behind it: nobody saw them so then, and what they are now is a
 * change of the revision that wrote it, though no entry of that one says so. `endOf`: where an object ends, if that may be so.
 */
function filledLater(
  pdf: Pdf,
  numbers: readonly number[],
  revision: number,
  endOf: (number: number) => number | undefined,
): ObjectChange[] {
  const { end } = pdf.revisions[revision - 1]!;
  return numbers.flatMap((object) => {
    const { offset = 0 } = pdf.entry(object, revision) ?? {};
    const last = Math.max(offset, (readable(() => endOf(object)) ?? 0) - 1);
    if (last < end || offset >= pdf.source.length) return [];
    const later = revisionAt(pdf, last);
    if (later <= revision) return [];
    const what = 'object-doubtful';
    const details = [{ what, data: { object } }];
    return [{ class: 'other', revision: later, object, reason: what, details }];
  });
}

/** The revision that the octet at `offset` belongs to; 0 for a negative one. */
function revisionAt(pdf: Pdf, offset: number): number {
  if (offset < 0) return 0;
  const found = pdf.revisions.findIndex(({ end }) => offset < end);
  return found < 0 ? pdf.revisions.length : found + 1;
}

/** Changed objects that only changed objects like them lead to: no reader ever comes there, so they change nothing. */
function settleIslands(step: Step, later: References): void {
  const islands = new Set(step.open);
  const isOutside = (referrer: number) => !islands.has(referrer);
  step.drop(
    islands,
    (number) => step.references.to(number).some(isOutside) || later.to(number).some(isOutside),
  );
  for (const number of islands) step.settle(number);
}

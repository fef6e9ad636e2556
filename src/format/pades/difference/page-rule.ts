import type { ChangeClass } from '../../../ades/evidence.ts';
import {
  isArray,
  isDict,
  isName,
  isRef,
  type PdfDict,
  type PdfObject,
} from '../../../syntax/pdf/index.ts';
import { compareList } from './list.ts';
import { differingKeys } from './same.ts';
import type { Step } from './step.ts';

/** Pages may gain the widgets of new signatures and, as a class of its own, have other annotations added, changed or removed. */
export function pageRule(step: Step): void {
  for (const number of [...step.open]) {
    const [then, now] = [step.was(number), step.now(number)];
    if (isPage(then) && isPage(now)) {
      if (differingKeys(step.pdf, then, now).some((key) => key !== 'Annots')) continue;
      const kinds = annotations(step, number, then, now);
      if (kinds === undefined) continue;
      for (const kind of kinds) step.edit(number, kind);
      step.settle(number);
    } else if (isArray(then) && isArray(now)) {
      const [owner] = step.references.to(number);
      const page = owner === undefined ? null : step.was(owner);
      const pageNow = owner === undefined ? null : step.now(owner);
      if (isPage(page) && isPage(pageNow)) annotations(step, owner!, page, pageNow);
    } else annotation(step, number, then, now);
  }
}

function isPage(object: PdfObject): object is PdfDict {
  return isDict(object) && isName(object.get('Type'), 'Page');
}

/** Compares a page's annotations; the classes of their changes, or undefined when one is a real change. */
function annotations(
  step: Step,
  page: number,
  then: PdfDict,
  now: PdfDict,
): ReadonlySet<ChangeClass> | undefined {
  const list = compareList(step, page, ['Annots'], then.get('Annots'), now.get('Annots'));
  if (list === undefined) return undefined;
  const kinds = new Set<ChangeClass>();
  for (const item of list.removed) {
    const gone = step.resolveWas(item);
    if (!isAnnotation(gone)) return undefined;
    step.coversPages ||= !isNote(gone);
    kinds.add('annotation');
  }
  const added: PdfObject[] = [];
  for (const item of list.added) {
    const widget = isRef(item) ? step.widgets.get(item.number) : undefined;
    if (widget !== undefined) kinds.add(widget.class);
    else {
      const come = step.resolveNow(item);
      if (!isAnnotation(come)) return undefined;
      step.coversPages ||= !isNote(come);
      kinds.add('annotation');
      added.push(item);
    }
  }
  for (const item of added) step.take(item, 'annotation', { owner: page, paths: [['Annots']] });
  list.settle(kinds);
  return kinds;
}

/** An annotation that is no widget; widgets belong to the form. */
function isAnnotation(object: PdfObject): object is PdfDict {
  if (!isDict(object) || object.has('FT') || object.has('Kids')) return false;
  const subtype = object.get('Subtype');
  return isName(subtype) && subtype.value !== 'Widget' && object.has('Rect');
}

/** Annotations that readers draw by themselves: a small icon, or a transparent mark on the text (ISO 32000-2 clause 12.5.6). */
const NOTES = ['Text', 'Popup', 'Highlight', 'Underline', 'Squiggly', 'StrikeOut'];
/** Entries that change nothing about that: no appearance of its own, no action, no optional content. */
const NOTE_KEYS =
  'Type Subtype Rect Contents P NM M F C T Popup CA RC CreationDate Subj IRT RT QuadPoints Open Name State StateModel Parent Lang'.split(
    ' ',
  );

/** Whether an annotation leaves everything on its page to be seen. */
function isNote(annotation: PdfDict): boolean {
  const subtype = annotation.get('Subtype');
  if (!isName(subtype) || !NOTES.includes(subtype.value)) return false;
  return annotation.keys.every((key) => NOTE_KEYS.includes(key));
}

/** An annotation changed in its place, or freed: nothing but pages' annotation lists and other annotations may name it. */
function annotation(step: Step, number: number, then: PdfObject, now: PdfObject): void {
  if (!isAnnotation(then) || !(now === null || isAnnotation(now))) return;
  const referrers = step.references.to(number);
  const listed = referrers.every((referrer) => {
    const holder = step.was(referrer);
    if (isPage(holder)) return step.isOnlyMentionedIn(number, holder, 'Annots');
    if (isArray(holder)) return step.references.to(referrer).every((p) => isPage(step.was(p)));
    return isAnnotation(holder);
  });
  if (!listed || referrers.length === 0) return;
  step.edit(number, 'annotation');
  step.settle(number);
  step.coversPages ||= !isNote(then) || !(now === null || isNote(now));
  if (isDict(now))
    for (const key of ['AP', 'Popup', 'Contents', 'RC'])
      step.take(now.get(key), 'annotation', { owner: number, paths: [[key]] });
}

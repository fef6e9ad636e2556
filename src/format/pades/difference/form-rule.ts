import type { ChangeClass } from '../../../ades/evidence.ts';
import {
  dict,
  isDict,
  isInteger,
  isRef,
  type PdfDict,
  type PdfObject,
} from '../../../syntax/pdf/index.ts';
import type { Field } from '../fields.ts';
import { compareFields } from './field-rule.ts';
import { compareList } from './list.ts';
import { differingKeys, sameObject } from './same.ts';
import { addSignatureField } from './signature-field-rule.ts';
import type { Step } from './step.ts';

/** Whether the interactive form changed only as forms may, and in which ways. */
export interface FormOutcome {
  readonly sound: boolean;
  readonly classes: ReadonlySet<ChangeClass>;
}

/**
 * The form may gain signature fields, have empty ones signed and others filled; its own dictionary may gain
 * default resources and set /SigFlags. Anything else about it is a real change.
 */
export function formRule(step: Step, known: readonly Field[]): FormOutcome {
  for (const { name } of known) step.names.add(name);
  const root = step.pdf.revisions[step.after - 1]!.trailer.get('Root');
  const rootNumber = isRef(root) ? root.number : -1;
  const [catalogThen, catalogNow] = [step.was(rootNumber), step.now(rootNumber)];
  if (!isDict(catalogThen) || !isDict(catalogNow)) return { sound: false, classes: new Set() };
  const place = catalogNow.get('AcroForm');
  const [then, now] = [step.resolveWas(catalogThen.get('AcroForm')), step.resolveNow(place)];
  const classes = new Set<ChangeClass>();
  if (!isDict(now)) return { sound: then === null && now === null, classes };
  const old = isDict(then) ? then : dict({});
  const at = isRef(place)
    ? { owner: place.number, path: [] }
    : { owner: rootNumber, path: ['AcroForm'] };
  const sound = fieldList(step, at, old, now, classes) && ownEntries(step, at, old, now, classes);
  compareFields(step, known, classes);
  if (classes.size === 0) classes.add('form-fill');
  if (sound && isRef(place) && step.open.has(at.owner)) {
    for (const kind of classes) step.edit(at.owner, kind);
    step.settle(at.owner);
  }
  return { sound, classes };
}

/** The object that the form dictionary stands in, and the keys that lead to it there. */
interface FormPlace {
  readonly owner: number;
  readonly path: readonly string[];
}

function fieldList(
  step: Step,
  { owner, path }: FormPlace,
  old: PdfDict,
  now: PdfDict,
  classes: Set<ChangeClass>,
): boolean {
  const list = compareList(step, owner, [...path, 'Fields'], old.get('Fields'), now.get('Fields'));
  if (list === undefined || list.removed.length > 0) return false;
  const kinds = list.added.map((field) => addSignatureField(step, field, undefined));
  if (!kinds.every((kind) => kind !== undefined)) return false;
  for (const kind of kinds) classes.add(kind);
  list.settle(kinds);
  return true;
}

/** The form dictionary's entries besides /Fields. */
function ownEntries(
  step: Step,
  at: FormPlace,
  old: PdfDict,
  now: PdfDict,
  classes: Set<ChangeClass>,
): boolean {
  return differingKeys(step.pdf, old, now).every((key) => {
    switch (key) {
      case 'Fields':
        return true;
      case 'SigFlags': {
        const [then, flags] = [step.resolveWas(old.get(key)), step.resolveNow(now.get(key))];
        return isInteger(flags) && (!isInteger(then) || (then & flags) === then);
      }
      case 'DA':
      case 'Q':
        return !old.has(key);
      case 'DR':
        return addsResources(step, at, old.get(key), now.get(key), [...classes][0] ?? 'signature');
      case 'NeedAppearances':
        classes.add('form-fill');
        return true;
      default:
        return false;
    }
  });
}

/** Default resources may be added, not replaced: appearances made later are drawn with them. */
function addsResources(
  step: Step,
  { owner, path }: FormPlace,
  then: PdfObject | undefined,
  now: PdfObject | undefined,
  kind: ChangeClass,
): boolean {
  const [old, fresh] = [step.resolveWas(then), step.resolveNow(now)];
  if (!isDict(fresh) || (old !== null && !isDict(old))) return false;
  const keeps =
    old === null ||
    old.keys.every((category) => {
      const [a, b] = [step.resolveWas(old.get(category)), step.resolveNow(fresh.get(category))];
      if (!isDict(a) || !isDict(b)) return sameObject(step.pdf, a, b);
      return a.keys.every((key) => sameObject(step.pdf, a.get(key) ?? null, b.get(key) ?? null));
    });
  if (keeps) step.take(now, kind, { owner, paths: [[...path, 'DR']] });
  return keeps;
}

import type { ChangeClass } from '../../../ades/evidence.ts';
import { isDict, isRef, type PdfDict, type PdfObject } from '../../../syntax/pdf/index.ts';
import type { Field } from '../fields.ts';
import { compareList } from './list.ts';
import { differingKeys, sameObject } from './same.ts';
import { addSignatureField, signatureClass } from './signature-field-rule.ts';
import type { Step } from './step.ts';

/** Entries that hold a field's value, in its forms. */
const VALUE = ['V', 'RV', 'I', 'TI'];
/** Entries that filling changes: the value, and what the widget then shows. */
const FILLED = [...VALUE, 'AP', 'AS', 'M'];
/** What may change while the value stays: an appearance that does is a picture laid over the page. */
const UNFILLED = ['M'];
/** Bits of /Ff (ISO 32000-2 tables 227 and 229): fields that nobody fills. */
const READ_ONLY = 1;
const PUSH_BUTTON = 1 << 16;
/** Parents looked at for an inherited /Ff. */
const INHERITED = 32;
/** Entries that signing an empty field changes. */
const SIGNED = ['V', 'AP', 'AS', 'F', 'M', 'P', 'MK'];

/** Fields that stood there before: filled, or signed where they were empty. What else differs stays unaccounted for. */
export function compareFields(
  step: Step,
  known: readonly Field[],
  classes: Set<ChangeClass>,
): void {
  if (!step.touchesOld) return;
  for (const field of known) {
    if (field.number === undefined) continue;
    const kind = field.type === 'Sig' ? signed(step, field) : filled(step, field);
    if (kind !== undefined) classes.add(kind);
  }
}

function filled(step: Step, field: Field): ChangeClass | undefined {
  const number = field.number!;
  let kind = kids(step, field);
  const allowed = takesValue(step, field) && hasNewValue(step, field) ? FILLED : UNFILLED;
  for (const place of [number, ...field.widgets]) {
    const [then, now] = [step.was(place), step.now(place)];
    if (!isDict(then) || !isDict(now)) continue;
    const keys = differingKeys(step.pdf, then, now).filter(
      (key) => key !== 'Kids' || kind === undefined,
    );
    if (!keys.every((key) => allowed.includes(key))) continue;
    if (step.open.has(place)) {
      kind = place === number && kind !== undefined && keys.length === 0 ? kind : 'form-fill';
      step.edit(place, kind, { field: field.name });
      step.settle(place);
    }
    const before = step.changes.length;
    step.take(
      valuesOf(now, allowed),
      'form-fill',
      { owner: place, paths: allowed.map((key) => [key]) },
      field.name,
    );
    if (step.changes.length > before) kind ??= 'form-fill';
  }
  return kind;
}

function hasNewValue(step: Step, field: Field): boolean {
  const [then, now] = [step.was(field.number!), step.now(field.number!)];
  if (!isDict(then) || !isDict(now)) return false;
  return VALUE.some(
    (key) => !sameObject(step.pdf, step.resolveWas(then.get(key)), step.resolveNow(now.get(key))),
  );
}

/** Whether a person can fill the field: neither read-only nor a push button as the signer saw it. */
function takesValue(step: Step, field: Field): boolean {
  let node: PdfObject | undefined = step.was(field.number!);
  for (let depth = 0; depth < INHERITED && isDict(node); depth += 1) {
    const flags = step.resolveWas(node.get('Ff'));
    if (typeof flags === 'number') {
      return (flags & READ_ONLY) === 0 && !(field.type === 'Btn' && (flags & PUSH_BUTTON) !== 0);
    }
    node = step.resolveWas(node.get('Parent'));
  }
  return true;
}

function signed(step: Step, field: Field): ChangeClass | undefined {
  const number = field.number!;
  const [then, now] = [step.was(number), step.now(number)];
  if (!isDict(then) || !isDict(now)) return undefined;
  if (field.fields.length > 0 || now.has('Kids')) {
    const kind = kids(step, field);
    if (kind !== undefined && onlyDiffers(step, then, now, ['Kids'])) {
      step.edit(number, kind, { field: field.name });
      step.settle(number);
      return kind;
    }
  }
  // A signature once given stays as it is.
  if (step.resolveWas(then.get('V')) !== null || step.resolveNow(now.get('V')) === null)
    return undefined;
  const kind = signatureClass(step, now.get('V'));
  if (kind === undefined) return undefined;
  const widgets = field.widgets.filter((widget) => step.open.has(widget));
  if (!onlyDiffers(step, then, now, SIGNED) || (then.has('P') && differs(step, then, now, 'P')))
    return undefined;
  step.take(now.get('V'), kind, { owner: number, paths: [['V']] }, field.name);
  for (const place of [number, ...widgets]) {
    const [old, fresh] = [step.was(place), step.now(place)];
    if (!isDict(old) || !isDict(fresh) || !onlyDiffers(step, old, fresh, SIGNED)) continue;
    step.edit(place, kind, { field: field.name });
    step.settle(place);
    step.take(
      valuesOf(fresh, ['AP', 'MK']),
      kind,
      { owner: place, paths: [['AP'], ['MK']] },
      field.name,
    );
  }
  return kind;
}

/** A field may gain kids that are signature fields. The class, or undefined when its /Kids did not change so. */
function kids(step: Step, field: Field): ChangeClass | undefined {
  const [then, now] = [step.was(field.number!), step.now(field.number!)];
  if (!isDict(then) || !isDict(now) || !then.has('Kids')) return undefined;
  const indirect = now.get('Kids');
  if (!step.open.has(field.number!) && !(isRef(indirect) && step.open.has(indirect.number)))
    return undefined;
  const list = compareList(step, field.number!, ['Kids'], then.get('Kids'), indirect);
  if (list === undefined || list.removed.length > 0 || list.added.length === 0) return undefined;
  const kinds = list.added.map((kid) => addSignatureField(step, kid, field));
  if (!kinds.every((kind) => kind !== undefined)) return undefined;
  list.settle(kinds);
  return kinds[0];
}

function onlyDiffers(step: Step, then: PdfDict, now: PdfDict, keys: readonly string[]): boolean {
  return differingKeys(step.pdf, then, now).every((key) => keys.includes(key));
}

function differs(step: Step, then: PdfDict, now: PdfDict, key: string): boolean {
  return differingKeys(step.pdf, then, now).includes(key);
}

function valuesOf(dict: PdfDict, keys: readonly string[]): PdfObject {
  return keys.map((key) => dict.get(key) ?? null);
}

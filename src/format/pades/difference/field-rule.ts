import type { ChangeClass } from '../../../ades/evidence.ts';
import { isArray, isDict, isRef, type PdfDict, type PdfObject } from '../../../syntax/pdf/index.ts';
import type { Field } from '../fields.ts';
import { type FilledField, showsValue, switchesState, textOf } from './appearance-rule.ts';
import { compareList } from './list.ts';
import { differingKeys, sameObject } from './same.ts';
import { addSignatureField, isVisible, signatureClass } from './signature-field-rule.ts';
import type { Step } from './step.ts';

/** Entries that hold a field's value, in its forms. */
const VALUE = ['V', 'RV', 'I', 'TI'];
/** Entries that filling changes: the value, and what the widget then shows. */
const FILLED = [...VALUE, 'AP', 'AS', 'M'];
/** Entries that switching a button changes: its appearances stay what they were. */
const SWITCHED = ['V', 'AS', 'M'];
/** Options of a choice that are looked at. */
const MOST_OPTIONS = 1000;
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
  const value =
    takesValue(step, field) && hasNewValue(step, field) ? filledField(step, field) : undefined;
  const allowed = value === undefined ? UNFILLED : field.type === 'Btn' ? SWITCHED : FILLED;
  for (const place of [number, ...field.widgets]) {
    const [then, now] = [step.was(place), step.now(place)];
    if (!isDict(then) || !isDict(now)) continue;
    const keys = differingKeys(step.pdf, then, now).filter(
      (key) =>
        !(key === 'Kids' && kind !== undefined) && !(key === 'Ff' && hasSameFlags(step, place)),
    );
    if (!keys.every((key) => allowed.includes(key))) continue;
    if (value !== undefined && !isSoundFill(step, then, now, value)) continue;
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

function isSoundFill(step: Step, then: PdfDict, now: PdfDict, value: FilledField): boolean {
  if (value.type === 'Btn') return switchesState(step, then, now);
  return showsValue(step, then, now, value) && saysValue(step, now, value);
}

/** A rich text value is what readers show instead, so it says the same (clause 12.7.5.3). */
function saysValue(step: Step, now: PdfDict, { texts }: FilledField): boolean {
  const rich = textOf(step, now.get('RV'));
  if (rich === undefined) return step.resolveNow(now.get('RV')) === null;
  const said = plainly(rich.split('<').map(behindTag).join(''));
  return texts.some((text) => plainly(text) === said);
}

/** What follows the tag that `piece`, cut off at its `<`, begins with. */
function behindTag(piece: string, index: number): string {
  return index === 0 ? piece : piece.slice(piece.indexOf('>') + 1);
}

/** Without blanks and the characters that mark-up writes otherwise. */
function plainly(text: string): string {
  return text.replace(/&[#\w]{1,10};|[\s&<>"']/g, '');
}

/** What the field may show: its value, the names that options give it, or what it holds altogether. */
function filledField(step: Step, { number, type }: Field): FilledField {
  const now = step.now(number!);
  const dict = isDict(now) ? now : undefined;
  const flags = flagsOf(step, number!, 'was');
  const chosen = step.resolveNow(dict?.get('V'));
  const values = (isArray(chosen) ? chosen : [dict?.get('V')]).flatMap(
    (v) => textOf(step, v) ?? [],
  );
  if (type !== 'Ch') return { type, flags, texts: values };
  const options = step.resolveNow(dict?.get('Opt'));
  const pairs = (isArray(options) ? options.slice(0, MOST_OPTIONS) : []).map((option) => {
    const pair = step.resolveNow(option);
    return (isArray(pair) ? pair : [option]).map((one) => textOf(step, one) ?? '');
  });
  const named = pairs.filter(([own]) => values.includes(own!)).map((pair) => pair.at(-1)!);
  const all = pairs.map((pair) => pair.at(-1)).join('');
  return { type, flags, texts: [...values, ...named, all] };
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
  const flags = flagsOf(step, field.number!, 'was');
  return (flags & READ_ONLY) === 0 && !(field.type === 'Btn' && (flags & PUSH_BUTTON) !== 0);
}

/** Some writers state the flags that hold anyway. */
function hasSameFlags(step: Step, number: number): boolean {
  return flagsOf(step, number, 'was') === flagsOf(step, number, 'now');
}

/** /Ff, inherited; 0 where nothing is said. */
function flagsOf(step: Step, number: number, side: 'was' | 'now'): number {
  const resolve = (value: PdfObject | undefined) =>
    side === 'was' ? step.resolveWas(value) : step.resolveNow(value);
  let node: PdfObject | undefined = step[side](number);
  for (let depth = 0; depth < INHERITED && isDict(node); depth += 1) {
    const flags = resolve(node.get('Ff'));
    if (typeof flags === 'number') return flags;
    node = resolve(node.get('Parent'));
  }
  return 0;
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
  const shows = [number, ...field.widgets].some((place) => {
    const widget = step.now(place);
    return isDict(widget) && isVisible(step, widget);
  });
  const kind = signatureClass(step, now.get('V'), shows);
  if (kind === undefined) return undefined;
  if (shows) step.showing.add(field.name);
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

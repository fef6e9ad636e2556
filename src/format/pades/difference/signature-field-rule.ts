import type { ChangeClass } from '../../../ades/evidence.ts';
import {
  isArray,
  isDict,
  isName,
  isRef,
  isString,
  type PdfDict,
  type PdfObject,
  readText,
} from '../../../syntax/pdf/index.ts';
import type { Field } from '../fields.ts';
import type { Step } from './step.ts';

/**
 * Entries that a signature field needs (ISO 32000-2 tables 226, 228, 235); /DR is what iText adds. No actions: /A and /AA would run.
 */
const FIELD_KEYS = 'FT T TU TM Ff V Lock SV Kids Parent DA DR Q'.split(' ');
/** Entries that its widget needs (tables 166, 191). No /OC: optional content shows and hides it. */
const WIDGET_KEYS =
  'Type Subtype Rect F P AP AS MK Border BS M NM H C StructParent Contents Lang Parent'.split(' ');

/** Entries by which a widget shows something. */
const SHOWING = ['AP', 'MK', 'Border', 'BS', 'C'];

/** What a signature's value must have (table 255). */
const VALUE_KEYS = ['Filter', 'SubFilter', 'ByteRange', 'Contents'];

/**
 * Accounts for a signature field that a step added, with its widgets, value and appearance. undefined, and nothing accounted
 * for, when it is more or less than a signature needs.
 */
export function addSignatureField(
  step: Step,
  value: PdfObject,
  parent: Field | undefined,
): ChangeClass | undefined {
  if (!isRef(value) || !step.isFresh(value.number)) return undefined;
  const field = step.now(value.number);
  if (!isDict(field)) return undefined;
  const type = step.resolveNow(field.get('FT'));
  if (!isName(type, 'Sig') && !(type === null && parent?.type === 'Sig')) return undefined;
  const partial = step.resolveNow(field.get('T'));
  if (!isString(partial)) return undefined;
  const name = parent === undefined ? readText(partial) : `${parent.name}.${readText(partial)}`;
  // A name used again hides the earlier signature.
  if (name === '' || step.names.has(name)) return undefined;
  if (!isBelow(field, parent?.number)) return undefined;
  const widgets = widgetsOf(step, value.number, field);
  if (widgets === undefined) return undefined;

  const signature = step.resolveNow(field.get('V'));
  const shows = widgets.some(([, widget]) => isVisible(step, widget));
  const kind = signature === null ? 'signature' : signatureClass(step, field.get('V'), shows);
  // A field that nobody signed has no business showing anything.
  if (kind === undefined || (signature === null && shows)) return undefined;
  step.names.add(name);
  if (shows) step.showing.add(name);
  for (const [number] of widgets) {
    step.widgets.set(number, { class: kind, field: name });
    step.edit(number, kind, { field: name });
    step.settle(number);
  }
  step.edit(value.number, kind, { field: name });
  step.settle(value.number);
  for (const key of ['V', 'Lock', 'SV', 'DA', 'DR', 'TU', 'TM'])
    step.take(field.get(key), kind, { owner: value.number, paths: [[key]] }, name);
  for (const [number, widget] of widgets)
    for (const key of ['AP', 'MK', 'BS', 'Rect', 'Border'])
      step.take(widget.get(key), kind, { owner: number, paths: [[key]] }, name);
  return kind;
}

/**
 * The class of a signature value that was not there before, or undefined when it is none. A document time stamp, which is allowed
 * everywhere, shows nothing; one that does is a signature like others.
 */
export function signatureClass(
  step: Step,
  value: PdfObject | undefined,
  shows: boolean,
): ChangeClass | undefined {
  if (isRef(value) && !step.isFresh(value.number)) return undefined;
  const dict = step.resolveNow(value);
  if (!isDict(dict) || !VALUE_KEYS.every((key) => dict.has(key))) return undefined;
  const isStamp = isName(dict.get('SubFilter'), 'ETSI.RFC3161') && !shows;
  return isStamp ? 'document-timestamp' : 'signature';
}

/** The field's widgets: itself, or its kids. undefined when one of them is not just a widget. */
function widgetsOf(step: Step, number: number, field: PdfDict): [number, PdfDict][] | undefined {
  const merged = isName(step.resolveNow(field.get('Subtype')), 'Widget');
  const allowed = merged ? [...FIELD_KEYS, ...WIDGET_KEYS] : FIELD_KEYS;
  if (!field.keys.every((key) => allowed.includes(key))) return undefined;
  const kids = step.resolveNow(field.get('Kids'));
  if (kids === null) return merged ? [[number, field]] : [];
  if (merged || !isArray(kids)) return undefined;
  const widgets: [number, PdfDict][] = [];
  for (const kid of kids) {
    const widget = isRef(kid) && step.isFresh(kid.number) ? step.now(kid.number) : null;
    if (!isRef(kid) || !isDict(widget)) return undefined;
    if (!isName(widget.get('Subtype'), 'Widget')) return undefined;
    if (!widget.keys.every((key) => WIDGET_KEYS.includes(key))) return undefined;
    if (!isBelow(widget, number)) return undefined;
    widgets.push([kid.number, widget]);
  }
  return widgets;
}

/** /Parent says what the tree says: fields inherit from there. */
function isBelow(dict: PdfDict, parent: number | undefined): boolean {
  const named = dict.get('Parent') ?? null;
  return named === null || (isRef(named) && named.number === parent);
}

/** Whether a widget draws anything anywhere. */
export function isVisible(step: Step, widget: PdfDict): boolean {
  const rect = step.resolveNow(widget.get('Rect'));
  if (!SHOWING.some((key) => widget.has(key))) return false;
  if (!isArray(rect)) return false;
  const [x1, y1, x2, y2] = rect.map((n) => step.resolveNow(n));
  return x1 !== x2 && y1 !== y2;
}

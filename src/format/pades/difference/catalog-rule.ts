import type { ChangeClass } from '../../../ades/evidence.ts';
import { isDict, isName, isRef, type PdfDict } from '../../../syntax/pdf/index.ts';
import type { FormOutcome } from './form-rule.ts';
import { differingKeys, sameObject } from './same.ts';
import type { Step } from './step.ts';

/** Entries of /DSS (ISO 32000-2 table 261). */
const STORE_KEYS = ['Type', 'VRI', 'Certs', 'OCSPs', 'CRLs'];

/** What the catalog may change: its form (judged by the form's rule), /DSS, /Extensions, /Metadata, /Version. */
export function catalogRule(step: Step, form: FormOutcome): void {
  const root = step.pdf.revisions[step.after - 1]!.trailer.get('Root');
  if (!isRef(root)) return;
  const then = step.was(root.number);
  const now = step.now(root.number);
  if (!isDict(then) || !isDict(now)) return;
  store(step, now, root.number);
  step.take(now.get('Metadata'), 'metadata', { owner: root.number, paths: [['Metadata']] });
  if (!step.open.has(root.number)) return;
  const classes = new Set<ChangeClass>();
  for (const key of differingKeys(step.pdf, then, now)) {
    const kinds = kindsOf(step, root.number, key, then, now, form);
    if (kinds.length === 0) return;
    for (const kind of kinds) classes.add(kind);
  }
  for (const kind of classes) step.edit(root.number, kind);
  step.settle(root.number);
}

/** The classes of a differing entry; none when it may not differ. */
function kindsOf(
  step: Step,
  root: number,
  key: string,
  then: PdfDict,
  now: PdfDict,
  form: FormOutcome,
): readonly ChangeClass[] {
  switch (key) {
    case 'AcroForm':
      return form.sound ? [...form.classes] : [];
    case 'DSS':
      return isStore(step, now) ? ['validation-data'] : [];
    case 'Metadata':
      return now.has(key) ? ['metadata'] : [];
    case 'Version':
      return isName(now.get(key)) ? ['metadata'] : [];
    case 'Extensions': {
      const [old, fresh] = [step.resolveWas(then.get(key)), step.resolveNow(now.get(key))];
      if (!isDict(fresh) || !(old === null || isDict(old))) return [];
      if (old !== null && !old.keys.every((k) => sameObject(step.pdf, old.get(k), fresh.get(k))))
        return [];
      step.take(now.get(key), 'validation-data', { owner: root, paths: [[key]] });
      return ['validation-data'];
    }
    default:
      return [];
  }
}

function store(step: Step, catalog: PdfDict, root: number): void {
  if (isStore(step, catalog))
    step.take(catalog.get('DSS'), 'validation-data', { owner: root, paths: [['DSS']] });
}

function isStore(step: Step, catalog: PdfDict): boolean {
  const value = step.resolveNow(catalog.get('DSS'));
  return isDict(value) && value.keys.every((key) => STORE_KEYS.includes(key));
}

import {
  isArray,
  isDict,
  isInteger,
  isName,
  isString,
  type Pdf,
  type PdfDict,
  readText,
} from '../../syntax/pdf/index.ts';

/** /P of DocMDP (ISO 32000-2 table 257): 1 nothing, 2 form filling and signing, 3 annotations as well. */
export type DocMdp = 1 | 2 | 3;

/** A field lock or FieldMDP transform (tables 236 and 259). */
export interface FieldLock {
  readonly action: 'All' | 'Include' | 'Exclude';
  readonly fields: readonly string[];
}

/** What one signature forbids later revisions to do. */
export interface Permissions {
  /** From a DocMDP reference of the signature: it certifies. */
  readonly certification: DocMdp | null;
  /** From the field's /Lock /P (PDF 2.0): how far an approval signature closes the document. */
  readonly lockLevel: DocMdp | null;
  readonly locks: readonly FieldLock[];
}

/** Signature references of one signature, and kids, beyond which nothing sensible is found. */
const MOST_REFERENCES = 32;

/** Reads the permissions of a signature from its dictionary's /Reference and its field's /Lock, as of `revision`. */
export function readPermissions(
  pdf: Pdf,
  signature: PdfDict,
  field: PdfDict | undefined,
  revision: number,
): Permissions {
  let certification: DocMdp | null = null;
  const locks: FieldLock[] = [];
  const references = pdf.resolve(signature.get('Reference'), revision);
  for (const one of isArray(references) ? references.slice(0, MOST_REFERENCES) : []) {
    const reference = pdf.resolve(one, revision);
    if (!isDict(reference)) continue;
    const method = pdf.resolve(reference.get('TransformMethod'), revision);
    const parameters = pdf.resolve(reference.get('TransformParams'), revision);
    if (isName(method, 'DocMDP'))
      certification =
        level(pdf.resolve(isDict(parameters) ? parameters.get('P') : null, revision)) ?? 2;
    if (isName(method, 'FieldMDP') && isDict(parameters))
      push(locks, readLock(pdf, parameters, revision));
  }
  const lock = pdf.resolve(field?.get('Lock'), revision);
  if (isDict(lock)) push(locks, readLock(pdf, lock, revision));
  return {
    certification,
    lockLevel: isDict(lock) ? level(pdf.resolve(lock.get('P'), revision)) : null,
    locks,
  };
}

/** The lock that a /Lock dictionary or FieldMDP parameters state; an unknown action locks all, never nothing. */
export function readLock(pdf: Pdf, dict: PdfDict, revision?: number): FieldLock | undefined {
  const action = pdf.resolve(dict.get('Action'), revision);
  if (action === null) return undefined;
  const names = pdf.resolve(dict.get('Fields'), revision);
  const fields = (isArray(names) ? names : [])
    .map((n) => pdf.resolve(n, revision))
    .filter(isString)
    .map(readText);
  if (isName(action, 'Include') || isName(action, 'Exclude'))
    return { action: action.value as 'Include' | 'Exclude', fields };
  return { action: 'All', fields: [] };
}

/** Whether a lock holds for the field `name`; naming a field names all fields below it (clause 12.7.5.5). */
export function isLocked(locks: readonly FieldLock[], name: string): boolean {
  return locks.some(({ action, fields }) => {
    if (action === 'All') return true;
    const named = fields.some((f) => name === f || name.startsWith(`${f}.`));
    return action === 'Include' ? named : !named;
  });
}

function push<T>(list: T[], item: T | undefined): void {
  if (item !== undefined) list.push(item);
}

function level(value: unknown): DocMdp | null {
  return isInteger(value) && value >= 1 && value <= 3 ? (value as DocMdp) : null;
}

import { Fault } from '../../fault/fault.ts';
import {
  isArray,
  isDict,
  isName,
  isRef,
  isString,
  type Pdf,
  type PdfDict,
  readText,
} from '../../syntax/pdf/index.ts';

/** Nodes of one field tree, and how deep it may be: a form of 20,000 fields is a large one; the depth is qpdf's. */
export const LIMITS = { nodes: 50_000, depth: 100 } as const;

/** A node of the AcroForm field tree (ISO 32000-2 clause 12.7.4) as it stood in one revision. */
export interface Field {
  /** Fully qualified name: partial names joined by full stops (hostile text). */
  readonly name: string;
  /** Its object; undefined for a dictionary written directly into the array, which the standard forbids. */
  readonly number: number | undefined;
  readonly dict: PdfDict;
  /** /FT, inherited from its parents where absent (clause 12.7.4.1): Sig, Tx, Btn, Ch. */
  readonly type: string | undefined;
  /** Object numbers of its kids that are fields, and of its kids that are only widgets. */
  readonly fields: readonly number[];
  readonly widgets: readonly number[];
}

/** The interactive form dictionary, or undefined. */
export function readForm(pdf: Pdf, revision?: number): PdfDict | undefined {
  const form = pdf.resolve(pdf.catalog(revision).get('AcroForm'), revision);
  return isDict(form) ? form : undefined;
}

/**
 * Every node of the field tree, parents before kids. A node reached twice is read once, so loops end; a node that
 * can't be read is left out, so it never hides its neighbours. Throws DOCUMENT_LIMIT past `LIMITS`; when `strict`, for signing,
 * DOCUMENT_MALFORMED for a loop.
 */
export function readFields(pdf: Pdf, revision?: number, strict = false): Field[] {
  const found: Field[] = [];
  const above = new Set<number>();
  const seen = new Set<number>();
  const roots = pdf.resolve(readForm(pdf, revision)?.get('Fields'), revision);
  if (isArray(roots)) for (const root of roots) visit(root, undefined, undefined, 0);
  return found;

  function visit(
    value: unknown,
    parentName: string | undefined,
    parentType: string | undefined,
    depth: number,
  ): void {
    if (depth > LIMITS.depth || found.length >= LIMITS.nodes)
      throw new Fault('DOCUMENT_LIMIT', { what: 'field-tree' });
    const number = isRef(value) ? value.number : undefined;
    if (number !== undefined) {
      if (strict && above.has(number))
        throw new Fault('DOCUMENT_MALFORMED', { what: 'field-loop' });
      if (seen.has(number)) return;
      seen.add(number);
    }
    const dict = readable(() => pdf.resolve(value as never, revision));
    if (!isDict(dict)) return;
    const partial = readable(() => pdf.resolve(dict.get('T'), revision));
    const own = isString(partial) ? readable(() => readText(partial)) : undefined;
    const name =
      own === undefined
        ? (parentName ?? '')
        : parentName === undefined
          ? own
          : `${parentName}.${own}`;
    const kind = readable(() => pdf.resolve(dict.get('FT'), revision));
    const type = isName(kind) ? kind.value : parentType;
    const kids = readable(() => pdf.resolve(dict.get('Kids'), revision));
    const fields: number[] = [];
    const widgets: number[] = [];
    const inner: unknown[] = [];
    if (isArray(kids)) {
      for (const kid of kids) {
        const kidDict = readable(() => pdf.resolve(kid, revision));
        if (!isDict(kidDict)) continue;
        const isField = kidDict.has('T') || kidDict.has('Kids') || kidDict.has('FT');
        if (isField) inner.push(kid);
        if (isRef(kid)) (isField ? fields : widgets).push(kid.number);
      }
    }
    found.push({ name, number, dict, type, fields, widgets });
    if (number !== undefined) above.add(number);
    for (const kid of inner) visit(kid, name, type, depth + 1);
    if (number !== undefined) above.delete(number);
  }
}

/** The value, or undefined where the document is damaged just there; a limit still ends everything. */
export function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Fault && error.code !== 'DOCUMENT_LIMIT') return undefined;
    throw error;
  }
}

import { Fault } from '../../fault/fault.ts';
import {
  isArray,
  isDict,
  isRef,
  type Pdf,
  type PdfDict,
  type PdfObject,
  type Ref,
} from '../../syntax/pdf/index.ts';

/** Page tree nodes on the way to the first page: trees are balanced and shallow, and qpdf nests no deeper. */
const PAGE_TREE_DEPTH = 500;

/**
 * The first page. The whole page tree is looked at: where it runs in a circle or holds pages that are no objects, readers
 * differ on what the document shows, and so on what is signed.
 */
export function firstPage(pdf: Pdf): { readonly ref: Ref; readonly dict: PdfDict } {
  let first: { ref: Ref; dict: PdfDict } | undefined;
  const seen = new Set<number>();
  const above = new Set<number>();
  visit(pdf.catalog().get('Pages') ?? null);
  if (first === undefined) throw new Fault('DOCUMENT_MALFORMED', { what: 'page-missing' });
  return first;

  function visit(node: PdfObject): void {
    if (!isRef(node)) {
      if (isDict(node)) throw new Fault('DOCUMENT_MALFORMED', { what: 'page-direct' });
      return;
    }
    const { number } = node;
    if (above.has(number) || above.size > PAGE_TREE_DEPTH)
      throw new Fault('DOCUMENT_MALFORMED', { what: 'page-tree-loop' });
    if (seen.has(number)) return;
    seen.add(number);
    const value = pdf.resolve(node);
    if (!isDict(value)) return;
    const kids = pdf.resolve(value.get('Kids'));
    if (!isArray(kids)) {
      first ??= { ref: node, dict: value };
      return;
    }
    above.add(number);
    for (const kid of kids) visit(kid);
    above.delete(number);
  }
}

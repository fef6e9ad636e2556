import { isArray, isDict, isRef, type Pdf, type PdfObject } from '../../../syntax/pdf/index.ts';
import { readable } from '../fields.ts';

/** Nodes of page trees looked at to number pages, in all revisions of a document together; pages past it stay unnumbered. */
const MOST_NODES = 200_000;
const DEEPEST = 100;

/** Numbers of pages as people count them, from 1, by the page's object; each revision's tree is read when first asked for. */
export class PageNumbers {
  private readonly pdf: Pdf;
  private readonly trees = new Map<number, ReadonlyMap<number, number>>();
  private left = MOST_NODES;

  constructor(pdf: Pdf) {
    this.pdf = pdf;
  }

  of(object: number, revision: number): number | undefined {
    return this.all(revision)?.get(object);
  }

  /** In the order of the pages. */
  all(revision: number): ReadonlyMap<number, number> | undefined {
    if (this.left <= 0) return undefined;
    const known = this.trees.get(revision) ?? this.read(revision);
    this.trees.set(revision, known);
    return known;
  }

  private read(revision: number): ReadonlyMap<number, number> {
    const numbers = new Map<number, number>();
    const seen = new Set<number>();
    const resolve = (value: PdfObject | undefined) =>
      readable(() => this.pdf.resolve(value, revision)) ?? null;
    const visit = (node: PdfObject, depth: number): void => {
      if (!isRef(node) || seen.has(node.number) || depth > DEEPEST || this.left-- <= 0) return;
      seen.add(node.number);
      const dict = resolve(node);
      if (!isDict(dict)) return;
      const kids = resolve(dict.get('Kids'));
      if (!isArray(kids)) numbers.set(node.number, numbers.size + 1);
      else for (const kid of kids) visit(kid, depth + 1);
    };
    const catalog = readable(() => this.pdf.catalog(revision));
    visit(catalog?.get('Pages') ?? null, 0);
    return numbers;
  }
}

import type { ChangeClass, ChangeDetail } from '../../../ades/evidence.ts';
import {
  isArray,
  isDict,
  isName,
  isRef,
  isStream,
  isString,
  type PdfDict,
  type PdfObject,
  readText,
} from '../../../syntax/pdf/index.ts';
import { type Field, readable } from '../fields.ts';
import { homeOf, type Surroundings } from './home.ts';
import type { PageNumbers } from './page-numbers.ts';
import { type References, referencesIn, TRAILER } from './references.ts';
import { differingKeys } from './same.ts';
import type { ObjectChange, Step } from './step.ts';

/** Changes of one class and revision that are described: a report shows fewer. */
const MOST_DESCRIBED = 64;
/** UTF-16 units kept of names that the document gives. */
const LONGEST_NAME = 120;

/** Gives each change of a step what a person would call it; `later` are the references that the step itself made. */
export function describe(
  step: Step,
  later: References,
  known: readonly Field[],
  pages: PageNumbers,
): void {
  const describer = new Describer(step, later, known, pages);
  const counts = new Map<ChangeClass, number>();
  step.changes.forEach((change, i) => {
    const count = (counts.get(change.class) ?? 0) + 1;
    counts.set(change.class, count);
    if (count > MOST_DESCRIBED) return;
    step.changes[i] = { ...change, details: readable(() => describer.details(change)) ?? [] };
  });
}

class Describer implements Surroundings {
  readonly step: Step;
  readonly later: References;
  readonly root: number;
  private readonly pages: PageNumbers;
  private readonly form: number;
  /** Names of fields, by the numbers of their own objects and of their widgets. */
  readonly fields = new Map<number, string>();

  constructor(step: Step, later: References, known: readonly Field[], pages: PageNumbers) {
    this.step = step;
    this.later = later;
    this.pages = pages;
    const root = step.pdf.revisions[step.after - 1]!.trailer.get('Root');
    this.root = isRef(root) ? root.number : -1;
    const catalog = step.now(this.root);
    const form = isDict(catalog) ? catalog.get('AcroForm') : undefined;
    this.form = isRef(form) ? form.number : -1;
    for (const { number, name, widgets } of known)
      for (const place of number === undefined ? widgets : [number, ...widgets])
        this.fields.set(place, name);
  }

  details(change: ObjectChange): ChangeDetail[] {
    const { object, field } = change;
    const now = this.step.now(object);
    switch (change.class) {
      case 'signature':
      case 'document-timestamp':
        return field === undefined ? [] : this.signed(change.class, field, now);
      case 'validation-data':
        return [{ what: 'validation-data-added', data: {} }];
      case 'form-fill':
        return field === undefined ? [] : [{ what: 'field-filled', data: { field: cut(field) } }];
      case 'metadata':
        return this.metadata(object, this.step.was(object), now);
      case 'annotation':
        return this.annotation(object, this.step.was(object), now);
      case 'other':
        return this.other(change, this.step.was(object), now);
    }
  }

  /** Only the field itself speaks; its widgets, value and appearance belong to it. */
  private signed(kind: ChangeClass, field: string, now: PdfObject): ChangeDetail[] {
    if (!isDict(now) || !(now.has('FT') || now.has('V')) || now.has('ByteRange')) return [];
    const isEmpty = this.step.resolveNow(now.get('V')) === null;
    const what = isEmpty ? 'signature-field-added' : `${kind}-added`;
    return [{ what, data: { field: cut(field) } }];
  }

  private metadata(object: number, then: PdfObject, now: PdfObject): ChangeDetail[] {
    if (isStream(now) || object === this.root || !isDict(now))
      return [{ what: 'metadata-changed', data: {} }];
    const keys = isDict(then) ? differingKeys(this.step.pdf, then, now) : now.keys;
    return keys.map((entry) => ({ what: 'information-changed', data: { entry: cut(entry) } }));
  }

  private annotation(object: number, then: PdfObject, now: PdfObject): ChangeDetail[] {
    if (isDict(then) && isName(then.get('Type'), 'Page') && isDict(now)) {
      const [before, after] = [then, now].map((page, i) => {
        const list = this.resolve(page.get('Annots'), i === 0);
        return isArray(list) ? list.filter(isRef).map((ref) => ref.number) : [];
      }) as [number[], number[]];
      return before
        .filter((number) => !after.includes(number))
        .map((number) => this.annotationDetail('removed', this.step.was(number), object));
    }
    const [dict, what] = isDict(now)
      ? ([now, isDict(then) ? 'changed' : 'added'] as const)
      : ([then, 'removed'] as const);
    if (!isDict(dict) || !dict.has('Rect')) return [];
    return [this.annotationDetail(what, dict, this.pageOf(object))];
  }

  private annotationDetail(what: string, dict: PdfObject, page: number | undefined): ChangeDetail {
    const subtype = isDict(dict) ? dict.get('Subtype') : undefined;
    const kind = isName(subtype) ? cut(subtype.value) : '?';
    return this.onPage(`annotation-${what}`, page, { kind });
  }

  private other(change: ObjectChange, then: PdfObject, now: PdfObject): ChangeDetail[] {
    const { object, reason } = change;
    if (reason !== undefined || object === TRAILER)
      return [{ what: reason ?? 'trailer-changed', data: object === TRAILER ? {} : { object } }];
    const dict = isDict(now) ? now : isDict(then) ? then : undefined;
    const type = dict?.get('Type');
    if (object === this.root && isDict(then) && isDict(now)) return this.catalog(then, now);
    if (dict !== undefined && isName(type, 'Page')) return this.page(object, then, now);
    if (isName(type, 'Pages')) return this.pageTree(then, now);
    if (object === this.form && isDict(then) && isDict(now))
      return this.entries('form-entry-changed', then, now, {});
    const field = this.fields.get(object);
    if (field !== undefined) return this.field(cut(field), then, now);
    if (dict?.has('FT')) return [{ what: 'field-added', data: { field: this.text(dict, 'T') } }];
    if (dict?.has('ByteRange') && dict.has('Contents'))
      return [{ what: 'signature-changed', data: { object } }];
    if (dict?.has('Rect') && dict.has('Subtype')) return this.annotation(object, then, now);
    return [this.part(object, then, now)];
  }

  private catalog(then: PdfDict, now: PdfDict): ChangeDetail[] {
    const found = this.entries('catalog-entry-changed', then, now, {});
    const others = found.filter(({ data }) => !HARMLESS.includes(String(data.entry)));
    return others.length > 0 ? others : found;
  }

  private page(object: number, then: PdfObject, now: PdfObject): ChangeDetail[] {
    const { before, after } = this.step;
    if (!isDict(then) || !isName(then.get('Type'), 'Page')) {
      const page = this.pages.of(object, after);
      return page === undefined
        ? [{ what: 'object-added', data: { object } }]
        : [{ what: 'page-added', data: { page } }];
    }
    if (!isDict(now))
      return [this.onPage('page-removed', this.pages.of(object, before) && object, {})];
    return differingKeys(this.step.pdf, then, now).map((entry) =>
      entry === 'Contents'
        ? this.onPage('page-content-changed', object, {})
        : this.onPage('page-entry-changed', object, { entry: cut(entry) }),
    );
  }

  private pageTree(then: PdfObject, now: PdfObject): ChangeDetail[] {
    const { before, after } = this.step;
    const [old, fresh] = [this.pages.all(before), this.pages.all(after)];
    const gone = [...(old?.keys() ?? [])].filter((number) => !fresh?.has(number));
    const come = [...(fresh?.keys() ?? [])].filter((number) => !old?.has(number));
    const found = [
      ...gone.map((number) => ({ what: 'page-removed', data: { page: old!.get(number)! } })),
      ...come.map((number) => ({ what: 'page-added', data: { page: fresh!.get(number)! } })),
    ].slice(0, MOST_DESCRIBED);
    if (found.length > 0) return found;
    if (isDict(then) && isDict(now)) return this.entries('page-tree-changed', then, now, {});
    return [{ what: 'page-tree-changed', data: { entry: 'Kids' } }];
  }

  private field(field: string, then: PdfObject, now: PdfObject): ChangeDetail[] {
    if (!isDict(now)) return [{ what: 'field-removed', data: { field } }];
    if (!isDict(then)) return [{ what: 'field-added', data: { field } }];
    return this.entries('field-changed', then, now, { field });
  }

  /** An object that only has a meaning where it is used: on a page, in a field, under an entry of the catalog. */
  private part(object: number, then: PdfObject, now: PdfObject): ChangeDetail {
    const home = homeOf(this, object);
    if (home?.page !== undefined) {
      const what = this.isContent(object, home.page)
        ? 'page-content-changed'
        : (PARTS.find(([key, value]) => typeOf(now ?? then, key) === value)?.[2] ??
          'page-part-changed');
      return this.onPage(what, home.page, {});
    }
    if (home?.field !== undefined)
      return { what: 'field-changed', data: { field: cut(home.field), entry: 'AP' } };
    if (home?.entry !== undefined)
      return { what: 'catalog-entry-changed', data: { entry: cut(home.entry) } };
    const what = then === null ? 'added' : now === null ? 'removed' : 'changed';
    return { what: `object-${what}`, data: { object } };
  }

  private isContent(object: number, page: number): boolean {
    return [this.step.was(page), this.step.now(page)].some((dict, i) => {
      const contents = isDict(dict) ? dict.get('Contents') : undefined;
      const list = this.resolve(contents, i === 0);
      return referencesIn([contents ?? null, isArray(list) ? list : null]).includes(object);
    });
  }

  private pageOf(object: number): number | undefined {
    return homeOf(this, object)?.page;
  }

  private entries(
    what: string,
    then: PdfDict,
    now: PdfDict,
    data: ChangeDetail['data'],
  ): ChangeDetail[] {
    return differingKeys(this.step.pdf, then, now).map((entry) => ({
      what,
      data: { ...data, entry: cut(entry) },
    }));
  }

  /** With the page's number where it has one; `what` alone else. */
  private onPage(
    what: string,
    object: number | undefined,
    data: ChangeDetail['data'],
  ): ChangeDetail {
    const { before, after } = this.step;
    const page =
      object === undefined
        ? undefined
        : (this.pages.of(object, after) ?? this.pages.of(object, before));
    return page === undefined
      ? { what: `${what}-unplaced`, data }
      : { what, data: { ...data, page } };
  }

  private resolve(value: PdfObject | undefined, then: boolean): PdfObject {
    return then ? this.step.resolveWas(value) : this.step.resolveNow(value);
  }

  private text(dict: PdfDict, key: string): string {
    const value = this.step.resolveNow(dict.get(key));
    return isString(value) ? cut(readText(value)) : '';
  }
}

/** Entries of the catalog that other changes explain. */
const HARMLESS = ['AcroForm', 'DSS', 'Metadata', 'Extensions', 'Version'];

/** What draws on a page, told by an entry of its dictionary. */
const PARTS = [
  ['Type', 'Font', 'font-changed'],
  ['Type', 'FontDescriptor', 'font-changed'],
  ['Subtype', 'Image', 'image-changed'],
  ['Subtype', 'Form', 'drawing-changed'],
] as const;

function typeOf(object: PdfObject, key: string): string | undefined {
  const dict = isStream(object) ? object.dict : object;
  const value = isDict(dict) ? dict.get(key) : undefined;
  return isName(value) ? value.value : undefined;
}

function cut(name: string): string {
  return name.slice(0, LONGEST_NAME);
}

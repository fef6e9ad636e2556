import { Fault } from '../../../fault/fault.ts';
import { isDict, isName, isStream, type Pdf } from '../../../syntax/pdf/index.ts';
import { readable } from '../fields.ts';
import { ManyReferences, References, referencesIn, TRAILER } from './references.ts';

/**
 * All references of the document as it stood in `revision`. Only those objects are read as values that are written so that nothing
 * else tells what they name. `ends`: the objects that end behind the revision's own end, and where.
 */
export function readAll(
  pdf: Pdf,
  revision: number,
): { readonly references: References; readonly ends: ReadonlyMap<number, number> } {
  const from: number[] = [];
  const to = [...namedInTrailer(pdf, revision)];
  const ends = new Map<number, number>();
  const own = pdf.revisions[revision - 1]!.end;
  let isBlind = false;
  const enter = (referrer: number) => {
    while (from.length < to.length) from.push(referrer);
  };
  enter(TRAILER);
  for (const number of pdf.numbers(revision)) {
    let end = readable(() => pdf.references(number, revision, to)) ?? -1;
    if (end < 0) {
      const named = namedIn(pdf, number, revision);
      for (const one of named ?? []) to.push(one);
      isBlind ||= named === undefined;
      end = readable(() => endOf(pdf, number, revision)) ?? 0;
    }
    if (end > own) ends.set(number, end);
    enter(number);
  }
  const references = new References(new ManyReferences(from, to));
  references.isBlind = isBlind;
  return { references, ends };
}

/** Where an object that was read ends: its data, or the last value of its dictionary. */
export function endOf(pdf: Pdf, number: number, revision: number): number {
  const object = pdf.object(number, revision);
  if (isStream(object)) return 'start' in object.body ? object.body.start + object.body.length : 0;
  const key = isDict(object) ? object.keys.at(-1) : undefined;
  return key === undefined ? 0 : (pdf.locate(number, revision, key)?.end ?? 0);
}

/** Enters what the trailer and the changed objects of a revision name. */
export function readChanged(
  pdf: Pdf,
  references: References,
  changed: readonly number[],
  revision: number,
): void {
  references.enter(TRAILER, namedInTrailer(pdf, revision));
  for (const number of changed) {
    const named = namedIn(pdf, number, revision);
    references.enter(number, named ?? []);
    references.isBlind ||= named === undefined;
  }
}

const TRAILER_KEYS = ['Root', 'Info', 'Encrypt'];

function namedInTrailer(pdf: Pdf, revision: number): number[] {
  const { trailer } = pdf.revisions[revision - 1]!;
  return TRAILER_KEYS.flatMap((key) => referencesIn(trailer.get(key)));
}

/**
 * An object whose place holds no object is absent to every reader. One that stands there and can't be read may be read by a more
 * lenient reader, and name anything: undefined.
 */
function namedIn(pdf: Pdf, number: number, revision: number): readonly number[] | undefined {
  try {
    const object = pdf.object(number, revision);
    // A cross-reference stream repeats what the trailer names; in any other stream those keys mean nothing.
    const isTrailer = isStream(object) && isName(object.dict.get('Type'), 'XRef');
    return referencesIn(isTrailer ? object.dict.without(...TRAILER_KEYS) : object);
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'DOCUMENT_LIMIT') throw error;
    return ABSENT.includes(String(error.data.what)) ? [] : undefined;
  }
}

const ABSENT = ['object-header', 'object-number', 'object-stream-missing'];

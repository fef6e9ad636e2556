import { Fault } from '../../fault/fault.ts';

/** DOCUMENT_MALFORMED with a kebab-case detail and, where known, the absolute offset. */
export function malformed(what: string, at?: number): Fault {
  return new Fault('DOCUMENT_MALFORMED', at === undefined ? { what } : { what, at });
}

export function unsupported(what: string): Fault {
  return new Fault('DOCUMENT_UNSUPPORTED', { what });
}

export function tooMuch(what: string): Fault {
  return new Fault('DOCUMENT_LIMIT', { what });
}

/** Odd, but every reader takes it the same way, so that nothing is guessed. */
const HARMLESS: ReadonlySet<string> = new Set([
  // Clause 7.3.10 leaves an object without value nothing but null.
  'object-empty',
  // White space between the place an entry names and the object's number.
  'object-offset',
  // Written for numbers never used, Chrome's PDFs among others: no object can stand where the header does.
  'xref-offset-zero',
]);

/** What reading a file mended or found odd, each name once. When strict, mending is refused. */
export class Findings {
  readonly repairs: string[] = [];
  readonly notes: string[] = [];
  /** The greatest absolute offset at which something was mended; -1 for none. */
  mendedAt = -1;
  private readonly strict: boolean;

  constructor(strict: boolean) {
    this.strict = strict;
  }

  repair(what: string, at?: number): void {
    if (HARMLESS.has(what)) this.note(what);
    else if (this.strict) throw malformed(what, at);
    else {
      this.mendedAt = Math.max(this.mendedAt, at ?? -1);
      if (!this.repairs.includes(what)) this.repairs.push(what);
    }
  }

  note(what: string): void {
    if (!this.notes.includes(what)) this.notes.push(what);
  }
}

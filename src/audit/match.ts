import type { Exchange } from '../register/exchange.ts';
import { plain } from '../register/plain.ts';

/** Where the files of a register's row are; paths are as the folder's listing gave them. */
export type Match =
  | {
      readonly status: 'found';
      readonly by: 'name' | 'designation';
      readonly main: string;
      readonly attachments: readonly string[];
    }
  | {
      readonly status: 'attachment-missing';
      readonly by: 'name' | 'designation';
      readonly main: string;
    }
  | { readonly status: 'missing' }
  | { readonly status: 'ambiguous'; readonly candidates: readonly string[] };

/** A designation is looked up in at most this many words of a file's name. */
const LONGEST_DESIGNATION = 10;

/** The files of a documents folder, ready to be found by name or by number, notation and date. */
class Folder {
  private readonly byPath = new Map<string, string[]>();
  private readonly byName = new Map<string, string[]>();
  private readonly byStem = new Map<string, string[]>();
  private readonly exact = new Map<string, string[]>();
  private readonly opening = new Map<string, string[]>();
  private readonly agencies: ReadonlySet<string>;
  private readonly facts = new Map<
    string,
    { folders: readonly string[]; date: string | undefined }
  >();

  /**
   * `paths` are relative to the folder, with `/` or `\`; their order does not matter. `agencies` are the plain names and codes
   * after which its folders may be named.
   */
  constructor(paths: readonly string[], agencies: ReadonlySet<string>) {
    this.agencies = agencies;
    for (const path of [...paths].sort()) {
      const segments = fold(path).split('/');
      const name = segments.at(-1)!;
      const stem = name.replace(/\.[^.]{1,5}$/, '');
      push(this.byPath, segments.join('/'), path);
      push(this.byName, name, path);
      push(this.byStem, stem, path);
      const { words, date } = designationWords(stem);
      this.facts.set(path, { folders: segments.slice(0, -1).map(plain), date });
      if (words.length > 0) push(this.exact, words.join(' '), path);
      for (let n = 2; n < Math.min(words.length, LONGEST_DESIGNATION); n++)
        push(this.opening, words.slice(0, n).join(' '), path);
    }
  }

  /** Files that a register's file cell names. */
  named(cell: string, exchange: Exchange): string[] {
    const wanted = fold(cell).replace(/^\.?\//, '');
    const whole = this.byPath.get(wanted);
    if (whole) return whole;
    const name = wanted.split('/').at(-1)!;
    const found = this.byName.get(name) ?? this.byStem.get(name) ?? [];
    const below = found.filter((path) => `/${fold(path)}`.endsWith(`/${wanted}`));
    return this.narrowed(wanted.includes('/') && below.length > 0 ? below : found, exchange);
  }

  /** Files whose names begin with the document's number and notation; those that are nothing but these come first. */
  designated(exchange: Exchange): string[] {
    const key = designationKey(exchange);
    if (key === '') return [];
    const fitting = (paths: readonly string[] = []) =>
      paths.filter((path) => (this.facts.get(path)!.date ?? exchange.date) === exchange.date);
    const exact = fitting(this.exact.get(key));
    // A bare number opens too many names to identify anything.
    const found =
      exact.length > 0 || exchange.notation === '' ? exact : fitting(this.opening.get(key));
    return this.narrowed(found, exchange);
  }

  /**
   * Without files in another agency's folder (the deepest folder that is named after one decides); of several, those in the
   * agency's own folder, then those that bear the document's date, when there are any.
   */
  private narrowed(paths: readonly string[], exchange: Exchange): string[] {
    const own = namesOf(exchange);
    const agency = (path: string) =>
      this.facts.get(path)!.folders.findLast((folder) => this.agencies.has(folder));
    let left = paths.filter((path) => own.includes(agency(path) ?? own[0]!));
    const keep = (test: (path: string) => boolean) => {
      if (left.length < 2) return;
      const kept = left.filter(test);
      if (kept.length > 0) left = kept;
    };
    keep((path) => agency(path) !== undefined);
    keep((path) => this.facts.get(path)!.date === exchange.date);
    return left;
  }
}

/** By what a folder may be named after an agency. */
function namesOf({ organId, agency }: Exchange): string[] {
  const names = [plain(organId), plain(agency)].filter((name) => name !== '');
  return names.length > 0 ? names : [''];
}

/**
 * Finds each row's files: by the file names that the register gives; then, among files that no row names, by number, notation
 * and date in the file's name. More than one candidate is `ambiguous`, and so is a file that two rows claim: a
 * guess would let one signed file prove two documents. `paths` are relative to the documents folder.
 */
export function matchFiles(
  exchanges: readonly Exchange[],
  paths: readonly string[],
): Map<Exchange, Match> {
  const folder = new Folder(paths, new Set(exchanges.flatMap(namesOf)));
  const matches = new Map<Exchange, Match>();
  const claims = new Map<string, Exchange[]>();
  const named = new Set<string>();
  const settle = (exchange: Exchange, match: Match) => {
    matches.set(exchange, match);
    // Two documents may share an annex, but not the document itself.
    if ('main' in match) push(claims, match.main, exchange);
  };
  const unnamed: Exchange[] = [];
  for (const exchange of exchanges) {
    const match = findNamed(exchange, folder);
    if (match === undefined) unnamed.push(exchange);
    else {
      settle(exchange, match);
      for (const path of filesOf(match)) named.add(path);
    }
  }
  for (const exchange of unnamed) settle(exchange, findDesignated(exchange, folder, named));
  for (const [path, rows] of claims)
    if (rows.length > 1)
      for (const row of rows) matches.set(row, { status: 'ambiguous', candidates: [path] });
  return matches;
}

function filesOf(match: Match): readonly string[] {
  if (match.status === 'found') return [match.main, ...match.attachments];
  return match.status === 'attachment-missing' ? [match.main] : [];
}

function findNamed(exchange: Exchange, folder: Folder): Match | undefined {
  const [mainName, ...others] = exchange.files;
  if (mainName === undefined) return undefined;
  const [main, ...more] = folder.named(mainName, exchange);
  if (main === undefined) return undefined;
  if (more.length > 0) return { status: 'ambiguous', candidates: [main, ...more] };
  const attachments: string[] = [];
  for (const other of others) {
    const [found, ...rivals] = folder.named(other, exchange);
    if (found === undefined) return { status: 'attachment-missing', by: 'name', main };
    if (rivals.length > 0) return { status: 'ambiguous', candidates: [found, ...rivals] };
    attachments.push(found);
  }
  return { status: 'found', by: 'name', main, attachments };
}

function findDesignated(exchange: Exchange, folder: Folder, named: ReadonlySet<string>): Match {
  const [main, ...more] = folder.designated(exchange).filter((path) => !named.has(path));
  if (main === undefined) return { status: 'missing' };
  if (more.length > 0) return { status: 'ambiguous', candidates: [main, ...more] };
  return exchange.files.length > 1
    ? { status: 'attachment-missing', by: 'designation', main }
    : { status: 'found', by: 'designation', main, attachments: [] };
}

function designationKey(exchange: Exchange): string {
  return designationWords(`${exchange.number} ${exchange.notation}`, false).words.join(' ');
}

/** The words of a file's name, digits and letters apart, leading zeros gone; a date among them is taken out. */
function designationWords(
  text: string,
  withDate = true,
): { words: string[]; date: string | undefined } {
  let date: string | undefined;
  const words: string[] = [];
  const parts = plain(text).match(/\d+|[^\d\s]+/g) ?? [];
  for (let i = 0; i < parts.length; i++) {
    const found = withDate && i > 0 && date === undefined ? dateAt(parts, i) : undefined;
    if (found) {
      date = found.date;
      i += found.parts - 1;
    } else words.push(parts[i]!.replace(/^0+(?=\d)/, ''));
  }
  return { words, date };
}

function dateAt(parts: readonly string[], at: number): { date: string; parts: number } | undefined {
  const [a, b, c] = [parts[at] ?? '', parts[at + 1] ?? '', parts[at + 2] ?? ''];
  if (/^\d{8}$/.test(a)) {
    const iso =
      iso8601(a.slice(0, 4), a.slice(4, 6), a.slice(6)) ??
      iso8601(a.slice(4), a.slice(2, 4), a.slice(0, 2));
    return iso === undefined ? undefined : { date: iso, parts: 1 };
  }
  const iso =
    /^\d{4}$/.test(a) && /^\d{2}$/.test(b) && /^\d{2}$/.test(c)
      ? iso8601(a, b, c)
      : /^\d{1,2}$/.test(a) && /^\d{1,2}$/.test(b) && /^\d{4}$/.test(c)
        ? iso8601(c, b, a)
        : undefined;
  return iso === undefined ? undefined : { date: iso, parts: 3 };
}

function iso8601(year: string, month: string, day: string): string | undefined {
  if (Number(year) < 1945 || Number(year) > 2199) return undefined;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined;
}

function fold(path: string): string {
  return path.normalize('NFC').replaceAll('\\', '/').toLowerCase();
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

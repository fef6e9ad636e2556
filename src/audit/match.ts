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
  | { readonly status: 'attachment-missing'; readonly by: 'name'; readonly main: string }
  | { readonly status: 'missing' }
  | { readonly status: 'ambiguous'; readonly candidates: readonly string[] };

/** A designation is looked up in at most this many words of a file's name. */
const LONGEST_DESIGNATION = 10;

/** The files of a documents folder, ready to be found by name or by number, notation and date. */
export class Folder {
  private readonly byPath = new Map<string, string[]>();
  private readonly byName = new Map<string, string[]>();
  private readonly byStem = new Map<string, string[]>();
  private readonly exact = new Map<string, string[]>();
  private readonly opening = new Map<string, string[]>();
  private readonly facts = new Map<
    string,
    { folders: readonly string[]; date: string | undefined }
  >();

  /** `paths` are relative to the folder, with `/` or `\`; their order does not matter. */
  constructor(paths: readonly string[]) {
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

  /** Of several files, those in the agency's folder, then those that bear the document's date, when there are any. */
  private narrowed(paths: readonly string[], exchange: Exchange): string[] {
    let left = [...paths];
    const agency = new Set(
      [plain(exchange.organId), plain(exchange.agency)].filter((a) => a !== ''),
    );
    const keep = (test: (path: string) => boolean) => {
      if (left.length < 2) return;
      const kept = left.filter(test);
      if (kept.length > 0) left = kept;
    };
    keep((path) => this.facts.get(path)!.folders.some((folder) => agency.has(folder)));
    keep((path) => this.facts.get(path)!.date === exchange.date);
    return left;
  }
}

/**
 * Finds each row's files: by the file names that the register gives, else by number, notation and date in the file's name.
 * More than one candidate is `ambiguous`, and so is a file that two rows claim with equal right (a row that names it has the
 * better right than one that only fits it): a guess would let one signed file prove two documents.
 */
export function matchFiles(exchanges: readonly Exchange[], folder: Folder): Map<Exchange, Match> {
  const matches = new Map<Exchange, Match>();
  const claims = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    const match = find(exchange, folder);
    matches.set(exchange, match);
    if ('main' in match) push(claims, match.main, exchange);
  }
  for (const [path, rows] of claims) {
    if (rows.length < 2) continue;
    const naming = rows.filter((row) => by(matches.get(row)) === 'name');
    const owner = naming.length === 1 ? naming[0] : undefined;
    for (const row of rows)
      if (row !== owner)
        matches.set(
          row,
          owner === undefined ? { status: 'ambiguous', candidates: [path] } : { status: 'missing' },
        );
  }
  return matches;
}

function by(match: Match | undefined): string | undefined {
  return match !== undefined && 'by' in match ? match.by : undefined;
}

function find(exchange: Exchange, folder: Folder): Match {
  const [mainName, ...others] = exchange.files;
  if (mainName !== undefined) {
    const named = folder.named(mainName, exchange);
    if (named.length > 1) return { status: 'ambiguous', candidates: named };
    const main = named[0];
    if (main !== undefined) {
      const attachments: string[] = [];
      for (const other of others) {
        const found = folder.named(other, exchange);
        if (found.length > 1) return { status: 'ambiguous', candidates: found };
        if (found[0] === undefined) return { status: 'attachment-missing', by: 'name', main };
        attachments.push(found[0]);
      }
      return { status: 'found', by: 'name', main, attachments };
    }
  }
  const designated = folder.designated(exchange);
  if (designated.length > 1) return { status: 'ambiguous', candidates: designated };
  const main = designated[0];
  if (main === undefined) return { status: 'missing' };
  return others.length > 0
    ? { status: 'attachment-missing', by: 'name', main }
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

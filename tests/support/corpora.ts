import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'vitest';

const checkout = resolve(import.meta.dirname, '..', '..');

/** Where the corpora of others lie: KYSO_CORPORA, or `shared/corpora` beside the checkout. */
export const CORPORA = process.env.KYSO_CORPORA ?? resolve(checkout, '..', 'shared', 'corpora');

/** Whether the named corpus (a folder such as 'pkits') is on this machine. */
export function hasCorpus(name: string): boolean {
  return existsSync(join(CORPORA, name, name === 'limbo' ? 'limbo.json' : 'cases.json'));
}

/** Absolute path of a file of a corpus: `corpusPath('pkits', 'certs/…')`. */
export function corpusPath(name: string, ...parts: string[]): string {
  return join(CORPORA, name, ...parts);
}

export function readCorpus(name: string, ...parts: string[]): Uint8Array {
  return new Uint8Array(readFileSync(corpusPath(name, ...parts)));
}

/** `cases.json` of a corpus (or the file named), parsed; the caller states the shape that its README gives. */
export function corpusCases<T>(name: string, file = 'cases.json'): T {
  return JSON.parse(readFileSync(corpusPath(name, file), 'utf8')) as T;
}

/** A describe block that is skipped, with the reason in its title, where the corpus is absent. */
export function describeCorpus(name: string, title: string, body: () => void): void {
  if (hasCorpus(name)) describe(title, body);
  // the body would be run to collect its tests, and reads the corpus
  else describe(title, () => test.skip(`corpus '${name}' is not here: set KYSO_CORPORA`));
}

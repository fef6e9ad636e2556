import { opendir, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Fault } from '../../fault/fault.ts';
import { fileFault } from './source.ts';

/** A file that was named, or found in a named folder. */
export interface FoundFile {
  /** As it is shown and opened: the argument, or the folder's argument with the rest of the path. */
  readonly path: string;
  /** Path below the folder it was found in, or its base name: where it goes below an output folder. */
  readonly below: string;
}

/** Deepest folder that is looked into. */
const DEEPEST = 32;

/**
 * The files that `paths` name: a file as it is, a folder's files with one of `extensions` (lower case,
 * with dot) sorted by name, a glob pattern where no such file exists. Hidden names and symbolic links
 * inside folders are passed over; each file comes once. Faults: FILE_MISSING, FILE_UNREADABLE.
 */
export async function walk(
  paths: readonly string[],
  extensions: readonly string[],
  directory = '.',
): Promise<FoundFile[]> {
  const found = new Map<string, FoundFile>();
  const add = (file: FoundFile) => {
    const key = resolve(directory, file.path);
    if (!found.has(key)) found.set(key, file);
  };
  for (const path of paths) {
    const absolute = resolve(directory, path);
    const kind = await kindOf(absolute);
    if (kind === 'folder') {
      for await (const below of filesBelow(absolute, extensions))
        add({ path: join(path, below), below });
    } else if (kind === 'file') {
      add({ path, below: relative(resolve(absolute, '..'), absolute) });
    } else {
      const matches = await namesLike(path, directory);
      if (matches.length === 0) throw new Fault('FILE_MISSING', { path });
      for (const match of matches) add({ path: match, below: match.split(/[\\/]/).at(-1)! });
    }
  }
  return [...found.values()];
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const fault = fileFault(error, path, 'FILE_UNREADABLE');
    if (fault.code === 'FILE_MISSING') return 'nothing';
    throw fault;
  }
}

async function* filesBelow(
  folder: string,
  extensions: readonly string[],
  below = '',
  depth = 0,
): AsyncGenerator<string> {
  if (depth > DEEPEST)
    throw new Fault('FILE_UNREADABLE', { path: folder, what: 'folder-too-deep' });
  const entries = [];
  try {
    for await (const entry of await opendir(join(folder, below))) entries.push(entry);
  } catch (error) {
    throw fileFault(error, join(folder, below), 'FILE_UNREADABLE');
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = join(below, entry.name);
    if (entry.isDirectory()) yield* filesBelow(folder, extensions, path, depth + 1);
    else if (entry.isFile() && extensions.some((e) => entry.name.toLowerCase().endsWith(e)))
      yield path;
  }
}

async function namesLike(pattern: string, directory: string): Promise<string[]> {
  if (!/[*?[{]/.test(pattern)) return [];
  const { glob } = await import('tinyglobby');
  const names = await glob(pattern.replaceAll('\\', '/'), {
    cwd: directory,
    onlyFiles: true,
    followSymbolicLinks: false,
    expandDirectories: false,
  });
  return names.sort();
}

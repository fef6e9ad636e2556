import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = new URL('../../src', import.meta.url).pathname;
const ROOMS = [...readFileSync(join(SRC, 'README.md'), 'utf8').matchAll(/^\| `(\w+)\/` *\|/gm)].map(
  (row) => row[1]!,
);
/** Rooms whose code may touch files, processes, the network or the clock. */
const WITH_IO = ['edge', 'cli'];
const IO_MODULES = /^node:(fs|http|https|net|dns|child_process|process|worker_threads|readline|os)/;

interface Import {
  readonly file: string;
  readonly from: string;
  readonly target: string;
}

const files = sources(SRC);
const imports = files.flatMap(importsOf);

describe('rooms', () => {
  it('are all in the table', () => {
    expect(
      folders(SRC)
        .map((path) => relative(SRC, path))
        .toSorted(),
    ).toEqual(ROOMS.toSorted());
  });

  it('import only rooms above them', () => {
    const wrong = imports.filter(
      ({ from, target }) =>
        from !== '' && target !== from && ROOMS.indexOf(target) > ROOMS.indexOf(from),
    );
    expect(wrong).toEqual([]);
  });

  it('keep the notations apart', () => {
    const notation = (path: string) => /^syntax\/(\w+)/.exec(path)?.[1];
    const wrong = files.flatMap((file) =>
      specifiers(file)
        .filter((s) => s.startsWith('.'))
        .map((s) => [relative(SRC, file), relative(SRC, join(file, '..', s))] as const)
        .filter(([a, b]) => notation(a) && notation(b) && notation(a) !== notation(b)),
    );
    expect(wrong).toEqual([]);
  });

  it('have a README, or one in each of their folders', () => {
    const explained = (folder: string): boolean =>
      existsSync(join(folder, 'README.md')) ||
      (folders(folder).length > 0 && folders(folder).every(explained));
    expect(ROOMS.filter((room) => !explained(join(SRC, room)))).toEqual([]);
  });

  it('do no I/O outside edge and cli', () => {
    const wrong = files.flatMap((file) => {
      const room = relative(SRC, file).split('/')[0]!;
      if (WITH_IO.includes(room)) return [];
      return specifiers(file)
        .filter((s) => IO_MODULES.test(s))
        .map((s) => `${relative(SRC, file)} imports ${s}`);
    });
    expect(wrong).toEqual([]);
  });

  it('read no clock outside edge and cli', () => {
    const wrong = files.filter((file) => {
      const room = relative(SRC, file).split('/')[0]!;
      return (
        !WITH_IO.includes(room) && /\bDate\.now\(\)|new Date\(\)/.test(readFileSync(file, 'utf8'))
      );
    });
    expect(wrong.map((file) => relative(SRC, file))).toEqual([]);
  });
});

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

function folders(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isDirectory());
}

function specifiers(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((m) => m[1]!);
}

function importsOf(file: string): Import[] {
  const from = relative(SRC, file).split('/');
  return specifiers(file)
    .filter((s) => s.startsWith('.'))
    .map((s) => {
      const target = relative(SRC, join(file, '..', s)).split('/');
      return {
        file: relative(SRC, file),
        from: from.length > 1 ? from[0]! : '',
        target: target.length > 1 ? target[0]! : '',
      };
    })
    .filter(({ target }) => target !== '' && target !== '..');
}

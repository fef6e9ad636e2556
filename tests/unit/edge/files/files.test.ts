import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Draft, sweepDrafts } from '../../../../src/edge/files/draft.ts';
import { openSource } from '../../../../src/edge/files/source.ts';
import { walk } from '../../../../src/edge/files/walk.ts';
import { temporaryFolder } from '../../../support/kyso.ts';

describe('openSource', () => {
  it.each([
    ['missing.pdf', 'FILE_MISSING'],
    ['empty.pdf', 'FILE_EMPTY'],
    ['.', 'FILE_UNREADABLE'],
  ])('refuses %s with %s', (name, code) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'empty.pdf'), '');
    expect(() => openSource(join(folder, name))).toThrow(expect.objectContaining({ code }));
  });

  it('does not wait for a pipe that nobody writes into', () => {
    const path = join(temporaryFolder(), 'pipe.pdf');
    execFileSync('mkfifo', [path]);
    expect(() => openSource(path)).toThrow(expect.objectContaining({ code: 'FILE_UNREADABLE' }));
  });

  it('reads a large file through its window exactly as memory would', () => {
    const path = join(temporaryFolder(), 'large');
    const octets = new Uint8Array(33 * 1024 * 1024).map((_, i) => (i * 2654435761) >>> 24);
    writeFileSync(path, octets);
    const { source, close } = openSource(path);
    for (const [start, end] of [
      [0, 10],
      [octets.length - 5, octets.length],
      [1_000_000, 1_300_000],
      [299_990, 300_010],
      [octets.length, octets.length],
    ] as const) {
      expect(Buffer.compare(source.read(start, end), octets.subarray(start, end))).toBe(0);
    }
    expect(() => source.read(0, octets.length + 1)).toThrow(RangeError);
    close();
  });

  it('notices a file that changed while it was open', () => {
    const path = join(temporaryFolder(), 'a');
    writeFileSync(path, 'abc');
    const opened = openSource(path);
    truncateSync(path, 1);
    expect(() => opened.confirmUnchanged()).toThrow(
      expect.objectContaining({ code: 'FILE_CHANGED' }),
    );
    opened.close();
  });
});

describe('Draft', () => {
  it('shows nothing before it is published and everything after', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'out', 'a.pdf');
    const draft = Draft.create(path);
    draft.write(new TextEncoder().encode('signed'), 0);
    expect(existsSync(path)).toBe(false);
    await draft.publish();
    expect(readFileSync(path, 'utf8')).toBe('signed');
    expect(readdirSync(join(folder, 'out'))).toEqual(['a.pdf']);
  });

  it('never replaces a file', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.pdf');
    const draft = Draft.create(path);
    writeFileSync(path, 'theirs');
    await expect(draft.publish()).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' });
    draft.discard();
    expect(readFileSync(path, 'utf8')).toBe('theirs');
    expect(readdirSync(folder)).toEqual(['a.pdf']);
  });

  it('does not write through a link planted under the draft’s name', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'victim'), 'theirs');
    symlinkSync(join(folder, 'victim'), join(folder, `.a.pdf.${process.pid}.kyso-draft`));
    expect(() => Draft.create(join(folder, 'a.pdf'))).toThrow(
      expect.objectContaining({
        code: 'OUTPUT_UNWRITABLE',
      }),
    );
    expect(readFileSync(join(folder, 'victim'), 'utf8')).toBe('theirs');
  });
});

describe('sweepDrafts', () => {
  it('removes what a run that is no more has left, and nothing of a running one', async () => {
    const folder = temporaryFolder();
    const names = [
      '.a.pdf.4194304.kyso-draft',
      `.b.pdf.${process.pid}.kyso-draft`,
      'c.pdf',
      '.d.kyso-draft',
    ];
    for (const name of names) writeFileSync(join(folder, name), 'x');
    await sweepDrafts([folder, join(folder, 'nowhere')]);
    expect(readdirSync(folder).toSorted()).toEqual(names.slice(1).toSorted());
  });
});

describe('walk', () => {
  const tree = () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'out box', 'Tờ trình'), { recursive: true });
    for (const name of ['b.pdf', 'a.PDF', 'c.txt', '.hidden.pdf', 'Tờ trình/đ.pdf']) {
      writeFileSync(join(folder, 'out box', name), 'x');
    }
    return folder;
  };

  it('finds a folder’s documents, sorted, with names of any letters', async () => {
    const found = await walk(['out box'], ['.pdf'], tree());
    expect(found.map((f) => f.below)).toEqual(['Tờ trình/đ.pdf', 'a.PDF', 'b.pdf']);
  });

  it('takes a file once, however often it is named', async () => {
    const found = await walk(['out box/b.pdf', 'out box', './out box/b.pdf'], ['.pdf'], tree());
    expect(found.filter((f) => f.path.endsWith('b.pdf'))).toHaveLength(1);
  });

  it('understands a glob where no such file exists', async () => {
    const found = await walk(['out box/**/*.pdf'], ['.pdf'], tree());
    expect(found.map((f) => f.below)).toContain('đ.pdf');
  });

  it('says when nothing fits', async () => {
    await expect(walk(['none.pdf'], ['.pdf'], tree())).rejects.toMatchObject({
      code: 'FILE_MISSING',
    });
    await expect(walk(['*.xyz'], ['.pdf'], tree())).rejects.toMatchObject({ code: 'FILE_MISSING' });
  });
});

import { constants } from 'node:fs';
import { type FileHandle, link, mkdir, open, readdir, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../../fault/fault.ts';
import { fileFault } from './source.ts';

/** Octets copied at a time from the source into the draft. */
const PIECE = 1024 * 1024;

/** Hidden, and with the process in it, so that two runs never write one draft and an abandoned one is known. */
const draftName = (name: string) => `.${name}.${process.pid}.kyso-draft`;
const DRAFT = /^\..*\.(\d+)\.kyso-draft$/;

/**
 * An output that appears whole or not at all: written beside its final name under a hidden one, flushed,
 * then linked. link() fails where the name exists; rename() would replace it.
 */
export class Draft {
  readonly path: string;
  readonly draftPath: string;
  private readonly handle: FileHandle;

  private constructor(path: string, draftPath: string, handle: FileHandle) {
    this.path = path;
    this.draftPath = draftPath;
    this.handle = handle;
  }

  /** Faults: OUTPUT_UNWRITABLE, DISK_FULL. */
  static async create(path: string): Promise<Draft> {
    const draftPath = join(dirname(path), draftName(basename(path)));
    try {
      return new Draft(path, draftPath, await openDraft(draftPath));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        throw fileFault(error, path, 'OUTPUT_UNWRITABLE');
      }
    }
    try {
      await mkdir(dirname(path), { recursive: true });
      return new Draft(path, draftPath, await openDraft(draftPath));
    } catch (error) {
      throw fileFault(error, path, 'OUTPUT_UNWRITABLE');
    }
  }

  async write(octets: Uint8Array, position: number): Promise<void> {
    try {
      for (let done = 0; done < octets.length; ) {
        const { bytesWritten } = await this.handle.write(
          octets,
          done,
          Math.min(octets.length - done, PIECE),
          position + done,
        );
        done += bytesWritten;
      }
    } catch (error) {
      throw fileFault(error, this.path, 'OUTPUT_UNWRITABLE');
    }
  }

  /** Makes the octets durable and gives them their name. Fault: OUTPUT_EXISTS. */
  async publish(): Promise<void> {
    try {
      await this.handle.datasync();
      await link(this.draftPath, this.path);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EEXIST') throw new Fault('OUTPUT_EXISTS', { path: this.path });
      throw fileFault(error, this.path, 'OUTPUT_UNWRITABLE');
    }
    await this.discard();
  }

  /** Closes and removes the draft; what was published stays. */
  async discard(): Promise<void> {
    await this.handle.close().catch(() => {});
    await unlink(this.draftPath).catch(() => {});
  }
}

function openDraft(path: string): Promise<FileHandle> {
  // O_NOFOLLOW: a planted symbolic link under the draft's name must not redirect what we write.
  const flags =
    constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0);
  return open(path, flags, 0o644);
}

/** Makes the names inside a folder durable (fsync of the directory; a no-op where the system has none). */
export async function flushFolder(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows can't open a directory; there NTFS journals the name.
  }
}

/** Removes the drafts that runs which are no more have left in these folders. */
export async function sweepDrafts(folders: Iterable<string>): Promise<void> {
  for (const folder of new Set(folders)) {
    const names = await readdir(folder).catch(() => []);
    const abandoned = names.filter((name) => {
      const run = DRAFT.exec(name)?.[1];
      return run !== undefined && !isRunning(Number(run));
    });
    await Promise.all(abandoned.map((name) => unlink(join(folder, name)).catch(() => {})));
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

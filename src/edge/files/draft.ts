import {
  closeSync,
  constants,
  fdatasync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { open, readdir, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Fault } from '../../fault/fault.ts';
import { fileFault } from './source.ts';

const flush = promisify(fdatasync);

/** Hidden, and with the process in it, so that two runs never write one draft and an abandoned one is known. */
const draftName = (name: string) => `.${name}.${process.pid}.kyso-draft`;
const DRAFT = /^\..*\.(\d+)\.kyso-draft$/;

/**
 * An output that appears whole or not at all: written beside its final name under a hidden one, flushed,
 * then linked. link() fails where the name exists; rename() would replace it. Only the flush waits for the
 * disk and is asynchronous: handing the short calls to a thread costs several times what they take.
 */
export class Draft {
  readonly path: string;
  readonly draftPath: string;
  private descriptor: number | undefined;

  private constructor(path: string, draftPath: string, descriptor: number) {
    this.path = path;
    this.draftPath = draftPath;
    this.descriptor = descriptor;
  }

  /** Faults: OUTPUT_UNWRITABLE, DISK_FULL. */
  static create(path: string): Draft {
    const draftPath = join(dirname(path), draftName(basename(path)));
    try {
      return new Draft(path, draftPath, openDraft(draftPath));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        throw fileFault(error, path, 'OUTPUT_UNWRITABLE');
      }
    }
    try {
      mkdirSync(dirname(path), { recursive: true });
      return new Draft(path, draftPath, openDraft(draftPath));
    } catch (error) {
      throw fileFault(error, path, 'OUTPUT_UNWRITABLE');
    }
  }

  write(octets: Uint8Array, position: number): void {
    try {
      for (let done = 0; done < octets.length; ) {
        done += writeSync(this.descriptor!, octets, done, octets.length - done, position + done);
      }
    } catch (error) {
      throw fileFault(error, this.path, 'OUTPUT_UNWRITABLE');
    }
  }

  /** What was written. */
  read(position: number, length: number): Uint8Array {
    const octets = Buffer.allocUnsafe(length);
    try {
      for (let done = 0; done < length; ) {
        const read = readSync(this.descriptor!, octets, done, length - done, position + done);
        if (read === 0) throw new Error('the draft is shorter than what was written');
        done += read;
      }
    } catch (error) {
      throw fileFault(error, this.path, 'OUTPUT_UNWRITABLE');
    }
    return octets;
  }

  /** Makes the octets durable and gives them their name. Fault: OUTPUT_EXISTS. */
  async publish(): Promise<void> {
    try {
      await flush(this.descriptor!);
      linkSync(this.draftPath, this.path);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EEXIST') throw new Fault('OUTPUT_EXISTS', { path: this.path });
      throw fileFault(error, this.path, 'OUTPUT_UNWRITABLE');
    }
    this.discard();
  }

  /** Closes and removes the draft; what was published stays. */
  discard(): void {
    if (this.descriptor === undefined) return;
    closeSync(this.descriptor);
    this.descriptor = undefined;
    try {
      unlinkSync(this.draftPath);
    } catch {
      // Somebody removed it, or the next run sweeps it away.
    }
  }
}

function openDraft(path: string): number {
  // O_NOFOLLOW: a planted symbolic link under the draft's name must not redirect what we write.
  const flags =
    constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0);
  return openSync(path, flags, 0o644);
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

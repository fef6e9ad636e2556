import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { type ByteSource, memorySource } from '../../bytes/source.ts';
import { Fault } from '../../fault/fault.ts';
import type { FaultCode } from '../../fault/table.ts';

/** Files up to this size are read into memory at once; larger ones through one moving window. */
const WHOLE_FILE = 32 * 1024 * 1024;
/** Octets of a large file held at a time. */
const WINDOW = 256 * 1024;

export interface OpenedFile {
  readonly source: ByteSource;
  /** Throws FILE_CHANGED when the file's size or time of change differs from when it was opened. */
  confirmUnchanged(): void;
  close(): void;
}

/**
 * The one door to input files: a regular file, opened once and read as it was then.
 * Faults: FILE_MISSING, FILE_UNREADABLE (with what: not-a-file or the system's code), FILE_EMPTY.
 */
export function openSource(path: string): OpenedFile {
  const descriptor = openOrFault(path);
  try {
    const { size, mtimeMs } = regular(descriptor, path);
    const source =
      size <= WHOLE_FILE
        ? memorySource(readExactly(descriptor, path, 0, size))
        : windowedSource(descriptor, path, size);
    return {
      source,
      confirmUnchanged() {
        const now = fstatSync(descriptor);
        if (now.size !== size || now.mtimeMs !== mtimeMs) throw new Fault('FILE_CHANGED', { path });
      },
      close: () => closeSync(descriptor),
    };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/** A small file (key store, CRL, list) as octets; refuses more than `limit`. */
export function readSmallFile(path: string, limit = 64 * 1024 * 1024): Uint8Array {
  const opened = openOrFault(path);
  try {
    const { size } = regular(opened, path);
    if (size > limit) throw new Fault('FILE_UNREADABLE', { path, what: 'file-too-large' });
    return readExactly(opened, path, 0, size);
  } finally {
    closeSync(opened);
  }
}

/** The fault that a failed file call means. */
export function fileFault(error: unknown, path: string, otherwise: FaultCode): Fault {
  if (error instanceof Fault) return error;
  const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
  if (code === 'ENOENT' || code === 'ENOTDIR') return new Fault('FILE_MISSING', { path });
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Fault('DISK_FULL', { path });
  return new Fault(otherwise, { path, what: code }, { cause: error });
}

/** A descriptor for reading that never waits: opening a pipe would block until somebody writes into it. */
export function openWithoutWaiting(path: string): number {
  return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
}

function openOrFault(path: string): number {
  try {
    return openWithoutWaiting(path);
  } catch (error) {
    throw fileFault(error, path, 'FILE_UNREADABLE');
  }
}

function regular(descriptor: number, path: string): { size: number; mtimeMs: number } {
  const stat = fstatSync(descriptor);
  if (!stat.isFile()) throw new Fault('FILE_UNREADABLE', { path, what: 'not-a-file' });
  if (stat.size === 0) throw new Fault('FILE_EMPTY', { path });
  return stat;
}

function readExactly(descriptor: number, path: string, position: number, length: number) {
  const octets = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const count = readOrFault(descriptor, path, octets, filled, length - filled, position + filled);
    if (count === 0) throw new Fault('FILE_CHANGED', { path });
    filled += count;
  }
  return new Uint8Array(octets.buffer, 0, length);
}

function readOrFault(
  descriptor: number,
  path: string,
  into: Uint8Array,
  offset: number,
  length: number,
  position: number,
): number {
  try {
    return readSync(descriptor, into, offset, length, position);
  } catch (error) {
    throw fileFault(error, path, 'FILE_UNREADABLE');
  }
}

/** Reads of up to half a window are served from the window; larger ones go to the file directly. */
function windowedSource(descriptor: number, path: string, length: number): ByteSource {
  let from = 0;
  let window: Uint8Array = new Uint8Array(0);
  return {
    length,
    read(start, end) {
      if (start < 0 || end < start || end > length) throw new RangeError('read outside source');
      if (end - start > WINDOW / 2) return readExactly(descriptor, path, start, end - start);
      if (start < from || end > from + window.length) {
        // Structure is read backwards from the end of a PDF, so the window reaches both ways.
        from = Math.max(0, Math.min(start - WINDOW / 4, length - WINDOW));
        window = readExactly(descriptor, path, from, Math.min(WINDOW, length - from));
      }
      return window.slice(start - from, end - from);
    },
  };
}

import { resolve } from 'node:path';
import { type OpenedFile, openSource } from '../edge/files/source.ts';
import type { ExamineOptions } from '../examination/index.ts';
import { Fault } from '../fault/fault.ts';

/** Endings of files that hold a CMS signature (RFC 8551 clause 3.2.1, and what is met besides); a folder is searched for them. */
export const SIGNATURE_ENDINGS = ['.p7m', '.p7s', '.cms', '.pkcs7', '.sig'] as const;

/** Endings that are put behind the name of the file that was signed: `a.pdf.p7s` is the signature of `a.pdf`. */
const BESIDE = /^(.+)\.(?:p7s|sig)$/i;

/** Where content of a detached signature may be. */
export interface ContentPlace {
  /** Against which paths are resolved. */
  readonly directory: string;
  /** The content as the caller names it; undefined: a file beside the signature, if there is one. */
  readonly content?: string;
}

/**
 * Refuses `--content` where it can't be meant: for more than one document, or when it is not there. Faults: USAGE, FILE_*.
 */
export function checkContent({ directory, content }: ContentPlace, documents: number): void {
  if (content === undefined) return;
  if (documents !== 1) throw new Fault('USAGE', { what: 'usage-one-document', name: '--content' });
  openSource(resolve(directory, content)).close();
}

/** Lends the content of the signature at `path` to `use`, as far as there is any, and makes sure that it did not change. */
export function withContent<T>(
  path: string,
  { directory, content }: ContentPlace,
  use: (found: Pick<ExamineOptions, 'contents' | 'contentsBeside' | 'contentPath'>) => T,
): T {
  const contentPath = content ?? BESIDE.exec(path)?.[1];
  if (contentPath === undefined) return use({});
  const opened = open(resolve(directory, contentPath), content !== undefined);
  if (opened === undefined) return use({});
  try {
    const { source } = opened;
    const contents = content === undefined ? { contentsBeside: source } : { contents: source };
    const result = use({ ...contents, contentPath });
    opened.confirmUnchanged();
    return result;
  } finally {
    opened.close();
  }
}

function open(path: string, named: boolean): OpenedFile | undefined {
  try {
    return openSource(path);
  } catch (error) {
    // Where nobody named it, the verdict says that the content is missing.
    if (!named && error instanceof Fault) return undefined;
    throw error;
  }
}

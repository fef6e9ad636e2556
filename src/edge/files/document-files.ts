import { resolve } from 'node:path';
import type { DocumentFiles } from '../../batch/ports.ts';
import { Draft } from './draft.ts';
import { openSource } from './source.ts';

/** The files of a batch, with paths relative to `directory`. */
export function documentFiles(directory: string): DocumentFiles {
  return {
    open: (path) => openSource(resolve(directory, path)),
    draft: (path) => Draft.create(resolve(directory, path)),
  };
}

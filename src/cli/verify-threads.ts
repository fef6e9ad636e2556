import { createRequire } from 'node:module';
import { inOrder, type Outcome } from '../edge/workers/pool.ts';
import { unreadable } from '../examination/index.ts';
import { Fault } from '../fault/fault.ts';
import { type PortablePolicy, toPortable } from './portable-policy.ts';
import { type VerifiedDocument, type VerifyTask, wording } from './verify-document.ts';

/** A task as it is handed to each thread once. */
export type PortableTask = Omit<VerifyTask, 'policy'> & { readonly policy: PortablePolicy };

/** One document for a thread. */
export interface VerifyJob {
  readonly path: string;
  /** It opens the reports. */
  readonly first: boolean;
}

/** Judges and words documents on `threads` worker threads; one that dies gives its document a fault and costs no other. */
export async function* verifyOnThreads(
  paths: readonly string[],
  task: VerifyTask,
  threads: number,
  interrupted: AbortSignal,
  module = workerModule(),
): AsyncGenerator<VerifiedDocument, void, undefined> {
  const jobs = paths.map((path, index): VerifyJob => ({ path, first: index === 0 }));
  const data: PortableTask = { ...task, policy: toPortable(task.policy) };
  const word = wording(task.reports);
  let index = 0;
  for await (const outcome of inOrder<VerifyJob, VerifiedDocument>(jobs, {
    module,
    data,
    threads,
    interrupted,
  })) {
    const { path, first } = jobs[index++]!;
    yield 'answer' in outcome
      ? outcome.answer
      : word(unreadable(path, faultOf(outcome)), task.policy, first);
  }
}

function workerModule(): string {
  return createRequire(import.meta.url).resolve('#verify-worker');
}

function faultOf({ died, cause }: Exclude<Outcome<unknown>, { answer: unknown }>): Fault {
  return died === 'memory'
    ? new Fault('DOCUMENT_LIMIT', { what: 'memory-limit' }, { cause })
    : new Fault('BUG', {}, { cause });
}

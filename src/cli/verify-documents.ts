import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { RevocationSource } from '../ades/ports.ts';
import { complete } from '../examination/index.ts';
import { examineFile, type VerifiedDocument, type VerifyTask, wording } from './verify-document.ts';

export interface VerifyOrder {
  /** In the order of the report. */
  readonly paths: readonly string[];
  readonly task: VerifyTask;
  /** Where missing data are fetched; undefined when they are not. */
  readonly source: RevocationSource | undefined;
  /** Documents at a time; undefined leaves it to kyso. */
  readonly jobs: number | undefined;
  readonly interrupted: AbortSignal;
}

/**
 * Judges and words documents, in their order whichever is done first, and ends early when interrupted. With `source` they go
 * one by one: what was fetched for one is used for the next, so the answers would depend on who finished first.
 */
export async function* verifyDocuments(
  order: VerifyOrder,
): AsyncGenerator<VerifiedDocument, void, undefined> {
  const { paths, task, source, interrupted } = order;
  const jobs = source ? 1 : Math.min(order.jobs ?? (await jobsFor(paths, task)), paths.length);
  if (jobs > 1) {
    const { verifyOnThreads } = await import('./verify-threads.ts');
    yield* verifyOnThreads(paths, task, jobs, interrupted);
    return;
  }
  const word = wording(task.reports);
  let { policy } = task;
  let turned = performance.now();
  for (const [index, path] of paths.entries()) {
    if (performance.now() - turned > TURN) {
      await setImmediate();
      turned = performance.now();
    }
    if (interrupted.aborted) return;
    let examination = examineFile(path, { ...task, policy });
    if (source !== undefined)
      ({ examination, policy } = await complete(examination, policy, task.at, source));
    yield word(examination, policy, index === 0);
  }
}

/** Milliseconds after which signals are let in: a loop that never waits would not hear of an interruption. */
const TURN = 50;

/**
 * From here on threads pay: so many documents, or octets of them. Each thread loads kyso and warms up on its own, which costs
 * about as much as 500 documents with one signature.
 */
const PAYS = { documents: 800, octets: 1024 * 1024 * 1024 };

/** One processor is left to the garbage collectors and the compiler, which keep a third of it busy for each thread. */
async function jobsFor(paths: readonly string[], { directory }: VerifyTask): Promise<number> {
  const processors = availableParallelism() - 1;
  if (processors <= 1) return 1;
  if (paths.length >= PAYS.documents) return processors;
  let octets = 0;
  for (const path of paths.length > 1 ? paths : [])
    octets += await stat(resolve(directory, path)).then(
      ({ size }) => size,
      () => 0,
    );
  return octets >= PAYS.octets ? processors : 1;
}

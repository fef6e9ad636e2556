import { parentPort, workerData } from 'node:worker_threads';
import type { Said } from './pool.ts';

/**
 * The other side of `inOrder`: makes the worker of this thread from what it was given once, then answers every job with it. What
 * it throws ends the thread, so it should not.
 */
export function serve<Data, Job, Answer>(prepare: (data: Data) => (job: Job) => Answer): void {
  const port = parentPort;
  if (port === null) return;
  const work = prepare(workerData as Data);
  port.on('message', (job: Job) => {
    port.postMessage({ answer: work(job) } satisfies Said<Answer>);
  });
  port.postMessage({ ready: true } satisfies Said<Answer>);
}

import { parentPort, workerData } from 'node:worker_threads';
import type { Batch, Said, Start } from './pool.ts';

/** Milliseconds after which answers are sent though more jobs are at hand. */
const SPAN = 40;

/**
 * The other side of `inOrder`: makes the worker of this thread from what it was given once, then answers every job with it. What
 * it throws ends the thread, so it should not.
 */
export function serve<Data, Job, Answer>(prepare: (data: Data) => (job: Job) => Answer): void {
  const port = parentPort;
  if (port === null) return;
  const { data, underWay } = workerData as Start<Data>;
  const work = prepare(data);
  port.on('message', (batch: Batch<Job>) => {
    let answers: Answer[] = [];
    let began = performance.now();
    const send = () => {
      const now = performance.now();
      if (answers.length > 0)
        port.postMessage({ answers, took: now - began } satisfies Said<Answer>);
      answers = [];
      began = now;
    };
    try {
      for (const [index, job] of batch) {
        Atomics.store(underWay, 0, index);
        answers.push(work(job));
        if (performance.now() - began > SPAN) send();
      }
    } finally {
      send();
    }
  });
  port.postMessage({ ready: true } satisfies Said<Answer>);
}

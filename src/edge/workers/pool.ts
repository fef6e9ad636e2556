import { Worker } from 'node:worker_threads';

/** What became of one job: its answer, or how the threads that took it died. */
export type Outcome<Answer> =
  | { readonly answer: Answer }
  /** memory: over the limit of a thread; crash: anything else, told by `cause`. */
  | { readonly died: 'memory' | 'crash'; readonly cause: unknown };

export interface PoolOptions {
  /** Path of a module that calls `serve`. */
  readonly module: string;
  /** Handed to each thread once; cloned, so plain data. */
  readonly data: unknown;
  readonly threads: number;
  /** Once aborted no further job is begun; the outcomes end behind the last one that was. */
  readonly interrupted: AbortSignal;
  /** Largest heap of one thread in MiB. */
  readonly memory?: number;
}

const LIMITS = {
  /** MiB, of the heap alone: octets of files are not on it, and what readers make of any file stays far below. */
  memory: 512,
  /** Jobs that a thread holds at least: one under way, one at hand while the answer travels. */
  held: 2,
  /** Short jobs travel together, for waking a thread may cost as much as one: so many, or so many milliseconds of them. */
  batch: 16,
  span: 40,
  /** Jobs that may be begun or wait for an earlier one, for each thread. */
  ahead: 32,
  /** Threads that a job may kill before it is given up: the first may have died of something else. */
  tries: 2,
};

/**
 * Runs jobs on worker threads and gives their outcomes in the order of the jobs, none begun long before its turn. A thread
 * that dies costs at most the job it was at. Throws only when no thread can be started at all.
 */
export async function* inOrder<Job, Answer>(
  jobs: readonly Job[],
  o: PoolOptions,
): AsyncGenerator<Outcome<Answer>, void, undefined> {
  const pool = new Pool<Job, Answer>(jobs, o);
  try {
    for (let index = 0; index < jobs.length; index++) {
      const outcome = await pool.outcomeOf(index);
      if (outcome === undefined) return;
      yield outcome;
    }
  } finally {
    await pool.close();
  }
}

interface Thread {
  readonly worker: Worker;
  /** Indices of the jobs it was given and has not answered. */
  readonly held: number[];
  /** Index of the job under way, in memory that outlives the thread. */
  readonly underWay: Int32Array;
  ready: boolean;
  death: unknown;
}

/** What a thread is given when it starts, and jobs with their indices from then on. */
export interface Start<Data> {
  readonly data: Data;
  readonly underWay: Int32Array;
}
export type Batch<Job> = readonly (readonly [index: number, job: Job])[];

/** What a thread says: that it is ready, then answers to its jobs in their order, and the milliseconds that they took. */
export type Said<Answer> =
  | { readonly ready: true }
  | { readonly answers: readonly Answer[]; readonly took: number };

class Pool<Job, Answer> {
  private readonly jobs: readonly Job[];
  private readonly options: PoolOptions;
  private readonly threads = new Set<Thread>();
  private readonly outcomes = new Map<number, Outcome<Answer>>();
  /** Jobs whose thread died, and how many each has killed. */
  private readonly lost: number[] = [];
  private readonly deaths = new Map<number, number>();
  private wanted: number;
  /** Milliseconds that a job took of late. */
  private pace = Infinity;
  private begun = 0;
  private turn = 0;
  private closing = false;
  private failure: unknown;
  private wake = () => {};

  constructor(jobs: readonly Job[], options: PoolOptions) {
    this.jobs = jobs;
    this.options = options;
    this.wanted = Math.min(options.threads, jobs.length);
  }

  /** undefined when the run was interrupted before this job was begun. */
  async outcomeOf(index: number): Promise<Outcome<Answer> | undefined> {
    this.turn = index;
    this.feed();
    for (;;) {
      const outcome = this.outcomes.get(index);
      if (outcome !== undefined) {
        this.outcomes.delete(index);
        return outcome;
      }
      if (index >= this.begun && this.options.interrupted.aborted) return undefined;
      if (this.wanted === 0) throw this.failure;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  async close(): Promise<void> {
    this.closing = true;
    await Promise.all([...this.threads].map(({ worker }) => worker.terminate()));
  }

  /** Gives out what may be begun, evenly, as soon as a thread has less than half of what it may hold. */
  private feed(): void {
    while (this.threads.size < this.wanted) this.threads.add(this.start());
    const most = Math.max(LIMITS.held, Math.min(LIMITS.batch, Math.floor(LIMITS.span / this.pace)));
    for (const { worker, held } of this.threads) {
      if (held.length > most / 2) continue;
      const batch: [number, Job][] = [];
      while (held.length < most) {
        const index = this.next();
        if (index === undefined) break;
        held.push(index);
        batch.push([index, this.jobs[index]!]);
      }
      if (batch.length > 0) worker.postMessage(batch satisfies Batch<Job>);
    }
  }

  private next(): number | undefined {
    const again = this.lost.shift();
    if (again !== undefined) return again;
    const { interrupted } = this.options;
    const end = Math.min(this.jobs.length, this.turn + this.wanted * LIMITS.ahead);
    return this.begun < end && !interrupted.aborted ? this.begun++ : undefined;
  }

  private start(): Thread {
    const { module, data, memory } = this.options;
    const underWay = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
    const worker = new Worker(module, {
      workerData: { data, underWay } satisfies Start<unknown>,
      resourceLimits: { maxOldGenerationSizeMb: memory ?? LIMITS.memory },
    });
    const thread: Thread = { worker, held: [], underWay, ready: false, death: undefined };
    worker.on('message', (said: Said<Answer>) => {
      if ('ready' in said) thread.ready = true;
      else this.take(thread, said);
      this.feed();
      this.wake();
    });
    worker.on('error', (error) => {
      thread.death = error;
    });
    worker.on('exit', () => {
      this.threads.delete(thread);
      if (this.closing) return;
      this.bury(thread);
      this.feed();
      this.wake();
    });
    return thread;
  }

  private take({ held }: Thread, { answers, took }: Exclude<Said<Answer>, { ready: true }>): void {
    for (const answer of answers) this.outcomes.set(held.shift()!, { answer });
    this.pace = took / answers.length;
  }

  private bury({ held, underWay, ready, death }: Thread): void {
    const index = held.find((one) => one === Atomics.load(underWay, 0));
    const others = held.filter((one) => one !== index);
    if (!ready || index === undefined) {
      // No job killed it, so the machine has no room for it: it is not replaced.
      this.wanted--;
      this.failure = death;
      this.lost.unshift(...held);
      return;
    }
    this.lost.unshift(...others);
    const deaths = (this.deaths.get(index) ?? 0) + 1;
    this.deaths.set(index, deaths);
    if (deaths < LIMITS.tries) this.lost.unshift(index);
    else
      this.outcomes.set(index, { died: isOutOfMemory(death) ? 'memory' : 'crash', cause: death });
  }
}

function isOutOfMemory(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

import { describe, expect, it } from 'vitest';
import { inOrder, type Outcome, type PoolOptions } from '../../../../src/edge/workers/pool.ts';

const MODULE = new URL('thread.js', import.meta.url).pathname;

interface Job {
  readonly index: number;
  readonly does?: 'exit' | 'exit-once' | 'throw' | 'exhaust' | 'wait';
}

function arrange(jobs: readonly Omit<Job, 'index'>[], o: Partial<PoolOptions> = {}) {
  const began = new Int32Array(new SharedArrayBuffer(4 * jobs.length));
  const outcomes = inOrder<Job, number>(
    jobs.map((job, index) => ({ ...job, index })),
    {
      module: MODULE,
      data: { began },
      threads: 2,
      interrupted: new AbortController().signal,
      ...o,
    },
  );
  return { began, outcomes };
}

const plain = (outcome: Outcome<number>) => ('answer' in outcome ? outcome.answer : outcome.died);

async function all(outcomes: AsyncIterable<Outcome<number>>) {
  const found: (number | string)[] = [];
  for await (const outcome of outcomes) found.push(plain(outcome));
  return found;
}

describe('a pool of threads', () => {
  it('answers in the order of the jobs, whichever is done first', async () => {
    const { outcomes, began } = arrange([{ does: 'wait' }, ...Array(50).fill({})]);
    expect(await all(outcomes)).toEqual(Array.from({ length: 51 }, (_, i) => i * i));
    expect([...began]).toEqual(Array(51).fill(1));
  });

  it('begins nothing long before its turn', async () => {
    const { outcomes, began } = arrange(Array(500).fill({}));
    await outcomes.next();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([...began].filter((n) => n > 0).length).toBeLessThan(80);
    await outcomes.return();
  });

  it('loses only the job that kills its threads, by exit, exception or memory', async () => {
    const { outcomes, began } = arrange(
      [{}, { does: 'exit' }, {}, {}, { does: 'throw' }, {}, { does: 'exhaust' }, {}],
      { memory: 32 },
    );
    expect(await all(outcomes)).toEqual([0, 'crash', 4, 9, 'crash', 25, 'memory', 49]);
    // a second thread was tried before a job was blamed, and none of the others was lost or blamed
    expect([began[1], began[4], began[6]]).toEqual([2, 2, 2]);
  });

  it('does not blame a job for a thread that died of something else', async () => {
    const { outcomes } = arrange([{}, { does: 'exit-once' }, {}]);
    expect(await all(outcomes)).toEqual([0, 1, 4]);
  });

  it('ends behind what was begun when interrupted, without a gap', async () => {
    const stop = new AbortController();
    const { outcomes, began } = arrange(Array(500).fill({}), { interrupted: stop.signal });
    const found = [plain((await outcomes.next()).value!)];
    stop.abort();
    for await (const outcome of outcomes) found.push(plain(outcome));
    expect(found).toEqual(found.map((_, i) => i * i));
    expect(found).toHaveLength([...began].filter((n) => n > 0).length);
    expect(found.length).toBeLessThan(500);
  });

  it('throws when no thread can be started', async () => {
    const { outcomes } = arrange([{}, {}], { data: { unstartable: true } });
    await expect(all(outcomes)).rejects.toThrow('no room');
  });
});

// A thread of the pool under test. Jobs say what it does; `began` counts, over all threads, how often each was begun.
import { serve } from '../../../../dist/edge/workers/serve.js';

serve(({ began, unstartable }) => {
  if (unstartable) throw new Error('no room');
  return ({ index, does }) => {
    const time = Atomics.add(began, index, 1);
    if (does === 'exit') process.exit(9);
    if (does === 'exit-once' && time === 0) process.exit(9);
    if (does === 'throw') throw new Error('a bug');
    if (does === 'exhaust') for (const held = []; ; ) held.push(new Array(10_000).fill(index));
    if (does === 'wait') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    return index * index;
  };
});

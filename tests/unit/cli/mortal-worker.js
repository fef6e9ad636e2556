// Stands in for the worker of kyso verify: documents of some names kill it. Memory really runs out in the pool's own test.
import { serve } from '../../../dist/edge/workers/serve.js';

const DEATHS = [
  ['crash', new Error('a bug')],
  ['bomb', Object.assign(new Error('no memory'), { code: 'ERR_WORKER_OUT_OF_MEMORY' })],
];

serve(() => ({ path }) => {
  for (const [name, death] of DEATHS) if (path.startsWith(name)) throw death;
  return { parts: [[path]], summary: {}, bug: null };
});

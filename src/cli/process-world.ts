import { processTerminal } from '../edge/terminal/process-terminal.ts';
import type { World } from './main.ts';

/** This process as a command sees it. A first SIGINT or SIGTERM asks for an orderly stop, a second one ends at once. */
export function processWorld(): World {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(130);
      stop.abort();
    });
  }
  return {
    now: () => new Date(),
    environment: process.env,
    directory: process.cwd(),
    terminal: processTerminal(),
    interrupted: stop.signal,
  };
}

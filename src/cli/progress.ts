import { fill } from '../words/catalogue.ts';
import { verify } from '../words/verify.ts';
import type { Context } from './command.ts';

/** Milliseconds between two progress lines (wording one costs a fifth of a small document), and before the pace is believed. */
const WAIT = { line: 100, pace: 3_000 };

/** Tells on the terminal how many of `count` documents are done and, from the pace so far, how long the rest takes. */
export class Progress {
  private readonly context: Pick<Context, 'terminal' | 'language'>;
  private readonly count: number;
  private readonly started = performance.now();
  private told = -WAIT.line;

  constructor(context: Pick<Context, 'terminal' | 'language'>, count: number) {
    this.context = context;
    this.count = count;
  }

  show(done: number): void {
    const elapsed = performance.now() - this.started;
    if (elapsed - this.told < WAIT.line) return;
    this.told = elapsed;
    const { terminal, language } = this.context;
    const { count } = this;
    if (done === 0 || elapsed < WAIT.pace) {
      terminal.progress(fill(verify.progress, language, { done, count }));
      return;
    }
    const seconds = Math.ceil(((elapsed / done) * (count - done)) / 1000);
    const left = seconds < 100 ? verify.seconds : verify.minutes;
    const n = seconds < 100 ? seconds : Math.ceil(seconds / 60);
    const data = { done, count, left: fill(left, language, { n }) };
    terminal.progress(fill(verify.progressLeft, language, data));
  }
}

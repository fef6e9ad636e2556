import { Fault } from '../../fault/fault.ts';
import { fill, type Phrase } from '../../words/catalogue.ts';
import { demo } from '../../words/demo.ts';
import type { Context } from '../command.ts';

type Data = Readonly<Record<string, string | number>>;

/** Milliseconds between two lines of progress. */
const TELL_EVERY = 100;

/** Tells the person at stderr what stage is under way, how far it is and how long it took. */
export class Stages {
  /** Seconds of each stage that is done, by its order. */
  readonly seconds: number[] = [];
  private readonly context: Context;
  private readonly count: number;
  private number = 0;
  private told = 0;

  constructor(context: Context, count: number) {
    this.context = context;
    this.count = count;
  }

  /** Runs a stage; its work returns how it ended, in words. */
  async run<T>(
    what: Phrase,
    work: () => Promise<{ readonly phrase: Phrase; readonly data: Data; readonly value: T }>,
  ): Promise<T> {
    if (this.context.interrupted.aborted) throw new Fault('INTERRUPTED');
    this.number += 1;
    this.say(demo.stage, { number: this.number, of: this.count, what: this.words(what) });
    const started = performance.now();
    const { phrase, data, value } = await work();
    const seconds = (performance.now() - started) / 1000;
    this.seconds.push(seconds);
    this.context.terminal.endProgress();
    const done = this.words(phrase, data);
    this.say(demo.stageDone, { what: done, seconds: Number(seconds.toFixed(1)) });
    return value;
  }

  say(phrase: Phrase, data: Data = {}): void {
    this.context.terminal.talk(this.words(phrase, data));
  }

  /** May be called for every document: most calls are dropped before any words are put together. */
  progress(phrase: Phrase, data: Data): void {
    const now = performance.now();
    if (now - this.told < TELL_EVERY) return;
    this.told = now;
    this.context.terminal.progress(this.words(phrase, data));
  }

  words(phrase: Phrase, data: Data = {}): string {
    return fill(phrase, this.context.language, data);
  }
}

import type { Command } from 'commander';
import type { Terminal } from '../edge/terminal/terminal.ts';
import type { Language, Phrase } from '../words/catalogue.ts';

/** What a command may use of the world; nothing else of it is global. */
export interface Context {
  readonly language: Language;
  readonly now: () => Date;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Working directory against which relative paths are resolved. */
  readonly directory: string;
  readonly terminal: Terminal;
  /** Aborted by SIGINT or SIGTERM: stop taking new work, end what is under way, then return. */
  readonly interrupted: AbortSignal;
}

/** Does a command's work and returns its exit status; throws Faults, never exits or prints past `context.terminal`. */
export type Work = (context: Context) => Promise<number>;

/** Adds one command's grammar below `program`; its commander action hands the work over with `run`. */
export type Grammar = (
  program: Command,
  run: (work: Work) => void,
  text: (phrase: Phrase) => string,
) => Command;

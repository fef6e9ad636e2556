import type { Command } from 'commander';
import type { Phrase } from '../words/catalogue.ts';
import { cli } from '../words/cli.ts';

export interface Example {
  readonly does: Phrase;
  readonly call: string;
}

/** Adds examples below a command's help; tests run each of them. */
export function helpExamples(
  command: Command,
  text: (phrase: Phrase) => string,
  examples: readonly Example[],
): void {
  const lines = examples.map(({ does, call }) => `  # ${text(does)}\n  ${call}`);
  command.addHelpText('after', `\n${text(cli.examples)}\n${lines.join('\n')}`);
}

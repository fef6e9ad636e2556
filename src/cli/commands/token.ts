import { type Command, Option } from 'commander';
import { inspectTokens } from '../../edge/token/index.ts';
import {
  type TokenReport,
  tokenCheckText,
  tokenJson,
  tokenListText,
  tokenShowText,
} from '../../report/token.ts';
import type { Language } from '../../words/catalogue.ts';
import { tokenWords } from '../../words/token.ts';
import type { Context, Grammar } from '../command.ts';
import { EXIT } from '../exit.ts';
import { helpExamples } from '../help-examples.ts';
import { deviceOptions, type SignerOptions, signerRequest } from '../signer-options.ts';

type TokenOptions = Pick<SignerOptions, 'module' | 'token' | 'certificate'> & { json?: boolean };

const VIEWS = { list: tokenListText, show: tokenShowText, check: tokenCheckText } as const;
type View = keyof typeof VIEWS;

export const grammar: Grammar = (program, run, text) => {
  const command: Command = program.command('token').description(text(tokenWords.summary));
  for (const view of ['list', 'show', 'check'] as const) {
    const child = command
      .command(view, { isDefault: view === 'list' })
      .description(text(tokenWords[view]))
      .addOption(new Option('--json', text(tokenWords.json)));
    deviceOptions(child, text).action((options: TokenOptions) =>
      run((context) => look(view, options, context)),
    );
  }
  helpExamples(command, text, [
    { does: tokenWords.exampleList, call: 'kyso token list' },
    { does: tokenWords.exampleCheck, call: 'kyso token check --token main --json' },
  ]);
  return command;
};

async function look(view: View, options: TokenOptions, context: Context): Promise<number> {
  const { environment, language, now, terminal } = context;
  const report = await inspectTokens(signerRequest(options, now(), context), environment);
  const write: (report: TokenReport, language: Language) => string = options.json
    ? tokenJson
    : VIEWS[view];
  await terminal.result(write(report, language));
  return view === 'check' ? checked(report) : EXIT.done;
}

/** A script that asks whether signing can begin reads the status: 0 when one token at least is ready. */
function checked({ modules }: TokenReport): number {
  const ready = modules.some(({ tokens }) => tokens.some(({ fault }) => fault === null));
  return ready ? EXIT.done : EXIT.token;
}

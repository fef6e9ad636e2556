import { Command, CommanderError, type Option } from 'commander';
import { asFault, Fault } from '../fault/fault.ts';
import { fill, LANGUAGES, type Language, type Phrase } from '../words/catalogue.ts';
import { cli } from '../words/cli.ts';
import type { Context, Work } from './command.ts';
import { EXIT } from './exit.ts';
import { COMMANDS } from './grammar.ts';

/** Everything of the world but the language, which the arguments may choose. */
export type World = Omit<Context, 'language'>;

/**
 * Runs one call of kyso: arguments (without node and script) to exit status. The only place that turns
 * Faults into words; nothing below it prints an error or ends the process.
 */
export async function main(
  args: readonly string[],
  world: World,
  version: string,
): Promise<number> {
  const language = languageOf(args, world.environment);
  const text = (phrase: Phrase) => fill(phrase, language);
  let work: Work | undefined;
  try {
    const program = await programFor(args, text, version, (chosen) => {
      work = chosen;
    });
    const help = capture(program);
    try {
      await program.parseAsync([...args], { from: 'user' });
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      if (error.exitCode === 0) {
        await world.terminal.result(help.out());
        return EXIT.done;
      }
      if (error.code === 'commander.help') {
        world.terminal.talk(help.error().trimEnd());
        return EXIT.usage;
      }
      throw usageFault(error);
    }
    if (work === undefined) throw new Fault('USAGE', { what: 'no-command' });
    return await work({ ...world, language });
  } catch (error) {
    world.terminal.endProgress();
    const fault = asFault(error);
    const { explain } = await import('../words/explain.ts');
    const { message, hint } = explain(fault, language);
    world.terminal.talk(`kyso: ${text(cli.error)}: ${message}`);
    world.terminal.talk(`kyso: ${text(cli.hint)}: ${hint}`);
    if (world.environment.KYSO_DEBUG) world.terminal.talk(String(fault.cause ?? fault.stack));
    return fault.exit;
  }
}

/** `--lang`, then KYSO_LANG, LC_ALL, LC_MESSAGES, LANG; Vietnamese unless one of them says English. */
export function languageOf(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const at = args.findIndex((a) => a === '--lang' || a.startsWith('--lang='));
  const asked = at < 0 ? undefined : args[at]!.includes('=') ? args[at]!.slice(7) : args[at + 1];
  const { KYSO_LANG, LC_ALL, LC_MESSAGES, LANG } = environment;
  const wished = asked || KYSO_LANG || LC_ALL || LC_MESSAGES || LANG || '';
  return LANGUAGES.find((l) => wished.toLowerCase().startsWith(l)) ?? 'vi';
}

async function programFor(
  args: readonly string[],
  text: (phrase: Phrase) => string,
  version: string,
  run: (work: Work) => void,
): Promise<Command> {
  const program = new Command('kyso')
    .description(text(cli.kyso))
    .version(version, '-V, --version', text(cli.version))
    .option('--lang <language>', text(cli.language))
    .helpOption('-h, --help', text(cli.help))
    .helpCommand(false)
    .configureHelp({
      styleTitle: (title) => titleIn(title, text),
      optionDescription: (option) => describedIn(option, text),
    })
    .exitOverride();
  const asked = args.find((a, i) => !a.startsWith('-') && args[i - 1] !== '--lang');
  const rows = COMMANDS.filter((c) => c.name === asked);
  if (rows.length === 0) {
    for (const c of COMMANDS)
      program.command(c.name).description(text(c.summary)).allowExcessArguments();
    if (asked === undefined) program.action(() => program.help({ error: true }));
    return program;
  }
  const { grammar } = await rows[0]!.load();
  const command = grammar(program, run, text);
  inherit(command, program, text);
  return program;
}

/** Commander copies settings to subcommands only when they are made through `command()`; make sure of all. */
function inherit(command: Command, parent: Command, text: (phrase: Phrase) => string): void {
  command.copyInheritedSettings(parent).helpOption('-h, --help', text(cli.help)).helpCommand(false);
  if (!command.options.some((o) => o.long === '--lang')) {
    command.option('--lang <language>', text(cli.language));
  }
  for (const child of command.commands) inherit(child, command, text);
}

function capture(program: Command): { out: () => string; error: () => string } {
  let out = '';
  let error = '';
  const redirect = (command: Command) => {
    command.configureOutput({
      writeOut: (s) => {
        out += s;
      },
      writeErr: (s) => {
        error += s;
      },
      outputError: () => {},
    });
    command.commands.forEach(redirect);
  };
  redirect(program);
  return { out: () => out, error: () => error };
}

function titleIn(title: string, text: (phrase: Phrase) => string): string {
  const titles: Readonly<Record<string, Phrase>> = {
    'Usage:': cli.usage,
    'Options:': cli.options,
    'Commands:': cli.commands,
    'Arguments:': cli.arguments,
  };
  const phrase = titles[title];
  return phrase === undefined ? title : text(phrase);
}

/** Commander adds choices and defaults in English; these are the reader's. */
function describedIn(option: Option, text: (phrase: Phrase) => string): string {
  const more = [
    ...(option.argChoices ? [option.argChoices.join(' | ')] : []),
    ...(option.defaultValue === undefined ? [] : [`${text(cli.byDefault)} ${option.defaultValue}`]),
  ];
  return more.length > 0 ? `${option.description} (${more.join('; ')})` : option.description;
}

/** Commander's refusal as a USAGE fault; the offending word is between quotes in its message. */
function usageFault(error: CommanderError): Fault {
  const name = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  return new Fault(
    'USAGE',
    { what: USAGE_DETAIL[error.code] ?? 'usage-invalid-value', name },
    { cause: error },
  );
}

const USAGE_DETAIL: Readonly<Record<string, string>> = {
  'commander.unknownOption': 'usage-unknown-option',
  'commander.unknownCommand': 'usage-unknown-command',
  'commander.missingArgument': 'usage-missing-argument',
  'commander.missingMandatoryOptionValue': 'usage-missing-option',
  'commander.optionMissingArgument': 'usage-option-value',
  'commander.invalidArgument': 'usage-invalid-value',
  'commander.excessArguments': 'usage-excess',
  'commander.conflictingOption': 'usage-conflict',
};

import { Fault } from '../../fault/fault.ts';
import type { Context } from '../command.ts';
import { main } from '../main.ts';

/** Calls of kyso that the demo makes, kept so that a person can repeat them. */
export class Player {
  /** Calls made, in order: arguments without `kyso`. */
  readonly calls: { readonly args: readonly string[]; readonly to: string | undefined }[] = [];
  private readonly context: Context;
  private readonly folder: string;

  /** Calls are made from inside `folder`, so that their paths can be printed as they are. */
  constructor(context: Context, folder: string) {
    this.context = context;
    this.folder = folder;
  }

  /**
   * One call through the real entry point, in this process; what it prints on stdout. Another status than
   * `expected` is DEMO_STEP_FAILED, after what the call said to the person has been passed on.
   * `to` is the file into which a shell would redirect its output.
   */
  async call(args: readonly string[], expected = 0, to?: string): Promise<string> {
    const { terminal, interrupted, language } = this.context;
    const said: string[] = [];
    let output = '';
    this.calls.push({ args, to });
    const status = await main(
      ['--lang', language, ...args],
      {
        ...this.context,
        directory: this.folder,
        terminal: {
          ...terminal,
          interactive: false,
          result: async (text) => {
            output += text;
          },
          talk: (line) => void said.push(line),
          progress: () => {},
          endProgress: () => {},
        },
      },
      '',
    );
    if (interrupted.aborted) throw new Fault('INTERRUPTED');
    if (status !== expected) {
      for (const line of said.slice(-20)) terminal.talk(line);
      if (args.every((arg) => arg !== '--json')) terminal.talk(output.slice(-4000));
      throw new Fault('DEMO_STEP_FAILED', { status, command: args.join(' ') });
    }
    return output;
  }
}

/** A call as a POSIX shell takes it. */
export function shellLine(args: readonly string[], to?: string): string {
  return [...args.map(quoted), ...(to === undefined ? [] : ['>', quoted(to)])].join(' ');
}

export function quoted(arg: string): string {
  return /^[\w./:=@%+-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`;
}

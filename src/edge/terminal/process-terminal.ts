import { Fault } from '../../fault/fault.ts';
import type { Terminal } from './terminal.ts';

/** Least time between two redraws of the progress line, and between two progress lines of a pipe, in ms. */
const REDRAW = { terminal: 100, pipe: 5_000 };

/** The Terminal of this process: stdout, stderr, stdin. NO_COLOR and TERM=dumb are obeyed. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const interactive = stdin.isTTY === true && stderr.isTTY === true;
  let drawn = false;
  // A pipe hears of progress only when the work takes long.
  let lastDrawn = stderr.isTTY ? 0 : Date.now();
  const clear = () => {
    if (drawn) stderr.write('\r\u001b[K');
    drawn = false;
  };
  // A reader that closed the pipe early (head) has what it wanted.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    columns: stderr.columns ?? 80,
    color: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
    interactive,
    async result(text) {
      clear();
      if (stdout.write(text)) return;
      await new Promise<void>((resolve) => stdout.once('drain', resolve));
    },
    talk(line) {
      clear();
      stderr.write(`${line}\n`);
    },
    progress(line) {
      const now = Date.now();
      if (now - lastDrawn < (stderr.isTTY ? REDRAW.terminal : REDRAW.pipe)) return;
      lastDrawn = now;
      if (!stderr.isTTY) {
        stderr.write(`${line}\n`);
        return;
      }
      stderr.write(`\r\u001b[K${line.slice(0, (stderr.columns ?? 80) - 1)}`);
      drawn = true;
    },
    endProgress() {
      clear();
      lastDrawn = stderr.isTTY ? 0 : Date.now();
    },
    async askHidden(prompt) {
      if (!interactive) throw new Fault('TOKEN_PIN_MISSING');
      clear();
      return readHidden(prompt);
    },
    async ask(prompt) {
      if (!interactive) throw new Fault('USAGE', { what: 'needs-a-terminal' });
      clear();
      const { createInterface } = await import('node:readline/promises');
      const lines = createInterface({ input: stdin, output: stderr });
      try {
        return (await lines.question(prompt)).trim();
      } finally {
        lines.close();
      }
    },
  };
}

/** Reads octets up to Enter with echo off; Backspace takes one back, Ctrl-C is INTERRUPTED. */
function readHidden(prompt: string): Promise<Uint8Array> {
  const { stdin, stderr } = process;
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.resume();
  const typed = new Uint8Array(256);
  let length = 0;
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      stdin.off('data', take);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      settle();
      typed.fill(0);
    };
    const take = (octets: Buffer) => {
      for (const octet of octets) {
        if (octet === 3) return end(() => reject(new Fault('INTERRUPTED')));
        if (octet === 13 || octet === 10) return end(() => resolve(typed.slice(0, length)));
        if (octet === 127 || octet === 8) length = Math.max(0, length - 1);
        else if (length < typed.length) typed[length++] = octet;
      }
      octets.fill(0);
    };
    stdin.on('data', take);
  });
}

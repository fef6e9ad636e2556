import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { Terminal } from '../../src/edge/terminal/terminal.ts';
import { Fault } from '../../src/fault/fault.ts';

export interface Played {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Scene {
  readonly directory?: string;
  readonly now?: Date;
  readonly environment?: Readonly<Record<string, string>>;
  /** What the person types at hidden prompts and questions, in order; without it no person is there. */
  readonly typed?: readonly string[];
  readonly interrupted?: AbortSignal;
}

/** Plays one call of kyso through its real entry point in this process, in English unless asked otherwise. */
export async function kyso(args: readonly string[], scene: Scene = {}): Promise<Played> {
  let stdout = '';
  let stderr = '';
  const typed = [...(scene.typed ?? [])];
  const answer = () => {
    const line = typed.shift();
    if (line === undefined) throw new Fault(scene.typed ? 'USAGE' : 'TOKEN_PIN_MISSING');
    return line;
  };
  const terminal: Terminal = {
    columns: 100,
    color: false,
    interactive: scene.typed !== undefined,
    async result(text) {
      stdout += text;
    },
    talk(line) {
      stderr += `${line}\n`;
    },
    progress() {},
    endProgress() {},
    async askHidden(prompt) {
      stderr += prompt;
      return new TextEncoder().encode(answer());
    },
    async ask(prompt) {
      stderr += prompt;
      return answer();
    },
  };
  const directory = scene.directory ?? temporaryFolder();
  const status = await main(
    args,
    {
      now: () => scene.now ?? new Date(),
      environment: {
        LANG: 'en_GB.UTF-8',
        HOME: directory,
        PATH: process.env.PATH,
        KYSO_DEBUG: '1',
        ...scene.environment,
      },
      directory,
      terminal,
      interrupted: scene.interrupted ?? new AbortController().signal,
    },
    '0.0.0',
  );
  return { status, stdout, stderr };
}

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kyso-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

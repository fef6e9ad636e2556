import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { vi } from 'vitest';
import { requireSoftHsm, requireTool } from './tools.ts';

export interface FakeModule {
  readonly module: string;
  /** From here on the module misbehaves so; starts a new log. Names as fake-module.c has them, without FAKE_. */
  behave(how: Readonly<Record<string, string | number>>): void;
  /** What the module was asked: lines such as `C_Login 1`. */
  log(): string[];
  remove(): void;
}

/** Compiles the misbehaving module that stands before SoftHSM. */
export function makeFakeModule(): FakeModule {
  const folder = mkdtempSync(join(tmpdir(), 'kyso-fake-module-'));
  const module = join(folder, 'fake-module.so');
  const headers = join(
    dirname(createRequire(import.meta.url).resolve('pkcs11js/package.json')),
    'includes',
  );
  const source = new URL('fake-module.c', import.meta.url).pathname;
  execFileSync(requireTool('gcc'), [
    '-shared',
    '-fPIC',
    '-Wall',
    '-Werror',
    '-I',
    headers,
    '-o',
    module,
    source,
    '-ldl',
  ]);
  const log = join(folder, 'log');
  return {
    module,
    behave(how) {
      vi.unstubAllEnvs();
      rmSync(log, { force: true });
      vi.stubEnv('FAKE_REAL', requireSoftHsm());
      vi.stubEnv('FAKE_LOG', log);
      for (const [name, value] of Object.entries(how)) vi.stubEnv(`FAKE_${name}`, String(value));
    },
    log: () => (existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : []),
    remove() {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

import { execFileSync } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { requireSoftHsm, requireTool } from './tools.ts';

/** What one token of a test holds. */
export interface TokenOrder {
  readonly label: string;
  readonly pin?: string;
  readonly objects?: readonly {
    /** DER of the certificate. */
    readonly certificate: Uint8Array;
    /** Absent: the certificate lies there alone, as an issuer's does. */
    readonly privateKey?: KeyObject;
    /** CKA_ID in hex; numbered from 01 when absent. */
    readonly id?: string;
    /** Another CKA_ID for the key, as some tools leave it. */
    readonly keyId?: string;
  }[];
}

export interface SoftHsm {
  readonly module: string;
  readonly folder: string;
  /** For child processes that do not share this process's environment. */
  readonly configuration: string;
  /** Spoils tries of the user PIN from outside, as another program would. */
  wrongPin(label: string, times: number): void;
  remove(): void;
}

export const PIN = '87654321';
const SO_PIN = '12345678';

/**
 * A SoftHSM with tokens of its own in a temporary folder, to which this process and its children are pointed
 * by SOFTHSM2_CONF until `remove`. Skips the test without the tools; fails where CI=true.
 */
export function makeSoftHsm(orders: readonly TokenOrder[], test?: TestContext): SoftHsm {
  const module = requireSoftHsm(test);
  const util = requireTool('softhsm2-util', test);
  const tool = requireTool('pkcs11-tool', test);
  const folder = mkdtempSync(join(tmpdir(), 'kyso-softhsm-'));
  mkdirSync(join(folder, 'tokens'));
  const configuration = join(folder, 'softhsm2.conf');
  writeFileSync(
    configuration,
    `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n`,
  );
  const before = process.env.SOFTHSM2_CONF;
  process.env.SOFTHSM2_CONF = configuration;
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const { label, pin = PIN, objects = [] } of orders) {
    run(util, '--init-token', '--free', '--label', label, '--so-pin', SO_PIN, '--pin', pin);
    objects.forEach(({ certificate, privateKey, id, keyId }, index) => {
      const number = id ?? (index + 1).toString(16).padStart(2, '0');
      const file = join(folder, `${number}.der`);
      writeFileSync(file, certificate);
      const on = ['--module', module, '--token-label', label, '--login', '--pin', pin];
      run(tool, ...on, '--write-object', file, '--type', 'cert', '--id', number, '--label', number);
      if (privateKey === undefined) return;
      const pem = join(folder, `${number}.pem`);
      writeFileSync(pem, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
      const key = ['--label', number, '--id', keyId ?? number, '--pin', pin];
      run(util, '--import', pem, '--token', label, ...key);
    });
  }
  return {
    module,
    folder,
    configuration,
    wrongPin(label, times) {
      const on = ['--module', module, '--token-label', label, '--login', '--pin', '00000000'];
      for (let i = 0; i < times; i++) {
        try {
          run(tool, ...on, '--list-objects', '--type', 'privkey');
        } catch {}
      }
    },
    remove() {
      if (before === undefined) delete process.env.SOFTHSM2_CONF;
      else process.env.SOFTHSM2_CONF = before;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

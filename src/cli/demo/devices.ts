import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { writePkcs12 } from '../../authority/index.ts';
import { findModules } from '../../edge/token/pkcs11/modules.ts';
import { context, DerReader, TAG } from '../../syntax/der/index.ts';
import type { FillOrder, TokenObject } from './fill-tokens.ts';
import { PLACES, put } from './folder.ts';
import type { Holder } from './holders.ts';

/** The one PIN and password of the demo; it protects nothing. */
const PIN = 'kyso-demo-1234';

/** What the signers' keys lie on, and how a call of `kyso sign` names one of them. */
export interface Devices {
  readonly kind: 'softhsm' | 'key-stores';
  /** Set while `kyso sign` is called, and printed before it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Arguments that choose the signer. */
  arguments(holder: Holder): readonly string[];
}

/** The SoftHSM module of this machine, when PKCS #11 can be used at all. */
export function softHsmModule(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  try {
    createRequire(import.meta.url).resolve('graphene-pk11');
  } catch {
    return undefined;
  }
  return findModules(environment).find(({ vendor }) => vendor === 'SoftHSM')?.path;
}

/** One token for each agency, with its own key and those of its leaders who sign. */
export async function fillTokens(
  folder: string,
  module: string,
  holders: readonly Holder[],
): Promise<Devices> {
  const settings = join(folder, PLACES.tokenSettings);
  mkdirSync(join(folder, PLACES.tokens), { recursive: true });
  put(
    folder,
    PLACES.tokenSettings,
    `directories.tokendir = ${join(folder, PLACES.tokens)}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  );
  put(folder, PLACES.pin, `${PIN}\n`);
  const labels = [...new Set(holders.map((holder) => holder.agency.organId))];
  const tokens = labels.map((label) => ({
    label,
    objects: holders.filter((holder) => holder.agency.organId === label).map(tokenObject),
  }));
  await runFilling({ module, pin: PIN, tokens }, settings);
  return {
    kind: 'softhsm',
    environment: { SOFTHSM2_CONF: settings },
    arguments: (holder) => [
      ...['--module', module, '--token', holder.agency.organId],
      ...['--certificate', holder.person?.name ?? holder.agency.uid],
      ...['--pin-file', PLACES.pin],
    ],
  };
}

/** A PKCS #12 key store for each signer. */
export function fillKeyStores(
  folder: string,
  holders: readonly Holder[],
  issuers: readonly Uint8Array[],
): Devices {
  put(folder, PLACES.pin, `${PIN}\n`);
  const place = ({ agency, person }: Holder) =>
    `${PLACES.keyStores}/${agency.organId}/${person?.id ?? 'agency'}.p12`;
  for (const holder of holders) {
    const store = writePkcs12({
      keys: holder.keys,
      certificates: [holder.certificate, ...issuers],
      friendlyName: holder.person?.name ?? holder.agency.plan.name,
      password: PIN,
    });
    put(folder, place(holder), store);
  }
  return {
    kind: 'key-stores',
    environment: {},
    arguments: (holder) => ['--pkcs12', place(holder), '--pin-file', PLACES.pin],
  };
}

function tokenObject({ agency, person, keys, certificate }: Holder): TokenObject {
  const { serial, issuer, subject } = namesOf(certificate);
  return {
    label: person?.name ?? agency.plan.name,
    certificate: Buffer.from(certificate).toString('base64'),
    serial: Buffer.from(serial).toString('base64'),
    issuer: Buffer.from(issuer).toString('base64'),
    subject: Buffer.from(subject).toString('base64'),
    key: keys.privateKey.export({ format: 'jwk' }) as TokenObject['key'],
  };
}

function namesOf(certificate: Uint8Array) {
  const tbs = DerReader.over(certificate).sequence().sequence();
  tbs.optional(context(0, true));
  const serial = tbs.read(TAG.INTEGER).bytes;
  tbs.read(TAG.SEQUENCE);
  const issuer = tbs.read(TAG.SEQUENCE).bytes;
  tbs.read(TAG.SEQUENCE);
  return { serial, issuer, subject: tbs.read(TAG.SEQUENCE).bytes };
}

async function runFilling(order: FillOrder, settings: string): Promise<void> {
  const { NODE_OPTIONS: _, ...environment } = process.env;
  const child = spawn(process.execPath, [script()], {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { ...environment, SOFTHSM2_CONF: settings },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  // a child that dies early shows in its exit status, not as a broken pipe
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(order));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (status !== 0) throw new Error(`the tokens could not be filled: ${said}`);
}

/** The compiled child beside this file; played from source, the one that was built. */
function script(): string {
  const own = join(import.meta.dirname, 'fill-tokens.js');
  return existsSync(own) ? own : join(import.meta.dirname, '../../../dist/cli/demo/fill-tokens.js');
}

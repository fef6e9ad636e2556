import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { SignerRequest } from '../edge/token/index.ts';
import type { Phrase } from '../words/catalogue.ts';
import { tokenWords } from '../words/token.ts';
import type { Context } from './command.ts';

/** What the options that choose a signer give; every command names them alike. */
export interface SignerOptions {
  pkcs12?: string;
  module?: string;
  token?: string;
  certificate?: string;
  pinFile?: string;
  pinFd?: number;
  finalTry?: boolean;
  algorithm?: 'v1.5' | 'pss';
  digest?: 'SHA-256' | 'SHA-384' | 'SHA-512';
  lanes?: number;
}

/** Sessions that a network HSM is glad of; a USB token takes one. */
const MOST_LANES = 64;

/** Adds to a command the options that choose a signer and tell how it signs. The PIN itself is never an option. */
export function signerOptions(command: Command, text: (phrase: Phrase) => string): Command {
  deviceOptions(command, text);
  return command
    .option('--pkcs12 <file>', text(tokenWords.optionPkcs12))
    .option('--pin-file <file>', text(tokenWords.optionPinFile))
    .option('--pin-fd <number>', text(tokenWords.optionPinFd), descriptor)
    .option('--final-try', text(tokenWords.optionFinalTry))
    .addOption(
      new Option('--algorithm <name>', text(tokenWords.optionAlgorithm)).choices(['v1.5', 'pss']),
    )
    .addOption(
      new Option('--digest <name>', text(tokenWords.optionDigest)).choices([
        'SHA-256',
        'SHA-384',
        'SHA-512',
      ]),
    )
    .option('--lanes <number>', text(tokenWords.optionLanes), lanes);
}

/** The options that only say which device to look at. */
export function deviceOptions(command: Command, text: (phrase: Phrase) => string): Command {
  return command
    .option('--module <file>', text(tokenWords.optionModule))
    .option('--token <label>', text(tokenWords.optionToken))
    .option('--certificate <which>', text(tokenWords.optionCertificate));
}

/** The request behind the options; a module may also be named by KYSO_PKCS11_MODULE. */
export function signerRequest(
  options: SignerOptions,
  at: Date,
  { environment, directory }: Pick<Context, 'environment' | 'directory'> = {
    environment: process.env,
    directory: process.cwd(),
  },
): SignerRequest {
  const { pkcs12, token, certificate, algorithm, digest, lanes } = options;
  const module = options.module ?? (environment.KYSO_PKCS11_MODULE || undefined);
  return {
    at,
    ...(pkcs12 !== undefined && { pkcs12: resolve(directory, pkcs12) }),
    ...(module !== undefined && { module: resolve(directory, module) }),
    ...(token !== undefined && { token }),
    ...(certificate !== undefined && { certificate }),
    ...(algorithm !== undefined && { algorithm }),
    ...(digest !== undefined && { digest }),
    ...(lanes !== undefined && { lanes }),
  };
}

function descriptor(value: string): number {
  if (!/^\d{1,4}$/.test(value)) throw new InvalidArgumentError('');
  return Number(value);
}

function lanes(value: string): number {
  const count = Number(value);
  if (!/^\d{1,2}$/.test(value) || count < 1 || count > MOST_LANES)
    throw new InvalidArgumentError('');
  return count;
}

import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { Signer } from '../ades/ports.ts';
import { embeddedChain } from '../batch/embedded-chain.ts';
import type { SigningOptions } from '../batch/sign-document.ts';
import { readSmallFile } from '../edge/files/source.ts';
import { readCertificate, readCertificates } from '../pki/index.ts';
import type { SignerOptions } from './signer-options.ts';

/** What the arguments of `kyso sign` give. */
export interface SignOptions extends SignerOptions {
  out: string;
  level?: 'B' | 'T';
  tsa?: string[];
  tsaTimeout: number;
  certify?: 1 | 2 | 3;
  field?: string;
  reason?: string;
  location?: string;
  chain?: string;
  passwordFile?: string;
  dryRun?: boolean;
  json?: boolean;
  ledger?: string;
}

/** The password of encrypted documents, without its line break. */
export function passwordOf(options: SignOptions, directory: string): string | undefined {
  if (options.passwordFile === undefined) return undefined;
  const octets = readSmallFile(resolve(directory, options.passwordFile), 4096);
  return Buffer.from(octets)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

/** What is the same in every signature of the batch. */
export function padesOptions(
  options: SignOptions,
  directory: string,
): Omit<SigningOptions, 'chain'> {
  const { reason, location, certify, field } = options;
  const password = passwordOf(options, directory);
  return {
    ...(reason !== undefined && { reason }),
    ...(location !== undefined && { location }),
    ...(certify !== undefined && { certify }),
    ...(field !== undefined && { field }),
    ...(password !== undefined && { password }),
  };
}

/** Issuer certificates to embed: those given with --chain, then those beside the key. */
export function chainOf(signer: Signer, options: SignOptions, directory: string): Uint8Array[] {
  const given = options.chain
    ? readCertificates(readSmallFile(resolve(directory, options.chain)))
    : [];
  const pool = [...given, ...signer.others.map((der) => readCertificate(der))];
  return embeddedChain(readCertificate(signer.certificate), pool).map((c) => c.der);
}

/** A number of seconds, up to an hour. */
export function positive(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number <= 3600)) throw new InvalidArgumentError(value);
  return number;
}

/** A DocMDP permission. */
export function permission(value: string): 1 | 2 | 3 {
  if (value !== '1' && value !== '2' && value !== '3') throw new InvalidArgumentError(value);
  return Number(value) as 1 | 2 | 3;
}

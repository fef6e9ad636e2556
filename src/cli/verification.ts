import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { RevocationSource } from '../ades/ports.ts';
import { readSmallFile } from '../edge/files/source.ts';
import { revocationClient } from '../edge/http/revocation.ts';
import { readRevocationFiles } from '../edge/store/revocation-files.ts';
import { readCertificatesAt, TrustStore, trustFolder } from '../edge/store/trust-store.ts';
import { Fault } from '../fault/fault.ts';
import type { Certificate, TrustAnchor } from '../pki/index.ts';
import { readAnchor } from '../trust/index.ts';
import {
  type Constraints,
  createPolicy,
  POLICIES,
  type Policy,
  readConstraints,
} from '../validation/index.ts';
import type { Phrase } from '../words/catalogue.ts';
import { verify } from '../words/verify.ts';
import type { Context } from './command.ts';

/** What every command that judges signatures asks alike. */
export interface VerificationOptions {
  trust?: string[];
  tsaTrust?: string[];
  intermediates?: string[];
  crl?: string[];
  online?: boolean;
  allowPrivate?: boolean;
  timeout?: number;
  at?: Date;
  policy?: string;
}

/** The options as values: by what, as of when, and with what source of missing data. */
export interface Verification {
  readonly policy: Policy;
  readonly at: Date;
  /** Only with --online. */
  readonly source: RevocationSource | undefined;
}

const SECONDS = 15;

export function verificationOptions(command: Command, text: (phrase: Phrase) => string): Command {
  return command
    .option('--trust <path>', text(verify.trust), often)
    .option('--tsa-trust <path>', text(verify.tsaTrust), often)
    .option('--intermediates <path>', text(verify.intermediates), often)
    .option('--crl <path>', text(verify.crl), often)
    .option('--online', text(verify.online))
    .option('--allow-private', text(verify.allowPrivate))
    .option('--policy <name>', text(verify.policy), 'basic')
    .option('--timeout <seconds>', text(verify.timeout), positive, SECONDS)
    .option('--at <time>', text(verify.at), time);
}

/**
 * Reads trust and revocation data from where the options point: --trust in place of the trust store, whose
 * intermediates serve either way. An anchor that is not an authority's certificate is refused, never passed over.
 */
export function readVerification(
  options: VerificationOptions,
  { environment, directory, now }: Context,
): Verification {
  const at = (path: string) => resolve(directory, path);
  const store = new TrustStore(trustFolder(environment, directory));
  const anchors = options.trust ? anchorsAt(options.trust.map(at)) : storedAnchors(store);
  const intermediates = [
    ...store.intermediates.list().map((stored) => stored.certificate),
    ...(options.intermediates ?? []).flatMap((path) => readCertificatesAt(at(path))),
  ];
  const policy = createPolicy({
    ...constraints(options.policy ?? 'basic', directory),
    anchors,
    ...(options.tsaTrust && { tsaAnchors: anchorsAt(options.tsaTrust.map(at)) }),
    intermediates,
    ...readRevocationFiles((options.crl ?? []).map(at)),
  });
  const source = options.online
    ? revocationClient({
        timeout: (options.timeout ?? SECONDS) * 1000,
        allowPrivate: options.allowPrivate === true,
      })
    : undefined;
  return { policy, at: options.at ?? now(), source };
}

/** A policy by its name, else the file of that name. */
function constraints(name: string, directory: string): Constraints {
  const known = POLICIES.get(name);
  if (known) return known;
  const path = resolve(directory, name);
  try {
    return readConstraints(Buffer.from(readSmallFile(path, POLICY_OCTETS)).toString('utf8'));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault(error.code, { ...error.data, path: name }, { cause: error });
  }
}

/** A policy is a page of text. */
const POLICY_OCTETS = 256 * 1024;

/** The password of encrypted documents: the file's first line. */
export function readPassword(file: string | undefined, directory: string): { password?: string } {
  if (file === undefined) return {};
  const text = Buffer.from(readSmallFile(resolve(directory, file), 4096)).toString('utf8');
  return { password: text.split(/\r?\n/)[0]! };
}

function anchorsAt(paths: readonly string[]): TrustAnchor[] {
  return paths.flatMap((path) =>
    readCertificatesAt(path).map((certificate) => anchor(certificate, path)),
  );
}

function storedAnchors(store: TrustStore): TrustAnchor[] {
  return store.list().map(({ certificate, path }) => anchor(certificate, path));
}

function anchor(certificate: Certificate, path: string): TrustAnchor {
  try {
    return readAnchor(certificate);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault(error.code, { ...error.data, path }, { cause: error });
  }
}

function often(value: string, all: string[] = []): string[] {
  return [...all, value];
}

function positive(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number <= 3600)) throw new InvalidArgumentError('');
  return number;
}

/** ISO 8601 with its zone: a time without one means another moment on another machine. */
function time(value: string): Date {
  const written = /^(\d{4}-\d\d-(\d\d))T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.exec(value);
  const date = new Date(value);
  // The 30th of February would silently be another day.
  const exists = written && new Date(written[1]!).getUTCDate() === Number(written[2]);
  if (!exists || Number.isNaN(date.getTime())) throw new InvalidArgumentError('');
  return date;
}

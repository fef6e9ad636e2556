import { closeSync, fstatSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { Fault } from '../../fault/fault.ts';
import { fill, type Language } from '../../words/catalogue.ts';
import { tokenWords } from '../../words/token.ts';
import { openWithoutWaiting } from '../files/source.ts';
import type { Terminal } from '../terminal/terminal.ts';

export interface PinAsked {
  /** Label of the token, or name of the key store; hostile text. */
  readonly device: string;
  /** Holder of the certificate that will sign; empty when it can't be seen yet. */
  readonly certificateSubject: string;
  /** One more refusal locks the token (CKF_USER_PIN_FINAL_TRY). */
  readonly finalTry: boolean;
  /** The last try failed (CKF_USER_PIN_COUNT_LOW). */
  readonly countLow: boolean;
}

/**
 * Lends the PIN as octets; the borrower wipes them. Asked once per run. It is the guard of the final try:
 * it throws TOKEN_PIN_FINAL_TRY unless somebody has said that this try is meant.
 */
export type PinSource = (ask: PinAsked) => Promise<Uint8Array>;

export interface PinOptions {
  readonly pinFile?: string | undefined;
  readonly pinFd?: number | undefined;
  /** The user has said beforehand that the last try is meant. */
  readonly finalTry?: boolean | undefined;
  /** Against which a relative `pinFile` is resolved. */
  readonly directory?: string;
  readonly terminal: Terminal;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly language?: Language;
}

/** Longest PIN or password in octets; CK_TOKEN_INFO.ulMaxPinLen is 255 at most on what is known. */
const LONGEST = 1024;
/** Longest wait for a pipe's first line, in ms. */
const PATIENCE = 60_000;

/** The PIN from --pin-file, --pin-fd or a hidden question, in this order. */
export function pinSource(options: PinOptions): PinSource {
  return async (ask) => {
    await confirmFinalTry(options, ask);
    if (options.pinFile !== undefined)
      return fromFile(resolve(options.directory ?? '.', options.pinFile));
    if (options.pinFd !== undefined) return fromDescriptor(options.pinFd);
    const { terminal, language = 'vi' } = options;
    if (!terminal.interactive) throw new Fault('TOKEN_PIN_MISSING', { what: 'pin-nobody' });
    if (ask.countLow) terminal.talk(fill(tokenWords.pinCountLow, language));
    const phrase = ask.certificateSubject === '' ? tokenWords.askPassword : tokenWords.askPin;
    return terminal.askHidden(
      fill(phrase, language, { device: ask.device, subject: ask.certificateSubject }),
    );
  };
}

async function confirmFinalTry(options: PinOptions, ask: PinAsked): Promise<void> {
  if (!ask.finalTry || options.finalTry) return;
  const { terminal, language = 'vi' } = options;
  if (!terminal.interactive) throw new Fault('TOKEN_PIN_FINAL_TRY');
  const answer = await terminal.ask(
    fill(tokenWords.confirmFinalTry, language, { device: ask.device }),
  );
  const yes = fill(tokenWords.yes, language);
  if (answer.trim().toLowerCase() !== yes) throw new Fault('TOKEN_PIN_FINAL_TRY');
}

async function fromFile(path: string): Promise<Uint8Array> {
  let descriptor: number;
  try {
    descriptor = openWithoutWaiting(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new Fault('FILE_MISSING', { path });
    throw new Fault('FILE_UNREADABLE', { path, what: code ?? 'EIO' });
  }
  try {
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) throw new Fault('FILE_UNREADABLE', { path, what: 'EISDIR' });
    return await readPin(descriptor, stat.isFIFO());
  } finally {
    closeSync(descriptor);
  }
}

async function fromDescriptor(descriptor: number): Promise<Uint8Array> {
  try {
    return await readPin(descriptor, false);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('TOKEN_PIN_MISSING', { what: 'pin-fd-unreadable' });
  }
}

/**
 * The first line, without its line break; everything read besides is wiped. A pipe may get its first octet
 * late (a password manager asks its owner first); `named`: it may not even have a writer yet.
 */
async function readPin(descriptor: number, named: boolean): Promise<Uint8Array> {
  const octets = Buffer.alloc(LONGEST + 2);
  const patience = performance.now() + PATIENCE;
  try {
    let length = 0;
    while (length < octets.length && !octets.subarray(0, length).includes(0x0a)) {
      const count = readSome(descriptor, octets, length);
      const nothingYet = count === undefined || (count === 0 && named && length === 0);
      if (nothingYet && performance.now() < patience) {
        await new Promise((resume) => setTimeout(resume, 20));
        continue;
      }
      if (!count) break;
      length += count;
    }
    const lineBreak = octets.subarray(0, length).indexOf(0x0a);
    let end = lineBreak < 0 ? length : lineBreak;
    if (lineBreak > 0 && octets[end - 1] === 0x0d) end--;
    if (end === 0) throw new Fault('TOKEN_PIN_MISSING', { what: 'pin-empty' });
    if (end > LONGEST) throw new Fault('TOKEN_PIN_MISSING', { what: 'pin-too-long' });
    return Uint8Array.prototype.slice.call(octets, 0, end);
  } finally {
    octets.fill(0);
  }
}

/** How many octets were read, 0 at the end, undefined when a pipe has nothing yet. */
function readSome(descriptor: number, octets: Buffer, at: number): number | undefined {
  try {
    return readSync(descriptor, octets, at, octets.length - at, null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    return undefined;
  }
}

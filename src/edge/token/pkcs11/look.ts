import { asFault, Fault } from '../../../fault/fault.ts';
import { type Certificate, readCertificate } from '../../../pki/index.ts';
import type { Candidate, Obstacle } from '../request.ts';
import { certificateObstacle } from '../suitability.ts';
import type { ModuleFacts, SlotFacts, StoredCertificate } from './calls.ts';
import { checkModule, findModules, type ModuleFile } from './modules.ts';
import { ModuleProcess, type ProcessOptions } from './process.ts';
import { CKF } from './values.ts';

/** A module in its process, with what it shows without login. */
export interface LookedAt {
  readonly file: ModuleFile;
  readonly process: ModuleProcess;
  readonly facts: ModuleFacts;
  readonly slots: readonly SlotFacts[];
}

/** A certificate object that could be read, beside the facts of its object. */
export interface ReadCertificate {
  readonly certificate: Certificate;
  readonly stored: StoredCertificate;
}

export type Looked = { readonly file: ModuleFile } & (
  | { readonly found: LookedAt; readonly fault: null }
  | { readonly found: null; readonly fault: Fault }
);

/** The module named, or those found in the known places. */
export function modulesToLookAt(
  named: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): ModuleFile[] {
  return named === undefined || named === ''
    ? findModules(environment)
    : [{ path: named, vendor: '' }];
}

/** Starts every module in a process of its own, side by side, and looks without login. The caller ends the processes. */
export function lookAt(
  files: readonly ModuleFile[],
  lanes: number,
  options: ProcessOptions,
): Promise<Looked[]> {
  return Promise.all(files.map((file) => lookInto(file, lanes, options)));
}

async function lookInto(file: ModuleFile, lanes: number, options: ProcessOptions): Promise<Looked> {
  let process: ModuleProcess | undefined;
  try {
    checkModule(file.path);
    process = new ModuleProcess(file.path, lanes, options);
    const facts = await process.call('load', { module: file.path, threads: lanes > 1 });
    const slots = await process.call('look', {});
    return { file, found: { file, process, facts, slots }, fault: null };
  } catch (error) {
    process?.kill();
    return { file, found: null, fault: asFault(error) };
  }
}

/** The certificates of a slot that can be read; what can't be is no candidate. */
export function readStored(stored: readonly StoredCertificate[]): ReadCertificate[] {
  return stored.flatMap((one) => {
    try {
      return [{ certificate: readCertificate(Buffer.from(one.der, 'base64')), stored: one }];
    } catch {
      return [];
    }
  });
}

/** Why a token shows no certificate that can be used: it shows none, or what it shows can't be read. */
export function noCertificate(slots: readonly SlotFacts[]): Fault {
  for (const { der } of slots.flatMap(({ certificates }) => certificates)) {
    try {
      readCertificate(Buffer.from(der, 'base64'));
    } catch (error) {
      return asFault(error);
    }
  }
  return new Fault('CERTIFICATE_MISSING', { what: 'certificates-hidden' });
}

/** What stands in the way of a login, by the token's flags alone. */
export function tokenObstacle(flags: number): Obstacle | null {
  if (flags & CKF.USER_PIN_LOCKED) return 'pin-locked';
  if (!(flags & CKF.LOGIN_REQUIRED)) return null;
  if (flags & CKF.PROTECTED_AUTHENTICATION_PATH) return 'pin-pad';
  if (!(flags & CKF.USER_PIN_INITIALIZED)) return 'pin-not-set';
  return null;
}

export function candidatesOf({ file, slots }: LookedAt, at: Date): Candidate[] {
  return slots.flatMap((slot) =>
    readStored(slot.certificates).map(({ certificate, stored }) => ({
      device: {
        kind: 'pkcs11' as const,
        label: slot.label,
        serial: slot.serial,
        path: file.path,
        slot: slot.slot,
      },
      certificate,
      keyId: stored.id,
      obstacle: tokenObstacle(slot.flags) ?? certificateObstacle(certificate, at),
    })),
  );
}

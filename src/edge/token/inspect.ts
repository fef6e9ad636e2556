import { asFault, Fault } from '../../fault/fault.ts';
import type { ModuleReport, TokenReport, TokenSeen } from '../../report/token.ts';
import type { SlotFacts } from './pkcs11/calls.ts';
import {
  candidatesOf,
  type Looked,
  type LookedAt,
  lookAt,
  modulesToLookAt,
  noCertificate,
  readStored,
  tokenObstacle,
} from './pkcs11/look.ts';
import type { ProcessOptions } from './pkcs11/process.ts';
import { CKF, CKM } from './pkcs11/values.ts';
import type { SignerRequest } from './request.ts';
import { isToken, selectCandidate } from './select.ts';
import { certificateObstacle, holder } from './suitability.ts';

/**
 * What `kyso token` tells, seen without login and without ever asking for a PIN. A module that fails is a row
 * with its fault; PKCS11_SUPPORT_MISSING and TOKEN_MODULE_MISSING are thrown, as then there is nothing to tell.
 */
export async function inspectTokens(
  request: Pick<SignerRequest, 'module' | 'token' | 'certificate' | 'at'>,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  options: ProcessOptions = {},
): Promise<TokenReport> {
  const files = modulesToLookAt(request.module, environment);
  if (files.length === 0) throw new Fault('TOKEN_MODULE_MISSING');
  const looked = await lookAt(files, 1, options);
  for (const { found } of looked) found?.process.kill();
  const missing = looked.find(({ fault }) => fault?.code === 'PKCS11_SUPPORT_MISSING');
  if (missing?.fault) throw missing.fault;
  return { at: request.at, modules: looked.map((one) => moduleReport(one, request)) };
}

function moduleReport({ file, found, fault }: Looked, request: Request): ModuleReport {
  const blank = { description: '', manufacturer: '', version: '', cryptoki: '' };
  return {
    path: file.path,
    vendor: file.vendor,
    fault,
    ...(found?.facts ?? blank),
    tokens:
      found === null
        ? []
        : found.slots
            .filter((slot) => slot.refused !== null || slot.flags & CKF.TOKEN_INITIALIZED)
            .filter((slot) => request.token === undefined || isToken(slot, request.token))
            .map((slot) => tokenSeen(found, slot, request)),
  };
}

type Request = Parameters<typeof inspectTokens>[0];

function tokenSeen(found: LookedAt, slot: SlotFacts, request: Request): TokenSeen {
  const has = (flag: number) => (slot.flags & flag) !== 0;
  let fault: Fault | null = null;
  let chosen: string | null = null;
  try {
    if (slot.refused !== null)
      throw new Fault('TOKEN_REFUSED', { what: 'token-ckr', ckr: slot.refused, doing: 'look' });
    const candidates = candidatesOf({ ...found, slots: [slot] }, request.at);
    if (candidates.length === 0) throw noCertificate([slot]);
    chosen = selectCandidate(candidates, {
      ...(request.certificate !== undefined && { certificate: request.certificate }),
    }).certificate.sha256;
  } catch (error) {
    fault = asFault(error);
  }
  const blocked = tokenObstacle(slot.flags);
  return {
    label: slot.label,
    serial: slot.serial,
    manufacturer: slot.manufacturer,
    model: slot.model,
    slot: slot.description,
    flags: {
      initialized: has(CKF.TOKEN_INITIALIZED),
      loginRequired: has(CKF.LOGIN_REQUIRED),
      pinSet: has(CKF.USER_PIN_INITIALIZED),
      pinPad: has(CKF.PROTECTED_AUTHENTICATION_PATH),
      pinCountLow: has(CKF.USER_PIN_COUNT_LOW),
      pinFinalTry: has(CKF.USER_PIN_FINAL_TRY),
      pinLocked: has(CKF.USER_PIN_LOCKED),
    },
    mechanisms: slot.mechanisms.map(mechanismName),
    certificates: readStored(slot.certificates).map(({ certificate, stored }) => ({
      certificate,
      holder: holder(certificate),
      obstacle: blocked ?? certificateObstacle(certificate, request.at),
      keySeen: stored.keySeen,
      alwaysAuthenticate: stored.alwaysAuthenticate,
    })),
    fault,
    chosen,
  };
}

/** The mechanisms that kyso can sign with by their standard names. */
const SIGNING = new Map<number, string>(
  Object.entries(CKM)
    .filter(([name]) => /RSA|ECDSA/.test(name))
    .map(([name, number]) => [number, `CKM_${name}`]),
);

function mechanismName(mechanism: number): string {
  return SIGNING.get(mechanism) ?? `0x${mechanism.toString(16)}`;
}

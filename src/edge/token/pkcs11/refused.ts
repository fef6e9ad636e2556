import type { Refusal } from './calls.ts';

/** What a call into the module was refused with, on its way to the parent. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.name);
    this.refusal = refusal;
  }
}

/** Calls into the module; what it throws comes out as Refused. */
export function attempt<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw refusedBy(error);
  }
}

/** Whether a call was refused with this CKR value. */
export function isReturn(error: unknown, ckr: number): boolean {
  return error instanceof Refused && error.refusal.ckr === ckr;
}

/** The error of pkcs11js as Refused; BUG when it bears no CKR value. */
export function refusedBy(error: unknown): Refused {
  if (error instanceof Refused) return error;
  const { message, code } = error as { message?: string; code?: number };
  const ckr = typeof code === 'number' ? code : 0;
  const name = /^CKR_\w+$/.test(message ?? '') ? message! : `0x${ckr.toString(16)}`;
  return new Refused({ reason: ckr === 0 ? 'bug' : 'ckr', ckr, name });
}

import type { Signer } from '../../ades/ports.ts';
import type { PinSource } from './pin.ts';
import type { ProcessOptions } from './pkcs11/process.ts';
import { type ChosenSigner, chooseOnToken, findOnTokens } from './pkcs11/signer.ts';
import { openKeyStore } from './pkcs12/signer.ts';
import type { Candidate, SignerRequest } from './request.ts';

export { inspectTokens } from './inspect.ts';
export { type PinAsked, type PinOptions, type PinSource, pinSource } from './pin.ts';
export type { ChosenSigner } from './pkcs11/signer.ts';
export type { Candidate, Obstacle, SignerRequest } from './request.ts';
export { selectCandidate } from './select.ts';

/**
 * What could sign, seen without login. A PKCS#12 key store shows nothing before its password: none.
 * Throws PKCS11_SUPPORT_MISSING, TOKEN_MODULE_* when no module can be looked at.
 */
export async function findSigners(
  request: SignerRequest,
  options: ProcessOptions = {},
): Promise<Candidate[]> {
  return request.pkcs12 === undefined ? findOnTokens(request, process.env, options) : [];
}

/**
 * The token and certificate that the request leaves, without login, so that a plan can be shown before a PIN is
 * asked; undefined for a PKCS#12 key store, which shows nothing before its password.
 */
export async function chooseSigner(
  request: SignerRequest,
  options: ProcessOptions = {},
): Promise<ChosenSigner | undefined> {
  return request.pkcs12 === undefined ? chooseOnToken(request, process.env, options) : undefined;
}

/** The signer that the request leaves, opened: PIN or password taken from `pin`, tried once, wiped. */
export async function openSigner(
  request: SignerRequest,
  pin: PinSource,
  options: ProcessOptions = {},
): Promise<Signer> {
  return request.pkcs12 === undefined
    ? (await chooseOnToken(request, process.env, options)).open(pin)
    : openKeyStore(request.pkcs12, request, pin);
}

import type { Signer } from '../../../ades/ports.ts';
import { Fault } from '../../../fault/fault.ts';
import { type Certificate, publicKey } from '../../../pki/index.ts';
import { ecdsaSequence } from '../ecdsa-signature.ts';
import type { PinSource } from '../pin.ts';
import type { Candidate, SignerRequest } from '../request.ts';
import { isToken, selectCandidate } from '../select.ts';
import { signatureAlgorithm, signatureLength } from '../signature-algorithm.ts';
import { holder, obstacleFault } from '../suitability.ts';
import {
  candidatesOf,
  type LookedAt,
  lookAt,
  modulesToLookAt,
  noCertificate,
  readStored,
  tokenObstacle,
} from './look.ts';
import { chooseMechanism } from './mechanism.ts';
import type { ProcessOptions } from './process.ts';
import { CKF } from './values.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Candidates on every token that can be seen, without login. Faults of modules that were only found are passed
 * over. TOKEN_MISSING when there is no token, CERTIFICATE_MISSING when those there show no certificate.
 */
export async function findOnTokens(
  request: SignerRequest,
  environment: Environment,
  options: ProcessOptions,
): Promise<Candidate[]> {
  const looked = await lookAtAll(request, environment, options);
  for (const { process } of looked) process.kill();
  return candidatesOn(looked, request);
}

/** The certificate that a request leaves, found without login, on a token whose module stays at hand. */
export interface ChosenSigner {
  readonly certificate: Certificate;
  /** The token's flags are looked at before the PIN is asked for; the PIN is tried once. */
  open(pin: PinSource): Promise<Signer>;
  /** Ends the module's process when nothing is to be signed; after `open` the signer's `close` does. */
  abandon(): void;
}

/** The one token and certificate that the request leaves. */
export async function chooseOnToken(
  request: SignerRequest,
  environment: Environment,
  options: ProcessOptions,
): Promise<ChosenSigner> {
  const looked = await lookAtAll(request, environment, options);
  const kill = (some: readonly LookedAt[]) => {
    for (const { process } of some) process.kill();
  };
  try {
    const candidate = selectCandidate(candidatesOn(looked, request), request);
    const chosen = looked.find(({ file }) => file.path === candidate.device.path)!;
    kill(looked.filter((one) => one !== chosen));
    return {
      certificate: candidate.certificate,
      async open(pin) {
        try {
          return await openCandidate(chosen, candidate, request, pin);
        } catch (error) {
          kill([chosen]);
          throw error;
        }
      },
      abandon: () => kill([chosen]),
    };
  } catch (error) {
    kill(looked);
    throw error;
  }
}

async function lookAtAll(
  request: SignerRequest,
  environment: Environment,
  options: ProcessOptions,
): Promise<LookedAt[]> {
  const files = modulesToLookAt(request.module, environment);
  if (files.length === 0) throw new Fault('TOKEN_MODULE_MISSING');
  const looked = await lookAt(files, lanesOf(request), options);
  const found = looked.flatMap((one) => one.found ?? []);
  const faults = looked.flatMap((one) => one.fault ?? []);
  // A module that was only found may fail while another serves; when none serves, the first fault says why.
  const telling = faults.find(({ code }) => code === 'PKCS11_SUPPORT_MISSING') ?? faults[0];
  if (found.length === 0 && telling !== undefined) throw telling;
  return found;
}

function candidatesOn(looked: readonly LookedAt[], request: SignerRequest): Candidate[] {
  const candidates = looked.flatMap((found) => candidatesOf(found, request.at));
  if (candidates.length > 0) return candidates;
  const slots = looked.flatMap(({ slots }) => slots);
  const tokens = slots.filter(({ flags }) => flags & CKF.TOKEN_INITIALIZED);
  const { token } = request;
  const refused = slots.find((slot) => slot.refused !== null)?.refused;
  if (refused) throw new Fault('TOKEN_REFUSED', { what: 'token-ckr', ckr: refused, doing: 'look' });
  if (tokens.length === 0 || (token !== undefined && !tokens.some((one) => isToken(one, token))))
    throw new Fault('TOKEN_MISSING');
  throw noCertificate(token === undefined ? slots : slots.filter((one) => isToken(one, token)));
}

async function openCandidate(
  { process, slots }: LookedAt,
  candidate: Candidate,
  request: SignerRequest,
  pin: PinSource,
): Promise<Signer> {
  const { certificate, device } = candidate;
  const slot = slots.find((one) => one.slot === device.slot)!;
  const algorithm = signatureAlgorithm(certificate, request);
  const orderOctets = Math.ceil(certificate.key.bits / 8);
  const mechanism = chooseMechanism(algorithm, slot.mechanisms, orderOctets);
  // The flags as they are now: another program may have used up tries since the look.
  const { flags, lanes } = await process.call('sessions', {
    slot: device.slot,
    lanes: lanesOf(request),
  });
  const obstacle = tokenObstacle(flags);
  if (obstacle !== null) throw obstacleFault(candidate, obstacle);
  if (flags & CKF.LOGIN_REQUIRED) {
    const octets = await pin({
      device: device.label,
      certificateSubject: holder(certificate),
      finalTry: (flags & CKF.USER_PIN_FINAL_TRY) !== 0,
      countLow: (flags & CKF.USER_PIN_COUNT_LOW) !== 0,
    });
    try {
      checkPin(octets);
      await process.login(octets);
    } finally {
      octets.fill(0);
    }
  }
  const isRsa = certificate.key.type === 'rsa';
  const { found } = await process.call('key', {
    id: candidate.keyId,
    modulus: isRsa ? modulusOf(candidate) : null,
    keyType: isRsa ? 'rsa' : 'ec',
  });
  if (!found) throw new Fault('TOKEN_KEY_MISSING');
  await process.call('mechanism', mechanism.plan);
  return {
    certificate: certificate.der,
    others: readStored(slot.certificates)
      .map((one) => one.certificate)
      .filter((one) => one !== certificate && one.basicConstraints?.ca === true)
      .map((one) => one.der),
    algorithm,
    lanes,
    device: { kind: 'pkcs11', label: device.label },
    signatureLength: signatureLength(certificate),
    async sign(message) {
      const signature = await process.sign(mechanism.input(message));
      return isRsa ? signature : ecdsaSequence(signature, orderOctets);
    },
    close: () => process.close(),
  };
}

/** What can't be a PIN must not cost a try: no octets, or octets that change on their way through UTF-8. */
function checkPin(octets: Uint8Array): void {
  if (octets.length === 0) throw new Fault('TOKEN_PIN_MISSING', { what: 'pin-empty' });
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    throw new Fault('TOKEN_PIN_MISSING', { what: 'pin-not-utf8' });
  }
}

/** The modulus as base64 without leading zeros, by which a key is found whose CKA_ID differs from its certificate's. */
function modulusOf({ certificate }: Candidate): string {
  const { n } = publicKey(certificate).export({ format: 'jwk' });
  return Buffer.from(n as string, 'base64url').toString('base64');
}

function lanesOf(request: SignerRequest): number {
  return Math.max(1, Math.trunc(request.lanes ?? 1));
}

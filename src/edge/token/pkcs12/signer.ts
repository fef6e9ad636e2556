import { constants, type KeyObject, sign as signWithKey } from 'node:crypto';
import { closeSync, fstatSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Signer } from '../../../ades/ports.ts';
import { Fault } from '../../../fault/fault.ts';
import { type Certificate, publicKey, readCertificate } from '../../../pki/index.ts';
import { openWithoutWaiting } from '../../files/source.ts';
import type { PinSource } from '../pin.ts';
import type { Candidate, SignerRequest } from '../request.ts';
import { selectCandidate } from '../select.ts';
import { DIGESTS, signatureAlgorithm, signatureLength } from '../signature-algorithm.ts';
import { certificateObstacle } from '../suitability.ts';
import { belongs, readKeyStore } from './key-store.ts';

/** Largest key store that is read: real ones have a few kilobytes. */
const LARGEST = 4 * 1024 * 1024;
/** Signatures made at once on libuv's threads. */
const LANES = 2;

/** The signer that a PKCS#12 key store holds. The password is asked once; the file is looked at before. */
export async function openKeyStore(
  path: string,
  request: SignerRequest,
  pin: PinSource,
): Promise<Signer> {
  const octets = readStoreFile(path);
  const label = basename(path);
  const password = await pin({
    device: label,
    certificateSubject: '',
    finalTry: false,
    countLow: false,
  });
  let held: Held[];
  let certificates: Certificate[];
  try {
    const store = readKeyStore(octets, password, path);
    certificates = store.certificates.flatMap(({ der }) => readable(der));
    held = store.keys.flatMap(({ key }) => {
      const certificate = certificates.find((one) => belongs(key, publicKey(one)));
      return certificate ? [{ key, certificate }] : [];
    });
  } finally {
    password.fill(0);
  }
  if (held.length === 0)
    throw new Fault(certificates.length === 0 ? 'CERTIFICATE_MISSING' : 'TOKEN_KEY_MISSING');
  const { key, certificate } = select(held, label, path, request);
  const others = certificates.filter((one) => one !== certificate).map((one) => one.der);
  return signerWith(key, certificate, others, label, request);
}

interface Held {
  readonly key: KeyObject;
  readonly certificate: Certificate;
}

function select(held: readonly Held[], label: string, path: string, request: SignerRequest): Held {
  const candidates = held.map(
    ({ certificate }, slot): Candidate => ({
      device: { kind: 'pkcs12', label, serial: '', path, slot },
      certificate,
      keyId: '',
      obstacle: certificateObstacle(certificate, request.at),
    }),
  );
  // Every key is in the one file: what is ambiguous is the certificate, never the token.
  const inOneStore = candidates.map((candidate) => ({
    ...candidate,
    device: { ...candidate.device, slot: 0 },
  }));
  const { certificate } = request;
  const chosen = selectCandidate(inOneStore, certificate === undefined ? {} : { certificate });
  return held.find((one) => one.certificate === chosen.certificate)!;
}

function signerWith(
  key: KeyObject,
  certificate: Certificate,
  others: Uint8Array[],
  label: string,
  request: SignerRequest,
): Signer {
  const algorithm = signatureAlgorithm(certificate, request);
  const digest = DIGESTS[algorithm.digest].node;
  const padded =
    algorithm.scheme === 'RSASSA-PSS'
      ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.saltLength! }
      : { key, dsaEncoding: 'der' as const };
  let open = true;
  return {
    certificate: certificate.der,
    others,
    algorithm,
    lanes: Math.max(1, Math.trunc(request.lanes ?? LANES)),
    device: { kind: 'pkcs12', label },
    signatureLength: signatureLength(certificate),
    sign: (message) =>
      new Promise((resolve, reject) => {
        if (!open) return reject(new Fault('TOKEN_REFUSED', { what: 'token-closed' }));
        signWithKey(digest, message, padded, (error, signature) =>
          error
            ? reject(new Fault('TOKEN_REFUSED', { what: 'key-may-not-sign' }, { cause: error }))
            : resolve(signature),
        );
      }),
    async close() {
      open = false;
    },
  };
}

function readable(der: Uint8Array): Certificate[] {
  try {
    const certificate = readCertificate(der);
    publicKey(certificate);
    return [certificate];
  } catch {
    return [];
  }
}

function readStoreFile(path: string): Uint8Array {
  let descriptor: number;
  try {
    descriptor = openWithoutWaiting(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
    if (code === 'ENOENT') throw new Fault('FILE_MISSING', { path });
    throw new Fault('KEYSTORE_UNREADABLE', { path, what: code });
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw new Fault('KEYSTORE_UNREADABLE', { path, what: 'not-a-file' });
    if (stats.size > LARGEST)
      throw new Fault('KEYSTORE_UNREADABLE', { path, what: 'file-too-large' });
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

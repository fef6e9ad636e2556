import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { Fault } from '../../../fault/fault.ts';
import { context, DerReader, TAG, toDer } from '../../../syntax/der/index.ts';
import { decrypt } from './decrypt.ts';
import { macMatches } from './mac.ts';

/** What a PKCS#12 file holds, each certificate as its exact octets. */
export interface KeyStore {
  readonly keys: readonly { readonly key: KeyObject; readonly localKeyId: string }[];
  readonly certificates: readonly { readonly der: Uint8Array; readonly localKeyId: string }[];
}

const OID = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certificateBag: '1.2.840.113549.1.12.10.1.3',
  safeContentsBag: '1.2.840.113549.1.12.10.1.6',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  localKeyId: '1.2.840.113549.1.9.21',
} as const;

/** SafeContents inside SafeContents; nobody writes more than one level. */
const NESTING = 4;

/**
 * Opens a PFX (RFC 7292 clause 4) in password integrity mode. KEYSTORE_PASSWORD_WRONG when the MAC, or without a
 * MAC the decryption, says so; KEYSTORE_UNREADABLE {path, what}. Key stores in BER (Windows, NSS) are taken too.
 */
export function readKeyStore(octets: Uint8Array, password: Uint8Array, path: string): KeyStore {
  try {
    return readPfx(toDer(octets).octets, password);
  } catch (error) {
    if (error instanceof Fault && error.code === 'KEYSTORE_PASSWORD_WRONG') throw error;
    const what =
      error instanceof Fault && error.code === 'KEYSTORE_UNREADABLE' && error.data.what
        ? error.data.what
        : 'not-pkcs12';
    throw new Fault('KEYSTORE_UNREADABLE', { path, what }, { cause: error });
  }
}

function readPfx(octets: Uint8Array, password: Uint8Array): KeyStore {
  const pfx = DerReader.over(octets).sequence();
  if (pfx.smallInteger() !== 3) throw new Fault('KEYSTORE_UNREADABLE', { what: 'not-pkcs12' });
  const contentInfo = pfx.sequence();
  if (contentInfo.oid() !== OID.data)
    throw new Fault('KEYSTORE_UNREADABLE', { what: 'keystore-public-key-mode' });
  const authSafe = contentInfo.sequence(context(0, true)).octets();
  const verified = !pfx.done;
  if (verified && !macMatches(pfx.sequence(), authSafe, password))
    throw new Fault('KEYSTORE_PASSWORD_WRONG');
  const store: Collected = { keys: [], certificates: [], verified };
  // The content of an OCTET STRING was not looked at when the outside was turned into DER.
  const infos = DerReader.over(toDer(authSafe).octets).sequence();
  while (!infos.done) readSafe(infos.sequence(), password, store);
  return store;
}

interface Collected {
  keys: { key: KeyObject; localKeyId: string }[];
  certificates: { der: Uint8Array; localKeyId: string }[];
  /** The MAC has said that the password is right. */
  readonly verified: boolean;
}

/** Uses what was deciphered. Without a MAC a wrong password may leave well-padded noise: then noise is what it means. */
function deciphered(store: Collected, use: () => void): void {
  try {
    use();
  } catch (error) {
    throw store.verified ? error : new Fault('KEYSTORE_PASSWORD_WRONG', {}, { cause: error });
  }
}

function readSafe(contentInfo: DerReader, password: Uint8Array, store: Collected): void {
  const type = contentInfo.oid();
  const content = contentInfo.sequence(context(0, true));
  if (type === OID.data) {
    readBags(content.octets(), password, store, 0);
    return;
  }
  if (type !== OID.encryptedData)
    throw new Fault('KEYSTORE_UNREADABLE', { what: 'keystore-public-key-mode' });
  const encryptedData = content.sequence();
  encryptedData.smallInteger();
  const info = encryptedData.sequence();
  info.oid();
  const algorithm = info.read(TAG.SEQUENCE).bytes;
  const plain = decrypt(algorithm, encryptedContent(info), password);
  deciphered(store, () => readBags(plain, password, store, 0));
}

/** [0] IMPLICIT OCTET STRING; DER leaves it primitive, and BER writers cut it into pieces. */
function encryptedContent(info: DerReader): Uint8Array {
  if (info.peek() === context(0)) return info.octets(context(0));
  const pieces = info.sequence(context(0, true));
  const parts: Uint8Array[] = [];
  while (!pieces.done) parts.push(pieces.octets());
  return Buffer.concat(parts);
}

function readBags(octets: Uint8Array, password: Uint8Array, store: Collected, depth: number): void {
  if (depth > NESTING) throw new Fault('KEYSTORE_UNREADABLE', { what: 'not-pkcs12' });
  const bags = DerReader.over(toDer(octets).octets).sequence();
  while (!bags.done) {
    const bag = bags.sequence();
    const type = bag.oid();
    const value = bag.read(context(0, true)).content;
    const localKeyId = bag.done ? '' : readLocalKeyId(bag.set());
    switch (type) {
      case OID.keyBag:
        store.keys.push({ key: privateKey(value), localKeyId });
        break;
      case OID.shroudedKeyBag: {
        const shrouded = DerReader.over(value).sequence();
        const algorithm = shrouded.read(TAG.SEQUENCE).bytes;
        const plain = decrypt(algorithm, shrouded.octets(), password);
        deciphered(store, () => store.keys.push({ key: privateKey(plain), localKeyId }));
        plain.fill(0);
        break;
      }
      case OID.certificateBag: {
        const certificate = DerReader.over(value).sequence();
        if (certificate.oid() === OID.x509Certificate)
          store.certificates.push({
            der: certificate.sequence(context(0, true)).octets(),
            localKeyId,
          });
        break;
      }
      case OID.safeContentsBag:
        readBags(value, password, store, depth + 1);
        break;
      default:
        // CRLs and secrets are of no use here
        break;
    }
  }
}

function readLocalKeyId(attributes: DerReader): string {
  while (!attributes.done) {
    const attribute = attributes.sequence();
    if (attribute.oid() === OID.localKeyId)
      return Buffer.from(attribute.set().octets()).toString('base64');
  }
  return '';
}

function privateKey(pkcs8: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch (error) {
    throw new Fault('KEYSTORE_UNREADABLE', { what: 'keystore-key-unusable' }, { cause: error });
  }
}

/** Whether the private key is the certificate's. */
export function belongs(key: KeyObject, certificateKey: KeyObject): boolean {
  return createPublicKey(key).equals(certificateKey);
}

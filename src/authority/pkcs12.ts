import { createHash, createHmac, randomBytes } from 'node:crypto';
import { context, der } from '../syntax/der/index.ts';
import { keyIdentifier } from './extensions.ts';
import type { KeyPair } from './keys.ts';

const ID = {
  data: '1.2.840.113549.1.7.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certificateBag: '1.2.840.113549.1.12.10.1.3',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  sha256: '2.16.840.1.101.3.4.2.1',
} as const;

/** Rounds of the integrity key's derivation; the private key has node's own (PBKDF2, 2,048 rounds, AES-256-CBC). */
const MAC_ROUNDS = 2048;

export interface KeyStore {
  readonly keys: KeyPair;
  /** The holder's certificate first, then its issuers. */
  readonly certificates: readonly Uint8Array[];
  readonly friendlyName: string;
  readonly password: string;
}

/**
 * A PKCS #12 file (RFC 7292): the key shrouded with AES-256, the certificates in the clear, HMAC-SHA-256 over
 * both. Written here because the library that opens such files writes RSA keys only and needs 0.1 s for each.
 */
export function writePkcs12(store: KeyStore): Uint8Array {
  const attributes = der.set(
    attribute(ID.friendlyName, bmpString(store.friendlyName)),
    attribute(ID.localKeyId, der.octets(keyIdentifier(store.keys.publicKey))),
  );
  const shrouded = store.keys.privateKey.export({
    type: 'pkcs8',
    format: 'der',
    cipher: 'aes-256-cbc',
    passphrase: store.password,
  });
  const keyBag = der.sequence(
    der.oid(ID.shroudedKeyBag),
    der.tagged(context(0, true), new Uint8Array(shrouded)),
    attributes,
  );
  const certificateBags = store.certificates.map((certificate, i) =>
    der.sequence(
      der.oid(ID.certificateBag),
      der.tagged(
        context(0, true),
        der.sequence(
          der.oid(ID.x509Certificate),
          der.tagged(context(0, true), der.octets(certificate)),
        ),
      ),
      ...(i === 0 ? [attributes] : []),
    ),
  );
  const safe = der.sequence(data(der.sequence(...certificateBags)), data(der.sequence(keyBag)));
  return der.sequence(der.integer(3), data(safe), mac(safe, store.password));
}

/** ContentInfo of type data. */
function data(content: Uint8Array): Uint8Array {
  return der.sequence(der.oid(ID.data), der.tagged(context(0, true), der.octets(content)));
}

function attribute(type: string, value: Uint8Array): Uint8Array {
  return der.sequence(der.oid(type), der.set(value));
}

function mac(safe: Uint8Array, password: string): Uint8Array {
  const salt = randomBytes(16);
  const key = macKey(password, salt);
  const value = createHmac('sha256', key).update(safe).digest();
  return der.sequence(
    der.sequence(der.sequence(der.oid(ID.sha256), der.nil()), der.octets(new Uint8Array(value))),
    der.octets(new Uint8Array(salt)),
    der.integer(MAC_ROUNDS),
  );
}

/** RFC 7292 appendix B.2 with SHA-256 and ID 3; its 32 octets are one block, so steps 6B and 6C fall away. */
function macKey(password: string, salt: Uint8Array): Uint8Array {
  const block = 64;
  const filled = (octets: Uint8Array) =>
    octets.length === 0
      ? Buffer.alloc(0)
      : Buffer.alloc(block * Math.ceil(octets.length / block), octets);
  const phrase = Buffer.concat([utf16(password), Buffer.alloc(2)]);
  let key = createHash('sha256')
    .update(Buffer.alloc(block, 3))
    .update(filled(salt))
    .update(filled(phrase))
    .digest();
  for (let round = 1; round < MAC_ROUNDS; round += 1)
    key = createHash('sha256').update(key).digest();
  return key;
}

/** Big-endian, as a BMPString has it. */
function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

function bmpString(text: string): Uint8Array {
  return der.tagged(0x1e, utf16(text.normalize('NFC')));
}

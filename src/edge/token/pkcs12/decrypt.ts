import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { createRequire } from 'node:module';
import { Fault } from '../../../fault/fault.ts';
import { DerReader, TAG } from '../../../syntax/der/index.ts';
import { bmpPassword, deriveKey, type KeyStoreDigest, PURPOSE, rounds } from './key-derivation.ts';

const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';

/** Ciphers of PBES2 (RFC 8018 appendix B.2, NIST AES) as node:crypto names them. */
const CIPHERS: Readonly<Record<string, { readonly name: string; readonly key: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', key: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', key: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', key: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', key: 24 },
};

const PRFS: Readonly<Record<string, KeyStoreDigest>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

/** The password-based ciphers of PKCS #12 itself (RFC 7292 appendix C): key octets, and how it deciphers. */
const OWN: Readonly<Record<string, { key: number; decipher: Decipher }>> = {
  '1.2.840.113549.1.12.1.3': { key: 24, decipher: nodeDecipher('des-ede3-cbc') },
  '1.2.840.113549.1.12.1.4': {
    key: 16,
    // two-key triple DES: the third key is the first
    decipher: (key, iv, content) =>
      nodeDecipher('des-ede3-cbc')(Buffer.concat([key, key.subarray(0, 8)]), iv, content),
  },
  '1.2.840.113549.1.12.1.5': { key: 16, decipher: rc2(128) },
  '1.2.840.113549.1.12.1.6': { key: 5, decipher: rc2(40) },
};

type Decipher = (key: Buffer, iv: Uint8Array, content: Uint8Array) => Buffer;

/** Deciphers what a password locks; `algorithm` is the AlgorithmIdentifier. KEYSTORE_PASSWORD_WRONG when the padding says so. */
export function decrypt(algorithm: Uint8Array, content: Uint8Array, password: Uint8Array): Buffer {
  const identifier = DerReader.over(algorithm).sequence();
  const oid = identifier.oid();
  const parameters = identifier.sequence();
  const { key, iv, decipher } =
    oid === PBES2 ? pbes2(parameters, password) : ownScheme(oid, parameters, password);
  try {
    return decipher(key, iv, content);
  } catch (error) {
    throw new Fault('KEYSTORE_PASSWORD_WRONG', {}, { cause: error });
  } finally {
    key.fill(0);
  }
}

/** The digest that a PBKDF2 PRF or HMAC AlgorithmIdentifier names, read from `reader`; SHA-1 when there is none. */
export function digestOfPrf(reader: DerReader): KeyStoreDigest {
  if (reader.done || reader.peek() !== TAG.SEQUENCE) return 'sha1';
  const oid = reader.sequence().oid();
  const digest = PRFS[oid];
  if (digest === undefined) throw unknownAlgorithm(oid);
  return digest;
}

interface Ready {
  readonly key: Buffer;
  readonly iv: Uint8Array;
  readonly decipher: Decipher;
}

function pbes2(parameters: DerReader, password: Uint8Array): Ready {
  const derivation = parameters.sequence();
  const kdf = derivation.oid();
  if (kdf !== PBKDF2) throw unknownAlgorithm(kdf);
  const pbkdf2 = derivation.sequence();
  const salt = pbkdf2.octets();
  const iterations = rounds(pbkdf2.smallInteger());
  if (!pbkdf2.done && pbkdf2.peek() === TAG.INTEGER) pbkdf2.smallInteger();
  const digest = digestOfPrf(pbkdf2);
  const scheme = parameters.sequence();
  const oid = scheme.oid();
  const cipher = CIPHERS[oid];
  if (cipher === undefined) throw unknownAlgorithm(oid);
  return {
    key: pbkdf2Sync(password, salt, iterations, cipher.key, digest),
    iv: scheme.octets(),
    decipher: nodeDecipher(cipher.name),
  };
}

function ownScheme(oid: string, parameters: DerReader, password: Uint8Array): Ready {
  const scheme = OWN[oid];
  if (scheme === undefined) throw unknownAlgorithm(oid);
  const salt = parameters.octets();
  const iterations = rounds(parameters.smallInteger());
  const bmp = bmpPassword(password);
  const key = deriveKey('sha1', bmp, salt, PURPOSE.key, iterations, scheme.key);
  const iv = deriveKey('sha1', bmp, salt, PURPOSE.iv, iterations, 8);
  bmp.fill(0);
  return { key, iv, decipher: scheme.decipher };
}

function nodeDecipher(name: string): Decipher {
  return (key, iv, content) => {
    const cipher = createDecipheriv(name, key, iv);
    return Buffer.concat([cipher.update(content), cipher.final()]);
  };
}

/** RC2 is gone from OpenSSL 3, and Windows still writes it. Loaded only when met. */
function rc2(bits: number): Decipher {
  return (key, iv, content) => {
    const forge: typeof import('node-forge') = createRequire(import.meta.url)('node-forge');
    const cipher = forge.rc2.createDecryptionCipher(key.toString('latin1'), bits);
    cipher.start(Buffer.from(iv).toString('latin1'));
    cipher.update(forge.util.createBuffer(Buffer.from(content).toString('latin1')));
    if (!cipher.finish()) throw new Error('padding');
    return Buffer.from(cipher.output.getBytes(), 'latin1');
  };
}

function unknownAlgorithm(oid: string): Fault {
  return new Fault('KEYSTORE_UNREADABLE', { what: 'keystore-algorithm', oid });
}

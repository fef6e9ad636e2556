import { hash } from 'node:crypto';
import { sameOctets } from '../../../bytes/hex.ts';
import { unsupported } from '../findings.ts';
import { aesCbc, aesEcbDecrypt } from './aes.ts';
import type { Parameters } from './parameters.ts';
import { rc4 } from './rc4.ts';

export interface FileKey {
  readonly key: Uint8Array;
  readonly openedAs: 'user' | 'owner';
}

/** The file encryption key that `password` opens, as user or owner; undefined when it opens nothing. */
export function fileKey(
  parameters: Parameters,
  id: Uint8Array,
  password: string,
): FileKey | undefined {
  return parameters.version === 5
    ? modernKey(parameters, utf8Password(password))
    : legacyKey(parameters, id, Buffer.from(password, encodingOf(password)));
}

/** Whether /Perms repeats /P and /EncryptMetadata under the key (ISO 32000-2 clause 7.6.4.4.12, algorithm 13). */
export function permissionsMatch(parameters: Parameters, key: Uint8Array): boolean {
  if (parameters.perms === undefined) return true;
  const plain = Buffer.from(aesEcbDecrypt(key, parameters.perms));
  const metadata = plain[8] === 0x54 ? true : plain[8] === 0x46 ? false : undefined;
  return (
    plain.toString('latin1', 9, 12) === 'adb' &&
    plain.readInt32LE(0) === (parameters.permissions | 0) &&
    metadata === parameters.encryptMetadata
  );
}

export function md5(...parts: Uint8Array[]): Uint8Array {
  try {
    return hash('md5', joined(parts), 'buffer');
  } catch {
    throw unsupported('md5'); // A FIPS build of OpenSSL has none.
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

const PADDING = Buffer.from(
  '28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a',
  'hex',
);

/** Algorithms 2 and 4 to 7: revisions 2 to 4. */
function legacyKey(p: Parameters, id: Uint8Array, password: Uint8Array): FileKey | undefined {
  const asUser = legacyUser(p, id, padded(password));
  if (asUser !== undefined) return { key: asUser, openedAs: 'user' };
  let digest = md5(padded(password));
  if (p.revision >= 3) for (let i = 0; i < 50; i++) digest = md5(digest);
  const ownerKey = digest.subarray(0, p.keyLength);
  let user = p.owner;
  for (let i = p.revision >= 3 ? 19 : 0; i >= 0; i--)
    user = rc4(
      ownerKey.map((o) => o ^ i),
      user,
    );
  const asOwner = legacyUser(p, id, user);
  return asOwner && { key: asOwner, openedAs: 'owner' };
}

function legacyUser(p: Parameters, id: Uint8Array, password: Uint8Array): Uint8Array | undefined {
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(p.permissions | 0);
  const more = p.revision >= 4 && !p.encryptMetadata ? [Buffer.alloc(4, 0xff)] : [];
  let digest = md5(password, p.owner, permissions, id, ...more);
  if (p.revision >= 3) for (let i = 0; i < 50; i++) digest = md5(digest.subarray(0, p.keyLength));
  const key = digest.subarray(0, p.keyLength);
  if (p.revision === 2) return sameOctets(rc4(key, PADDING), p.user) ? key : undefined;
  let check = md5(PADDING, id);
  for (let i = 0; i < 20; i++)
    check = rc4(
      key.map((o) => o ^ i),
      check,
    );
  return sameOctets(check, p.user.subarray(0, 16)) ? key : undefined;
}

function padded(password: Uint8Array): Uint8Array {
  return Buffer.concat([password.subarray(0, 32), PADDING]).subarray(0, 32);
}

/** Legacy passwords are in PDFDocEncoding, which for letters in use is Latin-1; others can't have been typed but as UTF-8. */
function encodingOf(password: string): 'latin1' | 'utf8' {
  for (const character of password) if (character.codePointAt(0)! > 0xff) return 'utf8';
  return 'latin1';
}

/** RFC 4013 asks for SASLprep. Its heart, NFKC, is done; its mapping of rare spaces and its prohibitions are not. At most 127 octets count. */
function utf8Password(password: string): Uint8Array {
  return Buffer.from(password.normalize('NFKC'), 'utf8').subarray(0, 127);
}

const ZERO_IV = new Uint8Array(16);

/** Algorithm 2.A: revisions 5 and 6. Owner first, as the standard orders, but for the empty password, which is hardly ever an owner's: each try is slow by design. */
function modernKey(p: Parameters, password: Uint8Array): FileKey | undefined {
  const { owner, user } = p;
  const none = new Uint8Array(0);
  const opens = (stored: Uint8Array, more: Uint8Array): boolean =>
    sameOctets(hash2b(p, password, stored.subarray(32, 40), more), stored.subarray(0, 32));
  const unwrap = (stored: Uint8Array, more: Uint8Array, wrapped: Uint8Array): Uint8Array =>
    aesCbc(hash2b(p, password, stored.subarray(40, 48), more), ZERO_IV, wrapped, false);
  const asOwner = (): FileKey | undefined =>
    opens(owner, user) ? { key: unwrap(owner, user, p.ownerKey!), openedAs: 'owner' } : undefined;
  const asUser = (): FileKey | undefined =>
    opens(user, none) ? { key: unwrap(user, none, p.userKey!), openedAs: 'user' } : undefined;
  return password.length === 0 ? (asUser() ?? asOwner()) : (asOwner() ?? asUser());
}

/** Algorithm 2.B; revision 5 had only its first line. */
function hash2b(
  p: Parameters,
  password: Uint8Array,
  salt: Uint8Array,
  more: Uint8Array,
): Uint8Array {
  let k: Uint8Array = sha(256, password, salt, more);
  if (p.revision === 5) return k;
  for (let round = 0; ; round++) {
    const block = Buffer.concat([password, k, more]);
    const repeated = Buffer.alloc(block.length * 64);
    for (let i = 0; i < 64; i++) block.copy(repeated, i * block.length);
    const e = aesCbc(k.subarray(0, 16), k.subarray(16, 32), repeated, true);
    // The first 16 octets as one number modulo 3: 256 is 1 modulo 3, so it is the sum of the octets.
    let sum = 0;
    for (let i = 0; i < 16; i++) sum += e[i]!;
    k = sha(SIZES[sum % 3]!, e);
    if (round >= 63 && e.at(-1)! <= round - 31) return k.subarray(0, 32);
  }
}

const SIZES = [256, 384, 512] as const;

function sha(bits: 256 | 384 | 512, ...parts: Uint8Array[]): Uint8Array {
  return hash(`sha${bits}`, joined(parts), 'buffer');
}

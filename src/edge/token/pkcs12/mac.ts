import { createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { Fault } from '../../../fault/fault.ts';
import type { DerReader } from '../../../syntax/der/index.ts';
import { digestOfPrf } from './decrypt.ts';
import {
  bmpPassword,
  DIGEST_SIZES,
  deriveKey,
  type KeyStoreDigest,
  PURPOSE,
  rounds,
} from './key-derivation.ts';

const DIGEST_OIDS: Readonly<Record<string, KeyStoreDigest>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
/** PBMAC1 (RFC 9579). */
const PBMAC1 = '1.2.840.113549.1.5.14';

/** Whether the MacData of a PFX fits its content and this password (RFC 7292 clause 5.1, step 1; RFC 9579). */
export function macMatches(
  macData: DerReader,
  authSafe: Uint8Array,
  password: Uint8Array,
): boolean {
  const digestInfo = macData.sequence();
  const algorithm = digestInfo.sequence();
  const oid = algorithm.oid();
  const expected = digestInfo.octets();
  if (oid === PBMAC1) return matches(pbmac1(algorithm.sequence(), authSafe, password), expected);
  const digest = DIGEST_OIDS[oid];
  if (digest === undefined)
    throw new Fault('KEYSTORE_UNREADABLE', { what: 'keystore-algorithm', oid });
  const salt = macData.octets();
  const iterations = rounds(macData.done ? 1 : macData.smallInteger());
  const length = DIGEST_SIZES[digest].output;
  // An empty password is two zero octets to some writers and none to others.
  const forms =
    password.length === 0 ? [bmpPassword(password), Buffer.alloc(0)] : [bmpPassword(password)];
  return forms.some((form) => {
    const key = deriveKey(digest, form, salt, PURPOSE.mac, iterations, length);
    form.fill(0);
    return matches(createHmac(digest, key).update(authSafe).digest(), expected);
  });
}

function pbmac1(parameters: DerReader, authSafe: Uint8Array, password: Uint8Array): Buffer {
  const derivation = parameters.sequence();
  derivation.oid();
  const pbkdf2 = derivation.sequence();
  const salt = pbkdf2.octets();
  const iterations = rounds(pbkdf2.smallInteger());
  const length = pbkdf2.smallInteger();
  const key = pbkdf2Sync(password, salt, iterations, length, digestOfPrf(pbkdf2));
  const digest = digestOfPrf(parameters);
  return createHmac(digest, key).update(authSafe).digest();
}

function matches(computed: Buffer, expected: Uint8Array): boolean {
  return computed.length === expected.length && timingSafeEqual(computed, expected);
}

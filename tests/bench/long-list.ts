import { sign } from 'node:crypto';
import { writeSignatureAlgorithm } from '../../src/algorithm/index.ts';
import type { KeyPair } from '../../src/authority/index.ts';
import { readCertificate } from '../../src/pki/index.ts';
import { der } from '../../src/syntax/der/index.ts';

/** Serials of 16 octets that look random, the n-th always the same; `at` is where they are written. */
export function writeSerial(into: Uint8Array, at: number, n: number): void {
  let state = Math.imul(n + 1, 0x9e3779b1) >>> 0;
  for (let i = 0; i < 16; i++) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + n;
    into[at + i] = (state >>> 11) & 0xff;
  }
  into[at] = (into[at]! & 0x3f) | 0x40;
}

/** One entry with a UTCTime and, every third, a reason: { 16 octets of serial, time [, reasonCode] }. */
const TIME = Buffer.from('\x17\x0d260101000000Z', 'latin1');
const REASON = Uint8Array.of(0x30, 0x0c, 0x30, 0x0a, 6, 3, 0x55, 0x1d, 0x15, 4, 3, 0x0a, 1, 4);

/** Content of revokedCertificates with `count` entries, written into one array: 35 or 49 octets an entry. */
export function longEntries(count: number): Uint8Array {
  const list = new Uint8Array(count * 35 + Math.ceil(count / 3) * REASON.length);
  let at = 0;
  for (let n = 0; n < count; n++) {
    const reason = n % 3 === 0;
    list.set([0x30, 33 + (reason ? REASON.length : 0), 2, 16], at);
    writeSerial(list, at + 4, n);
    list.set(TIME, at + 20);
    at += 35;
    if (reason) list.set(REASON, at);
    if (reason) at += REASON.length;
  }
  return list;
}

export interface LongCrl {
  readonly count: number;
  readonly issuer: { readonly certificate: Uint8Array; readonly keys: KeyPair };
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Content octets of one more serial, last in the list. */
  readonly also?: Uint8Array;
}

/** A whole CRL, signed by the issuer's key with SHA-256 and RSA: 36 MB for a million entries, in about a second. */
export function longCrl({ count, issuer, thisUpdate, nextUpdate, also }: LongCrl): Uint8Array {
  const algorithm = writeSignatureAlgorithm({ scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-256' });
  const last = also ? [der.sequence(der.tagged(0x02, also), der.time(thisUpdate))] : [];
  const tbs = der.sequence(
    der.integer(1),
    algorithm,
    readCertificate(issuer.certificate).subject.der,
    der.time(thisUpdate),
    der.time(nextUpdate),
    der.sequence(longEntries(count), ...last),
  );
  const signature = new Uint8Array(sign('sha256', tbs, issuer.keys.privateKey));
  return der.sequence(tbs, algorithm, der.bits(signature));
}

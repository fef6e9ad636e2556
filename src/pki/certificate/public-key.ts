import { createPublicKey, type KeyObject } from 'node:crypto';
import { Fault } from '../../fault/fault.ts';
import { DerReader } from '../../syntax/der/index.ts';
import { LIMITS } from '../limits.ts';
import { KEY_TYPE } from './oids.ts';

/** `bits` is the length of the modulus, or of the curve's order; `curve` is the name that node:crypto uses, or the OID. */
export interface KeyFacts {
  readonly type: 'rsa' | 'ec' | 'ed25519' | 'ed448' | 'dsa' | 'other';
  readonly bits: number;
  readonly curve?: string;
}

/** What a SubjectPublicKeyInfo (whole TLV) says of its key, without building the key. */
export function readKeyFacts(spki: Uint8Array): KeyFacts {
  const outer = DerReader.over(spki);
  const info = outer.sequence();
  outer.end();
  const algorithm = info.sequence();
  const oid = algorithm.oid();
  const parameters = algorithm.done ? undefined : algorithm.next();
  algorithm.end();
  const { octets } = info.bits();
  info.end();
  switch (oid) {
    case KEY_TYPE.rsa:
    case KEY_TYPE.rsaPss:
      return { type: 'rsa', bits: modulusBits(octets) };
    case KEY_TYPE.ec: {
      const curve = parameters?.tag === 0x06 ? DerReader.over(parameters.bytes).oid() : 'explicit';
      const [name, bits] = CURVES[curve] ?? [curve, 0];
      return { type: 'ec', bits, curve: name };
    }
    case KEY_TYPE.dsa:
      // absent parameters are inherited from the issuer (RFC 3279 clause 2.3.2): the size is not known here
      return {
        type: 'dsa',
        bits: parameters ? primeBits(parameters.content) : 0,
      };
    case KEY_TYPE.ed25519:
      return { type: 'ed25519', bits: 253 };
    case KEY_TYPE.ed448:
      return { type: 'ed448', bits: 446 };
    default:
      return { type: 'other', bits: 0 };
  }
}

const CURVES: Readonly<Record<string, readonly [string, number]>> = {
  '1.2.840.10045.3.1.1': ['prime192v1', 192],
  '1.2.840.10045.3.1.7': ['prime256v1', 256],
  '1.3.132.0.33': ['secp224r1', 224],
  '1.3.132.0.34': ['secp384r1', 384],
  '1.3.132.0.35': ['secp521r1', 521],
  '1.3.132.0.10': ['secp256k1', 256],
  '1.3.36.3.3.2.8.1.1.7': ['brainpoolP256r1', 256],
  '1.3.36.3.3.2.8.1.1.11': ['brainpoolP384r1', 384],
  '1.3.36.3.3.2.8.1.1.13': ['brainpoolP512r1', 512],
};

/** Of Dss-Parms the first, p; NULL has none. */
function primeBits(parameters: Uint8Array): number {
  const reader = DerReader.over(parameters);
  return reader.done ? 0 : bitLength(reader.read(0x02).content);
}

function modulusBits(key: Uint8Array): number {
  return bitLength(DerReader.over(key).sequence().read(0x02).content);
}

function bitLength(integer: Uint8Array): number {
  const start = integer[0] === 0 ? 1 : 0;
  const first = integer[start];
  return first === undefined ? 0 : (integer.length - start) * 8 - Math.clz32(first) + 24;
}

/** The content of subjectPublicKey without its octet of unused bits: what key hashes are taken over (RFC 6960 clause 4.1.1). */
export function keyBits(spki: Uint8Array): Uint8Array {
  const info = DerReader.over(spki).sequence();
  info.skip(0x30);
  return info.bits().octets;
}

/**
 * The key of a SubjectPublicKeyInfo; CERTIFICATE_MALFORMED {what: public-key-unusable} when node:crypto can't take it, when an EC
 * key spells its curve out, which RFC 5480 clause 2.1.1 forbids (CVE-2020-0601: a generator chosen by the attacker), or
 * when the public exponent of an RSA key is so long that every check costs a hundred times the usual.
 */
export function keyOf(spki: Uint8Array): KeyObject {
  try {
    const { type, curve } = readKeyFacts(spki);
    if (curve === 'explicit') throw new RangeError('explicit curve');
    // the point at infinity: OpenSSL takes it, and node ends the process when asked for its details
    if (type === 'ec' && keyBits(spki).length < 2) throw new RangeError('no point');
    const key = createPublicKey({
      key: Buffer.from(spki.buffer, spki.byteOffset, spki.length),
      format: 'der',
      type: 'spki',
    });
    const exponent = type === 'rsa' ? (key.asymmetricKeyDetails?.publicExponent ?? 0n) : 0n;
    if (exponent >> BigInt(LIMITS.rsaExponentBits)) throw new RangeError('long exponent');
    return key;
  } catch (cause) {
    throw new Fault('CERTIFICATE_MALFORMED', { what: 'public-key-unusable' }, { cause });
  }
}

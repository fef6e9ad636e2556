import { sameOctets } from '../../bytes/hex.ts';
import { Fault } from '../../fault/fault.ts';
import { type Certificate, readCertificate, readName, sameName } from '../../pki/index.ts';
import { context, DerReader, TAG } from '../../syntax/der/index.ts';
import { LIMITS } from './limits.ts';
import type { SignerIdentifier } from './signed-data.ts';

/** Issuer as a DER Name and serial as content octets, read without reading the rest of the certificate. */
export interface IssuerAndSerial {
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
}

export function issuerAndSerial(certificate: Uint8Array): IssuerAndSerial {
  const body = DerReader.over(certificate).sequence().sequence();
  if (body.peek() === context(0, true)) body.skip();
  const serial = body.read(TAG.INTEGER).content;
  body.skip(TAG.SEQUENCE);
  return { serial, issuer: body.read(TAG.SEQUENCE).bytes };
}

/**
 * Certificates of `pool` that the identifier fits, in the pool's order, at most LIMITS.candidates. There can be
 * several: anyone may add one with the same issuer and serial. A key identifier is compared with the extension
 * only (RFC 5652 clause 5.3), never with a hash of the key.
 */
export function findCandidates(
  pool: readonly Uint8Array[],
  identifier: SignerIdentifier,
): Uint8Array[] {
  const fits = 'issuer' in identifier ? fitsIssuer(identifier) : fitsKey(identifier);
  const found: Uint8Array[] = [];
  for (const certificate of pool) {
    if (ignoringFaults(() => fits(certificate)) !== true) continue;
    if (!found.some((other) => sameOctets(other, certificate))) found.push(certificate);
    if (found.length === LIMITS.candidates) break;
  }
  return found;
}

/** The certificate read, or undefined when it can't be. */
export function readable(certificate: Uint8Array): Certificate | undefined {
  return ignoringFaults(() => readCertificate(certificate));
}

/** Same Name by its octets, or else by RFC 5280 clause 7.1: CAs re-encode names when they write certificates. */
export function sameEncodedName(a: Uint8Array, b: Uint8Array): boolean {
  return sameOctets(a, b) || ignoringFaults(() => sameName(readName(a), readName(b))) === true;
}

/** What `read` returns, or undefined when it throws a Fault. */
export function ignoringFaults<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

function fitsIssuer(identifier: IssuerAndSerial): (certificate: Uint8Array) => boolean {
  return (certificate) => {
    const { issuer, serial } = issuerAndSerial(certificate);
    return sameOctets(serial, identifier.serial) && sameEncodedName(issuer, identifier.issuer);
  };
}

function fitsKey(identifier: { subjectKeyIdentifier: Uint8Array }): (der: Uint8Array) => boolean {
  return (certificate) => {
    const own = readCertificate(certificate).subjectKeyIdentifier;
    return own !== undefined && sameOctets(own, identifier.subjectKeyIdentifier);
  };
}

import { Fault } from '../../fault/fault.ts';
import { DerReader } from '../../syntax/der/index.ts';
import type { Name } from '../certificate/name.ts';
import { EXTENSION } from '../certificate/oids.ts';
import type { Crl } from './crl.ts';
import { readEntryExtensions } from './entry-reader.ts';
import { LookUp } from './look-up.ts';

/** CRLReason (RFC 5280 clause 5.3.1); 7 is not used. */
export const CRL_REASONS = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'unused',
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
] as const;
export type CrlReason = (typeof CRL_REASONS)[number];

export interface RevokedEntry {
  readonly date: Date;
  /** unspecified when the entry gives none. */
  readonly reason: CrlReason;
  /** When the key is known or thought to have been compromised, earlier than `date`. */
  readonly invalidityDate: Date | undefined;
}

/**
 * The entry for a certificate in a list, or undefined. `serial` is the content of its INTEGER; `issuer` matters in
 * an indirect list only. Of several entries for one certificate the one that costs it most counts. Throws CRL_MALFORMED
 * when any entry is broken or has a critical extension that is not processed, for then the list may not be used
 * at all (RFC 5280 clause 5.3).
 */
export function findRevoked(crl: Crl, serial: Uint8Array, issuer: Name): RevokedEntry | undefined {
  return asCrlFault(() => {
    let found: RevokedEntry | undefined;
    for (const offset of lookUpOf(crl).find(serial, issuer))
      found = graver(found, readEntry(crl.entries, offset));
    return found;
  });
}

function lookUpOf(crl: Crl): LookUp {
  const known = lookUps.get(crl);
  if (known) return known;
  const made = new LookUp(crl.entries, crl.distributionPoint.indirect ? crl.issuer : undefined);
  lookUps.set(crl, made);
  return made;
}
const lookUps = new WeakMap<Crl, LookUp>();

/** A revocation over a suspension over a removal; of two of a kind the earlier. */
function graver(a: RevokedEntry | undefined, b: RevokedEntry): RevokedEntry {
  if (a === undefined) return b;
  const [x, y] = [gravity(a), gravity(b)];
  if (x !== y) return x > y ? a : b;
  return a.date <= b.date ? a : b;
}

function gravity({ reason }: RevokedEntry): number {
  return reason === 'removeFromCRL' ? 0 : reason === 'certificateHold' ? 1 : 2;
}

function readEntry(entries: Uint8Array, offset: number): RevokedEntry {
  const entry = DerReader.over(entries.subarray(offset)).sequence();
  entry.skip(0x02);
  const date = entry.time();
  const extensions = entry.done ? undefined : readEntryExtensions(entry.sequence());
  entry.end();
  const code = extensions?.get(EXTENSION.reasonCode);
  const invalid = extensions?.get(EXTENSION.invalidityDate);
  return {
    date,
    reason: code ? readReason(code.value) : 'unspecified',
    invalidityDate: invalid && DerReader.over(invalid.value).time(),
  };
}

function asCrlFault<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Fault) throw new Fault('CRL_MALFORMED', error.data, { cause: error });
    throw error;
  }
}

/** CRLReason, an ENUMERATED; what is not known yet revokes all the same. */
export function readReason(value: Uint8Array, tag = 0x0a): CrlReason {
  const reader = DerReader.over(value);
  const code = reader.smallInteger(tag);
  reader.end();
  return CRL_REASONS[code] ?? 'unspecified';
}

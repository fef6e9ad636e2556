import { Fault } from '../../fault/fault.ts';
import { context, DerReader, TAG } from '../../syntax/der/index.ts';
import { OID } from './identifiers.ts';

export interface Revocations {
  readonly crls: Uint8Array[];
  readonly ocsps: Uint8Array[];
}

/** The [1] RevocationInfoChoices, when `fields` stand there: CRLs, and OCSP responses by RFC 5940. */
export function readRevocations(fields: DerReader): Revocations {
  const found: Revocations = { crls: [], ocsps: [] };
  if (fields.peek() !== context(1, true)) return found;
  for (const set = fields.set(context(1, true)); !set.done; ) {
    if (set.peek() === TAG.SEQUENCE) found.crls.push(set.next().bytes);
    else if (set.peek() === context(1, true)) {
      const other = set.sequence(context(1, true));
      if (other.oid() === OID.ocspResponse) found.ocsps.push(other.next().bytes);
    } else set.skip();
  }
  return found;
}

/**
 * Adds what adbe-revocationInfoArchival (ISO 32000-2 clause 12.8.3.3.2) holds: CRLs under [0], OCSP responses under [1].
 * Only a convenience for the validator: what can't be read is left out, the signature is none the worse.
 */
export function readAdobeRevocation(value: Uint8Array, found: Revocations): void {
  try {
    const fields = DerReader.over(value).sequence();
    if (fields.peek() === context(0, true)) gather(fields.sequence(context(0, true)), found.crls);
    if (fields.peek() === context(1, true)) gather(fields.sequence(context(1, true)), found.ocsps);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}

function gather(explicit: DerReader, into: Uint8Array[]): void {
  for (const list = explicit.sequence(); !list.done; ) into.push(list.read(TAG.SEQUENCE).bytes);
}

import { Fault } from '../../fault/fault.ts';
import { context, DerReader, TAG } from '../../syntax/der/index.ts';
import { OID } from './identifiers.ts';

export interface Revocations {
  readonly crls: Uint8Array[];
  /** OCSPResponse or bare BasicOCSPResponse: the reader of `pki` takes both. */
  readonly ocsps: Uint8Array[];
}

/** One RevocationInfoChoice (RFC 5652 clause 10.2.1): the whole element, and what is in it when that is known. */
export interface RevocationChoice {
  readonly bytes: Uint8Array;
  readonly kind: 'crl' | 'ocsp' | 'other';
  readonly value: Uint8Array;
}

/**
 * The choices of a [1] RevocationInfoChoices element: CRLs, OCSP responses by RFC 5940, and basic responses as
 * TS 101 733 has them.
 */
export function readRevocationChoices(field: Uint8Array): RevocationChoice[] {
  const choices: RevocationChoice[] = [];
  for (const set = DerReader.over(field).set(context(1, true)); !set.done; ) {
    const { tag, bytes } = set.next();
    if (tag === TAG.SEQUENCE) choices.push({ bytes, kind: 'crl', value: bytes });
    else choices.push({ bytes, ...readOther(tag, bytes) });
  }
  return choices;
}

function readOther(tag: number, bytes: Uint8Array): Pick<RevocationChoice, 'kind' | 'value'> {
  const unknown = { kind: 'other', value: bytes } as const;
  if (tag !== context(1, true)) return unknown;
  const other = DerReader.over(bytes).sequence(tag);
  const format = other.oid();
  if (format !== OID.ocspResponse && format !== OID.basicOcsp) return unknown;
  return { kind: 'ocsp', value: other.next().bytes };
}

/**
 * Adds what adbe-revocationInfoArchival (ISO 32000-2 clause 12.8.3.3.2) or revocation-values (RFC 5126 clause 6.3.4)
 * hold: CRLs under [0], OCSP responses under [1]. Only a convenience for the validator: what can't be read is
 * left out, the signature is none the worse.
 */
export function readRevocationValues(value: Uint8Array, found: Revocations): void {
  readable(() => {
    const fields = DerReader.over(value).sequence();
    if (fields.peek() === context(0, true))
      gather(fields.sequence(context(0, true)).sequence(), found.crls);
    if (fields.peek() === context(1, true))
      gather(fields.sequence(context(1, true)).sequence(), found.ocsps);
  });
}

/** Adds the certificates of certificate-values (RFC 5126 clause 6.3.3), as far as they can be read. */
export function readCertificateValues(value: Uint8Array, found: Uint8Array[]): void {
  readable(() => gather(DerReader.over(value).sequence(), found));
}

function gather(list: DerReader, into: Uint8Array[]): void {
  while (!list.done) into.push(list.read(TAG.SEQUENCE).bytes);
}

function readable(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}

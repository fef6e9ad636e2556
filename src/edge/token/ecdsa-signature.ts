import { Fault } from '../../fault/fault.ts';
import { der } from '../../syntax/der/index.ts';

/**
 * ECDSA as tokens give it, r and s side by side in equal halves (PKCS #11 clause 2.3.1), turned into the
 * SEQUENCE of two INTEGERs that CMS carries (RFC 5753 clause 7.2, RFC 3279 clause 2.2.3). Tokens that already
 * give the SEQUENCE exist; it is told apart by its length, which raw values never have with that beginning.
 */
export function ecdsaSequence(raw: Uint8Array, orderOctets: number): Uint8Array {
  if (raw.length === 2 * orderOctets)
    return der.sequence(
      der.integer(raw.subarray(0, orderOctets)),
      der.integer(raw.subarray(orderOctets)),
    );
  if (raw[0] === 0x30 && raw[1] === raw.length - 2) return raw;
  throw new Fault('TOKEN_REFUSED', { what: 'signature-malformed' });
}

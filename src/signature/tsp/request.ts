import { type DigestName, oidOfDigest } from '../../algorithm/index.ts';
import { der } from '../../syntax/der/index.ts';

/**
 * TimeStampReq (RFC 3161 clause 2.4.1), asking for the authority's certificates. `nonce` is octets at random, taken
 * as an unsigned number. The hash's parameters are NULL: authorities in the field compare that form.
 */
export function writeTimestampRequest(o: {
  readonly imprint: Uint8Array;
  readonly digest: DigestName;
  readonly nonce: Uint8Array;
  /** OID of the policy wanted. */
  readonly policy?: string;
}): Uint8Array {
  return der.sequence(
    der.integer(1),
    der.sequence(der.sequence(der.oid(oidOfDigest(o.digest)), der.nil()), der.octets(o.imprint)),
    ...(o.policy === undefined ? [] : [der.oid(o.policy)]),
    der.integer(o.nonce),
    der.boolean(true),
  );
}

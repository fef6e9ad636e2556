/**
 * Algorithms that have a name and that kyso does not verify: broken ones, and those that no list it follows admits and
 * node:crypto can't do. RFC 1319, RFC 1320, RFC 8017 C, TeleTrusT, RFC 9215, GM/T 0006, FIPS 204, FIPS 205.
 */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.2.2', 'MD2'],
  ['1.2.840.113549.2.4', 'MD4'],
  ['1.2.840.113549.1.1.2', 'RSASSA-PKCS1-v1_5 MD2'],
  ['1.2.840.113549.1.1.3', 'RSASSA-PKCS1-v1_5 MD4'],
  ['1.3.36.3.2.1', 'RIPEMD-160'],
  ['1.3.36.3.2.2', 'RIPEMD-128'],
  ['1.3.36.3.3.1.2', 'RSASSA-PKCS1-v1_5 RIPEMD-160'],
  ['1.0.10118.3.0.55', 'Whirlpool'],
  ['1.2.156.10197.1.401', 'SM3'],
  ['1.2.156.10197.1.501', 'SM2 SM3'],
  ['1.2.643.7.1.1.2.2', 'GOST R 34.11-2012 256'],
  ['1.2.643.7.1.1.2.3', 'GOST R 34.11-2012 512'],
  ['1.2.643.7.1.1.3.2', 'GOST R 34.10-2012 256'],
  ['1.2.643.7.1.1.3.3', 'GOST R 34.10-2012 512'],
  ['2.16.840.1.101.3.4.3.17', 'ML-DSA-44'],
  ['2.16.840.1.101.3.4.3.18', 'ML-DSA-65'],
  ['2.16.840.1.101.3.4.3.19', 'ML-DSA-87'],
]);

/** For people: the name of an algorithm that can't be verified, or its OID when that is all that is known. */
export function describeRefused(oid: string): string {
  return REFUSED.get(oid) ?? oid;
}

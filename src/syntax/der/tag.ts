/** Identifier octets (X.690 clause 8.1.2) of the universal types, SEQUENCE and SET with their constructed bit. */
export const TAG = {
  BOOLEAN: 0x01,
  INTEGER: 0x02,
  BIT_STRING: 0x03,
  OCTET_STRING: 0x04,
  NULL: 0x05,
  OID: 0x06,
  ENUMERATED: 0x0a,
  UTF8: 0x0c,
  NUMERIC: 0x12,
  PRINTABLE: 0x13,
  T61: 0x14,
  IA5: 0x16,
  UTC_TIME: 0x17,
  GENERALIZED_TIME: 0x18,
  VISIBLE: 0x1a,
  UNIVERSAL: 0x1c,
  BMP: 0x1e,
  SEQUENCE: 0x30,
  SET: 0x31,
} as const;

/**
 * Identifier octet of context-specific tag `n` (0 to 30): 0x80|n, or 0xa0|n when constructed.
 * EXPLICIT tags are always constructed; an IMPLICIT tag is when the type under it is.
 */
export const context = (n: number, constructed = false): number => (constructed ? 0xa0 : 0x80) | n;

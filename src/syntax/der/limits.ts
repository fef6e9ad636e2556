/** Every bound on reading DER and BER, with its reason. */
export const LIMITS = {
  /** Levels entered below the outermost. A time-stamped CMS with CRLs needs about 20; OpenSSL stops at 30 (CVE-2018-0739). */
  depth: 48,
  /** Octets of a long-form length: 4 say up to 4 GiB, more than any source held in memory here. */
  lengthOctets: 4,
  /** Octets of one OBJECT IDENTIFIER: OpenSSL prints none over 2^14 bits of subidentifier (CVE-2023-2650); real ones have under 20. */
  oidOctets: 128,
  /** Octets of one INTEGER as a number: RSA 16384 and its sign octet. */
  integerOctets: 2049,
  /**
   * Elements read through one reader: `elementsFloor` + one per octet of input. An element owns at least
   * two octets, so going over everything twice at every level still fits; going over it again and again does not.
   */
  elementsFloor: 1024,
  /** Octets of BER that are turned into DER in one piece: a CMS with embedded CRLs; pdf /Contents are smaller. */
  berOctets: 64 * 1024 * 1024,
} as const;

/** What one piece of hostile input may cost, with where each figure comes from. */
export const LIMITS = {
  /** OpenSSL's SSL_MAX_CERT_LIST_DEFAULT: a whole chain over TLS may be this long. */
  certificateOctets: 100 * 1024,
  /** Certificates taken from one bundle: three times the largest public root programme. */
  bundleCertificates: 1_000,
  /** Certificates kept by content; about 10 kB each. */
  certificatesKept: 2_048,
  /** Names kept by their octets, at about 2 kB each. */
  namesKept: 2_048,
  /** Outcomes of signature checks kept, at about 200 octets each. */
  signaturesKept: 16_384,
  /** Certificates in one path, the leaf included: OpenSSL's default verify depth is 100, Windows' and NSS's 20. */
  pathLength: 20,
  /**
   * Signatures checked while building for one leaf, larger keys counting more: golang CVE-2018-16875. webpki stops at 100 for the
   * sake of a handshake; here the right issuer is found among thousands of namesakes without key identifiers. A second at most.
   */
  pathSignatures: 4_096,
  /** Certificates tried in the search for paths from one leaf; webpki's build_chain_calls are 200,000, at a twentieth of our cost. */
  pathSteps: 10_000,
  /** Comparisons of names with constraints on one path: webpki's name_constraint_comparisons. */
  nameComparisons: 250_000,
  /** Nodes of one path's policy graph: a chain of 20 with 50 policies each (CVE-2023-0464: the tree grew exponentially). */
  policyNodes: 1_000,
  /** Octets of one CRL: the largest that is known in public use was 76 MB (DoD, 2019). */
  crlOctets: 256 * 1024 * 1024,
  /** Entries of one list with the same serial that are read: an indirect list may serve as many issuers. */
  crlEntriesOfSerial: 10_000,
  /** Octets of one OCSP response, and certificates looked at in it: real ones have under 4 kB and at most three. */
  ocspOctets: 1024 * 1024,
  ocspCertificates: 32,
  /** Milliseconds by which the clocks of others may be ahead: OpenSSL's MAX_VALIDITY_PERIOD of its OCSP command. */
  clockSkew: 300_000,
  /** Bits of an RSA public exponent: OpenSSL's OPENSSL_RSA_MAX_PUBEXP_BITS; below 3072 bits of modulus it asks no such bound. */
  rsaExponentBits: 64,
  /** CRLs and OCSP responses kept read. */
  crlsKept: 32,
  ocspsKept: 1_024,
  /** Single responses in one OCSP response. */
  ocspSingles: 1_000,
  /**
   * For one question after a revocation: signatures of lists and responses tried, signers whose own path is sought, and steps and
   * signatures of each such search. Real data need two or three; a document may embed thousands that fit by name.
   */
  revocationSignatures: 256,
  revocationSigners: 32,
  revocationSteps: 500,
  /** Distribution points of one certificate that are looked at; real ones have one to five. */
  distributionPoints: 64,
  /** How deep checking revocation data may ask for the revocation of its own signer. */
  revocationDepth: 5,
} as const;

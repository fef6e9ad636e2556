/** Bounds on one CMS file: what encloses its content is held in memory whole. */
export const LIMITS = {
  /** Octets of a message: a scanned dossier signed in one piece; what is larger is signed beside its content. */
  messageOctets: 256 * 1024 * 1024,
  /** Octets of a message as PEM text, which exists thrice while it is decoded. */
  pemOctets: 64 * 1024 * 1024,
} as const;

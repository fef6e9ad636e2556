/** Every bound on reading a PDF: what it counts, and where the figure comes from. */
export const LIMITS = {
  /** Octets. Sources up to this size are seen through one window; edge/files keeps files of this size in memory anyway. */
  wholeSource: 32 * 1024 * 1024,
  /** Octets first fetched around an object in a greater source: most objects are shorter. */
  window: 8 * 1024,
  /** Octets that one object's text (stream data apart) may span: ISO 32000-1 Annex C bounds strings to 32,767 and signatures rarely exceed 100 KB. */
  objectText: 16 * 1024 * 1024,
  /** Nested arrays and dictionaries: qpdf stops at 500. */
  depth: 500,
  /** Greatest object number: ISO 32000-1 Table C.1. */
  objectNumber: 8_388_607,
  /** Sections in the /Prev chain: a file signed daily for two years stays below. */
  sections: 1024,
  /** Subsections of one table: a million objects changed here and there still group to fewer. */
  subsections: 262_144,
  /** Octets from the end among which `startxref` must lie, and from the start among which `%PDF-` must: Adobe's implementation notes 13 and 18 to PDF 1.7. */
  edge: 1024,
  /** Octets of zeros or blanks that may follow the end: the largest block a file system or transfer fills up. */
  padding: 64 * 1024,
  /** Octets that one stream's filters may yield: several times the largest page image kept uncompressed at 300 dpi A4. */
  decoded: 64 * 1024 * 1024,
  /** Octets that one cross-reference or object stream may yield: 1,000,000 entries of 16 octets. */
  decodedStructure: 16 * 1024 * 1024,
  /**
   * Octets parsed, searched and decoded for structure altogether: `workBase` and `workFactor` for each octet of the source, but at most
   * `work`; about a second for 64 MiB on a slow machine. Reading every object of a file a few times stays far below.
   */
  work: 1024 * 1024 * 1024,
  workBase: 64 * 1024 * 1024,
  workFactor: 4,
  /** Octets of work in one object stream besides `workFactor` for each of its own. */
  memberWork: 64 * 1024,
  /** Octets of work that going to another place counts as. */
  workPlace: 32,
  /** Objects that may be being read at once: an object in an object stream whose /Length is in another one makes five. */
  readDepth: 8,
  /** Sections looked at to find objects: a million objects in a hundred revisions, about a second. */
  lookups: 100_000_000,
  /** Filters of one stream: four are more than any producer chains. */
  filters: 8,
  /** References followed to reach a direct object: ISO 32000-2 knows no reason for more than one. */
  references: 32,
  /** Operators of one content stream, and operands of one operator: ISO 32000-1 Annex C names 33 for DeviceN; TJ takes one array. */
  operations: 100_000,
  operands: 64,
  /** Objects kept after they were read. */
  cached: 8192,
  /** Octets of decoded object streams kept after they were read. */
  cachedStreams: 32 * 1024 * 1024,
} as const;

/**
 * Random access to bytes that do not change while they are read. `read` returns the octets [start, end):
 * a view where the source is memory, a copy where it is a file; never write to it. Reading outside
 * [0, length] throws RangeError: callers check positions that a document claims before they read.
 */
export interface ByteSource {
  readonly length: number;
  read(start: number, end: number): Uint8Array;
}

/** A source over octets already in memory; reads are zero-copy views. */
export function memorySource(octets: Uint8Array): ByteSource {
  return {
    length: octets.length,
    read(start, end) {
      if (start < 0 || end < start || end > octets.length)
        throw new RangeError('read outside source');
      return octets.subarray(start, end);
    },
  };
}

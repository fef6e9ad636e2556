import { inflateSync } from 'node:zlib';
import { malformed, tooMuch } from '../findings.ts';

/** RFC 1950 data; octets behind its end are ignored, for producers count an EOL into /Length. */
export function flateDecode(data: Uint8Array, limit: number): Uint8Array {
  try {
    return inflateSync(data, { maxOutputLength: limit });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooMuch('inflate-size');
    throw malformed('flate-data');
  }
}

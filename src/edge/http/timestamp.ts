import type { TimestampSource } from '../../ades/ports.ts';
import { Fault } from '../../fault/fault.ts';
import { exchange } from './request.ts';

/** A token of an RFC 3161 service with its whole chain stays well below this. */
const LARGEST_RESPONSE = 256 * 1024;

/** RFC 3161 clause 3.4 over HTTP. Faults: TSA_UNREACHABLE, TSA_TIMEOUT. */
export function timestampClient(url: string, timeout: number): TimestampSource {
  return {
    name: url,
    async request(query) {
      try {
        return await exchange({
          url,
          body: query,
          contentType: 'application/timestamp-query',
          accept: 'application/timestamp-reply',
          timeout,
          limit: LARGEST_RESPONSE,
          // The service's address comes from the person, not from a certificate.
          allowPrivate: true,
        });
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        const what = String(error.data.what);
        if (what === 'ETIMEDOUT') throw new Fault('TSA_TIMEOUT', { url }, { cause: error });
        throw new Fault('TSA_UNREACHABLE', { ...error.data, url, what }, { cause: error });
      }
    },
  };
}

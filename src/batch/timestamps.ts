import { randomBytes } from 'node:crypto';
import type { TimestampSource } from '../ades/ports.ts';
import { digest } from '../algorithm/index.ts';
import { Fault } from '../fault/fault.ts';
import {
  checkTimestamp,
  readTimestampResponse,
  writeTimestampRequest,
} from '../signature/tsp/index.ts';
import { Lane } from './lane.ts';

/** Requests to one service at a time: a state authority blocked callers that sent more for a day. */
const IN_FLIGHT = 4;
/** After so many failures in a row a service is not asked again in this run. */
const GIVE_UP = 5;

/**
 * Time stamps over signature values from the first of `sources` that answers well. A service that is down
 * gives way to the next; one that lies stops everything: TSA_UNTRUSTWORTHY is never passed over.
 */
export class Timestamps {
  private readonly sources: {
    source: TimestampSource;
    lane: Lane;
    failures: number;
    last?: Fault;
  }[];

  constructor(sources: readonly TimestampSource[]) {
    this.sources = sources.map((source) => ({ source, lane: new Lane(IN_FLIGHT), failures: 0 }));
  }

  /** Throws the fault of the last service when all of them have been given up. */
  confirmAvailable(): void {
    if (this.sources.every((s) => s.failures >= GIVE_UP)) throw this.sources.at(-1)!.last!;
  }

  /** DER of a checked time-stamp token over `signature` (EN 319 122-1 clause 5.3). */
  async over(signature: Uint8Array): Promise<Uint8Array> {
    let last: Fault | undefined;
    for (const entry of this.sources) {
      if (entry.failures >= GIVE_UP) {
        last = entry.last;
        continue;
      }
      try {
        const token = await entry.lane.run(1, () => stamp(entry.source, signature));
        entry.failures = 0;
        return token;
      } catch (error) {
        if (!(error instanceof Fault) || error.code === 'TSA_UNTRUSTWORTHY') throw error;
        entry.failures += 1;
        entry.last = error;
        last = error;
      }
    }
    throw last!;
  }
}

async function stamp(source: TimestampSource, signature: Uint8Array): Promise<Uint8Array> {
  const request = {
    imprint: digest('SHA-256', signature),
    digest: 'SHA-256' as const,
    nonce: new Uint8Array(randomBytes(8)),
  };
  const answer = await source.request(writeTimestampRequest(request));
  const { token } = readAnswer(answer, source.name);
  checkTimestamp(token, request);
  return token;
}

/** An answer that is no time-stamp response is the service's fault, not the document's. */
function readAnswer(answer: Uint8Array, url: string): { token: Uint8Array } {
  try {
    return readTimestampResponse(answer);
  } catch (error) {
    if (error instanceof Fault && error.code === 'DER_MALFORMED') {
      throw new Fault('TSA_UNTRUSTWORTHY', { url, what: 'response-malformed' }, { cause: error });
    }
    throw error;
  }
}

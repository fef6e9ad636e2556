import { randomBytes } from 'node:crypto';
import type { RevocationSource } from '../../ades/ports.ts';
import { sameOctets } from '../../bytes/hex.ts';
import { Fault } from '../../fault/fault.ts';
import {
  type OcspResponse,
  readCertificates,
  readOcspResponse,
  withNonce,
} from '../../pki/index.ts';
import { exchange } from './request.ts';

/** Largest answers: a national CA's full CRL has reached tens of megabytes; the others are small. */
const LIMIT = { crl: 64 * 1024 * 1024, ocsp: 256 * 1024, certificates: 1024 * 1024 };

export interface FetchOptions {
  /** Of each exchange, in ms. */
  readonly timeout: number;
  /** Fetch from private networks too (an office's own OCSP or CRL server). */
  readonly allowPrivate: boolean;
}

/**
 * Fetches what a verdict wanted, each address once per run, refusals remembered. What can't be had is
 * undefined: its absence is the verdict's business.
 */
export function revocationClient(options: FetchOptions): RevocationSource {
  const seen = new Map<string, Promise<Uint8Array | undefined>>();
  const once = (key: string, fetch: () => Promise<Uint8Array | undefined>) => {
    const known = seen.get(key);
    if (known) return known;
    const answer = fetch().catch((error: unknown) => {
      if (error instanceof Fault) return undefined;
      throw error;
    });
    seen.set(key, answer);
    return answer;
  };
  const get = (url: string, limit: number) => once(url, () => exchange({ url, limit, ...options }));
  return {
    fetchCrl: (url) => get(url, LIMIT.crl),
    fetchOcsp: (url, request) =>
      once(`${url} ${Buffer.from(request).toString('base64')}`, () =>
        askOnce(request, (body) =>
          exchange({
            url,
            body,
            contentType: 'application/ocsp-request',
            accept: 'application/ocsp-response',
            limit: LIMIT.ocsp,
            ...options,
          }),
        ),
      ),
    async fetchCertificates(url) {
      const octets = await get(url, LIMIT.certificates);
      if (octets === undefined) return [];
      try {
        return readCertificates(octets).map((c) => c.der);
      } catch (error) {
        if (error instanceof Fault) return [];
        throw error;
      }
    },
  };
}

/**
 * Asks with a nonce, so that an old answer can't pass for this one (RFC 9654). A responder may leave it out, for answers made
 * in advance; their dates bound them. One that stumbles over it is asked without. An answer with another nonce is none.
 */
async function askOnce(
  request: Uint8Array,
  ask: (body: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array | undefined> {
  const nonce = randomBytes(32);
  let answer: Uint8Array;
  let response: OcspResponse;
  try {
    answer = await ask(withNonce(request, nonce));
    response = readOcspResponse(answer);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const answered = error.code === 'OCSP_MALFORMED' || error.data.what === 'http-status';
    if (answered) return ask(request);
    throw error;
  }
  return response.nonce && !sameOctets(response.nonce, nonce) ? undefined : answer;
}

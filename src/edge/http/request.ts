import { lookup as resolveName } from 'node:dns';
import { Agent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Fault } from '../../fault/fault.ts';
import { isPrivateAddress } from './private-address.ts';

export interface HttpRequest {
  readonly url: string;
  readonly body?: Uint8Array;
  readonly contentType?: string;
  readonly accept?: string;
  /** Whole exchange, in ms. */
  readonly timeout: number;
  /** Largest answer, in octets. */
  readonly limit: number;
  /** Addresses of private and local networks may be asked too: the person named them. */
  readonly allowPrivate: boolean;
}

const AGENT = { keepAlive: true, maxSockets: 4, timeout: 60_000 };
const plain = new Agent(AGENT);
const secure = new HttpsAgent(AGENT);

/**
 * One HTTP exchange without redirects; the body of a 200 answer. The address is checked after the name is
 * resolved, in the very look-up that connects, so a name can't change its mind in between.
 * Faults: ADDRESS_FORBIDDEN, HTTP_FAILED {url, what}; what is ETIMEDOUT when time ran out.
 */
export async function exchange(request: HttpRequest): Promise<Uint8Array> {
  const url = addressOf(request);
  const secured = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const fail = (what: string, data = {}, cause?: unknown) => {
      clearTimeout(timer);
      reject(
        cause instanceof Fault
          ? cause
          : new Fault('HTTP_FAILED', { url: request.url, what, ...data }, { cause }),
      );
      outgoing.destroy();
    };
    const timer = setTimeout(() => fail('ETIMEDOUT'), request.timeout);
    const outgoing = (secured ? httpsRequest : httpRequest)(url, {
      method: request.body === undefined ? 'GET' : 'POST',
      agent: secured ? secure : plain,
      lookup: checkedLookup(request),
      headers: {
        ...(request.body && { 'content-length': request.body.length }),
        ...(request.contentType && { 'content-type': request.contentType }),
        ...(request.accept && { accept: request.accept }),
        'user-agent': 'kyso',
      },
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? 'failed', {}, error));
    outgoing.on('response', (response) => {
      if (response.statusCode !== 200)
        return fail('http-status', { status: response.statusCode ?? 0 });
      const pieces: Buffer[] = [];
      let length = 0;
      response.on('data', (piece: Buffer) => {
        length += piece.length;
        if (length > request.limit) return fail('http-too-large');
        pieces.push(piece);
      });
      response.on('error', (error: NodeJS.ErrnoException) =>
        fail(error.code ?? 'failed', {}, error),
      );
      response.on('end', () => {
        clearTimeout(timer);
        resolve(joined(pieces, length));
      });
    });
    outgoing.end(request.body);
  });
}

/** One array of its own: a list of 40 MB is not copied once more, and a short answer does not keep a pool. */
function joined(pieces: Buffer[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function addressOf(request: HttpRequest): URL {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new Fault('ADDRESS_FORBIDDEN', { url: request.url, what: 'address-scheme' });
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!request.allowPrivate && isIP(host) !== 0 && isPrivateAddress(host)) throw forbidden(request);
  return url;
}

function checkedLookup(request: HttpRequest): LookupFunction {
  return (name, options, done) => {
    resolveName(name, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0);
      const allowed = addresses.filter((a) => request.allowPrivate || !isPrivateAddress(a.address));
      const first = allowed[0];
      if (first === undefined) return done(forbidden(request), '', 0);
      if (options.all) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };
}

function forbidden(request: HttpRequest): Fault {
  return new Fault('ADDRESS_FORBIDDEN', { url: request.url, what: 'address-private' });
}

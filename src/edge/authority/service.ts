import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One address of a service: what is posted to it (empty for GET) in, the answer out. */
export interface Route {
  readonly type: string;
  answer(body: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

export interface AuthorityService {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  /** Publishes under a path that begins with '/'; a second call replaces the first. */
  publish(path: string, route: Route): void;
  close(): Promise<void>;
}

/** Content types of RFC 2585 clause 4, RFC 6960 appendix A and RFC 3161 clause 3.4. */
export const TYPES = {
  certificate: 'application/pkix-cert',
  crl: 'application/pkix-crl',
  ocsp: 'application/ocsp-response',
  timestamp: 'application/timestamp-reply',
} as const;

/** Longest request: an OCSP or time-stamp query is under 1 KB. */
const LONGEST_BODY = 64 * 1024;

/** Listens on loopback only; `port` 0 takes a free one. Nothing is published yet. */
export async function openAuthorityService(port = 0): Promise<AuthorityService> {
  const routes = new Map<string, Route>();
  const server = createServer(async (request, response) => {
    const route = routes.get(request.url ?? '');
    try {
      if (route === undefined) throw new NotThere();
      const answer = await route.answer(await bodyOf(request));
      response.writeHead(200, { 'content-type': route.type, 'content-length': answer.length });
      response.end(answer);
    } catch (error) {
      response.writeHead(error instanceof NotThere ? 404 : 500).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    publish: (path, route) => void routes.set(path, route),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

class NotThere extends Error {}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > LONGEST_BODY) throw new RangeError('request too long');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { revocationClient } from '../../../../src/edge/http/revocation.ts';
import { writeOcspRequest } from '../../../../src/pki/index.ts';
import { der } from '../../../../src/syntax/der/index.ts';
import { type Extension, make, makeCa, makeOcspDer } from '../../pki/forge.ts';

const ca = makeCa({ subject: 'CN=CA' });
const leaf = make({ subject: 'CN=Leaf', issuer: ca });
const plain = writeOcspRequest(leaf.certificate, ca.certificate);
const NONCE = '1.3.6.1.5.5.7.48.1.2';
const answer = (nonce?: Uint8Array) => {
  const extensions: Extension[] = nonce ? [[NONCE, false, der.octets(nonce)]] : [];
  return makeOcspDer({ certificate: leaf.certificate, issuer: ca, ...(nonce && { extensions }) });
};
/** The nonce of a request is its last 32 octets. */
const nonceOf = (request: Buffer) =>
  request.length > plain.length ? new Uint8Array(request.subarray(-32)) : undefined;

/** What the client makes of a responder, and what that one was asked. */
async function fetched(respond: (nonce: Uint8Array | undefined) => Uint8Array | number) {
  const asked: Buffer[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces);
      asked.push(body);
      const told = respond(nonceOf(body));
      if (typeof told === 'number') response.writeHead(told).end();
      else response.end(told);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const client = revocationClient({ timeout: 2_000, allowPrivate: true });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const octets = await client.fetchOcsp(url, plain);
  expect(await client.fetchOcsp(url, plain)).toBe(octets);
  return { octets, asked };
}

it('takes issuers in DER, PEM and PKCS #7, and nothing for what is none of these', async () => {
  const bundle = der.sequence(
    der.oid('1.2.840.113549.1.7.2'),
    der.tagged(
      0xa0,
      der.sequence(
        der.integer(1),
        der.set(),
        der.sequence(der.oid('1.2.840.113549.1.7.1')),
        der.tagged(0xa0, ca.der, leaf.der),
        der.set(),
      ),
    ),
  );
  const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(ca.der).toString('base64')}\n-----END CERTIFICATE-----\n`;
  const bodies: Record<string, Uint8Array | string> = {
    '/der': ca.der,
    '/pem': pem,
    '/p7c': bundle,
  };
  const server = createServer((request, response) => {
    response.end(bodies[request.url!] ?? 'nothing');
  }).listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const client = revocationClient({ timeout: 2_000, allowPrivate: true });
  const fetch = (path: string) =>
    client.fetchCertificates(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  expect(await fetch('/der')).toEqual([ca.der]);
  expect(await fetch('/pem')).toEqual([ca.der]);
  expect(await fetch('/p7c')).toEqual([ca.der, leaf.der]);
  expect(await fetch('/x')).toEqual([]);
});

it('asks once, with a nonce, and takes the answer that repeats it', async () => {
  const { octets, asked } = await fetched((nonce) => answer(nonce));
  expect(octets).toBeDefined();
  expect(asked.length).toBe(1);
  const other = await fetched((nonce) => answer(nonce));
  expect(nonceOf(other.asked[0]!)).not.toEqual(nonceOf(asked[0]!));
});

it('takes an answer without a nonce, and none with another one', async () => {
  const without = answer();
  expect((await fetched(() => without)).octets).toEqual(without);
  const replayed = await fetched(() => answer(new Uint8Array(32)));
  expect(replayed.octets).toBeUndefined();
  expect(replayed.asked.length).toBe(1);
});

it.each([
  ['refuses it', der.sequence(der.tagged(0x0a, Uint8Array.of(1)))],
  ['stumbles over it', 500],
])('asks without a nonce when the responder %s', async (_, refusal) => {
  const { octets, asked } = await fetched((nonce) => (nonce ? refusal : answer()));
  expect(octets?.[0]).toBe(0x30);
  expect(asked.map((request) => nonceOf(request) === undefined)).toEqual([false, true]);
  expect(new Uint8Array(asked[1]!)).toEqual(plain);
});

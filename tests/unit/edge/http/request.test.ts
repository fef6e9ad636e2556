import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isPrivateAddress } from '../../../../src/edge/http/private-address.ts';
import { exchange } from '../../../../src/edge/http/request.ts';

const serve = async (answer: RequestListener) => {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};
const ask = (url: string, more = {}) =>
  exchange({ url, timeout: 2_000, limit: 100, allowPrivate: true, ...more });

describe('exchange', () => {
  it('gives the body of a 200 answer', async () => {
    const url = await serve((_, response) => response.end('hello'));
    expect(Buffer.from(await ask(url)).toString()).toBe('hello');
  });

  it('refuses an endless answer at its limit', async () => {
    const url = await serve((_, response) => {
      const flood = setInterval(() => response.write('x'.repeat(64)), 1);
      response.on('close', () => clearInterval(flood));
    });
    await expect(ask(url)).rejects.toMatchObject({
      code: 'HTTP_FAILED',
      data: { what: 'http-too-large' },
    });
  });

  it('gives up on a server that says nothing', async () => {
    const url = await serve(() => {});
    await expect(ask(url, { timeout: 100 })).rejects.toMatchObject({
      code: 'HTTP_FAILED',
      data: { what: 'ETIMEDOUT' },
    });
  });

  it('follows no redirect', async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: '/x' }).end());
    await expect(ask(url)).rejects.toMatchObject({ data: { what: 'http-status', status: 302 } });
  });

  it.each([
    'http://127.0.0.1:1/',
    'http://localhost:1/',
    'http://[::1]:1/',
    'http://10.0.0.1/',
  ])('asks no private address unless allowed: %s', async (url) => {
    await expect(ask(url, { allowPrivate: false })).rejects.toMatchObject({
      code: 'ADDRESS_FORBIDDEN',
    });
  });

  it.each(['file:///etc/passwd', 'ftp://a/', 'nonsense'])('knows only http: %s', async (url) => {
    await expect(ask(url)).rejects.toMatchObject({ code: 'ADDRESS_FORBIDDEN' });
  });
});

describe('isPrivateAddress', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '192.168.1.1',
    '169.254.169.254',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '0.0.0.0',
    '::',
  ])('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true));
  it.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is not', (address) =>
    expect(isPrivateAddress(address)).toBe(false));
});

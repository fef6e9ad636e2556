import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DigestName, digest } from '../../src/algorithm/index.ts';
import {
  checkTimestamp,
  examineTimestamp,
  readTimestampResponse,
  writeTimestampRequest,
} from '../../src/signature/tsp/index.ts';
import { missing, requireTool } from '../support/tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'kyso-tsp-'));
const at = (name: string) => join(folder, name);
const stamped = new Uint8Array(Buffer.from('giá trị chữ ký'));

function openssl(...args: string[]): Buffer {
  return execFileSync(requireTool('openssl'), args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const CONFIGURATION = (essDigest: string) => `
[tsa]
default_tsa = authority
[authority]
serial = ./serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.5
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500, microsecs:100
ordering = yes
tsa_name = yes
ess_cert_id_chain = yes
ess_cert_id_alg = ${essDigest}
`;

beforeAll(() => {
  if (missing('openssl')) return;
  writeFileSync(at('serial'), '00FE');
  for (const name of ['sha1', 'sha256', 'sha512'])
    writeFileSync(at(`${name}.cnf`), CONFIGURATION(name));
  for (const [name, usage] of [
    ['ca', 'basicConstraints=critical,CA:TRUE'],
    ['tsa', 'extendedKeyUsage=critical,timeStamping'],
  ] as const) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(at(`${name}.key`), privateKey.export({ format: 'pem', type: 'pkcs8' }));
    openssl(
      ...['req', '-x509', '-new', '-key', `${name}.key`, '-subj', `/CN=${name}`, '-days', '30'],
      ...['-addext', usage, ...(name === 'tsa' ? ['-CA', 'ca.pem', '-CAkey', 'ca.key'] : [])],
      ...(name === 'tsa' ? ['-addext', 'basicConstraints=critical,CA:FALSE'] : []),
      ...['-out', `${name}.pem`],
    );
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function requestFor(name: DigestName, policy?: string) {
  const nonce = new Uint8Array(randomBytes(8));
  return { imprint: digest(name, stamped), digest: name, nonce, ...(policy ? { policy } : {}) };
}

/** The answer of `openssl ts -reply` to our request. */
function reply(request: ReturnType<typeof requestFor>, essDigest = 'sha256'): Uint8Array {
  writeFileSync(at('request.tsq'), writeTimestampRequest(request));
  openssl(
    ...['ts', '-reply', '-config', `${essDigest}.cnf`, '-queryfile', 'request.tsq'],
    ...['-signer', 'tsa.pem', '-inkey', 'tsa.key', '-chain', 'ca.pem', '-out', 'response.tsr'],
  );
  return new Uint8Array(readFileSync(at('response.tsr')));
}

describe.skipIf(missing('openssl'))('time stamps of openssl ts', () => {
  it.each<[DigestName, string]>([
    ['SHA-256', 'sha256'],
    ['SHA-384', 'sha1'],
    ['SHA-512', 'sha512'],
  ])('%s, ESS certificate by %s', (name, essDigest) => {
    const request = requestFor(name);
    const { token } = readTimestampResponse(reply(request, essDigest));
    const facts = checkTimestamp(token, request);
    expect(facts).toMatchObject({
      accuracy: 1.5001,
      policy: '1.2.3.4.1',
      imprintAlgorithm: name,
      imprint: 'matches',
      cms: {
        signature: 'valid',
        signingCertificate: { version: essDigest === 'sha1' ? 1 : 2, matches: true },
      },
    });
    expect(Math.abs(facts.time.getTime() - Date.now())).toBeLessThan(60_000);
    expect(facts.certificates).toHaveLength(2);
    writeFileSync(at('token.der'), token);
    const judged = openssl(
      ...['ts', '-verify', '-token_in', '-in', 'token.der', '-queryfile', 'request.tsq'],
      ...['-CAfile', 'ca.pem'],
    );
    expect(judged.toString()).toContain('Verification: OK');
    expect(examineTimestamp(token, () => new Uint8Array(32), 'signature').imprint).toBe('differs');
  });

  it('gets the policy it asks for', () => {
    const request = requestFor('SHA-256', '1.2.3.4.5');
    const { token } = readTimestampResponse(reply(request));
    expect(checkTimestamp(token, request).policy).toBe('1.2.3.4.5');
  });

  it.each<[string, ReturnType<typeof requestFor>]>([
    ['tsa-unaccepted-policy', requestFor('SHA-256', '1.2.3.4.99')],
    ['tsa-bad-algorithm', requestFor('SHA-224')],
  ])('is refused: %s', (what, request) => {
    expect(() => readTimestampResponse(reply(request))).toThrow(
      expect.objectContaining({ code: 'TSA_REFUSED', data: expect.objectContaining({ what }) }),
    );
  });

  it('sends a request that openssl reads as its own', () => {
    writeFileSync(at('read.tsq'), writeTimestampRequest(requestFor('SHA-256', '1.2.3.4.77')));
    const text = openssl('ts', '-query', '-in', 'read.tsq', '-text').toString();
    expect(text).toMatch(/Hash Algorithm: sha256/);
    expect(text).toMatch(/Policy OID: 1\.2\.3\.4\.77/);
    expect(text).toMatch(/Certificate required: yes/);
  });
});

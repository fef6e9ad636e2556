import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { answerTimestamp } from '../../src/authority/index.ts';
import { missing, requireTool } from '../support/tools.ts';
import { makeWorld } from '../support/world.ts';

/** OpenSSL judges what the authority of the demo and the tests issues. */
describe.skipIf(missing('openssl'))('OpenSSL accepts', async () => {
  const at = new Date();
  const world = await makeWorld({
    at,
    people: ['An', { name: 'Bình', revoked: new Date(+at - 86_400_000), reason: 'keyCompromise' }],
  });
  const folder = mkdtempSync(join(tmpdir(), 'kyso-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const place = (name: string) => join(folder, name);
  const openssl = (...args: string[]) =>
    execFileSync(requireTool('openssl'), args, { encoding: 'utf8', stdio: 'pipe' });
  const pem = (name: string, der: Uint8Array) =>
    writeFileSync(place(name), new X509Certificate(der).toString());
  pem('root.pem', world.root.certificate);
  pem('issuing.pem', world.issuing.certificate);
  for (const name of ['An', 'Bình']) pem(`${name}.pem`, world.person(name).certificate);
  const chain = ['-CAfile', place('root.pem'), '-untrusted', place('issuing.pem')];
  const crls = world.crls().map((der, i) => {
    writeFileSync(place(`${i}.crl`), der);
    return openssl('crl', '-inform', 'der', '-in', place(`${i}.crl`));
  });
  writeFileSync(place('crls.pem'), crls.join(''));

  test('certificates, strictly', () => {
    const verify = ['verify', '-x509_strict', '-purpose', 'any', ...chain];
    expect(openssl(...verify, place('An.pem'))).toContain('OK');
    writeFileSync(place('tsa.pem'), new X509Certificate(world.tsa.certificate).toString());
    const stamping = ['verify', '-x509_strict', '-purpose', 'timestampsign', ...chain];
    expect(openssl(...stamping, place('tsa.pem'))).toContain('OK');
  });

  test('CRLs, which tell the revoked from the others', () => {
    const verify = ['verify', '-crl_check_all', '-CRLfile', place('crls.pem'), ...chain];
    expect(openssl(...verify, place('An.pem'))).toContain('OK');
    expect(() => openssl(...verify, place('Bình.pem'))).toThrow(/certificate revoked/);
  });

  test.each([
    ['An', 'good'],
    ['Bình', 'revoked'],
  ])('OCSP responses: %s is %s', (name, state) => {
    const asked = ['ocsp', '-issuer', place('issuing.pem'), '-cert', place(`${name}.pem`)];
    openssl(...asked, '-no_nonce', '-reqout', place('ocsp.req'));
    writeFileSync(place('ocsp.resp'), world.ocsp(new Uint8Array(readFileSync(place('ocsp.req')))));
    const trusted = ['-CAfile', place('root.pem'), '-verify_other', place('issuing.pem')];
    const said = openssl(...asked, '-no_nonce', '-respin', place('ocsp.resp'), ...trusted);
    expect(said).toContain(state);
  });

  test('OCSP responses that echo the nonce', () => {
    const issuer = ['-issuer', place('issuing.pem')];
    openssl('ocsp', ...issuer, '-cert', place('An.pem'), '-nonce', '-reqout', place('nonce.req'));
    writeFileSync(
      place('nonce.resp'),
      world.ocsp(new Uint8Array(readFileSync(place('nonce.req')))),
    );
    const both = ['-reqin', place('nonce.req'), '-respin', place('nonce.resp')];
    const trusted = ['-CAfile', place('root.pem'), '-verify_other', place('issuing.pem')];
    expect(() => openssl('ocsp', ...issuer, ...both, ...trusted)).not.toThrow();
  });

  test('time stamps', () => {
    writeFileSync(place('data'), 'stamped');
    const query = ['ts', '-query', '-data', place('data'), '-sha256', '-cert'];
    openssl(...query, '-out', place('ts.req'));
    const asked = new Uint8Array(readFileSync(place('ts.req')));
    writeFileSync(place('ts.resp'), answerTimestamp(asked, world.tsa, at));
    const verify = ['ts', '-verify', '-queryfile', place('ts.req'), '-in', place('ts.resp')];
    expect(openssl(...verify, '-CAfile', place('root.pem'))).toContain('OK');
    writeFileSync(place('ts.resp'), answerTimestamp(asked.slice(0, -1), world.tsa, at));
    expect(() => openssl(...verify, '-CAfile', place('root.pem'))).toThrow();
  });
});

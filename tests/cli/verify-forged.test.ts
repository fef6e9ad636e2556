import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answerOcsp, writePkcs12 } from '../../src/authority/index.ts';
import { readCertificate, writeOcspRequest } from '../../src/pki/index.ts';
import { makePdf } from '../support/documents.ts';
import { kyso, temporaryFolder } from '../support/kyso.ts';
import { makeWorld, type PersonOrder } from '../support/world.ts';

const AT = new Date('2026-11-23T02:00:00Z');
const DAY = 86_400_000;

/**
 * An office with a signed document, and a stranger whose authority bears the same names with keys of its own.
 * `stamped`: the document's time stamp comes from the stranger.
 */
async function officeAndStranger(clerk: Partial<PersonOrder> = {}, stamped = false) {
  const people = [{ name: 'clerk', ...clerk }];
  const world = await makeWorld({ at: AT, people });
  const stranger = await makeWorld({ at: AT, people, key: 'p256', serve: true });
  onTestFinished(async () => {
    await world.close();
    await stranger.close();
  });
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'outbox'));
  const put = (name: string, octets: Uint8Array | string) =>
    writeFileSync(join(folder, name), octets);
  put('outbox/a.pdf', await makePdf());
  const { keys, certificate } = world.person('clerk');
  const certificates = [certificate, ...world.intermediates];
  put('clerk.p12', writePkcs12({ friendlyName: 'clerk', password: 'secret', keys, certificates }));
  put('pin.txt', 'secret');
  put('root.cer', world.anchors[0]!);
  put('root.crl', world.crls()[0]!);
  put('issuing.crl', world.crls()[1]!);
  const signing = await kyso(
    ['sign', 'outbox', '--pkcs12', 'clerk.p12', '--pin-file', 'pin.txt', '--out', 'signed'].concat(
      stamped ? ['--tsa', stranger.urls.tsa] : [],
    ),
    { directory: folder, now: AT },
  );
  expect(signing.status, signing.stderr).toBe(0);
  const verify = async (more: readonly string[], now = AT) => {
    const { stdout } = await kyso(
      ['verify', 'signed', '--trust', 'root.cer', '--crl', 'root.crl', ...more, '--json'],
      { directory: folder, now },
    );
    return JSON.parse(stdout).documents[0].signatures[0];
  };
  return { world, stranger, put, verify };
}

describe('an authority of the same name with other keys', () => {
  it('is no proof against revocation by its list', async () => {
    const { stranger, put, verify } = await officeAndStranger();
    put('forged.crl', stranger.crls()[1]!);
    expect(await verify(['--crl', 'forged.crl'])).toMatchObject({ indication: 'INDETERMINATE' });
    expect(await verify(['--crl', 'issuing.crl'])).toMatchObject({ indication: 'TOTAL-PASSED' });
  });

  it('does not outweigh the true list of revoked certificates', async () => {
    const revoked = new Date(+AT - DAY);
    const { stranger, put, verify } = await officeAndStranger({ revoked });
    put('forged.crl', stranger.crls(new Date(+AT + 1000))[1]!);
    const verdict = await verify(['--crl', 'forged.crl', '--crl', 'issuing.crl']);
    expect(verdict.indication).not.toBe('TOTAL-PASSED');
  });

  it('is no proof against revocation by an OCSP answer, with or without its own responder', async () => {
    const { world, stranger, put, verify } = await officeAndStranger();
    const issuer = world.issuing.subject;
    const request = writeOcspRequest(
      readCertificate(world.person('clerk').certificate),
      readCertificate(world.issuing.certificate),
    );
    const good = { status: 'good' as const };
    const answer = (keys: typeof stranger.tsa.keys, certificate: Uint8Array) =>
      answerOcsp(request, { keys, certificate, issuer, validFor: 3600, state: () => good }, AT);
    put('stranger.ors', answer(stranger.issuing.keys, stranger.issuing.certificate));
    // A genuine certificate that is no responder's signs the answer with its genuine key.
    put('clerk.ors', answer(world.person('clerk').keys, world.person('clerk').certificate));
    for (const forged of ['stranger.ors', 'clerk.ors']) {
      expect((await verify(['--crl', forged])).indication, forged).toBe('INDETERMINATE');
    }
    put('true.ors', answer(world.issuing.keys, world.issuing.certificate));
    expect(await verify(['--crl', 'true.ors'])).toMatchObject({ indication: 'TOTAL-PASSED' });
  });

  it('proves no time by its time stamp: after the certificate’s end the document is not valid', async () => {
    const notAfter = new Date(+AT + DAY);
    const { world, put, verify } = await officeAndStranger({ notAfter }, true);
    expect(await verify(['--crl', 'issuing.crl'])).toMatchObject({ provenTime: null });
    const later = new Date(+AT + 3 * DAY);
    put('later.crl', world.crls(later)[1]!);
    put('later-root.crl', world.crls(later)[0]!);
    const verdict = await verify(['--crl', 'later.crl', '--crl', 'later-root.crl'], later);
    expect(verdict.provenTime).toBeNull();
    expect(verdict.indication).not.toBe('TOTAL-PASSED');
  });
});

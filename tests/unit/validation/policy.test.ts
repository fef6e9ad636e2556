import { beforeAll, describe, expect, it } from 'vitest';
import { Fault } from '../../../src/fault/fault.ts';
import { judge, POLICIES, readConstraints } from '../../../src/validation/index.ts';
import { makeWorld, type World } from '../../support/world.ts';
import { signed, token, trusting } from './evidence.ts';

const AT = new Date('2026-11-23T02:00:00Z');
const MINUTE = 60_000;
const policy = (members: object) =>
  JSON.stringify({ schema: 'kyso.policy/1', id: 'own', ...members });

let world: World;
beforeAll(async () => {
  world = await makeWorld({
    at: AT,
    people: [
      'clerk',
      { name: 'nameless', subject: { commonName: undefined as unknown as string } },
      { name: 'curve', key: 'p256' },
    ],
  });
});

function worth(members: object, name = 'clerk', parts = {}, cms = {}): string {
  const by = trusting(world, AT, readConstraints(policy(members)));
  const verdict = judge(signed(world, name, parts, cms), by, AT);
  return 'because' in verdict ? verdict.because : verdict.indication;
}

describe('a policy file', () => {
  it('starts from the basic policy, or from the one it names', () => {
    expect(readConstraints(policy({}))).toEqual({ ...POLICIES.get('basic'), id: 'own' });
    expect(readConstraints(policy({ extends: 'vn-public' }))).toEqual({
      ...POLICIES.get('vn-public'),
      id: 'own',
    });
  });

  it('reads its times, and replaces single rows of the algorithms', () => {
    const read = readConstraints(
      policy({
        freshness: 'P1DT2H',
        timestampDelay: 'PT30M',
        digests: { 'SHA-1': '2016-01-01' },
        keys: {
          rsa: [
            [3072, 'no end'],
            [2048, '2030-01-01'],
          ],
        },
        schemes: ['ECDSA'],
        certificatePolicies: ['1.2.3.4'],
      }),
    );
    expect(read).toMatchObject({ freshness: 26 * 60 * MINUTE, timestampDelay: 30 * MINUTE });
    expect(read.strength.digests).toMatchObject({ 'SHA-1': '2016-01-01', 'SHA-256': 'no end' });
    expect(read.strength.keys.rsa).toEqual([
      [3072, 'no end'],
      [2048, '2030-01-01'],
    ]);
    expect(read.strength.keys.ec).toEqual(POLICIES.get('basic')!.strength.keys.ec);
    expect(read.strength.schemes).toEqual(['ECDSA']);
  });

  it.each([
    ['no JSON', 'freshness: 1'],
    ['JSON of another kind', '[]'],
    ['another schema', '{"schema":"kyso.policy/2","id":"own"}'],
    ['no id', '{"schema":"kyso.policy/1"}'],
    ['an unknown base', policy({ extends: 'toString' })],
    ['an unknown member', policy({ freshnes: 'P1D' })],
    ['a member of every object', policy({ constructor: true })],
    ['a duration that is none', policy({ freshness: 'P' })],
    ['a duration in seconds', policy({ freshness: 60 })],
    ['an unknown digest', policy({ digests: { 'SHA-9': 'no end' } })],
    ['a day that no month has', policy({ digests: { 'SHA-1': '2016-02-30' } })],
    ['a date that is none', policy({ digests: { 'SHA-1': '2016-13-01' } })],
    [
      'key sizes that do not fall',
      policy({
        keys: {
          rsa: [
            [1024, 'no end'],
            [2048, 'no end'],
          ],
        },
      }),
    ],
    ['an unknown scheme', policy({ schemes: ['RSA'] })],
    ['no certificate policy at all', policy({ certificatePolicies: [] })],
    ['words for a flag', policy({ timestampRequired: 'yes' })],
  ])('is refused with %s', (_, text) => {
    expect(() => readConstraints(text)).toThrow(
      expect.toSatisfy((error) => error instanceof Fault && error.code === 'POLICY_MALFORMED'),
    );
  });
});

describe('what a policy asks decides', () => {
  it('that a time stamp must be there, and soon after the claimed time', () => {
    const timestamps = [token(world, new Date(+AT - MINUTE))];
    expect(worth({ timestampRequired: true })).toBe('SIG_CONSTRAINTS_FAILURE');
    expect(worth({ timestampRequired: true }, 'clerk', {}, { timestamps })).toBe('TOTAL-PASSED');
    const claimed = { formatTime: new Date(+AT - 60 * MINUTE) };
    const within = (timestampDelay: string, parts = claimed as object) =>
      worth({ timestampDelay }, 'clerk', parts, { timestamps });
    expect(within('PT2H')).toBe('TOTAL-PASSED');
    expect(within('PT30M')).toBe('SIG_CONSTRAINTS_FAILURE');
    expect(within('PT2H', {})).toBe('SIG_CONSTRAINTS_FAILURE');
  });

  it('which algorithms and keys count', () => {
    expect(worth({ schemes: ['ECDSA'] })).toMatch(/^CRYPTO_CONSTRAINTS_FAILURE/);
    expect(worth({ keys: { rsa: [[2048, '2026-01-01']] } })).toBe(
      'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    );
    expect(worth({ digests: { 'SHA-256': '2026-01-01' } })).toMatch(/^CRYPTO_CONSTRAINTS_FAILURE/);
  });

  it('for which certificate policies a path must be valid', () => {
    expect(worth({ certificatePolicies: ['1.2.3.4'] })).toBe('CERTIFICATE_CHAIN_GENERAL_FAILURE');
  });

  it('that the certificate names its subject', () => {
    expect(worth({}, 'nameless')).toBe('TOTAL-PASSED');
    expect(worth({ extends: 'vn-public' }, 'nameless')).toBe('CHAIN_CONSTRAINTS_FAILURE');
    expect(worth({ extends: 'vn-public' })).toBe('TOTAL-PASSED');
  });

  it('that plain PKCS#7 signatures name their certificate too', () => {
    const plain = { subFilter: 'adbe.pkcs7.detached' };
    expect(worth({}, 'clerk', plain, { signingCertificate: null })).toBe('TOTAL-PASSED');
    expect(
      worth({ signingCertificateReference: 'always' }, 'clerk', plain, {
        signingCertificate: null,
      }),
    ).toBe('SIG_CONSTRAINTS_FAILURE');
  });

  it('nothing of EdDSA for public offices, where it is not on the list', () => {
    const eddsa = { algorithm: { scheme: 'EdDSA', digest: 'SHA-512' } };
    expect(worth({ extends: 'vn-public' }, 'clerk', {}, eddsa)).toBe('CRYPTO_CONSTRAINTS_FAILURE');
  });
});

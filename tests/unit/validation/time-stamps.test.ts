import { beforeAll, describe, expect, it } from 'vitest';
import type { CmsFacts, Evidence, TimestampFacts } from '../../../src/ades/evidence.ts';
import { judge, judgeAll, levelOf, type Policy } from '../../../src/validation/index.ts';
import { makeWorld, type World } from '../../support/world.ts';
import { cmsFacts, signed, token, trusting } from './evidence.ts';

const AT = new Date('2026-11-23T02:00:00Z');
const DAY = 86_400_000;
const days = (n: number) => new Date(+AT + n * DAY);

let world: World;
let policy: Policy;
beforeAll(async () => {
  world = await makeWorld({
    at: AT,
    people: ['clerk', { name: 'past', notAfter: days(-30) }, { name: 'gone', revoked: days(-10) }],
  });
  policy = trusting(world, AT, { crls: [...world.crls(AT), ...world.crls(days(-31))] });
});

/** A CAdES signature, which has no place in a file. */
function message(
  name: string,
  timestamps: readonly TimestampFacts[],
  cms: Partial<CmsFacts> = {},
): Evidence {
  const parts = {
    format: 'CAdES',
    subFilter: null,
    byteRange: null,
    signedDataFound: true,
  } as const;
  return signed(world, name, parts, { timestamps, ...cms });
}
const stamp = (kind: TimestampFacts['kind'], time: Date, parts: Partial<TimestampFacts> = {}) =>
  token(world, time, { kind, octets: Buffer.from(`${kind} ${time.toISOString()}`), ...parts });

function worth(evidence: Evidence, by = policy): string {
  const verdict = judge(evidence, by, AT);
  return 'because' in verdict ? `${verdict.indication}/${verdict.because}` : verdict.indication;
}

describe('a content time stamp', () => {
  it('proves nothing of the signature, which was made after it', () => {
    const verdict = judge(message('clerk', [stamp('content', days(-20))]), policy, AT);
    expect(verdict).toMatchObject({ indication: 'TOTAL-PASSED', provenTime: null, proofs: [] });
    expect(worth(message('gone', [stamp('content', days(-20))]))).toBe(
      'INDETERMINATE/REVOKED_NO_POE',
    );
  });

  it('convicts a signature that was made after the end or the revocation', () => {
    expect(worth(message('past', [stamp('content', days(-5))]))).toBe('TOTAL-FAILED/EXPIRED');
    expect(worth(message('gone', [stamp('content', days(-5))]))).toBe('TOTAL-FAILED/REVOKED');
    const broken = stamp('content', days(-5), { imprint: 'differs' });
    expect(worth(message('gone', [broken]))).toBe('INDETERMINATE/REVOKED_NO_POE');
  });

  it('is older than a time stamp on the signature', () => {
    const both = [stamp('content', days(-2)), stamp('signature', days(-5))];
    expect(worth(message('clerk', both))).toBe('INDETERMINATE/TIMESTAMP_ORDER_FAILURE');
    const ordered = [stamp('content', days(-5)), stamp('signature', days(-2))];
    expect(worth(message('clerk', ordered))).toBe('TOTAL-PASSED');
  });
});

describe('time stamps over the signature', () => {
  const value = cmsFacts(new Uint8Array()).signatureValue;

  it.each([
    ['signature', []],
    ['archive', []],
    ['references', [value]],
  ] as const)('of kind %s prove it', (kind, covers) => {
    expect(worth(message('gone', [stamp(kind, days(-11), { covers })]))).toBe('TOTAL-PASSED');
    expect(worth(message('gone', [stamp(kind, days(-9), { covers })]))).toBe(
      'INDETERMINATE/REVOKED_NO_POE',
    );
  });

  it('prove nothing of it when they are over references alone', () => {
    expect(worth(message('gone', [stamp('references', days(-11))]))).toBe(
      'INDETERMINATE/REVOKED_NO_POE',
    );
  });

  it('prove what they cover, each by its own time', () => {
    const inner = stamp('signature', days(-12));
    const [crl] = world.crls(days(-3));
    const outer = stamp('archive', days(-2), { covers: [inner.octets, crl!] });
    const verdict = judge({ ...message('clerk', [inner, outer]), crls: [crl!] }, policy, AT);
    const proven = verdict.proofs.map(({ of, time }) => [of, time]);
    expect(proven).toContainEqual(['signature', days(-12)]);
    expect(proven).toContainEqual(['time-stamp', days(-2)]);
    expect(proven).toContainEqual(['crl', days(-2)]);
  });

  it('prove nothing that they name by a digest that no longer counts', () => {
    const [crl] = world.crls(days(-3));
    const weak = stamp('archive', days(-2), { covers: [crl!], coversBy: 'SHA-1' });
    const verdict = judge({ ...message('clerk', [weak]), crls: [crl!] }, policy, AT);
    expect(verdict.proofs.some(({ of }) => of === 'crl')).toBe(false);
    expect(verdict.provenTime).toEqual(days(-2));
  });

  it('prove nothing of another signature in the message', () => {
    const [, other] = judgeAll(
      [message('clerk', [stamp('archive', days(-11))]), { ...message('gone', []), id: '2' }],
      policy,
      AT,
    );
    expect(other).toMatchObject({ because: 'REVOKED_NO_POE', provenTime: null });
  });
});

describe('revocation data with a weak algorithm', () => {
  const sha1 = { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-1' } as const;
  const lists = (at: Date) =>
    [world.root, world.issuing].map((authority) =>
      authority.crl({ thisUpdate: at, nextUpdate: days(7), number: 1, algorithm: sha1 }),
    );

  it('do not say that a certificate is good', () => {
    const by = trusting(world, null, { crls: lists(AT) });
    const verdict = judge(message('clerk', []), by, AT);
    expect(verdict).toMatchObject({ because: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE' });
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ rule: 'XCV-STATUS-STRENGTH', result: 'unknown' }),
    );
  });

  it('still say that it was revoked', () => {
    const by = trusting(world, null, { crls: lists(AT) });
    expect(worth(message('gone', []), by)).toBe('INDETERMINATE/REVOKED_NO_POE');
  });
});

it('the level of a CMS signature is that of its attributes', () => {
  const level = (evidence: Evidence) => levelOf(evidence, judge(evidence, policy, AT));
  const stamps = [stamp('signature', days(-1)), stamp('archive', days(-1))];
  expect(level(message('clerk', []))).toBe('CAdES-B-B');
  expect(level(message('clerk', stamps.slice(0, 1)))).toBe('CAdES-B-T');
  const data = { crls: world.crls(AT) };
  expect(level({ ...message('clerk', stamps.slice(0, 1)), ...data })).toBe('CAdES-B-LT');
  expect(level({ ...message('clerk', stamps), ...data })).toBe('CAdES-B-LTA');
  expect(level(message('clerk', [], { signingCertificate: null }))).toBe('CMS');
});

it('an imprint by a digest that counted then asks for a proof from then', () => {
  const sha1 = { imprintAlgorithm: 'SHA-1' } as const;
  const because = (time: Date) => {
    const [verdict] = judge(
      message('clerk', [stamp('signature', time, sha1)]),
      policy,
      AT,
    ).timestamps;
    return verdict;
  };
  expect(because(new Date('2011-01-01T00:00:00Z'))).toMatchObject({
    because: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  });
  expect(because(days(-1))).toMatchObject({ because: 'CRYPTO_CONSTRAINTS_FAILURE' });
});

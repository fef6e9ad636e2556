import { beforeAll, expect, it } from 'vitest';
import { judge, POLICIES, RULES } from '../../../src/validation/index.ts';
import { makeWorld, type World } from '../../support/world.ts';
import { signed, trusting } from './evidence.ts';

const AT = new Date('2026-11-23T02:00:00Z');
const DAY = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await makeWorld({
    at: AT,
    people: [
      'clerk',
      { name: 'past', notAfter: new Date(+AT - DAY) },
      { name: 'gone', revoked: new Date(+AT - DAY) },
      { name: 'server', certificate: { keyUsage: ['keyEncipherment'] } },
    ],
  });
});

/** The criteria that are not met, each with its result. */
function open(name: string, cms = {}, listed: Date | null = AT): string[] {
  const by = trusting(world, listed, POLICIES.get('vn-public'));
  const { criteria } = judge(signed(world, name, {}, cms), by, AT);
  expect(criteria).toHaveLength(8);
  return criteria.flatMap(({ id, result }) => (result === 'met' ? [] : [`${id} ${result}`]));
}

it('all eight are met by a signature that holds, and asked by the policy alone', () => {
  expect(open('clerk')).toEqual([]);
  expect(judge(signed(world, 'clerk'), trusting(world), AT).criteria).toEqual([]);
});

it('each says what is the matter', () => {
  expect(open('past', {}, new Date(+AT - 2 * DAY))).toEqual(['certificate-in-time unknown']);
  expect(open('gone')).toEqual(['status-at-signing unknown']);
  expect(open('clerk', {}, null)).toEqual(['status-at-signing unknown']);
  expect(open('server')).toEqual(['purpose unknown']);
  expect(open('clerk', { messageDigest: 'differs' })).toEqual(['integrity not-met']);
  expect(open('clerk', { signature: 'invalid' })).toEqual(['matching-key not-met']);
  const eddsa = { algorithm: { scheme: 'EdDSA', digest: 'SHA-512' } };
  expect(open('clerk', eddsa)).toEqual(['algorithm unknown']);
});

it('what could not be checked is unknown', () => {
  const found = open('clerk', { certificate: null, signature: 'unchecked' });
  expect(found).toContain('subject-identified unknown');
  expect(found).toContain('matching-key unknown');
  expect(found).toContain('certificate-in-time unknown');
});

it('name rules that exist', async () => {
  const { CRITERIA } = await import('../../../src/validation/criteria.ts');
  const ids = new Set<string>(RULES.map(({ id }) => id));
  expect(CRITERIA.flatMap(([, rules]) => rules).filter((rule) => !ids.has(rule))).toEqual([]);
});

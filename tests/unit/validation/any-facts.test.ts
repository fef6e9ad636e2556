import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CmsFacts, Evidence } from '../../../src/ades/evidence.ts';
import { judgeAll, type Policy } from '../../../src/validation/index.ts';
import { makeWorld, type World } from '../../support/world.ts';
import { documentStamp, signed, token, trusting } from './evidence.ts';

const AT = new Date('2026-11-23T02:00:00Z');

let world: World;
let policies: Policy[];
let lists: readonly Uint8Array[];

beforeAll(async () => {
  world = await makeWorld({ at: AT, people: ['clerk', { name: 'gone', revoked: AT }] });
  lists = world.crls();
  policies = [trusting(world), trusting(world, null), trusting(world, AT, { anchors: [] })];
});

const time = fc.constantFrom(-900, -10, -1, 0, 1, 900).map((d) => new Date(+AT + d * 86_400_000));
const kind = fc.constantFrom('content', 'signature', 'references', 'archive' as const);
const range = fc.constantFrom(
  null,
  [0, 800, 900, 100],
  [0, 1500, 1600, 400],
  [5, 1, 2, 3],
) as fc.Arbitrary<Evidence['byteRange']>;

const cms: fc.Arbitrary<Partial<CmsFacts>> = fc.record(
  {
    digestAlgorithm: fc.constantFrom('SHA-256', 'SHA-1', null),
    algorithm: fc.constantFrom(
      { scheme: 'RSASSA-PSS', digest: 'SHA-256' },
      { scheme: 'RSASSA-PKCS1-v1_5', digest: 'MD5' },
      null,
    ),
    messageDigest: fc.constantFrom('matches', 'matches', 'differs', 'missing', 'unchecked'),
    contentType: fc.constantFrom('matches', 'matches', 'differs', 'missing'),
    signature: fc.constantFrom('valid', 'valid', 'invalid', 'unchecked'),
    signingCertificate: fc.constantFrom(
      { version: 2, matches: true },
      { version: 1, matches: false },
      null,
    ),
    signingTime: fc.option(time),
    signerInfos: fc.constantFrom(1, 1, 0, 2),
    faults: fc.constantFrom([], ['cms-attribute-repeated']),
  },
  { requiredKeys: [] },
);

const parts: fc.Arbitrary<Partial<Evidence>> = fc.record(
  {
    format: fc.constantFrom('PAdES', 'PAdES', 'CAdES'),
    signedDataFound: fc.constantFrom(true, true, true, false),
    subFilter: fc.constantFrom('ETSI.CAdES.detached', 'adbe.pkcs7.detached', null),
    faults: fc.constantFrom([], [], [{ what: 'field-missing' }], [{ what: 'sub-filter-unknown' }]),
    byteRange: range,
    revisions: fc.constantFrom(1, 2),
    certification: fc.constantFrom(null, 1, 2),
    changesAfter: fc.constantFrom(
      [],
      [{ class: 'signature', revision: 2, objects: [1], permitted: true }],
      [{ class: 'other', revision: 2, objects: [1], permitted: false }],
    ),
  },
  { requiredKeys: [] },
);

describe('whatever the facts', () => {
  it('there is a verdict, and TOTAL-PASSED only where everything was proven', () => {
    let passed = 0;
    fc.assert(
      fc.property(
        fc.constantFrom('clerk', 'gone'),
        parts,
        cms,
        fc.array(fc.tuple(time, kind), { maxLength: 2 }),
        fc.option(time),
        fc.nat(2),
        (name, p, c, stamps, later, by) => {
          const timestamps = stamps.map(([t, k]) => token(world, t, { kind: k, covers: lists }));
          const evidence = signed(world, name, p, { ...c, timestamps });
          const all = later
            ? [evidence, documentStamp(world, later, [0, 1500, 1600, 400], 2)]
            : [evidence];
          const [verdict] = judgeAll(all, policies[by]!, AT);
          if (verdict!.indication !== 'TOTAL-PASSED') {
            return verdict!.findings.some((f) => f.result === 'failed' || f.result === 'unknown');
          }
          passed++;
          return (
            verdict!.integrity === 'intact' &&
            verdict!.chain.length === 3 &&
            by === 0 &&
            evidence.signedDataFound &&
            evidence.faults.length === 0 &&
            evidence.changesAfter.every((change) => change.permitted) &&
            evidence.cms?.messageDigest === 'matches' &&
            evidence.cms.signature === 'valid' &&
            (name === 'clerk' || verdict!.provenTime !== null) &&
            verdict!.findings.every((f) => f.result === 'passed' || f.result === 'note')
          );
        },
      ),
      { numRuns: 3000 },
    );
    expect(passed).toBeGreaterThan(0);
  });
});

import { describe, expect, it } from 'vitest';
import type { PathInputs } from '../../../../src/pki/index.ts';
import { context, der } from '../../../../src/syntax/der/index.ts';
import { type Extension, ext, makeCa, type Party } from '../forge.ts';
import { check, leafOf, root, why } from './chain.ts';

describe('policies', () => {
  const [P, Q, R] = ['1.2.3.1', '1.2.3.2', '1.2.3.3'] as const;
  const ca = (...more: Extension[]) => makeCa({ subject: 'CN=Policy CA', issuer: root, more });
  const run = (authority: Party, own: Extension[], inputs: PathInputs) => {
    const result = check(leafOf({ issuer: authority, extensions: own }), [authority], inputs);
    return result.valid ? result.policies : result.because;
  };

  it.each<[string, Extension[], Extension[], PathInputs, readonly string[] | string]>([
    ['both', [ext.policies(P, Q)], [ext.policies(Q, R)], {}, [Q]],
    ['mapped', [ext.policies(P), ext.mappings([P, Q])], [ext.policies(Q)], {}, [P]],
    [
      'mapping inhibited',
      [ext.policies(P), ext.mappings([P, Q])],
      [ext.policies(Q)],
      { inhibitPolicyMapping: true, requireExplicitPolicy: true },
      'policy-not-acceptable',
    ],
    ['any below', [ext.policies('2.5.29.32.0')], [ext.policies(P)], { initialPolicies: [P] }, [P]],
    [
      'any below inhibited',
      [ext.policies('2.5.29.32.0')],
      [ext.policies(P)],
      { inhibitAnyPolicy: true, requireExplicitPolicy: true },
      'policy-not-acceptable',
    ],
    [
      'not the user’s',
      [ext.policies(P)],
      [ext.policies(P)],
      { initialPolicies: [Q], requireExplicitPolicy: true },
      'policy-not-acceptable',
    ],
    [
      'not the user’s, not required',
      [ext.policies(P)],
      [ext.policies(P)],
      { initialPolicies: [Q] },
      [],
    ],
    [
      'of any',
      [ext.policies(P), ext.mappings(['2.5.29.32.0', P])],
      [ext.policies(P)],
      {},
      'policy-mapping-of-any',
    ],
  ])('%s', (_, above, own, inputs, expected) => {
    expect(run(ca(...above), own, inputs)).toEqual(expected);
  });

  it('do not explode: hostile mappings of every policy to every other end at the limit or pass quickly', () => {
    const many = Array.from({ length: 40 }, (_, i) => `1.2.9.${i + 1}`);
    const pairs = many.flatMap((a) => many.map((b): [string, string] => [a, b]));
    const chain: Party[] = [];
    for (let i = 0; i < 15; i++)
      chain.unshift(
        makeCa({
          subject: `CN=Level ${i}`,
          issuer: chain[0] ?? root,
          more: [ext.policies(...many), ext.mappings(...pairs)],
        }),
      );
    const start = performance.now();
    const result = check(leafOf({ issuer: chain[0]! }), chain, { requireExplicitPolicy: true });
    expect(why(result)).toContain('limit-reached');
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  const constraints = (tag: number, skip: bigint | number): Extension => [
    '2.5.29.36',
    true,
    der.sequence(der.tagged(context(tag), der.integer(skip).subarray(2))),
  ];
  const inhibitAny = (skip: bigint | number): Extension => ['2.5.29.54', true, der.integer(skip)];
  /** root → Outer (with `more`) → as many of `inner` → leaf with its own extensions. */
  const below = (more: Extension[], inner: readonly Extension[][], own: Extension[]) => {
    const chain = [makeCa({ subject: 'CN=Outer', issuer: root, more })];
    inner.forEach((extensions, i) => {
      chain.unshift(makeCa({ subject: `CN=Inner ${i}`, issuer: chain[0]!, more: extensions }));
    });
    const result = check(leafOf({ issuer: chain[0]!, extensions: own }), chain);
    return result.valid ? 'valid' : result.because;
  };

  it.each<[string, Extension[], Extension[][], Extension[], string]>([
    ['required at once', [constraints(0, 0)], [], [], 'policy-not-acceptable'],
    ['required after one, reached', [constraints(0, 1)], [[]], [], 'policy-not-acceptable'],
    ['required after two, not reached by one', [constraints(0, 3)], [[]], [], 'valid'],
    ['required by the leaf itself', [], [], [constraints(0, 0)], 'policy-not-acceptable'],
    ['a leaf’s longer skip asks nothing', [], [], [constraints(0, 1)], 'valid'],
    ['required and there', [ext.policies(P), constraints(0, 0)], [], [ext.policies(P)], 'valid'],
    ['a skip of 2^70 asks nothing', [constraints(0, 1n << 70n)], [[]], [], 'valid'],
    [
      'a required policy outlives a later, longer skip',
      [constraints(0, 0)],
      [[constraints(0, 9)]],
      [],
      'policy-not-acceptable',
    ],
    [
      'anyPolicy inhibited below',
      [ext.policies('2.5.29.32.0'), inhibitAny(0), constraints(0, 0)],
      [[ext.policies('2.5.29.32.0')]],
      [ext.policies(P)],
      'policy-not-acceptable',
    ],
    [
      'anyPolicy inhibited one further down',
      [ext.policies('2.5.29.32.0'), inhibitAny(1), constraints(0, 0)],
      [[ext.policies('2.5.29.32.0')]],
      [ext.policies(P)],
      'valid',
    ],
    [
      'mapping inhibited below',
      [ext.policies(P), constraints(1, 0), constraints(0, 0)].slice(0, 2),
      [[ext.policies(P), ext.mappings([P, Q]), constraints(0, 0)]],
      [ext.policies(Q)],
      'policy-not-acceptable',
    ],
    [
      'mapping twice',
      [ext.policies(P), ext.mappings([P, Q])],
      [[ext.policies(Q), ext.mappings([Q, R]), constraints(0, 0)]],
      [ext.policies(R)],
      'valid',
    ],
    [
      'to any',
      [ext.policies(P), ext.mappings([P, '2.5.29.32.0'])],
      [],
      [],
      'policy-mapping-of-any',
    ],
    ['a policy twice', [], [], [ext.policies(P, P)], 'extension-malformed'],
    ['no constraint at all', [['2.5.29.36', true, der.sequence()]], [], [], 'extension-malformed'],
    ['a negative skip', [constraints(0, -1)], [], [], 'extension-malformed'],
    [
      'three things in one PolicyInformation',
      [],
      [],
      [
        [
          '2.5.29.32',
          false,
          der.sequence(der.sequence(der.oid(P), der.sequence(), der.sequence())),
        ],
      ],
      'extension-malformed',
    ],
  ])('%s', (_, more, inner, own, expected) => {
    expect(below(more, inner, own)).toBe(expected);
  });

  it('a self-issued certificate counts for no skip', () => {
    const outer = makeCa({ subject: 'CN=Outer', issuer: root, more: [constraints(0, 1)] });
    const again = makeCa({ subject: 'CN=Outer', issuer: outer });
    const inner = makeCa({ subject: 'CN=Inner', issuer: again });
    const of = (...chain: Party[]) => why(check(leafOf({ issuer: chain[0]! }), chain));
    expect(of(again, outer)).toBe('policy-not-acceptable');
    expect(why(check(leafOf({ issuer: outer }), [outer]))).toBe('policy-not-acceptable');
    expect(of(inner, again, outer)).toBe('policy-not-acceptable');
  });
});

import { createPublicKey } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  digest,
  type SignatureAlgorithm,
  verifyDigest,
  verifySignature,
} from '../../src/algorithm/index.ts';
import type { DigestName } from '../../src/algorithm/names.ts';
import { corpusCases, describeCorpus } from '../support/corpora.ts';

interface Group {
  readonly type: string;
  readonly sha?: string;
  readonly mgfSha?: string;
  readonly sLen?: number;
  readonly publicKeyPem: string;
  readonly tests: readonly {
    readonly tcId: number;
    readonly msg: string;
    readonly sig: string;
    readonly result: 'valid' | 'invalid' | 'acceptable';
  }[];
}

const DIGESTS: readonly string[] = ['SHA-1', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'];

/** undefined for what kyso has no name for: another hash in MGF1, SHA-512/224 and SHA-512/256. */
function algorithmOf(group: Group): SignatureAlgorithm | undefined {
  if (group.type === 'EddsaVerify') return { scheme: 'EdDSA', digest: 'SHA-512' };
  if (!DIGESTS.includes(group.sha!)) return undefined;
  const digest = group.sha as DigestName;
  if (group.type === 'EcdsaVerify') return { scheme: 'ECDSA', digest };
  if (group.type === 'RsassaPkcs1Verify') return { scheme: 'RSASSA-PKCS1-v1_5', digest };
  if (group.mgfSha !== group.sha) return undefined;
  return { scheme: 'RSASSA-PSS', digest, saltLength: group.sLen! };
}

/** Tests that end otherwise than published, `file tcId` → reason. An entry that agrees after all fails too. */
const DIVERGENCES: Readonly<Record<string, string>> = {};

/** Tests whose algorithm kyso refuses before any key is looked at (RFC 4056 clause 3: MGF1 over the same hash). */
const UNNAMED: Readonly<Record<string, number>> = { 'rsa_pss_misc_test.json': 120 };

describeCorpus('wycheproof', 'Wycheproof signature vectors', () => {
  const files = corpusCases<{ file: string; tests: number }[]>('wycheproof');

  it.each(files)('$file', ({ file, tests }) => {
    const { testGroups } = corpusCases<{ testGroups: Group[] }>('wycheproof', file);
    const diverging: string[] = [];
    let ran = 0;
    let unnamed = 0;
    for (const group of testGroups) {
      const algorithm = algorithmOf(group);
      if (algorithm === undefined) {
        unnamed += group.tests.length;
        continue;
      }
      const key = createPublicKey(group.publicKeyPem);
      for (const test of group.tests) {
        ran++;
        const message = Buffer.from(test.msg, 'hex');
        const signature = Buffer.from(test.sig, 'hex');
        const holds = verifySignature(algorithm, key, message, signature);
        // From the digest alone the answer must be the same; only RSA can tell.
        const hashed = digest(algorithm.digest, message);
        const fromDigest = verifyDigest(algorithm, key, hashed, signature);
        expect(fromDigest).toBe(algorithm.scheme.startsWith('RSA') ? holds : undefined);
        if (test.result !== 'acceptable' && holds !== (test.result === 'valid'))
          diverging.push(`${file} ${test.tcId}`);
      }
    }
    expect(diverging).toEqual(Object.keys(DIVERGENCES).filter((key) => key.startsWith(file)));
    expect(unnamed).toBe(UNNAMED[file] ?? 0);
    expect(ran + unnamed).toBe(tests);
  });
});

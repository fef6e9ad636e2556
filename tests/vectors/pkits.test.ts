import { expect, test } from 'vitest';
import { Fault } from '../../src/fault/fault.ts';
import {
  anchorOf,
  buildPaths,
  type Crl,
  type PathResult,
  readCertificate,
  readCrl,
  revocationOf,
  validatePath,
} from '../../src/pki/index.ts';
import { corpusCases, describeCorpus, readCorpus } from '../support/corpora.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly anchor: string;
  readonly leaf: string;
  readonly certs: readonly string[];
  readonly crls: readonly string[];
  readonly time: string;
  readonly initialPolicySet: readonly string[];
  readonly initialExplicitPolicy: boolean;
  readonly initialPolicyMappingInhibit: boolean;
  readonly initialInhibitAnyPolicy: boolean;
  readonly should_validate: boolean;
  readonly userConstrainedPolicySet: readonly string[];
}

const certificate = (path: string) => readCertificate(readCorpus('pkits', path));

describeCorpus('pkits', 'NIST PKITS, path and CRLs, every case', () => {
  const rows = corpusCases<Row[]>('pkits');

  test('there are 247 cases', () => expect(rows).toHaveLength(247));

  test.each(rows)('$id $name', (row) => {
    const result = firstProven(row);
    expect(result.valid, JSON.stringify(result.why)).toBe(row.should_validate);
    if (result.valid)
      expect(result.policies.toSorted()).toEqual(row.userConstrainedPolicySet.toSorted());
  });
});

/** The first path that holds and none of whose certificates was revoked. */
function firstProven(row: Row) {
  const at = new Date(row.time);
  const pool = row.certs.map(certificate);
  const crls = row.crls.flatMap(readableCrl);
  const why: string[] = [];
  for (const path of buildPaths(certificate(row.leaf), pool, [anchorOf(certificate(row.anchor))])) {
    const result: PathResult = validatePath(path, at, {
      initialPolicies: row.initialPolicySet,
      requireExplicitPolicy: row.initialExplicitPolicy,
      inhibitPolicyMapping: row.initialPolicyMappingInhibit,
      inhibitAnyPolicy: row.initialInhibitAnyPolicy,
    });
    if (!result.valid) {
      why.push(result.because);
      continue;
    }
    const data = { crls, ocsps: [], certificates: pool, anchors: [result.anchor] };
    const statuses = result.path.map((one, i) => revocationOf(one, result.issuers[i]!, data, at));
    if (statuses.every(({ status }) => status === 'good'))
      return { valid: true, policies: result.policies, why } as const;
    why.push(...statuses.map((s) => (s.status === 'unknown' ? s.why : s.status)));
  }
  return { valid: false, why } as const;
}

/** A list that can't be read is as good as none. */
function readableCrl(path: string): Crl[] {
  try {
    return [readCrl(readCorpus('pkits', path))];
  } catch (error) {
    if (error instanceof Fault && error.code === 'CRL_MALFORMED') return [];
    throw error;
  }
}

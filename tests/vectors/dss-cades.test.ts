import { expect, test } from 'vitest';
import type { CmsFacts } from '../../src/ades/evidence.ts';
import { memorySource } from '../../src/bytes/source.ts';
import { type Examination, examine } from '../../src/examination/index.ts';
import { createPolicy } from '../../src/validation/index.ts';
import { corpusCases, describeCorpus, readCorpus } from '../support/corpora.ts';

interface Case {
  readonly file: string;
  readonly format: string;
  readonly verdict: 'positive' | 'negative' | 'warning';
  readonly detached: readonly string[];
  readonly trustGiven?: boolean;
  readonly expected: Expected & {
    readonly signatures?: number;
    readonly timestamps?: number;
    readonly indication?: readonly string[];
    readonly subIndication?: readonly string[];
  };
}
/** One value per assertion of DSS, not per signature: both values mean that both occur. */
interface Expected {
  readonly signatureIntact?: readonly boolean[];
  readonly messageDigestIntact?: readonly boolean[];
  readonly timestampImprintIntact?: readonly boolean[];
  readonly signedDataFound?: readonly boolean[];
}

/** What DSS asserts and kyso finds otherwise: [ours, why, clause]. One that agrees after all fails too. */
type Divergence = readonly [ours: readonly unknown[], why: string, clause: string];
const EVIDENCE_RECORD =
  'the value is of an evidence record that DSS reads and kyso names as not read';
const UNASKED = 'DSS gives up at the content; what is signed are the attributes, and they verify';
const DIVERGENCES: Readonly<Record<string, Readonly<Record<string, Divergence>>>> = {
  'cades-broken-sig-tst-and-ats-v3.cms': {
    signatureIntact: [
      [false],
      'the DigestInfo in the signature value lacks NULL; OpenSSL refuses it too',
      'RFC 8017 clause 9.2 note 1 and appendix A.2.4',
    ],
  },
  'cms-wrong-sign-cert-ref.p7m': {
    indication: [
      ['INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND'],
      'what the row states is the indication of the time stamp',
      'EN 319 102-1 clause 5.2.6',
    ],
  },
  'dss-2011/cades-content-tst.pkcs7': {
    signatureIntact: [[true], UNASKED, 'RFC 5652 clause 5.4'],
    // what can't be computed is unchecked, not wrong
    timestampImprintIntact: [[null], 'the stamped content is absent', 'EN 319 102-1 clause 5.4'],
    messageDigestIntact: [[null], 'the signed content is absent', 'EN 319 102-1 clause 5.2.7.4'],
  },
  'evidence-record/C-B-B-wrong-er-attribute.p7m': {
    messageDigestIntact: [[true], EVIDENCE_RECORD, 'RFC 4998'],
    signedDataFound: [[true], EVIDENCE_RECORD, 'RFC 4998'],
  },
  'evidence-record/C-E-ERS-basic-invalid-sig.p7m': {
    timestampImprintIntact: [[], EVIDENCE_RECORD, 'RFC 4998'],
    indication: [
      ['TOTAL-FAILED FORMAT_FAILURE'],
      'algorithm protection is compared before anything is hashed',
      'RFC 6211 clause 2',
    ],
  },
  'evidence-record/C-E-ERS-detached-invalid.p7s': {
    messageDigestIntact: [[null], 'the signed content is absent', 'EN 319 102-1 clause 5.2.7.4'],
    indication: [
      ['INDETERMINATE SIGNED_DATA_NOT_FOUND'],
      EVIDENCE_RECORD,
      'EN 319 102-1 clause 5.2.7.4',
    ],
  },
  'evidence-record/C-E-ERS-detached-original-not-covered.p7s': {
    messageDigestIntact: [[null], 'the content is in the test, not in the corpus', 'README of dss'],
    signedDataFound: [[false], 'the content is in the test, not in the corpus', 'README of dss'],
    indication: [
      ['INDETERMINATE SIGNED_DATA_NOT_FOUND'],
      EVIDENCE_RECORD,
      'EN 319 102-1 clause 5.2.7.4',
    ],
  },
  'evidence-record/C-E-ERS-detached_renewed_hashtree_invalid.p7s': {
    messageDigestIntact: [[null], 'the content is in the test, not in the corpus', 'README of dss'],
    signedDataFound: [[false], 'the content is in the test, not in the corpus', 'README of dss'],
    indication: [
      ['INDETERMINATE SIGNED_DATA_NOT_FOUND'],
      EVIDENCE_RECORD,
      'EN 319 102-1 clause 5.2.7.4',
    ],
  },
  'evidence-record/C-E-ERS-two-er-mixed.p7m': {
    messageDigestIntact: [[true], EVIDENCE_RECORD, 'RFC 4998'],
    signedDataFound: [[true], EVIDENCE_RECORD, 'RFC 4998'],
  },
  'evidence-record/C-E-ERS_renewed_hashtree_invalid.p7m': {
    messageDigestIntact: [[true], EVIDENCE_RECORD, 'RFC 4998'],
  },
  'no-key-info-cert.pkcs7': {
    signatureIntact: [
      [null],
      'the certificate is not in the message, and trust is not given here',
      'EN 319 102-1 clause 5.2.3',
    ],
    indication: [
      ['INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND'],
      'the certificate is not in the message, and trust is not given here',
      'EN 319 102-1 clause 5.2.3',
    ],
  },
};

const AT = new Date('2026-11-23T02:00:00Z');
const NOBODY = createPolicy({ anchors: [] });

function look({ file, detached: [content] }: Case): Examination {
  const contents = content && memorySource(readCorpus('dss', content));
  const source = memorySource(readCorpus('dss', file));
  return examine(source, file, NOBODY, AT, contents ? { contents } : {});
}

/** Every value that occurs, once; null for what could not be computed. */
function occurring<T>(values: readonly T[]): T[] {
  return [...new Set(values)].sort();
}

function found({ signatures }: Examination) {
  const all = signatures.filter(({ evidence }) => evidence.counterSigns === null);
  const cms = all.flatMap(({ evidence }) => evidence.cms ?? []);
  const stamps = cms.flatMap(({ timestamps }) => timestamps);
  return {
    signatures: all.length,
    timestamps: stamps.length,
    signatureIntact: occurring(cms.map(({ signature }) => known(signature, 'valid', 'invalid'))),
    messageDigestIntact: occurring(
      cms.map(({ messageDigest }) => known(messageDigest, 'matches', 'differs')),
    ),
    timestampImprintIntact: occurring(
      stamps.map(({ imprint }) => known(imprint, 'matches', 'differs')),
    ),
    signedDataFound: occurring(all.map(({ evidence }) => evidence.signedDataFound)),
    indication: occurring(
      all.map(({ verdict: v }) => `${v.indication}${'because' in v ? ` ${v.because}` : ''}`),
    ),
  };
}

function known<T>(value: T, yes: T, no: T): boolean | null {
  return value === yes ? true : value === no ? false : null;
}

function isWhole(cms: CmsFacts | null): boolean {
  return (
    cms?.signature === 'valid' &&
    cms.messageDigest === 'matches' &&
    cms.contentType === 'matches' &&
    cms.faults?.length === 0
  );
}

/** The indication as kyso writes it, where DSS states it and trust does not decide it. */
function statedIndication({ expected }: Case): string[] | undefined {
  if (expected.indication === undefined) return undefined;
  const subs = expected.subIndication ?? [];
  return expected.indication.flatMap((one) => {
    const name = { FAILED: 'TOTAL-FAILED', TOTAL_PASSED: 'TOTAL-PASSED' }[one] ?? one;
    return subs.length === 0 ? [name] : subs.map((sub) => `${name} ${sub}`);
  });
}

describeCorpus('dss', "CAdES signatures of the EU's Digital Signature Service", () => {
  const cases = corpusCases<Case[]>('dss').filter((one) => one.format === 'CAdES');

  test('all of them are here', () => expect(cases.length).toBe(36));

  test.each(cases)('$file', (row) => {
    const { file, verdict, expected } = row;
    const examined = look(row);
    expect(examined).toMatchObject({ fault: null, format: 'CAdES' });
    const ours = found(examined);
    if (expected.signatures !== undefined) expect(ours.signatures).toBe(expected.signatures);
    if (expected.timestamps !== undefined) expect(ours.timestamps).toBe(expected.timestamps);

    const theirs: Record<string, readonly unknown[] | undefined> = {
      signatureIntact: expected.signatureIntact,
      messageDigestIntact: expected.messageDigestIntact,
      timestampImprintIntact: expected.timestampImprintIntact,
      signedDataFound: expected.signedDataFound,
      indication: statedIndication(row),
    };
    const divergences = DIVERGENCES[file.replace('cades/', '')] ?? {};
    for (const [field, values] of Object.entries(theirs)) {
      const divergence = divergences[field];
      const mine: readonly unknown[] = ours[field as keyof Expected];
      if (divergence !== undefined) {
        expect([field, mine]).toEqual([field, divergence[0]]);
        expect([field, mine]).not.toEqual([field, occurring(values ?? [])]);
      } else if (values !== undefined) {
        // nothing is asserted of time stamps that the file does not have
        if (field === 'timestampImprintIntact' && ours.timestamps === 0) continue;
        if (field === 'indication') expect(values).toEqual(expect.arrayContaining([...mine]));
        else expect([field, mine]).toEqual([field, occurring(values)]);
      }
    }

    for (const { evidence, verdict: own } of examined.signatures) {
      // nobody is trusted here, so nothing may pass; and what DSS calls negative is not even whole
      expect(own.indication).not.toBe('TOTAL-PASSED');
      if (verdict === 'negative') expect(isWhole(evidence.cms)).toBe(false);
    }
  });

  test('a countersignature is a signature of its own, on the signature that carries it', () => {
    const row = cases.find(({ file }) => file.endsWith('wrongContentHints.p7m'))!;
    const evidence = look(row).signatures.map((one) => one.evidence);
    expect(evidence.map(({ id, counterSigns }) => [id, counterSigns])).toEqual([
      ['1', null],
      ['1.1', '1'],
    ]);
    expect(evidence.map(({ cms }) => isWhole(cms))).toEqual([true, true]);
  });

  test('archive time stamps prove the data they cover, unless their index names what is not there', () => {
    const covers = (name: string) =>
      look(cases.find(({ file }) => file.endsWith(name))!).signatures.flatMap(({ evidence }) =>
        evidence.cms!.timestamps.map(({ kind, covers: data }) => [kind, data.length > 0]),
      );
    expect(covers('CAdESDoubleLTA.p7m')).toEqual([
      ['signature', false],
      ['archive', true],
      ['archive', true],
    ]);
    // the archive time stamp of version 3 comes first in these; the older one is of version 2
    for (const name of ['cades-ats-v3-wrong-crl.p7s', 'cades-ats-v3-rev-val-crl.p7s'])
      expect(covers(name)).toEqual([
        ['archive', false],
        ['archive', true],
        ['signature', false],
      ]);
  });
});

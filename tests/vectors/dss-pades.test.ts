import { expect, test } from 'vitest';
import { corpusCases, describeCorpus, readCorpus } from '../support/corpora.ts';
import { isWhole, open } from '../unit/format/pades/paper.ts';

interface Case {
  readonly file: string;
  readonly format: string;
  readonly verdict: 'positive' | 'negative' | 'warning';
  readonly expected: { readonly signatures?: number; readonly timestampImprintIntact?: boolean[] };
}

/** Where kyso differs, and why; a row that agrees after all fails too. */
const DIVERGENCES: Readonly<
  Record<string, { readonly ours: 'whole' | 'broken'; readonly reason: string }>
> = {
  // The verdict concerns the level, which asks for a signing-certificate attribute; the CMS has no signed attributes and its mathematics hold.
  'pades/DSS-1683.pdf': {
    ours: 'whole',
    reason: 'RFC 5652 clause 5.4: signed attributes are optional',
  },
};

describeCorpus('dss', "PDFs of the EU's Digital Signature Service", () => {
  const cases = corpusCases<Case[]>('dss').filter((one) => one.format === 'PAdES');

  test('all of them are here', () => expect(cases.length).toBe(15));

  test.each(cases)('$file', ({ file, verdict, expected }) => {
    const found = open(readCorpus('dss', file));
    const signatures = found.filter((one) => one.kind === 'signature');
    const stamps = found.filter((one) => one.kind === 'document-timestamp');
    expect(signatures.length).toBeGreaterThan(0);
    if (expected.signatures !== undefined) expect(signatures.length).toBe(expected.signatures);
    const whole =
      signatures.every(isWhole) &&
      stamps.every(
        ({ faults, timestamp }) =>
          faults.length === 0 &&
          timestamp?.imprint === 'matches' &&
          timestamp.cms.signature === 'valid',
      );
    const divergence = DIVERGENCES[file];
    const theirs = verdict === 'negative' ? 'broken' : 'whole';
    expect(whole ? 'whole' : 'broken').toBe(divergence?.ours ?? theirs);
    // In these files everything behind a signature is a signature, validation data, a time stamp or a filled field.
    expect(found.flatMap((one) => one.changesAfter).filter((c) => !c.permitted)).toEqual([]);
  });

  test('a time stamp copied from another signature is seen', () => {
    const found = open(readCorpus('dss', 'pades/pades-two-sig-copied-tst.pdf'));
    expect(found.map((one) => one.cms?.timestamps.map((t) => t.imprint))).toEqual([
      ['matches'],
      ['differs'],
    ]);
  });

  test('data taken out of the store later are still embedded, and covered by the time stamps', () => {
    const found = open(readCorpus('dss', 'pades/dss-1959/pades-revoc-removed-from-dss-dict.pdf'));
    const stamps = found.filter((one) => one.kind === 'document-timestamp');
    expect(stamps.map((one) => one.timestamp?.covers.length)).toEqual([8, 12, 20]);
    expect(found.map((one) => one.ocsps.length)).toEqual([2, 2, 2, 2]);
    for (const datum of found[0]!.ocsps) expect(stamps.at(-1)!.timestamp!.covers).toContain(datum);
  });
});

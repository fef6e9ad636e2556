import { expect, test } from 'vitest';
import { memorySource } from '../../src/bytes/source.ts';
import { type ExaminedSignature, examine } from '../../src/examination/index.ts';
import { createPolicy } from '../../src/validation/index.ts';
import { corpusCases, describeCorpus, readCorpus } from '../support/corpora.ts';

interface Case {
  readonly file: string;
  readonly format: string;
  readonly verdict: 'positive' | 'negative' | 'warning';
  readonly expected: Readonly<Record<string, unknown>>;
}

const AT = new Date('2026-11-23T02:00:00Z');

/** What DSS calls levels, as the baseline levels that carry the same properties. */
const LEVELS: Readonly<Record<string, string>> = {
  PAdES_BES: 'PAdES-B-B',
  PAdES_EPES: 'PAdES-B-B',
  PAdES_BASELINE_T: 'PAdES-B-T',
  PAdES_LTV: 'PAdES-B-LTA',
  PKCS7_T: 'PKCS7',
};

const isWhole = ({ evidence: { faults, cms, timestamp } }: ExaminedSignature): boolean => {
  if (faults.length > 0) return false;
  if (timestamp !== null)
    return timestamp.imprint === 'matches' && timestamp.cms.signature === 'valid';
  return cms?.signature === 'valid' && cms.messageDigest === 'matches';
};

/** The facts that a row's keys speak of, one value for each signature, as kyso found them. */
const FACTS: Readonly<Record<string, (found: readonly ExaminedSignature[]) => unknown[]>> = {
  signatures: (found) => [signers(found).length],
  signatureIntact: (found) =>
    signers(found).map(({ evidence }) => evidence.cms?.signature === 'valid'),
  signatureValid: (found) =>
    signers(found).map(({ evidence }) => evidence.cms?.signature === 'valid'),
  signedDataFound: (found) => signers(found).map(({ evidence }) => evidence.signedDataFound),
  messageDigestIntact: (found) =>
    signers(found).map(({ evidence }) => evidence.cms?.messageDigest === 'matches'),
  signingCertificateIdentified: (found) =>
    signers(found).map(({ evidence }) => evidence.cms?.signingCertificate?.matches === true),
  signingCertificateReferencePresent: (found) =>
    signers(found).map(({ evidence }) => evidence.cms?.signingCertificate !== null),
  certificateDigestMatches: (found) =>
    signers(found).map(({ evidence }) => evidence.cms?.signingCertificate?.matches === true),
  levels: (found) => signers(found).map(({ level }) => level),
  levelBValid: (found) =>
    signers(found).map(
      (one) => isWhole(one) && one.evidence.cms?.signingCertificate?.matches === true,
    ),
  levelTValid: (found) => [
    tokens(found).length > 0 &&
      tokens(found).every(
        (token) => token.imprint === 'matches' && token.cms.signature === 'valid',
      ),
  ],
  levelAValid: (found) => [stamps(found).length > 0 && stamps(found).every(isWhole)],
  timestampDataFound: (found) => tokens(found).map((token) => token.imprint !== 'unchecked'),
  timestampSignatureValid: (found) =>
    tokens(found).map((token) => token.imprint === 'matches' && token.cms.signature === 'valid'),
  indication: (found) => signers(found).map(({ verdict }) => verdict.indication),
  subIndication: (found) =>
    signers(found).map(({ verdict }) => ('because' in verdict ? verdict.because : null)),
  pdfVisualModificationsDetected: (found) => [
    found.some(({ evidence }) => evidence.changesAfter.some((change) => change.class === 'other')),
  ],
};

/** Keys about which kyso states no fact of its own: how many references there are, and their issuer and serial. `wrong` repeats others. */
const NOT_STATED = ['wrong', 'signingCertificateReferenceUnique', 'issuerSerialMatches'];

const signers = (found: readonly ExaminedSignature[]) =>
  found.filter(({ evidence }) => evidence.kind === 'signature');
const stamps = (found: readonly ExaminedSignature[]) =>
  found.filter(({ evidence }) => evidence.kind === 'document-timestamp');
const tokens = (found: readonly ExaminedSignature[]) =>
  signers(found).flatMap(({ evidence }) => evidence.cms?.timestamps ?? []);

const PKCS7 =
  'ISO 32000-2 clause 12.8.3.3.1: the digest of adbe.pkcs7.detached may be signed without attributes (RFC 5652 clause 5.4), and holds; pdfsig and OpenSSL agree';
const NO_REFERENCE =
  'the test wants it identified by a signing-certificate attribute that the message lacks; ISO 32000-2 does not ask adbe.pkcs7.detached for one';

/** Where kyso differs, and why; a row that agrees after all fails too. */
const DIVERGENCES: Readonly<
  Record<string, { readonly ours: readonly unknown[]; readonly reason: string }>
> = {
  'pades/DSS-1683.pdf signatureIntact': { ours: [true], reason: PKCS7 },
  'pades/DSS-1683.pdf signatureValid': { ours: [true], reason: PKCS7 },
  'pades/DSS-1683.pdf signedDataFound': { ours: [true], reason: PKCS7 },
  'pades/DSS-1683.pdf messageDigestIntact': { ours: [true], reason: PKCS7 },
  'pades/DSS-1683.pdf subIndication': {
    ours: ['NO_CERTIFICATE_CHAIN_FOUND'],
    reason: NO_REFERENCE,
  },
};

/** What each verdict of a row says of our facts. */
const WHOLE = { positive: true, warning: true, negative: false } as const;
/** Rows called positive in which one time stamp does not hold, as their own expectations say. */
const COPIED_STAMP = 'pades/pades-two-sig-copied-tst.pdf';

describeCorpus('dss', "PDFs of the EU's Digital Signature Service", () => {
  const cases = corpusCases<Case[]>('dss').filter((one) => one.format === 'PAdES');
  const look = (file: string) =>
    examine(memorySource(readCorpus('dss', file)), file, createPolicy({}), AT).signatures;

  test('all of them are here', () => expect(cases.length).toBe(15));

  test.each(cases)('$file: $verdict', ({ file, verdict, expected }) => {
    const found = look(file);
    expect(found.every(isWhole)).toBe(WHOLE[verdict]);
    // Nobody is trusted here: a signature that holds stays open, one that does not has failed.
    for (const one of found) {
      expect(one.verdict.indication).toBe(isWhole(one) ? 'INDETERMINATE' : 'TOTAL-FAILED');
      expect(one.verdict.integrity).toBe(isWhole(one) ? 'intact' : 'broken');
    }
    // In these files everything behind a signature is a signature, validation data, a time stamp or a filled field.
    expect(
      found.flatMap(({ evidence }) => evidence.changesAfter).filter((c) => !c.permitted),
    ).toEqual([]);
    for (const [key, stated] of Object.entries(expected)) {
      if (NOT_STATED.includes(key)) continue;
      const fact = FACTS[key];
      expect(fact, key).toBeDefined();
      const theirs = [stated].flat().map((one) => LEVELS[String(one)] ?? one);
      const divergence = DIVERGENCES[`${file} ${key}`];
      if (divergence !== undefined)
        expect(theirs, `${key} agrees after all`).not.toEqual(divergence.ours);
      expect(sorted(fact!(found)), key).toEqual(sorted(divergence?.ours ?? theirs));
    }
  });

  test('a divergence that no row has is out of date', () => {
    const rows = cases.flatMap(({ file, expected }) =>
      Object.keys(expected).map((key) => `${file} ${key}`),
    );
    expect(Object.keys(DIVERGENCES).filter((row) => !rows.includes(row))).toEqual([]);
  });

  test('a time stamp copied from another signature is seen', () => {
    expect(tokens(look(COPIED_STAMP)).map((token) => token.imprint)).toEqual([
      'matches',
      'differs',
    ]);
  });

  test('data taken out of the store later are still embedded, and covered by the time stamps', () => {
    const found = look('pades/dss-1959/pades-revoc-removed-from-dss-dict.pdf').map(
      (one) => one.evidence,
    );
    const covers = found.flatMap((one) => (one.timestamp === null ? [] : [one.timestamp.covers]));
    // each datum once, however many copies of it there are
    expect(covers.map((one) => one.length)).toEqual([6, 8, 12]);
    expect(found.map((one) => one.ocsps.length)).toEqual([2, 2, 2, 2]);
    for (const datum of found[0]!.ocsps) expect(covers.at(-1)).toContain(datum);
  });
});

/** Each value once: a list has one for each assertion of the test, not for each signature. */
function sorted(values: readonly unknown[]): string[] {
  return [...new Set(values.map(String))].sort();
}

import { expect, test } from 'vitest';
import { Fault } from '../../src/fault/fault.ts';
import { anchorOf, findPath, type PathInputs, readCertificates } from '../../src/pki/index.ts';
import { describeCorpus, readCorpus } from '../support/corpora.ts';

interface Row {
  readonly id: string;
  readonly expected_result: 'SUCCESS' | 'FAILURE';
  readonly trusted_certs: readonly string[];
  readonly untrusted_intermediates: readonly string[];
  readonly peer_certificate: string;
  readonly validation_time: string | null;
  readonly validation_kind: 'CLIENT' | 'SERVER';
  readonly max_chain_depth: number | null;
}

const HOST = 'compares a host name, which documents do not have';
const WEB = 'a rule of the CA/Browser Forum for web servers';
/** Where kyso's answer is not the table's: each must go on differing, so that an unexpected pass is noticed. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'webpki::aki::root-with-aki-missing-keyidentifier': WEB,
  'webpki::aki::root-with-aki-authoritycertissuer': WEB,
  'webpki::aki::root-with-aki-authoritycertserialnumber': WEB,
  'webpki::aki::root-with-aki-all-fields': WEB,
  'webpki::aki::root-with-aki-ski-mismatch': WEB,
  'webpki::eku::ee-anyeku': WEB,
  'webpki::eku::ee-critical-eku': WEB,
  'webpki::eku::ee-without-eku': WEB,
  'webpki::eku::root-has-eku': WEB,
  'webpki::nc::permitted-dns-match-noncritical':
    'the table has rfc5280::nc::permitted-dns-match-noncritical with the opposite answer; RFC 5280 clause 4.2.1.10 wants it critical',
  'webpki::san::mismatch-domain-san': HOST,
  'webpki::san::mismatch-subdomain-san': HOST,
  'webpki::san::mismatch-subdomain-apex-san': HOST,
  'webpki::san::mismatch-apex-subdomain-san': HOST,
  'webpki::san::public-suffix-wildcard-san': HOST,
  'webpki::san::wildcard-embedded-leftmost-san': HOST,
  'webpki::san::wildcard-not-in-leftmost-san': HOST,
  'webpki::san::wildcard-match-across-labels-san': HOST,
  'webpki::san::wildcard-embedded-ulabel-san': HOST,
  'webpki::san::unicode-emoji-san': HOST,
  'webpki::san::no-san': HOST,
  'webpki::san::san-critical-with-nonempty-subject': WEB,
  'webpki::forbidden-p192-spki-leaf': 'strength of keys by date is judged in algorithm/strength',
  'webpki::forbidden-dsa-spki-leaf': 'strength of keys by date is judged in algorithm/strength',
  'webpki::forbidden-signature-algorithm-in-root':
    'strength of algorithms by date is judged in algorithm/strength; the signature of an anchor proves nothing',
  'webpki::forbidden-signature-algorithm-in-leaf':
    'strength of algorithms by date is judged in algorithm/strength',
  'webpki::ee-basicconstraints-ca': WEB,
};

/** Rules for issuers (RFC 5280 clause 4) that clause 6 does not ask a relying party to check: accepted without `strict`. */
const STRICT_ONLY: readonly string[] = [
  'rfc5280::aki::critical-aki',
  'rfc5280::aki::leaf-missing-aki',
  'rfc5280::aki::intermediate-missing-aki',
  'rfc5280::aki::cross-signed-root-missing-aki',
  'rfc5280::nc::permitted-dns-match-noncritical',
  'rfc5280::nc::not-allowed-in-ee-noncritical',
  'rfc5280::nc::not-allowed-in-ee-critical',
  'rfc5280::san::noncritical-with-empty-subject',
  'rfc5280::serial::too-long',
  'rfc5280::serial::zero',
  'rfc5280::ski::critical-ski',
  'rfc5280::ski::root-missing-ski',
  'rfc5280::ski::intermediate-missing-ski',
  'rfc5280::ee-empty-issuer',
  'rfc5280::ca-empty-subject',
  'rfc5280::root-missing-basic-constraints',
  'rfc5280::root-non-critical-basic-constraints',
  'rfc5280::leaf-ku-keycertsign',
  'rfc5280::ee-critical-aia-invalid',
  'webpki::v1-cert',
];

describeCorpus('limbo', 'x509-limbo, every case', () => {
  const rows = (
    JSON.parse(Buffer.from(readCorpus('limbo', 'limbo.json')).toString()) as { testcases: Row[] }
  ).testcases;

  test('the lists name cases that exist', () => {
    const ids = new Set(rows.map(({ id }) => id));
    expect([...Object.keys(LEFT_OUT), ...STRICT_ONLY].filter((id) => !ids.has(id))).toEqual([]);
  });

  test.each(rows)('$id', (row) => {
    const expected = row.expected_result === 'SUCCESS';
    const differs = row.id in LEFT_OUT;
    const strict = verdict(row, { profile: 'strict' });
    expect(strict.valid, strict.why).toBe(differs ? !expected : expected);
    if (differs) return;
    const usual = verdict(row, {});
    expect(usual.valid, usual.why).toBe(STRICT_ONLY.includes(row.id) ? !expected : expected);
  });
});

function verdict(row: Row, inputs: PathInputs): { valid: boolean; why: string } {
  const read = (pem: string) => readCertificates(Buffer.from(pem));
  try {
    const result = findPath(
      read(row.peer_certificate)[0]!,
      row.untrusted_intermediates.flatMap(read),
      row.trusted_certs.flatMap(read).map(anchorOf),
      new Date(row.validation_time ?? '2023-12-02T00:00:00Z'),
      {
        anchorValidity: true,
        extendedKeyUsage: [`1.3.6.1.5.5.7.3.${row.validation_kind === 'SERVER' ? 1 : 2}`],
        ...(row.max_chain_depth !== null && { intermediates: row.max_chain_depth }),
        ...inputs,
      },
    );
    return { valid: result.valid, why: result.valid ? '' : result.because };
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'CERTIFICATE_MALFORMED') throw error;
    return { valid: false, why: String(error.data.what) };
  }
}

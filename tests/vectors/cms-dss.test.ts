import { expect, it } from 'vitest';
import { digest } from '../../src/algorithm/index.ts';
import { type CmsFacts, examineSigner, readSignedData } from '../../src/signature/cms/index.ts';
import { corpusCases, describeCorpus, readCorpus } from '../support/corpora.ts';

interface Case {
  readonly file: string;
  readonly openssl?: 'valid' | 'invalid' | 'not verifiable';
  readonly detached: readonly string[];
}
type Answer = 'valid' | 'invalid' | 'not verifiable';

/**
 * Where kyso answers otherwise than OpenSSL with the chain left out: [our answer, reason]. An entry that agrees
 * after all fails too.
 */
const DIVERGENCES: Readonly<Record<string, readonly [Answer, string]>> = {
  'cades/dss-1419/CAdES-BpB-att-SHA256-SHA512withRSA.p7m': [
    'invalid',
    'RFC 8933 clause 3; DSS too',
  ],
  'cades/dss-1419/CAdES-BpB-att-SHA3_256-SHA256withRSA.p7m': [
    'invalid',
    'RFC 8933 clause 3; DSS too',
  ],
  'cades/dss-1419/CAdES-BpB-att-SHA3_384-SHA256withRSA.p7m': [
    'invalid',
    'RFC 8933 clause 3; DSS too',
  ],
  'cades/dss-1419/CAdES-BpB-att-SHA3_512-SHA256withRSA.p7m': [
    'invalid',
    'RFC 8933 clause 3; DSS too',
  ],
  'cades/evidence-record/C-E-ERS-basic-invalid-sig.p7m': [
    'invalid',
    'algorithm protection names another algorithm (RFC 6211 clause 2); DSS too',
  ],
};

function answer(row: Case): Answer {
  const signed = readSignedData(pemless(readCorpus('dss', row.file)));
  const [detached] = row.detached;
  const content =
    signed.eContent === undefined
      ? detached === undefined
        ? undefined
        : readCorpus('dss', detached)
      : signed.eContent;
  if (content === undefined) return 'not verifiable';
  const facts = signed.signers.map((signer) =>
    examineSigner(signed, signer, (name) => digest(name, content), signed.eContentType),
  );
  if (facts.every(holds)) return 'valid';
  return facts.some(unknown) ? 'not verifiable' : 'invalid';
}

function holds({ signature, messageDigest, contentType }: CmsFacts): boolean {
  return signature === 'valid' && messageDigest === 'matches' && contentType === 'matches';
}

function unknown({ certificate, algorithm }: CmsFacts): boolean {
  return certificate === null || algorithm === null;
}

function pemless(octets: Uint8Array): Uint8Array {
  if (octets[0] === 0x30) return octets;
  const text = Buffer.from(octets).toString('latin1');
  return new Uint8Array(Buffer.from(text.replace(/-----[^-]+-----/g, ''), 'base64'));
}

describeCorpus('dss', 'CAdES messages of DSS, mathematics compared with OpenSSL', () => {
  const rows = corpusCases<Case[]>('dss').filter(
    ({ file, openssl }) => file.startsWith('cades/') && openssl !== undefined,
  );

  it('has messages', () => {
    expect(rows.length).toBeGreaterThan(30);
  });

  it.each(rows)('$file', (row) => {
    const divergence = DIVERGENCES[row.file];
    expect(answer(row)).toBe(divergence ? divergence[0] : row.openssl);
    if (divergence) expect(divergence[0]).not.toBe(row.openssl);
  });
});

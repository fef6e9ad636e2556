import { expect, it } from 'vitest';
import { memorySource } from '../../src/bytes/source.ts';
import { examine } from '../../src/examination/index.ts';
import { Fault } from '../../src/fault/fault.ts';
import {
  embeddedContent,
  examineSigner,
  OID,
  readSignedData,
} from '../../src/signature/cms/index.ts';
import { createPolicy } from '../../src/validation/index.ts';
import { corpusCases, describeCorpus, readCorpus } from '../support/corpora.ts';

interface Case {
  readonly file: string;
  readonly encoding: 'DER' | 'PEM' | 'S/MIME';
  readonly type: string;
  readonly expected: 'fail' | 'not-a-signature';
}

const NOBODY = createPolicy({ anchors: [] });
const AT = new Date('2026-11-23T02:00:00Z');

/** What is wrong with each message, in the words of the facts. */
const FINDINGS: Readonly<Record<string, object>> = {
  'bad_signtime_attr.cms': { signature: 'unchecked', faults: ['cms-attribute-misplaced'] },
  'no_ct_attr.cms': { contentType: 'missing' },
  'no_md_attr.cms': { messageDigest: 'missing' },
  'ct_multiple_attr.cms': { contentType: 'differs', faults: ['cms-attribute-repeated'] },
  'pkcs7-md4.pem': { digestAlgorithm: null, signature: 'unchecked' },
};

function octetsOf({ file, encoding }: Case): Uint8Array {
  const octets = readCorpus('cms', file);
  if (encoding === 'DER') return octets;
  const text = Buffer.from(octets).toString('latin1').replaceAll('\r', '');
  const body = encoding === 'PEM' ? text.replace(/-----[^-]+-----/g, '') : text.split('\n\n')[1]!;
  return new Uint8Array(Buffer.from(body, 'base64'));
}

describeCorpus('cms', 'CMS messages with one fault each', () => {
  const cases = corpusCases<Case[]>('cms');

  it.each(cases.filter(({ expected }) => expected === 'fail'))('$file', (row) => {
    const signed = readSignedData(octetsOf(row));
    const [signer] = signed.signers;
    const facts = examineSigner(signed, signer!, embeddedContent(signed), OID.data);
    expect(facts).toMatchObject(FINDINGS[row.file]!);
    const { signature, messageDigest, contentType } = facts;
    expect([signature, messageDigest, contentType]).not.toEqual(['valid', 'matches', 'matches']);
  });

  it.each(cases)('$file as a file: $expected, and no verdict speaks for it', (row) => {
    const file = memorySource(readCorpus('cms', row.file));
    const { fault, signatures } = examine(file, row.file, NOBODY, AT);
    if (row.expected === 'not-a-signature') {
      expect(fault).toMatchObject({ code: 'DOCUMENT_UNSUPPORTED' });
      expect(signatures).toEqual([]);
      return;
    }
    expect(fault).toBeNull();
    expect(signatures).toHaveLength(1);
    const { indication, integrity, findings } = signatures[0]!.verdict;
    expect([indication, integrity]).not.toContain('TOTAL-PASSED');
    // It is the message that is wrong; that nobody is trusted here would be INDETERMINATE alone.
    const why = row.file === 'pkcs7-md4.pem' ? 'unknown' : 'failed';
    if (row.file === 'pkcs7-md4.pem')
      expect(findings.find(({ what }) => what === 'algorithm-known')?.data).toEqual({ oid: 'MD4' });
    expect(findings.filter(({ rule }) => rule.startsWith('CV-')).map((f) => f.result)).toContain(
      why,
    );
  });

  it.each(cases.filter(({ expected }) => expected === 'not-a-signature'))('$file', (row) => {
    const reading = () => readSignedData(octetsOf(row));
    expect(reading).toThrow(Fault);
    expect(reading).toThrow(
      expect.objectContaining({ code: 'DER_MALFORMED', data: { what: 'cms-not-signed-data' } }),
    );
  });
});

import { expect, it } from 'vitest';
import { Fault } from '../../src/fault/fault.ts';
import {
  embeddedContent,
  examineSigner,
  OID,
  readSignedData,
} from '../../src/signature/cms/index.ts';
import { corpusCases, describeCorpus, readCorpus } from '../support/corpora.ts';

interface Case {
  readonly file: string;
  readonly encoding: 'DER' | 'PEM' | 'S/MIME';
  readonly type: string;
  readonly expected: 'fail' | 'not-a-signature';
}

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

  it.each(cases.filter(({ expected }) => expected === 'not-a-signature'))('$file', (row) => {
    const reading = () => readSignedData(octetsOf(row));
    expect(reading).toThrow(Fault);
    expect(reading).toThrow(
      expect.objectContaining({ code: 'DER_MALFORMED', data: { what: 'cms-not-signed-data' } }),
    );
  });
});

import { expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes/hex.ts';
import {
  checkTimestamp,
  examineTimestamp,
  isForTimestamping,
  readTimestampResponse,
} from '../../src/signature/tsp/index.ts';
import { describeCorpus, readCorpus } from '../support/corpora.ts';

describeCorpus('tsa', 'A token of a public authority with two ESSCertIDs', () => {
  const { token } = readTimestampResponse(readCorpus('tsa', 'sectigo-all-zero.tsr'));
  const nonce = fromHex('0123456789abcdef');

  it('says what it says', () => {
    const facts = examineTimestamp(token, () => new Uint8Array(32), 'signature');
    expect(facts).toMatchObject({
      time: new Date('2021-02-16T15:42:47Z'),
      imprint: 'matches',
      imprintAlgorithm: 'SHA-256',
      policy: '1.3.6.1.4.1.6449.2.1.1',
      cms: {
        signature: 'valid',
        messageDigest: 'matches',
        contentType: 'matches',
        signingCertificate: { version: 1, matches: true },
        faults: [],
      },
    });
    expect(facts.certificates.map(toHex)).toContain(toHex(facts.cms.certificate!));
  });

  it.each([
    ['imprint-differs', { imprint: new Uint8Array(32).fill(1) }],
    ['imprint-differs', { digest: 'SHA-384' as const }],
    // The query of this corpus had no nonce, so the token can't answer one that had.
    ['nonce-differs', {}],
  ])('%s', (what, other) => {
    const request = { imprint: new Uint8Array(32), digest: 'SHA-256' as const, nonce };
    expect(() => checkTimestamp(token, { ...request, ...other })).toThrow(
      expect.objectContaining({ code: 'TSA_UNTRUSTWORTHY', data: { what } }),
    );
  });

  it('has a certificate for time-stamping alone', () => {
    const { cms } = examineTimestamp(token, () => new Uint8Array(32), 'signature');
    expect(isForTimestamping(cms.certificate!)).toBe(true);
  });
});

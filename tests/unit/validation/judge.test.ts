import { beforeAll, describe, expect, it } from 'vitest';
import type { ChangeClass, Evidence } from '../../../src/ades/evidence.ts';
import type { Issuer } from '../../../src/authority/index.ts';
import { readCertificate, writeOcspRequest } from '../../../src/pki/index.ts';
import { judge, judgeAll, type Policy, type Verdict } from '../../../src/validation/index.ts';
import { makeWorld, type World } from '../../support/world.ts';
import { cmsFacts, documentStamp, signed, token, trusting } from './evidence.ts';

const AT = new Date('2026-11-23T02:00:00Z');
const DAY = 86_400_000;
const days = (n: number) => new Date(+AT + n * DAY);

/** Indication and sub-indication in one text. */
function worth(verdict: Verdict): string {
  return 'because' in verdict ? `${verdict.indication}/${verdict.because}` : verdict.indication;
}

let world: World;
let policy: Policy;

beforeAll(async () => {
  world = await makeWorld({
    at: AT,
    people: [
      'clerk',
      { name: 'past', notAfter: days(-30) },
      { name: 'future', notBefore: days(30) },
      { name: 'revoked', revoked: days(-10) },
      { name: 'held', revoked: days(-10), reason: 'certificateHold' },
      { name: 'late-revoked', notAfter: days(-30), revoked: days(-60) },
      { name: 'encipherer', certificate: { keyUsage: ['keyEncipherment'] } },
      {
        name: 'server',
        certificate: {
          extendedKeyUsage: { purposes: ['1.3.6.1.5.5.7.3.1'], critical: false },
        },
      },
      { name: 'young', notBefore: days(-100) },
      { name: 'old', notBefore: new Date('2009-01-01T00:00:00Z') },
    ],
  });
  policy = trusting(world);
});

const judged = (evidence: Evidence, by: Policy = policy, at = AT) => worth(judge(evidence, by, at));

describe('a signature that holds in every respect', () => {
  it('is TOTAL-PASSED, with its chain and without anything wanted', () => {
    const verdict = judge(signed(world, 'clerk'), policy, AT);
    expect(worth(verdict)).toBe('TOTAL-PASSED');
    expect(verdict).toMatchObject({
      integrity: 'intact',
      provenTime: null,
      judgedAt: AT,
      wanted: [],
    });
    const root = readCertificate(world.anchors[0]!).sha256;
    expect(verdict.chain).toHaveLength(3);
    expect(verdict.chain.at(-1)).toBe(root);
    expect(verdict.findings.every((f) => f.result === 'passed' || f.result === 'note')).toBe(true);
  });

  it.each(['RSASSA-PSS', 'ECDSA'] as const)('is so with %s too', (scheme) => {
    expect(judged(signed(world, 'clerk', {}, { algorithm: { scheme, digest: 'SHA-256' } }))).toBe(
      'TOTAL-PASSED',
    );
  });

  it('is so when OCSP says what no list says', () => {
    const [leaf, issuer] = [world.person('clerk').certificate, world.issuing.certificate].map(
      readCertificate,
    );
    const ocsp = world.ocsp(writeOcspRequest(leaf!, issuer!));
    const by = trusting(world, null, { crls: [world.crls()[0]!], ocsps: [ocsp] });
    expect(judged(signed(world, 'clerk'), by)).toBe('TOTAL-PASSED');
  });

  it('gives the same verdict again from what is remembered', () => {
    const evidence = signed(world, 'clerk');
    const fresh = judge(evidence, { ...policy }, AT);
    expect(judge(evidence, policy, AT)).toEqual(fresh);
    expect(judge(evidence, policy, AT)).toEqual(fresh);
  });
});

describe('format checking (5.2.2)', () => {
  it('fails with FORMAT_FAILURE when a rule of the format is broken or nothing can be read', () => {
    const broken = { faults: [{ what: 'byte-range-not-from-start' }] };
    expect(judged(signed(world, 'clerk', broken))).toBe('TOTAL-FAILED/FORMAT_FAILURE');
    expect(judged(signed(world, 'clerk', { cms: null }))).toBe('TOTAL-FAILED/FORMAT_FAILURE');
    expect(judged(signed(world, 'clerk', {}, { signerInfos: 2 }))).toBe(
      'TOTAL-FAILED/FORMAT_FAILURE',
    );
    expect(judged(signed(world, 'clerk', {}, { faults: ['cms-digests-differ'] }))).toBe(
      'TOTAL-FAILED/FORMAT_FAILURE',
    );
  });

  it('leaves open what kyso does not read yet', () => {
    const unknown = {
      subFilter: 'adbe.x509.rsa_sha1',
      cms: null,
      faults: [{ what: 'sub-filter-unknown', data: { value: 'adbe.x509.rsa_sha1' } }],
    };
    expect(judged(signed(world, 'clerk', unknown))).toBe('INDETERMINATE/CUSTOM');
  });

  it('leaves open what covers nothing that can be found', () => {
    expect(judged(signed(world, 'clerk', { byteRange: null }))).toBe(
      'INDETERMINATE/SIGNED_DATA_NOT_FOUND',
    );
  });

  const change = (name: ChangeClass, permitted: boolean) => ({
    revisions: 2,
    coversWholeFile: false,
    changesAfter: [{ class: name, revision: 2, objects: [4], permitted }],
  });

  it.each([
    ['other', null, 'TOTAL-FAILED/FORMAT_FAILURE'],
    ['form-fill', null, 'TOTAL-FAILED/FORMAT_FAILURE'],
    ['form-fill', 1, 'TOTAL-FAILED/FORMAT_FAILURE'],
    ['annotation', 2, 'TOTAL-FAILED/FORMAT_FAILURE'],
    ['signature', 1, 'TOTAL-FAILED/FORMAT_FAILURE'],
    ['annotation', null, 'INDETERMINATE/SIG_CONSTRAINTS_FAILURE'],
    ['metadata', null, 'INDETERMINATE/SIG_CONSTRAINTS_FAILURE'],
  ] as const)('judges a forbidden %s after a signature of certification %s: %s', (...[
    name,
    certification,
    expected,
  ]) => {
    const verdict = judge(
      signed(world, 'clerk', { ...change(name, false), certification }),
      policy,
      AT,
    );
    expect(worth(verdict)).toBe(expected);
    expect(verdict.integrity).toBe('intact');
  });

  it.each([
    'signature',
    'document-timestamp',
    'validation-data',
    'form-fill',
  ] as const)('passes a permitted %s', (name) =>
    expect(judged(signed(world, 'clerk', change(name, true)))).toBe('TOTAL-PASSED'));
});

describe('identification of the signing certificate (5.2.3)', () => {
  it('finds none when there is none or when another one is named', () => {
    const none = signed(world, 'clerk', {}, { certificate: null, signature: 'unchecked' });
    expect(judged(none)).toBe('INDETERMINATE/NO_SIGNING_CERTIFICATE_FOUND');
    const other = { signingCertificate: { version: 2, matches: false } } as const;
    expect(judged(signed(world, 'clerk', {}, other))).toBe(
      'INDETERMINATE/NO_SIGNING_CERTIFICATE_FOUND',
    );
  });

  it('demands the reference of an AdES signature, of a plain one only when told', () => {
    const bare = { signingCertificate: null };
    expect(judged(signed(world, 'clerk', {}, bare))).toBe('INDETERMINATE/SIG_CONSTRAINTS_FAILURE');
    const plain = signed(world, 'clerk', { subFilter: 'adbe.pkcs7.detached' }, bare);
    expect(judged(plain)).toBe('TOTAL-PASSED');
    const always = trusting(world, AT, { signingCertificateReference: 'always' });
    expect(judged(plain, always)).toBe('INDETERMINATE/SIG_CONSTRAINTS_FAILURE');
  });
});

describe('cryptographic verification (5.2.7)', () => {
  it.each([
    [{ messageDigest: 'differs' }, 'TOTAL-FAILED/HASH_FAILURE', 'broken'],
    [{ signature: 'invalid' }, 'TOTAL-FAILED/SIG_CRYPTO_FAILURE', 'broken'],
    [{ messageDigest: 'missing' }, 'TOTAL-FAILED/FORMAT_FAILURE', 'unknown'],
    [{ contentType: 'differs' }, 'TOTAL-FAILED/FORMAT_FAILURE', 'intact'],
    [{ contentType: 'missing' }, 'TOTAL-FAILED/FORMAT_FAILURE', 'intact'],
    [
      { signature: 'unchecked', algorithm: null, algorithmOid: '1.2.3' },
      'INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE',
      'unknown',
    ],
    [
      { messageDigest: 'missing', digestAlgorithm: null, signature: 'unchecked' },
      'INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE',
      'unknown',
    ],
  ] as const)('%o is %s', (cms, expected, integrity) => {
    const verdict = judge(signed(world, 'clerk', {}, cms), policy, AT);
    expect([worth(verdict), verdict.integrity]).toEqual([expected, integrity]);
  });

  it('calls a broken signature broken even when nobody trusts its certificate', () => {
    const nobody = trusting(world, AT, { anchors: [] });
    expect(judged(signed(world, 'clerk', {}, { messageDigest: 'differs' }), nobody)).toBe(
      'TOTAL-FAILED/HASH_FAILURE',
    );
  });
});

describe('certificate validation (5.2.6)', () => {
  it('wants the issuer when no chain is found, and says where it may be had', () => {
    const alone = signed(world, 'clerk', { certificates: [world.person('clerk').certificate] });
    const verdict = judge(alone, policy, AT);
    expect(worth(verdict)).toBe('INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND');
    expect(verdict.wanted).toEqual([
      {
        kind: 'issuer-certificate',
        certificate: readCertificate(world.person('clerk').certificate).sha256,
        urls: ['http://ca.example/issuing.cer'],
      },
    ]);
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({
        what: 'chain-found',
        data: expect.objectContaining({ missing: expect.stringContaining('Issuing CA') }),
      }),
    );
  });

  it('trusts nobody who is not an anchor', async () => {
    const other = await makeWorld({ at: AT, key: 'p256' });
    const by = { ...trusting(other), crls: policy.crls };
    expect(judged(signed(world, 'clerk'), by)).toBe('INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND');
  });

  it('completes a chain from the pool', () => {
    const alone = signed(world, 'clerk', { certificates: [] });
    const by = trusting(world, AT, { intermediates: world.intermediates.map(readCertificate) });
    expect(judged(alone, by)).toBe('TOTAL-PASSED');
  });

  it('breaks a chain that RFC 5280 refuses: an end entity that issued', async () => {
    const person = world.person('clerk');
    const { issueCertificate } = await import('../../../src/authority/index.ts');
    const certificate = issueCertificate(
      {
        profile: 'person',
        subject: { commonName: 'impostor' },
        publicKey: person.keys.publicKey,
        notBefore: days(-1),
        notAfter: days(1),
      },
      {
        subject: { commonName: 'clerk', organization: 'Kyso Test', country: 'VN' },
        keys: person.keys,
      },
    );
    const evidence = signed(
      world,
      'clerk',
      { certificates: [certificate, person.certificate, ...world.intermediates] },
      { certificate },
    );
    expect(judged(evidence)).toBe('INDETERMINATE/CERTIFICATE_CHAIN_GENERAL_FAILURE');
  });

  it('demands a key for signing', () => {
    expect(judged(signed(world, 'encipherer'))).toBe('INDETERMINATE/CHAIN_CONSTRAINTS_FAILURE');
    expect(judged(signed(world, 'server'))).toBe('INDETERMINATE/CHAIN_CONSTRAINTS_FAILURE');
  });

  it('is out of bounds after the end, the less known the less said', () => {
    expect(judged(signed(world, 'past'), trusting(world, days(-31)))).toBe(
      'INDETERMINATE/OUT_OF_BOUNDS_NOT_REVOKED',
    );
    expect(judged(signed(world, 'past'), trusting(world, null))).toBe(
      'INDETERMINATE/OUT_OF_BOUNDS_NO_POE',
    );
    // a list from after the end may have dropped the entry
    expect(judged(signed(world, 'past'), trusting(world, AT))).toBe(
      'INDETERMINATE/OUT_OF_BOUNDS_NO_POE',
    );
    expect(judged(signed(world, 'late-revoked'), trusting(world, days(-31)))).toBe(
      'INDETERMINATE/REVOKED_NO_POE',
    );
  });

  it('is out of bounds before the beginning', () => {
    expect(judged(signed(world, 'future'))).toBe('INDETERMINATE/OUT_OF_BOUNDS_NO_POE');
  });
});

describe('revocation (5.2.5, 5.2.6)', () => {
  it('is TRY_LATER without data, and wants them by address', () => {
    const verdict = judge(signed(world, 'clerk'), trusting(world, null), AT);
    expect(worth(verdict)).toBe('INDETERMINATE/TRY_LATER');
    expect(verdict.wanted.map(({ kind, urls }) => [kind, ...urls])).toEqual([
      ['ocsp', 'http://ca.example/ocsp'],
      ['crl', 'http://ca.example/issuing.crl'],
      ['crl', 'http://ca.example/root.crl'],
    ]);
  });

  it('counts a list until its next update and no longer', () => {
    expect(judged(signed(world, 'clerk'), trusting(world, days(-6)))).toBe('TOTAL-PASSED');
    expect(judged(signed(world, 'clerk'), trusting(world, days(-8)))).toBe(
      'INDETERMINATE/TRY_LATER',
    );
    const within = trusting(world, days(-6), { freshness: 5 * DAY });
    expect(judged(signed(world, 'clerk'), within)).toBe('INDETERMINATE/TRY_LATER');
  });

  it('counts a list issued after the time of validation', () => {
    expect(judged(signed(world, 'clerk'), trusting(world, days(2)))).toBe('TOTAL-PASSED');
  });

  it('is REVOKED_NO_POE when nothing proves the signature older', () => {
    expect(judged(signed(world, 'revoked'))).toBe('INDETERMINATE/REVOKED_NO_POE');
  });

  it('is TRY_LATER while the certificate is on hold', () => {
    expect(judged(signed(world, 'held'))).toBe('INDETERMINATE/TRY_LATER');
  });

  it('is REVOCATION_OUT_OF_BOUNDS_NO_POE when the responder was entitled then and has ended since', async () => {
    const { answerOcsp } = await import('../../../src/authority/index.ts');
    const { keys } = world.person('young');
    const order = { profile: 'ocsp', subject: { commonName: 'gone responder' } } as const;
    const responder = {
      keys,
      certificate: world.issuing.issue({
        ...order,
        publicKey: keys.publicKey,
        notBefore: days(-9),
        notAfter: days(-1),
      }),
      issuer: world.issuing.subject,
      validFor: 7 * 86_400,
      state: () => ({ status: 'good' }) as const,
    };
    const [leaf, issuer] = [world.person('clerk').certificate, world.issuing.certificate].map(
      readCertificate,
    );
    const ocsp = answerOcsp(writeOcspRequest(leaf!, issuer!), responder, days(-2));
    const by = trusting(world, null, { crls: [world.crls()[0]!], ocsps: [ocsp] });
    expect(judged(signed(world, 'clerk'), by)).toBe(
      'INDETERMINATE/REVOCATION_OUT_OF_BOUNDS_NO_POE',
    );
    expect(judged(signed(world, 'clerk'), by, days(-1.5))).toBe('TOTAL-PASSED');
  });

  it('is REVOKED_CA_NO_POE when the authority was revoked', async () => {
    const fallen = await makeWorld({ at: AT, people: ['clerk'], issuingRevoked: days(-3) });
    expect(judged(signed(fallen, 'clerk'), trusting(fallen))).toBe(
      'INDETERMINATE/REVOKED_CA_NO_POE',
    );
  });
});

describe('time stamps on the signature (5.4, 5.5)', () => {
  const stamped = (name: string, time: Date, parts = {}, cms = {}) =>
    signed(world, name, {}, { timestamps: [token(world, time, parts, cms)] });

  it('prove a time, at which certificate and revocation are judged', () => {
    const verdict = judge(stamped('clerk', days(-1)), trusting(world), AT);
    expect(worth(verdict)).toBe('TOTAL-PASSED');
    expect(verdict.provenTime).toEqual(days(-1));
    expect(verdict.judgedAt).toEqual(days(-1));
  });

  it('keep a signature whose certificate has ended since, given data from then', () => {
    const by = trusting(world, AT, { crls: [...world.crls(AT), ...world.crls(days(-40))] });
    expect(judged(stamped('past', days(-40)), by)).toBe('TOTAL-PASSED');
  });

  it('keep a signature made before the revocation and none made after', () => {
    expect(judged(stamped('revoked', days(-11)))).toBe('TOTAL-PASSED');
    expect(judged(stamped('revoked', days(-9)))).toBe('INDETERMINATE/REVOKED_NO_POE');
  });

  it('fail a signature that existed before its certificate began', () => {
    expect(judged(stamped('future', days(-1)))).toBe('TOTAL-FAILED/NOT_YET_VALID');
  });

  it.each([
    ['another imprint', { imprint: 'differs' }, {}],
    ['an unknown imprint', { imprint: 'unchecked', imprintAlgorithm: null }, {}],
    ['a weak imprint', { imprintAlgorithm: 'SHA-1' }, {}],
    ['a wrong signature', {}, { signature: 'invalid' }],
    ['a wrong digest', {}, { messageDigest: 'differs' }],
    ['another certificate named', {}, { signingCertificate: { version: 2, matches: false } }],
    ['no certificate named', {}, { signingCertificate: null }],
    ['no certificate', {}, { certificate: null, signature: 'unchecked' }],
  ] as const)('prove nothing with %s', (_, parts, cms) => {
    const verdict = judge(stamped('clerk', days(-1), parts, cms), policy, AT);
    expect(verdict.provenTime).toBeNull();
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ what: 'time-stamp-not-counted', result: 'note' }),
    );
    // the signature itself still stands by its certificate of today
    expect(worth(verdict)).toBe('TOTAL-PASSED');
    const old = judge(stamped('past', days(-40), parts, cms), policy, AT);
    expect(old.indication).toBe('INDETERMINATE');
  });

  it('prove the time of validation when their clock is a minute ahead of ours', () => {
    const verdict = judge(stamped('clerk', new Date(+AT + 60_000)), policy, AT);
    expect(verdict.provenTime).toEqual(AT);
  });

  it('prove nothing from the future', () => {
    expect(judge(stamped('clerk', days(1)), policy, AT).provenTime).toBeNull();
  });

  it('prove nothing when made by someone who is no time-stamp authority', () => {
    const { certificate } = world.person('clerk');
    const verdict = judge(stamped('clerk', days(-1), {}, { certificate }), policy, AT);
    expect(verdict.provenTime).toBeNull();
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ rule: 'XCV-TIME-STAMPING', result: 'note' }),
    );
  });

  it('prove nothing when the authority is not trusted for it', () => {
    const by = trusting(world, AT, { tsaAnchors: [] });
    expect(judge(stamped('clerk', days(-1)), by, AT).provenTime).toBeNull();
  });

  it('want the revocation data of their authority', () => {
    const sha256 = readCertificate(world.tsa.certificate).sha256;
    const verdict = judge(stamped('clerk', days(-1)), trusting(world, null), AT);
    expect(verdict.wanted.some((want) => want.certificate === sha256)).toBe(true);
  });
});

describe('document time stamps as proofs of existence', () => {
  const parts = { revisions: 2, coversWholeFile: false };

  it('prove what they cover', () => {
    const evidence = signed(world, 'revoked', parts);
    const stamp = documentStamp(world, days(-11), [0, 1500, 1600, 400], 2);
    const verdicts = judgeAll([evidence, stamp], policy, AT);
    expect(verdicts.map(worth)).toEqual(['TOTAL-PASSED', 'TOTAL-PASSED']);
    expect(verdicts[0]!.provenTime).toEqual(days(-11));
  });

  it('prove nothing of what they do not cover, nor when they do not hold', () => {
    const evidence = signed(world, 'revoked', parts);
    const within = documentStamp(world, days(-11), [0, 850, 860, 1140], 2);
    expect(worth(judgeAll([evidence, within], policy, AT)[0]!)).toBe(
      'INDETERMINATE/REVOKED_NO_POE',
    );
    const stamp = documentStamp(world, days(-11), [0, 1500, 1600, 400], 2);
    const broken = { ...stamp, timestamp: token(world, days(-11), { imprint: 'differs' }) };
    const verdicts = judgeAll([evidence, broken], policy, AT);
    expect(verdicts.map(worth)).toEqual([
      'INDETERMINATE/REVOKED_NO_POE',
      'TOTAL-FAILED/HASH_FAILURE',
    ]);
    expect(verdicts[1]!.integrity).toBe('broken');
  });

  it('show that what covers them was made later', () => {
    const stamp = (time: Date) => documentStamp(world, time, [0, 300, 400, 100], 1);
    const over = (name: string) => signed(world, name, { revision: 2, revisions: 2 });
    const lists = trusting(world, AT, { crls: [...world.crls(AT), ...world.crls(days(-31))] });
    const second = (name: string, time: Date) =>
      worth(judgeAll([stamp(time), over(name)], lists, AT)[1]!);
    expect(second('revoked', days(-5))).toBe('TOTAL-FAILED/REVOKED');
    expect(second('revoked', days(-20))).toBe('INDETERMINATE/REVOKED_NO_POE');
    expect(second('past', days(-5))).toBe('TOTAL-FAILED/EXPIRED');
    expect(second('past', days(-60))).toBe('INDETERMINATE/OUT_OF_BOUNDS_NOT_REVOKED');
  });

  it('contradict a time stamp that claims to be older than what is signed', () => {
    const earlier = documentStamp(world, days(-2), [0, 300, 400, 100], 1);
    const later = signed(world, 'clerk', { revision: 2 }, { timestamps: [token(world, days(-5))] });
    expect(worth(judgeAll([earlier, later], policy, AT)[1]!)).toBe(
      'INDETERMINATE/TIMESTAMP_ORDER_FAILURE',
    );
  });
});

describe('algorithms by date (5.1.4.4)', () => {
  const sha1 = { algorithm: { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-1' } } as const;

  it('never counts SHA-1 of a certificate that began after it was given up', () => {
    expect(judged(signed(world, 'young', {}, sha1))).toBe(
      'INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE',
    );
  });

  it('would count it of an older one with a proof from then', () => {
    const by = trusting(world, AT, { crls: [...world.crls(AT), ...world.crls(days(-1))] });
    expect(judged(signed(world, 'old', {}, sha1), by)).toBe(
      'INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    );
  });

  it('does not count a chain with a certificate signed by SHA-1', async () => {
    const weak = await makeWorld({
      at: AT,
      people: [
        {
          name: 'clerk',
          certificate: { algorithm: { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-1' } },
        },
      ],
    });
    expect(judged(signed(weak, 'clerk'), trusting(weak))).toBe(
      'INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    );
  });
});

describe('signature acceptance (5.2.8)', () => {
  it('leaves open what names a signature policy', () => {
    const epes = { otherAttributes: ['1.2.840.113549.1.9.16.2.15'] };
    expect(judged(signed(world, 'clerk', {}, epes))).toBe(
      'INDETERMINATE/SIGNATURE_POLICY_NOT_AVAILABLE',
    );
  });

  it.each([
    ['claimed-seven-hours', new Date(+AT + 7 * 3_600_000)],
    ['claimed-after-proof', days(3)],
    ['claimed-outside-validity', days(-4000)],
  ])('tells %s without changing the verdict', (what, claimed) => {
    const verdict = judge(signed(world, 'clerk', { formatTime: claimed }), policy, AT);
    expect(worth(verdict)).toBe('TOTAL-PASSED');
    expect(verdict.findings).toContainEqual(expect.objectContaining({ what, result: 'note' }));
  });

  it('says which padding RSA used', () => {
    const verdict = judge(signed(world, 'clerk'), policy, AT);
    expect(verdict.findings.some((f) => f.what === 'pkcs1-v1-5')).toBe(true);
  });
});

describe('hostile certificates', () => {
  it('a mesh of cross-certified impostors is left soon', async () => {
    const { generateKeys, issueCertificate } = await import('../../../src/authority/index.ts');
    const members = await Promise.all(
      Array.from({ length: 9 }, async (_, i) => ({
        subject: { commonName: `member ${i}` },
        keys: await generateKeys('p256'),
      })),
    );
    const issue = (to: (typeof members)[number], by: Issuer) =>
      issueCertificate(
        {
          profile: 'ca',
          subject: to.subject,
          publicKey: to.keys.publicKey,
          notBefore: days(-1),
          notAfter: days(1),
        },
        by,
      );
    const mesh = members.flatMap((to) =>
      members.filter((by) => by !== to).map((by) => issue(to, by)),
    );
    // each also claims to come from the trusted root
    const forged = members.map((to) =>
      issue(to, { subject: world.root.subject, keys: members[0]!.keys }),
    );
    const evidence = signed(
      world,
      'clerk',
      { certificates: [...mesh, ...forged] },
      { certificate: mesh[0]! },
    );
    const verdict = judge(evidence, policy, AT);
    expect(worth(verdict)).toBe('INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND');
  });

  it('octets that are no certificate leave the signature without one', () => {
    const junk = new Uint8Array([0x30, 3, 1, 2, 3]);
    const evidence = signed(world, 'clerk', { certificates: [junk], crls: [junk], ocsps: [junk] });
    const verdict = judge({ ...evidence, cms: cmsFacts(junk) }, policy, AT);
    expect(worth(verdict)).toBe('INDETERMINATE/NO_SIGNING_CERTIFICATE_FOUND');
  });
});

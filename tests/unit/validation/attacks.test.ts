import { beforeAll, describe, expect, it } from 'vitest';
import type { CmsFacts, Evidence } from '../../../src/ades/evidence.ts';
import { answerOcsp, issueCrl, serialOf } from '../../../src/authority/index.ts';
import { anchorOf, readCertificate, writeOcspRequest } from '../../../src/pki/index.ts';
import {
  createPolicy,
  judge,
  judgeAll,
  type Policy,
  type Verdict,
} from '../../../src/validation/index.ts';
import { makeWorld, type World } from '../../support/world.ts';
import { documentStamp, signed, token, trusting } from './evidence.ts';

const AT = new Date('2026-11-23T02:00:00Z');
const DAY = 86_400_000;
const days = (n: number) => new Date(+AT + n * DAY);
const worth = (verdict: Verdict) =>
  'because' in verdict ? `${verdict.indication}/${verdict.because}` : verdict.indication;

/** Its time-stamp authority has nothing to do with the authorities that fall. */
let stamper: World;
let office: World;
beforeAll(async () => {
  stamper = await makeWorld({ at: AT, people: ['nobody'], key: 'p256' });
  office = await makeWorld({ at: AT, people: ['clerk', { name: 'gone', revoked: days(-2) }] });
});

const anchorsOf = (...worlds: World[]) =>
  worlds.flatMap(({ anchors }) => anchors.map((der) => anchorOf(readCertificate(der))));

describe('an authority that was revoked after the signature had been time-stamped (5.6.2)', () => {
  const FALL = days(-3);
  let fallen: World;
  let policy: Policy;
  beforeAll(async () => {
    fallen = await makeWorld({
      at: AT,
      people: ['clerk', { name: 'gone', revoked: days(-8) }],
      issuingRevoked: FALL,
    });
    policy = createPolicy({
      anchors: anchorsOf(fallen, stamper),
      crls: [...fallen.crls(days(-1)), ...stamper.crls()],
    });
  });

  const made = (name: string, cms: Partial<CmsFacts> = {}, parts: Partial<Evidence> = {}) =>
    signed(
      fallen,
      name,
      { format: 'CAdES', subFilter: null, ...parts },
      { timestamps: [token(stamper, days(-6))], ...cms },
    );
  /** Under a document time stamp from before the fall, which covers these. */
  const archived = (one: Evidence, covers: readonly Uint8Array[]) => [
    one,
    {
      ...documentStamp(stamper, days(-5), [0, 1800, 1900, 100], 2),
      timestamp: token(stamper, days(-5), { kind: 'document', covers }),
    },
  ];

  it.each([
    ['unnamed', null],
    ['named by the signature', { version: 2, matches: true } as const],
  ])('may have issued the certificate or its lists since (%s)', (_, signingCertificate) => {
    expect(worth(judge(made('clerk', { signingCertificate }), policy, AT))).toBe(
      'INDETERMINATE/REVOKED_CA_NO_POE',
    );
  });

  it('counts for what is proven to be older', () => {
    const list = fallen.crls(days(-6))[1]!;
    const all = archived(made('clerk', {}, { crls: [list] }), [list]);
    const [verdict] = judgeAll(all, policy, AT);
    expect(worth(verdict!)).toBe('TOTAL-PASSED');
    expect(verdict!.process).toBe('archival');
    const unnamed = made('clerk', { signingCertificate: null }, { crls: [list] });
    expect(worth(judgeAll(archived(unnamed, [list]), policy, AT)[0]!)).toMatch(/^INDETERMINATE/);
  });

  it('is believed when it revokes, however young the proof of that', () => {
    const serial = serialOf(fallen.person('gone').certificate);
    const before = issueCrl(
      { thisUpdate: days(-9), nextUpdate: days(-2), number: 1, revoked: [] },
      fallen.issuing,
    );
    expect(fallen.issuing.revoked.has(serial)).toBe(true);
    const all = archived(made('gone', {}, { crls: [before] }), [before]);
    expect(worth(judgeAll(all, policy, AT)[0]!)).toMatch(/^INDETERMINATE/);
  });

  it('is not spoken for by a responder whom it may have named since', () => {
    const { keys } = stamper.person('nobody');
    const named = fallen.issuing.issue({
      profile: 'ocsp',
      subject: { commonName: 'Kyso Test OCSP', country: 'VN' },
      publicKey: keys.publicKey,
      notBefore: days(-30),
      notAfter: days(30),
    });
    const request = writeOcspRequest(
      readCertificate(fallen.person('clerk').certificate),
      readCertificate(fallen.issuing.certificate),
    );
    const answer = (certificate: Uint8Array | null) =>
      answerOcsp(
        request,
        {
          keys,
          certificate,
          issuer: fallen.issuing.subject,
          validFor: 7 * 86_400,
          state: () => ({ status: 'good' }),
        },
        days(-6),
      );
    const asked = createPolicy({
      ...policy,
      crls: [fallen.crls(days(-1))[0]!, ...stamper.crls()],
    });
    const judged = (ocsp: Uint8Array, covers: readonly Uint8Array[]) => {
      const one = made('clerk', {}, { ocsps: [ocsp] });
      const certificates = [...one.certificates, named];
      return worth(judgeAll(archived({ ...one, certificates }, [ocsp, ...covers]), asked, AT)[0]!);
    };
    expect(judged(answer(named), [])).toBe('TOTAL-PASSED');
    expect(judged(answer(null), [named])).toBe('TOTAL-PASSED');
    expect(judged(answer(null), [])).toMatch(/^INDETERMINATE/);
  });
});

describe('proofs of existence', () => {
  it('come of no signature that breaks a rule: its octets need not lie where its range does', () => {
    const policy = trusting(office);
    const carried = token(office, days(-20));
    const faulty = signed(
      office,
      'clerk',
      { byteRange: [0, 100, 200, 100], faults: [{ what: 'byte-range-gap-not-contents' }] },
      { timestamps: [carried] },
    );
    const stamp = documentStamp(office, days(-5), [0, 800, 900, 100], 2);
    const later = { byteRange: [0, 1800, 1900, 100] } as const;
    const signature = signed(office, 'clerk', later, { timestamps: [carried] });
    const verdicts = (...all: Evidence[]) => judgeAll(all, policy, AT);
    expect(verdicts(faulty, stamp, signature)[2]!.timestamps[0]!.judgedAt).toEqual(AT);
    const sound = { ...faulty, faults: [] };
    expect(verdicts(sound, stamp, signature)[2]!.timestamps[0]!.judgedAt).toEqual(days(-5));
  });

  it('of a certificate come of no signature that its key did not make', () => {
    const proofs = (signature: CmsFacts['signature']) => {
      const cms = { signature, timestamps: [token(office, days(-5))] };
      const { proofs } = judge(signed(office, 'clerk', {}, cms), trusting(office), AT);
      return proofs.map(({ of }) => of);
    };
    expect(proofs('valid')).toContain('certificate');
    expect(proofs('invalid')).not.toContain('certificate');
  });
});

describe('what else a signature can be made to seem', () => {
  it('a list among the responses is not remembered in place of the list itself', () => {
    const policy = trusting(office, days(-3));
    const [, list] = office.crls();
    const hidden = signed(office, 'gone', { ocsps: [list!] });
    const told = signed(office, 'gone', { crls: [list!] });
    expect(worth(judge(hidden, policy, AT))).toBe('TOTAL-PASSED');
    expect(worth(judge(told, policy, AT))).toBe('INDETERMINATE/REVOKED_NO_POE');
  });

  it.each(['MD5', 'SHA-1'] as const)('the content counts by its own digest (%s)', (digest) => {
    const algorithm = { scheme: 'EdDSA', digest: 'SHA-512' } as const;
    const by = (digestAlgorithm: CmsFacts['digestAlgorithm']) =>
      worth(
        judge(signed(office, 'clerk', {}, { algorithm, digestAlgorithm }), trusting(office), AT),
      );
    expect(by('SHA-512')).toBe('TOTAL-PASSED');
    expect(by(digest)).toBe('INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE');
  });

  it('a document time stamp is as late as another for the claimed time', () => {
    const policy = trusting(office, AT, { timestampRequired: true, timestampDelay: DAY });
    const stamp = documentStamp(office, days(-5), [0, 1800, 1900, 100], 2);
    const claiming = (time: Date) =>
      worth(judgeAll([signed(office, 'clerk', { formatTime: time }), stamp], policy, AT)[0]!);
    expect(claiming(days(-5.5))).toBe('TOTAL-PASSED');
    expect(claiming(days(-30))).toBe('INDETERMINATE/SIG_CONSTRAINTS_FAILURE');
  });
});

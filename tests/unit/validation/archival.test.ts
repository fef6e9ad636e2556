import { beforeAll, describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/ades/evidence.ts';
import { anchorOf, readCertificate } from '../../../src/pki/index.ts';
import {
  createPolicy,
  judgeAll,
  type Policy,
  type Verdict,
} from '../../../src/validation/index.ts';
import { makeWorld, type World } from '../../support/world.ts';
import { documentStamp, signed, token } from './evidence.ts';

const SIGNED = new Date('2026-11-23T02:00:00Z');
/** The signer's certificate and the time-stamp authority's end in 2028, the issuing authority's in 2036. */
const NOW = new Date('2038-01-01T00:00:00Z');
const on = (day: string) => new Date(`${day}T00:00:00Z`);

let office: World;
let archive: World;
/** The archive's time-stamp authority, in its dates all along. */
let stamper: Uint8Array;
let policy: Policy;
/** Of the issuing authority: knows of signer and time-stamp authority, while both are in their dates. */
let list: Uint8Array;

beforeAll(async () => {
  office = await makeWorld({
    at: SIGNED,
    people: ['clerk', { name: 'gone', revoked: on('2027-03-01') }],
  });
  archive = await makeWorld({ at: on('2032-01-01'), people: ['nobody'], key: 'p256' });
  stamper = archive.issuing.issue({
    profile: 'tsa',
    subject: { commonName: 'Kyso Test Archive TSA', country: 'VN' },
    publicKey: archive.person('nobody').keys.publicKey,
    notBefore: on('2026-01-01'),
    notAfter: on('2040-01-01'),
  });
  list = office.crls(on('2028-06-01'))[1]!;
  policy = trusting(on('2036-06-01'));
});

/** Trusts both roots; `rootListed` is when the office's root last said that the issuing authority was good. */
function trusting(rootListed: Date): Policy {
  const [root] = office.anchors.map((der) => anchorOf(readCertificate(der)));
  const [other] = archive.anchors.map((der) => anchorOf(readCertificate(der)));
  return createPolicy({
    anchors: [root!],
    tsaAnchors: [root!, other!],
    crls: [...archive.crls(on('2037-12-30')), office.crls(rootListed)[0]!],
  });
}

/** A document with a signature of `name`, time-stamped when made, and archive time stamps that cover what they are told to. */
function archived(
  name: string,
  stamps: readonly { readonly on: string; readonly covers: readonly Uint8Array[] }[],
  signatureStamp: Date | null = SIGNED,
): Evidence[] {
  const timestamps = signatureStamp === null ? [] : [token(office, signatureStamp)];
  const revisions = stamps.length + 1;
  const signature = signed(office, name, { revisions, crls: [list] }, { timestamps });
  return [
    signature,
    ...stamps.map((stamp, i): Evidence => {
      const first = 1500 + 1000 * i;
      const one = documentStamp(archive, on(stamp.on), [0, first, first + 100, 400], i + 2);
      const parts = { kind: 'document', covers: stamp.covers } as const;
      return {
        ...one,
        certificates: [stamper, ...archive.intermediates],
        timestamp: token(archive, on(stamp.on), parts, { certificate: stamper }),
      };
    }),
  ];
}

const certificates = () => [office.tsa.certificate, ...office.intermediates];
const complete = () => [
  { on: '2027-01-01', covers: certificates() },
  { on: '2028-07-01', covers: [...certificates(), list] },
];

const first = (evidence: Evidence[], by = policy, at = NOW): Verdict =>
  judgeAll(evidence, by, at)[0]!;
const worth = (verdict: Verdict) =>
  'because' in verdict ? `${verdict.indication}/${verdict.because}` : verdict.indication;

describe('a signature whose certificates have all ended (5.6)', () => {
  it('holds where every step is proven: each datum by the archive time stamp that covers it', () => {
    const verdict = first(archived('clerk', complete()));
    expect(worth(verdict)).toBe('TOTAL-PASSED');
    expect(verdict).toMatchObject({ process: 'archival', provenTime: SIGNED });
    expect(verdict.findings.filter((f) => f.result === 'failed' || f.result === 'unknown')).toEqual(
      [],
    );
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ rule: 'PSV-EXISTED', result: 'passed' }),
    );
    expect(verdict.timestamps).toMatchObject([{ indication: 'TOTAL-PASSED', kind: 'signature' }]);
  });

  it('says which time stamp proves what', () => {
    const { proofs } = first(archived('clerk', complete()));
    const since = (of: string) => proofs.filter((p) => p.of === of).map((p) => p.time);
    expect(since('signature')).toEqual([SIGNED]);
    expect(since('time-stamp')).toEqual([on('2027-01-01')]);
    expect(since('crl')).toEqual([on('2028-07-01')]);
    expect(since('certificate')).toContainEqual(SIGNED);
  });

  it('does not hold without archive time stamps', () => {
    const verdict = first(archived('clerk', []));
    expect(worth(verdict)).toBe('INDETERMINATE/OUT_OF_BOUNDS_NO_POE');
    expect(verdict.provenTime).toBeNull();
  });

  it('does not hold when nothing proves the age of the revocation data', () => {
    const verdict = first(archived('clerk', [{ on: '2027-01-01', covers: certificates() }]));
    expect(verdict.indication).toBe('INDETERMINATE');
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ rule: 'VTS-PROOFS', result: 'note' }),
    );
  });

  it('does not hold when nothing proves the age of an authority’s certificate', () => {
    const stamps = complete().map((stamp) => ({
      ...stamp,
      covers: stamp.covers.filter((octets) => octets !== office.intermediates[0]),
    }));
    expect(worth(first(archived('clerk', stamps), trusting(on('2027-06-01'))))).toMatch(
      /^INDETERMINATE/,
    );
  });

  it('does not hold when the data are proven only for a time at which their signer had ended', () => {
    const late = [
      { on: '2027-01-01', covers: certificates() },
      { on: '2037-07-01', covers: [...certificates(), list] },
    ];
    expect(first(archived('clerk', late)).indication).toBe('INDETERMINATE');
  });

  it('does not hold when its own proof is younger than what is known of the certificate', () => {
    const late = [{ on: '2028-07-01', covers: [...certificates(), list] }];
    const verdict = first(archived('clerk', late, null));
    expect(verdict.indication).toBe('INDETERMINATE');
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ rule: 'PSV-EXISTED', result: 'note' }),
    );
  });

  it('holds when it is older than the revocation, and not when it is younger', () => {
    expect(worth(first(archived('gone', complete())))).toBe('TOTAL-PASSED');
    const young = complete().map((stamp) => ({
      ...stamp,
      on: stamp.on.replace('2027-01', '2027-04'),
    }));
    expect(first(archived('gone', young, null)).indication).not.toBe('TOTAL-PASSED');
  });

  it('does not hold when an archive time stamp does not', () => {
    const [signature, one, two] = archived('clerk', complete());
    const broken = { ...two!, timestamp: { ...two!.timestamp!, imprint: 'differs' as const } };
    expect(first([signature!, one!, broken]).indication).toBe('INDETERMINATE');
  });

  it('is seen at a time in the past as it was then', () => {
    const then = on('2028-08-01');
    const by = createPolicy({
      ...policy,
      tsaAnchors: policy.anchors,
      crls: office.crls(on('2028-07-30')),
    });
    const verdict = first(archived('clerk', []), by, then);
    expect(worth(verdict)).toBe('TOTAL-PASSED');
    expect(verdict.process).toBe('long-term');
  });
});

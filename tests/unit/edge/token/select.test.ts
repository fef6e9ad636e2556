import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Candidate } from '../../../../src/edge/token/request.ts';
import { selectCandidate } from '../../../../src/edge/token/select.ts';
import { certificateObstacle } from '../../../../src/edge/token/suitability.ts';
import { readCertificate } from '../../../../src/pki/index.ts';
import { makeWorld, type World } from '../../../support/world.ts';

const at = new Date('2026-11-23T02:00:00Z');

describe('choosing among what was found', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld({
      at,
      people: [
        { name: 'Nguyễn Văn An', key: 'p256' },
        { name: 'Trần Thị Bình', key: 'p256', subject: { commonName: 'Trần Thị Bình 0100109106' } },
        { name: 'old', key: 'p256', notAfter: new Date('2026-01-01T00:00:00Z') },
        { name: 'sealed', key: 'p256', certificate: { keyUsage: ['keyAgreement'] } },
      ],
    });
  });
  afterAll(() => world.close());

  const seen = (
    name: string,
    device: Partial<Candidate['device']> = {},
    der = world.person(name).certificate,
  ): Candidate => {
    const certificate = readCertificate(der);
    return {
      device: { kind: 'pkcs11', label: 'A', serial: '1', path: '/m.so', slot: 0, ...device },
      certificate,
      keyId: '',
      obstacle: certificateObstacle(certificate, at),
    };
  };

  test('one that is usable needs no option, whatever else is there', () => {
    const an = seen('Nguyễn Văn An');
    expect(selectCandidate([seen('old'), an, seen('sealed')], {})).toBe(an);
  });

  test('a name is found by its letters in any case and either normal form', () => {
    const all = [seen('Nguyễn Văn An'), seen('Trần Thị Bình')];
    expect(selectCandidate(all, { certificate: 'NGUYỄN văn'.normalize('NFD') })).toBe(all[0]);
  });

  test('a tax code is found in the subject although it looks like a fingerprint', () => {
    const all = [seen('Nguyễn Văn An'), seen('Trần Thị Bình')];
    expect(selectCandidate(all, { certificate: '0100109106' })).toBe(all[1]);
  });

  test('a fingerprint is taken from its eighth digit on', () => {
    const all = [seen('Nguyễn Văn An'), seen('Trần Thị Bình')];
    const { sha256 } = all[1]!.certificate;
    expect(selectCandidate(all, { certificate: sha256.slice(0, 8) })).toBe(all[1]);
    expect(selectCandidate(all, { certificate: sha256.toUpperCase() })).toBe(all[1]);
    expect(() => selectCandidate(all, { certificate: sha256.slice(0, 7) })).toThrowError(
      expect.objectContaining({ code: 'CERTIFICATE_MISSING' }),
    );
  });

  test('the same token through two modules counts once, the first module serves', () => {
    const first = seen('Nguyễn Văn An', { path: '/vendor.so' });
    expect(selectCandidate([first, seen('Nguyễn Văn An', { path: '/opensc.so' })], {})).toBe(first);
  });

  test('the same certificate on two tokens is ambiguous', () => {
    const two = [
      seen('Nguyễn Văn An'),
      seen('Nguyễn Văn An', { serial: '2', label: 'B', slot: 1 }),
    ];
    expect(() => selectCandidate(two, {})).toThrowError(
      expect.objectContaining({ code: 'TOKEN_AMBIGUOUS' }),
    );
    expect(selectCandidate(two, { token: 'b' })).toBe(two[1]);
    expect(selectCandidate(two, { token: '2' })).toBe(two[1]);
  });

  test('labels that differ only in case: the one written alike is meant', () => {
    const two = [
      seen('Nguyễn Văn An', { label: 'clerk' }),
      seen('Trần Thị Bình', { label: 'CLERK', serial: '2', slot: 1 }),
    ];
    expect(selectCandidate(two, { token: 'CLERK' })).toBe(two[1]);
  });

  test('a CA’s certificate gives way to a person’s', () => {
    const issuing = seen('', {}, world.intermediates[0]);
    const an = seen('Nguyễn Văn An');
    expect(selectCandidate([{ ...issuing, obstacle: null }, an], {})).toBe(an);
  });

  test('when none is usable the nearest miss is told', () => {
    expect(() => selectCandidate([seen('sealed'), seen('old')], {})).toThrowError(
      expect.objectContaining({ code: 'CERTIFICATE_EXPIRED' }),
    );
    const locked = { ...seen('Nguyễn Văn An'), obstacle: 'pin-locked' as const };
    expect(() => selectCandidate([locked], {})).toThrowError(
      expect.objectContaining({ code: 'TOKEN_PIN_LOCKED' }),
    );
  });

  test('nothing found, or nothing on that token', () => {
    expect(() => selectCandidate([], {})).toThrowError(
      expect.objectContaining({ code: 'CERTIFICATE_MISSING' }),
    );
    expect(() => selectCandidate([seen('old')], { token: 'Z' })).toThrowError(
      expect.objectContaining({ code: 'TOKEN_MISSING' }),
    );
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { readCertificate } from '../../../src/pki/index.ts';
import {
  groupedFingerprint,
  isSelfIssued,
  KNOWN_FINGERPRINTS,
  readAnchor,
  readFingerprint,
  typedBack,
} from '../../../src/trust/index.ts';
import { makeWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

describe('anchors', () => {
  it('are certificates of authorities, roots or not', () => {
    const [root, issuing] = [world.anchors[0]!, world.issuing.certificate].map(readCertificate);
    expect([isSelfIssued(root!), isSelfIssued(issuing!)]).toEqual([true, false]);
    expect(readAnchor(issuing!)).toMatchObject({ name: issuing!.subject, spki: issuing!.spki });
  });

  it('are never end entities', () => {
    const leaf = readCertificate(world.person('person').certificate);
    expect(() => readAnchor(leaf)).toThrow(
      expect.objectContaining({ code: 'TRUST_UNFIT', data: { what: 'anchor-not-a-ca' } }),
    );
  });
});

describe('fingerprints', () => {
  const sha256 = 'ab'.repeat(32);

  it('are read as people write them', () => {
    for (const text of [
      sha256,
      sha256.toUpperCase(),
      groupedFingerprint(sha256),
      `SHA256:${sha256}`,
    ])
      expect(readFingerprint(text)).toBe(sha256);
    expect(readFingerprint(sha256.match(/../g)!.join(':'))).toBe(sha256);
    for (const text of ['', 'ab', sha256.slice(2), `${sha256}00`, `z${sha256.slice(1)}`])
      expect(readFingerprint(text)).toBeUndefined();
  });

  it('are typed back by their first eight digits at least', () => {
    expect(typedBack('ABAB ABAB', sha256)).toBe(true);
    expect(typedBack(sha256, sha256)).toBe(true);
    for (const typed of ['', 'abababa', 'abababac', 'yes'])
      expect(typedBack(typed, sha256)).toBe(false);
  });

  it('that are known are whole ones', () => {
    for (const known of Object.keys(KNOWN_FINGERPRINTS)) expect(known).toMatch(/^[0-9a-f]{64}$/);
  });
});

import { createHash, verify, X509Certificate } from 'node:crypto';
import { OCSPResponse } from 'pkijs';
import { afterAll, describe, expect, test } from 'vitest';
import { serialOf } from '../../../src/authority/index.ts';
import { DerReader, der } from '../../../src/syntax/der/index.ts';
import { makeWorld, type TSA_FAULTS } from '../../support/world.ts';

const at = new Date('2026-11-23T02:00:00Z');
const world = await makeWorld({
  at,
  people: ['An', { name: 'Bình', key: 'p384', revoked: new Date('2026-11-01T00:00:00Z') }],
  serve: true,
});
afterAll(() => world.close());

const imprint = createHash('sha256').update('stamped').digest();
const query = der.sequence(
  der.integer(1),
  der.sequence(
    der.sequence(der.oid('2.16.840.1.101.3.4.2.1'), der.nil()),
    der.octets(new Uint8Array(imprint)),
  ),
  der.integer(0x1234567890abcdefn),
  der.boolean(true),
);

describe('a world', () => {
  test('its certificates chain to its root and say where to ask', () => {
    const [root, issuing, an] = [
      world.root.certificate,
      world.issuing.certificate,
      world.person('An').certificate,
    ].map((c) => new X509Certificate(c));
    expect(issuing!.verify(root!.publicKey)).toBe(true);
    expect(an!.verify(issuing!.publicKey)).toBe(true);
    expect(an!.checkIssued(issuing!)).toBe(true);
    expect(an!.ca).toBe(false);
    expect(an!.infoAccess).toContain(`${world.urls.base}/ocsp`);
  });

  test('its software signer makes signatures that its certificates verify', async () => {
    for (const name of ['An', 'Bình']) {
      const signer = world.softwareSigner(name);
      const message = new Uint8Array([1, 2, 3]);
      const signature = await signer.sign(message);
      const { publicKey } = new X509Certificate(signer.certificate);
      const hash = name === 'An' ? 'sha256' : 'sha384';
      expect(verify(hash, message, publicKey, signature)).toBe(true);
      expect(signature.length).toBeLessThanOrEqual(signer.signatureLength);
    }
  });

  test('its CRL names the revoked from their day on', () => {
    const serial = serialOf(world.person('Bình').certificate);
    const holds = (when: Date) =>
      Buffer.from(world.crls(when)[1]!).toString('hex').includes(serial);
    expect(holds(at)).toBe(true);
    expect(holds(new Date('2026-10-31T00:00:00Z'))).toBe(false);
  });

  test('each time-stamp fault gives another answer than the truth', async () => {
    const says = async (fault?: (typeof TSA_FAULTS)[number]) =>
      Buffer.from(await world.timestamps(fault).request(query)).toString('hex');
    const honest = await says();
    expect(honest).toContain('1234567890abcdef');
    expect(honest).toContain(imprint.toString('hex'));
    expect(await says('wrong-nonce')).not.toContain('1234567890abcdef');
    expect(await says('wrong-imprint')).not.toContain(imprint.toString('hex'));
    expect(await says('no-eku')).not.toContain(Buffer.from(world.tsa.certificate).toString('hex'));
    expect((await says('refuses')).length).toBeLessThan(40);
    await expect(says('down')).rejects.toThrow();
  });

  test('it serves all of it on loopback', async () => {
    const fetched = async (path: string, init?: RequestInit) =>
      new Uint8Array(await (await fetch(world.urls.base + path, init)).arrayBuffer());
    expect(await fetched('/issuing.cer')).toEqual(world.issuing.certificate);
    expect(await fetched('/issuing.crl')).toEqual(world.crls()[1]);
    const stamped = await fetched('/tsa', { method: 'POST', body: new Uint8Array(query) });
    expect(DerReader.over(stamped).sequence().sequence().smallInteger()).toBe(0);
    const asked = await fetched('/ocsp', { method: 'POST', body: new Uint8Array([0x30, 0]) });
    expect(OCSPResponse.fromBER(asked.buffer).responseStatus.valueBlock.valueDec).toBe(1);
    expect((await fetch(`${world.urls.base}/other`)).status).toBe(404);
  });
});

import { constants, verify, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSigner, type SignerRequest } from '../../src/edge/token/index.ts';
import { makeSoftHsm, PIN, type SoftHsm } from '../support/softhsm.ts';
import { missing } from '../support/tools.ts';
import { makeWorld, type World } from '../support/world.ts';

const at = new Date('2026-11-23T02:00:00Z');
const message = new TextEncoder().encode('văn bản cần ký');
const pin = async () => new TextEncoder().encode(PIN);

describe.skipIf(missing('softhsm', 'softhsm2-util', 'pkcs11-tool'))('a SoftHSM token', () => {
  let world: World;
  let hsm: SoftHsm;

  beforeAll(async () => {
    world = await makeWorld({
      at,
      people: [
        { name: 'rsa' },
        { name: 'p256', key: 'p256' },
        { name: 'p384', key: 'p384' },
        { name: 'expired', notAfter: new Date('2026-11-01T00:00:00Z') },
        { name: 'early', notBefore: new Date('2027-01-01T00:00:00Z') },
      ],
    });
    const held = (name: string) => {
      const { certificate, keys } = world.person(name);
      return { certificate, privateKey: keys.privateKey };
    };
    hsm = makeSoftHsm([
      {
        label: 'main',
        objects: [
          held('rsa'),
          held('p256'),
          held('p384'),
          held('expired'),
          held('early'),
          { certificate: world.intermediates[0]! },
        ],
      },
    ]);
  });
  afterAll(async () => {
    hsm?.remove();
    await world?.close();
  });

  const request = (more: Partial<SignerRequest>): SignerRequest => ({
    module: hsm.module,
    at,
    ...more,
  });

  for (const digest of ['SHA-256', 'SHA-384', 'SHA-512'] as const) {
    for (const [name, algorithm] of [
      ['rsa', undefined],
      ['rsa', 'pss'],
      ['p256', undefined],
      ['p384', undefined],
    ] as const) {
      for (const lanes of [1, 3]) {
        test(`signs with ${name} ${algorithm ?? ''} ${digest} on ${lanes} lanes`, async () => {
          const signer = await openSigner(
            request({
              certificate: `CN=${name}`,
              digest,
              lanes,
              ...(algorithm && { algorithm }),
            }),
            pin,
          );
          try {
            const signatures = await Promise.all(
              Array.from({ length: 5 }, () => signer.sign(message)),
            );
            const key = new X509Certificate(signer.certificate).publicKey;
            const padding =
              algorithm === 'pss' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
            const saltLength = signer.algorithm.saltLength;
            for (const signature of signatures) {
              expect(signature.length).toBeLessThanOrEqual(signer.signatureLength);
              expect(
                verify(
                  digest.replace('-', ''),
                  message,
                  name === 'rsa' ? { key, padding, saltLength } : key,
                  signature,
                ),
              ).toBe(true);
            }
            expect(signer.others).toHaveLength(1);
          } finally {
            await signer.close();
          }
        });
      }
    }
  }
});

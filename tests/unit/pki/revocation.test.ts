import { describe, expect, it } from 'vitest';
import { ask, ca, leaf, root } from './asking.ts';
import { AT, makeCa, makeCrl, makeOcsp, newKeys } from './forge.ts';

describe('hostile data', () => {
  it('by the hundred cost bounded work, and leave the answer unknown', () => {
    const keys = newKeys();
    const twins = Array.from({ length: 100 }, () =>
      makeCa({ subject: ca.name, issuer: { ...root, keys: newKeys() }, keys }),
    );
    const crls = Array.from({ length: 100 }, (_, i) =>
      makeCrl({ issuer: twins[0]!, thisUpdate: new Date(+AT - i * 60_000) }),
    );
    const ocsps = Array.from({ length: 100 }, (_, i) =>
      makeOcsp({
        certificate: leaf.certificate,
        issuer: ca,
        responder: twins[0]!,
        thisUpdate: new Date(+AT - i * 60_000),
      }),
    );
    const certificates = twins.map(({ certificate }) => certificate);
    const start = performance.now();
    expect(ask({ crls, ocsps, certificates })).toEqual({ status: 'unknown', why: 'limit-reached' });
    expect(performance.now() - start).toBeLessThan(8_000);
  });
});

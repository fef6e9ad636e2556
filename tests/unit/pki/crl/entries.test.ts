import { describe, expect, it } from 'vitest';
import { findRevoked } from '../../../../src/pki/crl/entries.ts';
import { readCrl, readName } from '../../../../src/pki/index.ts';
import { context, der } from '../../../../src/syntax/der/index.ts';
import {
  AT,
  days,
  type Extension,
  general,
  makeCa,
  makeCrl,
  makeCrlDer,
  name,
  reason,
} from '../forge.ts';

const ca = makeCa({ subject: 'C=VN,CN=CA' });
const serialOf = (n: number) => {
  const octets = new Uint8Array(17);
  new DataView(octets.buffer).setUint32(5, Math.imul(n, 2654435761));
  new DataView(octets.buffer).setUint32(13, n);
  octets[0] = 0x11;
  return octets;
};
const issuedFor = (text: string): Extension => [
  '2.5.29.29',
  true,
  der.sequence(general.directory(text)),
];
const indirect: Extension = [
  '2.5.29.28',
  true,
  der.sequence(der.tagged(context(4), Uint8Array.of(0xff))),
];

const crlMalformed = (what: string) =>
  expect.objectContaining({ code: 'CRL_MALFORMED', data: { what } });

describe('findRevoked', () => {
  it('finds each of many and none that is not there', () => {
    const entries = Array.from({ length: 3000 }, (_, i) => ({
      serial: serialOf(i),
      at: days(-i - 1),
      extensions:
        i % 3 === 0
          ? [reason(1)]
          : i % 3 === 1
            ? [reason(4), ['1.2.3', false, der.nil()] as const]
            : undefined!,
    }));
    const crl = makeCrl({ issuer: ca, entries });
    for (let i = 0; i < 3000; i++) {
      const entry = findRevoked(crl, serialOf(i), crl.issuer);
      expect(entry).toEqual({
        date: new Date(Math.floor(+days(-i - 1) / 1000) * 1000),
        reason: (['keyCompromise', 'superseded', 'unspecified'] as const)[i % 3],
        invalidityDate: undefined,
      });
    }
    for (let i = 3000; i < 6000; i++)
      expect(findRevoked(crl, serialOf(i), crl.issuer)).toBeUndefined();
    expect(findRevoked(crl, serialOf(5).subarray(0, 16), crl.issuer)).toBeUndefined();
  });

  it('reads when a key was thought lost', () => {
    const crl = makeCrl({
      issuer: ca,
      entries: [
        { serial: serialOf(1), extensions: [['2.5.29.24', false, der.generalizedTime(days(-30))]] },
      ],
    });
    expect(findRevoked(crl, serialOf(1), crl.issuer)!.invalidityDate).toEqual(days(-30));
  });

  it('keeps entries of an indirect list with the issuer that was named last', () => {
    const crl = makeCrl({
      issuer: ca,
      extensions: [indirect],
      entries: [
        { serial: serialOf(1) },
        { serial: serialOf(2), extensions: [issuedFor('CN=A')] },
        { serial: serialOf(1) },
        { serial: serialOf(1), extensions: [issuedFor('CN=B')] },
      ],
    });
    const found = (n: number, issuer: string) =>
      findRevoked(crl, serialOf(n), readName(name(issuer))) !== undefined;
    expect([found(1, ca.name), found(1, 'CN=a'), found(1, 'CN=B'), found(1, 'CN=C')]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect([found(2, ca.name), found(2, 'CN=A'), found(2, 'CN=B')]).toEqual([false, true, false]);
  });

  const broken = (entries: Uint8Array) => () =>
    findRevoked({ ...makeCrl({ issuer: ca }), entries }, serialOf(1), ca.certificate.subject);
  const entry = der.sequence(der.tagged(2, serialOf(1)), der.time(AT));

  it.each([
    ['crl-entry-malformed', entry.subarray(0, -1)],
    ['crl-entry-malformed', Uint8Array.of(0x30)],
    ['crl-entry-malformed', Uint8Array.of(0x30, 0x80, 0, 0)],
    ['crl-entry-malformed', der.sequence(der.octets(serialOf(1)), der.time(AT))],
    ['crl-entry-malformed', der.sequence(der.tagged(2, serialOf(1)))],
    ['crl-entry-malformed', der.sequence(der.tagged(2, Uint8Array.of(0, 1)), der.time(AT))],
    ['crl-entry-malformed', der.sequence(der.tagged(2, Uint8Array.of(0xff, 0x80)), der.time(AT))],
    ['crl-entry-malformed', der.sequence(der.tagged(2), der.time(AT))],
    ['crl-entry-malformed', Buffer.concat([entry, Buffer.of(0)])],
  ])('answers %s to a broken entry, wherever it stands', (what, octets) => {
    expect(broken(octets)).toThrow(crlMalformed(what));
  });

  it('refuses the list when any entry has a critical extension that it does not know', () => {
    const entries = [{ serial: serialOf(2), extensions: [['1.2.3', true, der.nil()]] as const }];
    const crl = makeCrl({ issuer: ca, entries });
    expect(() => findRevoked(crl, serialOf(1), crl.issuer)).toThrow(
      crlMalformed('crl-entry-extension-unknown'),
    );
  });

  it('refuses another issuer’s entry in a list that is not indirect', () => {
    const crl = makeCrl({
      issuer: ca,
      entries: [{ serial: serialOf(2), extensions: [issuedFor('CN=A')] }],
    });
    expect(() => findRevoked(crl, serialOf(1), crl.issuer)).toThrow(
      crlMalformed('crl-entry-issuer-in-direct-list'),
    );
  });

  it('takes a serial that stands there a hundred thousand times, and serials that share a place, without another cost', () => {
    const same = der.sequence(der.tagged(2, serialOf(1)), der.time(AT));
    const entries = Buffer.concat([
      ...Array.from({ length: 100_000 }, () => same),
      der.sequence(der.tagged(2, serialOf(2)), der.time(days(-3))),
    ]);
    const crl = { ...makeCrl({ issuer: ca }), entries };
    const repeated = () => findRevoked(crl, serialOf(1), crl.issuer);
    expect(repeated).toThrow(crlMalformed('crl-serial-repeated'));
    for (let i = 0; i < 20; i++) {
      expect(findRevoked(crl, serialOf(2), crl.issuer)!.date).toEqual(days(-3));
      expect(findRevoked(crl, serialOf(3), crl.issuer)).toBeUndefined();
    }
    expect(repeated).toThrow(crlMalformed('crl-serial-repeated'));
  });

  it('of several entries for one certificate takes the gravest, of those the earliest', () => {
    const one = (at: number, code?: number) => ({
      serial: serialOf(1),
      at: days(at),
      extensions: code === undefined ? [] : [reason(code)],
    });
    const found = (...entries: ReturnType<typeof one>[]) =>
      findRevoked(makeCrl({ issuer: ca, entries }), serialOf(1), ca.certificate.subject);
    expect(found(one(-5, 8), one(-4, 6))!.reason).toBe('certificateHold');
    expect(found(one(-9, 6), one(-4, 1), one(-5, 8))!.reason).toBe('keyCompromise');
    expect(found(one(-3), one(-7, 4), one(-5))!).toMatchObject({
      date: days(-7),
      reason: 'superseded',
    });
  });

  it('a million of the shortest entries there are cost a moment and no objects', () => {
    // 17 octets each: serial of one octet, UTCTime
    const one = der.sequence(der.tagged(2, Uint8Array.of(5)), der.time(AT));
    const entries = new Uint8Array(one.length * 1_000_000);
    for (let at = 0; at < entries.length; at += one.length) entries.set(one, at);
    const crl = { ...makeCrl({ issuer: ca }), entries };
    const held = process.memoryUsage().heapUsed;
    for (let i = 0; i < 12; i++)
      expect(findRevoked(crl, Uint8Array.of(6), crl.issuer)).toBeUndefined();
    expect(process.memoryUsage().heapUsed - held).toBeLessThan(32 * 1024 * 1024);
  });

  it('extensions nested in an entry beyond all depth are a fault', () => {
    let deep: Uint8Array = der.nil();
    for (let i = 0; i < 5_000; i++) deep = der.sequence(deep);
    const crl = (extension: Extension) =>
      makeCrl({ issuer: ca, entries: [{ serial: serialOf(1), extensions: [extension] }] });
    const ask = (extension: Extension) => {
      const list = crl(extension);
      return findRevoked(list, serialOf(1), list.issuer)?.reason;
    };
    expect(() => ask(['2.5.29.21', false, deep])).toThrow(
      expect.objectContaining({ code: 'CRL_MALFORMED' }),
    );
    expect(ask(['1.2.3', false, deep])).toBe('unspecified');
  });

  it('goes on refusing a broken list, and answers alike before and after it has made its table', () => {
    const bad = {
      ...makeCrl({ issuer: ca }),
      entries: Buffer.concat([entry, Uint8Array.of(0x30, 0)]),
    };
    const entries = Array.from({ length: 50 }, (_, i) => ({
      serial: serialOf(i),
      ...(i === 20 && { extensions: [issuedFor('CN=A')] }),
    }));
    const good = makeCrl({ issuer: ca, extensions: [indirect], entries });
    for (let i = 0; i < 50; i++) {
      expect(() => findRevoked(bad, serialOf(7), bad.issuer)).toThrow(
        crlMalformed('crl-entry-malformed'),
      );
      const [own, named] = [ca.name, 'CN=A'].map((issuer) =>
        findRevoked(good, serialOf(i), readName(name(issuer))),
      );
      expect([own !== undefined, named !== undefined]).toEqual([i < 20, i >= 20]);
    }
  });

  it('grows in step with the list: ten times the entries, about ten times the work', () => {
    const cost = (n: number) => {
      const entries = Array.from({ length: n }, (_, i) => ({
        serial: serialOf(i),
        extensions: [reason(1)],
      }));
      const octets = makeCrlDer({ issuer: ca, entries });
      let best = Number.POSITIVE_INFINITY;
      for (let round = 0; round < 5; round++) {
        octets[octets.length - 1]! ^= 1;
        const crl = readCrl(octets);
        const start = performance.now();
        findRevoked(crl, serialOf(n - 1), crl.issuer);
        best = Math.min(best, performance.now() - start);
      }
      return best;
    };
    cost(1000);
    expect(cost(20_000) / cost(2_000)).toBeLessThan(60);
  });
});

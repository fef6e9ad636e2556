import { beforeAll, describe, expect, it } from 'vitest';
import { digest } from '../../../../src/algorithm/index.ts';
import { toHex } from '../../../../src/bytes/hex.ts';
import { OID } from '../../../../src/signature/cms/index.ts';
import {
  checkTimestamp,
  examineTimestamp,
  isForTimestamping,
  readTimestampInfo,
  readTimestampResponse,
  writeTimestampRequest,
} from '../../../../src/signature/tsp/index.ts';
import { context, der, TAG } from '../../../../src/syntax/der/index.ts';
import { makeWorld, type Person, type TSA_FAULTS, type World } from '../../../support/world.ts';
import { attribute, craft, type Draft } from '../cms/craft.ts';

const stamped = new Uint8Array(Buffer.from('giá trị'));
const request = {
  imprint: digest('SHA-256', stamped),
  digest: 'SHA-256' as const,
  nonce: Uint8Array.of(0x80, 2, 3, 4, 5, 6, 7, 8),
};

let world: World;
let tsa: Person;
beforeAll(async () => {
  const purposes = ['1.3.6.1.5.5.7.3.8'];
  const stamping = { extendedKeyUsage: { purposes, critical: true } };
  world = await makeWorld({
    key: 'p256',
    people: [
      { name: 'tsa', key: 'p256', certificate: stamping },
      { name: 'person', key: 'p256' },
    ],
  });
  tsa = world.person('tsa');
});

describe('a request', () => {
  it('is that of RFC 3161', () => {
    const octets = writeTimestampRequest({ ...request, policy: '1.2.3' });
    const imprint = toHex(request.imprint);
    expect(toHex(octets)).toBe(
      `30480201013031300d060960864801650304020105000420${imprint}06022a03020900${toHex(request.nonce)}0101ff`,
    );
  });

  it('writes a nonce as a positive minimal number', () => {
    const nonce = Uint8Array.of(0, 0, 5);
    const octets = writeTimestampRequest({ ...request, nonce });
    expect(toHex(octets.subarray(-6))).toBe('0201050101ff');
  });
});

describe('a response', () => {
  const status = (n: number, ...more: Uint8Array[]) =>
    der.sequence(der.sequence(der.integer(n), ...more));
  const said = (...texts: string[]) => der.sequence(...texts.map((text) => der.utf8(text)));

  it.each<[string, Uint8Array, object]>([
    ['a rejection', status(2), { what: 'tsa-rejection', said: '' }],
    ['a wait', status(3), { what: 'tsa-waiting' }],
    ['an unheard-of status', status(77), { what: 'tsa-rejection' }],
    ['its words', status(2, said('Hết', 'hạn')), { what: 'tsa-rejection', said: 'Hết hạn' }],
    [
      'bad algorithm',
      status(2, said('no'), der.bits(Uint8Array.of(0x80), 7)),
      { what: 'tsa-bad-algorithm' },
    ],
    [
      'system failure',
      status(2, der.bits(Uint8Array.of(0, 0, 0, 0x40), 6)),
      { what: 'tsa-system-failure' },
    ],
    ['no bit set', status(2, der.bits(Uint8Array.of(0))), { what: 'tsa-rejection' }],
  ])('%s is a refusal', (_, octets, data) => {
    expect(() => readTimestampResponse(octets)).toThrow(
      expect.objectContaining({ code: 'TSA_REFUSED', data: expect.objectContaining(data) }),
    );
  });

  it('keeps only so much of what an authority says', () => {
    const octets = status(2, said('x'.repeat(5000)));
    try {
      readTimestampResponse(octets);
      expect.unreachable();
    } catch (error) {
      expect((error as { data: { said: string } }).data.said).toHaveLength(200);
    }
  });

  it.each<[string, Uint8Array]>([
    ['a web page', new Uint8Array(Buffer.from('<html>'))],
    ['nothing', new Uint8Array()],
    ['granted, but no token', status(0)],
    ['octets behind', der.concat(status(2), der.nil())],
  ])('%s is no response', (_, octets) => {
    expect(() => readTimestampResponse(octets)).toThrow(
      expect.objectContaining({ code: 'TSA_UNTRUSTWORTHY', data: { what: 'response-unreadable' } }),
    );
  });

  it('may be BER', async () => {
    const octets = await world.timestamps().request(writeTimestampRequest(request));
    const { token } = readTimestampResponse(octets);
    const info = der.sequence(der.integer(0));
    const loose = der.concat(Uint8Array.of(0x30, 0x80), info, token, new Uint8Array(2));
    expect(readTimestampResponse(loose).token).toEqual(token);
  });
});

describe('a token in answer to a request', () => {
  async function answer(fault?: (typeof TSA_FAULTS)[number]): Promise<Uint8Array> {
    return readTimestampResponse(
      await world.timestamps(fault).request(writeTimestampRequest(request)),
    ).token;
  }

  it('is taken when everything fits', async () => {
    const facts = checkTimestamp(await answer(), request);
    expect(facts).toMatchObject({ time: world.at, accuracy: 1, imprint: 'matches' });
  });

  it.each([
    ['wrong-nonce', 'nonce-differs'],
    ['wrong-imprint', 'imprint-differs'],
    ['wrong-certificate', 'signature-invalid'],
    ['no-eku', 'certificate-not-for-timestamping'],
  ] as const)('%s: %s', async (fault, what) => {
    const token = await answer(fault);
    expect(() => checkTimestamp(token, request)).toThrow(untrustworthy(what));
  });

  const untrustworthy = (what: string) =>
    expect.objectContaining({ code: 'TSA_UNTRUSTWORTHY', data: { what } });
  const nonce = der.integer(request.nonce);

  it.each<[string, () => Partial<Draft>]>([
    ['token-unreadable', () => ({ eContentType: OID.data })],
    ['token-unreadable', () => ({ signers: 2 })],
    ['token-unreadable', () => ({ eContent: der.nil() })],
    ['policy-differs', () => ({ eContent: info([nonce], '1.2.3.5') })],
    ['nonce-differs', () => ({ eContent: info([]) })],
    ['certificate-missing', () => ({ certificates: [world.person('person').certificate] })],
    ['signature-invalid', () => ({ hashed: new Uint8Array(3) })],
    ['signature-invalid', () => ({ signed: [typed, digested(new Uint8Array()), ess(tsa)] })],
    ['signature-invalid', () => ({ signed: [digested(info([nonce])), ess(tsa)] })],
    [
      'signature-unchecked',
      () => ({ signed: [typed, digested(info([nonce])), ess(tsa), time, time] }),
    ],
    ['signature-unchecked', () => ({ signatureAlgorithm: der.sequence(der.oid('1.2.3')) })],
    ['ess-missing', () => ({ signed: [typed, digested(info([nonce]))] })],
    ['ess-differs', () => ({ signed: [typed, digested(info([nonce])), ess(world.tsa)] })],
    ['certificate-not-for-timestamping', () => crafted(world.person('person'))],
  ])('%s (%#)', (what, draft) => {
    const policy = '1.2.3.4';
    expect(checkTimestamp(craft(crafted(tsa)), { ...request, policy }).policy).toBe(policy);
    const token = craft({ ...crafted(tsa), ...draft() });
    expect(() => checkTimestamp(token, { ...request, policy })).toThrow(untrustworthy(what));
  });

  const typed = attribute(OID.contentType, der.oid(OID.timestampInfo));
  const time = attribute(OID.signingTime, der.time(new Date(0)));
  const digested = (content: Uint8Array) =>
    attribute(OID.messageDigest, der.octets(digest('SHA-256', content)));
  const ess = ({ certificate }: { certificate: Uint8Array }) =>
    attribute(
      OID.signingCertificateV2,
      der.sequence(der.sequence(der.sequence(der.octets(digest('SHA-256', certificate))))),
    );
  function crafted({ keys, certificate }: Person): Draft {
    const eContent = info([nonce]);
    return {
      ...{ keys, certificate, eContent, eContentType: OID.timestampInfo },
      signed: [typed, digested(eContent), ess({ certificate })],
    };
  }
});

describe('the purpose of a certificate', () => {
  const issued = (purposes: string[], critical: boolean) =>
    world.issuing.issue({
      profile: 'person',
      subject: { commonName: 'x', country: 'VN' },
      publicKey: tsa.keys.publicKey,
      notBefore: new Date(0),
      notAfter: new Date('2049-01-01'),
      extendedKeyUsage: { purposes, critical },
    });
  const stamping = '1.3.6.1.5.5.7.3.8';

  it('is time-stamping, critical and alone', () => {
    expect(isForTimestamping(issued([stamping], true))).toBe(true);
    expect(isForTimestamping(issued([stamping], false))).toBe(false);
    expect(isForTimestamping(issued([stamping, '1.3.6.1.5.5.7.3.4'], true))).toBe(false);
    expect(isForTimestamping(issued(['2.5.29.37.0'], true))).toBe(false);
    expect(isForTimestamping(world.person('person').certificate)).toBe(false);
  });
});

describe('TSTInfo', () => {
  it('is read in full', () => {
    const accuracy = der.sequence(
      der.integer(2),
      der.tagged(context(0), Uint8Array.of(3)),
      der.tagged(context(1), Uint8Array.of(4)),
    );
    const name = der.tagged(context(0, true), der.tagged(context(4, true), der.sequence()));
    const extension = der.sequence(der.oid('1.2.3'), der.octets(new Uint8Array()));
    const extensions = der.tagged(context(1, true), extension);
    const fields = [accuracy, der.boolean(true), der.integer(-5), name, extensions];
    expect(readTimestampInfo(info(fields))).toEqual({
      policy: '1.2.3.4',
      imprintAlgorithm: 'SHA-256',
      imprint: request.imprint,
      serial: 'ff01',
      time: new Date('2026-11-23T02:00:00.250Z'),
      accuracy: 2.003004,
      nonce: -5n,
    });
  });

  it('may be as short as it gets', () => {
    expect(readTimestampInfo(info([]))).toMatchObject({ accuracy: null, nonce: undefined });
    expect(readTimestampInfo(info([der.sequence()])).accuracy).toBe(0);
  });

  it.each<[string, Uint8Array, string]>([
    ['another version', info([], '1.2.3.4', 2), 'tst-version'],
    [
      'millis above 999',
      info([der.sequence(der.tagged(context(0), Uint8Array.of(4, 0)))]),
      'tst-accuracy',
    ],
    ['a negative accuracy', info([der.sequence(der.integer(-1))]), 'tst-accuracy'],
    ['fields out of order', info([der.integer(1), der.sequence()]), 'der-trailing'],
    [
      'a critical extension',
      info([
        der.tagged(
          context(1, true),
          der.sequence(der.oid('1.2.3'), der.boolean(true), der.octets(new Uint8Array())),
        ),
      ]),
      'tst-critical-extension',
    ],
  ])('with %s is refused', (_, octets, what) => {
    expect(() => readTimestampInfo(octets)).toThrow(
      expect.objectContaining({ code: 'DER_MALFORMED', data: expect.objectContaining({ what }) }),
    );
  });

  it('with an imprint by an unknown digest leaves it unchecked', () => {
    const unknown = info([], '1.2.3.4', 1, '1.2.3');
    const token = craft({
      keys: tsa.keys,
      certificate: tsa.certificate,
      eContent: unknown,
      eContentType: OID.timestampInfo,
    });
    const facts = examineTimestamp(token, () => expect.unreachable(), 'signature');
    expect(facts).toMatchObject({ imprintAlgorithm: null, imprint: 'unchecked' });
  });
});

/** TSTInfo over `request`, with the fields after genTime as given. */
function info(
  after: readonly Uint8Array[],
  policy = '1.2.3.4',
  version = 1,
  digestOid = '2.16.840.1.101.3.4.2.1',
): Uint8Array {
  return der.sequence(
    der.integer(version),
    der.oid(policy),
    der.sequence(der.sequence(der.oid(digestOid)), der.octets(request.imprint)),
    der.integer(0xff01),
    der.tagged(TAG.GENERALIZED_TIME, Buffer.from('20261123020000.25Z')),
    ...after,
  );
}

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { digest } from '../../src/algorithm/index.ts';
import { sameOctets } from '../../src/bytes/hex.ts';
import { Fault } from '../../src/fault/fault.ts';
import {
  type CmsFacts,
  contentLength,
  examineSigner,
  OID,
  prepareSignedAttributes,
  readSignedData,
  writeSignedData,
} from '../../src/signature/cms/index.ts';
import {
  checkTimestamp,
  examineTimestamp,
  readTimestampResponse,
  type TimestampRequest,
  writeTimestampRequest,
} from '../../src/signature/tsp/index.ts';
import { der, elementLength } from '../../src/syntax/der/index.ts';
import { makeWorld, type World } from '../support/world.ts';

const content = new Uint8Array(64).fill(7);
const request: { -readonly [K in keyof TimestampRequest]: TimestampRequest[K] } = {
  imprint: new Uint8Array(),
  digest: 'SHA-256',
  nonce: Uint8Array.of(1, 2, 3, 4),
};
let world: World;
let message: Uint8Array;
let response: Uint8Array;

beforeAll(async () => {
  world = await makeWorld({ key: 'p256', people: [{ name: 'signer', key: 'p256' }] });
  const signer = world.softwareSigner('signer');
  const { certificate, algorithm } = signer;
  const signedAttributes = prepareSignedAttributes({
    certificate,
    digest: algorithm.digest,
    messageDigest: digest(algorithm.digest, content),
    signingTime: world.at,
  });
  const signature = await signer.sign(signedAttributes);
  request.imprint = digest('SHA-256', signature);
  response = await world.timestamps().request(writeTimestampRequest(request));
  const { token } = readTimestampResponse(response);
  const certificates = [certificate, ...signer.others];
  message = writeSignedData({
    ...{ certificates, algorithm, signedAttributes, signature, timestampToken: token },
    crls: world.crls(),
  });
  expect(passes(examine(message))).toBe(true);
});

function examine(octets: Uint8Array): CmsFacts | undefined {
  const signed = readSignedData(octets.subarray(0, contentLength(octets)));
  const facts = signed.signers.map((signer) =>
    examineSigner(signed, signer, (name) => digest(name, content), OID.data),
  );
  return facts[0];
}

/** All that a judge must find in order to believe the message: its signature, and who signed. */
function passes(facts: CmsFacts | undefined): boolean {
  return (
    facts?.signature === 'valid' &&
    facts.messageDigest === 'matches' &&
    facts.contentType === 'matches' &&
    facts.signingCertificate?.matches === true
  );
}

/** What `act` returns, or undefined when it throws a fault of the codes given; any other throw fails. */
function faultless<T>(codes: RegExp, act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    expect(error).toBeInstanceOf(Fault);
    expect((error as Fault).code).toMatch(codes);
    return undefined;
  }
}

/** One change at a place: an octet, a cut, a doubled or dropped stretch. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  kind: fc.constantFrom('set', 'flip', 'cut', 'drop', 'double', 'zero'),
  octet: fc.nat(255),
  length: fc.integer({ min: 1, max: 40 }),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(octets: Uint8Array, { at, kind, octet, length }: Change): Uint8Array {
  const from = Math.floor(at * octets.length);
  const [before, after] = [octets.subarray(0, from), octets.subarray(from)];
  if (kind === 'cut') return Uint8Array.from(before);
  if (kind === 'drop') return der.concat(before, after.subarray(length));
  if (kind === 'double') return der.concat(before, after.subarray(0, length), after);
  const copy = Uint8Array.from(octets);
  if (kind === 'zero') copy.fill(0, from, from + length);
  else if (kind === 'set') copy[from] = octet;
  else copy[from]! ^= 1 << (octet & 7);
  return copy;
}

describe('a bent CMS', () => {
  it('gives facts or a fault', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        faultless(/^DER_/, () => examine(changes.reduce(changed, message)));
      }),
      { numRuns: 3000 },
    );
  });

  it('never passes with an octet of its signed attributes, algorithm, signature or certificate flipped', () => {
    const signed = readSignedData(message);
    const [signer] = signed.signers;
    const certificate = signed.certificates.find((octets) =>
      sameOctets(octets, world.person('signer').certificate),
    );
    // what is read from DER are views, so they tell where they lie in the message
    const { signedAttributes, signature, signatureAlgorithm } = signer!;
    const places = [signedAttributes!, signature, signatureAlgorithm, certificate!].map((part) => {
      expect(part.buffer).toBe(message.buffer);
      const from = part.byteOffset - message.byteOffset;
      return [from, from + part.length] as const;
    });
    for (const [from, to] of places)
      for (let at = from; at < to; at++) {
        const flipped = Uint8Array.from(message);
        flipped[at]! ^= 1 << (at & 7);
        expect([at, passes(faultless(/^DER_/, () => examine(flipped)))]).toEqual([at, false]);
      }
  });
});

describe('a bent time stamp', () => {
  it('gives facts or a fault', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bent = changes.reduce(changed, response);
        const read = faultless(/^TSA_(REFUSED|UNTRUSTWORTHY)$/, () => readTimestampResponse(bent));
        if (read === undefined) return;
        faultless(/^DER_/, () => examineTimestamp(read.token, () => request.imprint, 'signature'));
        faultless(/^TSA_UNTRUSTWORTHY$/, () => checkTimestamp(read.token, request));
      }),
      { numRuns: 3000 },
    );
  });

  it('never checks out with any octet of its TSTInfo flipped', () => {
    const { token } = readTimestampResponse(response);
    const { eContent } = readSignedData(token);
    const from = Buffer.from(token).indexOf(Buffer.from(eContent!));
    for (let at = from; at < from + elementLength(eContent!); at++) {
      const flipped = Uint8Array.from(token);
      flipped[at]! ^= 1 << (at & 7);
      const facts = faultless(/^TSA_UNTRUSTWORTHY$/, () => checkTimestamp(flipped, request));
      expect([at, facts]).toEqual([at, undefined]);
    }
  });
});

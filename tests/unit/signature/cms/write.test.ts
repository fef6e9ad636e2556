import { beforeAll, expect, it } from 'vitest';
import { digest, type SignatureAlgorithm } from '../../../../src/algorithm/index.ts';
import { signWith } from '../../../../src/authority/index.ts';
import { toHex } from '../../../../src/bytes/hex.ts';
import {
  examineSigner,
  OID,
  prepareSignedAttributes,
  readSignedData,
  writeSignedData,
} from '../../../../src/signature/cms/index.ts';
import {
  checkTimestamp,
  readTimestampResponse,
  writeTimestampRequest,
} from '../../../../src/signature/tsp/index.ts';
import { der, sorted, toDer } from '../../../../src/syntax/der/index.ts';
import { makeWorld, type World } from '../../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld({ people: [{ name: 'rsa' }, { name: 'ec', key: 'p384' }] });
});

const content = new Uint8Array(1000);

async function write(name: string, algorithm: SignatureAlgorithm, more: object = {}) {
  const { certificate, keys } = world.person(name);
  const signedAttributes = prepareSignedAttributes({
    certificate,
    digest: algorithm.digest,
    messageDigest: digest(algorithm.digest, content),
  });
  const signature = signWith(keys, algorithm, signedAttributes);
  const nonce = Uint8Array.of(0, 0xff, 1);
  const imprint = digest('SHA-256', signature);
  const request = { imprint, digest: 'SHA-256' as const, nonce };
  const response = await world.timestamps().request(writeTimestampRequest(request));
  const { token } = readTimestampResponse(response);
  checkTimestamp(token, request);
  const certificates = [certificate, ...world.intermediates, ...world.anchors, certificate];
  return writeSignedData({
    ...{ certificates, algorithm, signedAttributes, signature, timestampToken: token },
    ...more,
  });
}

it.each<[string, SignatureAlgorithm]>([
  ['rsa', { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-256' }],
  ['rsa', { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-512' }],
  ['rsa', { scheme: 'RSASSA-PSS', digest: 'SHA-384', saltLength: 48 }],
  ['ec', { scheme: 'ECDSA', digest: 'SHA-384' }],
])('%s %o with a time stamp is read back whole', async (name, algorithm) => {
  const octets = await write(name, algorithm);
  expect(toDer(octets).ber).toBe(false);
  const signed = readSignedData(octets);
  expect(signed).toMatchObject({ version: 1, eContentType: OID.data, eContent: undefined });
  expect(signed.signers[0]!.version).toBe(1);
  const facts = examineSigner(signed, signed.signers[0]!, (n) => digest(n, content), OID.data);
  expect(facts).toMatchObject({
    algorithm,
    certificate: world.person(name).certificate,
    signature: 'valid',
    messageDigest: 'matches',
    contentType: 'matches',
    signingCertificate: { version: 2, matches: true },
    signingTime: null,
    faults: [],
    notes: [],
    otherAttributes: [],
    timestamps: [{ time: world.at, imprint: 'matches', cms: { signature: 'valid' } }],
  });
});

it('writes certificates once each, in the order of DER', async () => {
  const { certificates } = readSignedData(
    await write('rsa', { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-256' }),
  );
  expect(certificates).toHaveLength(3);
  expect(certificates).toEqual(sorted(certificates));
});

it('writes CRLs and OCSP responses, of which the latter raise the version', async () => {
  const v15: SignatureAlgorithm = { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-256' };
  const crls = world.crls();
  const ocsps = [der.sequence(der.integer(7))];
  const both = readSignedData(await write('rsa', v15, { crls, ocsps }));
  expect(both.version).toBe(5);
  expect(both.crls.map(toHex).sort()).toEqual(crls.map(toHex).sort());
  expect(both.ocsps).toEqual(ocsps);
  expect(readSignedData(await write('rsa', v15, { crls })).version).toBe(1);
});

it('does not write without a certificate', () => {
  const algorithm = { scheme: 'ECDSA', digest: 'SHA-256' } as const;
  const empty = new Uint8Array();
  expect(() =>
    writeSignedData({
      ...{ certificates: [], algorithm, signedAttributes: der.set(), signature: empty },
    }),
  ).toThrow(expect.objectContaining({ code: 'CERTIFICATE_MISSING' }));
});

it('prepares attributes in the order of DER, with a signing time only when asked', () => {
  const { certificate } = world.person('rsa');
  const o = { certificate, digest: 'SHA-256', messageDigest: new Uint8Array(32) } as const;
  const oids = (octets: Uint8Array) => {
    const asField = der.tagged(
      0xa0,
      octets.subarray(octets.length < 0x82 ? 2 : octets[1] === 0x81 ? 3 : 4),
    );
    const wrapped = writeSignedData({
      certificates: [certificate],
      algorithm: { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-256' },
      signedAttributes: octets,
      signature: new Uint8Array(256),
    });
    const [signer] = readSignedData(wrapped).signers;
    expect(signer!.signedAttributes).toEqual(asField);
    return signer!.signed.map(({ oid }) => oid);
  };
  const plain = oids(prepareSignedAttributes(o));
  expect(plain).toEqual([OID.contentType, OID.messageDigest, OID.signingCertificateV2]);
  const dated = oids(prepareSignedAttributes({ ...o, signingTime: new Date(0) }));
  expect(dated.sort()).toEqual([...plain, OID.signingTime].sort());
});

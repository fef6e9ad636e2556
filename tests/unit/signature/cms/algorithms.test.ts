import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  digest,
  oidOfDigest,
  type SignatureAlgorithm,
  writeSignatureAlgorithm,
} from '../../../../src/algorithm/index.ts';
import {
  type CmsFacts,
  embeddedContent,
  examineSigner,
  OID,
  readSignedData,
} from '../../../../src/signature/cms/index.ts';
import { DerReader, der } from '../../../../src/syntax/der/index.ts';
import { makeWorld, type World } from '../../../support/world.ts';
import { attribute, CONTENT, contentType, craft, type Draft } from './craft.ts';

type Pair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

let world: World;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pairs = {
  rsa,
  ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  dsa: generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }),
  ed25519: generateKeyPairSync('ed25519'),
  ed448: generateKeyPairSync('ed448'),
} satisfies Record<string, Pair>;
beforeAll(async () => {
  world = await makeWorld({ key: 'p256', people: [] });
});

function certify(publicKey: KeyObject): Uint8Array {
  return world.issuing.issue({
    profile: 'person',
    subject: { commonName: 'signer', country: 'VN' },
    publicKey,
    notBefore: new Date(+world.at - 1e9),
    notAfter: new Date(+world.at + 1e9),
  });
}

/** Facts of a message over CONTENT that the pair signs by `algorithm`, with what is named in the message changed by `o`. */
function examine(pair: Pair, algorithm: SignatureAlgorithm, o: Partial<Draft> = {}): CmsFacts {
  const name = algorithm.scheme === 'EdDSA' ? 'SHA-512' : algorithm.digest;
  const octets = craft({
    keys: { kind: 'rsa2048', ...pair },
    certificate: certify(pair.publicKey),
    algorithm,
    digestOid: oidOfDigest(name),
    signed: [contentType(), attribute(OID.messageDigest, der.octets(digest(name, CONTENT)))],
    ...o,
  });
  const signed = readSignedData(octets);
  return examineSigner(signed, signed.signers[0]!, embeddedContent(signed), OID.data);
}

const right = { signature: 'valid', messageDigest: 'matches', contentType: 'matches', faults: [] };
const v15: SignatureAlgorithm = { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-256' };
const pss: SignatureAlgorithm = { scheme: 'RSASSA-PSS', digest: 'SHA-256', saltLength: 32 };
const ecdsa: SignatureAlgorithm = { scheme: 'ECDSA', digest: 'SHA-256' };
const own: Record<keyof typeof pairs, SignatureAlgorithm> = {
  rsa: v15,
  ec: ecdsa,
  dsa: { scheme: 'DSA', digest: 'SHA-256' },
  ed25519: { scheme: 'EdDSA', digest: 'SHA-512' },
  ed448: { scheme: 'EdDSA', digest: 'SHAKE256' },
};

describe('algorithms that are verified', () => {
  it.each<[string, keyof typeof pairs, SignatureAlgorithm]>([
    ...(Object.keys(pairs) as (keyof typeof pairs)[]).map(
      (kind) => [kind, kind, own[kind]] as [string, keyof typeof pairs, SignatureAlgorithm],
    ),
    ['PSS by an rsaEncryption key', 'rsa', pss],
    [
      'PSS with SHA-1, every parameter its default',
      'rsa',
      { ...pss, digest: 'SHA-1', saltLength: 20 },
    ],
    ['SHA3-224', 'rsa', { ...v15, digest: 'SHA3-224' }],
    ['SHA-512/256', 'rsa', { ...v15, digest: 'SHA-512/256' }],
    ['ECDSA with SHA3-224', 'ec', { ...ecdsa, digest: 'SHA3-224' }],
  ])('%s', (_, kind, algorithm) => {
    expect(examine(pairs[kind], algorithm)).toMatchObject({ ...right, algorithm });
    // directly over the content too
    expect(examine(pairs[kind], algorithm, { signed: null })).toMatchObject(right);
  });

  it('rsaEncryption alone takes the digest of the SignerInfo', () => {
    const signatureAlgorithm = der.sequence(der.oid('1.2.840.113549.1.1.1'), der.nil());
    expect(examine(rsa, v15, { signatureAlgorithm })).toMatchObject({ ...right, algorithm: v15 });
  });
});

describe('a key of another kind than the identifier', () => {
  const kinds = Object.keys(pairs) as (keyof typeof pairs)[];

  it.each(
    kinds.flatMap((key) =>
      kinds.filter((named) => named !== key).map((named) => [key, named] as const),
    ),
  )('%s key, %s identifier', (key, named) => {
    const signatureAlgorithm = writeSignatureAlgorithm(own[named]);
    expect(examine(pairs[key], own[key], { signatureAlgorithm }).signature).toBe('invalid');
  });

  it('v1.5 is not PSS, nor the other way round', () => {
    expect(examine(rsa, v15, { signatureAlgorithm: writeSignatureAlgorithm(pss) }).signature).toBe(
      'invalid',
    );
    expect(examine(rsa, pss, { signatureAlgorithm: writeSignatureAlgorithm(v15) }).signature).toBe(
      'invalid',
    );
  });
});

describe('keys under id-RSASSA-PSS', () => {
  const free = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
  const bound = generateKeyPairSync('rsa-pss', {
    modulusLength: 2048,
    hashAlgorithm: 'sha256',
    mgf1HashAlgorithm: 'sha256',
    saltLength: 32 as never, // a number, whatever its type says
  });
  /** Signs by the numbers of the key, whatever its parameters say. */
  const unbound = (): Pair => {
    const info = DerReader.over(
      new Uint8Array(bound.privateKey.export({ format: 'der', type: 'pkcs8' })),
    ).sequence();
    info.skip();
    info.skip();
    const key = Buffer.from(info.octets());
    const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs1' });
    return { privateKey, publicKey: createPublicKey(privateKey) };
  };

  it('without parameters sign by any', () => {
    expect(examine(free, pss)).toMatchObject(right);
    expect(examine(free, { ...pss, saltLength: 20 })).toMatchObject(right);
    expect(examine(free, { ...pss, digest: 'SHA-512', saltLength: 64 })).toMatchObject(right);
    expect(examine(free, pss, { signed: null })).toMatchObject(right);
  });

  it.each<[string, SignatureAlgorithm, string]>([
    ['the same', pss, 'valid'],
    ['a longer salt', { ...pss, saltLength: 48 }, 'valid'],
    ['a shorter salt', { ...pss, saltLength: 20 }, 'invalid'],
    ['a weaker hash', { ...pss, digest: 'SHA-1', saltLength: 32 }, 'invalid'],
    ['another hash', { ...pss, digest: 'SHA-384', saltLength: 48 }, 'invalid'],
    ['v1.5', v15, 'invalid'],
  ])('with parameters, and %s in the signature', (_, algorithm, signature) => {
    const certificate = certify(bound.publicKey);
    for (const signed of [undefined, null]) {
      const o = { certificate, certificates: [certificate], ...(signed === null && { signed }) };
      expect(examine(unbound(), algorithm, o)).toMatchObject({ algorithm, signature });
    }
  });
});

describe('what is refused is named', () => {
  const md4 = '1.2.840.113549.2.4';

  it.each<[string, Partial<Draft>, string]>([
    [
      'an unknown digest under a bare key identifier',
      { digestOid: md4, signatureAlgorithm: der.sequence(der.oid('1.2.840.113549.1.1.1')) },
      md4,
    ],
    ['an unknown digest beside a known signature', { digestOid: md4 }, md4],
    [
      'MD4 with RSA',
      { digestOid: md4, signatureAlgorithm: der.sequence(der.oid('1.2.840.113549.1.1.3')) },
      '1.2.840.113549.1.1.3',
    ],
    [
      'SM2',
      { signatureAlgorithm: der.sequence(der.oid('1.2.156.10197.1.501')) },
      '1.2.156.10197.1.501',
    ],
    [
      'PSS without parameters',
      { signatureAlgorithm: der.sequence(der.oid('1.2.840.113549.1.1.10')) },
      '1.2.840.113549.1.1.10',
    ],
    [
      'ECDSA with a curve among its parameters',
      {
        signatureAlgorithm: der.sequence(
          der.oid('1.2.840.10045.4.3.2'),
          der.oid('1.2.840.10045.3.1.7'),
        ),
      },
      '1.2.840.10045.4.3.2',
    ],
  ])('%s', (_, draft, algorithmOid) => {
    expect(examine(rsa, v15, draft)).toMatchObject({ signature: 'unchecked', algorithmOid });
  });
});

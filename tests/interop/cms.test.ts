import { execFileSync } from 'node:child_process';
import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digest, type SignatureAlgorithm } from '../../src/algorithm/index.ts';
import {
  embeddedContent,
  examineSigner,
  OID,
  prepareSignedAttributes,
  readSignedData,
  writeSignedData,
} from '../../src/signature/cms/index.ts';
import { missing, requireTool } from '../support/tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'kyso-cms-'));
const content = new Uint8Array(Buffer.from('Quyết định số 12/QĐ-UBND\r\n'.repeat(100)));
const at = (name: string) => join(folder, name);

type Kind = 'rsa' | 'p256' | 'p384' | 'ed25519';
const keys = new Map<Kind, KeyObject>();

function openssl(...args: string[]): Buffer {
  return execFileSync(requireTool('openssl'), args, { stdio: ['ignore', 'pipe', 'pipe'] });
}

function certificateOf(kind: Kind): Uint8Array {
  return new Uint8Array(readFileSync(at(`${kind}.der`)));
}

function signWith(kind: Kind, algorithm: SignatureAlgorithm, message: Uint8Array): Uint8Array {
  const key = keys.get(kind)!;
  const padding =
    algorithm.scheme === 'RSASSA-PSS'
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.saltLength! }
      : {};
  const name = algorithm.scheme === 'EdDSA' ? null : algorithm.digest.replace('-', '');
  return new Uint8Array(sign(name, message, { key, ...padding }));
}

function written(kind: Kind, algorithm: SignatureAlgorithm): Uint8Array {
  const certificate = certificateOf(kind);
  const signedAttributes = prepareSignedAttributes({
    certificate,
    digest: algorithm.digest,
    messageDigest: digest(algorithm.digest, content),
  });
  const signature = signWith(kind, algorithm, signedAttributes);
  // A stranger's certificate beside it, first in DER's order or not: the signer must be found all the same.
  const certificates = [certificate, certificateOf(kind === 'rsa' ? 'p256' : 'rsa')];
  return writeSignedData({ certificates, algorithm, signedAttributes, signature });
}

beforeAll(() => {
  if (missing('openssl')) return;
  writeFileSync(at('content'), content);
  const made: [Kind, KeyObject][] = [
    ['rsa', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey],
    ['p256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
    ['p384', generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey],
    ['ed25519', generateKeyPairSync('ed25519').privateKey],
  ];
  for (const [kind, key] of made) {
    keys.set(kind, key);
    writeFileSync(at(`${kind}.key`), key.export({ format: 'pem', type: 'pkcs8' }));
    const subject = `/C=VN/O=UBND xã ${kind}/CN=Người ký ${kind}`;
    openssl(
      ...['req', '-x509', '-new', '-key', at(`${kind}.key`), '-utf8', '-subj', subject],
      ...[
        '-days',
        '30',
        '-addext',
        'keyUsage=critical,digitalSignature',
        '-out',
        at(`${kind}.pem`),
      ],
    );
    openssl('x509', '-in', at(`${kind}.pem`), '-outform', 'DER', '-out', at(`${kind}.der`));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(missing('openssl'))('ours, judged by openssl cms', () => {
  it.each<[string, Kind, SignatureAlgorithm]>([
    ['v1.5 SHA-256', 'rsa', { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-256' }],
    ['v1.5 SHA-384', 'rsa', { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-384' }],
    ['v1.5 SHA-512', 'rsa', { scheme: 'RSASSA-PKCS1-v1_5', digest: 'SHA-512' }],
    ['PSS SHA-256', 'rsa', { scheme: 'RSASSA-PSS', digest: 'SHA-256', saltLength: 32 }],
    ['PSS SHA-512, salt 20', 'rsa', { scheme: 'RSASSA-PSS', digest: 'SHA-512', saltLength: 20 }],
    ['ECDSA P-256', 'p256', { scheme: 'ECDSA', digest: 'SHA-256' }],
    ['ECDSA P-384', 'p384', { scheme: 'ECDSA', digest: 'SHA-384' }],
    ['ECDSA P-384 with SHA-512', 'p384', { scheme: 'ECDSA', digest: 'SHA-512' }],
  ])('%s', (name, kind, algorithm) => {
    const file = at(`${name.replaceAll(' ', '-')}.p7s`);
    writeFileSync(file, written(kind, algorithm));
    const verify = (detached: string) =>
      openssl(
        ...['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', file],
        ...['-content', detached, '-CAfile', at(`${kind}.pem`), '-purpose', 'any'],
      );
    expect(new Uint8Array(verify(at('content')))).toEqual(content);
    writeFileSync(at('other'), content.slice(1));
    expect(() => verify(at('other'))).toThrow(/digest|verification/i);
  });

  it('reads its own the same way', () => {
    for (const [kind, algorithm] of [
      ['rsa', { scheme: 'RSASSA-PSS', digest: 'SHA-384', saltLength: 48 }],
      ['p256', { scheme: 'ECDSA', digest: 'SHA-256' }],
      ['ed25519', { scheme: 'EdDSA', digest: 'SHA-512' }],
    ] as const) {
      const signed = readSignedData(written(kind, algorithm));
      const facts = examineSigner(
        signed,
        signed.signers[0]!,
        (name) => digest(name, content),
        OID.data,
      );
      expect(facts).toMatchObject({
        algorithm,
        certificate: certificateOf(kind),
        signature: 'valid',
        messageDigest: 'matches',
        contentType: 'matches',
        signingCertificate: { version: 2, matches: true },
        signingTime: null,
        ber: false,
        faults: [],
        notes: [],
      });
    }
  });
});

describe.skipIf(missing('openssl'))('those of openssl, examined by us', () => {
  const cms = ['cms', '-sign', '-outform', 'DER', '-binary'];
  const nodetach = '-nodetach';

  it.each<[string, Kind, string[], object]>([
    ['detached', 'rsa', cms, { notes: [] }],
    ['encapsulated', 'rsa', [...cms, nodetach], { ber: false }],
    ['streamed (BER)', 'rsa', [...cms, nodetach, '-stream'], { ber: true }],
    ['SHA-384', 'rsa', [...cms, '-md', 'sha384'], { digestAlgorithm: 'SHA-384' }],
    ['SHA3-256', 'rsa', [...cms, '-md', 'sha3-256'], { digestAlgorithm: 'SHA3-256' }],
    ['key identifier', 'rsa', [...cms, '-keyid'], {}],
    ['CAdES', 'rsa', [...cms, '-cades'], { signingCertificate: { version: 2, matches: true } }],
    [
      'PSS',
      'rsa',
      [...cms, '-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:20'],
      { algorithm: { scheme: 'RSASSA-PSS', digest: 'SHA-256', saltLength: 20 } },
    ],
    ['no attributes, v1.5', 'rsa', [...cms, '-noattr'], { notes: ['cms-no-signed-attributes'] }],
    [
      'no attributes, PSS',
      'rsa',
      [...cms, '-noattr', '-keyopt', 'rsa_padding_mode:pss'],
      { algorithm: { scheme: 'RSASSA-PSS' } },
    ],
    [
      'no attributes, ECDSA, encapsulated',
      'p256',
      [...cms, '-noattr', nodetach],
      { algorithm: { scheme: 'ECDSA', digest: 'SHA-256' } },
    ],
    ['ECDSA P-384', 'p384', [...cms, '-md', 'sha384'], { algorithm: { scheme: 'ECDSA' } }],
    ['PKCS#7', 'rsa', ['smime', ...cms.slice(1), nodetach], { digestAlgorithm: 'SHA-256' }],
  ])('%s', (_, kind, args, more) => {
    const [command, ...options] = args;
    const octets = openssl(
      ...[command!, '-in', at('content'), '-signer', at(`${kind}.pem`)],
      ...['-inkey', at(`${kind}.key`), ...options],
    );
    const signed = readSignedData(octets);
    const examine = (octets: Uint8Array) =>
      examineSigner(signed, signed.signers[0]!, (name) => digest(name, octets), OID.data);
    const facts = examine(content);
    expect(facts).toMatchObject({
      signature: 'valid',
      messageDigest: 'matches',
      contentType: 'matches',
      certificate: certificateOf(kind),
      faults: [],
      ...more,
    });
    expect(examine(content.slice(1)).messageDigest).not.toBe('matches');
    if (signed.eContent !== undefined)
      expect(embeddedContent(signed)('SHA-256')).toEqual(digest('SHA-256', content));
  });

  it('leaves ECDSA over detached content without attributes unchecked', () => {
    const octets = openssl(
      ...[...cms, '-noattr', '-in', at('content')],
      ...['-signer', at('p256.pem'), '-inkey', at('p256.key')],
    );
    const signed = readSignedData(octets);
    const facts = examineSigner(signed, signed.signers[0]!, (n) => digest(n, content), OID.data);
    expect([facts.signature, facts.messageDigest]).toEqual(['unchecked', 'missing']);
  });

  it('finds no certificate where there is none', () => {
    const octets = openssl(
      ...[...cms, '-nocerts', '-in', at('content')],
      ...['-signer', at('rsa.pem'), '-inkey', at('rsa.key')],
    );
    const signed = readSignedData(octets);
    const facts = examineSigner(signed, signed.signers[0]!, (n) => digest(n, content), OID.data);
    expect(facts).toMatchObject({
      certificate: null,
      signature: 'unchecked',
      messageDigest: 'matches',
    });
  });
});

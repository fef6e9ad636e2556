import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import { memorySource } from '../../src/bytes/source.ts';
import { extractSignatures } from '../../src/format/index.ts';
import { readSignedData } from '../../src/signature/cms/index.ts';
import { DerReader } from '../../src/syntax/der/index.ts';
import { encryptPdf, makePdf, qpdf } from '../support/documents.ts';
import { kyso, temporaryFolder } from '../support/kyso.ts';
import { makeSoftHsm, PIN } from '../support/softhsm.ts';
import { findSoftHsm, requireTool } from '../support/tools.ts';
import { makeWorld } from '../support/world.ts';

const AT = new Date();
const pem = (der: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

/** A clerk's desk: a token, an outbox with one document of each style, and the outside judges. */
async function desk(key: 'rsa2048' | 'p256' | 'p384', t: TestContext) {
  const judges = {
    pdfsig: requireTool('pdfsig', t),
    qpdf: requireTool('qpdf', t),
    openssl: requireTool('openssl', t),
  };
  const world = await makeWorld({ at: AT, people: [{ name: 'clerk', key }], serve: true });
  const { keys, certificate } = world.person('clerk');
  const hsm = makeSoftHsm(
    [{ label: 'Phòng Nội vụ', objects: [{ certificate, privateKey: keys.privateKey }] }],
    t,
  );
  onTestFinished(async () => {
    hsm.remove();
    await world.close();
  });
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'outbox'));
  const put = (name: string, octets: Uint8Array) =>
    writeFileSync(join(folder, 'outbox', name), octets);
  put('table.pdf', await makePdf({ pages: 2 }));
  put('stream.pdf', await makePdf({ xref: 'stream' }));
  put('form.pdf', await makePdf({ form: true }));
  put('linearized.pdf', qpdf(await makePdf({ pages: 3 }), ['--linearize']));
  put('encrypted.pdf', encryptPdf(await makePdf(), { bits: 256 }));
  writeFileSync(join(folder, 'pin.txt'), PIN);
  writeFileSync(join(folder, 'issuing.pem'), pem(world.intermediates[0]!));
  writeFileSync(join(folder, 'root.pem'), pem(world.anchors[0]!));
  const sign = (out: string, ...more: string[]) =>
    kyso(
      [
        'sign',
        'outbox',
        '--out',
        out,
        '--module',
        hsm.module,
        '--pin-file',
        'pin.txt',
        '--chain',
        'issuing.pem',
        '--json',
        ...more,
      ],
      { directory: folder, now: AT },
    );
  return { world, folder, sign, judges };
}

/** qpdf's exit status: 0 clean, 3 warnings, 2 errors. */
const checked = (tool: string, path: string) => {
  const { status } = spawnSync(tool, ['--check', path]);
  return [0, 3, 2].indexOf(status ?? 2);
};

function judgeCms(openssl: string, folder: string, path: string): void {
  const octets = new Uint8Array(readFileSync(path));
  for (const { cms, signed } of extractSignatures(memorySource(octets))) {
    const content = Buffer.concat(signed.map(({ start, end }) => octets.subarray(start, end)));
    writeFileSync(join(folder, 'content'), content);
    writeFileSync(join(folder, 'cms.der'), cms!);
    execFileSync(
      openssl,
      [
        'cms',
        '-verify',
        '-binary',
        '-inform',
        'DER',
        '-in',
        'cms.der',
        '-content',
        'content',
        '-CAfile',
        'root.pem',
        '-purpose',
        'any',
        '-out',
        '/dev/null',
      ],
      { cwd: folder, stdio: 'pipe' },
    );
  }
}

describe('signed through a token, judged from outside', () => {
  it.for([
    ['rsa2048', 'v1.5', 'SHA-256'],
    ['rsa2048', 'v1.5', 'SHA-384'],
    ['rsa2048', 'v1.5', 'SHA-512'],
    ['rsa2048', 'pss', 'SHA-256'],
    ['rsa2048', 'pss', 'SHA-512'],
    ['p256', undefined, 'SHA-256'],
    ['p384', undefined, 'SHA-384'],
  ] as const)('%s %s %s, level B', async ([key, algorithm, digest], t) => {
    const { folder, sign, judges } = await desk(key, t);
    const played = await sign(
      'signed',
      '--digest',
      digest,
      ...(algorithm ? ['--algorithm', algorithm] : []),
    );
    expect(played.status, played.stdout + played.stderr).toBe(0);
    for (const name of readdirSync(join(folder, 'outbox'))) {
      const source = join(folder, 'outbox', name);
      const output = join(folder, 'signed', name);
      const before = readFileSync(source);
      expect(readFileSync(output).subarray(0, before.length).equals(before), name).toBe(true);
      expect(checked(judges.qpdf, output), name).toBeLessThanOrEqual(checked(judges.qpdf, source));
      judgeCms(judges.openssl, folder, output);
      if (algorithm !== 'pss') {
        const { stdout } = spawnSync(judges.pdfsig, ['-nocert', output], { encoding: 'utf8' });
        expect(stdout, name).toContain('Signature is Valid');
        expect(stdout, name).toContain('Total document signed');
      }
    }
  });

  it('level T: openssl ts accepts the token inside', async (t) => {
    const { world, folder, sign, judges } = await desk('rsa2048', t);
    const played = await sign('signed', '--tsa', world.urls.tsa);
    expect(played.status, played.stdout + played.stderr).toBe(0);
    for (const name of readdirSync(join(folder, 'signed'))) {
      const octets = new Uint8Array(readFileSync(join(folder, 'signed', name)));
      const [found] = extractSignatures(memorySource(octets));
      const signer = readSignedData(found!.cms!).signers[0]!;
      writeFileSync(join(folder, 'value'), signer.signature);
      writeFileSync(join(folder, 'token.der'), tokenOf(found!.cms!));
      const said = execFileSync(
        judges.openssl,
        [
          'ts',
          '-verify',
          '-data',
          'value',
          '-in',
          'token.der',
          '-token_in',
          '-CAfile',
          'root.pem',
          '-untrusted',
          'issuing.pem',
        ],
        { cwd: folder, stdio: 'pipe' },
      ).toString();
      expect(said).toContain('Verification: OK');
      judgeCms(judges.openssl, folder, join(folder, 'signed', name));
    }
  });

  it('a person, then the agency: both hold, and the second covers the whole', async (t) => {
    const { folder, sign, judges } = await desk('rsa2048', t);
    expect((await sign('person')).status).toBe(0);
    const { status } = await kyso(
      ['sign', 'person', '--out', 'agency', '--pin-file', 'pin.txt', '--module', findSoftHsm()!],
      { directory: folder, now: AT },
    );
    expect(status).toBe(0);
    const { stdout } = spawnSync(judges.pdfsig, ['-nocert', join(folder, 'agency', 'table.pdf')], {
      encoding: 'utf8',
    });
    expect(stdout.match(/Signature is Valid/g)).toHaveLength(2);
    expect(stdout.match(/Total document signed/g)).toHaveLength(1);
  });
});

/** The value of the signature-time-stamp attribute, found by walking the message with nothing but the reader. */
function tokenOf(cms: Uint8Array): Uint8Array {
  const oid = '1.2.840.113549.1.9.16.2.14';
  const signedData = DerReader.over(cms).sequence();
  signedData.oid();
  const body = signedData.sequence(0xa0).sequence();
  let last = body.next();
  while (!body.done) last = body.next();
  const info = DerReader.over(last.content).sequence();
  while (!info.done) {
    const element = info.next();
    if (element.tag !== 0xa1) continue;
    const attributes = DerReader.over(element.content);
    while (!attributes.done) {
      const attribute = attributes.sequence();
      if (attribute.oid() === oid) return attribute.set().next().bytes;
    }
  }
  throw new Error('no time stamp');
}

import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digest, digestRange } from '../../src/algorithm/index.ts';
import { memorySource } from '../../src/bytes/source.ts';
import { digestPrepared, embedPades, type Prepared, preparePades } from '../../src/format/index.ts';
import { readTimestampResponse, writeTimestampRequest } from '../../src/signature/tsp/index.ts';
import { missing, requireTool } from '../support/tools.ts';
import {
  addRevision,
  changes,
  FORM,
  isWhole,
  open,
  sign,
  signingWorld,
  text,
  whats,
  writePaper,
} from '../unit/format/pades/paper.ts';

const folder = mkdtempSync(join(tmpdir(), 'kyso-sub-filters-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The file signed under another /SubFilter, with whatever message `message` makes of the covered octets. */
async function signAs(
  file: Uint8Array,
  subFilter: string,
  message: (covered: Uint8Array, prepared: Prepared) => Promise<Uint8Array> | Uint8Array,
): Promise<Uint8Array> {
  const source = memorySource(file);
  const made = preparePades(source, { time: new Date('2026-11-23T02:00:00Z'), room: 9000 });
  const ours = '/ETSI.CAdES.detached';
  const append = Buffer.from(
    text(made.append).replace(ours, `/${subFilter}`.padEnd(ours.length)),
    'latin1',
  );
  const prepared = { ...made, append: new Uint8Array(append) };
  const whole = Buffer.concat([file, append]);
  const [, gap, behind] = prepared.byteRange;
  const covered = Buffer.concat([whole.subarray(0, gap), whole.subarray(behind)]);
  expect(digestPrepared(source, prepared, 'SHA-256')).toEqual(digest('SHA-256', covered));
  return new Uint8Array(
    Buffer.concat([file, embedPades(prepared, await message(covered, prepared))]),
  );
}

describe.skipIf(missing('openssl'))('messages that others write', () => {
  const paper = writePaper(FORM);
  let opensslCms: (content: Uint8Array, ...flags: string[]) => Uint8Array;
  beforeAll(async () => {
    const world = await signingWorld();
    const path = (file: string) => join(folder, file);
    for (const [name, certificateFile, keyFile] of [
      ['person', 'certificate.pem', 'key.pem'],
      ['agency', 'agency.pem', 'agency-key.pem'],
    ] as const) {
      const { certificate, keys } = world.person(name);
      const pem = new X509Certificate(certificate).toString();
      writeFileSync(path(certificateFile), pem);
      writeFileSync(path(keyFile), keys.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    }
    opensslCms = (content, ...flags) => {
      writeFileSync(path('content'), content);
      execFileSync(requireTool('openssl'), [
        ...['cms', '-sign', '-binary', '-in', path('content'), '-outform', 'DER'],
        ...['-signer', path('certificate.pem'), '-inkey', path('key.pem'), '-out', path('message')],
        ...flags,
      ]);
      return new Uint8Array(readFileSync(path('message')));
    };
  });

  test('adbe.pkcs7.detached', async () => {
    const file = await signAs(paper, 'adbe.pkcs7.detached', (covered) => opensslCms(covered));
    const [one] = open(file);
    expect(one!.subFilter).toBe('adbe.pkcs7.detached');
    expect(isWhole(one!)).toBe(true);
    const changed = withOtherContent(file);
    expect(open(changed)[0]!.cms!.messageDigest).toBe('differs');
  });

  test('adbe.pkcs7.detached without signed attributes', async () => {
    const file = await signAs(paper, 'adbe.pkcs7.detached', (c) => opensslCms(c, '-noattr'));
    expect(isWhole(open(file)[0]!)).toBe(true);
    const changed = withOtherContent(file);
    expect(isWhole(open(changed)[0]!)).toBe(false);
  });

  test('adbe.pkcs7.sha1', async () => {
    const file = await signAs(paper, 'adbe.pkcs7.sha1', (covered) =>
      opensslCms(digest('SHA-1', covered), '-nodetach'),
    );
    const [one] = open(file);
    expect(isWhole(one!)).toBe(true);
    // SHA-256 in the message does not make it what the document is digested by
    expect(one!.cms!.digestAlgorithm).toBe('SHA-1');
    const changed = withOtherContent(file);
    expect(open(changed)[0]!.cms).toMatchObject({ signature: 'valid', messageDigest: 'differs' });
  });

  test('content of its own inside a detached signature', async () => {
    const file = await signAs(paper, 'ETSI.CAdES.detached', (c) => opensslCms(c, '-nodetach'));
    expect(whats(open(file)[0]!)).toContain('content-not-detached');
  });

  test('two signers in one message', async () => {
    const file = await signAs(paper, 'ETSI.CAdES.detached', (covered) => {
      const other = [
        '-signer',
        join(folder, 'agency.pem'),
        '-inkey',
        join(folder, 'agency-key.pem'),
      ];
      return opensslCms(covered, ...other);
    });
    expect(open(file)[0]!.faults).toContainEqual({ what: 'signer-count', data: { count: 2 } });
  });

  test('something that is no message', async () => {
    const file = await signAs(
      paper,
      'ETSI.CAdES.detached',
      () => new Uint8Array([0x30, 3, 2, 1, 1]),
    );
    expect(whats(open(file)[0]!)).toEqual(['contents-unreadable']);
  });

  test('ETSI.RFC3161: a document time stamp, allowed even where nothing else is', async () => {
    const certified = await sign(paper, { certify: 1 });
    const world = await signingWorld();
    const stamped = await stampedBehind(certified, async (imprint) => {
      const query = writeTimestampRequest({ imprint, digest: 'SHA-256', nonce: new Uint8Array(8) });
      return readTimestampResponse(await world.timestamps().request(query)).token;
    });
    const [certification, stamp] = open(stamped);
    expect(stamp).toMatchObject({ kind: 'document-timestamp', faults: [], cms: null });
    expect(stamp!.timestamp).toMatchObject({ imprint: 'matches', cms: { signature: 'valid' } });
    expect(certification!.certification).toBe(1);
    expect(changes(stamped)).toEqual(['document-timestamp']);
  });
});

/** One operator of the page's content exchanged. */
function withOtherContent(file: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.from(text(file).replace('0 0 cm Q', '9 9 cm Q'), 'latin1'));
}

/** A document time stamp written by hand, since a certified document refuses signatures. */
async function stampedBehind(
  file: Uint8Array,
  token: (imprint: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const room = 12_000;
  const form = [...text(file).matchAll(/\b7 0 obj\s*([\s\S]*?)\s*endobj/g)].at(-1)![1]!;
  const range = '[0 0000000000 0000000000 0000000000]';
  const draft = addRevision(file, {
    7: form.replace(']', ' 90 0 R]'),
    90: '<< /FT /Sig /T (stamp) /V 91 0 R >>',
    91: `<< /Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161 /ByteRange ${range} /Contents <${'0'.repeat(2 * room)}> >>`,
  });
  const start = text(draft).lastIndexOf('/Contents <') + 10;
  const end = start + 2 * room + 2;
  const digits = [start, end, draft.length - end].map((n) => String(n).padStart(10, '0'));
  const octets = Buffer.from(draft);
  octets.write(`[0 ${digits.join(' ')}]`, text(draft).lastIndexOf(range), 'latin1');
  const imprint = digestRange(memorySource(octets), 'SHA-256', [
    [0, start],
    [end, octets.length],
  ]);
  octets.write(Buffer.from(await token(imprint)).toString('hex'), start + 1, 'latin1');
  return new Uint8Array(octets);
}

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/ades/evidence.ts';
import { type Examination, rejudge, unreadable } from '../../src/examination/index.ts';
import { Fault } from '../../src/fault/fault.ts';
import { etsiDocument, etsiFrame } from '../../src/report/etsi/report.ts';
import { createPolicy, type Policy } from '../../src/validation/index.ts';
import { kyso, temporaryFolder } from '../support/kyso.ts';
import { TRUST, writeSignedFolder } from '../support/signed-folder.ts';
import { missing, requireTool } from '../support/tools.ts';
import { makeWorld, type World } from '../support/world.ts';
import { HOSTILE } from '../unit/report/sample.ts';
import { documentStamp, signed, token, trusting } from '../unit/validation/evidence.ts';

const AT = new Date('2026-11-23T02:00:00Z');
const SCHEMA = new URL('validation-report.rng', import.meta.url).pathname;

/** What xmllint complains of; empty when the report is valid. */
function complaints(xml: string): string {
  const path = join(temporaryFolder(), 'report.xml');
  writeFileSync(path, xml);
  const judged = spawnSync(requireTool('xmllint'), ['--noout', '--relaxng', SCHEMA, path]);
  return judged.status === 0 ? '' : judged.stderr.toString();
}

/** References that lead to nothing, and ids given twice; the published schema makes both an error (xs:ID, xs:IDREFS). */
function looseEnds(xml: string): string[] {
  const ids = [...xml.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
  const known = new Set(ids);
  const references = [...xml.matchAll(/VOReference="([^"]+)"/g)].flatMap(([, r]) => r!.split(' '));
  return [
    ...references.filter((reference) => !known.has(reference)),
    ...ids.filter((id, i) => ids.indexOf(id) !== i),
  ];
}

describe.skipIf(missing('xmllint'))('the ETSI TS 119 102-2 report', () => {
  let world: World;
  let documents: [Examination, Policy][];
  let xml: string;

  beforeAll(async () => {
    world = await makeWorld({ at: AT, people: ['clerk', { name: 'gone', revoked: AT }] });
    const policy = trusting(world);
    const judged = (path: string, by: Policy, ...all: Evidence[]): [Examination, Policy] => [
      rejudge(
        { path, sha256: 'ab'.repeat(32), signatures: all.map((evidence) => ({ evidence })) },
        by,
        AT,
      ),
      by,
    ];
    const stamps = [
      token(world, AT),
      token(world, AT, { kind: 'archive', imprint: 'differs', octets: Buffer.from('other') }),
    ];
    const said = { Reason: HOSTILE, Location: HOSTILE, Name: HOSTILE, ContactInfo: HOSTILE };
    documents = [
      judged('good.pdf', policy, signed(world, 'clerk', {}, { signingTime: AT })),
      judged(
        'stamped.pdf',
        policy,
        signed(world, 'clerk', { revisions: 3 }, { timestamps: stamps }),
        signed(world, 'gone', {
          id: 'Signature2',
          revision: 2,
          revisions: 3,
          counterSigns: 'Signature1',
        }),
        documentStamp(world, AT, [0, 1500, 1600, 400], 3),
      ),
      judged('broken.pdf', policy, signed(world, 'clerk', {}, { messageDigest: 'differs' })),
      judged(`${HOSTILE}\ufffe/a b#c%.pdf`, policy, signed(world, 'clerk', { id: HOSTILE, said })),
      judged(
        'format.pdf',
        policy,
        signed(world, 'clerk', {
          faults: [{ what: 'field-missing' }],
          cms: null,
          certificates: [],
        }),
      ),
      judged('alone.pdf', createPolicy(), signed(world, 'clerk')),
      judged('only-stamp.pdf', policy, documentStamp(world, AT, [0, 1500, 1600, 400], 1)),
      judged('unsigned.pdf', policy),
      [unreadable('bad.pdf', new Fault('DOCUMENT_MALFORMED', { what: 'xref-loop' })), policy],
    ];
    xml = report(documents);
  });

  function report(of: readonly [Examination, Policy][]): string {
    const [opening, between, closing] = etsiFrame();
    const parts = of.map(([examined, policy]) => etsiDocument(examined, policy, AT));
    const section = (which: 0 | 1) => parts.map((part) => part[which]).join('');
    return `${opening}${section(0)}${between}${section(1)}${closing}`;
  }

  test('has the structure of its schema, and every reference leads to an object', () => {
    expect(complaints(xml)).toBe('');
    expect(looseEnds(xml)).toEqual([]);
    for (const one of documents) {
      expect(complaints(report([one])), one[0].path).toBe('');
      expect(looseEnds(report([one]))).toEqual([]);
    }
  });

  test.each([
    [
      'an indication that the standard does not have',
      /mainindication:total-passed/,
      'mainindication:fine',
    ],
    [
      'a sub-indication that it does not have',
      /subindication:HASH_FAILURE/,
      'subindication:HASHED',
    ],
    [
      'a failure that says nothing more',
      /<SubIndication>[^<]*HASH_FAILURE<\/SubIndication><Ass/,
      '<Ass',
    ],
    ['no answer', /<SignatureValidationStatus>.*?<\/SignatureValidationStatus>/, ''],
    [
      'parts in another order',
      /(<ValidationTimeInfo>.*?<\/ValidationTimeInfo>)(<SignersDocument>.*?<\/SignersDocument>)/,
      '$2$1',
    ],
    ['a time without its zone', /<POETime>([^<]*)Z</, '<POETime>$1<'],
    ['an attribute of a document as markup', /&lt;script&gt;/, '<script/>'],
  ])('would be refused with %s', (_, part, other) => {
    expect(xml).toMatch(part);
    expect(complaints(xml.replace(part, other))).not.toBe('');
  });

  test('would be refused with a reference to nothing', () => {
    expect(looseEnds(xml.replace(/ id="(C-[^"]+)"/, ' id="$1x"'))).not.toEqual([]);
  });

  test('says of each signature what the verdict says', () => {
    const reports = xml.match(/<SignatureValidationReport>.*?<\/SignatureValidationReport>/g)!;
    const ends = reports.map((one) => {
      const status = one.slice(one.indexOf('<SignatureValidationStatus>'));
      return [...status.matchAll(/(?:main|sub)indication:([\w-]+)/g)].map(([, what]) => what);
    });
    expect(ends).toEqual([
      ['total-passed'],
      ['total-passed'],
      ['indeterminate', 'REVOKED_NO_POE'],
      ['total-failed', 'HASH_FAILURE'],
      ['total-passed'],
      ['total-failed', 'FORMAT_FAILURE'],
      ['indeterminate', 'NO_CERTIFICATE_CHAIN_FOUND'],
      ['indeterminate', 'CUSTOM', 'NO_SIGNATURE'],
      ['indeterminate', 'CUSTOM', 'NO_SIGNATURE'],
      ['indeterminate', 'CUSTOM', 'DOCUMENT_UNREADABLE'],
    ]);
    expect(reports[1]).toContain('validationprocess:LTVM');
    expect(reports[1]).toMatch(
      /<BestSignatureTime><POETime>2026-11-23T02:00:00Z<.*?<POEObject VOReference="T-/,
    );
    expect(reports[2]).toMatch(
      /<RevocationTime>2026-11-23T02:00:00Z<.*revocationReason:unspecified/,
    );
  });

  test('tells of time stamps as objects with reports of their own, and of what they prove', () => {
    const [examined, policy] = documents[1]!;
    const [first] = examined.signatures;
    const by = first!.verdict.timestamps[0]!.sha256;
    const sha256 = policy.anchors[0]!.certificate!.sha256;
    const proofs = [
      { of: 'signature', sha256: 'cd'.repeat(32), time: AT, by },
      { of: 'certificate', sha256, time: AT, by },
    ] as const;
    const signatures = examined.signatures.map((s) =>
      s === first ? { ...s, verdict: { ...s.verdict, proofs } } : s,
    );
    const proving = report([[{ ...examined, signatures }, policy]]);
    expect(complaints(proving)).toBe('');
    expect(looseEnds(proving)).toEqual([]);
    const objects = proving.match(/<ValidationObject id="[TC]-.*?<\/ValidationObject>\n/g)!;
    const stamp = objects.find((one) => one.includes(`-${by}"><ObjectType>`))!;
    expect(stamp).toMatch(
      /<POEProvisioning>.*<ValidationObject VOReference="C-.*<PAdESFieldName>Signature1</,
    );
    expect(stamp).toContain('mainindication:passed');
    expect(objects.find((one) => one.includes(`-${sha256}"><ObjectType>`))).toContain(
      '<POE><POETime>',
    );
    const refused = objects.filter((one) => one.includes('subindication:HASH_FAILURE'));
    expect(refused).toHaveLength(1);
    expect(refused[0]).not.toContain('<POEProvisioning>');
  });

  test('is written by kyso verify over really signed documents, the same on one thread and on two', async () => {
    const folder = temporaryFolder();
    await writeSignedFolder(folder, 'signed', { documents: 3, signatures: 2 });
    writeFileSync(join(folder, 'signed', 'broken.pdf'), '%PDF-1.7 nothing');
    for (const jobs of ['1', '2']) {
      const call = ['verify', 'signed', '--etsi', `${jobs}.xml`, '--jobs', jobs, ...TRUST];
      expect((await kyso(call, { directory: folder })).status).toBe(3);
    }
    const written = readFileSync(join(folder, '1.xml'), 'utf8');
    expect(complaints(written)).toBe('');
    expect(looseEnds(written)).toEqual([]);
    expect(written.match(/mainindication:total-passed/g)).toHaveLength(6);
    expect(written.match(/validationObject:timestamp/g)).toHaveLength(6);
    expect(readFileSync(join(folder, '2.xml'), 'utf8')).toBe(written);
  });

  test('what a document says stays text, and is told apart', () => {
    expect(xml).not.toMatch(/<script|(?!\n)\p{Cc}|\u202e|\ufffe/u);
    expect(xml).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(new Set(xml.match(/<URI>[^<]*<\/URI>/g)).size).toBe(documents.length);
  });
});

test('the schema of the ETSI report is one that xmllint can read', (t) => {
  const tool = requireTool('xmllint', t);
  expect(spawnSync(tool, ['--noout', SCHEMA]).status).toBe(0);
  expect(readFileSync(SCHEMA, 'utf8')).toContain('http://uri.etsi.org/19102/v1.4.1#');
});

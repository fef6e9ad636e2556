import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { memorySource } from '../../src/bytes/source.ts';
import { fromPortable, type PortablePolicy, toPortable } from '../../src/cli/portable-policy.ts';
import { wording } from '../../src/cli/verify-document.ts';
import type { ReportRequest } from '../../src/cli/verify-reports.ts';
import { examine } from '../../src/examination/index.ts';
import { anchorOf, readCertificate } from '../../src/pki/index.ts';
import { createPolicy } from '../../src/validation/index.ts';
import { corpusPath, hasCorpus } from '../support/corpora.ts';
import { kyso } from '../support/kyso.ts';
import { SIGNED_AT, TRUST, writeSignedFolder } from '../support/signed-folder.ts';
import {
  addRevision,
  FORM,
  PLAIN,
  sign,
  signingWorld,
  stampDocument,
  writePaper,
} from '../unit/format/pades/paper.ts';

const plain = { color: false, quiet: false, details: true, at: SIGNED_AT } as const;
const REPORTS: readonly ReportRequest[] = [
  { kind: 'text', language: 'vi', ...plain },
  { kind: 'json', language: 'en', ...plain },
  { kind: 'etsi', language: 'en', ...plain },
];

/** Modules that were just loaded remember nothing; these do what the ones imported above do. */
async function freshModules() {
  vi.resetModules();
  const [portable, words, examination] = await Promise.all([
    import('../../src/cli/portable-policy.ts'),
    import('../../src/cli/verify-document.ts'),
    import('../../src/examination/index.ts'),
  ]);
  return { ...portable, ...words, ...examination };
}

let documents: Uint8Array[];
let policy: PortablePolicy;

beforeAll(async () => {
  const world = await signingWorld();
  const anchors = world.anchors.map((der) => anchorOf(readCertificate(der)));
  policy = toPortable(createPolicy({ anchors, crls: world.crls() }));
  const once = await sign(writePaper(FORM), { by: 'person', stamped: true });
  const twice = await sign(once, { by: 'agency', stamped: new Date(+SIGNED_AT - 60_000) });
  documents = [
    once,
    twice,
    await sign(writePaper(FORM), { by: 'agency' }),
    await stampDocument(twice),
    addRevision(twice, { 4: '<< /Length 1 >>\nstream\nq\nendstream' }),
    addRevision(once, { 5: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (number) /V (12) >>' }),
    once.map((octet, i) => (i === 200 ? octet ^ 1 : octet)),
    writePaper(PLAIN),
    new Uint8Array([0x25, 0x50, 0x44, 0x46]),
  ];
});

/** The reports on every document of `some` in turn, by one policy. */
function reports(some: readonly Uint8Array[], by = { fromPortable, wording, examine }): string[][] {
  const judge = by.fromPortable(policy);
  const word = by.wording(REPORTS);
  return some.map((octets) => [
    ...word(by.examine(memorySource(octets), 'a.pdf', judge, SIGNED_AT), judge, false).parts.flat(),
  ]);
}

describe('the same input gives the same report', () => {
  it('as the first document of a process and behind all the others', async () => {
    const behind = reports([...documents, ...documents]);
    expect(behind.slice(documents.length)).toEqual(behind.slice(0, documents.length));
    for (const [i, document] of documents.entries())
      expect(reports([document], await freshModules())[0]).toEqual(behind[i]);
    // the reports are not alike by being empty
    expect(new Set(behind.map((texts) => texts.join())).size).toBe(documents.length);
  });

  it('in whatever order documents come, however they were mutated', () => {
    const mutation = fc.record({
      one: fc.nat(),
      at: fc.nat(),
      bits: fc.integer({ min: 0, max: 255 }),
    });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 2, maxLength: 6 }), (mutations) => {
        const some = mutations.map(({ one, at, bits }) => {
          const octets = documents[one % documents.length]!.slice();
          octets[at % octets.length]! ^= bits;
          return octets;
        });
        const forwards = reports(some);
        expect(reports(some.toReversed()).toReversed()).toEqual(forwards);
        expect(some.flatMap((octets) => reports([octets]))).toEqual(forwards);
      }),
      { numRuns: 60 },
    );
  });
});

describe('kyso verify prints the same', () => {
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kyso-test-'));
    await writeSignedFolder(folder, 'all', { documents: 3, signatures: 3 });
    documents.forEach((octets, i) => void writeFileSync(join(folder, 'all', `x${i}.pdf`), octets));
    if (hasCorpus('dss')) copyCorpus();
    mkdirSync(join(folder, 'backwards'));
    const names = readdirSync(join(folder, 'all')).sort();
    names.forEach((name, i) => {
      const place = `${String(names.length - i).padStart(5, '0')}.pdf`;
      copyFileSync(join(folder, 'all', name), join(folder, 'backwards', place));
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function copyCorpus() {
    for (const name of readdirSync(corpusPath('dss', 'pades'), {
      recursive: true,
      encoding: 'utf8',
    }))
      if (name.endsWith('.pdf'))
        copyFileSync(
          corpusPath('dss', 'pades', name),
          join(folder, 'all', `y-${name.replaceAll('/', '-')}`),
        );
  }

  const verify = (name: string, ...more: string[]) =>
    kyso(['verify', name, ...TRUST, ...more], { directory: folder, now: SIGNED_AT });

  it.each(['--json', '--details'])('on one thread, again, and on two: %s', async (option) => {
    const once = await verify('all', option, '--jobs', '1');
    expect(await verify('all', option, '--jobs', '1')).toEqual(once);
    expect(await verify('all', option, '--jobs', '2')).toEqual(once);
    expect(once.status).toBe(1);
  });

  it.each([
    '1',
    '2',
  ])('of the same documents in the opposite order, with --jobs %s', async (jobs) => {
    const entries = async (name: string) => {
      const { documents } = JSON.parse((await verify(name, '--json', '--jobs', jobs)).stdout);
      return documents.map(({ path, ...entry }: { path: string }) => JSON.stringify(entry));
    };
    expect((await entries('backwards')).toReversed()).toEqual(await entries('all'));
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import type { CmsFault, Evidence } from '../../../src/ades/evidence.ts';
import { type Examination, rejudge, unreadable } from '../../../src/examination/index.ts';
import { Fault } from '../../../src/fault/fault.ts';
import { PATH_FAILURES, REVOCATION_GAPS } from '../../../src/pki/index.ts';
import {
  verifyJsonClosing,
  verifyJsonDocument,
  verifyJsonOpening,
} from '../../../src/report/verify-json.ts';
import { addToSummary, NOTHING_VERIFIED } from '../../../src/report/verify-summary.ts';
import { verifyTextDocument } from '../../../src/report/verify-text.ts';
import { createPolicy, type Policy, REMARKS, RULES } from '../../../src/validation/index.ts';
import { LANGUAGES } from '../../../src/words/catalogue.ts';
import { pathFailures, remarks, rules } from '../../../src/words/findings.ts';
import { nextSteps, unknownStatus } from '../../../src/words/verify.ts';
import { departures, productSchema } from '../../support/schema.ts';
import { makeWorld, type World } from '../../support/world.ts';
import { documentStamp, signed, token, trusting } from '../validation/evidence.ts';

const AT = new Date('2026-11-23T02:00:00Z');

let world: World;
let documents: Examination[];
let policy: Policy;

beforeAll(async () => {
  world = await makeWorld({ at: AT, people: ['clerk', { name: 'gone', revoked: AT }] });
  policy = trusting(world);
  const judged = (path: string, ...all: Evidence[]) =>
    rejudge(
      { path, sha256: 'ab'.repeat(32), signatures: all.map((evidence) => ({ evidence })) },
      policy,
      AT,
    );
  documents = [
    judged('good.pdf', signed(world, 'clerk')),
    judged(
      'stamped.pdf',
      signed(world, 'clerk', { revisions: 2 }, { timestamps: [token(world, AT)] }),
      documentStamp(world, AT, [0, 1500, 1600, 400], 2),
    ),
    judged('broken.pdf', signed(world, 'clerk', {}, { messageDigest: 'differs' })),
    judged('revoked.pdf', signed(world, 'gone', { said: { Reason: 'because\u001b[31m' } })),
    judged(
      'format.pdf',
      signed(world, 'clerk', { faults: [{ what: 'field-missing' }], cms: null }),
    ),
    judged(
      'changed.pdf',
      signed(world, 'clerk', {
        revisions: 2,
        coversWholeFile: false,
        changesAfter: [{ class: 'other', revision: 2, objects: [4, 5], permitted: false }],
      }),
    ),
    rejudge(
      { path: 'alone.pdf', sha256: '', signatures: [{ evidence: signed(world, 'clerk') }] },
      createPolicy(),
      AT,
    ),
    judged('unsigned.pdf'),
    unreadable('bad.pdf', new Fault('DOCUMENT_MALFORMED', { what: 'xref-loop', at: 12 })),
  ];
});

function json(): unknown {
  const summary = documents.reduce(addToSummary, NOTHING_VERIFIED);
  const body = documents.map((d, i) => verifyJsonDocument(d, policy, 'en', i === 0));
  return JSON.parse(`${verifyJsonOpening(AT)}${body.join('')}${verifyJsonClosing(summary)}`);
}

describe('kyso.verify/1', () => {
  it('follows its schema, and the checker would notice', () => {
    const schema = productSchema('verify-1.json');
    expect(departures(json(), schema)).toEqual([]);
    const wrong = structuredClone(json()) as { documents: { signatures: object[] }[] };
    Object.assign(wrong.documents[0]!.signatures[0]!, { integrity: 'fine', extra: 1 });
    expect(departures(wrong, schema).toSorted()).toEqual([
      '$.documents[0].signatures[0].extra: not known',
      '$.documents[0].signatures[0].integrity: enum',
    ]);
  });

  it('tells of each time stamp, chain and proof what a verdict tells', () => {
    const { documents } = json() as { documents: { signatures: Record<string, unknown>[] }[] };
    expect(documents[1]!.signatures[0]).toMatchObject({
      format: 'PAdES',
      counterSigns: null,
      policy: 'basic',
      process: 'long-term',
      timestamps: [
        {
          kind: 'signature',
          indication: 'TOTAL-PASSED',
          subIndication: null,
          policy: world.tsa.policy,
        },
      ],
      certificates: [
        { role: 'holder', revocation: { status: 'good', source: 'crl' } },
        { role: 'authority', certificate: { subject: 'CN=Kyso Test Issuing CA,O=Kyso Test,C=VN' } },
        { role: 'anchor', certificate: { subject: 'CN=Kyso Test Root,O=Kyso Test,C=VN' } },
      ],
    });
    expect(documents[3]!.signatures[0]).toMatchObject({
      certificates: [
        {
          revocation: { status: 'revoked', at: '2026-11-23T09:00:00+07:00', reason: 'unspecified' },
        },
        {},
        {},
      ],
    });
  });

  it('counts documents and signatures', () => {
    expect(json()).toMatchObject({
      summary: {
        documents: 9,
        'TOTAL-PASSED': 3,
        'TOTAL-FAILED': 3,
        INDETERMINATE: 2,
        unsigned: 1,
        faults: 1,
      },
    });
  });

  it('opens and closes around nothing', () => {
    const text = `${verifyJsonOpening(AT)}${verifyJsonClosing(NOTHING_VERIFIED)}`;
    expect(departures(JSON.parse(text), productSchema('verify-1.json'))).toEqual([]);
  });
});

describe('the report for people', () => {
  const page = (document: Examination, details = false, color = false) =>
    LANGUAGES.map((language) =>
      verifyTextDocument(document, policy, { language, color, details }),
    ).join('');

  it('leaves no place unfilled and no escape of the document in', () => {
    for (const document of documents) {
      const text = page(document) + page(document, true);
      expect(text).not.toMatch(/(?<!\\u)\{\w+\}|undefined|\[object/);
      expect(text).not.toContain('\u001b');
    }
    expect(page(documents[3]!)).toContain('because\\u{1b}[31m');
  });

  it('puts verdict, reason and next step where they are looked for', () => {
    const text = page(documents[2]!).split('\n');
    expect(text[1]).toContain('✗ chữ ký Signature1: không hợp lệ (TOTAL-FAILED HASH_FAILURE)');
    expect(text[2]).toContain('nội dung không còn như khi ký');
    expect(text[3]).toContain('căn cứ EN 319 102-1 mục 5.2.7.4');
    expect(text[4]).toContain('việc cần làm');
    expect(page(documents[4]!)).toContain('no signature field refers to this signature');
    expect(page(documents[5]!)).toContain('revision 2, objects 4, 5');
  });

  it('says of several signatures together what the worst is worth', () => {
    const all = documents[1]!;
    expect(page(all).split('\n')[1]).toBe('  ✓ chữ ký và dấu thời gian: cả 2 đều hợp lệ');
    const signatures = [...all.signatures, ...documents[2]!.signatures];
    expect(page({ ...all, signatures })).toContain(
      '✗ signatures and time stamps: 1 of 3 not valid',
    );
  });

  it('puts what proves it wrong above what only leaves it open, without codes', () => {
    const evidence = signed(
      world,
      'clerk',
      {},
      { faults: ['cms-digests-differ'], signature: 'invalid' },
    );
    const open = rejudge({ ...documents[0]!, signatures: [{ evidence }] }, createPolicy(), AT);
    const one = open.signatures[0]!;
    const findings = one.verdict.findings.toReversed();
    const verdict = { ...one.verdict, findings };
    const lines = page({ ...open, signatures: [{ ...one, verdict }] }).split('\n');
    const at = (text: string) => lines.findIndex((line) => line.includes(text));
    expect(at('chữ ký không do khóa của chứng thư số tạo ra')).toBeGreaterThan(0);
    expect(at('chữ ký không do khóa')).toBeLessThan(at('không có đường dẫn tới tổ chức'));
    expect(lines.join('\n')).not.toContain('cms-digests-differ');
  });

  it('has words for every breach of the rules of CMS', () => {
    const faults: CmsFault[] = [
      'cms-attribute-repeated',
      'cms-attribute-misplaced',
      'cms-digests-differ',
      'cms-algorithm-protection',
      'cms-attributes-missing',
    ];
    for (const fault of faults) {
      const evidence = signed(world, 'clerk', {}, { faults: [fault] });
      const all = page(rejudge({ ...documents[0]!, signatures: [{ evidence }] }, policy, AT));
      expect(all).not.toContain(fault);
    }
  });

  it('says each missing datum once, with where it can be had', () => {
    const [evidence] = documents[0]!.signatures;
    const bare = rejudge({ ...documents[0]!, signatures: [evidence!] }, trusting(world, null), AT);
    const text = page(bare).split('\n');
    const missing = text.filter((line) => line.includes('revocation data (CRL or OCSP)'));
    expect(missing.map((line) => line.replace(/.*certificate of /, ''))).toEqual([
      'clerk, Kyso Test',
      'Kyso Test Issuing CA, Kyso Test',
    ]);
    expect(text.filter((line) => line.includes('from http://ca.example/issuing.crl'))).toHaveLength(
      1,
    );
  });

  it('says which revision was signed and what came after, and whether that is allowed', () => {
    const text = page(documents[5]!);
    expect(text).toContain('revision 1 of 2; the file grew afterwards');
    expect(text).toContain('revision 2: other change (not allowed)');
    expect(text).toContain('kyso show FILE --revision 1 --out NEW_FILE');
    expect(page(documents[1]!)).not.toContain('kyso show');
    const details = Array.from({ length: 10 }, (_, i) => ({
      what: 'page-content-changed',
      data: { page: i + 1 },
    }));
    const told = { class: 'other', revision: 2, objects: [4], permitted: false, details } as const;
    const [one] = documents[5]!.signatures;
    const evidence = { ...one!.evidence, changesAfter: [told] };
    const named = page({ ...documents[5]!, signatures: [{ ...one!, evidence }] });
    expect(named).toContain('phiên bản 2: trang 1: nội dung thay đổi (không được phép); trang 2');
    expect(named).toContain('page 8: content changed (not allowed); and 2 more');
  });

  it('shows blocks, chain, dates, revocation and each time stamp in the details', () => {
    const text = page(documents[1]!, true);
    for (const part of [
      'signatures with time and long-term data',
      'CN=Kyso Test Root,O=Kyso Test,C=VN',
      'không bị thu hồi (CRL phát hành 23/11/2026',
      '✓ CV mathematics of the signature: passed',
      'time stamp 1: of the signature: valid (TOTAL-PASSED)',
    ])
      expect(text).toContain(part);
    const rules = (document: Examination) => page(document, true).match(/CV-SIGNATURE/g)?.length;
    expect(rules(documents[0]!)).toBe(2);
    // signature, its time stamp, the document time stamp; in two languages
    expect(rules(documents[1]!)).toBe(6);
  });

  it('says in one line why a time stamp does not count', () => {
    const stamp = token(world, AT, { kind: 'archive', imprint: 'differs' });
    const evidence = signed(world, 'clerk', {}, { timestamps: [stamp] });
    const refused = rejudge({ ...documents[0]!, signatures: [{ evidence }] }, policy, AT);
    const lines = page(refused).split('\n');
    const notes = lines.filter((line) => line.includes('the time stamp is for something else'));
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(
      'note          a time stamp of 2026-11-23 09:00:00 (+07:00) proves nothing',
    );
  });

  it('lists what time stamps prove to have existed', () => {
    const stamped = documents[1]!;
    const { sha256 } = stamped.signatures[0]!.verdict.timestamps[0]!;
    const proofs = [
      { of: 'crl', sha256: 'cd'.repeat(32), time: AT, by: sha256 },
      { of: 'signature', sha256: 'cd'.repeat(32), time: AT, by: 'ef'.repeat(32) },
    ] as const;
    const signatures = stamped.signatures.map((s) => ({ ...s, verdict: { ...s.verdict, proofs } }));
    const text = page({ ...stamped, signatures }, true);
    expect(text).toContain(
      'a revocation list existed at 2026-11-23 09:00:00 (+07:00), by time stamp 1',
    );
    expect(text).toContain(
      `chữ ký đã có lúc 23/11/2026 09:00:00 (+07:00), theo dấu thời gian ${'ef'.repeat(32)}`,
    );
  });

  it('aligns its columns and colours only when asked', () => {
    const lines = verifyTextDocument(documents[0]!, policy, {
      language: 'vi',
      color: false,
      details: false,
    }).split('\n');
    const columns = lines
      .filter((l) => l.startsWith('      '))
      .map((l) => l.search(/\S {2,}\S/) >= 0);
    expect(columns.every(Boolean)).toBe(true);
    expect(page(documents[0]!, false, true)).toContain('\u001b[32m');
  });
});

describe('words', () => {
  it('stand for every rule, remark, sub-indication, failure of a path and gap of revocation', () => {
    expect(RULES.filter(({ what }) => !(what in rules))).toEqual([]);
    expect(REMARKS.filter(({ what }) => !(what in remarks))).toEqual([]);
    expect(RULES.filter(({ otherwise }) => !(otherwise in nextSteps))).toEqual([]);
    expect(PATH_FAILURES.filter((what) => !(what in pathFailures))).toEqual([]);
    expect(
      REVOCATION_GAPS.filter((what) => !(what in unknownStatus || what in pathFailures)),
    ).toEqual([]);
    const used = new Set(RULES.map(({ what }) => what));
    expect(Object.keys(rules).filter((what) => !used.has(what))).toEqual([]);
  });

  it('rules are told apart by their ids', () => {
    const ids = [...RULES, ...REMARKS].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../../src/ades/evidence.ts';
import { type Assessment, audit, SIGNATORY_RULE, weigh } from '../../../src/audit/index.ts';
import type { Examination } from '../../../src/examination/index.ts';
import { Fault } from '../../../src/fault/fault.ts';
import { Directory, type Exchange } from '../../../src/register/index.ts';
import type { Verdict } from '../../../src/validation/verdict.ts';
import { makeWorld } from '../../support/world.ts';

type Indication = Verdict['indication'];
const world = await makeWorld({
  key: 'p256',
  people: ['person', 'agency', 'stranger'].map((name) => ({ name, key: 'p256' as const })),
});
const who = new Map(
  ['person', 'agency', 'stranger'].map((name) => [
    Buffer.from(world.person(name).certificate).toString('hex'),
    name,
  ]),
);
const signatory = (certificate: { der: Uint8Array }) =>
  (({ person: 'person', agency: 'agency' })[
    who.get(Buffer.from(certificate.der).toString('hex')) ?? ''
  ] as 'person') ?? 'unknown';

function examination(...signatures: [string | null, Indication, string?][]): Examination {
  return {
    path: 'a.pdf',
    sha256: 'ab',
    format: 'PAdES',
    fault: null,
    signatures: signatures.map(([name, indication, because]) => ({
      evidence: {
        kind: name === 'time stamp' ? 'document-timestamp' : 'signature',
        cms:
          name === null
            ? null
            : { certificate: name === 'time stamp' ? null : world.person(name).certificate },
      } as unknown as Evidence,
      verdict: { indication, ...(because ? { because } : {}) } as unknown as Verdict,
    })),
  };
}
const unreadable: Examination = {
  path: 'a.pdf',
  sha256: '',
  format: null,
  fault: new Fault('DOCUMENT_MALFORMED'),
  signatures: [],
};
const PASSED = 'TOTAL-PASSED' as const;
const FAILED = 'TOTAL-FAILED' as const;
const OPEN = 'INDETERMINATE' as const;

describe('what a document’s file proves', () => {
  test.each<[string, Examination, string, string | null]>([
    ['both', examination(['person', PASSED], ['agency', PASSED]), 'proven', null],
    [
      'both, and a clerk’s that failed',
      examination(['person', PASSED], ['stranger', FAILED, 'EXPIRED'], ['agency', PASSED]),
      'proven',
      null,
    ],
    [
      'the person twice',
      examination(['person', PASSED], ['person', PASSED]),
      'agency-missing',
      null,
    ],
    ['the agency', examination(['agency', PASSED]), 'person-missing', null],
    ['nobody known', examination(['stranger', PASSED]), 'signatory-unknown', null],
    [
      'the person, and the agency failed',
      examination(['person', PASSED], ['agency', FAILED, 'HASH_FAILURE']),
      'signature-failed',
      'HASH_FAILURE',
    ],
    [
      'the person, and the agency open',
      examination(['person', PASSED], ['agency', OPEN, 'TRY_LATER']),
      'signature-indeterminate',
      'TRY_LATER',
    ],
    [
      'failed before open',
      examination(['person', OPEN, 'TRY_LATER'], ['agency', FAILED, 'REVOKED']),
      'signature-failed',
      'REVOKED',
    ],
    [
      'an unreadable signature',
      examination([null, FAILED, 'FORMAT_FAILURE']),
      'signature-failed',
      'FORMAT_FAILURE',
    ],
    ['a time stamp alone', examination(['time stamp', PASSED]), 'not-signed', null],
    ['nothing', examination(), 'not-signed', null],
    ['no document', unreadable, 'unreadable', 'DOCUMENT_MALFORMED'],
  ])('%s', (_, file, reason, because) => {
    expect(weigh(file, [], signatory)).toMatchObject({ reason, because });
  });

  test('an attachment in a file of its own needs a valid signature too', () => {
    const main = examination(['person', PASSED], ['agency', PASSED]);
    const reason = (attachment: Examination) => weigh(main, [attachment], signatory).reason;
    expect(reason(examination(['agency', PASSED]))).toBe('proven');
    expect(reason(examination())).toBe('attachment-not-signed');
    expect(reason(examination(['agency', OPEN, 'TRY_LATER']))).toBe('signature-indeterminate');
    expect(reason(unreadable)).toBe('unreadable');
    expect(weigh(examination(), [unreadable], signatory).reason).toBe('not-signed');
  });
});

function exchange(line: number, given: Partial<Exchange> = {}): Exchange {
  return {
    line,
    organId: '',
    agency: 'UBND xã Ba',
    number: String(line),
    notation: 'QĐ',
    date: '2026-10-05',
    kind: '',
    subject: '',
    recipients: [],
    channel: null,
    files: [],
    declaredSigned: null,
    secret: false,
    recalled: false,
    documentId: null,
    ...given,
  };
}

async function run(
  exchanges: Exchange[],
  documents: string[],
  interrupted = new AbortController().signal,
) {
  const examined: string[] = [];
  const assessments: Assessment[] = [];
  for await (const assessment of audit({
    exchanges: exchanges.map((e) => ({ register: 'r.csv', exchange: e })),
    documents,
    examine: async (path) => {
      examined.push(path);
      return examination();
    },
    directory: new Directory([
      {
        organId: 'H39.12',
        name: 'UBND xã Ba',
        kind: '',
        validFrom: null,
        validTo: null,
        predecessors: [],
        successors: [],
      },
    ]),
    rule: SIGNATORY_RULE,
    interrupted,
  }))
    assessments.push(assessment);
  return { assessments, examined, reasons: assessments.map((a) => a.reason) };
}

test('what needs no file is settled without one', async () => {
  const { reasons, examined } = await run(
    [
      exchange(1, { secret: true }),
      exchange(2, { recalled: true }),
      exchange(3, { channel: 'paper' }),
      exchange(4),
      exchange(5, { channel: 'electronic' }),
      exchange(6, { files: ['lost.pdf'] }),
      exchange(7),
    ],
    ['1-QD.pdf', '2-QD.pdf', '3-QD.pdf', '7-QD.pdf'],
  );
  expect(reasons).toEqual([
    'excluded-secret',
    'excluded-recalled',
    'paper',
    'paper-presumed',
    'file-missing',
    'file-missing',
    'not-signed',
  ]);
  expect(examined).toEqual(['7-QD.pdf']);
});

test('rows of one document count once, with the recipients of all', async () => {
  const { assessments, reasons } = await run(
    [
      exchange(7, { recipients: ['Sở A', 'Sở B'] }),
      exchange(8, { number: '07', recipients: ['sở b', 'Sở C'] }),
    ],
    ['7-QD.pdf'],
  );
  expect(reasons).toEqual(['not-signed', 'duplicate']);
  expect(assessments[0]).toMatchObject({ recipients: 3, exchange: { organId: 'H39.12' } });
});

test('an interruption ends it without another examination', async () => {
  const stop = new AbortController();
  stop.abort();
  expect((await run([exchange(7)], ['7-QD.pdf'], stop.signal)).examined).toEqual([]);
});

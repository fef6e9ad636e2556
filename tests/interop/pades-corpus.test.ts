import { beforeAll, expect, test } from 'vitest';
import { Fault } from '../../src/fault/fault.ts';
import { corpusCases, describeCorpus, readCorpus } from '../support/corpora.ts';
import { isWhole, open, sign, signingWorld } from '../unit/format/pades/paper.ts';

interface Case {
  readonly file: string;
  readonly expect: 'sign' | 'password' | 'sign-or-refuse' | 'refuse-or-report';
  readonly password?: { readonly user: string } | null;
}

/** Octets that signing may add: field, page, form, cross-references and a gap for two certificates. */
const GROWTH = 40_000;
/** Faults that say why a file is not signed; anything else is a defect. */
const REFUSALS = /^DOCUMENT_(MALFORMED|UNSUPPORTED|PASSWORD|LIMIT|LOCKED) \S/;

/** Where kyso does otherwise than the corpus expects, and why; a row that agrees after all fails too. */
const DIVERGENCES: Readonly<Record<string, { readonly outcome: string; readonly reason: string }>> =
  {
    'pdf20examples/pdf20-utf8-test.pdf': {
      outcome: 'DOCUMENT_MALFORMED object-header',
      reason: 'its cross-references name places where no object stands (qpdf warns too)',
    },
    'qpdf/c-empty.pdf': {
      outcome: 'DOCUMENT_MALFORMED page-missing',
      reason: 'a document without pages has nowhere to put a widget',
    },
    'pyhanko/broken-objstream4.pdf': {
      outcome: 'signed',
      reason:
        'the object that is not there is null (ISO 32000-2 clause 7.3.10), and qpdf is content',
    },
    'odd/xref-compressed-in-compressed.pdf': {
      outcome: 'signed',
      reason: 'nothing in the document leads to the object in question',
    },
  };

describeCorpus('pdf', 'every PDF of others', () => {
  const cases = corpusCases<Case[]>('pdf');
  let signedCount = 0;
  beforeAll(() => signingWorld());

  test.each(cases)('$file: $expect', async ({ file, expect: expected, password }) => {
    const before = readCorpus('pdf', file);
    const options = password?.user ? { password: password.user } : {};
    const earlier = read(before, options.password);
    const signed = await sign(before, options).catch(named);
    const outcome = typeof signed === 'string' ? signed : 'signed';
    const { [file]: divergence } = DIVERGENCES;
    if (divergence !== undefined) expect(outcome).toBe(divergence.outcome);
    else if (expected === 'sign' || expected === 'password') expect(outcome).toBe('signed');
    else if (expected === 'refuse-or-report') expect(outcome).not.toBe('signed');
    if (typeof signed === 'string') {
      expect(signed).toMatch(REFUSALS);
      return;
    }
    signedCount++;
    expect(Buffer.compare(signed.subarray(0, before.length), before)).toBe(0);
    expect(signed.length - before.length).toBeLessThan(GROWTH);
    const found = open(signed, options.password);
    const own = found.at(-1)!;
    expect(isWhole(own) && own.coversWholeFile).toBe(true);
    // Our signature is normal to those that were there.
    expect(found.length).toBe(typeof earlier === 'string' ? 1 : earlier.length + 1);
    for (const one of found.slice(0, -1))
      expect(one.changesAfter.filter((c) => c.revision === own.revision && !c.permitted)).toEqual(
        [],
      );
  });

  test('how many', () => {
    console.log(`signed ${signedCount} of ${cases.length}, refused ${cases.length - signedCount}`);
    expect(signedCount).toBeGreaterThanOrEqual(95);
  });
});

function read(octets: Uint8Array, password?: string): ReturnType<typeof open> | string {
  try {
    return open(octets, password);
  } catch (error) {
    return named(error);
  }
}

function named(error: unknown): string {
  if (error instanceof Fault && error.code !== 'BUG')
    return `${error.code} ${error.data.what ?? '-'}`;
  throw error;
}

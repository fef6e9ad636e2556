import { readdirSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { Fault } from '../../src/fault/fault.ts';
import { corpusPath, describeCorpus, readCorpus } from '../support/corpora.ts';
import { isWhole, open, sign, signingWorld } from '../unit/format/pades/paper.ts';

/** What signing may add: field, page, form, cross-references and a gap for two certificates and a time stamp. */
const GROWTH = 40_000;
/** Faults that say why a file is not signed; anything else is a defect. */
const REFUSALS =
  /^(DOCUMENT_(MALFORMED|UNSUPPORTED|PASSWORD|LIMIT|LOCKED)|FILE_EMPTY|FORMAT_UNKNOWN) \S/;

describeCorpus('pdf', 'every PDF of others', () => {
  const files = readdirSync(corpusPath('pdf'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.pdf'))
    .sort();
  const outcomes = new Map<string, string>();
  beforeAll(() => signingWorld());

  test.each(files)('%s is signed and then whole, or refused by name', async (file) => {
    const before = readCorpus('pdf', file);
    const earlier = read(before);
    const signed = await sign(before).catch(named);
    if (typeof signed === 'string') {
      expect(signed).toMatch(REFUSALS);
      outcomes.set(file, signed);
      return;
    }
    outcomes.set(file, 'signed');
    expect(Buffer.compare(signed.subarray(0, before.length), before)).toBe(0);
    expect(signed.length - before.length).toBeLessThan(GROWTH);
    const found = open(signed);
    const own = found.at(-1)!;
    expect(isWhole(own) && own.coversWholeFile).toBe(true);
    // Our signature is normal to those that were there.
    expect(found.length).toBe(typeof earlier === 'string' ? 1 : earlier.length + 1);
    for (const one of found.slice(0, -1))
      expect(one.changesAfter.filter((c) => c.revision === own.revision && !c.permitted)).toEqual(
        [],
      );
  });

  test('most are signed', () => {
    const signed = [...outcomes.values()].filter((outcome) => outcome === 'signed').length;
    console.log(`signed ${signed} of ${files.length}; refused ${files.length - signed}`);
    expect(signed).toBeGreaterThanOrEqual(90);
  });
});

function read(octets: Uint8Array): ReturnType<typeof open> | string {
  try {
    return open(octets);
  } catch (error) {
    return named(error);
  }
}

function named(error: unknown): string {
  if (error instanceof Fault && error.code !== 'BUG')
    return `${error.code} ${error.data.what ?? '-'}`;
  throw error;
}

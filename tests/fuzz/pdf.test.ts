import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memorySource } from '../../src/bytes/source.ts';
import { Fault } from '../../src/fault/fault.ts';
import { dict, isStream, openPdf, PdfUpdate, readContent } from '../../src/syntax/pdf/index.ts';
import { corpusCases, hasCorpus, readCorpus } from '../support/corpora.ts';
import { classic, latin1, updated, xrefStream } from '../unit/syntax/pdf/sample.ts';

/** Files of every kind to start from; those of the corpus where it is here, else the small ones made by hand. */
const seeds: Uint8Array[] = [
  latin1(
    updated(classic({ 4: '<< /Length 5 0 R >>\nstream\nabc\nendstream', 5: '3' }), {
      6: '[1 0 R (x)]',
    }),
  ),
  latin1(
    xrefStream(
      '%PDF-1.5\n1 0 obj\n<< /Pages 2 0 R >>\nendobj\n',
      2,
      [[1, 9, 0]],
      '/Index [1 2] /Size 3 /Root 1 0 R',
    ),
  ),
];
if (hasCorpus('pdf'))
  for (const { file, bytes } of corpusCases<{ file: string; bytes: number }[]>('pdf'))
    if (bytes < 4000) seeds.push(readCorpus('pdf', file));

const TOKENS = [
  '0',
  '-1',
  '9999999999',
  '<<',
  '>>',
  '[',
  ']',
  '(',
  ')',
  'obj',
  'endobj',
  'stream',
  'R',
  '/Prev',
  '/Size',
  '/Length',
  '/Index',
  '/W',
  'xref',
  'trailer',
  'startxref',
  '%%EOF',
  'null',
  '/Type',
  '/ObjStm',
  '/XRef',
  '/First',
  '/N',
];

const mutation = fc.oneof(
  fc.record({
    kind: fc.constant('octet' as const),
    at: fc.nat(),
    value: fc.integer({ min: 0, max: 255 }),
  }),
  fc.record({
    kind: fc.constant('digit' as const),
    at: fc.nat(),
    value: fc.integer({ min: 0x30, max: 0x39 }),
  }),
  fc.record({
    kind: fc.constant('token' as const),
    at: fc.nat(),
    value: fc.nat({ max: TOKENS.length - 1 }),
  }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), value: fc.nat({ max: 200 }) }),
  fc.record({ kind: fc.constant('copy' as const), at: fc.nat(), value: fc.nat({ max: 200 }) }),
);

type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutate(octets: Uint8Array, { kind, at, value }: Mutation): Uint8Array {
  const start = at % Math.max(1, octets.length);
  const buffer = Buffer.from(octets);
  if (kind === 'octet') buffer[start] = value;
  if (kind === 'digit') {
    // The next digit from here on: offsets, lengths, numbers of objects.
    let i = start;
    while (i < buffer.length && !(buffer[i]! >= 0x30 && buffer[i]! <= 0x39)) i++;
    if (i < buffer.length) buffer[i] = value;
  }
  if (kind === 'token') buffer.write(TOKENS[value]!, start, 'latin1');
  if (kind === 'cut')
    return new Uint8Array(
      Buffer.concat([buffer.subarray(0, start), buffer.subarray(start + value)]),
    );
  if (kind === 'copy')
    return new Uint8Array(
      Buffer.concat([buffer.subarray(0, start + value), buffer.subarray(start)]),
    );
  return new Uint8Array(buffer);
}

/** Opens and reads everything; anything but a value or a Fault other than BUG fails. */
function survive(octets: Uint8Array, strict: boolean): void {
  const guarded = (run: () => void): void => {
    try {
      run();
    } catch (error) {
      if (!(error instanceof Fault) || error.code === 'BUG') throw error;
    }
  };
  guarded(() => {
    const pdf = openPdf(memorySource(octets), { strict, password: 'usersecret' });
    for (const { number } of pdf.revisions) pdf.changedIn(number);
    for (const number of pdf.numbers()) {
      guarded(() => {
        const object = pdf.object(number);
        if (isStream(object)) pdf.streamData(object);
      });
      guarded(() => pdf.locate(number, undefined, 'Contents'));
    }
    pdf.catalog();
    const update = new PdfUpdate(pdf);
    update.add(dict({ A: 1 }));
    update.write();
  });
}

test('mutated files give a document or a fault, in bounded time', () => {
  let slowest = 0;
  fc.assert(
    fc.property(
      fc.nat({ max: seeds.length - 1 }),
      fc.array(mutation, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      (seed, mutations, strict) => {
        const octets = mutations.reduce(mutate, seeds[seed]!);
        const begin = performance.now();
        survive(octets, strict);
        slowest = Math.max(slowest, performance.now() - begin);
      },
    ),
    { numRuns: Number(process.env.KYSO_FUZZ_RUNS ?? 3000), interruptAfterTimeLimit: 120_000 },
  );
  expect(slowest).toBeLessThan(10_000);
}, 180_000);

test('a token at every place of a small file', () => {
  const seed = seeds[0]!;
  for (let at = 0; at < seed.length; at++)
    for (let value = 0; value < TOKENS.length; value++)
      survive(mutate(seed, { kind: 'token', at, value }), (at + value) % 2 === 0);
}, 60_000);

test('a file cut off at every octet', () => {
  for (const seed of seeds.slice(0, 2))
    for (let length = 0; length < seed.length; length++) survive(seed.slice(0, length), false);
}, 60_000);

test('content streams of any octets: operations or a fault, in bounded work', () => {
  const pieces = fc.oneof(
    fc.constantFrom(
      'BT',
      'ET',
      '(a) Tj',
      '[(a) -1 (b)] TJ',
      '<00',
      '>',
      '<<',
      '>>',
      '[',
      ']',
      '(',
      'BI',
      '/F 1 Tf',
      '%c',
      '1',
      'true',
      "'",
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (words) => {
      const octets = new Uint8Array(Buffer.from(words.join(' '), 'latin1'));
      try {
        let operations = 0;
        for (const { operator } of readContent(octets)) {
          expect(operator.length).toBeGreaterThan(0);
          operations++;
        }
        expect(operations).toBeLessThanOrEqual(octets.length);
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
        expect((error as Fault).code).not.toBe('BUG');
      }
    }),
    { numRuns: 1000, seed: 20261123 },
  );
});

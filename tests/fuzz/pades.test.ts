import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { memorySource } from '../../src/bytes/source.ts';
import { Fault } from '../../src/fault/fault.ts';
import { isStream, openPdf, serialise } from '../../src/syntax/pdf/index.ts';
import { makePdf } from '../support/documents.ts';
import { examined, trustSigners } from '../unit/format/pades/attacks/attacked.ts';
import {
  addRevision,
  FORM,
  isWhole,
  type Objects,
  octets,
  open,
  sign,
  stampDocument,
  stream,
  text,
  writePaper,
} from '../unit/format/pades/paper.ts';

/** Milliseconds: a hang, not slowness; one small file takes a millisecond, the widest below a second on an idle machine. */
const SLOWEST = 20_000;

type Found = ReturnType<typeof open>;

function read(file: Uint8Array): Found | Fault {
  const start = performance.now();
  try {
    return open(file);
  } catch (error) {
    if (error instanceof Fault && error.code !== 'BUG') return error;
    throw error;
  } finally {
    expect(performance.now() - start).toBeLessThan(SLOWEST);
  }
}

/** The first signature holds, in every respect that a format can see. */
function holds(found: Found | Fault, id: string): boolean {
  if (found instanceof Fault) return false;
  const one = found.find((f) => f.id === id);
  return one !== undefined && isWhole(one) && one.changesAfter.every((c) => c.permitted);
}

describe('mutated files', () => {
  let once: Uint8Array;
  let twice: Uint8Array;
  beforeAll(async () => {
    once = await sign(writePaper(FORM));
    twice = await sign(addRevision(once, { 5: FORM[5]!.replace('/FT', '/V (12) /FT') }), {
      by: 'agency',
    });
  });

  test('every fifth covered octet, each with one bit flipped: never whole', () => {
    const [, gap, behind, tail] = open(once)[0]!.byteRange!;
    const survivors: number[] = [];
    for (let at = 0; at < behind + tail; at += 5) {
      if (at >= gap && at < behind) continue;
      const file = once.slice();
      file[at]! ^= 1 << (at % 8);
      if (holds(read(file), 'Signature1')) survivors.push(at);
    }
    expect(survivors).toEqual([]);
  }, 120_000);

  test('every octet of the gap: no other message is accepted in its place', () => {
    const [, gap, behind] = open(once)[0]!.byteRange!;
    for (let at = gap; at < behind; at += 11) {
      const file = once.slice();
      file[at]! ^= 1;
      const found = read(file);
      // What is left of unsigned parts (unprotected in any CMS) may change; the signed document may not.
      if (holds(found, 'Signature1') && !(found instanceof Fault))
        expect(found[0]!.byteRange).toEqual(open(once)[0]!.byteRange);
    }
  }, 120_000);

  test('any octets anywhere: Evidence or a fault, and only what nobody covered may stay whole', () => {
    const covered = open(twice).find((one) => one.id === 'Signature2')!.byteRange!;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(twice.length - 1), fc.integer({ min: 0, max: 255 })), {
          minLength: 1,
          maxLength: 6,
        }),
        (edits) => {
          const file = twice.slice();
          for (const [at, octet] of edits) file[at] = octet;
          const found = read(file);
          const touched = edits.some(
            ([at]) => (at < covered[1] || at >= covered[2]) && file[at] !== twice[at],
          );
          if (touched) expect(holds(found, 'Signature2')).toBe(false);
        },
      ),
      { numRuns: 800, seed: 20261123 },
    );
  });

  test('pieces cut out, doubled or moved: Evidence or a fault', () => {
    fc.assert(
      fc.property(
        fc.nat(twice.length),
        fc.nat(3000),
        fc.nat(twice.length),
        fc.constantFrom('cut', 'double', 'truncate'),
        (at, length, to, kind) => {
          const piece = twice.subarray(at, at + length);
          const parts =
            kind === 'cut'
              ? [twice.subarray(0, at), twice.subarray(at + length)]
              : kind === 'double'
                ? [twice.subarray(0, to), piece, twice.subarray(to)]
                : [twice.subarray(0, at)];
          read(new Uint8Array(Buffer.concat(parts)));
        },
      ),
      { numRuns: 500, seed: 20261123 },
    );
  });

  test('revisions of random objects are never taken for permitted ones unless they are', () => {
    const value = fc.constantFrom(
      FORM[5]!,
      FORM[6]!,
      FORM[7]!,
      '<< /Fields [] >>',
      '<< /Type /Catalog /Pages 2 0 R >>',
      '[5 0 R]',
      'null',
      '5 0 R',
      '<< /Type /Sig /Filter /X /SubFilter /Y /ByteRange [0 1 2 3] /Contents <00> >>',
      '<< /Type /Page /Parent 2 0 R /Annots [9 0 R] >>',
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '9'), value, {
          minKeys: 1,
        }),
        (objects) => {
          const found = read(addRevision(once, objects as never));
          if (found instanceof Fault) return;
          const changed = Object.entries(objects).filter(
            ([n, v]) => !text(once).includes(`${n} 0 obj\n${v}\n`),
          );
          const page = changed.some(([n]) => ['2', '3', '4'].includes(n));
          if (page) expect(holds(found, 'Signature1')).toBe(false);
        },
      ),
      { numRuns: 500, seed: 20261123 },
    );
  });

  test('long chains, wide lists and deep trees cost bounded time', () => {
    const many = 20_000;
    const chain: Record<number, string> = {};
    for (let n = 100; n < 100 + many; n++) chain[n] = `[${n + 1} 0 R ${n - 1} 0 R]`;
    const wide = Array.from({ length: many }, (_, i) => `${100 + i} 0 R`).join(' ');
    for (const objects of [
      chain,
      { ...chain, 5: FORM[5]!.replace('/FT', '/V 100 0 R /FT') },
      { 7: `<< /Fields [${wide}] >>` },
      { 3: FORM[3]!.replace('[5 0 R 6 0 R]', `[${wide}]`) },
      { 7: `<< /Fields [8 0 R] >>`, 8: `${'<< /Kids ['.repeat(300)}${'] >>'.repeat(300)}` },
    ])
      read(addRevision(once, objects));
  });

  test('octets that are no PDF at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        read(noise);
        read(octets(`%PDF-1.7\n${text(noise)}\nstartxref\n9\n%%EOF`));
      }),
      { numRuns: 500, seed: 20261123 },
    );
  });
});

describe('verdicts on mutated files', () => {
  let documents: readonly Uint8Array[];
  let other: Uint8Array;
  beforeAll(async () => {
    await trustSigners();
    const once = await sign(writePaper(FORM), { field: 'approval' });
    const filled = addRevision(once, { 5: FORM[5]!.replace('/FT', '/V (12) /FT') });
    const released = await stampDocument(await sign(filled, { by: 'agency' }));
    const modern = await sign(await sign(await makePdf({ xref: 'stream', form: true })), {
      by: 'agency',
    });
    documents = [
      once,
      released,
      modern,
      await sign(writePaper(FORM), { certify: 2, stamped: true }),
    ];
    other = await sign(writePaper({ ...FORM, 4: stream('q 2 0 0 2 0 0 cm Q') }), {
      field: 'approval',
    });
  });
  const file = () => fc.nat(documents.length - 1).map((i) => documents[i]!);

  /** Signatures that pass, with what they cover. */
  const passing = (octets: Uint8Array) => {
    const start = performance.now();
    const document = examined(octets);
    expect(performance.now() - start).toBeLessThan(SLOWEST);
    return document.signatures.filter(({ verdict }) => verdict.indication === 'TOTAL-PASSED');
  };
  /** Whether every passing signature covers exactly what a signature of `before` covers, octet for octet. */
  const onlyKnown = (after: Uint8Array, before: readonly Uint8Array[]) =>
    passing(after).every(({ evidence }) => {
      const [start, first, behind, tail] = evidence.byteRange!;
      const own = Buffer.concat([
        after.subarray(start, start + first),
        after.subarray(behind, behind + tail),
      ]);
      return before.some(
        (one) =>
          behind + tail <= one.length &&
          Buffer.compare(
            own,
            Buffer.concat([
              one.subarray(start, start + first),
              one.subarray(behind, behind + tail),
            ]),
          ) === 0,
      );
    });

  test('as they are, all pass', () => {
    for (const one of documents) expect(passing(one).length).toBe(open(one).length);
  });

  test('flipping any covered octet: no signature that covers it passes', () => {
    fc.assert(
      fc.property(file(), fc.nat(), fc.integer({ min: 1, max: 255 }), (one, where, mask) => {
        const at = where % one.length;
        const changed = one.slice();
        changed[at]! ^= mask;
        for (const { evidence } of passing(changed)) {
          const [start, first, behind, tail] = evidence.byteRange!;
          const covers =
            (at >= start && at < start + first) || (at >= behind && at < behind + tail);
          expect(covers).toBe(false);
        }
      }),
      { numRuns: 400, seed: 20261123 },
    );
  });

  test('two signed files spliced anywhere: nothing passes but what somebody signed so', () => {
    fc.assert(
      fc.property(file(), fc.nat(), fc.nat(), fc.boolean(), (one, a, b, whole) => {
        const cut = a % one.length;
        const on = whole ? cut : b % other.length;
        const spliced = new Uint8Array(Buffer.concat([one.subarray(0, cut), other.subarray(on)]));
        expect(onlyKnown(spliced, [one, other])).toBe(true);
        const back = new Uint8Array(Buffer.concat([other.subarray(0, on), one.subarray(cut)]));
        expect(onlyKnown(back, [one, other])).toBe(true);
      }),
      { numRuns: 300, seed: 20261123 },
    );
  });

  test('revisions dropped, doubled or put in another order', () => {
    fc.assert(
      fc.property(file(), fc.array(fc.nat(7), { minLength: 1, maxLength: 7 }), (one, order) => {
        const ends = openPdf(memorySource(one)).revisions.map((revision) => revision.end);
        const pieces = ends.map((end, i) => one.subarray(ends[i - 1] ?? 0, end));
        const chosen = order.map((n) => pieces[n % pieces.length]!);
        const mixed = new Uint8Array(Buffer.concat(chosen));
        const isPrefix = Buffer.compare(mixed, one.subarray(0, mixed.length)) === 0;
        if (!isPrefix) expect(onlyKnown(mixed, [one])).toBe(true);
        // Whatever passes shows the document as it was: the content of the page is the old one.
        else expect(passing(mixed).length).toBe(open(mixed).length);
      }),
      { numRuns: 300, seed: 20261123 },
    );
  });

  test('random updates behind a signature: a page, its content or its tree never change under one that passes', () => {
    const value = fc.oneof(
      fc.constantFrom(
        FORM[1]!,
        FORM[2]!,
        FORM[3]!,
        FORM[5]!,
        FORM[6]!,
        FORM[7]!,
        'null',
        '[5 0 R]',
        '5 0 R',
        '<< >>',
        stream('q Q'),
      ),
      fc.constantFrom(
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>',
        '<< /Type /Annot /Subtype /Stamp /Rect [0 0 99 99] >>',
        '<< /Type /Annot /Subtype /Widget /FT /Sig /T (x) /Rect [0 0 9 9] /AP << /N 4 0 R >> >>',
        '<< /Type /Catalog /Pages 2 0 R /OpenAction << >> >>',
        '<< /Fields [5 0 R 9 0 R] >>',
        stream('BT ET', '/Type /XObject /Subtype /Form /BBox [0 0 9 9]'),
      ),
    );
    const number = fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', '9', '90', '91');
    const update = fc.dictionary(number, fc.option(value, { nil: null }), {
      minKeys: 1,
      maxKeys: 4,
    });
    fc.assert(
      fc.property(fc.nat(2), fc.array(update, { minLength: 1, maxLength: 3 }), (which, updates) => {
        const one = [documents[0]!, documents[1]!, documents[3]!][which]!;
        let file = one;
        for (const objects of updates) file = addRevision(file, objects as Objects);
        const shown = (octets: Uint8Array) => [1, 2, 4].map((n) => readObject(octets, n));
        for (const { evidence } of passing(file)) {
          const end = evidence.byteRange![2] + evidence.byteRange![3];
          expect(shown(file).slice(1)).toEqual(shown(file.slice(0, end)).slice(1));
        }
      }),
      { numRuns: 500, seed: 20261123 },
    );
  });
});

/** An object of the newest revision as text, or what reading it comes to. */
function readObject(octets: Uint8Array, number: number): string {
  try {
    const pdf = openPdf(memorySource(octets));
    const object = pdf.object(number);
    if (!isStream(object)) return text(serialise(object));
    return text(serialise(object.dict)) + text(pdf.streamData(object));
  } catch (error) {
    return String((error as Fault).code);
  }
}

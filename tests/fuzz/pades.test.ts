import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { Fault } from '../../src/fault/fault.ts';
import {
  addRevision,
  FORM,
  isWhole,
  octets,
  open,
  sign,
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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/fault/fault.ts';
import {
  context,
  DerReader,
  der,
  elementLength,
  join,
  LIMITS,
  TAG,
  toDer,
} from '../../src/syntax/der/index.ts';

const octets = (most = 40) => fc.uint8Array({ maxLength: most });
const oid = fc
  .tuple(
    fc.constantFrom(0n, 1n),
    fc.bigInt(0n, 39n),
    fc.array(fc.bigInt(0n, 1n << 70n), { maxLength: 6 }),
  )
  .map(([x, y, rest]) => [x, y, ...rest].join('.'));

/** Any element that the writer can make, with how reading it back must come out. */
const { element } = fc.letrec<{ element: Uint8Array }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.bigInt().map(der.integer),
    octets(300).map(der.octets),
    oid.map(der.oid),
    fc.boolean().map(der.boolean),
    fc.constant(der.nil()),
    fc.string().map(der.utf8),
    fc.array(tie('element'), { maxLength: 4 }).map((parts) => der.sequence(...parts)),
    fc.array(tie('element'), { maxLength: 4 }).map((parts) => der.set(...parts)),
    fc
      .tuple(fc.integer({ min: 0, max: 30 }), tie('element'))
      .map(([n, part]) => der.tagged(context(n, true), part)),
  ),
}));

/** Reads everything there is, by the kind it says it is. */
function walk(reader: DerReader): void {
  while (!reader.done) {
    const tag = reader.peek();
    if (tag & 0x20) walk(reader.sequence(tag));
    else if (tag === TAG.INTEGER) reader.integer();
    else if (tag === TAG.OID) reader.oid();
    else if (tag === TAG.BOOLEAN) reader.boolean();
    else if (tag === TAG.NULL) reader.null();
    else if (tag === TAG.BIT_STRING) reader.bits();
    else if (tag === TAG.UTC_TIME || tag === TAG.GENERALIZED_TIME) reader.time();
    else if (tag === TAG.UTF8 || tag === TAG.BMP) reader.text();
    else reader.next();
  }
}

/** Nothing but a DER fault comes out of `act`. */
function onlyFaults(act: () => void): void {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(Fault);
    expect((error as Fault).code).toMatch(/^DER_/);
  }
}

describe('DER', () => {
  it('reads what it writes', () => {
    fc.assert(
      fc.property(element, (written) => {
        walk(DerReader.over(written));
        expect(elementLength(written)).toBe(written.length);
        expect(toDer(written)).toEqual({ octets: written, ber: false });
      }),
      { numRuns: 500 },
    );
  });

  it('gives integers and identifiers back', () => {
    fc.assert(
      fc.property(fc.bigInt(), oid, (value, text) => {
        expect(DerReader.over(der.integer(value)).integer()).toBe(value);
        expect(DerReader.over(der.oid(text)).oid()).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads a bent element within its rules or refuses it', () => {
    fc.assert(
      fc.property(element, fc.nat(), fc.nat(255), fc.nat(), (written, at, octet, cut) => {
        const bent = written.slice(0, written.length - (cut % 3 === 0 ? cut % written.length : 0));
        bent[at % bent.length] = octet;
        onlyFaults(() => walk(DerReader.over(bent)));
        onlyFaults(() => elementLength(bent));
        onlyFaults(() => {
          const { octets: strict, ber } = toDer(bent);
          // once turned into DER it stays as it is
          expect(toDer(strict)).toEqual({ octets: strict, ber: false });
          expect(ber).toBe(strict !== bent);
        });
      }),
      { numRuns: 3000 },
    );
  });

  it('refuses or reads noise', () => {
    fc.assert(
      fc.property(octets(200), (noise) => {
        onlyFaults(() => walk(DerReader.over(noise)));
        onlyFaults(() => toDer(noise));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('bounds', () => {
  it('a megabyte of opened constructions ends at the depth', () => {
    const bomb = new Uint8Array(1_000_000).fill(0x30);
    for (let i = 1; i < bomb.length; i += 2) bomb[i] = 0x80;
    expect(() => toDer(bomb)).toThrow(expect.objectContaining({ code: 'DER_LIMIT' }));
  });

  it('going over the same octets again and again ends at the budget', () => {
    const many = der.sequence(...new Array<Uint8Array>(1000).fill(der.nil()));
    const reader = DerReader.over(der.concat(...new Array<Uint8Array>(10).fill(many)));
    let read = 0;
    expect(() => {
      for (;;) for (const inner = reader.sequence(); !inner.done; read++) inner.skip();
    }).toThrow(Fault);
    expect(read).toBeLessThan(LIMITS.elementsFloor + 10 * many.length);
  });

  it('n octets of BER cost work in proportion', () => {
    const cost = (n: number) => {
      const segments = new Array<Uint8Array>(n).fill(Uint8Array.of(4, 1, 7));
      const ber = join([Uint8Array.of(0x24, 0x80), ...segments, new Uint8Array(2)]);
      const started = process.hrtime.bigint();
      expect(toDer(ber).octets.length).toBeGreaterThan(n);
      return Number(process.hrtime.bigint() - started);
    };
    cost(20_000);
    // a quadratic reader needs 256 times as long for 16 times as much
    expect(cost(320_000) / Math.max(cost(20_000), 1e6)).toBeLessThan(128);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Counted,
  hundredths,
  isElectronic,
  placeIn,
  RATES,
  REASON_CODES,
  REASONS,
  ratesOf,
} from '../../../src/audit/index.ts';

const counted = (): fc.Arbitrary<Counted> =>
  fc.record({
    reason: fc.constantFrom(...REASON_CODES),
    anyValid: fc.boolean(),
    declaredSigned: fc.constantFrom(true, false, null),
    recipients: fc.integer({ min: 1, max: 40 }),
  });
const documents = (n: number, reason: Counted['reason'], anyValid = false): Counted[] =>
  Array.from({ length: n }, () => ({ reason, anyValid, declaredSigned: null, recipients: 1 }));

describe('rates', () => {
  test('a district’s month', () => {
    const month = [
      ...documents(1999, 'proven', true),
      ...documents(1, 'signature-failed', true),
      ...documents(40, 'paper'),
      ...documents(3, 'excluded-secret'),
    ];
    expect(ratesOf(month, 'document')).toEqual({
      R1: { numerator: 2000, denominator: 2040, unknown: 0 },
      R2a: { numerator: 1999, denominator: 2000, unknown: 0 },
      R2b: { numerator: 2000, denominator: 2000, unknown: 0 },
      R2c: { numerator: 0, denominator: 2000, unknown: 2000 },
    });
  });

  test('agree with counting each document by its reason', () => {
    fc.assert(
      fc.property(fc.array(counted(), { maxLength: 200 }), (all) => {
        const rates = ratesOf(all, 'document');
        const electronic = all.filter((d) => isElectronic(d.reason));
        const included = all.filter((d) => REASONS[d.reason] !== 'excluded');
        expect(rates.R1.denominator).toBe(included.length);
        expect(rates.R1.numerator).toBe(electronic.length);
        for (const code of ['R2a', 'R2b', 'R2c'] as const)
          expect(rates[code].denominator).toBe(electronic.length);
        expect(rates.R2a.numerator).toBe(all.filter((d) => d.reason === 'proven').length);
        for (const code of RATES)
          expect(rates[code].numerator + rates[code].unknown).toBeLessThanOrEqual(
            rates[code].denominator,
          );
      }),
    );
  });

  test('are sums over parts, in any order and for either unit', () => {
    fc.assert(
      fc.property(
        fc.array(counted()),
        fc.array(counted()),
        fc.constantFrom('document' as const, 'recipient' as const),
        (a, b, unit) => {
          const whole = ratesOf([...b, ...a], unit);
          const [first, second] = [ratesOf(a, unit), ratesOf(b, unit)];
          for (const code of RATES)
            for (const part of ['numerator', 'denominator', 'unknown'] as const)
              expect(whole[code][part]).toBe(first[code][part] + second[code][part]);
        },
      ),
    );
  });

  test('what could not be judged is never in a numerator of what was proven', () => {
    for (const reason of REASON_CODES) {
      const place = placeIn('R2a', { reason, anyValid: true, declaredSigned: true, recipients: 1 });
      expect(place === 'numerator').toBe(reason === 'proven');
    }
  });
});

describe('percentages', () => {
  test.each([
    [1999, 2000, 9995],
    [2000, 2040, 9803],
    [1, 3, 3333],
    [2, 3, 6666],
    [999_999_999_999, 1_000_000_000_000, 9999],
    [0, 7, 0],
    [7, 7, 10_000],
    [0, 0, null],
  ])('%d of %d', (numerator, denominator, cut) =>
    expect(hundredths(numerator, denominator)).toBe(cut));

  test('never reach 100 or a target that is missed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 40 }),
        fc.nat(10_000),
        fc.nat(),
        (d, target, r) => {
          const n = r % (d + 1);
          const cut = hundredths(n, d)!;
          expect(cut === 10_000).toBe(n === d);
          if (BigInt(n) * 10_000n < BigInt(target) * BigInt(d)) expect(cut).toBeLessThan(target);
          else expect(cut).toBeGreaterThanOrEqual(target);
        },
      ),
    );
  });
});

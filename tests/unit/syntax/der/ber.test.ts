import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../../src/bytes/hex.ts';
import { der, elementLength, LIMITS, toDer } from '../../../../src/syntax/der/index.ts';

const octets = (hex: string) => fromHex(hex.replaceAll(' ', ''));

describe('toDer', () => {
  it('returns DER as it is', () => {
    const input = der.sequence(der.integer(5), der.set(der.nil()));
    expect(toDer(input)).toEqual({ octets: input, ber: false });
    expect(toDer(input).octets).toBe(input);
  });

  it.each([
    ['indefinite', '3080 020105 0000', '3003 020105'],
    ['indefinite in definite', '3007 3080 020105 0000', '3005 3003 020105'],
    ['segments', '2480 0401aa 2403 0401bb 0000', '0402 aabb'],
    ['segments of bits', '2307 0301 00 0302 04f0', '0302 04f0'],
    ['long length', '30820003 020105', '3003 020105'],
    ['nine length octets', '3089 000000000000000003 020105', '3003 020105'],
    ['empty', 'a080 0000', 'a000'],
  ])('%s', (_, ber, strict) => {
    expect(toHex(toDer(octets(ber)).octets)).toBe(strict.replaceAll(' ', ''));
    expect(toDer(octets(ber)).ber).toBe(true);
  });

  it('keeps the order of a SET and the value of a BOOLEAN', () => {
    expect(toHex(toDer(octets('3180 020105 010101 0000')).octets)).toBe('3106020105010101');
  });

  it.each([
    ['3080 020105', 'der-truncated'],
    ['3080 020105 00', 'der-truncated'],
    ['0480 0000', 'der-indefinite'],
    ['3000 00', 'der-trailing'],
    ['2403 020105', 'der-tag'],
    ['2308 0302 04f0 0302 00ff', 'der-bits'],
    ['3089 ffffffffffffffffff', 'der-length'],
    ['3003 0202', 'der-truncated'],
  ])('%s is refused', (hex, what) => {
    expect(() => toDer(octets(hex))).toThrow(
      expect.objectContaining({ code: 'DER_MALFORMED', data: expect.objectContaining({ what }) }),
    );
  });

  it('stops at its depth', () => {
    const bomb = octets('3080'.repeat(100_000));
    expect(() => toDer(bomb)).toThrow(expect.objectContaining({ code: 'DER_LIMIT' }));
    expect(LIMITS.depth).toBeLessThan(100);
  });
});

describe('elementLength', () => {
  it.each([
    ['3003020105 0000', 5],
    ['3080 020105 0000 0000', 7],
    ['3080 3080 0000 0000 ff', 8],
  ])('%s', (hex, length) => {
    expect(elementLength(octets(hex))).toBe(length);
  });

  it('refuses a length that leaves the octets', () => {
    expect(() => elementLength(octets('3005 00'))).toThrow(
      expect.objectContaining({ code: 'DER_MALFORMED' }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { Budget } from '../../../../src/bytes/budget.ts';
import { fromHex } from '../../../../src/bytes/hex.ts';
import { Fault } from '../../../../src/fault/fault.ts';
import { context, DerReader, der, LIMITS, TAG } from '../../../../src/syntax/der/index.ts';

const over = (hex: string) => DerReader.over(fromHex(hex.replaceAll(' ', '')));

function faultOf(act: () => unknown): { code: string; what: unknown } {
  try {
    act();
  } catch (error) {
    if (error instanceof Fault) return { code: error.code, what: error.data.what };
    throw error;
  }
  throw new Error('no fault');
}
const malformed = (what: string) => ({ code: 'DER_MALFORMED', what });

describe('lengths are definite and minimal', () => {
  it.each([
    ['02', 'der-truncated'],
    ['0402ff', 'der-truncated'],
    ['0480', 'der-indefinite'],
    ['30800000', 'der-indefinite'],
    ['04810100', 'der-length'],
    [`04820080${'00'.repeat(128)}`, 'der-length'],
    ['04850000000001ff', 'der-length'],
    ['0484ffffffff00', 'der-truncated'],
    ['1f8101', 'der-tag'],
    ['0000', 'der-tag'],
  ])('%s', (hex, what) => {
    expect(faultOf(() => over(hex).next())).toEqual(malformed(what));
  });

  it('takes the long form where it is due', () => {
    const octets = der.octets(new Uint8Array(200).fill(7));
    expect([...octets.subarray(0, 3)]).toEqual([4, 0x81, 200]);
    expect(DerReader.over(octets).octets()).toHaveLength(200);
  });

  it('tells an element that ends its parent from one that leaves it', () => {
    const reader = over('3003 0402ff');
    expect(faultOf(() => reader.sequence().octets())).toEqual(malformed('der-truncated'));
  });
});

describe('values', () => {
  it.each([
    ['020100', 0n],
    ['02017f', 127n],
    ['02020080', 128n],
    ['020180', -128n],
    ['0202ff7f', -129n],
    ['020900ffffffffffffffff', 0xffffffffffffffffn],
    ['0205ff00000000', -(1n << 32n)],
  ])('INTEGER %s', (hex, value) => {
    expect(over(hex).integer()).toBe(value);
    expect(Buffer.from(der.integer(value)).toString('hex')).toBe(hex);
  });

  it.each(['0200', '02020001', '0202ff80'])('INTEGER %s is not minimal', (hex) => {
    expect(faultOf(() => over(hex).integer())).toEqual(malformed('der-integer'));
    expect(faultOf(() => over(hex).smallInteger())).toEqual(malformed('der-integer'));
  });

  it('keeps the sign of a small INTEGER and refuses a big one', () => {
    expect(over('0204ffffff00'.replace('ffffff00', '80000000')).smallInteger()).toBe(-(2 ** 31));
    expect(over('0a0102').smallInteger(TAG.ENUMERATED)).toBe(2);
    expect(faultOf(() => over('02050100000000').smallInteger())).toEqual(malformed('der-integer'));
  });

  it.each([
    ['06032a0304', '1.2.3.4'],
    ['0603883703', '2.999.3'],
    ['06022a64', '1.2.100'],
    ['06028134', '2.100'],
    ['06092a864886f70d010702', '1.2.840.113549.1.7.2'],
    [
      '06146983f09da7ebcfdee0c7a1a7b2c0948cc8f9d776',
      '2.25.329800735698586629295641978511506172918',
    ],
  ])('OBJECT IDENTIFIER %s', (hex, text) => {
    const read = over(hex).oid();
    expect(read).toBe(text);
    expect(Buffer.from(der.oid(read)).toString('hex')).toBe(hex);
    expect(over(hex).oid()).toBe(read);
  });

  it.each([
    '0600',
    '060180',
    '06022a80',
    '0603800304',
    '06042a800104',
  ])('OBJECT IDENTIFIER %s is refused', (hex) => {
    expect(faultOf(() => over(hex).oid())).toEqual(malformed('der-oid'));
  });

  it('reads BOOLEAN 00 and FF only', () => {
    expect([over('010100').boolean(), over('0101ff').boolean()]).toEqual([false, true]);
    for (const hex of ['010101', '0100', '0102ffff'])
      expect(faultOf(() => over(hex).boolean())).toEqual(malformed('der-boolean'));
  });

  it('reads BIT STRING with its unused bits zero', () => {
    expect(over('030206c0').bits()).toEqual({ unused: 6, octets: Uint8Array.of(0xc0) });
    expect(over('030100').bits()).toEqual({ unused: 0, octets: new Uint8Array() });
    for (const hex of ['0300', '030101', '030208c0', '030206c1'])
      expect(faultOf(() => over(hex).bits())).toEqual(malformed('der-bits'));
  });

  it.each([
    ['500101000000Z', '1950-01-01T00:00:00.000Z', TAG.UTC_TIME],
    ['491231235959Z', '2049-12-31T23:59:59.000Z', TAG.UTC_TIME],
    ['20240229120000Z', '2024-02-29T12:00:00.000Z', TAG.GENERALIZED_TIME],
    ['00000101000000Z', '0000-01-01T00:00:00.000Z', TAG.GENERALIZED_TIME],
    ['20240229120000.123456Z', '2024-02-29T12:00:00.123Z', TAG.GENERALIZED_TIME],
    ['20240229120000.5Z', '2024-02-29T12:00:00.500Z', TAG.GENERALIZED_TIME],
  ])('time %s', (text, iso, tag) => {
    const time = DerReader.over(der.tagged(tag, Buffer.from(text))).time();
    expect(time.toISOString()).toBe(iso);
  });

  it.each([
    ['230229000000Z', TAG.UTC_TIME],
    ['231301000000Z', TAG.UTC_TIME],
    ['2301010000Z', TAG.UTC_TIME],
    ['230101000000+0700', TAG.UTC_TIME],
    ['230101240000Z', TAG.UTC_TIME],
    ['230101000060Z', TAG.UTC_TIME],
    ['2301010000 0Z', TAG.UTC_TIME],
    ['20230101000000', TAG.GENERALIZED_TIME],
    ['20230101000000.Z', TAG.GENERALIZED_TIME],
    ['20230101000000.50Z', TAG.GENERALIZED_TIME],
    ['20230101000000.xZ', TAG.GENERALIZED_TIME],
  ])('time %s is refused', (text, tag) => {
    const reader = DerReader.over(der.tagged(tag, Buffer.from(text)));
    expect(faultOf(() => reader.time())).toEqual(malformed('der-time'));
  });

  it('writes UTCTime to 2049 and GeneralizedTime after', () => {
    const [last, first] = [new Date('2049-12-31T23:59:59Z'), new Date('2050-01-01T00:00:00Z')];
    expect(DerReader.over(der.time(last)).peek()).toBe(TAG.UTC_TIME);
    expect(DerReader.over(der.time(first)).peek()).toBe(TAG.GENERALIZED_TIME);
    for (const time of [last, first]) expect(DerReader.over(der.time(time)).time()).toEqual(time);
  });

  it('reads every string type', () => {
    expect(DerReader.over(der.utf8('Nguyễn Văn Ký')).text()).toBe('Nguyễn Văn Ký');
    expect(over('1e04 1ed7 0041').text()).toBe('ỗA');
    expect(over('1c04 0001f600').text()).toBe('😀');
    expect(over('1401e9').text()).toBe('é');
    for (const hex of ['0c01ff', '1301e9', '1e03004100', '1e02d800', '1c0400110000'])
      expect(faultOf(() => over(hex).text())).toEqual(malformed('der-text'));
    expect(faultOf(() => over('040141').text())).toEqual(malformed('der-tag'));
  });
});

describe('the cursor', () => {
  it('gives views of the input', () => {
    const octets = der.sequence(der.integer(1), der.octets(Uint8Array.of(9)));
    const inner = DerReader.over(octets).sequence();
    const element = inner.next();
    expect(element.bytes.buffer).toBe(octets.buffer);
    expect([element.bytes.byteOffset - octets.byteOffset, ...element.content]).toEqual([2, 1]);
    expect(inner.optional(TAG.OID)).toBeUndefined();
    expect(inner.peek()).toBe(TAG.OCTET_STRING);
    inner.skip();
    expect([inner.done, inner.peek()]).toEqual([true, -1]);
    expect(faultOf(() => inner.read(TAG.OID))).toEqual(malformed('der-missing'));
  });

  it('refuses what is left over', () => {
    const reader = DerReader.over(der.concat(der.nil(), der.nil()));
    reader.null();
    expect(faultOf(() => reader.end())).toEqual(malformed('der-trailing'));
  });

  it('does not enter primitive or wrongly tagged elements', () => {
    expect(faultOf(() => over('3100').sequence())).toEqual(malformed('der-tag'));
    expect(faultOf(() => over('8000').sequence(context(0)))).toEqual(malformed('der-tag'));
    expect(over('a000').sequence(context(0, true)).done).toBe(true);
  });

  it('stops at its depth', () => {
    const nested = (levels: number) => {
      let octets = der.nil();
      for (let i = 0; i < levels; i++) octets = der.sequence(octets);
      return octets;
    };
    const dive = (octets: Uint8Array) => {
      let reader = DerReader.over(octets);
      while (reader.peek() === TAG.SEQUENCE) reader = reader.sequence();
    };
    dive(nested(LIMITS.depth));
    expect(faultOf(() => dive(nested(LIMITS.depth + 1)))).toEqual({
      code: 'DER_LIMIT',
      what: 'der-depth',
    });
  });

  it('shares one budget over all levels', () => {
    const octets = der.sequence(der.nil(), der.nil(), der.nil());
    const inner = DerReader.over(octets, new Budget(3, 'DER_LIMIT', 'der-elements')).sequence();
    inner.null();
    inner.null();
    expect(faultOf(() => inner.null())).toEqual({ code: 'DER_LIMIT', what: 'der-elements' });
  });
});

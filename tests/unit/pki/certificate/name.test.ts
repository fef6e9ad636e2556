import { describe, expect, it } from 'vitest';
import { isWithin, nameKey } from '../../../../src/pki/certificate/name.ts';
import {
  type Name,
  nameAttribute,
  nameText,
  readName,
  sameName,
} from '../../../../src/pki/index.ts';
import { der } from '../../../../src/syntax/der/index.ts';

const CN = '2.5.4.3';
const utf16 = (text: string) =>
  der.tagged(0x1e, new Uint8Array(Buffer.from(text, 'utf16le').swap16()));
const of = (...rdns: Uint8Array[][]): Name =>
  readName(
    der.sequence(
      ...rdns.map((values) =>
        der.set(...values.map((value, i) => der.sequence(der.oid(`2.5.4.${3 + 7 * i}`), value))),
      ),
    ),
  );
const one = (value: Uint8Array) => of([value]);

describe('sameName', () => {
  it.each([
    ['case', der.utf8('Kyso CA'), der.utf8('KYSO ca')],
    ['string type', der.utf8('Kyso CA'), der.printable('Kyso CA')],
    ['space within', der.printable('Kyso   CA'), der.printable('Kyso CA')],
    ['space around', der.printable('  Kyso CA '), der.printable('Kyso CA')],
    ['composition', der.utf8('Ủy ban'.normalize('NFD')), der.utf8('Ủy ban'.normalize('NFC'))],
    ['case with accents', der.utf8('ỦY BAN NHÂN DÂN'), der.utf8('Ủy ban nhân dân')],
    ['wide characters', utf16('Ủy ban'), der.utf8('ủy  ban')],
    ['compatibility', der.utf8('ﬁle'), der.utf8('file')],
    ['no-break space', der.utf8('a\u00a0b'), der.utf8('a b')],
    ['soft hyphen', der.utf8('a\u00adb'), der.utf8('ab')],
    ['final sigma', der.utf8('ΟΔΟΣ'), der.utf8('οδοσ')],
    ['sharp s', der.utf8('Straße'), der.utf8('STRASSE')],
  ])('is blind to %s', (_, a, b) => {
    expect(sameName(one(a), one(b))).toBe(true);
  });

  it.each([
    ['text', der.utf8('Kyso'), der.utf8('Kiso')],
    ['accents', der.utf8('Uy ban'), der.utf8('Ủy ban')],
    ['dotless and dotted i', der.utf8('kıso'), der.utf8('kiso')],
    ['space to none', der.utf8('a b'), der.utf8('ab')],
    ['teletex and UTF-8', der.tagged(0x14, Buffer.from('abc')), der.utf8('abc')],
    ['text and octets that look like it', der.octets(Buffer.from('a')), der.utf8('#040161')],
  ])('sees %s', (_, a, b) => {
    expect(sameName(one(a), one(b))).toBe(false);
  });

  it('takes the attributes of one RDN in any order, RDNs in theirs', () => {
    const a = der.utf8('a');
    const b = der.utf8('b');
    const multi = readName(
      der.sequence(
        der.tagged(0x31, der.sequence(der.oid('2.5.4.10'), b), der.sequence(der.oid(CN), a)),
      ),
    );
    expect(sameName(of([a, b]), multi)).toBe(true);
    expect(sameName(of([a], [b]), of([b], [a]))).toBe(false);
    expect(sameName(of([a], [b]), of([a]))).toBe(false);
    expect(sameName(of(), of())).toBe(true);
    expect(sameName(of(), of([a]))).toBe(false);
  });

  it('does not let one name run into another', () => {
    expect(sameName(one(der.utf8('a\u0001b')), of([der.utf8('a')], [der.utf8('b')]))).toBe(false);
    const teletex = (text: string) => der.tagged(0x14, Buffer.from(text, 'latin1'));
    const two = of([teletex('a'), der.utf8('b')], [der.utf8('c')]);
    for (const between of ['\u0001', '\u0002']) {
      const sly = of([teletex(`a${between}2.5.4.3=c`), der.utf8('b')]);
      expect(nameKey(sly)).not.toBe(nameKey(two));
      expect(nameKey(sly).split('\u0001')).toHaveLength(1);
    }
  });
});

describe('isWithin', () => {
  it('compares from the front, RDN by RDN', () => {
    const base = of([der.printable('VN')]);
    const below = of([der.utf8('vn')], [der.utf8('x')]);
    expect([isWithin(below, base), isWithin(base, base), isWithin(base, below)]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('nameText', () => {
  it('writes RFC 4514, the most specific first', () => {
    const name = of([der.utf8('VN')], [der.utf8('Sở Nội vụ, "A+B"'), der.utf8(' #x ')]);
    expect(nameText(name)).toBe('O=\\ #x\\ +CN=Sở Nội vụ\\, \\"A\\+B\\",CN=VN');
  });

  it.each([
    ['#x', 'CN=\\#x'],
    [' ', 'CN=\\ '],
    ['a\\;<b>', 'CN=a\\\\\\;\\<b\\>'],
    ['a\0b', 'CN=a\\00b'],
  ])('escapes %j', (value, text) => {
    expect(nameText(one(der.utf8(value)))).toBe(text);
  });

  it('gives what is no text as hex', () => {
    expect(nameText(one(der.integer(5)))).toBe('CN=#020105');
  });
});

describe('nameAttribute', () => {
  it('gives the last', () => {
    const name = of([der.utf8('first')], [der.utf8('last')]);
    expect([nameAttribute(name, CN), nameAttribute(name, '2.5.4.6')]).toEqual(['last', undefined]);
  });
});

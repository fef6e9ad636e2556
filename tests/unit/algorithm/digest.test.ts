import { describe, expect, it } from 'vitest';
import {
  digest,
  digestByOid,
  digestLength,
  digestRange,
  oidOfDigest,
  SharedDigest,
  writeDigestAlgorithm,
} from '../../../src/algorithm/index.ts';
import type { DigestName } from '../../../src/algorithm/names.ts';
import { toHex } from '../../../src/bytes/hex.ts';
import { memorySource } from '../../../src/bytes/source.ts';

const text = (value: string) => new Uint8Array(Buffer.from(value));

describe('digest', () => {
  // The digests of "abc": FIPS 180-4 and FIPS 202 example values, RFC 1321 clause A.5.
  it.each<[DigestName, string]>([
    ['MD5', '900150983cd24fb0d6963f7d28e17f72'],
    ['SHA-1', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['SHA-224', '23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7'],
    ['SHA-256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['SHA-512/224', '4634270f707b6a54daae7530460842e20e37ed265ceee9a43e8924aa'],
    ['SHA-512/256', '53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23'],
    ['SHA3-224', 'e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf'],
    [
      'SHAKE256',
      '483366601360a8771c6863080cc4114d8db44530f8f1e1ee4f94ea37e78b5739' +
        'd5a15bef186a5386c75744c0527e1faa9f8726e462a12a4feb06bd8801e751e4',
    ],
    ['SHA3-256', '3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532'],
  ])('%s', (name, hex) => {
    expect(toHex(digest(name, text('abc')))).toBe(hex);
    expect(digest(name, text('a'), new Uint8Array(), text('bc'))).toEqual(
      digest(name, text('abc')),
    );
    expect(digest(name)).toEqual(digest(name, new Uint8Array()));
    expect(digestLength(name)).toBe(hex.length / 2);
  });

  it('has a different OID for every name, both ways', () => {
    const names: DigestName[] = [
      ...(['MD5', 'SHA-1', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'] as const),
      ...(['SHA-512/224', 'SHA-512/256', 'SHA3-224'] as const),
      ...(['SHA3-256', 'SHA3-384', 'SHA3-512', 'SHAKE256'] as const),
    ];
    expect(names.map((name) => digestByOid(oidOfDigest(name)))).toEqual(names);
    for (const name of names) expect(digest(name, text('x'))).toHaveLength(digestLength(name));
    expect(digestByOid('1.2.840.113549.2.4')).toBeUndefined();
  });

  it('is written without parameters', () => {
    expect(toHex(writeDigestAlgorithm('SHA-256'))).toBe('300b0609608648016503040201');
  });
});

describe('digestRange', () => {
  it('covers exactly the ranges, in pieces', () => {
    const octets = new Uint8Array(3 * 1024 * 1024 + 17).map((_, i) => i * 31);
    const reads: number[] = [];
    const source = {
      length: octets.length,
      read(start: number, end: number) {
        reads.push(end - start);
        return octets.subarray(start, end);
      },
    };
    const gap = [1_000_000, 1_000_500] as const;
    const whole = digestRange(source, 'SHA-256', [
      [0, gap[0]],
      [gap[1], octets.length],
    ]);
    expect(whole).toEqual(digest('SHA-256', octets.subarray(0, gap[0]), octets.subarray(gap[1])));
    expect(Math.max(...reads)).toBe(1024 * 1024);
  });

  it('is the digest of nothing over no range', () => {
    const source = memorySource(text('abc'));
    expect(digestRange(source, 'SHA-1', [])).toEqual(digest('SHA-1'));
    expect(digestRange(source, 'SHA-1', [[2, 2]])).toEqual(digest('SHA-1'));
  });
});

describe('SharedDigest', () => {
  it('gives what hashing everything anew gives, and reads the beginning once per digest', () => {
    const content = text('nội dung');
    let reads = 0;
    const source = {
      length: content.length,
      read(start: number, end: number) {
        reads++;
        return content.subarray(start, end);
      },
    };
    const shared = new SharedDigest(text('head'), source);
    for (const tail of ['a', 'b', ''])
      expect(shared.digest('SHA-256', [text(tail), text('.')])).toEqual(
        digest('SHA-256', text('head'), content, text(tail), text('.')),
      );
    expect(reads).toBe(1);
    expect(shared.digest('SHA-1')).toEqual(digest('SHA-1', text('head'), content));
    expect(reads).toBe(2);
  });
});

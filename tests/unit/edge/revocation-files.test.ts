import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRevocationFiles } from '../../../src/edge/store/revocation-files.ts';
import { der } from '../../../src/syntax/der/index.ts';
import { noise } from '../../support/documents.ts';
import { temporaryFolder } from '../../support/kyso.ts';

const list = (length: number) => der.sequence(der.sequence(der.octets(noise(length))));
const answer = der.sequence(der.tagged(0x0a, Uint8Array.of(0)));
const pem = (octets: Uint8Array, lineEnd: string) => {
  const lines = Buffer.from(octets).toString('base64').replace(/.{64}/g, `$&${lineEnd}`);
  return `text${lineEnd}-----BEGIN X509 CRL-----${lineEnd}${lines}${lineEnd}-----END X509 CRL-----${lineEnd}`;
};

describe('readRevocationFiles', () => {
  it('reads lists in DER and PEM, whatever the line ends, and responses; other files of a folder are passed over', () => {
    const folder = join(temporaryFolder(), 'lists');
    mkdirSync(folder);
    const write = (name: string, octets: Uint8Array | string) =>
      writeFileSync(join(folder, name), octets);
    // lengths of every remainder by three, and lists over several pieces of the decoder
    const lists = [100, 101, 102, 1_000_001, 2_000_003].map(list);
    write('a.crl', lists[0]!);
    write('b.pem', pem(lists[1]!, '\r\n') + pem(lists[2]!, '\n') + pem(lists[3]!, '\r\n'));
    write('c.crl', pem(lists[4]!, '\n '));
    write('d.ocsp', answer);
    write('e.pem', '-----BEGIN X509 CRL-----\nAAAA');
    write('f.txt', lists[0]!);
    const read = readRevocationFiles([folder]);
    expect(read.crls.map((one) => Buffer.compare(one, lists.shift()!))).toEqual([0, 0, 0, 0, 0]);
    expect(read.ocsps).toEqual([answer]);
    expect(() => readRevocationFiles([join(folder, 'e.pem')])).toThrow(
      expect.objectContaining({
        code: 'FILE_UNREADABLE',
        data: expect.objectContaining({ what: 'not-revocation-data' }),
      }),
    );
  });
});

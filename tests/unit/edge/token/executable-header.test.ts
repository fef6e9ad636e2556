import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { machinesOf } from '../../../../src/edge/token/pkcs11/executable-header.ts';

function elf(machine: number, wide: boolean, little = true): Buffer {
  const header = Buffer.alloc(64);
  header.write('\x7fELF', 'latin1');
  header[4] = wide ? 2 : 1;
  header[5] = little ? 1 : 2;
  if (little) header.writeUInt16LE(machine, 18);
  else header.writeUInt16BE(machine, 18);
  return header;
}

function pe(machine: number, at = 128): Buffer {
  const header = Buffer.alloc(256);
  header.write('MZ', 'latin1');
  header.writeUInt32LE(at, 60);
  if (at + 6 <= header.length) {
    header.write('PE\0\0', at, 'latin1');
    header.writeUInt16LE(machine, at + 4);
  }
  return header;
}

function machO(...types: number[]): Buffer {
  const header = Buffer.alloc(128);
  if (types.length === 1) {
    header.writeUInt32LE(0xfeedfacf, 0);
    header.writeUInt32LE(types[0]!, 4);
    return header;
  }
  header.writeUInt32BE(0xcafebabe, 0);
  header.writeUInt32BE(types.length, 4);
  types.forEach((type, i) => {
    header.writeUInt32BE(type, 8 + 20 * i);
  });
  return header;
}

describe('the machine a library is made for', () => {
  test.each([
    ['ELF x64', elf(62, true), ['x64']],
    ['ELF x32', elf(62, false), ['x32']],
    ['ELF i386', elf(3, false), ['ia32']],
    ['ELF arm64', elf(183, true), ['arm64']],
    ['ELF s390x, big-endian', elf(22, true, false), ['s390x']],
    ['ELF of an unknown machine', elf(0x1234, true), ['0x1234']],
    ['PE x64', pe(0x8664), ['x64']],
    ['PE i386', pe(0x14c), ['ia32']],
    ['PE arm64', pe(0xaa64), ['arm64']],
    ['PE whose header lies outside', pe(0x8664, 0xffff_fff0), []],
    ['Mach-O arm64', machO(0x0100_000c), ['arm64']],
    ['Mach-O universal', machO(0x0100_0007, 0x0100_000c), ['x64', 'arm64']],
    ['a Java class', Buffer.from('cafebabe0000003d0000000000000000000000000000', 'hex'), []],
    ['a linker script', Buffer.from('/* GNU ld script */ GROUP ( libfoo.so.6 )'), []],
    ['nothing', Buffer.alloc(0), []],
    ['an MZ stub alone', Buffer.from('MZ'.padEnd(30)), []],
  ])('%s', (_, header, machines) => {
    expect(machinesOf(header)).toEqual(machines);
  });

  test('this very program', () => {
    expect(machinesOf(readFileSync(process.execPath).subarray(0, 4096))).toContain(process.arch);
  });
});

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  checkModule,
  findModules,
  moduleFolders,
} from '../../../../src/edge/token/pkcs11/modules.ts';
import { temporaryFolder } from '../../../support/kyso.ts';

function elf(machine: number): Buffer {
  const header = Buffer.alloc(64);
  header.write('\x7fELF\x02\x01', 'latin1');
  header.writeUInt16LE(machine, 18);
  return header;
}

describe('a module’s file before it is loaded', () => {
  test('made for this machine', () => {
    const path = join(temporaryFolder(), 'module.so');
    writeFileSync(path, elf(62));
    checkModule(path, 'x64');
    expect(() => checkModule(path, 'arm64')).toThrowError(
      expect.objectContaining({
        code: 'TOKEN_MODULE_UNLOADABLE',
        data: { module: path, what: 'wrong-architecture', machine: 'x64', wanted: 'arm64' },
      }),
    );
  });

  test('no library, a folder, nothing', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'text.so'), 'GROUP ( libfoo.so.6 )');
    for (const path of [join(folder, 'text.so'), folder])
      expect(() => checkModule(path)).toThrowError(
        expect.objectContaining({
          code: 'TOKEN_MODULE_UNLOADABLE',
          data: expect.objectContaining({ what: 'not-a-library' }),
        }),
      );
    expect(() => checkModule(join(folder, 'absent.so'))).toThrowError(
      expect.objectContaining({ code: 'TOKEN_MODULE_MISSING' }),
    );
  });
});

describe('the modules of a machine', () => {
  test('are found in the vendors’ order, each file once, whatever the case of its name', () => {
    const windows = temporaryFolder();
    const system = `${windows}\\System32`;
    mkdirSync(system);
    for (const name of [
      'OpenSC-PKCS11.dll',
      'vnptca_p11_v10.dll',
      'VNPTCA_P11_V6.dll',
      'kernel32.dll',
      'BIT4XPKI.DLL',
    ])
      writeFileSync(join(system, name), '');
    symlinkSync(join(system, 'BIT4XPKI.DLL'), join(system, 'eTPKCS11.dll'));
    const found = findModules({ SystemRoot: windows }, 'win32', 'x64');
    expect(found.map(({ vendor }) => vendor)).toEqual([
      'VGCA Bit4id',
      'VNPT-CA',
      'VNPT-CA',
      'OpenSC',
    ]);
  });

  test('are sought in the folders of the platform', () => {
    expect(moduleFolders('linux', 'x64', {})).toEqual(
      expect.arrayContaining([
        '/usr/lib',
        '/usr/lib/bit4id',
        '/usr/lib/softhsm',
        '/usr/lib/x86_64-linux-gnu',
        '/usr/lib/x86_64-linux-gnu/softhsm',
      ]),
    );
    expect(moduleFolders('linux', 'arm64', {})).toContain('/usr/lib/aarch64-linux-gnu/softhsm');
    expect(moduleFolders('darwin', 'arm64', {})).toContain('/usr/local/lib');
    expect(moduleFolders('win32', 'x64', {})).toContain('C:\\Windows\\System32');
  });
});

import { closeSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { Fault } from '../../../fault/fault.ts';
import { openWithoutWaiting } from '../../files/source.ts';
import { HEADER_LENGTH, machinesOf } from './executable-header.ts';

/** A module found on this machine. */
export interface ModuleFile {
  readonly path: string;
  readonly vendor: string;
}

/**
 * File names of the modules in the field, best first: a vendor's own before OpenSC, which may see the same
 * token. `*` stands for any digits. From drivers handed out by the authorities; extend it as new ones appear.
 */
export const MODULES: readonly {
  readonly vendor: string;
  readonly win32?: readonly string[];
  readonly darwin?: readonly string[];
  readonly linux?: readonly string[];
}[] = [
  {
    vendor: 'VGCA Bit4id',
    win32: ['bit4xpki.dll'],
    darwin: ['libbit4xpki.dylib'],
    linux: ['libbit4xpki.so'],
  },
  {
    vendor: 'VGCA SafeNet',
    win32: ['eTPKCS11.dll'],
    darwin: ['libeTPkcs11.dylib'],
    linux: ['libeTPkcs11.so'],
  },
  {
    vendor: 'VNPT-CA',
    win32: ['vnptca_p11_v*.dll', 'vnpt-ca_csp11.dll'],
    darwin: ['vnpt_ca_pkcs11.dylib'],
  },
  { vendor: 'Viettel-CA', win32: ['viettel-ca_v*.dll'], darwin: ['viettel-ca_v*.dylib'] },
  {
    vendor: 'FPT-CA',
    win32: ['fptca_v*.dll'],
    darwin: ['FPT_Token.dylib'],
    linux: ['fptca_v*.so'],
  },
  { vendor: 'BKAV', win32: ['BkavCA.dll', 'BkavCAv2S.dll'], darwin: ['BkavCAPKCS11.dylib'] },
  {
    vendor: 'Feitian',
    win32: ['eps2003csp11.dll'],
    darwin: ['libcastle*.dylib'],
    linux: ['libcastle*.so'],
  },
  { vendor: 'Thales', win32: ['IDPrimePKCS1164.dll'] },
  { vendor: 'NCA', win32: ['nca_v*.dll'] },
  { vendor: 'EFY-CA', win32: ['efy-ca_v*.dll'] },
  {
    vendor: 'SoftHSM',
    win32: ['softhsm2-x64.dll'],
    darwin: ['libsofthsm2.so'],
    linux: ['libsofthsm2.so'],
  },
  {
    vendor: 'OpenSC',
    win32: ['opensc-pkcs11.dll'],
    darwin: ['opensc-pkcs11.so'],
    linux: ['opensc-pkcs11.so'],
  },
];

const MULTIARCH: Readonly<Record<string, string>> = {
  x64: 'x86_64-linux-gnu',
  arm64: 'aarch64-linux-gnu',
  arm: 'arm-linux-gnueabihf',
  ia32: 'i386-linux-gnu',
  riscv64: 'riscv64-linux-gnu',
};

/** Folders where modules are put, per platform. */
export function moduleFolders(
  platform: string,
  arch: string,
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  if (platform === 'win32') {
    const windows = environment.SystemRoot ?? 'C:\\Windows';
    const programs = environment.ProgramFiles ?? 'C:\\Program Files';
    return [
      `${windows}\\System32`,
      `${programs}\\OpenSC Project\\OpenSC\\pkcs11`,
      `${programs}\\SoftHSM2\\lib`,
    ];
  }
  if (platform === 'darwin')
    return [
      '/usr/local/lib',
      '/usr/local/lib/softhsm',
      '/opt/homebrew/lib',
      '/opt/homebrew/lib/softhsm',
      '/Library/OpenSC/lib',
    ];
  const multiarch = MULTIARCH[arch] ?? `${arch}-linux-gnu`;
  const libraries = [
    '/usr/lib',
    `/usr/lib/${multiarch}`,
    '/usr/lib64',
    '/usr/local/lib',
    '/opt/lib',
  ];
  return libraries.flatMap((folder) =>
    ['', 'softhsm', 'bit4id', 'opensc', 'pkcs11'].map((sub) => join(folder, sub)),
  );
}

/** The modules present, in the table's order, each file once whatever links lead to it. */
export function findModules(
  environment: Readonly<Record<string, string | undefined>>,
  platform: string = process.platform,
  arch: string = process.arch,
): ModuleFile[] {
  const found: ModuleFile[] = [];
  const seen = new Set<string>();
  const folders = moduleFolders(platform, arch, environment).map((folder) => ({
    folder,
    names: namesIn(folder),
  }));
  for (const { vendor, ...names } of MODULES) {
    for (const pattern of names[platform as 'linux'] ?? []) {
      const form = fileForm(pattern);
      for (const { folder, names: present } of folders) {
        for (const name of present) {
          if (!form.test(name)) continue;
          const path = join(folder, name);
          const real = realpath(path);
          if (real === undefined || seen.has(real)) continue;
          seen.add(real);
          found.push({ path, vendor });
        }
      }
    }
  }
  return found;
}

/**
 * Looks at a module's file before any process loads it: that it is there and made for this machine.
 * TOKEN_MODULE_MISSING; TOKEN_MODULE_UNLOADABLE {what: wrong-architecture | not-a-library | its errno}.
 */
export function checkModule(path: string, arch: string = process.arch): void {
  const header = Buffer.alloc(HEADER_LENGTH);
  let length: number;
  try {
    if (!isAbsolute(path)) throw new Fault('TOKEN_MODULE_MISSING', { module: path });
    if (!statSync(path).isFile())
      throw new Fault('TOKEN_MODULE_UNLOADABLE', { module: path, what: 'not-a-library' });
    const file = openWithoutWaiting(path);
    try {
      length = readSync(file, header, 0, HEADER_LENGTH, 0);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
    throw code === 'ENOENT' || code === 'ENOTDIR'
      ? new Fault('TOKEN_MODULE_MISSING', { module: path })
      : new Fault('TOKEN_MODULE_UNLOADABLE', { module: path, what: code });
  }
  const machines = machinesOf(header.subarray(0, length));
  if (machines.length === 0)
    throw new Fault('TOKEN_MODULE_UNLOADABLE', { module: path, what: 'not-a-library' });
  if (!machines.includes(arch))
    throw new Fault('TOKEN_MODULE_UNLOADABLE', {
      module: path,
      what: 'wrong-architecture',
      machine: machines.join(', '),
      wanted: arch,
    });
}

function fileForm(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace('*', '\\d*');
  return new RegExp(`^${escaped}$`, 'i');
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function realpath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

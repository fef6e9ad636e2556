/** A machine type as node:process names it, or the format's own number in hex. */
export type Machine = string;

const ELF: Readonly<Record<number, Machine>> = {
  3: 'ia32',
  8: 'mips',
  21: 'ppc64',
  22: 's390x',
  40: 'arm',
  62: 'x64',
  183: 'arm64',
  243: 'riscv64',
  258: 'loong64',
};
const PE: Readonly<Record<number, Machine>> = {
  332: 'ia32',
  452: 'arm',
  34404: 'x64',
  43620: 'arm64',
};
const MACH_O: Readonly<Record<number, Machine>> = {
  7: 'ia32',
  12: 'arm',
  16777223: 'x64',
  16777228: 'arm64',
};

/** Octets from a library's beginning that `machinesOf` wants to see. */
export const HEADER_LENGTH = 4096;
/** Architectures one universal binary may hold before it is taken for a Java class file, whose magic is the same. */
const FAT_ARCHITECTURES = 20;

/**
 * The machines a shared library is made for, from its first octets (ELF e_machine, PE FileHeader.Machine,
 * Mach-O cputype; a universal Mach-O has several); empty when it is no library of these formats.
 */
export function machinesOf(header: Uint8Array): Machine[] {
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  if (header.length < 20) return [];
  const magic = view.getUint32(0);
  if (magic === 0x7f454c46) {
    const machine = view.getUint16(18, header[5] !== 2);
    // x32 keeps e_machine 62 with 32-bit addresses.
    return [machine === 62 && header[4] === 1 ? 'x32' : named(ELF, machine)];
  }
  if (magic >>> 16 === 0x4d5a) {
    const at = header.length >= 64 ? view.getUint32(60, true) : header.length;
    if (at + 6 > header.length || view.getUint32(at) !== 0x50450000) return [];
    return [named(PE, view.getUint16(at + 4, true))];
  }
  if (magic === 0xcffaedfe || magic === 0xcefaedfe) return [named(MACH_O, view.getUint32(4, true))];
  if (magic === 0xcafebabe) {
    const count = view.getUint32(4);
    if (count > FAT_ARCHITECTURES) return [];
    const machines: Machine[] = [];
    for (let i = 0, at = 8; i < count && at + 4 <= header.length; i++, at += 20)
      machines.push(named(MACH_O, view.getUint32(at)));
    return machines;
  }
  return [];
}

function named(table: Readonly<Record<number, Machine>>, machine: number): Machine {
  return table[machine] ?? `0x${machine.toString(16)}`;
}

import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { type Period, within } from '../audit/index.ts';
import type { ByteSource } from '../bytes/source.ts';
import { openSource } from '../edge/files/source.ts';
import type { NewBadRow, NewInput } from '../ledger/index.ts';
import {
  Directory,
  type Exchange,
  modernOrganId,
  type Organisation,
  readOrganisations,
  readRegister,
} from '../register/index.ts';

/** Octets handed to a reader at a time. */
const PIECE = 256 * 1024;

export interface RegisterRead {
  readonly input: NewInput;
  readonly exchanges: readonly Exchange[];
  readonly badRows: readonly NewBadRow[];
  readonly outside: number;
}

/**
 * Reads one register's rows of `period`. A register without an agency column is one agency's own: its file's name
 * says whose, as an OrganId or as a name.
 */
export async function readRegisterFile(
  file: string,
  directory: string,
  period: Period,
): Promise<RegisterRead> {
  const name = basename(file).normalize('NFC');
  const stem = name.replace(/\.[^.]*$/, '');
  const code = /^[A-Za-z]\d{2}(\.\d+)*$|^\d{3}(\.\w+)+$/.test(stem);
  const fallback = { organId: code ? modernOrganId(stem) : '', agency: code ? '' : stem };
  const exchanges: Exchange[] = [];
  const badRows: NewBadRow[] = [];
  let outside = 0;
  const sha256 = await withOctets(resolve(directory, file), async (octets) => {
    for await (const row of readRegister(octets, file, fallback)) {
      if ('bad' in row) badRows.push({ register: name, ...row.bad });
      else if (within(period, row.exchange.date)) exchanges.push(row.exchange);
      else outside++;
    }
  });
  return { input: { role: 'register', name, sha256 }, exchanges, badRows, outside };
}

export async function readOrganisationsFile(
  file: string | undefined,
  directory: string,
): Promise<{ input: NewInput | null; organisations: Organisation[]; directory: Directory }> {
  if (file === undefined) return { input: null, organisations: [], directory: new Directory([]) };
  let organisations: Organisation[] = [];
  const sha256 = await withOctets(resolve(directory, file), async (octets) => {
    organisations = await readOrganisations(octets, file);
  });
  const input = { role: 'organisations', name: basename(file).normalize('NFC'), sha256 } as const;
  return { input, organisations, directory: new Directory(organisations) };
}

/** Opens a file, lends its octets in pieces and returns their digest; what was read is what is digested. */
async function withOctets(
  path: string,
  use: (octets: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<string> {
  const opened = openSource(path);
  try {
    await use(pieces(opened.source));
    opened.confirmUnchanged();
    const hash = createHash('sha256');
    for (let at = 0; at < opened.source.length; at += PIECE)
      hash.update(opened.source.read(at, Math.min(at + PIECE, opened.source.length)));
    return hash.digest('hex');
  } finally {
    opened.close();
  }
}

async function* pieces(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < source.length; at += PIECE)
    yield source.read(at, Math.min(at + PIECE, source.length));
}

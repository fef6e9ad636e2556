import { Fault } from '../../fault/fault.ts';
import { readSmallFile } from '../files/source.ts';
import { filesWith, isFolder } from './trust-store.ts';

/** DER of revocation data, by kind. */
export interface RevocationFiles {
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

const REVOCATION_FILES = new Set(['.crl', '.ocsp', '.ors', '.pem', '.der']);

/**
 * Revocation lists (DER or PEM) and OCSP responses (DER) of files and folders. Faults: FILE_MISSING,
 * FILE_UNREADABLE with what: not-revocation-data for a file that is named and is neither.
 */
export function readRevocationFiles(paths: readonly string[]): RevocationFiles {
  const crls: Uint8Array[] = [];
  const ocsps: Uint8Array[] = [];
  for (const path of paths) {
    const folder = isFolder(path);
    for (const file of folder ? filesWith(path, REVOCATION_FILES) : [path]) {
      const octets = readSmallFile(file, LARGEST);
      const kind = kindOf(octets);
      if (kind === 'crl') crls.push(octets);
      else if (kind === 'ocsp') ocsps.push(octets);
      else {
        const found = pemLists(octets);
        if (found.length === 0 && !folder)
          throw new Fault('FILE_UNREADABLE', { path: file, what: 'not-revocation-data' });
        crls.push(...found);
      }
    }
  }
  return { crls, ocsps };
}

/** Largest revocation list: public ones have reached 76 MB. */
const LARGEST = 256 * 1024 * 1024;

/** CertificateList is SEQUENCE { SEQUENCE …}, OCSPResponse SEQUENCE { ENUMERATED …} (RFC 5280 5.1, RFC 6960 4.2.1). */
function kindOf(octets: Uint8Array): 'crl' | 'ocsp' | undefined {
  if (octets[0] !== 0x30) return undefined;
  const length = octets[1] ?? 0;
  const inner = octets[length < 0x80 ? 2 : 2 + (length & 0x7f)];
  return inner === 0x30 ? 'crl' : inner === 0x0a ? 'ocsp' : undefined;
}

/** By offsets and not by a pattern over the text: a list of a million entries is 54 MB of PEM. */
function pemLists(octets: Uint8Array): Uint8Array[] {
  const text = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
  const lists: Uint8Array[] = [];
  for (let from = text.indexOf(BEGIN); from >= 0; from = text.indexOf(BEGIN, from)) {
    from += BEGIN.length;
    const to = text.indexOf(END, from);
    if (to < 0) break;
    lists.push(decoded(text.subarray(from, to)));
    from = to;
  }
  return lists;
}
const BEGIN = '-----BEGIN X509 CRL-----';
const END = '-----END X509 CRL-----';

/** Base64 with line ends, decoded piece by piece into the octets it came from: what is read lies behind what is written. */
function decoded(text: Buffer): Uint8Array {
  let rest = '';
  let length = 0;
  for (let from = 0; from < text.length; from += PIECE) {
    const piece = rest + text.toString('latin1', from, from + PIECE).replace(/\s+/g, '');
    const whole = piece.length & ~3;
    length += text.write(piece.slice(0, whole), length, 'base64');
    rest = piece.slice(whole);
  }
  length += text.write(rest, length, 'base64');
  return new Uint8Array(text.buffer, text.byteOffset, length);
}
const PIECE = 1024 * 1024;

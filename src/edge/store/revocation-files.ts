import { Fault } from '../../fault/fault.ts';
import { readSmallFile } from '../files/source.ts';
import { filesWith, isFolder } from './trust-store.ts';

/** DER of revocation data, by kind. */
export interface RevocationFiles {
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

const REVOCATION_FILES = new Set(['.crl', '.ocsp', '.ors', '.pem', '.der']);
const PEM = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]*)-----END X509 CRL-----/g;

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

function pemLists(octets: Uint8Array): Uint8Array[] {
  const text = Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('latin1');
  return [...text.matchAll(PEM)].map((match) => new Uint8Array(Buffer.from(match[1]!, 'base64')));
}

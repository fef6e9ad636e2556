import { readdirSync, unlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { Fault } from '../../fault/fault.ts';
import { type Certificate, readCertificates } from '../../pki/index.ts';
import { Draft } from '../files/draft.ts';
import { fileFault, readSmallFile } from '../files/source.ts';

/** A certificate of the store, and the file that holds it. */
export interface StoredCertificate {
  readonly certificate: Certificate;
  readonly path: string;
}

/** Extensions of files that hold certificates; other files of a folder are passed over. */
const CERTIFICATE_FILES = new Set(['.pem', '.crt', '.cer', '.der', '.p7b', '.p7c']);
/** Most octets of one certificate file. */
const LARGEST = 4 * 1024 * 1024;

/**
 * The folder of trust: KYSO_TRUST, else `kyso/trust` below the system's folder for configuration. Anchors
 * lie in it, one file each named by fingerprint; certificates that only complete chains in `intermediates`.
 */
export function trustFolder(
  environment: Readonly<Record<string, string | undefined>>,
  directory: string,
  platform: NodeJS.Platform = process.platform,
): string {
  const named = environment.KYSO_TRUST;
  if (named) return resolve(directory, named);
  const home = environment.HOME || homedir();
  const configuration =
    platform === 'win32'
      ? (environment.APPDATA ?? join(home, 'AppData', 'Roaming'))
      : platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : environment.XDG_CONFIG_HOME || join(home, '.config');
  return join(configuration, 'kyso', 'trust');
}

/** A folder with trusted certificates, or with such that only complete chains. */
export class TrustStore {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  get intermediates(): TrustStore {
    return new TrustStore(join(this.folder, 'intermediates'));
  }

  /** Everything in it, by file name; empty when there is no such folder. Faults of readCertificateFile. */
  list(): StoredCertificate[] {
    return certificateFiles(this.folder).flatMap((path) =>
      readCertificateFile(path).map((certificate) => ({ certificate, path })),
    );
  }

  /** Keeps a certificate, whole or not at all; false when it is there already. */
  async add(certificate: Certificate): Promise<boolean> {
    const known = this.list().some((s) => s.certificate.sha256 === certificate.sha256);
    if (known) return false;
    const draft = Draft.create(join(this.folder, `${certificate.sha256}.pem`));
    try {
      draft.write(Buffer.from(pem(certificate.der)), 0);
      await draft.publish();
    } catch (error) {
      draft.discard();
      throw error;
    }
    return true;
  }

  /** Removes the file that holds a certificate, with whatever else that file holds. */
  remove({ path }: StoredCertificate): void {
    try {
      unlinkSync(path);
    } catch (error) {
      throw fileFault(error, path, 'OUTPUT_UNWRITABLE');
    }
  }
}

/** The certificates of a file or of all certificate files in a folder. FILE_MISSING, CERTIFICATE_MALFORMED {what, path}. */
export function readCertificatesAt(path: string): Certificate[] {
  const files = isFolder(path) ? certificateFiles(path) : [path];
  return files.flatMap(readCertificateFile);
}

export function readCertificateFile(path: string): Certificate[] {
  const octets = readSmallFile(path, LARGEST);
  try {
    return readCertificates(octets);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault(error.code, { ...error.data, path }, { cause: error });
  }
}

export function isFolder(path: string): boolean {
  try {
    readdirSync(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') return false;
    throw fileFault(error, path, 'FILE_UNREADABLE');
  }
}

/** Files of a folder with one of the extensions, sorted by name, hidden ones left out. */
export function filesWith(folder: string, extensions: ReadonlySet<string>): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .filter((entry) => extensions.has(extname(entry.name).toLowerCase()))
    .map((entry) => join(folder, entry.name))
    .sort();
}

function certificateFiles(folder: string): string[] {
  try {
    return filesWith(folder, CERTIFICATE_FILES);
  } catch (error) {
    const fault = fileFault(error, folder, 'FILE_UNREADABLE');
    if (fault.code === 'FILE_MISSING') return [];
    throw fault;
  }
}

function pem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

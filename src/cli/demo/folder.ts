import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '../../fault/fault.ts';

/** Where things lie in the demo's folder, relative to it. */
export const PLACES = {
  marker: 'kyso-demo.json',
  root: 'authority/root.cer',
  issuing: 'authority/issuing.cer',
  crls: 'authority/crls',
  service: 'authority/service',
  certificates: 'certificates',
  tokens: 'tokens',
  tokenSettings: 'softhsm2.conf',
  keyStores: 'key-stores',
  pin: 'pin.txt',
  register: 'register.csv',
  organisations: 'organisations.csv',
  drafts: '1-drafts',
  person: '2-signed-by-person',
  released: '3-released',
  ledger: 'ledger.db',
  verification: 'verify.json',
  html: 'report.html',
  csv: 'report.csv',
  json: 'report.json',
  script: 'commands.sh',
} as const;

/** What the marker remembers of a demo. */
export interface Marker {
  readonly schema: 'kyso.demo/1';
  /** Port of the authority on loopback: its address stands in the certificates. */
  readonly port: number;
  readonly finished: boolean;
}

/**
 * Makes the folder, or empties an earlier demo's of what a demo puts there and nothing else.
 * Throws DEMO_FOLDER_TAKEN for a folder with anything in it but without a demo's marker.
 */
export function prepareFolder(folder: string): void {
  if (existsSync(folder) && !hasMarker(folder)) {
    let names: string[] = [''];
    try {
      names = readdirSync(folder);
    } catch {
      // a file, or closed to us: taken either way
    }
    if (names.length > 0) throw new Fault('DEMO_FOLDER_TAKEN', { path: folder });
  }
  for (const place of Object.values(PLACES))
    if (place !== PLACES.marker)
      for (const name of [place, `${place}-wal`, `${place}-shm`])
        rmSync(join(folder, name), { recursive: true, force: true });
  rmSync(join(folder, 'authority'), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeMarker(folder, { schema: 'kyso.demo/1', port: 0, finished: false });
}

export function writeMarker(folder: string, marker: Marker): void {
  writeFileSync(join(folder, PLACES.marker), `${JSON.stringify(marker, null, 2)}\n`);
}

/** The marker of a demo that was finished; DEMO_FOLDER_MISSING otherwise. */
export function readMarker(folder: string): Marker {
  try {
    const marker = JSON.parse(readFileSync(join(folder, PLACES.marker), 'utf8')) as Marker;
    if (marker.schema === 'kyso.demo/1' && marker.finished) return marker;
  } catch {
    // no marker, or no demo's
  }
  throw new Fault('DEMO_FOLDER_MISSING', { path: folder });
}

/** Writes a file below the demo's folder and makes the folders that it needs. */
export function put(folder: string, place: string, content: string | Uint8Array): void {
  const path = join(folder, place);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function hasMarker(folder: string): boolean {
  try {
    const text = readFileSync(join(folder, PLACES.marker), 'utf8');
    return (JSON.parse(text) as Partial<Marker>).schema === 'kyso.demo/1';
  } catch {
    return false;
  }
}

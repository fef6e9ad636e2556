import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sign, signingWorld } from '../unit/format/pades/paper.ts';
import { makePdf } from './documents.ts';

/** The clock of the world that signs. */
export const SIGNED_AT = new Date('2026-11-23T02:00:00Z');

/** Options of `kyso verify` by which such a folder passes, with the folder's parent as working directory. */
export const TRUST = ['--trust', 'root.cer', '--crl', 'crls', '--at', '2026-11-23T02:00:00Z'];

/**
 * Writes `documents` PDFs with `signatures` signatures each (a person's and an agency's in turn), every one with its chain
 * and a time stamp of its own time, into `folder`/`name`; the root and the CRLs stand in `folder`. Returns the paths of the PDFs.
 */
export async function writeSignedFolder(
  folder: string,
  name: string,
  o: {
    readonly documents: number;
    readonly signatures: number;
    readonly ballast?: number;
    readonly pages?: number;
  },
): Promise<string[]> {
  const world = await signingWorld();
  mkdirSync(join(folder, name), { recursive: true });
  mkdirSync(join(folder, 'crls'), { recursive: true });
  writeFileSync(join(folder, 'root.cer'), world.anchors[0]!);
  world.crls().forEach((crl, i) => {
    writeFileSync(join(folder, 'crls', `${i}.crl`), crl);
  });
  const paths: string[] = [];
  for (let i = 0; i < o.documents; i++) {
    let pdf = await makePdf({
      text: `Document ${i}`,
      ballast: o.ballast ?? 0,
      pages: o.pages ?? 1,
    });
    for (let n = 0; n < o.signatures; n++) {
      const stamped = new Date(+SIGNED_AT - (o.documents - i) * 60_000 + n * 1_000);
      pdf = await sign(pdf, { by: n % 2 ? 'agency' : 'person', stamped });
    }
    const path = join(folder, name, `${String(i).padStart(5, '0')}.pdf`);
    writeFileSync(path, pdf);
    paths.push(path);
  }
  return paths;
}

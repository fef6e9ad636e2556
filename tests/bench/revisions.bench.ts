import { describe, it } from 'vitest';
import { memorySource } from '../../dist/bytes/source.js';
import { openDocument } from '../../dist/format/index.js';
import { Steps } from '../../dist/format/pades/difference/steps.js';
import { openPdf, type Pdf } from '../../dist/syntax/pdf/index.js';
import { addRevision, FORM, type Objects, sign, writePaper } from '../unit/format/pades/paper.ts';
import { cpuTimed, least, printTable } from './report.ts';

const ROUNDS = 5;

/** A signed document of so many objects besides its own, and so many revisions that fill a field behind the signature. */
async function documentOf(objects: number, revisions: number): Promise<Uint8Array> {
  const numbers = Array.from({ length: objects }, (_, i) => i + 100);
  const others: Objects = Object.fromEntries(
    numbers.map((n) => [n, `<< /Type /Thing /N ${n} /Next ${n + 1} 0 R >>`]),
  );
  const first = FORM[3]!.replace('/Resources << >>', '/Resources << /X 100 0 R >>');
  const parts: Uint8Array[] = [
    await sign(writePaper({ ...FORM, 3: first, ...others }), { field: 'approval' }),
  ];
  let length = parts[0]!.length;
  let file = parts[0]!;
  for (let i = 0; i < revisions; i++) {
    file = addRevision(file, { 5: FORM[5]!.replace('/FT', `/V (${i}) /FT`) });
    length = file.length;
  }
  return file.subarray(0, length);
}

/** The comparison alone, as it is and as it is when every object is read as a value for what it names. */
function comparing(file: Uint8Array, view: (pdf: Pdf) => Pdf): Promise<number> {
  return least(ROUNDS, () => new Steps(view(openPdf(memorySource(file))), 2).after(2), cpuTimed);
}

const allRead = (pdf: Pdf): Pdf =>
  new Proxy(pdf, {
    get(target, key) {
      if (key === 'references') return () => -1;
      const value = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

const ms = (n: number) => `${n.toFixed(1)} ms`;

describe('what changed after signing', () => {
  it('n → 2n revisions and objects', async () => {
    const rows: Record<string, string>[] = [];
    const row = async (objects: number, revisions: number) => {
      const file = await documentOf(objects, revisions);
      const source = memorySource(file);
      const reading = await least(ROUNDS, () => openPdf(source), cpuTimed);
      const passed = Math.max(0, (await comparing(file, (pdf) => pdf)) - reading);
      const read = Math.max(0, (await comparing(file, allRead)) - reading);
      rows.push({
        'objects × later revisions': `${objects} × ${revisions}`,
        file: `${(file.length / 1e6).toFixed(1)} MB`,
        'opened with changes': ms(await least(ROUNDS, () => openDocument(source), cpuTimed)),
        comparing: revisions > 0 ? ms(passed) : '-',
        'were every object read': revisions > 0 ? ms(read) : '-',
      });
    };
    for (const revisions of [0, 1, 2, 4]) await row(10_000, revisions);
    for (const objects of [20_000, 40_000, 80_000]) await row(objects, 2);
    for (const revisions of [50, 100, 200, 400]) await row(200, revisions);
    printTable('opening a signed PDF and comparing its later revisions', rows);
  });
});

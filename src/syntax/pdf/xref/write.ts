import { tooMuch } from '../findings.ts';
import { name, type PdfDict } from '../object.ts';
import { type Writer, writeObject } from '../serialise.ts';

/** An object written at `offset`, counted from the header. */
export interface Placed {
  readonly number: number;
  readonly generation: number;
  readonly offset: number;
}

/** Ten digits are all a table has room for. */
const TABLE_OFFSET = 9_999_999_999;

/** ISO 32000-2 clause 7.5.4; `placed` ascends by number. */
export function writeXrefTable(to: Writer, placed: readonly Placed[], trailer: PdfDict): void {
  to.text('xref\n');
  if (placed.length === 0) to.text('0 0\n');
  for (const run of runs(placed)) {
    to.text(`${run[0]!.number} ${run.length}\n`);
    for (const { offset, generation } of run) {
      if (offset > TABLE_OFFSET) throw tooMuch('pdf-file-size');
      const place = String(offset).padStart(10, '0');
      to.text(`${place} ${String(generation).padStart(5, '0')} n \n`);
    }
  }
  to.text('trailer\n');
  writeObject(to, trailer);
  to.text('\n');
}

/** Clause 7.5.8, unfiltered: a few entries gain nothing by it. `self` is the stream's own object, and its last entry. */
export function writeXrefStream(
  to: Writer,
  placed: readonly Placed[],
  self: Placed,
  trailer: PdfDict,
): void {
  const all = [...placed, self];
  const width = octetsFor(self.offset);
  const data = new Uint8Array(all.length * (3 + width));
  all.forEach(({ offset, generation }, i) => {
    const at = i * (3 + width);
    data[at] = 1;
    for (let j = 0, rest = offset; j < width; j++, rest = Math.floor(rest / 256))
      data[at + width - j] = rest % 256;
    data[at + width + 1] = generation >> 8;
    data[at + width + 2] = generation;
  });
  const index = runs(all).flatMap((run) => [run[0]!.number, run.length]);
  const entries = { Type: name('XRef'), Index: index, W: [1, width, 2], Length: data.length };
  to.text(`${self.number} ${self.generation} obj\n`);
  writeObject(to, trailer.with(entries));
  to.text('\nstream\n');
  to.octets(data);
  to.text('\nendstream\nendobj\n');
}

function runs(placed: readonly Placed[]): Placed[][] {
  const found: Placed[][] = [];
  for (const one of placed) {
    const run = found.at(-1);
    if (run !== undefined && run.at(-1)!.number + 1 === one.number) run.push(one);
    else found.push([one]);
  }
  return found;
}

function octetsFor(value: number): number {
  let octets = 1;
  for (let rest = value; rest > 255; rest = Math.floor(rest / 256)) octets++;
  return octets;
}

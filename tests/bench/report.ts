/** Prints one measured ratio with its aim. Milliseconds are shown and never asserted. */
export function printRatio(
  what: string,
  ratios: readonly number[],
  aim: string,
  details: string,
): void {
  const sorted = ratios.toSorted((a, b) => a - b);
  const [least, middle, most] = [sorted.at(0)!, median(sorted), sorted.at(-1)!];
  const show = (n: number) => n.toFixed(2);
  console.log(
    `${what}: ${show(middle)} (${show(least)} to ${show(most)}; aim ${aim})\n    ${details}`,
  );
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** Prints rows under their headings, each column as wide as its widest cell. */
export function printTable(title: string, rows: readonly Readonly<Record<string, string>>[]): void {
  const headings = Object.keys(rows[0]!);
  const widths = headings.map((h) => Math.max(h.length, ...rows.map((row) => row[h]!.length)));
  const line = (cells: readonly string[]) =>
    `    ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')}`;
  console.log([title, line(headings), ...rows.map((row) => line(Object.values(row)))].join('\n'));
}

/** The least of several runs: what else the machine does only ever adds to it. */
export async function least(
  rounds: number,
  work: () => unknown,
  measure: (work: () => unknown) => Promise<number> = timed,
): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await measure(work));
  return Math.min(...times);
}

/** Milliseconds of processor time that `work` takes of this process: waiting for other processes is not in it. */
export async function cpuTimed(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

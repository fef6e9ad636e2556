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

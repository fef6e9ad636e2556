/**
 * numerator / denominator in hundredths of a percent, always rounded down, so that neither 100 % nor a target is shown
 * while one document is missing: 1,999 of 2,000 is 9995, 2,000 of 2,040 is 9803. null when the denominator is 0.
 */
export function hundredths(numerator: number, denominator: number): number | null {
  if (denominator === 0) return null;
  return Number((BigInt(numerator) * 10_000n) / BigInt(denominator));
}

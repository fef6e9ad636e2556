import { isElectronic, REASONS, type Reason } from './reason.ts';

/** The rates of documents; their definitions stand in words/report.ts and are printed beside every figure. */
export const RATES = ['R1', 'R2a', 'R2b', 'R2c'] as const;
export type RateCode = (typeof RATES)[number];

/** What is counted: each document once, or once per recipient. */
export const UNITS = ['document', 'recipient'] as const;
export type Unit = (typeof UNITS)[number];

/**
 * Whole numbers only; nobody stores a percentage. `unknown` of the denominator are those whose answer could not be had:
 * they are never in the numerator.
 */
export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
  readonly unknown: number;
}

export type Rates = Readonly<Record<RateCode, Rate>>;

/** What the rates need to know of a document. */
export interface Counted {
  readonly reason: Reason;
  /** At least one signature of its main document is TOTAL-PASSED. */
  readonly anyValid: boolean;
  /** What the register declares, or null. */
  readonly declaredSigned: boolean | null;
  readonly recipients: number;
}

/** How one document counts in one rate. */
export type Place = 'numerator' | 'refuted' | 'unknown' | 'outside';

/**
 * The place of `document` in `rate`: the one rule from which figures and drill-downs both come.
 * R1: electronic among all. R2a: proven among electronic. R2b: any valid signature. R2c: the register says so.
 */
export function placeIn(rate: RateCode, document: Counted): Place {
  const standing = REASONS[document.reason];
  if (rate === 'R1') {
    if (standing === 'excluded') return 'outside';
    if (isElectronic(document.reason)) return 'numerator';
    return document.reason === 'paper-presumed' ? 'unknown' : 'refuted';
  }
  if (!isElectronic(document.reason)) return 'outside';
  if (rate === 'R2a')
    return standing === 'proven' ? 'numerator' : standing === 'unknown' ? 'unknown' : 'refuted';
  if (rate === 'R2b') {
    if (document.anyValid) return 'numerator';
    return standing === 'unknown' ? 'unknown' : 'refuted';
  }
  if (document.declaredSigned === null) return 'unknown';
  return document.declaredSigned ? 'numerator' : 'refuted';
}

/** Adds documents up one by one, so that a million of them need no list. */
export class Tally {
  private readonly unit: Unit;
  private readonly sums = new Map<
    RateCode,
    { numerator: number; denominator: number; unknown: number }
  >();

  constructor(unit: Unit) {
    this.unit = unit;
    for (const rate of RATES) this.sums.set(rate, { numerator: 0, denominator: 0, unknown: 0 });
  }

  add(document: Counted): void {
    const weight = this.unit === 'document' ? 1 : Math.max(1, document.recipients);
    for (const rate of RATES) {
      const place = placeIn(rate, document);
      if (place === 'outside') continue;
      const sum = this.sums.get(rate)!;
      sum.denominator += weight;
      if (place === 'numerator') sum.numerator += weight;
      if (place === 'unknown') sum.unknown += weight;
    }
  }

  get rates(): Rates {
    return Object.fromEntries(
      RATES.map((rate) => [rate, { ...this.sums.get(rate)! }]),
    ) as unknown as Rates;
  }
}

export function ratesOf(documents: Iterable<Counted>, unit: Unit): Rates {
  const tally = new Tally(unit);
  for (const document of documents) tally.add(document);
  return tally.rates;
}

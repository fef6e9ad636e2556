import { Fault } from '../../fault/fault.ts';
import { FIGURES } from './district.ts';

interface Rate {
  readonly numerator: number;
  readonly denominator: number;
}

/** The part of `kyso report --json` that is checked. */
export interface Report {
  readonly rows: readonly unknown[];
  readonly total: { readonly rates: Readonly<Record<'R1' | 'R2a', Rate>> };
}

/** The part of `kyso verify --json` that is checked. */
export interface Summary {
  readonly documents: number;
  readonly 'TOTAL-PASSED': number;
  readonly 'TOTAL-FAILED': number;
}

export interface Found {
  readonly documents: number;
  readonly electronic: number;
  readonly proven: number;
  readonly certificates: number;
}

/** What the demo came to, or DEMO_FIGURES_DIFFER for the first figure that is not what it must be. */
export function checkFigures(report: Report, summary: Summary, certificates: number): Found {
  const { R1, R2a } = report.total.rates;
  const altered = FIGURES.electronic - FIGURES.proven;
  const due: readonly (readonly [string, number, number])[] = [
    ['R1 numerator', R1.numerator, FIGURES.electronic],
    ['R1 denominator', R1.denominator, FIGURES.documents],
    ['R2a numerator', R2a.numerator, FIGURES.proven],
    ['R2a denominator', R2a.denominator, FIGURES.electronic],
    ['agencies', report.rows.length, FIGURES.agencies],
    ['certificates', certificates, FIGURES.certificates],
    ['verified documents', summary.documents, FIGURES.electronic],
    ['TOTAL-PASSED', summary['TOTAL-PASSED'], 2 * FIGURES.proven],
    ['TOTAL-FAILED', summary['TOTAL-FAILED'], 2 * altered],
  ];
  for (const [name, found, expected] of due)
    if (found !== expected) throw new Fault('DEMO_FIGURES_DIFFER', { name, found, expected });
  return {
    documents: R1.denominator,
    electronic: R1.numerator,
    proven: R2a.numerator,
    certificates,
  };
}

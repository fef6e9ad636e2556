import {
  type Figures,
  type Grouping,
  type Place,
  placeIn,
  RATES,
  type RateCode,
  type Reason,
  type Unit,
} from '../audit/index.ts';
import type { Language } from '../words/catalogue.ts';
import { instant } from './instant.ts';

/** What every rendering of the rates is made from; it is complete, so that a rendering computes nothing. */
export interface RatesReport {
  readonly period: string;
  readonly unit: Unit;
  readonly by: readonly Grouping[];
  /** Agencies as of each document's date, or as of the period's end. */
  readonly structure: 'then' | 'now';
  readonly rates: readonly RateCode[];
  /** Number of the audit in the ledger, and the time its signatures were judged at. */
  readonly run: number;
  readonly judgedAt: Date;
  readonly figures: Figures;
  readonly inputs: readonly {
    readonly role: 'register' | 'organisations' | 'documents' | 'trust';
    readonly name: string;
    readonly sha256: string;
  }[];
  readonly badRows: readonly {
    readonly register: string;
    readonly line: number;
    readonly what: string;
    readonly value: string;
  }[];
  readonly rowsOutside: number;
  /** The documents behind the figures, or null when they were not asked for. */
  readonly documents: readonly DrilledDocument[] | null;
}

export interface DrilledDocument {
  readonly organId: string;
  readonly agency: string;
  readonly number: string;
  readonly notation: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly subject: string;
  readonly recipients: number;
  readonly reason: Reason;
  /** Sub-indication or fault code that explains the reason, or null. */
  readonly because: string | null;
  readonly places: Readonly<Record<RateCode, Place>>;
  readonly files: readonly { readonly path: string; readonly sha256: string | null }[];
  readonly register: string;
  readonly line: number;
}

/** How a document counts in each rate. */
export function placesOf(counted: Parameters<typeof placeIn>[1]): Record<RateCode, Place> {
  return Object.fromEntries(RATES.map((rate) => [rate, placeIn(rate, counted)])) as Record<
    RateCode,
    Place
  >;
}

export function designation(document: Pick<DrilledDocument, 'number' | 'notation'>): string {
  return document.notation === '' ? document.number : `${document.number}/${document.notation}`;
}

/** `09:00 23/11/2026 (+07:00)`, as people write it. */
export function timeText(time: Date, language: Language): string {
  const [date, clock] = instant(time).split('T');
  const [year, month, day] = date!.split('-');
  const written = language === 'vi' ? `${day}/${month}/${year}` : date;
  return `${clock!.slice(0, 5)} ${written} (${clock!.slice(8)})`;
}

import { AGENCIES, type AgencyPlan, DISTRICT, PROVINCE } from './agencies.ts';
import { type Chance, chance } from './chance.ts';
import { inventNames } from './names.ts';
import { PAPERS, type PaperKind } from './papers.ts';

/** What the demo's district amounts to; the demo fails when its report says anything else. */
export const FIGURES = {
  agencies: 20,
  certificates: 169,
  documents: 2040,
  electronic: 2000,
  proven: 1999,
  period: '2026-10',
} as const;

export interface DemoPerson {
  /** Folder and key store name: 'nguyen-van-an'. */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** Citizen's number in the subject's UID; all zeros in front, so that it can be nobody's. */
  readonly uid: string;
}

export interface DemoAgency {
  readonly plan: AgencyPlan;
  /** OrganId, newer form; the folder of its documents. */
  readonly organId: string;
  readonly uid: string;
  /** Leaders first. */
  readonly people: readonly DemoPerson[];
  /** Those of its leaders who sign. */
  readonly signers: readonly DemoPerson[];
}

export interface DemoDocument {
  readonly agency: DemoAgency;
  readonly signer: DemoPerson;
  readonly kind: PaperKind;
  readonly number: number;
  /** 'QĐ-UBND' */
  readonly notation: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly subject: string;
  readonly recipients: readonly DemoAgency[];
  readonly electronic: boolean;
  /** '123-QD-UBND.pdf' */
  readonly fileName: string;
  readonly pages: number;
  /** Somebody changes a byte of it after it was signed. */
  readonly altered: boolean;
  /** For what of its text is chosen. */
  readonly seed: number;
}

export interface District {
  readonly name: string;
  readonly agencies: readonly DemoAgency[];
  /** In the order of the register: by date. */
  readonly documents: readonly DemoDocument[];
}

/** Holidays and weekends aside: the working days of October 2026. */
const DAYS = Array.from(
  { length: 31 },
  (_, i) => `2026-10-${String(i + 1).padStart(2, '0')}`,
).filter((day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()));

/** Every 51st document is on paper: 40 of 2,040. */
const PAPER = { every: 51, from: 25 };
/** Pages of a document, in proportion. */
const PAGES = [1, 1, 1, 1, 1, 2, 2, 2, 3, 4, 5];

/** The district: the same agencies, people and documents every time. */
export function makeDistrict(): District {
  const agencies = makeAgencies();
  const counts = shares(
    agencies.map((a) => a.plan.weight),
    FIGURES.documents,
  );
  const drafts = agencies.flatMap((agency, i) => draftsOf(agency, counts[i]!, agencies));
  drafts.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const documents = drafts.map((draft, i) => ({
    ...draft,
    electronic: i % PAPER.every !== PAPER.from,
    altered: false,
    seed: i,
  }));
  const altered = documents.findIndex((d) => d.electronic && d.kind.abbreviation === 'TTr');
  documents[altered] = { ...documents[altered]!, altered: true, pages: 1 };
  return { name: `${DISTRICT}, ${PROVINCE}`, agencies, documents };
}

function makeAgencies(): DemoAgency[] {
  const people = FIGURES.certificates - AGENCIES.length;
  const names = inventNames(people, chance(20_261_001));
  const sizes = shares(
    AGENCIES.map((a) => 20 + a.weight),
    people,
  );
  let at = 0;
  return AGENCIES.map((plan, i) => {
    const staff = names.slice(at, at + sizes[i]!).map((name, rank): DemoPerson => {
      const uid = `CCCD:${String(at + rank + 1).padStart(12, '0')}`;
      return { id: asciiName(name), name, title: titleOf(plan, rank), uid };
    });
    at += sizes[i]!;
    return {
      plan,
      organId: i === 0 ? 'H99.20' : `H99.20.${i}`,
      uid: `MST:${String(i + 1).padStart(10, '0')}`,
      people: staff,
      signers: staff.slice(0, plan.signers),
    };
  });
}

function titleOf({ kind }: AgencyPlan, rank: number): string {
  if (rank === 0) return kind.head;
  return rank < 3 ? kind.deputy : kind.staff[(rank - 3) % kind.staff.length]!;
}

type Draft = Omit<DemoDocument, 'electronic' | 'altered' | 'seed'>;

/** One agency's documents of the month, each kind in a series of its own without gaps. */
function draftsOf(agency: DemoAgency, count: number, agencies: readonly DemoAgency[]): Draft[] {
  const luck = chance(count * 7919 + agency.organId.length * 31 + hash(agency.organId));
  const kinds = PAPERS.flatMap((kind) => Array<PaperKind>(kind.weight).fill(kind));
  const next = new Map(PAPERS.map((kind) => [kind, 40 + luck.below(300)]));
  return Array.from({ length: count }, (_, i) => {
    const kind = luck.pick(kinds);
    const number = next.get(kind)!;
    next.set(kind, number + 1);
    const notation = notationOf(kind, agency.plan);
    return {
      agency,
      signer: agency.signers[i % agency.signers.length]!,
      kind,
      number,
      notation,
      date: DAYS[Math.floor((i * DAYS.length) / count)]!,
      subject: luck.pick(kind.subjects),
      recipients: recipientsOf(agency, agencies, luck),
      fileName: `${number}-${asciiText(notation)}.pdf`,
      pages: luck.pick(PAGES),
    };
  });
}

function notationOf(kind: PaperKind, { abbreviation }: AgencyPlan): string {
  return kind.abbreviation === '' ? `${abbreviation}-TH` : `${kind.abbreviation}-${abbreviation}`;
}

function recipientsOf(own: DemoAgency, all: readonly DemoAgency[], luck: Chance): DemoAgency[] {
  const others = all.filter((agency) => agency !== own);
  const first = luck.below(others.length);
  return Array.from({ length: 1 + luck.below(4) }, (_, i) => others[(first + i) % others.length]!);
}

/** `total` in whole numbers, in proportion to the weights (largest remainders). */
export function shares(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((w) => (w * total) / sum);
  const whole = exact.map(Math.floor);
  const left = total - whole.reduce((a, b) => a + b, 0);
  const order = exact.map((e, i) => [e - whole[i]!, i] as const).sort((a, b) => b[0] - a[0]);
  for (const [, i] of order.slice(0, left)) whole[i]! += 1;
  return whole;
}

/** Without diacritics, as file names of exchanged documents mostly are: 'QD-UBND'. */
export function asciiText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D');
}

function asciiName(name: string): string {
  return asciiText(name).toLowerCase().replaceAll(' ', '-');
}

function hash(text: string): number {
  return [...text].reduce((h, c) => (Math.imul(h, 31) + c.charCodeAt(0)) >>> 0, 7);
}

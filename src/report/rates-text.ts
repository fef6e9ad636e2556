import { type FigureRow, REASON_CODES, REASONS } from '../audit/index.ts';
import { badRows, reasons } from '../words/audit.ts';
import { decimal, fill, type Language } from '../words/catalogue.ts';
import { definitions, report } from '../words/report.ts';
import { shown } from '../words/shown.ts';
import { type TextColumn, textTable } from './columns.ts';
import { fractionText, isStated, percentText, shownPercent } from './percent.ts';
import { type DrilledDocument, designation, type RatesReport, timeText } from './rates-model.ts';

/** Unreadable rows that the terminal lists; the rest is in the CSV, JSON and HTML reports. */
const BAD_ROWS = 20;

/** The report for a terminal. */
export function ratesText(model: RatesReport, language: Language): string {
  const say = (key: keyof typeof report, data = {}) => fill(report[key], language, data);
  const parts = [
    `${say('title', { period: model.period })}\n${head(model, language)}\n`,
    table(model, language),
    meaning(model, language),
    why(model, language),
    unreadable(model, language),
    sources(model, language),
  ];
  if (model.documents !== null) parts.splice(4, 0, drill(model.documents, model, language));
  return parts.filter((part) => part !== '').join('\n');
}

function head(model: RatesReport, language: Language): string {
  return [
    fill(report[`unit${model.unit}`], language),
    fill(report.run, language, { run: model.run, time: timeText(model.judgedAt, language) }),
    fill(model.structure === 'now' ? report.byNow : report.byThen, language),
  ].join('; ');
}

function table(model: RatesReport, language: Language): string {
  const title = (key: keyof typeof report) => fill(report[key], language);
  const agency = model.by.includes('agency');
  const month = model.by.includes('month');
  const columns: TextColumn[] = [
    ...(agency
      ? [
          { title: title('organId'), align: 'left', most: 16 } as const,
          { title: title('agency'), align: 'left', most: 40 } as const,
        ]
      : []),
    ...(month ? [{ title: title('month'), align: 'left' } as const] : []),
    { title: title('documents'), align: 'right' },
    { title: title('electronic'), align: 'right' },
    ...model.rates.map((rate) => ({ title: rate, align: 'right' }) as const),
    { title: title('unknown'), align: 'right' },
  ];
  const figures = ({ rates }: Pick<FigureRow, 'rates'>) => [
    decimal(rates.R1.denominator, language),
    decimal(rates.R1.numerator, language),
    ...model.rates.map((code) => shownPercent(code, rates[code], language)),
    decimal(rates.R2a.unknown + rates.R1.unknown, language),
  ];
  const rows = model.figures.rows.map((row) => [
    ...(agency ? [shown(row.organId), shown(row.agency) || title('noAgency')] : []),
    ...(month ? [row.month ?? ''] : []),
    ...figures(row),
  ]);
  const total = [
    ...(agency ? [title('total'), ''] : []),
    ...(month ? [agency ? '' : title('total')] : []),
    ...figures(model.figures.total),
  ];
  return textTable(columns, [...rows, total], 1);
}

/** Each total with its fraction and its definition, then what was declared and not proven. */
function meaning(model: RatesReport, language: Language): string {
  const { rates } = model.figures.total;
  const lines = model.rates.map((code) => {
    const rate = rates[code];
    const figure = isStated(code, rate)
      ? `${percentText(rate, language)} = ${fractionText(rate, language)}`
      : fill(report.notStated, language);
    const unknown =
      rate.unknown > 0 && isStated(code, rate)
        ? `\n     ${fill(report.unknownOf, language, { count: rate.unknown })}`
        : '';
    return `${code.padEnd(3)}  ${figure}\n     ${fill(definitions[code], language)}${unknown}\n`;
  });
  if (model.rates.includes('R2a') && model.rates.includes('R2c') && isStated('R2c', rates.R2c)) {
    const gap = rates.R2c.numerator - rates.R2a.numerator;
    const phrase = gap < 0 ? report.gapLess : report.gap;
    lines.push(`${fill(phrase, language, { count: Math.abs(gap) })}\n`);
  }
  return `${lines.join('')}${fill(report.rounding, language)}\n`;
}

function why(model: RatesReport, language: Language): string {
  const counts = model.figures.total.reasons;
  const rows = REASON_CODES.filter((code) => counts.has(code)).map((code) => [
    decimal(counts.get(code)!, language),
    code,
    fill(reasons[code], language),
  ]);
  if (rows.length === 0) return '';
  return textTable(
    [
      { title: fill(report.documents, language), align: 'right' },
      { title: fill(report.code, language), align: 'left' },
      { title: fill(report.reasonTitle, language), align: 'left' },
    ],
    rows,
  );
}

function drill(
  documents: readonly DrilledDocument[],
  model: RatesReport,
  language: Language,
): string {
  const title = (key: keyof typeof report) => fill(report[key], language);
  const rows = documents.map((document) => [
    shown(document.organId || document.agency),
    shown(designation(document)),
    document.date,
    document.reason,
    shown(document.because ?? ''),
    ...model.rates.map((rate) => MARKS[document.places[rate]]),
    shown(document.files.map((file) => file.path).join(' | ')),
  ]);
  return `${fill(report.documentsCount, language, { count: documents.length })}\n${textTable(
    [
      { title: title('organId'), align: 'left', most: 24 },
      { title: title('number'), align: 'left', most: 28 },
      { title: title('date'), align: 'left' },
      { title: title('code'), align: 'left' },
      { title: title('detail'), align: 'left', most: 36 },
      ...model.rates.map((rate) => ({ title: rate, align: 'left' }) as const),
      { title: title('file'), align: 'left' },
    ],
    rows,
  )}${fill(report.marks, language)}\n`;
}

/** In the numerator, in the denominator alone, unknown, not counted. */
export const MARKS = { numerator: '●', refuted: '○', unknown: '?', outside: '·' } as const;

function unreadable(model: RatesReport, language: Language): string {
  const lines: string[] = [];
  if (model.badRows.length > 0) {
    lines.push(fill(report.badRowsCount, language, { count: model.badRows.length }));
    for (const row of model.badRows.slice(0, BAD_ROWS)) {
      const what = badRows[row.what as keyof typeof badRows];
      lines.push(
        `  ${shown(row.register)}:${row.line}  ${what ? fill(what, language) : shown(row.what)}  “${shown(row.value)}”`,
      );
    }
    if (model.badRows.length > BAD_ROWS) lines.push('  …');
  }
  if (model.rowsOutside > 0)
    lines.push(fill(report.outside, language, { count: model.rowsOutside }));
  return lines.map((line) => `${line}\n`).join('');
}

function sources(model: RatesReport, language: Language): string {
  const lines = model.inputs.map(
    ({ role, name, sha256 }) =>
      `  ${fill(report[ROLES[role]], language)}: ${shown(name)}${sha256 ? `  sha256 ${sha256}` : ''}\n`,
  );
  return lines.length === 0 ? '' : `${fill(report.inputs, language)}\n${lines.join('')}`;
}

export const ROLES = {
  register: 'registers',
  organisations: 'organisations',
  documents: 'folder',
  trust: 'trust',
} as const;

/** Reason codes in the order in which a reader needs them: what is wrong first, what is proven last. */
export const REASON_ORDER = [...REASON_CODES].sort((a, b) => rank(a) - rank(b));

function rank(code: (typeof REASON_CODES)[number]): number {
  return ['refuted', 'unknown', 'excluded', 'paper', 'proven'].indexOf(REASONS[code]);
}

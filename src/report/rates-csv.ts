import { type FigureRow, hundredths } from '../audit/index.ts';
import { badRows, reasons } from '../words/audit.ts';
import { fill, type Language } from '../words/catalogue.ts';
import { definitions, report } from '../words/report.ts';
import { BOM, csvLine } from './csv.ts';
import { isStated } from './percent.ts';
import { designation, type RatesReport } from './rates-model.ts';

export interface CsvOptions {
  readonly separator: ',' | ';';
}

/**
 * The report for a spreadsheet: with documents one line each, otherwise one line per row of figures with whole
 * numbers and the percentage cut to two decimals; then the definitions and the rows that can't be read.
 */
export function ratesCsv(model: RatesReport, language: Language, options: CsvOptions): string {
  const line = (cells: readonly (string | number)[]) => csvLine(cells, options.separator);
  const body =
    model.documents === null ? figures(model, language, options) : drill(model, language);
  const notes = [
    [],
    [fill(report.period_, language), model.period],
    [fill(report[`unit${model.unit}`], language)],
    ...model.rates.map((code) => [code, fill(definitions[code], language)]),
    [fill(report.rounding, language)],
    ...model.inputs.map(({ name, sha256 }) => [fill(report.inputs, language), name, sha256]),
    ...(model.badRows.length > 0 ? [[], [fill(report.badRows, language)]] : []),
    ...model.badRows.map((row) => {
      const what = badRows[row.what as keyof typeof badRows];
      return [row.register, row.line, what ? fill(what, language) : row.what, row.value];
    }),
  ];
  return BOM + [...body, ...notes].map(line).join('');
}

type Cells = (string | number)[];

function figures(model: RatesReport, language: Language, options: CsvOptions): Cells[] {
  const title = (key: keyof typeof report) => fill(report[key], language);
  const percent = (value: number | null) => {
    if (value === null) return '';
    const digits = String(value).padStart(3, '0');
    // A spreadsheet that separates cells by semicolon writes decimals with a comma.
    return `${digits.slice(0, -2)}${options.separator === ';' ? ',' : '.'}${digits.slice(-2)}`;
  };
  const cells = ({ rates }: Pick<FigureRow, 'rates'>): Cells =>
    model.rates.flatMap((code) => {
      const { numerator, denominator, unknown } = rates[code];
      const stated = isStated(code, rates[code]);
      return [
        stated ? numerator : '',
        denominator,
        unknown,
        stated ? percent(hundredths(numerator, denominator)) : '',
      ];
    });
  return [
    [
      title('organId'),
      title('agency'),
      title('month'),
      ...model.rates.flatMap((code) => [
        `${code} ${title('numerator')}`,
        `${code} ${title('denominator')}`,
        `${code} ${title('unknown')}`,
        `${code} %`,
      ]),
    ],
    ...model.figures.rows.map((row) => [row.organId, row.agency, row.month ?? '', ...cells(row)]),
    [title('total'), '', '', ...cells(model.figures.total)],
  ];
}

function drill(model: RatesReport, language: Language): Cells[] {
  const title = (key: keyof typeof report) => fill(report[key], language);
  return [
    [
      title('organId'),
      title('agency'),
      title('number'),
      title('date'),
      title('subject'),
      title('recipients'),
      title('code'),
      title('reasonTitle'),
      title('detail'),
      ...model.rates,
      title('file'),
      'SHA-256',
      title('register'),
      title('line'),
    ],
    ...(model.documents ?? []).map((document) => [
      document.organId,
      document.agency,
      designation(document),
      document.date,
      document.subject,
      document.recipients,
      document.reason,
      fill(reasons[document.reason], language),
      document.because ?? '',
      ...model.rates.map((rate) => document.places[rate]),
      document.files.map((file) => file.path).join(' | '),
      document.files.map((file) => file.sha256 ?? '').join(' | '),
      document.register,
      document.line,
    ]),
  ];
}

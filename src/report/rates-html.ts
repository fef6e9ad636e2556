import { type FigureRow, type RateCode, REASONS, type Reason } from '../audit/index.ts';
import { badRows, reasons } from '../words/audit.ts';
import { decimal, fill, type Language } from '../words/catalogue.ts';
import { definitions, report } from '../words/report.ts';
import { escaped, page } from './page.ts';
import { fractionText, isStated, percentText, shownPercent } from './percent.ts';
import { type DrilledDocument, designation, type RatesReport, timeText } from './rates-model.ts';
import { MARKS, REASON_ORDER, ROLES } from './rates-text.ts';

/** Documents that one page lists; past it proven ones are left to the CSV report. */
const LISTED = 20_000;

/** The report as one page that needs nothing else: no script, no outside resource, every figure linked to its documents. */
export function ratesHtml(model: RatesReport, language: Language): string {
  const title = fill(report.title, language, { period: model.period });
  const lists = model.documents === null ? [] : agencies(model, model.documents);
  const ids = new Map(lists.map((list, i) => [list.key, `a${i + 1}`]));
  const body = [
    header(model, title, language),
    tiles(model, language),
    table(model, ids, language),
    why(model, language),
    unreadable(model, language),
    lists.length === 0 ? '' : drill(model, lists, ids, language),
    sources(model, language),
  ];
  return page({ title, language, body: body.join('\n') });
}

function header(model: RatesReport, title: string, language: Language): string {
  const facts = [
    fill(report[`unit${model.unit}`], language),
    fill(model.structure === 'now' ? report.byNow : report.byThen, language),
    fill(report.run, language, { run: model.run, time: timeText(model.judgedAt, language) }),
  ];
  return `<header>
<h1>${escaped(title)}</h1>
<p class="facts">${facts.map((fact) => `<span>${escaped(fact)}</span>`).join(' ')}</p>
</header>`;
}

/** The totals with their fractions and definitions. */
function tiles(model: RatesReport, language: Language): string {
  const { rates } = model.figures.total;
  const tile = (code: RateCode) => {
    const rate = rates[code];
    const [name, ...rest] = fill(definitions[code], language).split(':');
    const unknown =
      rate.unknown > 0 && isStated(code, rate)
        ? `<p class="unknown">${escaped(fill(report.unknownOf, language, { count: rate.unknown }))}</p>`
        : '';
    const figure = isStated(code, rate)
      ? `<p class="figure">${percentText(rate, language)}</p><p class="fraction">${fractionText(rate, language)}</p>`
      : `<p class="figure">–</p><p class="fraction">${escaped(fill(report.notStated, language))}</p>`;
    return `<div class="tile"><h3><abbr>${code}</abbr> ${escaped(name ?? '')}</h3>${figure}${unknown}<p class="definition">${escaped(rest.join(':').trim())}</p></div>`;
  };
  const gap = rates.R2c.numerator - rates.R2a.numerator;
  const notes = [
    ...(model.rates.includes('R2a') && model.rates.includes('R2c') && isStated('R2c', rates.R2c)
      ? [fill(gap < 0 ? report.gapLess : report.gap, language, { count: Math.abs(gap) })]
      : []),
    fill(report.rounding, language),
  ];
  return `<section aria-labelledby="definitions"><h2 id="definitions">${escaped(fill(report.definitionsTitle, language))}</h2>
<div class="tiles">${model.rates.map(tile).join('\n')}</div>
${notes.map((note) => `<p class="note">${escaped(note)}</p>`).join('\n')}</section>`;
}

function table(model: RatesReport, ids: ReadonlyMap<string, string>, language: Language): string {
  const word = (key: keyof typeof report) => escaped(fill(report[key], language));
  const agency = model.by.includes('agency');
  const month = model.by.includes('month');
  const numbers = ({ rates }: Pick<FigureRow, 'rates'>, href: string | undefined) =>
    [
      cell(decimal(rates.R1.denominator, language), href),
      cell(decimal(rates.R1.numerator, language), href),
      ...model.rates.map((code) => {
        const rate = rates[code];
        const stated = isStated(code, rate);
        const short = stated && code === 'R2a' && rate.numerator < rate.denominator;
        const text = `<b>${shownPercent(code, rate, language)}</b><small>${stated ? fractionText(rate, language) : ''}</small>`;
        return cell(text, href, short ? 'short' : '');
      }),
      cell(decimal(rates.R2a.unknown + rates.R1.unknown, language), href),
    ].join('');
  const rows = model.figures.rows.map((row) => {
    const id = ids.get(keyOf(row));
    const href = id === undefined ? undefined : `#${id}`;
    const text = escaped(row.agency) || word('noAgency');
    const name = href === undefined ? text : `<a href="${href}">${text}</a>`;
    return `<tr>${agency ? `<td class="code">${escaped(row.organId)}</td><th scope="row">${name}</th>` : ''}${
      month ? `<t${agency ? 'd' : 'h scope="row"'}>${row.month ?? ''}</t${agency ? 'd' : 'h'}>` : ''
    }${numbers(row, href)}</tr>`;
  });
  const heads = [
    ...(agency
      ? [`<th scope="col">${word('organId')}</th><th scope="col">${word('agency')}</th>`]
      : []),
    ...(month ? [`<th scope="col">${word('month')}</th>`] : []),
    ...['documents', 'electronic'].map(
      (key) => `<th scope="col" class="n">${word(key as 'documents')}</th>`,
    ),
    ...model.rates.map((code) => `<th scope="col" class="n">${code}</th>`),
    `<th scope="col" class="n">${word('unknown')}</th>`,
  ];
  const span = (agency ? 2 : 0) + (month ? 1 : 0);
  return `<section aria-labelledby="rates"><h2 id="rates">${word(agency ? 'byAgency' : 'byMonth')}</h2>
<div class="wide" tabindex="0" role="region" aria-labelledby="rates"><table class="rates"><thead><tr>${heads.join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody>
<tfoot><tr>${span > 0 ? `<th scope="row" colspan="${span}">${word('total')}</th>` : ''}${numbers(model.figures.total, undefined)}</tr></tfoot></table></div></section>`;
}

function cell(text: string, href: string | undefined, kind = ''): string {
  const inner = href === undefined ? text : `<a href="${href}">${text}</a>`;
  return `<td class="n${kind ? ` ${kind}` : ''}">${inner}</td>`;
}

function why(model: RatesReport, language: Language): string {
  const counts = model.figures.total.reasons;
  const rows = REASON_ORDER.filter((code) => counts.has(code)).map(
    (code) =>
      `<tr class="${REASONS[code]}"><td class="n">${decimal(counts.get(code)!, language)}</td><td>${escaped(fill(reasons[code], language))}</td><td class="code">${code}</td></tr>`,
  );
  if (rows.length === 0) return '';
  const word = (key: keyof typeof report) => escaped(fill(report[key], language));
  return `<section aria-labelledby="why"><h2 id="why">${word('why')}</h2>
<table><thead><tr><th scope="col" class="n">${word('documents')}</th><th scope="col">${word('reasonTitle')}</th><th scope="col">${word('code')}</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></section>`;
}

function unreadable(model: RatesReport, language: Language): string {
  const outside =
    model.rowsOutside > 0
      ? `<p class="note">${escaped(fill(report.outside, language, { count: model.rowsOutside }))}</p>`
      : '';
  if (model.badRows.length === 0) return outside;
  const word = (key: keyof typeof report) => escaped(fill(report[key], language));
  const rows = model.badRows.map((row) => {
    const what = badRows[row.what as keyof typeof badRows];
    return `<tr><td>${escaped(row.register)}</td><td class="n">${row.line}</td><td>${escaped(what ? fill(what, language) : row.what)}</td><td>${escaped(row.value)}</td></tr>`;
  });
  return `<section aria-labelledby="bad"><h2 id="bad">${word('badRows')}</h2>
<p class="note">${escaped(fill(report.badRowsCount, language, { count: model.badRows.length }))}</p>
<table><thead><tr><th scope="col">${word('register')}</th><th scope="col" class="n">${word('line')}</th><th scope="col">${word('reasonTitle')}</th><th scope="col">${word('value')}</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>${outside}</section>`;
}

interface AgencyList {
  readonly key: string;
  readonly organId: string;
  readonly agency: string;
  readonly month: string | null;
  readonly byReason: ReadonlyMap<Reason, readonly DrilledDocument[]>;
  readonly count: number;
}

/** The documents below the row of figures that they count in. */
function agencies(model: RatesReport, documents: readonly DrilledDocument[]): AgencyList[] {
  const lists = new Map<string, DrilledDocument[]>();
  for (const document of documents) {
    const key = keyOf({
      organId: model.by.includes('agency') ? document.organId : '',
      agency: model.by.includes('agency') ? document.agency : '',
      month: model.by.includes('month') ? document.date.slice(0, 7) : null,
    });
    const list = lists.get(key);
    if (list) list.push(document);
    else lists.set(key, [document]);
  }
  return model.figures.rows.flatMap((row) => {
    const own = lists.get(keyOf(row));
    if (own === undefined) return [];
    const byReason = new Map<Reason, DrilledDocument[]>();
    for (const document of own) {
      const list = byReason.get(document.reason);
      if (list) list.push(document);
      else byReason.set(document.reason, [document]);
    }
    const { organId, agency, month } = row;
    return [{ key: keyOf(row), organId, agency, month, byReason, count: own.length }];
  });
}

function keyOf(row: Pick<FigureRow, 'organId' | 'agency' | 'month'>): string {
  return `${row.organId || row.agency.normalize('NFC').toLowerCase()}\n${row.month ?? ''}`;
}

function drill(
  model: RatesReport,
  lists: readonly AgencyList[],
  ids: ReadonlyMap<string, string>,
  language: Language,
): string {
  const total = lists.reduce((sum, list) => sum + list.count, 0);
  const proven = lists.reduce((sum, list) => sum + (list.byReason.get('proven')?.length ?? 0), 0);
  // What is not proven is always listed; proven documents fill the room that is left.
  let room = LISTED - (total - proven);
  let listed = 0;
  const take = (reason: Reason, documents: readonly DrilledDocument[]) => {
    const taken = reason === 'proven' ? documents.slice(0, Math.max(0, room)) : documents;
    if (reason === 'proven') room -= taken.length;
    listed += taken.length;
    return taken;
  };
  const sections = lists.map((list) => {
    const name = [list.organId, list.agency, list.month ?? ''].filter((part) => part !== '');
    const groups = REASON_ORDER.filter((reason) => list.byReason.has(reason)).map((reason) => {
      const all = list.byReason.get(reason)!;
      return group(reason, all.length, take(reason, all), model, language);
    });
    return `<details class="agency"><summary>${escaped(name.join(' · ')) || escaped(fill(report.noAgency, language))} <span>${escaped(fill(report.documentsCount, language, { count: list.count }))}</span></summary>
<div id="${ids.get(list.key)}">${groups.join('\n')}<p class="note"><a href="#rates">↑ ${escaped(fill(report.back, language))}</a></p></div></details>`;
  });
  const cut =
    listed < total
      ? `<p class="note">${escaped(fill(report.cut, language, { shown: listed, count: total }))}</p>`
      : '';
  return `<section aria-labelledby="documents"><h2 id="documents">${escaped(fill(report.drillTitle, language))}</h2>
<p class="note">${escaped(fill(report.marks, language))}</p>${cut}
${sections.join('\n')}</section>`;
}

function group(
  reason: Reason,
  count: number,
  documents: readonly DrilledDocument[],
  model: RatesReport,
  language: Language,
): string {
  const word = (key: keyof typeof report) => escaped(fill(report[key], language));
  const place = (document: DrilledDocument, rate: RateCode) => {
    const at = document.places[rate];
    return `<td class="mark">${MARKS[at]}</td>`;
  };
  const rows = documents.map((document) => {
    const files = document.files
      .map(
        ({ path, sha256 }) =>
          `<span${sha256 ? ` title="SHA-256 ${escaped(sha256)}"` : ''}>${escaped(path)}</span>`,
      )
      .join('<br>');
    const because = document.because
      ? `<td class="code">${escaped(document.because)}</td>`
      : '<td></td>';
    return `<tr><th scope="row" class="designation">${escaped(designation(document))}</th><td class="date">${document.date}</td><td>${escaped(document.subject)}</td>${because}${model.rates.map((rate) => place(document, rate)).join('')}<td class="file">${files}</td><td class="n">${document.line}</td></tr>`;
  });
  return `<details class="${REASONS[reason]}"${reason === 'proven' || REASONS[reason] === 'paper' ? '' : ' open'}><summary>${escaped(fill(reasons[reason], language))} <span>${escaped(fill(report.documentsCount, language, { count }))}</span></summary>
<div class="wide"><table><thead><tr><th scope="col">${word('number')}</th><th scope="col">${word('date')}</th><th scope="col">${word('subject')}</th><th scope="col">${word('detail')}</th>${model.rates.map((rate) => `<th scope="col" class="mark">${rate}</th>`).join('')}<th scope="col">${word('file')}</th><th scope="col" class="n">${word('line')}</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div></details>`;
}

function sources(model: RatesReport, language: Language): string {
  if (model.inputs.length === 0) return '';
  const rows = model.inputs.map(
    ({ role, name, sha256 }) =>
      `<tr><td>${escaped(fill(report[ROLES[role]], language))}</td><th scope="row">${escaped(name)}</th><td class="hash">${escaped(sha256)}</td></tr>`,
  );
  return `<section aria-labelledby="sources"><h2 id="sources">${escaped(fill(report.inputs, language))}</h2>
<div class="wide"><table><thead class="hidden"><tr><th scope="col"></th><th scope="col"></th><th scope="col">SHA-256</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div></section>`;
}

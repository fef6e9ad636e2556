import { createHash } from 'node:crypto';
import type { Language } from '../words/catalogue.ts';
import { shown } from '../words/shown.ts';

/** Text of others made safe for HTML text and quoted attributes: control characters shown, markup escaped. */
export function escaped(text: string): string {
  return marked(shown(text));
}

/** The same of a sentence whose foreign parts have been shown already: only markup is escaped. */
export function marked(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/**
 * One self-contained page. Its policy allows nothing but its own style sheet, by digest: no script can run in it even if
 * an escape were forgotten. `body` is markup.
 */
export function page(o: { title: string; language: Language; body: string }): string {
  const [opening, closing] = pageFrame(o);
  return opening + o.body + closing;
}

/** What stands before and after the body of such a page; `style` adds to its style sheet. */
export function pageFrame(o: {
  title: string;
  language: Language;
  style?: string;
}): readonly [opening: string, closing: string] {
  const style = STYLE + (o.style ?? '');
  const digest = createHash('sha256').update(style).digest('base64');
  return [
    `<!doctype html>
<html lang="${o.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(o.title)}</title>
<style>${style}</style>
</head>
<body>
<main>
`,
    `
</main>
</body>
</html>
`,
  ];
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #ffffff; --panel: #f5f6f8; --line: #d9dde2; --accent: #0b5cad; --bad: #b3261e; --doubt: #8a5a00; --good: #1a6b3c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --soft: #9aa4af; --paper: #14171a; --panel: #1d2125; --line: #343a41; --accent: #79b8ff; --bad: #ff8a80; --doubt: #e3b341; --good: #7ee2a8; } }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; text-wrap: balance; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
.facts { margin: 0; color: var(--soft); }
.facts span:not(:last-child)::after { content: " ·"; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem; }
.tile { background: var(--panel); border-radius: .6rem; padding: 1rem 1.1rem; }
.tile h3 { margin: 0; font-size: .95rem; font-weight: 600; }
.tile h3 abbr { color: var(--accent); margin-right: .25rem; }
.tile p { margin: 0; }
.figure { font-size: 2.2rem; line-height: 1.2; font-weight: 650; margin-top: .35rem !important; }
.figure, .fraction, td.n { font-variant-numeric: tabular-nums; white-space: nowrap; }
.fraction { color: var(--soft); }
.unknown { color: var(--doubt); font-size: .9rem; }
.definition { margin-top: .5rem !important; font-size: .85rem; color: var(--soft); }
.note { color: var(--soft); font-size: .9rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line); }
tbody th { font-weight: 500; }
thead th { font-weight: 600; color: var(--soft); font-size: .85rem; border-bottom: 2px solid var(--line); vertical-align: bottom; }
tfoot th, tfoot td { border-top: 2px solid var(--line); border-bottom: 0; font-weight: 700; }
th.n, td.n { text-align: right; }
td.n b { display: block; font-weight: 600; }
td.n small { display: block; color: var(--soft); font-size: .78rem; font-weight: 400; }
td.short b { color: var(--bad); }
.rates tbody tr:hover { background: var(--panel); }
.code, .hash { font-family: ui-monospace, "Cascadia Mono", Consolas, "Liberation Mono", monospace; font-size: .85em; }
td.code { white-space: nowrap; line-height: 1.76; }
.designation { white-space: nowrap; }
.hash { overflow-wrap: anywhere; color: var(--soft); }
.file { overflow-wrap: anywhere; }
.date { white-space: nowrap; }
.mark { text-align: center; padding-inline: .3rem; }
.hidden { display: none; }
a { color: inherit; text-decoration: none; }
td a:hover, td a:focus-visible { text-decoration: underline; }
.note a, tbody th a { color: var(--accent); }
.note + .note { margin-top: -.6rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; }
details > div { padding: 0 1rem .75rem; scroll-margin-top: 4rem; }
summary { cursor: pointer; padding: .6rem 1rem; font-weight: 600; }
summary span { color: var(--soft); font-weight: 400; margin-left: .5rem; }
details details { border: 0; border-left: 3px solid var(--line); border-radius: 0; }
details details summary { font-weight: 500; padding-block: .35rem; }
details.refuted { border-left-color: var(--bad); }
details.unknown { border-left-color: var(--doubt); font-size: 1em; color: inherit; }
details.proven { border-left-color: var(--good); }
tr.refuted td:first-child { color: var(--bad); font-weight: 600; }
tr.unknown td:first-child { color: var(--doubt); font-weight: 600; }
tr.unknown, tr.unknown td { font-size: inherit; }
tr.proven td:first-child { color: var(--good); font-weight: 600; }
@media print {
  @page { size: A4 portrait; margin: 20mm 15mm 20mm 30mm; }
  :root { --ink: #000; --soft: #333; --paper: #fff; --panel: #fff; --line: #999; --accent: #000; --bad: #000; --doubt: #000; --good: #000; }
  body { font: 10pt/1.35 "Times New Roman", Tinos, "Liberation Serif", serif; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 16pt; } h2 { font-size: 12pt; margin: 14pt 0 4pt; break-after: avoid; }
  .tiles { grid-template-columns: 1fr 1fr; gap: 6pt; }
  .tile { border: .5pt solid #999; break-inside: avoid; padding: 6pt; }
  .figure { font-size: 16pt; }
  .wide { overflow: visible; }
  table { font-size: 8.5pt; } th, td { padding: 2pt 4pt; }
  tr { break-inside: avoid; } thead { display: table-header-group; } thead.hidden { display: none; }
  details:not([open]) { display: none; }
  details { border: 0; } .note a { display: none; }
}
`;

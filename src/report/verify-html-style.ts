/** What the verification page adds to the house's style sheet (page.ts). */
export const VERIFY_STYLE = `
.groups { display: flex; flex-wrap: wrap; gap: .75rem; list-style: none; margin: 1.5rem 0 0; padding: 0; }
.groups a { display: block; min-width: 8.5rem; background: var(--panel); border-radius: .6rem; padding: .7rem 1rem; border-top: 4px solid var(--line); }
.groups b { display: block; font-size: 1.7rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.groups a:hover span, .groups a:focus-visible span { text-decoration: underline; }
.groups .refuted { border-top-color: var(--bad); } .groups .unknown { border-top-color: var(--doubt); color: inherit; font-size: 1em; } .groups .proven { border-top-color: var(--good); }
details.doc { border-left: 4px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 3rem; }
details.doc.refuted { border-left-color: var(--bad); } details.doc.unknown { border-left-color: var(--doubt); } details.doc.proven { border-left-color: var(--good); }
.doc > summary { overflow-wrap: anywhere; }
.doc > div > .hash { font-size: .8em; margin: 0 0 .5rem; }
.signature { border-top: 1px solid var(--line); padding-top: .6rem; margin-top: .6rem; }
.signature:first-of-type { border-top: 0; margin-top: 0; }
.verdict { margin: 0 0 .4rem; overflow-wrap: anywhere; }
.verdict b { font-weight: 650; }
.verdict .code { color: var(--soft); font-weight: 400; }
.sign { font-weight: 700; margin-right: .25rem; }
.refuted > .verdict .sign, .refuted > summary .sign, .sign.failed { color: var(--bad); }
.unknown > .verdict .sign, .unknown > summary .sign, .sign.unknown { color: var(--doubt); font-size: 1em; }
.proven > .verdict .sign, .proven > summary .sign, .sign.passed { color: var(--good); }
section.unknown { color: inherit; font-size: 1em; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem 1rem; margin: 0 0 .6rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; } dd span { display: block; }
dl.why { background: var(--panel); border-radius: .5rem; padding: .6rem .8rem; }
dl.why dd { font-weight: 500; } dl.why dd span { font-weight: 400; font-size: .88em; color: var(--soft); }
.doc h4 { font-size: .95rem; margin: 1rem 0 .3rem; } .doc h4 .code { color: var(--soft); }
.doc details details summary, .doc section > details > summary { font-weight: 500; padding: .3rem .6rem; }
.doc section > details { border: 0; border-left: 3px solid var(--line); border-radius: 0; }
.doc table { font-size: .88rem; min-width: 40rem; } .doc td small { color: var(--soft); } .doc td { overflow-wrap: anywhere; } .doc tr.block th { background: var(--panel); }
.doc td.code { white-space: nowrap; line-height: inherit; }
@media (max-width: 40rem) {
  main { padding: 1.25rem .9rem 3rem; }
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; } dd { margin-bottom: .35rem; }
  .groups a { min-width: 6.5rem; padding: .5rem .7rem; } .groups b { font-size: 1.3rem; }
  .doc > div, .doc details > div { padding-inline: .7rem; }
}
@media print {
  .groups a { border: .5pt solid #999; }
  details.doc { content-visibility: visible; border: .5pt solid #999; margin: 4pt 0; }
  .doc table { min-width: 0; }
  details.doc:not([open]) { display: block; }
  summary { padding: 2pt 4pt; } dl { gap: 0 8pt; } dl.why { border: .5pt solid #999; padding: 3pt; }
  .doc section > details:not([open]) { display: none; }
}
`;

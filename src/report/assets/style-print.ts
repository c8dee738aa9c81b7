/** On paper: A4, always light, everything open up to a limit, addresses of sources written out. */
export const PRINT = `
@page { size: A4; margin: 14mm 13mm 16mm; }
@media print {
  :root { color-scheme: light only; }
  html { font-size: 11.5px; }
  body { background: #fff; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .wrap { max-width: none; padding: 0; }
  .mast {
    background: none; color: var(--ink); padding: 0 0 1rem; border-bottom: 2px solid var(--ink);
  }
  .mast .kicker, .mast .span { color: var(--soft); }
  .brand .icon { color: var(--brand); }
  .badge { color: #6b4d00; border-color: #a8842a; }
  .kicker { margin-top: 1rem; }
  h1 { font-size: 2.1rem; }
  main { display: block; margin-top: 1rem; }
  main > * { margin-bottom: 1.25rem; }
  .lang, .filters, .js .filters, .index, .skip, #open-all, .evidence summary, .corridors summary {
    display: none;
  }
  summary { color: var(--ink); font-size: 1rem; list-style: none; }
  .card > details > summary { grid-template-columns: 6.5rem 1fr auto; }
  .card > details > summary::after { display: none; }
  .card > details > summary h4 { font-size: 1.125rem; }
  .card > details { padding-bottom: 1rem; }
  .foot { display: block; padding: 0.75rem 0 0; }
  .panel, .figures, .card { box-shadow: none; border-color: #d5d0c5; }
  .board { display: block; margin-top: 0.5rem; }
  .groups { display: block; }
  .group { margin-top: 1.75rem; }
  h2, h3, h4, h5, .group > header, summary { break-after: avoid; }
  .card summary, tr, figure, li, .score { break-inside: avoid; }
  .weeks, .truth, .corridors { break-inside: avoid; }
  .grid3 { grid-template-columns: 1fr 1fr; gap: 1rem 1.5rem; }
  .flows details, .guide { display: none; }
  .guide-ref { display: block; margin-top: 0.75rem; font-size: 0.8125rem; color: var(--soft); }
  .strips { grid-template-columns: 12rem 1fr auto; }
  .split { grid-template-columns: 1.2fr 1fr; gap: 1.5rem; }
  .figures { grid-template-columns: 1.4fr 4fr; }
  .figures dl { grid-template-columns: repeat(5, auto); }
  .matrix td { height: 2.6rem; font-size: 0.6875rem; }
  .proof { grid-template-columns: 1.6fr 1fr; gap: 1rem 1.5rem; }
  .address { display: block; color: var(--soft); }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  .evidence details tbody tr:nth-child(n + 17) { display: none; }
  .evidence details thead { display: none; }
  .pay .time { width: 7.5rem; }
  a { color: inherit; text-decoration: none; }
}
`;

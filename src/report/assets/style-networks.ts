/** Pages of networks: facts, tables, the frames of drawings. */
export const NETWORKS = `
:root { --violet: light-dark(#6b3fa0, #bd9cf0); --plum: light-dark(#94307a, #ec8fd0); }
:root { --victim: light-dark(#2b6b2b, #86cf86); --shade: light-dark(#0002, #0008); }
.network > h4, .network .pairs h4 { margin-top: 1.75rem; }
.networks .network { border-top: 1px solid var(--rule); padding-top: 1rem; margin-top: 1.25rem; }
.network h3 { font-size: 1.25rem; }
.network figure { margin-top: 1.5rem; }
.network figcaption .note { max-width: 52rem; margin-block: 0.15rem 0.5rem; }
.scroll { overflow-x: auto; scrollbar-width: thin; }
.network .scroll, .panel .scroll {
  background: linear-gradient(to right, var(--card) 30%, transparent) 0 0 / 3rem 100% no-repeat
    local,
    linear-gradient(to left, var(--card) 30%, transparent) 100% 0 / 3rem 100% no-repeat local,
    linear-gradient(to right, var(--shade), transparent) 0 0 / 0.9rem 100% no-repeat scroll,
    linear-gradient(to left, var(--shade), transparent) 100% 0 / 0.9rem 100% no-repeat scroll;
}
.scroll svg { display: block; height: auto; max-width: none; }
@media (min-width: 62rem) { .scroll svg:not(.wide) { max-width: 100%; } }
.sums {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(7.25rem, 1fr)); gap: 0.75rem 1rem;
  margin-top: 1rem;
}
.sums > div { border-left: 1px solid var(--line); padding-left: 0.6rem; }
.sums + .note { margin-top: 0.75rem; }
.sums dt { color: var(--soft); font-size: 0.8125rem; }
.sums dd { font: 500 1rem/1.4 var(--serif); font-variant-numeric: lining-nums; }
.roles { margin-top: 0.6rem; }
.roles i, .rows .role i {
  display: inline-block; width: 0.7em; height: 0.7em; border-radius: 2px;
  margin-right: 0.45em;
}
.rows {
  width: 100%; border-collapse: collapse; font-size: 0.8125rem; margin-top: 0.5rem;
  overflow-wrap: break-word;
}
.rows.narrow { width: auto; }
.rows th { text-align: left; font-weight: 500; }
.rows thead th {
  color: var(--soft); font-size: 0.75rem; vertical-align: bottom;
  border-bottom: 1px solid var(--rule);
}
.rows th, .rows td { padding: 0.35rem 1rem 0.35rem 0; vertical-align: top; }
.rows tbody th, .rows tbody td { border-bottom: 1px solid var(--line); }
.rows .num { text-align: right; }
.rows .role, .rows th > a { white-space: nowrap; }
.rows th small { display: block; }
.rows :is(th, td):last-child { padding-right: 0; }
.pairs {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
  gap: 0 2.5rem;
}
.instances > li, .touching li {
  padding-block: 0.4rem; border-top: 1px solid var(--line); font-size: 0.875rem;
}
.steps { display: flex; flex-wrap: wrap; gap: 0.1rem 1.25rem; color: var(--soft); }
.steps { font-size: 0.8125rem; }
.touching small { margin-left: 0.5em; }
.trace td { white-space: nowrap; }
.share { vertical-align: middle; }
.share .whole { fill: var(--line); }
.share .part { fill: var(--brand); }
.timeline .grid { stroke: var(--line); }
.timeline .base, .timeline .life { stroke: var(--rule); }
.timeline .side { font-size: 12px; font-weight: 600; }
.timeline .lane {
  font-size: 12px; stroke: var(--card); stroke-width: 3px; paint-order: stroke;
}
.timeline .sum { font-size: 11px; fill: var(--soft); }
.timeline .tick { stroke: none; font-size: 11px; fill: var(--soft); }
.timeline .bar { rx: 1px; }
.timeline .in { fill: var(--brand); }
.timeline .out { fill: var(--high); }
.timeline .on { fill: var(--soft); }
.timeline .dot { fill-opacity: 0.75; }
.network .sankey { margin-block: 0; width: auto; }
.ribbon.on { stroke: var(--soft); }
@media (max-width: 40rem) {
  .scroll .rows:not(.narrow) { min-width: 56rem; }
}
@page broad { size: A4 landscape; margin: 12mm; }
@media print {
  .network .scroll, .panel .scroll { overflow: visible; background: none; }
  .scroll svg { max-width: 100%; max-height: 240mm; }
  figure:has(svg.broad) { page: broad; }
  figure:has(svg.broad) svg { max-height: 165mm; }
  .network figure, .sums { break-inside: avoid; }
}
`;

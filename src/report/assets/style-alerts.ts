/** The list of alerts: filters, index, groups, cards, evidence. */
export const ALERTS = `
.alerts > h2 { font-size: 1.75rem; }
.alerts { margin-top: 1rem; }
.filters {
  display: none; position: sticky; top: 0; z-index: 3; margin: 1rem -0.75rem 0;
  padding: 0.75rem; background: color-mix(in srgb, var(--paper) 94%, transparent);
  border-bottom: 1px solid var(--line); align-items: end; gap: 0.6rem 1rem; flex-wrap: wrap;
}
.js .filters { display: flex; }
.filters fieldset {
  border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.35rem;
}
.filters .caption { display: block; font-size: 0.75rem; color: var(--soft); }
.chip {
  display: inline-flex; align-items: center; gap: 0.4em; border: 1px solid var(--rule);
  border-radius: 99px; padding: 0.3rem 0.75rem; font-size: 0.8125rem; font-weight: 500;
  color: var(--soft); cursor: pointer; background: var(--card);
}
.chip input { position: absolute; opacity: 0; }
.chip:has(:checked) {
  border-color: var(--level); color: var(--level); box-shadow: inset 0 0 0 1px var(--level);
}
.chip:not(:has(:checked)) { text-decoration: line-through; }
.chip:has(:focus-visible) { outline: 2px solid var(--brand); outline-offset: 2px; }
.filters select, .filters [type="search"] {
  font: inherit; font-size: 0.875rem; color: var(--ink); background: var(--card);
  border: 1px solid var(--rule); border-radius: 6px; padding: 0.3rem 0.5rem; width: 100%;
  min-height: 2.1rem;
}
.filters select { max-width: 15rem; }
.filters .grow { flex: 1 1 10rem; max-width: 20rem; }
.shown {
  margin-left: auto; font-size: 0.875rem; color: var(--soft);
  font-variant-numeric: tabular-nums; padding-bottom: 0.4rem;
}
#open-all {
  font: inherit; font-size: 0.8125rem; color: var(--brand); background: var(--card);
  border: 1px solid var(--rule); border-radius: 6px; padding: 0.3rem 0.75rem; min-height: 2.1rem;
  cursor: pointer;
}
[data-open="true"] > .to-close, [data-open="false"] > .to-open { display: none; }
.rest { margin-top: 2.5rem; overflow-x: auto; }
.rest table { width: 100%; border-collapse: collapse; font-size: 0.8125rem; margin-top: 0.75rem; }
.rest th { text-align: left; font-weight: 500; }
.rest .num { text-align: right; }
.rest td, .rest th {
  padding: 0.35rem 0.75rem 0.35rem 0; border-top: 1px solid var(--line); vertical-align: top;
}
.rest thead th { border: 0; color: var(--soft); font-size: 0.75rem; }
.shown b { color: var(--ink); }
.empty { padding: 3rem 1rem; text-align: center; color: var(--soft); }
.board {
  display: grid; grid-template-columns: 15.5rem minmax(0, 1fr); gap: 2rem; margin-top: 1.25rem;
  align-items: start;
}
.board:not(:has(.index)) { grid-template-columns: minmax(0, 1fr); }
.index {
  position: sticky; top: 5.5rem; max-height: calc(100vh - 6.5rem); overflow-y: auto;
  scrollbar-width: thin;
}
.index h3 { font: 600 0.75rem/1.4 var(--sans); color: var(--soft); padding: 0 0.5rem 0.35rem; }
.index a {
  display: grid; grid-template-columns: auto 1fr auto auto; gap: 0.5rem; align-items: baseline;
  padding: 0.3rem 0.5rem; border-radius: 6px; color: var(--ink); text-decoration: none;
  font-size: 0.8125rem; line-height: 1.3;
}
.index a:hover { background: var(--card); }
.index .num, .index .times { color: var(--soft); }
.groups { display: grid; gap: 3rem; min-width: 0; }
[hidden] { display: none !important; }
.group > header {
  display: grid; grid-template-columns: 1fr auto; gap: 0.5rem 2rem; align-items: end;
  border-top: 3px solid var(--ink); padding-top: 0.75rem; margin-bottom: 1rem;
}
.group h3 { font-size: 1.5rem; letter-spacing: -0.01em; }
.known {
  display: flex; flex-wrap: wrap; color: var(--soft); font-size: 0.8125rem; margin-top: 0.25rem;
}
.known > span + span::before { content: "·"; margin-inline: 0.5em; }
.score {
  display: grid; grid-template-columns: auto 1fr; column-gap: 0.5rem; align-items: baseline;
  font-size: 0.8125rem; color: var(--soft); min-width: 10rem;
}
.score .num { font: 500 1.75rem/1 var(--serif); color: var(--ink); }
.score svg { grid-column: 1 / -1; width: 100%; height: 5px; margin-top: 0.3rem; }
.timeline {
  grid-column: 1 / -1; display: grid; grid-template-columns: auto 1fr auto; gap: 0.75rem;
  align-items: center; font-size: 0.75rem; color: var(--soft);
}
.timeline svg { width: 100%; height: 12px; display: block; }
.card {
  background: var(--card); border: 1px solid var(--line); border-radius: var(--radius);
  margin-top: 0.5rem; --pad: clamp(1rem, 2vw, 1.5rem);
}
.card > details[open] { padding-bottom: var(--pad); }
.card > details > :not(summary) { margin-inline: var(--pad); }
.card > details > summary {
  display: grid; grid-template-columns: 6.5rem 1fr auto 1rem; gap: 0.25rem 1rem; width: auto;
  align-items: baseline; padding: 0.65rem var(--pad); color: inherit; font-weight: inherit;
  list-style: none;
}
.card > details > summary::-webkit-details-marker { display: none; }
.card > details > summary::after {
  content: ""; width: 0.5rem; height: 0.5rem; border: solid var(--soft); border-width: 0 2px 2px 0;
  transform: rotate(45deg) translate(-2px, -2px);
}
.card > details[open] > summary::after { transform: rotate(225deg) translate(-2px, -2px); }
.card > details > summary:hover { text-decoration: none; background: var(--sunk); }
.card > details[open] > summary:hover { background: none; }
.card > details[open] > summary h4 { font-size: 1.25rem; }
.card.critical { border-color: color-mix(in srgb, var(--critical) 45%, var(--line)); }
.tags {
  display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; font-size: 0.8125rem; color: var(--soft);
  align-items: center;
}
.when { font-variant-numeric: tabular-nums; font-size: 0.8125rem; color: var(--soft); }
h4 { font-size: 1rem; }
.sentence {
  font-size: 1rem; line-height: 1.55; max-width: 44rem; margin-top: 0.4rem; text-wrap: pretty;
}
.ground {
  display: flex; flex-wrap: wrap; gap: 0.35rem 1.5rem; background: var(--sunk);
  border-radius: 8px; padding: 0.6rem 0.85rem; margin-top: 0.9rem; font-size: 0.875rem;
}
.ground > p { display: flex; gap: 0.5rem; font-weight: 600; }
.ground .icon { margin-top: 0.2rem; color: var(--brand); }
.ground ul { display: flex; flex-wrap: wrap; gap: 0.2rem 1.25rem; width: 100%; }
.family { color: var(--soft); }
.family::after { content: ":"; }
.proof {
  display: grid; grid-template-columns: minmax(0, 1.7fr) minmax(14rem, 1fr);
  gap: 1.5rem 2.25rem; margin-top: 1.35rem;
}
.measures table, .pay { width: 100%; border-collapse: collapse; }
.measures th, .pay th { font-weight: 500; text-align: left; }
.measures thead th, .pay thead th {
  font-size: 0.75rem; color: var(--soft); padding: 0 0.75rem 0.35rem 0;
  border-bottom: 1px solid var(--rule); vertical-align: bottom;
}
.measures td, .measures tbody th {
  padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid var(--line); vertical-align: top;
  font-size: 0.875rem;
}
.measures .num, .pay .num { text-align: right; white-space: nowrap; }
.measures tbody th code {
  display: block; color: var(--soft); font-size: 0.75rem; margin-top: 0.1rem;
}
.strong { font-weight: 600; }
.measures .state { padding-right: 0; width: 1.25rem; color: var(--brand); }
.measures tr.no .state, .measures tr.unknown .state { color: var(--soft); }
.measures .bar { display: block; width: 100%; height: 12px; margin-top: 0.3rem; }
.measures rect { rx: 3px; }
.bar .value { fill: var(--soft); }
.card .yes .bar .value { fill: var(--level); }
.bar line { stroke: var(--ink); stroke-width: 2; }
.others {
  display: flex; flex-wrap: wrap; gap: 0.35rem 1.75rem; margin-top: 0.75rem;
  font-size: 0.8125rem;
}
.others dt { color: var(--soft); }
.measures .others dd { font-weight: 500; text-align: left; }
.cites li + li { margin-top: 0.9rem; padding-top: 0.9rem; border-top: 1px solid var(--line); }
.cites { font-size: 0.875rem; line-height: 1.4; }
.doc, .locator, .check { font-size: 0.8125rem; color: var(--soft); margin-top: 0.15rem; }
cite { font-style: normal; font-weight: 500; }
.check { display: flex; align-items: center; gap: 0.4rem; }
.check.verified { color: var(--brand); }
.check.unverified { color: var(--high); }
.address { display: none; font: 0.6875rem var(--mono); }
.evidence { margin-top: 1.5rem; }
.pay { table-layout: fixed; font-size: 0.8125rem; line-height: 1.35; }
.pay td {
  padding: 0.4rem 0.75rem 0.4rem 0; border-bottom: 1px solid var(--line); vertical-align: top;
}
.pay td:last-child { padding-right: 0; }
.pay small { display: block; font-size: 0.75rem; }
.pay .time { width: 8rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.pay .time small { display: inline; }
.pay .amount { width: 9rem; }
.pay .from, .pay .to { width: 23%; }
.pay td.amount { font-weight: 600; }
.pay td.amount small { font-weight: 400; }
.pay .self { color: var(--soft); }
.pay thead .amount { text-align: right; }
.pid { font-family: var(--mono); }
.evidence details .pay thead th { padding-top: 0.5rem; }
.guide { margin-top: 0.75rem; }
.cols {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
  gap: 1.25rem 2.5rem; margin-block: 0.75rem; font-size: 0.875rem;
}
.cols li { position: relative; padding-left: 1.4rem; margin-bottom: 0.4rem; text-wrap: pretty; }
.cols ol { counter-reset: step; }
.cols ol li::before {
  counter-increment: step; content: counter(step) "."; position: absolute; left: 0;
  color: var(--soft);
}
.cols ul li::before { content: "–"; position: absolute; left: 0; color: var(--soft); }
.guide-ref { display: none; }
.card footer {
  border-top: 1px solid var(--line); margin-top: 1.25rem; padding-top: 0.75rem;
  font-size: 0.75rem; color: var(--soft);
}
.card footer dl { display: flex; flex-wrap: wrap; gap: 0.1rem 1.5rem; margin-top: 0.25rem; }
.card footer dl div { display: flex; gap: 0.5em; }
.card footer dd { font-family: var(--mono); font-size: 0.6875rem; line-height: 1.6; }
@media (max-width: 72rem) {
  .board { grid-template-columns: minmax(0, 1fr); }
  .index { display: none; }
}
@media (max-width: 48rem) {
  .filters { position: static; margin-inline: 0; padding-inline: 0; }
  .filters label:has(select), .filters .grow { flex: 1 1 100%; max-width: none; }
  .filters select { max-width: none; }
  .shown { margin-left: 0; }
  .proof { grid-template-columns: 1fr; }
  .group > header { grid-template-columns: 1fr; }
  .card > details > summary { grid-template-columns: 1fr 1rem; }
  .card > details > summary > .sev { grid-column: 1; }
  .card > details > summary > h4 { grid-column: 1; }
  .card > details > summary > .when { grid-column: 1; }
  .card > details > summary::after { grid-area: 1 / 2; }
  .rest table, .rest tbody { display: block; }
  .rest thead { display: none; }
  .rest tr { display: grid; grid-template-columns: 1fr auto auto; gap: 0 1rem; }
  .rest td:first-child, .rest td:last-child { grid-column: 1 / -1; }
  .rest th, .rest td { border: 0; padding: 0.1rem 0; }
  .rest tr { border-top: 1px solid var(--line); padding-block: 0.5rem; }
  .pay, .pay tbody { display: block; }
  .pay thead { display: none; }
  .pay tr {
    display: grid; grid-template-columns: 1fr auto; gap: 0.1rem 0.75rem; padding-block: 0.6rem;
    border-bottom: 1px solid var(--line);
  }
  .pay td { display: block; padding: 0; border: 0; width: auto; }
  .pay .time { grid-area: 1 / 1; width: auto; color: var(--soft); }
  .pay .amount { grid-area: 1 / 2; width: auto; }
  .pay .from, .pay .to, .pay .how, .pay .text { grid-column: 1 / -1; width: auto; }
  .pay .to { padding-left: 1.15rem; position: relative; }
  .pay .to::before { content: "→"; position: absolute; left: 0; color: var(--soft); }
  .pay .how { color: var(--soft); margin-top: 0.2rem; }
  .measures table, .measures tbody { display: block; }
  .measures thead { display: none; }
  .measures tr {
    display: grid; grid-template-columns: 1fr auto 1.25rem; gap: 0.1rem 0.6rem;
    padding-block: 0.6rem; border-bottom: 1px solid var(--line);
  }
  .measures tbody th { grid-column: 1 / -1; }
  .measures td, .measures tbody th { display: block; padding: 0; border: 0; }
  .measures td.num { font-size: 0.9375rem; }
  .measures td.strong { text-align: left; }
}
`;

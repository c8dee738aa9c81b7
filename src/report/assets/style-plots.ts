/** The plots: weeks, Sankey diagrams, corridors. */
export const PLOTS = `
.q1 { --heat: light-dark(#dcebec, #1d3a44); }
.q2 { --heat: light-dark(#b5d6d9, #1f5260); }
.q3 { --heat: light-dark(#7fb8be, #246e7d); }
.q4 { --heat: light-dark(#41929d, #2f8fa0); }
.q5 { --heat: light-dark(#156f7e, #55b4c4); }
.q6 { --heat: light-dark(#0b4552, #9fe0ea); }
rect[class^="q"] { fill: var(--heat); }
.strips {
  display: grid; grid-template-columns: minmax(9rem, 19rem) 1fr auto; gap: 5px 1rem;
  align-items: center; margin: 1.25rem 0 1rem;
}
.strips svg { width: 100%; display: block; overflow: visible; }
.strip { height: 18px; }
.strip-label { font-size: 0.875rem; line-height: 1.25; text-wrap: balance; }
.strip-total { text-align: right; font-size: 0.875rem; min-width: 1.5rem; }
.columns + .strip-total { align-self: end; }
.strips > .strip-label:first-child { align-self: end; font-weight: 600; }
.strip .bed { fill: var(--sunk); }
.grid { stroke: var(--line); }
.tick, .axis text { font: 11px var(--sans); fill: var(--soft); }
.tick { paint-order: stroke; stroke: var(--card); stroke-width: 4px; }
.shades { display: flex; align-items: center; gap: 0.5rem; margin-left: auto; color: var(--soft); }
.shades svg { width: 90px; height: 12px; }
.grid3 {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22.5rem), 1fr));
  gap: 1.75rem 2.25rem; margin-top: 1.25rem;
}
.grid3 figure {
  border-top: 1px solid var(--rule); padding-top: 0.75rem; display: flex;
  flex-direction: column;
}
.flows h3 { font-size: 1.0625rem; }
.flows h3 a { color: inherit; text-decoration-color: var(--rule); }
.flows figcaption p {
  display: flex; justify-content: space-between; font-size: 0.8125rem; color: var(--soft);
  margin-top: 0.25rem; gap: 1rem;
}
.flows figcaption p span:last-child { text-align: right; }
.flows figcaption b { color: var(--ink); font-weight: 600; font-variant-numeric: tabular-nums; }
.sankey { width: 100%; height: auto; display: block; margin-block: 0.25rem auto; }
.ribbon { fill: none; stroke-opacity: 0.2; }
.ribbon:hover { stroke-opacity: 0.45; }
.ribbon.in { stroke: var(--brand); }
.ribbon.out { stroke: var(--high); }
.sankey .end { fill: var(--soft); }
.sankey .subject { fill: var(--ink); }
.sankey text { font: 500 12.5px var(--sans); fill: var(--ink); pointer-events: none; }
.sankey .sum {
  font-weight: 400; font-size: 11.5px; fill: var(--soft); font-variant-numeric: tabular-nums;
}
.ends { width: 100%; border-collapse: collapse; font-size: 0.8125rem; margin-top: 0.25rem; }
.ends th { text-align: left; color: var(--soft); font-weight: 500; padding-top: 0.5rem; }
.ends td { border-top: 1px solid var(--line); padding: 0.25rem 0; vertical-align: top; }
.ends .num { text-align: right; padding-left: 1rem; white-space: nowrap; }
.split {
  display: grid; grid-template-columns: minmax(0, 1.25fr) minmax(18rem, 1fr); gap: 2.5rem;
  margin-top: 1.25rem; align-items: start;
}
.matrix table { border-collapse: separate; border-spacing: 3px; width: 100%; table-layout: fixed; }
.matrix th { font-weight: 600; font-size: 0.8125rem; color: var(--soft); padding: 0.15rem; }
.matrix td {
  text-align: center; font-size: 0.75rem; line-height: 1.25; height: 3.25rem;
  border-radius: 5px; padding: 2px; font-variant-numeric: tabular-nums;
}
.matrix td[class^="q"] { background: var(--heat); }
.matrix .q1, .matrix .q2, .matrix .q3 { color: light-dark(#17212d, #f2f6f8); }
.matrix .q4 { color: light-dark(#08161c, #08161c); }
.matrix .q5, .matrix .q6 { color: light-dark(#ffffff, #08161c); }
.matrix .none { box-shadow: inset 0 0 0 1px var(--line); color: var(--soft); }
.matrix .corner { text-align: left; color: var(--soft); height: auto; font-size: 0.6875rem; }
.matrix small {
  display: table; margin: 2px auto 0; background: var(--critical);
  color: light-dark(#fff, #1d0a10); border-radius: 3px; padding: 0 4px; font-weight: 600;
  font-size: 0.6875rem;
}
.routes li {
  display: grid; grid-template-columns: 1fr auto; gap: 0.15rem 1rem; padding-block: 0.5rem;
  border-top: 1px solid var(--line); font-size: 0.875rem;
}
.routes li:first-child { border-top: 0; padding-top: 0; }
.routes .reach, .routes small { grid-column: 1 / -1; }
.reach { width: 100%; height: 6px; display: block; }
.reach .all { fill: light-dark(#7fb8be, #246e7d); }
.routes .num { text-align: right; }
.hot { color: var(--critical); font-weight: 600; }
@media (max-width: 62rem) {
  .split { grid-template-columns: 1fr; }
}
@media (max-width: 40rem) {
  .matrix { display: none; }
  .strips { grid-template-columns: 1fr auto; gap: 0 0.75rem; }
  .strip-label { grid-column: 1 / -1; margin-top: 0.6rem; font-size: 0.8125rem; }
  .strips > span.strip-label { display: none; }
  .strip { height: 14px; }
  .shades { margin-left: 0; }
  .axis .year { display: none; }
}
`;

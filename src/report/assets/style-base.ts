/** Colours, type, the head of the page, panels, figures. Every pair of colours meets WCAG AA. */
export const BASE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#f4f2ed, #10151c);
  --card: light-dark(#ffffff, #19212b);
  --sunk: light-dark(#f0ede6, #131a22);
  --ink: light-dark(#17212d, #e7ebf0);
  --soft: light-dark(#56616e, #a3afbc);
  --line: light-dark(#e0dcd3, #2b3643);
  --rule: light-dark(#c9c4b8, #3a4756);
  --deep: light-dark(#0e2a3a, #0a1d29);
  --brand: light-dark(#0b5a6b, #74c7d6);
  --critical: light-dark(#a8123c, #ff8099);
  --high: light-dark(#b64a00, #ff9f5e);
  --medium: light-dark(#856300, #e4b945);
  --low: light-dark(#3f6290, #92b6e6);
  --bed: light-dark(#e9e5dc, #26303b);
  --serif: "Iowan Old Style", Charter, "Palatino Linotype", Palatino, Georgia,
    "Liberation Serif", serif;
  --sans: -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans",
    "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", monospace;
  --radius: 10px;
}
*, ::before, ::after { box-sizing: border-box; }
html { scroll-padding-top: 5rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink); font: 400 0.9375rem/1.5 var(--sans);
  overflow-wrap: anywhere;
}
body [lang="es"] { display: none; }
:root:is([data-lang="es"]:not(:has(#en:target)), :has(#es:target))
  body [lang="es"] { display: revert; }
:root:is([data-lang="es"]:not(:has(#en:target)), :has(#es:target))
  body [lang="en"] { display: none; }
[translate="no"] { unicode-bidi: isolate; }
h1, h2, h3, h4, h5, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h2, h3, h4 { font-family: var(--serif); font-weight: 600; line-height: 1.2; text-wrap: balance; }
h2 { font-size: 1.5rem; letter-spacing: -0.01em; }
h5 { font: 600 0.75rem/1.4 var(--sans); color: var(--soft); margin-bottom: 0.5rem; }
a { color: var(--brand); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--brand); outline-offset: 2px; border-radius: 3px; }
[tabindex="-1"]:focus-visible { outline-offset: 4px; }
small { font-size: 0.8125em; color: var(--soft); }
code { font: 0.8125em/1.4 var(--mono); }
.num { font-variant-numeric: tabular-nums lining-nums; white-space: nowrap; }
.wrap { max-width: 84rem; margin-inline: auto; padding-inline: clamp(1rem, 3vw, 2.5rem); }
.vh {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap;
}
.skip {
  position: absolute; left: 1rem; top: -4rem; background: var(--card); color: var(--ink);
  padding: 0.5rem 1rem; border-radius: 6px; z-index: 9;
}
.skip:focus { top: 0.5rem; }
.icon { width: 1em; height: 1em; flex: none; vertical-align: -0.125em; }
.sprite { position: absolute; }
.note { color: var(--soft); font-size: 0.8125rem; }
.lede { color: var(--soft); max-width: 46rem; margin-top: 0.35rem; text-wrap: pretty; }
summary {
  cursor: pointer; color: var(--brand); font-size: 0.875rem; font-weight: 500;
  padding-block: 0.25rem; width: fit-content;
}
summary:hover { text-decoration: underline; }
.critical { --level: var(--critical); }
.high { --level: var(--high); }
.medium { --level: var(--medium); }
.low { --level: var(--low); }
.sev {
  color: var(--level); display: inline-flex; align-items: center; gap: 0.4em; font-weight: 600;
}
.f-critical { fill: var(--critical); }
.f-high { fill: var(--high); }
.f-medium { fill: var(--medium); }
.f-low { fill: var(--low); }
.bed { fill: var(--bed); }
rect { rx: 2px; }
.sevbar rect { rx: 0; }
.mast { background: var(--deep); color: #eef3f5; padding-block: 1rem 5.25rem; }
.mast a:focus-visible { outline-color: #fff; }
.bar { display: flex; align-items: center; gap: 0.75rem 1rem; flex-wrap: wrap; }
.brand {
  display: flex; align-items: center; gap: 0.6rem; font: 600 1.125rem/1 var(--serif);
  margin-right: auto;
}
.brand .icon { width: 2rem; height: 2rem; color: #7fd0de; }
.badge {
  border: 1px solid #d9b75a; color: #f3dc9c; border-radius: 99px; padding: 0.15rem 0.8rem;
  font-size: 0.8125rem; order: 3;
}
.lang { display: flex; border: 1px solid #4c6878; border-radius: 99px; padding: 2px; order: 4; }
.lang a {
  color: #d5e2e7; text-decoration: none; font-weight: 600; font-size: 0.8125rem;
  line-height: 1.5rem; min-width: 2.5rem; text-align: center; border-radius: 99px;
  position: relative;
}
.lang a:hover { color: #fff; }
:root:is([data-lang="en"]:not(:has(#es:target)), :has(#en:target)) .lang [data-switch="en"],
:root:is([data-lang="es"]:not(:has(#en:target)), :has(#es:target)) .lang [data-switch="es"] {
  background: #e9f3f5; color: #0e2a3a;
}
.kicker { margin-top: 2.5rem; color: #a9c4ce; font-size: 0.875rem; }
h1 {
  font: 500 clamp(1.75rem, 1.1rem + 2.6vw, 3rem)/1.12 var(--serif); letter-spacing: -0.015em;
  max-width: 24em; margin-top: 0.35rem; text-wrap: balance;
}
.span { margin-top: 0.75rem; color: #c4d6dd; }
main { display: grid; gap: 1.5rem; margin-top: -3.5rem; padding-bottom: 3rem; }
main > * { min-width: 0; }
.panel, .figures {
  background: var(--card); border: 1px solid var(--line); border-radius: var(--radius);
  padding: clamp(1rem, 2vw, 1.75rem);
}
.figures {
  display: grid; grid-template-columns: minmax(16rem, 1.6fr) 4fr; gap: 1rem 2rem;
  align-items: center; box-shadow: 0 8px 28px -18px #0008;
}
.figures dl {
  display: grid; grid-template-columns: repeat(5, auto); justify-content: space-between;
  gap: 1rem 1.5rem;
}
.figures dl .figure {
  display: flex; flex-direction: column-reverse; justify-content: flex-end;
  border-left: 1px solid var(--line); padding-left: 1rem;
}
.figures dt, .lead > p + p { color: var(--soft); font-size: 0.8125rem; }
.figures .num { font: 500 1.5rem/1.2 var(--serif); font-variant-numeric: lining-nums; }
.lead .num { font-size: 2.75rem; line-height: 1; }
.lead { display: grid; grid-template-columns: auto 1fr; align-items: baseline; column-gap: 0.6rem; }
.lead > svg, .lead > ul { grid-column: 1 / -1; }
.sevbar {
  width: 100%; height: 8px; border-radius: 4px; margin: 0.7rem 0 0.5rem; display: block;
  overflow: hidden;
}
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; font-size: 0.8125rem; }
.legend .sev { font-weight: 500; }
.truth { display: grid; grid-template-columns: 1.6fr 1fr; gap: 0.25rem 2rem; align-items: start; }
.truth h2, .truth .lede { grid-column: 1; }
.schemes {
  grid-column: 1 / -1; grid-row: 3; display: grid;
  grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 0.5rem 1.5rem;
  margin-top: 1rem;
}
.schemes li { display: flex; gap: 0.6rem; align-items: flex-start; line-height: 1.35; }
.schemes .icon { margin-top: 0.1rem; width: 1.1em; height: 1.1em; color: var(--brand); }
.schemes small { display: block; }
.schemes .miss .icon { color: var(--critical); }
.innocent {
  grid-column: 2; grid-row: 1 / 3; display: flex; gap: 1rem; align-items: center;
  background: var(--sunk); border-radius: 8px; padding: 0.8rem 1rem; font-size: 0.875rem;
  line-height: 1.4;
}
.innocent .num { font: 500 2rem/1 var(--serif); }
.facts {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 0.75rem 2rem;
  margin: 1rem 0;
}
.facts dt { color: var(--soft); font-size: 0.8125rem; }
.facts dd { font-size: 0.875rem; }
.facts dd [translate="no"] { font-family: var(--mono); font-size: 0.8125rem; }
.idle li { padding-block: 0.5rem; border-top: 1px solid var(--line); font-size: 0.875rem; }
.typologies details { border-top: 1px solid var(--line); padding-block: 0.35rem; }
.typologies details:first-of-type { margin-top: 1rem; }
.typologies details > p { max-width: 48rem; margin-block: 0.35rem; }
.typologies summary b { font-weight: 500; font-size: 0.9375rem; }
.foot {
  border-top: 1px solid var(--line); color: var(--soft); font-size: 0.8125rem;
  padding-block: 1.25rem 2rem;
}
@media (max-width: 62rem) {
  .figures { grid-template-columns: 1fr; }
  .figures dl {
    grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); justify-content: stretch;
  }
  .truth { grid-template-columns: 1fr; }
  .truth .schemes, .truth .innocent { grid-column: 1; grid-row: auto; }
}
@media (max-width: 40rem) {
  .mast { padding-bottom: 4.5rem; }
  .kicker { margin-top: 1.5rem; }
  .badge { order: 5; width: 100%; border-radius: 6px; }
  .figures dl { grid-template-columns: 1fr 1fr; }
  .schemes { grid-template-columns: 1fr; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;

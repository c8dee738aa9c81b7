/** Where money went from and to: a matrix of countries, and the corridors in order of value. */
import type { Corridor, ReportInput } from './input.js';
import { html, type Markup } from './markup.js';
import { roundedQuotient } from './measured.js';
import { box, column, fold } from './pieces.js';
import { count, countryNames, datum, pair, type Voice } from './voice.js';

const COUNTRIES_MAX = 8;
const CORRIDORS_MAX = 7;
/** Shades of the matrix, one a factor of ten. */
const SHADES = 6;

export function corridorsPanel(input: ReportInput, voice: Voice): Markup | null {
  if (input.corridors.length === 0) return null;
  return html`
    <section class="panel corridors" aria-labelledby="corridors-h">
      <h2 id="corridors-h">${voice.say('report.corridors.title')}</h2>
      <p class="lede">${voice.say('report.corridors.lede', { currency: voice.currency })}</p>
      <div class="split">
        ${matrix(input.corridors, voice)}
        ${ranking(input.corridors, voice)}
      </div>
    </section>`;
}

function matrix(corridors: readonly Corridor[], voice: Voice): Markup {
  const countries = largestCountries(corridors);
  const most = Math.max(1, ...corridors.map(({ value_minor }) => Number(value_minor)));
  const cell = (from: string | null, to: string | null) => {
    const corridor = corridors.find((c) => c.from_country === from && c.to_country === to);
    if (!corridor || corridor.value_minor === 0n) return html`<td class="none">·</td>`;
    const alerted = alertedShare(corridor);
    const mark = alerted && html`<small class="hot" translate="no">${alerted}</small>`;
    const level = shade(Number(corridor.value_minor), most);
    return html`<td class="q${level}">${voice.roughMoney(corridor.value_minor)}${mark}</td>`;
  };
  const row = (from: string | null) => html`
    <tr><th scope="row">${code(from)}</th>${countries.map((to) => cell(from, to))}</tr>`;
  return html`
    <div class="matrix">
      <table>
        <caption class="vh">${voice.say('report.corridors.title')}</caption>
        <thead><tr>
          <td class="corner">${voice.say('report.corridors.corner')}</td>
          ${countries.map((to) => column(code(to)))}
        </tr></thead>
        <tbody>${countries.map(row)}</tbody>
      </table>
    </div>`;
}

function ranking(corridors: readonly Corridor[], voice: Voice): Markup {
  const ranked = [...corridors].sort((a, b) => Number(b.value_minor - a.value_minor));
  const most = Number(ranked[0]?.value_minor ?? 1n) || 1;
  const items = ranked.map((corridor) => rankedItem(corridor, most, voice));
  const rest = items.slice(CORRIDORS_MAX);
  const more = voice.say('report.corridors.more', { n: rest.length });
  return html`
    <div>
      <ol class="routes">${items.slice(0, CORRIDORS_MAX)}</ol>
      ${rest.length > 0 && fold(more, html`<ol class="routes">${rest}</ol>`)}
    </div>`;
}

function rankedItem(corridor: Corridor, most: number, voice: Voice): Markup {
  const { from_country, to_country, payments, value_minor, alerted_value_minor } = corridor;
  const alerted = alertedShare(corridor);
  const hot = Math.max(0.6, (100 * Number(alerted_value_minor)) / most);
  const share = alerted && voice.say('report.corridors.alerted', { share: alerted });
  const arrow = html`<span aria-hidden="true">→</span>`;
  const spoken = html`<span class="vh">${voice.say('report.corridors.to')}</span>`;
  return html`
    <li>
      <span>${name(from_country, voice)} ${arrow}${spoken} ${name(to_country, voice)}</span>
      <span class="num" translate="no">${voice.wholeMoney(value_minor)}</span>
      <svg class="reach" aria-hidden="true">
        ${box({ class: 'bed' })}
        ${box({ class: 'all', width: (100 * Number(value_minor)) / most })}
        ${alerted && box({ class: 'f-critical', width: hot })}
      </svg>
      <small>
        ${voice.say('report.corridors.payments', { n: payments, shown: count(payments) })}
        ${alerted && html` · <span class="hot">${share}</span>`}
      </small>
    </li>`;
}

function largestCountries(corridors: readonly Corridor[]): (string | null)[] {
  const value = new Map<string | null, bigint>();
  for (const { from_country, to_country, value_minor } of corridors) {
    value.set(from_country, (value.get(from_country) ?? 0n) + value_minor);
    value.set(to_country, (value.get(to_country) ?? 0n) + value_minor);
  }
  return [...value.entries()]
    .sort(([, a], [, b]) => (b > a ? 1 : b < a ? -1 : 0))
    .slice(0, COUNTRIES_MAX)
    .map(([country]) => country);
}

/** `3.1%` of the corridor's value is evidence of some alert; null where none is. */
function alertedShare({ alerted_value_minor, value_minor }: Corridor): string | null {
  if (alerted_value_minor <= 0n || value_minor <= 0n) return null;
  const permille = Number(roundedQuotient(alerted_value_minor * 1000n, value_minor));
  return permille === 0 ? '<0.1%' : `${(permille / 10).toFixed(1)}%`;
}

function shade(value: number, most: number): number {
  const decades = Math.log10(most / value);
  return Math.max(1, Math.min(SHADES, Math.round(SHADES - decades * 1.5)));
}

function code(country: string | null): Markup {
  if (country === null) return datum('?');
  const names = countryNames(country);
  return html`${datum(country)}<span class="vh"> ${pair(names)}</span>`;
}

function name(country: string | null, voice: Voice): Markup {
  if (country === null) return voice.say('report.corridors.unknown');
  return pair(countryNames(country));
}

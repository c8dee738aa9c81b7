/** Signs, drawn once and used by name. Each severity has a shape of its own. */
import { html, type Markup } from './markup.js';

export function icon(name: keyof typeof SHAPES): Markup {
  return html`<svg class="icon" aria-hidden="true"><use href="#i-${name}"/></svg>`;
}

/** The definitions, placed once at the top of the page. */
export function iconSprite(): Markup {
  const symbols = Object.entries(SHAPES).map(
    ([name, shape]) => html`<symbol id="i-${name}" viewBox="0 0 16 16">${shape}</symbol>`,
  );
  return html`<svg class="sprite" aria-hidden="true" width="0" height="0">${symbols}</svg>`;
}

const line = html`fill="none" stroke="currentColor" stroke-linecap="round"`;
const stroke = html`${line} stroke-width="1.6" stroke-linejoin="round"`;
const mark = html`fill="none" stroke="var(--card)" stroke-width="1.8" stroke-linecap="round"`;
const ring = html`<circle cx="8" cy="8" r="6.5" ${stroke}/>`;

const SHAPES = {
  critical: html`
    <path fill="currentColor" d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z"/>
    <path ${mark} d="M8 4.2v4.6M8 11.5v.1"/>`,
  high: html`
    <path fill="currentColor" d="M8 1 15.5 14.5H.5z"/>
    <path ${mark} d="M8 6v3.6M8 12v.1"/>`,
  medium: html`<path fill="currentColor" d="M8 .8 15.2 8 8 15.2.8 8z"/>`,
  low: html`<circle cx="8" cy="8" r="5.5" ${stroke}/>`,
  yes: html`<path ${line} stroke-width="2" d="m3 8.5 3.5 3.5L13 4.5"/>`,
  no: html`<path ${line} stroke-width="2" d="m4 4 8 8M12 4l-8 8"/>`,
  unknown: html`<path ${stroke} d="M5.5 6a2.5 2.5 0 1 1 3.6 2.2C8.3 8.6 8 9 8 10M8 12.8v.1"/>`,
  verified: html`${ring}<path ${stroke} d="m5 8.2 2.2 2.2L11 6"/>`,
  summary_only: html`${ring}<path fill="currentColor" d="M8 3.5a4.5 4.5 0 0 1 0 9z"/>`,
  unverified: html`
    <circle cx="8" cy="8" r="6.5" ${stroke} stroke-dasharray="2.5 2.5"/>
    <path ${stroke} d="M8 5v3.5M8 11v.1"/>`,
  bridge: html`
    <path ${stroke} d="M1 11.5h14M4.5 13.5v-10M11.5 13.5v-10"/>
    <path ${stroke} d="M1 8.5c2 0 3.5-2 3.5-5 0 4 7 4 7 0 0 3 1.5 5 3.5 5M8 6.5v5"/>`,
} as const;

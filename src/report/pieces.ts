/** Small pieces of markup that several parts of the page share. */
import type { Severity } from '../model/index.js';
import { icon } from './icons.js';
import { html, type Markup } from './markup.js';
import type { Voice } from './voice.js';

/** A rectangle in a plot: `x` and `width` in per cent of it, `y` and `height` in pixels. */
export interface Box {
  readonly class: string;
  readonly x?: number;
  readonly width?: number;
  readonly y?: number;
  readonly height?: number;
  /** Shown at the pointer; must read the same in both languages. */
  readonly title?: string;
}

/** What is left out is the whole width, or the whole height. */
export function box({ class: name, x = 0, width = 100, y = 0, height, title }: Box): Markup {
  const place = html`x="${short(x)}%" y="${short(y)}" width="${short(width)}%"`;
  const tall = height === undefined ? '100%' : short(height);
  if (title === undefined) return html`<rect class="${name}" ${place} height="${tall}"/>`;
  return html`
    <rect class="${name}" ${place} height="${tall}"><title translate="no">${title}</title></rect>`;
}

/** A coordinate with as many digits as an eye can tell apart. */
export function short(value: number): string {
  return String(Number(value.toFixed(2)));
}

/** Severity in its three ways at once: colour, shape, word. */
export function severityMark(severity: Severity, voice: Voice, total?: string): Markup {
  const number = total !== undefined && html`<b>${total}</b> `;
  const word = voice.say(`report.severity.${severity}`);
  return html`<span class="sev ${severity}">${icon(severity)}${number}${word}</span>`;
}

/** What opens on demand, and stands open on paper. */
export function fold(summary: Markup, content: Markup): Markup {
  return html`<details><summary>${summary}</summary>${content}</details>`;
}

/** One entry of a description list. */
export function entry(term: Markup, value: Markup | string, name = ''): Markup {
  return html`<div><dt>${term}</dt><dd${name !== '' && html` class="${name}"`}>${value}</dd></div>`;
}

/** The head of a column. */
export function column(label: Markup, name = ''): Markup {
  return html`<th scope="col"${name !== '' && html` class="${name}"`}>${label}</th>`;
}

/** What the drawings of networks share: their frame, arrowheads, cut texts, and the days below. */
import type { NetworkDossier } from '../model/index.js';
import { html, type Markup } from './markup.js';
import { short } from './pieces.js';
import type { Voice } from './voice.js';

/** How a drawing speaks and is named. `prefix` keeps its ids apart from others in one page. */
export interface Drawing {
  readonly dossier: NetworkDossier;
  readonly voice: Voice;
  readonly prefix: string;
  /** Ids of what names and describes it in the page; null: it does so itself, as a file alone. */
  readonly labels: { readonly name: string; readonly about: string } | null;
  /** Said in a file alone, in its language. */
  readonly texts: { readonly title: string; readonly about: string };
}

export interface Canvas {
  readonly name: 'layered' | 'sankey' | 'timeline';
  readonly width: number;
  readonly height: number;
}

/** An SVG that scales with its viewBox; its natural size is that of its text. */
export function canvas(
  { name, width, height }: Canvas,
  { prefix, labels, texts }: Drawing,
  content: Markup,
): Markup {
  const id = `${prefix}-${name}`;
  const size = html`viewBox="0 0 ${short(width)} ${short(height)}" width="${short(width)}"
    height="${short(height)}"`;
  if (labels)
    return html`
      <svg class="${name}${sizeClass(width)}" ${size} role="img"
        aria-labelledby="${labels.name}" aria-describedby="${labels.about}">${content}</svg>`;
  return html`
    <svg xmlns="http://www.w3.org/2000/svg" class="${name}" ${size} role="img"
      aria-labelledby="${id}-title ${id}-about">
      <title id="${id}-title">${texts.title}</title>
      <desc id="${id}-about">${texts.about}</desc>
      ${content}
    </svg>`;
}

/** Wider drawings are scrolled on a screen, so that they can be read. */
const FITTING_PX = 1480;

/** Wider ones are printed across the page. */
const PORTRAIT_PX = 900;

function sizeClass(width: number): string {
  return `${width > PORTRAIT_PX ? ' broad' : ''}${width > FITTING_PX ? ' wide' : ''}`;
}

const ARROW_KINDS = ['in', 'out', 'on'] as const;
export type ArrowKind = (typeof ARROW_KINDS)[number];

export function arrowheads(prefix: string): Markup {
  const marker = (kind: ArrowKind) => html`
    <marker id="${prefix}-${kind}" class="head ${kind}" viewBox="0 0 10 10" refX="8" refY="5"
      markerUnits="userSpaceOnUse" markerWidth="9" markerHeight="9" orient="auto">
      <path d="M0 0.5 10 5 0 9.5Z"/>
    </marker>`;
  return html`<defs>${ARROW_KINDS.map(marker)}</defs>`;
}

/** A text within so many pixels, by what letters of a common typeface take; cut with `…`. */
export function fitted(text: string, width: number, size: number): string {
  let room = width / size;
  const characters = [...text];
  for (const [i, character] of characters.entries()) {
    room -= WIDE.test(character) ? 0.86 : NARROW.test(character) ? 0.3 : 0.57;
    if (room < 0)
      return `${characters
        .slice(0, Math.max(1, i - 1))
        .join('')
        .trimEnd()}…`;
  }
  return text;
}

const NARROW = /[ijlftrI.,:;'’|!()\s-]/;
const WIDE = /[mwMWOQGDHNU@%&\u2e80-\uffdc]/;

/** An amount in whole units without its currency, which the drawing names once. */
export function plainAmount(minor: bigint, voice: Voice): string {
  return voice.wholeMoney(minor).replace(` ${voice.currency}`, '');
}

/** The networks of the store in the report of a run: the best ones as cards, drawn. */
import type { ReportNetworks } from './input.js';
import { html, type Markup } from './markup.js';
import { layeredFigure } from './network-figures.js';
import { networkAnchor, networkFacts, shapeWords } from './network-section.js';
import { count, type Voice } from './voice.js';

/** Null where there is none. The page of `puente network show` has the rest of each. */
export function networksPanel({ total, dossiers }: ReportNetworks, voice: Voice): Markup | null {
  if (dossiers.length === 0) return null;
  const cards = dossiers.map((dossier) => {
    const anchor = networkAnchor(dossier);
    const name = voice.say('report.network.name', { rank: dossier.network.rank });
    return html`
      <article class="network" id="${anchor}" tabindex="-1" aria-labelledby="${anchor}-h">
        <h3 id="${anchor}-h">${name}</h3>
        <p class="lede">${shapeWords(dossier, voice)}</p>
        ${networkFacts(dossier, voice)}
        ${layeredFigure(dossier, anchor, voice)}
      </article>`;
  });
  const said = { n: dossiers.length, total: count(total) };
  return html`
    <section class="panel networks" aria-labelledby="networks-h">
      <h2 id="networks-h">${voice.say('report.network.panel', { n: total })}</h2>
      <p class="lede">${voice.say('report.network.panel.lede', said)}</p>
      ${cards}
    </section>`;
}

/** The page of networks: all of them ranked, and a section for each that was chosen. */
import type { Language } from '../base/index.js';
import type { NetworkDossier } from '../model/index.js';
import { pageFrame } from './frame.js';
import { html, type Markup } from './markup.js';
import { topBar } from './masthead.js';
import { networkAnchor, networkSection, shapeWords } from './network-section.js';
import { feeText, surpriseText } from './network-words.js';
import { column } from './pieces.js';
import { count, createVoice, datum, type Speakers, type Voice } from './voice.js';

export interface NetworkPage {
  /** Best first. */
  readonly dossiers: readonly NetworkDossier[];
  /** Networks of the store, these included. */
  readonly total: number;
  /** All names are invented: the page says so. */
  readonly fictional: boolean;
}

/** One self-contained page, as `renderReport` makes them. The same input gives the same bytes. */
export function networkPage(
  input: NetworkPage,
  speakers: Speakers,
  language: Language = 'en',
): string {
  const { dossiers, total, fictional } = input;
  const voice = createVoice(speakers, dossiers[0]?.currency ?? 'USD', language);
  const [only] = dossiers;
  const headline =
    only && dossiers.length === 1
      ? voice.say('report.network.headline.one', {
          rank: only.network.rank,
          accounts: only.members.length,
          banks: only.banks.length,
        })
      : voice.say('report.network.headline', { n: dossiers.length, total: count(total) });
  return pageFrame(
    { title: 'report.network.title', skip: { to: 'networks', say: 'report.network.skip' } },
    html`
      <header class="mast">
        <div class="wrap">
          ${topBar(fictional, voice)}
          <p class="kicker">${voice.say('report.network.kicker')}</p>
          <h1>${headline}</h1>
          <p class="span">${voice.say('report.network.caution')}</p>
        </div>
      </header>
      <main class="wrap" id="networks">
        ${dossiers.length !== 1 && rankedList(dossiers, voice)}
        ${dossiers.map((dossier) => networkSection(dossier, voice))}
      </main>`,
    voice,
  );
}

function rankedList(dossiers: readonly NetworkDossier[], voice: Voice): Markup {
  const head = (key: string, name = 'num') => column(voice.say(`report.network.${key}`), name);
  const none = html`<p class="empty">${voice.say('report.network.none')}</p>`;
  const table = html`
    <div class="scroll" tabindex="0" role="region" aria-labelledby="ranked-h">
      <table class="rows">
        <thead><tr>
          ${head('network', '')}${head('shapes', '')}${head('surprise')}${head('members.head')}
          ${head('banks')}${head('in')}${head('fee')}${head('months')}
        </tr></thead>
        <tbody>${dossiers.map((dossier) => rankedRow(dossier, voice))}</tbody>
      </table>
    </div>`;
  return html`
    <section class="panel" aria-labelledby="ranked-h">
      <h2 id="ranked-h">${voice.say('report.network.ranked')}</h2>
      <p class="lede">${voice.say('report.network.ranked.lede')}</p>
      ${dossiers.length === 0 ? none : table}
    </section>`;
}

function rankedRow(dossier: NetworkDossier, voice: Voice): Markup {
  const { network, members, banks, months, fee_ppm } = dossier;
  const name = voice.say('report.network.name', { rank: network.rank });
  return html`
    <tr>
      <th scope="row"><a href="#${networkAnchor(dossier)}">${name}</a></th>
      <td>${shapeWords(dossier, voice)}</td>
      <td class="num">${datum(surpriseText(network.surprise))}</td>
      <td class="num">${datum(count(members.length))}</td>
      <td class="num">${datum(count(banks.length))}</td>
      <td class="num">${voice.money(network.in_minor)}</td>
      <td class="num">${datum(feeText(fee_ppm))}</td>
      <td class="num">${datum(count(months.length))}</td>
    </tr>`;
}

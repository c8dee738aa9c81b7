/** One network as a person judges it: what it did, drawn, and every number behind it. */
import type { DossierInstance, NetworkDossier } from '../model/index.js';
import { html, type Markup } from './markup.js';
import { corridorTables, listingTable, monthTable, typologyTable } from './network-contacts.js';
import { layeredFigure, sankeyFigure, timelineFigure } from './network-figures.js';
import { onwardTable } from './network-onward.js';
import { memberTable, paymentTable } from './network-tables.js';
import { feeText, holdersOf, surpriseText } from './network-words.js';
import { entry, fold } from './pieces.js';
import { count, datum, type Voice } from './voice.js';

export function networkAnchor({ network }: NetworkDossier): string {
  return `n${network.rank}`;
}

export function networkSection(dossier: NetworkDossier, voice: Voice): Markup {
  const { network, members, payments, instances } = dossier;
  const anchor = networkAnchor(dossier);
  const holders = holdersOf(members);
  const totals = { n: members.length, holders, payments: payments.length };
  return html`
    <section class="panel network" id="${anchor}" tabindex="-1" aria-labelledby="${anchor}-h">
      <h2 id="${anchor}-h">${voice.say('report.network.name', { rank: network.rank })}</h2>
      <p class="lede">${shapeWords(dossier, voice)}</p>
      ${networkFacts(dossier, voice)}
      ${missingNote(dossier, voice)}
      ${layeredFigure(dossier, anchor, voice)}
      <h4>${voice.say('report.network.members', totals)}</h4>
      ${memberTable(dossier, voice)}
      ${onwardTable(dossier, voice)}
      ${fold(voice.say('report.network.payments', totals), paymentTable(dossier, voice))}
      ${timelineFigure(dossier, anchor, voice)}
      ${fold(
        voice.say('report.network.instances', { n: instances.length }),
        html`<ol class="instances">${instances.map((each) => instanceItem(each, voice))}</ol>`,
      )}
      ${monthTable(dossier, voice)}
      ${sankeyFigure(dossier, anchor, voice)}
      ${corridorTables(dossier, voice)}
      ${typologyTable(dossier, voice)}
      ${listingTable(dossier, voice)}
      <p class="note">
        ${voice.say('report.network.id')} <code translate="no">${network.id}</code>
      </p>
    </section>`;
}

/** `3 × Fan-in · 2 × Cycle`. */
export function shapeWords({ instances }: NetworkDossier, voice: Voice): Markup {
  const tally = new Map<string, number>();
  for (const { shape } of instances) tally.set(shape, (tally.get(shape) ?? 0) + 1);
  const items = [...tally].map(([shape, n], i) => {
    const name = voice.say(`report.network.shape.${shape}`);
    return html`${i > 0 && ' · '}${datum(`${count(n)} × `)}${name}`;
  });
  return html`${items}`;
}

export function networkFacts(dossier: NetworkDossier, voice: Voice): Markup {
  const { network, members, banks, fee_ppm, months } = dossier;
  const again = members.filter((member) => member.again).length;
  const term = (key: string) => voice.say(`report.network.${key}`);
  return html`
    <dl class="sums">
      ${entry(term('in'), voice.money(network.in_minor), 'num')}
      ${entry(term('out'), voice.money(network.out_minor), 'num')}
      ${entry(term('kept'), voice.money(network.kept_minor), 'num')}
      ${entry(term('fee'), datum(feeText(fee_ppm)), 'num')}
      ${entry(term('surprise'), datum(surpriseText(network.surprise)), 'num')}
      ${entry(term('banks'), datum(count(banks.length)), 'num')}
      ${entry(term('months'), datum(count(months.length)), 'num')}
      ${entry(term('again'), datum(count(again)), 'num')}
    </dl>
    <p class="note">${voice.day(network.first_at)} – ${voice.day(network.last_at)}</p>`;
}

/** Payments that the store no longer has, or that have no value in the reporting currency. */
function missingNote({ network, payments }: NetworkDossier, voice: Voice): Markup | null {
  const gone = network.payments - payments.length;
  const unvalued = payments.filter(({ value_minor }) => value_minor === null).length;
  if (gone <= 0 && unvalued === 0) return null;
  return html`
    <p class="note">
      ${gone > 0 && voice.say('report.network.gone', { n: gone })}${' '}
      ${unvalued > 0 && voice.say('report.network.unvalued', { n: unvalued })}
    </p>`;
}

/** What it is, and the steps whose sum says how little chance explains it. */
function instanceItem(instance: DossierInstance, voice: Voice): Markup {
  const { shape, surprise, parts, payments, first_at, last_at, chance_in } = instance;
  const step = ({ step, thousandths }: DossierInstance['parts'][number]) => {
    const key = `report.network.step.${step}`;
    const words = voice.has(key) ? voice.say(key) : datum(step);
    const sign = thousandths < 0 ? '−' : '+';
    return html`<li>${words} ${datum(`${sign}${surpriseText(Math.abs(thousandths))}`)}</li>`;
  };
  return html`
    <li>
      <b>${voice.say(`report.network.shape.${shape}`)}</b>
      ${voice.say('report.network.instance', { n: payments, surprise: surpriseText(surprise) })}
      <small>${voice.day(first_at)} – ${voice.day(last_at)}</small>
      ${chance_in !== null && chanceNote(chance_in, voice)}
      <ul class="steps">${parts.map(step)}</ul>
    </li>`;
}

function chanceNote(n: number, voice: Voice): Markup {
  return html`<small>${voice.say('report.network.chance', { n })}</small>`;
}

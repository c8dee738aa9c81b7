/** The three drawings of a network with what is said of each: caption, legend, notes. */
import { NETWORK_ROLES, type NetworkDossier } from '../model/index.js';
import { html, type Markup } from './markup.js';
import { layerDays, layeredDrawing } from './network-flow.js';
import type { DrawnGraph } from './network-graph.js';
import { sankeyDrawing } from './network-sankey.js';
import type { Drawing } from './network-svg.js';
import { timelineDrawing } from './network-timeline.js';
import { count, type Voice } from './voice.js';

/** The layered drawing with its legend. `prefix` is unique in the page. */
export function layeredFigure(dossier: NetworkDossier, prefix: string, voice: Voice): Markup {
  const name = `${prefix}-layered`;
  const { svg, graph } = layeredDrawing(drawingOf(dossier, name, voice));
  const isBack = graph.arrows.some(({ is_return }) => is_return);
  const lede = voice.say('report.network.layered.lede', { currency: voice.currency });
  const hasDays = layerDays(graph).length > 0;
  const days = hasDays && html`${' '}${voice.say('report.network.layered.days')}`;
  const back = isBack && html`${' '}${voice.say('report.network.layered.back')}`;
  const fold = graph.folded > 0 && html`${' '}${foldNote(graph, voice)}`;
  const notes = html`${lede}${days}${back}${fold}`;
  return figure(name, { title: 'report.network.layered.title', notes }, svg, voice, [
    html`<ul class="legend roles">${roleItems(dossier, voice)}</ul>`,
  ]);
}

export function sankeyFigure(dossier: NetworkDossier, prefix: string, voice: Voice): Markup {
  const name = `${prefix}-sankey`;
  const { svg, hidden } = sankeyDrawing(drawingOf(dossier, name, voice));
  const lede = voice.say(svg ? 'report.network.sankey.lede' : 'report.network.sankey.none', {
    currency: voice.currency,
  });
  const within = hidden > 0 && voice.say('report.network.sankey.hidden', { n: hidden });
  const notes = html`${lede}${' '}${within}`;
  return figure(name, { title: 'report.network.sankey.title', notes }, svg, voice);
}

export function timelineFigure(dossier: NetworkDossier, prefix: string, voice: Voice): Markup {
  const name = `${prefix}-timeline`;
  const svg = timelineDrawing(drawingOf(dossier, name, voice));
  const notes = voice.say('report.network.timeline.lede', { currency: voice.currency });
  return figure(name, { title: 'report.network.timeline.title', notes }, svg, voice);
}

function drawingOf(dossier: NetworkDossier, prefix: string, voice: Voice): Drawing {
  const labels = { name: `${prefix}-name`, about: `${prefix}-about` };
  return { dossier, voice, prefix, labels, texts: { title: '', about: '' } };
}

function figure(
  prefix: string,
  words: { readonly title: string; readonly notes: Markup },
  svg: Markup | null,
  voice: Voice,
  after: readonly Markup[] = [],
): Markup {
  // Wide drawings scroll: whoever has no mouse must be able to get there.
  const scroll = html`class="scroll" tabindex="0" role="region" aria-labelledby="${prefix}-name"`;
  return html`
    <figure>
      <figcaption>
        <h4 id="${prefix}-name">${voice.say(words.title)}</h4>
        <p class="note" id="${prefix}-about">${words.notes}</p>
      </figcaption>
      ${svg && html`<div ${scroll}>${svg}</div>`}
      ${after}
    </figure>`;
}

function foldNote({ folded, nodes, inside }: DrawnGraph, voice: Voice): Markup {
  const groups = nodes.filter(({ kind }) => kind === 'group').length;
  return voice.say('report.network.layered.folded', { n: folded, groups, inside });
}

/** Each role that the network has, with its colour and how many play it. */
function roleItems({ members }: NetworkDossier, voice: Voice): Markup[] {
  return NETWORK_ROLES.flatMap((role) => {
    const n = members.filter((member) => member.role === role).length;
    if (n === 0) return [];
    const words = voice.say(`report.network.role.${role}`);
    return [html`<li class="r-${role}"><i></i>${words} <b class="num">${count(n)}</b></li>`];
  });
}

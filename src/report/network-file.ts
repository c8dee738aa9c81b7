/** A drawing of a network as a file of its own: one language, its own colours, nothing loaded. */
import type { Speaker } from '../base/index.js';
import type { NetworkDossier } from '../model/index.js';
import { DRAWINGS, ON_PAPER } from './assets/style-drawings.js';
import { html, Markup } from './markup.js';
import { layeredDrawing } from './network-flow.js';
import type { Drawing } from './network-svg.js';
import { holdersOf } from './network-words.js';
import { createVoice, type Voice } from './voice.js';

/** The layered drawing as an SVG document, black and colours on white. */
export function networkSvg(dossier: NetworkDossier, speaker: Speaker): string {
  const { network, members, payments, currency } = dossier;
  const texts = {
    title: speaker.say('report.network.name', { rank: network.rank }),
    about: [
      speaker.say('report.network.members', { n: members.length, holders: holdersOf(members) }),
      speaker.say('report.network.payments', { payments: payments.length }),
      speaker.say('report.network.layered.lede', { currency }),
    ].join('. '),
  };
  const voice = oneVoice(speaker, currency);
  const drawing: Drawing = { dossier, voice, prefix: 'network', labels: null, texts };
  const { svg } = layeredDrawing(drawing);
  const ground = new Markup('<rect width="100%" height="100%" fill="#fff"/>');
  const style = html`<style>${new Markup(onPaper(DRAWINGS))}</style>${ground}`;
  return `${svg.text.replace('</desc>', `</desc>${style.text}`)}\n`;
}

/** Speaks one language where the page has two side by side. */
function oneVoice(speaker: Speaker, currency: string): Voice {
  return {
    ...createVoice({ en: speaker, es: speaker }, currency),
    svgText: (attributes, key, values) =>
      html`<text ${attributes}>${speaker.say(key, values)}</text>`,
  };
}

/** Programs that draw SVG know neither variables nor `light-dark()`. */
function onPaper(style: string): string {
  return style.replace(/var\(--([\w-]+)\)/g, (_, name: string) => ON_PAPER[name] ?? '#000');
}

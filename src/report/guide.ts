/** What is known of each typology, once: purpose, innocent causes, gaps, first steps. */
import { type Bilingual, LANGUAGES } from '../base/index.js';
import type { ReportInput, TypologyGuide } from './input.js';
import { html, type Markup } from './markup.js';
import type { Voice } from './voice.js';

const PARTS = ['false_positives', 'known_gaps', 'investigate'] as const;

export function guidePanel(input: ReportInput, voice: Voice): Markup | null {
  const used = [...new Set(input.alerts.map((alert) => alert.finding.typology))].sort();
  const guides = used.flatMap((id) => {
    const guide = input.guides.get(id);
    return guide ? [{ id, guide }] : [];
  });
  if (guides.length === 0) return null;
  return html`
    <section class="panel typologies" id="typologies" aria-labelledby="typologies-h">
      <h2 id="typologies-h">${voice.say('report.guide.title')}</h2>
      <p class="lede">${voice.say('report.guide.lede')}</p>
      ${guides.map(({ id, guide }) => guideEntry(id, guide, voice))}
    </section>`;
}

function guideEntry(id: string, guide: TypologyGuide, voice: Voice): Markup {
  const code = html`<code translate="no">${id} ${guide.version}</code>`;
  return html`
    <details id="${guideAnchor(id)}">
      <summary><b>${voice.both(guide.title)}</b></summary>
      <p class="note">${areaName(guide.area, voice)} · ${code}</p>
      <p>${voice.both(guide.purpose)}</p>
      <div class="cols">${guideParts(guide, voice)}</div>
    </details>`;
}

/** The crime area in words; an area without words of ours is shown as its id. */
export function areaTexts(area: string, voice: Voice): Bilingual {
  const key = `report.area.${area}`;
  const plain = area.replaceAll('_', ' ');
  return voice.has(key) ? voice.texts(key) : { en: plain, es: plain };
}

export function areaName(area: string, voice: Voice): Markup {
  return voice.both(areaTexts(area, voice));
}

/** Where a typology's guide stands on the page. */
export function guideAnchor(typology: string): string {
  return `t-${typology}`;
}

function guideParts(guide: TypologyGuide, voice: Voice): Markup[] {
  return PARTS.map(
    (part) => html`<div><h5>${voice.say(`report.guide.${part}`)}</h5>${lines(guide[part])}</div>`,
  );
}

/** One line is a paragraph, several are a list: numbered where the text numbers them itself. */
function lines(text: Bilingual): Markup[] {
  return LANGUAGES.map((language) => {
    const entries = text[language].split('\n').filter((line) => line.trim() !== '');
    if (entries.length < 2) return html`<p lang="${language}">${entries}</p>`;
    const items = entries.map(
      (entry) => html`<li>${entry.replace(/^\s*([-–•]|\d+[.)])\s+/, '')}</li>`,
    );
    return entries.every((entry) => /^\s*\d+[.)]\s/.test(entry))
      ? html`<ol lang="${language}">${items}</ol>`
      : html`<ul lang="${language}">${items}</ul>`;
  });
}

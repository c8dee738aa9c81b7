/** Writes the report of a run: one file that needs nothing else, on screen, on paper, offline. */
import type { Language } from '../base/index.js';
import { alertsSection } from './alerts.js';
import { corridorsPanel } from './corridors.js';
import { flowsPanel } from './flows.js';
import { pageFrame } from './frame.js';
import { groupAlerts } from './groups.js';
import { guidePanel } from './guide.js';
import type { ReportInput } from './input.js';
import { html } from './markup.js';
import { figures, masthead, runFacts, truthPanel } from './masthead.js';
import { networksPanel } from './network-cards.js';
import { createVoice, type Speakers } from './voice.js';
import { weeksPanel } from './weeks.js';

/** The whole page as text, which opens in a language. The same input gives the same bytes. */
export function renderReport(
  input: ReportInput,
  speakers: Speakers,
  language: Language = 'en',
): string {
  const voice = createVoice(speakers, input.run.reporting_currency, language);
  const grouped = groupAlerts(input);
  const anchors = new Map(grouped.groups.map((group) => [group.key, group.anchor]));
  return pageFrame(
    { title: 'report.title', skip: { to: 'alerts', say: 'report.skip' } },
    html`
      ${masthead(input, voice)}
      <main class="wrap">
        ${figures(input, voice)}
        ${truthPanel(input, voice)}
        ${input.alerts.length > 0 && weeksPanel(input, voice)}
        ${input.networks && networksPanel(input.networks, voice)}
        ${flowsPanel(input, anchors, voice)}
        ${corridorsPanel(input, voice)}
        ${alertsSection(input, grouped, voice)}
        ${guidePanel(input, voice)}
        ${runFacts(input, voice)}
      </main>`,
    voice,
  );
}

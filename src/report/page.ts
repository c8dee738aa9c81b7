/** Writes the report of a run: one file that needs nothing else, on screen, on paper, offline. */
import { sha256 } from '../base/index.js';
import { alertsSection } from './alerts.js';
import { SCRIPT } from './assets/script.js';
import { STYLE } from './assets/style.js';
import { corridorsPanel } from './corridors.js';
import { flowsPanel } from './flows.js';
import { groupAlerts } from './groups.js';
import { guidePanel } from './guide.js';
import { iconSprite } from './icons.js';
import type { ReportInput } from './input.js';
import { html, Markup } from './markup.js';
import { figures, masthead, runFacts, truthPanel } from './masthead.js';
import { createVoice, type Speakers } from './voice.js';
import { weeksPanel } from './weeks.js';

/**
 * The whole page as text. The same input gives the same bytes. Its policy lets it load nothing and
 * run only its own script and style, by their hashes: text of a payment can do no harm in it.
 */
export function renderReport(input: ReportInput, speakers: Speakers): string {
  const voice = createVoice(speakers, input.run.reporting_currency);
  const grouped = groupAlerts(input);
  const anchors = new Map(grouped.groups.map((group) => [group.key, group.anchor]));
  const title = voice.texts('report.title');
  const page = html`<!doctype html>
<html lang="en" data-lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no, email=no, address=no">
<title data-en="${title.en}" data-es="${title.es}">${title.en}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body id="en">
<div id="es">
${iconSprite()}
<a class="skip" href="#alerts">${voice.say('report.skip')}</a>
${masthead(input, voice)}
<main class="wrap">
${figures(input, voice)}
${truthPanel(input, voice)}
${input.alerts.length > 0 && weeksPanel(input, voice)}
${flowsPanel(input, anchors, voice)}
${corridorsPanel(input, voice)}
${alertsSection(input, grouped, voice)}
${guidePanel(input, voice)}
${runFacts(input, voice)}
</main>
<footer class="foot"><div class="wrap"><p>${voice.say('report.foot')}</p></div></footer>
</div>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`;
  return page.text;
}

function policy(): string {
  return [
    "default-src 'none'",
    `script-src '${hashSource(SCRIPT)}'`,
    `style-src '${hashSource(STYLE)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/** A hash source of Content Security Policy 3: `sha256-` and base64. */
function hashSource(text: string): string {
  return `sha256-${Buffer.from(sha256(text), 'hex').toString('base64')}`;
}

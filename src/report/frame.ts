/** What every page of ours has around its content: policy, style, both languages, script. */
import { sha256 } from '../base/index.js';
import { SCRIPT } from './assets/script.js';
import { STYLE } from './assets/style.js';
import { iconSprite } from './icons.js';
import { html, Markup } from './markup.js';
import type { Voice } from './voice.js';

/** Keys of messages: the title, and the first link, which skips to the element `to`. */
export interface FrameTexts {
  readonly title: string;
  readonly skip: { readonly to: string; readonly say: string };
}

/**
 * The page as text. Its policy lets it load nothing and run only its own script and style, by their
 * hashes: text of a payment can do no harm in it.
 */
export function pageFrame(texts: FrameTexts, content: Markup, voice: Voice): string {
  const title = voice.texts(texts.title);
  const page = html`<!doctype html>
<html lang="${voice.language}" data-lang="${voice.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no, email=no, address=no">
<title data-en="${title.en}" data-es="${title.es}">${title[voice.language]}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body id="en">
<div id="es">
${iconSprite()}
<a class="skip" href="#${texts.skip.to}">${voice.say(texts.skip.say)}</a>
${content}
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

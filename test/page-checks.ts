/** What every page of ours is asked in a real browser, as scripts that run in it. */
import { existsSync } from 'node:fs';

const PATHS = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
/** Where Chromium is; undefined: nowhere. */
export const CHROMIUM = PATHS.find((path) => path !== undefined && existsSync(path));
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * Text in sight with letters in it that is neither marked as data nor as Spanish; and what is said
 * aloud through an attribute, which no language switch reaches.
 */
export const UNTRANSLATED = `(() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const box = node.parentElement;
    if (!/\\p{L}/u.test(node.data) || box.closest('script, style')) continue;
    if (getComputedStyle(box).display === 'none' || !box.checkVisibility()) continue;
    const mark = box.closest('[lang]:not(html), [translate=no], option');
    if (mark?.getAttribute('lang') === 'es' || mark?.hasAttribute('translate')) continue;
    if (mark?.localName === 'option' && node.data === mark.dataset.es) continue;
    found.push(node.data);
  }
  for (const box of document.querySelectorAll('[aria-label], [placeholder], [alt], [title]')) {
    found.push(box.outerHTML.slice(0, 80));
  }
  return found;
})()`;

/** Ratios of contrast below WCAG AA of all text in sight, each pair of colours once. */
export const FAINT = `(() => {
  const rgb = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (box) => {
    for (let b = box; b; b = b.parentElement) {
      const color = rgb(getComputedStyle(b).backgroundColor);
      if (color.length === 3) return color;
    }
    return [255, 255, 255];
  };
  const faint = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const box = node.parentElement;
    if (!node.data.trim() || box.closest('svg, script, style, option')) continue;
    if (!box.checkVisibility()) continue;
    const [a, b] = [light(rgb(getComputedStyle(box).color)), light(ground(box))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faint.add([ratio.toFixed(2), box.className, node.data].join(' '));
  }
  return [...faint];
})()`;

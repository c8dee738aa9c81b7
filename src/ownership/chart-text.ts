/** What a chart says in words: names on lines, shares, marks. */
import type { Speaker } from '../base/index.js';
import type { Box, Link, Mark } from './chart.js';
import { sameShare } from './share.js';
import { sayShare } from './wording.js';

export function boxName(box: Box, speaker: Speaker): string {
  return box.name ?? speaker.say('ownership.chart.unnamed');
}

/** `60%`, `60%, 75% of the votes`, `director`: what joins owner and owned. */
export function linkText({ ownership, votes, powers }: Link, speaker: Speaker): string {
  const parts = ownership ? [sayShare(ownership, speaker)] : [];
  if (votes && !(ownership && sameShare(votes, ownership)))
    parts.push(speaker.say('ownership.chart.votes', { share: sayShare(votes, speaker) }));
  for (const power of powers) parts.push(speaker.say(`ownership.chart.power.${power}`));
  return parts.length > 0 ? parts.join(', ') : sayUnknown(speaker);
}

function sayUnknown(speaker: Speaker): string {
  return speaker.say('ownership.share.unknown');
}

/** `LISTED`; empty where there is nothing to mark. */
export function markText(mark: Mark, speaker: Speaker): string {
  return mark === null ? '' : speaker.say(`ownership.chart.mark.${mark}`);
}

/** Cuts a text into lines of so many characters, at spaces where there are any. */
export function wrapped(text: string, columns: number, lines_max: number): string[] {
  const pieces = text
    .split(/\s+/)
    .flatMap((word) => [...chunks([...word], columns)])
    .filter((piece) => piece !== '');
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && [...last].length + 1 + [...piece].length <= columns)
      lines[lines.length - 1] = `${last} ${piece}`;
    else lines.push(piece);
  }
  if (lines.length <= lines_max) return lines;
  const kept = lines.slice(0, lines_max);
  const cut = [...(kept.at(-1) ?? '')].slice(0, columns - 1).join('');
  return [...kept.slice(0, -1), `${cut}…`];
}

function* chunks(characters: readonly string[], size: number): Generator<string> {
  for (let at = 0; at < characters.length; at += size)
    yield characters.slice(at, at + size).join('');
}

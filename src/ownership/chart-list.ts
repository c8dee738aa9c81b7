/** The same chart as nested lists: for screen readers, and for who reads better than looks. */
import { escapeMarkup, type Speaker } from '../base/index.js';
import type { Box, Chart, Link } from './chart.js';
import { boxName, linkText, markText } from './chart-text.js';

/** HTML of a list: the organisation, below it its owners, below them theirs. */
export function renderChartList(chart: Chart, speaker: Speaker): string {
  const boxes = new Map(chart.boxes.map((box) => [box.id, box]));
  const shown = new Set<string>();
  const down = chart.links.filter(({ owner }) => owner === chart.subject);
  const subject = boxes.get(chart.subject);
  if (!subject) return '';
  const owns =
    down.length > 0
      ? `<li>${words('ownership.chart.owns')}<ul>${down.map(ownedItem).join('')}</ul></li>`
      : '';
  const head = `<ul class="ownership-list" lang="${speaker.language}">`;
  return `${head}${item(subject, null)}${owns}</ul>`;

  function item(box: Box, link: Link | null): string {
    const said = `${nameMarkup(box)}${link ? `: ${escapeMarkup(linkText(link, speaker))}` : ''}`;
    const owners = chart.links.filter((each) => each.owned === box.id);
    if (shown.has(box.id) && owners.length > 0)
      return `<li>${said} <em>${words('ownership.chart.repeated')}</em></li>`;
    shown.add(box.id);
    const hidden = box.hidden > 0 ? `<li>${words('ownership.chart.hidden', box.hidden)}</li>` : '';
    const inner = owners.map((each) => {
      const owner = boxes.get(each.owner);
      return owner ? item(owner, each) : '';
    });
    if (inner.length === 0 && hidden === '') return `<li>${said}</li>`;
    const label = escapeMarkup(
      speaker.say('ownership.chart.owners_of', { name: boxName(box, speaker) }),
    );
    return `<li>${said}<ul aria-label="${label}">${inner.join('')}${hidden}</ul></li>`;
  }

  function ownedItem(link: Link): string {
    const box = boxes.get(link.owned);
    return box ? `<li>${nameMarkup(box)}: ${escapeMarkup(linkText(link, speaker))}</li>` : '';
  }

  function nameMarkup(box: Box): string {
    const name =
      box.name === null
        ? `<em>${words('ownership.chart.unnamed')}</em>`
        : `<b translate="no">${escapeMarkup(box.name)}</b>`;
    const kind = box.name === null ? [] : [words(`ownership.kind.${box.kind}`)];
    const country = box.country ? [escapeMarkup(box.country)] : [];
    const mark = box.mark ? [`<strong>${escapeMarkup(markText(box.mark, speaker))}</strong>`] : [];
    const about = [...kind, ...country, ...mark].join(', ');
    return about === '' ? name : `${name} (${about})`;
  }

  function words(key: string, n = 0): string {
    return escapeMarkup(speaker.say(key, { n }));
  }
}

import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holder, stated, states } from '../../test/ownership-stated.js';
import { createSpeaker, LANGUAGES } from '../base/index.js';
import { wrapped } from './chart-text.js';
import {
  asOf,
  buildGraph,
  type Chart,
  chartOf,
  closeOverOwnership,
  renderChart,
  renderChartList,
} from './index.js';

const PATHS = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'];
const executablePath = PATHS.find((path) => path !== undefined && existsSync(path));
const SPEAKERS = LANGUAGES.map(createSpeaker);

/** A listed person, a long name, a ring, a trust, bands, votes only, and somebody not named. */
function sample(): Chart {
  const as = (kind: 'trustee' | 'settlor' | 'votes', line: string) => states(line, { kind });
  const lines = [
    ...['X > A 50', 'X > B 10', 'A > B 40', 'P2 > B >25..50', 'B > E 60', 'E > C 30', 'C > B 10'],
    ...['T > E 25', '- > E 15', 'E > D 100', 'P3 > T ?'],
    ...[as('trustee', 'P4 > T'), as('votes', 'P2 > E 20')],
  ];
  const holders = [
    holder('X', { name: 'Xavier Ríos Montaño', country: 'MX' }),
    holder('A', { name: `Comercializadora ${'Internacional '.repeat(9)}, S.A. de C.V.` }),
    holder('P2', { name: '<script>alert(1)</script>"' }),
    holder('B', { name: 'Brightwater'.repeat(8), country: 'VG' }),
  ];
  const graph = buildGraph(stated(lines, holders), asOf('2026-01-01'));
  const person = { holder: 'X', list: 'us_ofac_sdn', program: null, from: null, until: null };
  const closure = closeOverOwnership(graph, [person]);
  return chartOf(graph, 'E', closure, { up: 20, down: 2, boxes_max: 200 });
}

function crowd(count: number): Chart {
  const lines = Array.from({ length: count - 1 }, (_, i) => {
    const owner = i > count / 2 ? `P${i}` : `C${i}`;
    return `${owner} > ${i < 8 ? 'E' : `C${(i * 7) % Math.ceil(i / 3)}`} ${(i % 30) + 1}`;
  });
  return chartOf(buildGraph(stated(lines), asOf('2026-01-01')), 'E');
}

test('the drawing is well-formed, says marks in words, and lets no name be markup', () => {
  for (const speaker of SPEAKERS) {
    const svg = renderChart(sample(), speaker);
    const texts: string[] = [];
    const parser = new SaxesParser();
    parser.on('text', (text) => texts.push(text));
    parser.write(svg).close();
    const said = texts.join('|');
    expect(said).toContain(speaker.say('ownership.chart.mark.listed'));
    expect(said).toContain(speaker.say('ownership.chart.mark.blocked'));
    expect(said).toContain('60%');
    expect(svg).not.toContain('<script');
  }
});

test('the list says the same: every holder and every share, a ring ends', () => {
  const chart = sample();
  for (const speaker of SPEAKERS) {
    const list = renderChartList(chart, speaker);
    for (const { name } of chart.boxes)
      expect(list).toContain((name ?? '').replace(/[<>"]/g, (c) => ESCAPED[c] ?? c));
    expect(list).toContain(speaker.say('ownership.chart.repeated'));
    expect(list).not.toContain('<script');
    expect(list.split('<ul').length).toBe(list.split('</ul>').length);
  }
});
const ESCAPED: Record<string, string> = { '<': '&lt;', '>': '&gt;', '"': '&quot;' };

test('what the limit leaves out is counted', () => {
  const graph = buildGraph(stated(['P1 > E 60', 'P2 > E 30', 'P3 > E 10']), asOf('2026-01-01'));
  const chart = chartOf(graph, 'E', null, { up: 5, down: 0, boxes_max: 3 });
  expect(chart.boxes.map(({ id, hidden }) => `${id} ${hidden}`)).toEqual(['E 1', 'P1 0', 'P2 0']);
});

test('a link that closes a ring is known, others are not', () => {
  const returns = sample().links.filter(({ is_return }) => is_return);
  expect(returns.map(({ owner, owned }) => `${owner} > ${owned}`)).toEqual(['E > C']);
});

test.each([
  ['one two three', 7, 3, ['one two', 'three']],
  ['abcdefghij', 4, 3, ['abcd', 'efgh', 'ij']],
  ['a b c d', 1, 2, ['a', '…']],
])('%j in %i columns and %i lines', (text, columns, lines, expected) => {
  expect(wrapped(text, columns, lines)).toEqual(expected);
});

/** Boxes that overlap, texts that leave their box, by what is drawn. */
const FLAWS = `(() => {
  const flaws = [];
  const holders = [...document.querySelectorAll('g.holder')];
  const boxes = holders.map((g) => g.querySelector('rect, path').getBoundingClientRect());
  holders.forEach((g, i) => {
    const [box, text] = [boxes[i], g.querySelector('text').getBoundingClientRect()];
    if (text.left < box.left || text.right > box.right || text.bottom > box.bottom + 1)
      flaws.push('text leaves ' + g.textContent);
    boxes.slice(i + 1).forEach((other) => {
      const apart = other.left >= box.right || other.right <= box.left
        || other.top >= box.bottom || other.bottom <= box.top;
      if (!apart) flaws.push('overlap at ' + g.textContent);
    });
  });
  return flaws;
})()`;

describe.skipIf(!executablePath)('in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-gpu', '--no-first-run'];
    browser = await chromium.launch({ executablePath: executablePath ?? '', args });
  });
  afterAll(() => browser?.close());

  test.each([
    ['the sample', sample()],
    ['200 holders', crowd(200)],
  ])('%s: no box lies on another, no text leaves its box', async (_name, chart) => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    for (const speaker of SPEAKERS) {
      await page.setContent(`<body>${renderChart(chart, speaker)}</body>`);
      expect(await page.locator('g.holder').count()).toBe(chart.boxes.length);
      expect(await page.evaluate(FLAWS)).toEqual([]);
    }
    await page.close();
  });

  test('the subject stands below its owners', async () => {
    const page = await browser.newPage();
    await page.setContent(`<body>${renderChart(sample(), createSpeaker('en'))}</body>`);
    const top = async (name: string) =>
      (await page.locator('g.holder', { hasText: name }).first().boundingBox())?.y ?? 0;
    expect(await top('Xavier')).toBeLessThan(await top('Comercializadora'));
    expect(await top('Comercializadora')).toBeLessThan(await top('Brightwater'));
    await page.close();
  });
});

/** An ownership chart as one SVG: owners above, black on white, readable on paper. */
import { Graph, layout } from '@dagrejs/dagre';
import { escapeMarkup, present, type Speaker } from '../base/index.js';
import type { Box, Chart, Link } from './chart.js';
import { boxName, linkText, markText, wrapped } from './chart-text.js';

const LINE_HEIGHT = 15;
const CHARACTER_WIDTH = 6.7;
const CAPITAL_FACTOR = 1.3;
const NAME_COLUMNS = 26;
const LABEL_COLUMNS = 22;
const MARGIN = 16;
const CORNER = 14;

interface Point {
  readonly x: number;
  readonly y: number;
}
interface Placed extends Point {
  readonly width: number;
  readonly height: number;
}

/**
 * The chart as a document of its own, in the speaker's language. `prefix` keeps its ids apart from
 * those of other charts in one page.
 */
export function renderChart(chart: Chart, speaker: Speaker, prefix = 'ownership'): string {
  const boxes = chart.boxes.map((box) => ({ box, lines: linesOf(box, speaker) }));
  const links = chart.links.map((link) => ({
    link,
    lines: wrapped(linkText(link, speaker), LABEL_COLUMNS, 3),
  }));
  const graph = new Graph({ multigraph: false });
  graph.setGraph({ rankdir: 'TB', nodesep: 28, edgesep: 14, ranksep: 44 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { box, lines } of boxes) graph.setNode(box.id, sizeOf(lines, 20, 16));
  for (const { link, lines } of links)
    graph.setEdge(...ends(link), { ...sizeOf(lines, 8, 4), labelpos: 'c' });
  layout(graph);
  const drawn = [
    ...links.map(({ link }) => edgeLine(graph.edge(...ends(link)), link, prefix)),
    ...links.map(({ link, lines }) => edgeLabel(graph.edge(...ends(link)), lines)),
    ...boxes.map(({ box, lines }) => boxShape(placed(graph.node(box.id)), box, lines, speaker)),
  ];
  const { width = 0, height = 0 } = graph.graph() as Partial<Placed>;
  const view = [-MARGIN, -MARGIN, width + 2 * MARGIN, height + 2 * MARGIN].map(short);
  const subject = chart.boxes.find((box) => box.is_subject);
  const name = subject ? boxName(subject, speaker) : chart.subject;
  const title = speaker.say('ownership.chart.title', { name, on: chart.on });
  const about = speaker.say('ownership.chart.about', {
    boxes: chart.boxes.length,
    links: chart.links.length,
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" lang="${speaker.language}" role="img"`,
    ` aria-labelledby="${prefix}-title ${prefix}-about" viewBox="${view.join(' ')}"`,
    ` width="${view[2]}" height="${view[3]}" class="ownership-chart">`,
    `<title id="${prefix}-title">${escapeMarkup(title)}</title>`,
    `<desc id="${prefix}-about">${escapeMarkup(about)}</desc>`,
    definitions(prefix),
    ...drawn,
    '</svg>',
  ].join('');
}

function linesOf(box: Box, speaker: Speaker): string[] {
  const mark = markText(box.mark, speaker);
  const country = box.country ? [box.country] : [];
  const hidden = box.hidden > 0 ? [speaker.say('ownership.chart.hidden', { n: box.hidden })] : [];
  const name = wrapped(boxName(box, speaker), NAME_COLUMNS, 4);
  return [...(mark ? [mark] : []), ...name, ...country, ...hidden];
}

/** Room for lines of text; capitals, as marks are written, are wider than other letters. */
function sizeOf(lines: readonly string[], wide: number, high: number) {
  const columnsOf = (line: string) =>
    [...line].length * (line === line.toUpperCase() ? CAPITAL_FACTOR : 1);
  const columns = Math.max(4, ...lines.map(columnsOf));
  return {
    width: Math.ceil(columns * CHARACTER_WIDTH) + wide,
    height: lines.length * LINE_HEIGHT + high,
  };
}

/** Upper end first: a link that closes a ring is laid out turned round. */
function ends({ owner, owned, is_return }: Link): [string, string] {
  return is_return ? [owned, owner] : [owner, owned];
}

/** Solid where capital is owned, dashed where it is votes or control only. */
function edgeLine(edge: unknown, link: Link, prefix: string): string {
  const { points } = edge as { readonly points: readonly Point[] };
  const path = rounded(link.is_return ? [...points].reverse() : points);
  const dashes = link.ownership ? '' : ' stroke-dasharray="6 4"';
  const arrow = `url(#${prefix}-arrow)`;
  return `<path d="${path}" fill="none" stroke="#222"${dashes} marker-end="${arrow}"/>`;
}

/** A broken line with its corners rounded. */
function rounded(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const parts = rest.map((point, i) => {
    const [before, next] = [points[i] ?? first, rest[i + 1]];
    if (!next) return `L${at(point)}`;
    return `L${at(towards(point, before))}Q${at(point)} ${at(towards(point, next))}`;
  });
  return `M${at(first)}${parts.join('')}`;
}

/** A little way from one point to another, at most half of it. */
function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(CORNER, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

const at = ({ x, y }: Point) => `${short(x)} ${short(y)}`;

function edgeLabel(edge: unknown, lines: readonly string[]): string {
  const { x, y, width, height } = placed(edge);
  const box = `x="${short(x - width / 2)}" y="${short(y - height / 2)}"`;
  const ground = `<rect ${box} width="${short(width)}" height="${short(height)}" fill="#fff"/>`;
  return `<g class="share">${ground}${textAt({ x, y }, lines, 12)}</g>`;
}

function boxShape(place: Placed, box: Box, lines: readonly string[], speaker: Speaker): string {
  const { x, y, width, height } = place;
  const [left, top] = [x - width / 2, y - height / 2];
  const heavy = box.mark === 'listed' || box.mark === 'blocked' ? 3 : 1.2;
  const dashes = box.mark === 'possible' || box.name === null ? ' stroke-dasharray="5 3"' : '';
  const stroke = `stroke="#111" stroke-width="${heavy}"${dashes}`;
  const fill = box.mark === 'listed' ? '#ddd' : '#fff';
  const shape =
    box.kind === 'trust' || box.kind === 'arrangement'
      ? `<path d="${octagon(left, top, width, height)}" fill="${fill}" ${stroke}/>`
      : rectangle(left, top, place, {
          radius: box.kind === 'person' ? Math.min(22, height / 2) : 2,
          paint: `fill="${fill}" ${stroke}`,
        });
  const inner = box.is_subject
    ? rectangle(
        left + 4,
        top + 4,
        { ...place, width: width - 8, height: height - 8 },
        {
          radius: 1,
          paint: 'fill="none" stroke="#111"',
        },
      )
    : '';
  const said = [boxName(box, speaker), markText(box.mark, speaker)].filter((part) => part !== '');
  const weight = box.mark === null ? 0 : 1;
  return [
    `<g class="holder ${box.kind}${box.mark ? ` ${box.mark}` : ''}">`,
    `<title>${escapeMarkup(said.join(' · '))}</title>${shape}${inner}`,
    `${textAt({ x, y }, lines, 12, weight)}</g>`,
  ].join('');
}

function rectangle(
  left: number,
  top: number,
  { width, height }: Placed,
  { radius, paint }: { readonly radius: number; readonly paint: string },
): string {
  const place = `x="${short(left)}" y="${short(top)}"`;
  const size = `width="${short(width)}" height="${short(height)}" rx="${short(radius)}"`;
  return `<rect ${place} ${size} ${paint}/>`;
}

function octagon(left: number, top: number, width: number, height: number): string {
  const cut = 9;
  const [right, bottom] = [left + width, top + height];
  const corners = [
    [left + cut, top],
    [right - cut, top],
    [right, top + cut],
    [right, bottom - cut],
    [right - cut, bottom],
    [left + cut, bottom],
    [left, bottom - cut],
    [left, top + cut],
  ].map(([x = 0, y = 0]) => at({ x, y }));
  return `M${corners.join('L')}Z`;
}

/** Lines centred on a point; the first `bold` of them are bold. */
function textAt({ x, y }: Point, lines: readonly string[], size: number, bold = 0): string {
  const first = y - ((lines.length - 1) * LINE_HEIGHT) / 2 + 4;
  const spans = lines.map((line, i) => {
    const weight = i < bold ? ' font-weight="700"' : '';
    const place = `x="${short(x)}" y="${short(first + i * LINE_HEIGHT)}"`;
    return `<tspan ${place}${weight}>${escapeMarkup(line)}</tspan>`;
  });
  const font = `font-family="Helvetica, Arial, sans-serif" font-size="${size}" fill="#000"`;
  return `<text text-anchor="middle" ${font}>${spans.join('')}</text>`;
}

function definitions(prefix: string): string {
  const box = 'viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8"';
  const tip = '<path d="M0 1L10 5L0 9Z" fill="#222"/>';
  return `<defs><marker id="${prefix}-arrow" ${box} orient="auto">${tip}</marker></defs>`;
}

function placed(item: unknown): Placed {
  return present(item as Placed | undefined, 'place in the layout');
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** The layered drawing: money from left to right in time, from sources to where it ends. */
import { html, type Markup } from './markup.js';
import { type DrawnArrow, type DrawnGraph, type DrawnNode, drawnGraph } from './network-graph.js';
import { type Places, placesOf } from './network-places.js';
import { LAYOUT, leftOf, type Point, type Route, routesOf } from './network-routes.js';
import {
  type ArrowKind,
  arrowheads,
  canvas,
  type Drawing,
  fitted,
  plainAmount,
} from './network-svg.js';
import { short } from './pieces.js';
import { count, type Voice } from './voice.js';

const SIZES = { node_height: LAYOUT.node.height, bend_height: 8, gap: 12 } as const;
/** Room for text in a box. */
const TEXT_WIDTH = LAYOUT.node.width - 17;
/** Labels that come nearer to one another would hide each other. */
const LABEL_ROOM = { x: 50, y: 27 } as const;
const STROKE = { least: 1.2, most: 9 } as const;

/** All payments between two nodes. */
type Label = Pick<DrawnArrow, 'payments' | 'value_minor'>;

/** The drawing and how far it had to fold, for the words beside it. */
export function layeredDrawing(drawing: Drawing): { svg: Markup; graph: DrawnGraph } {
  const graph = drawnGraph(drawing.dossier);
  const places = placesOf(graph, SIZES);
  const { routes, height: below } = routesOf(graph, places);
  const labels = labelsOf(graph, routes);
  const most = graph.arrows.reduce((max, { value_minor: v }) => (v > max ? v : max), 1n);
  const { margin, column_gap } = LAYOUT;
  const width = leftOf(graph.layers) - column_gap + margin.x;
  const height = margin.top + places.height + below + margin.bottom;
  const svg = canvas(
    { name: 'layered', width, height },
    drawing,
    html`
      ${arrowheads(drawing.prefix)}
      ${headers(graph)}
      ${graph.arrows.map((arrow, i) => arrowPath(arrow, routes[i]?.path ?? '', most, drawing))}
      ${[...labels].map(([i, label]) => labelText(label, routes[i]?.at, drawing.voice))}
      ${graph.nodes.map((node) => nodeBox(node, places, drawing.voice))}`,
  );
  return { svg, graph };
}

/** The day of each layer's first payment; none where a long life has them out of order. */
export function layerDays({ nodes, layers }: DrawnGraph): readonly string[] {
  const days = Array.from({ length: layers }, (_, layer) => {
    const own = nodes.filter((node) => node.layer === layer).map(({ from }) => from);
    return own.sort()[0] ?? '';
  });
  return days.every((day, i) => day >= (days[i - 1] ?? '')) ? days : [];
}

function headers(graph: DrawnGraph): Markup[] {
  return layerDays(graph).map((first, layer) => {
    const x = short(leftOf(layer) + LAYOUT.node.width / 2);
    const place = html`class="day" x="${x}" y="12" text-anchor="middle"`;
    return html`<text ${place} translate="no">${first}</text>`;
  });
}

/**
 * One label for each pair of nodes, at the middle one of its arrows; where two would meet, the
 * larger sum has its label.
 */
function labelsOf({ arrows }: DrawnGraph, routes: readonly Route[]): Map<number, Label> {
  const pairs = new Map<string, number[]>();
  arrows.forEach(({ from, to }, i) => {
    const pair = JSON.stringify([from, to]);
    pairs.set(pair, [...(pairs.get(pair) ?? []), i]);
  });
  const wanted = [...pairs.values()].map((own) => ({
    bearer: own[own.length >> 1] ?? 0,
    payments: own.reduce((sum, i) => sum + (arrows[i]?.payments ?? 0), 0),
    value_minor: own.reduce((sum, i) => sum + (arrows[i]?.value_minor ?? 0n), 0n),
  }));
  wanted.sort((a, b) => (a.value_minor < b.value_minor ? 1 : -1));
  const taken: Point[] = [];
  const labels = new Map<number, Label>();
  for (const { bearer, ...label } of wanted) {
    const at = routes[bearer]?.at;
    const meets = (other: Point) =>
      at && Math.abs(other.x - at.x) < LABEL_ROOM.x && Math.abs(other.y - at.y) < LABEL_ROOM.y;
    if (!at || taken.some(meets)) continue;
    taken.push(at);
    labels.set(bearer, label);
  }
  return labels;
}

function arrowPath(
  arrow: DrawnArrow,
  path: string,
  most: bigint,
  { voice, prefix }: Drawing,
): Markup {
  const { value_minor, payments, is_return, first_at, last_at } = arrow;
  const kind: ArrowKind = arrow.enters ? 'in' : arrow.leaves ? 'out' : 'on';
  const share = Number((value_minor * 1000n) / most) / 1000;
  const width = short(STROKE.least + (STROKE.most - STROKE.least) * share);
  const [first, last] = [moment(first_at), moment(last_at)];
  const title = [
    payments === 1 ? first : `${first.slice(0, 10)} – ${last.slice(0, 10)}`,
    ...(value_minor > 0n ? [voice.wholeMoney(value_minor)] : []),
    ...(payments > 1 ? [`${count(payments)} ×`] : []),
  ].join(' · ');
  return html`
    <g class="arrow ${kind}${is_return && ' back'}">
      <title translate="no">${title}</title>
      <path d="${path}" stroke-width="${width}" marker-end="url(#${prefix}-${kind})"/>
    </g>`;
}

const moment = (iso: string) => iso.slice(0, 16).replace('T', ' ');

/** Number above the line, sum below it; of one payment its amount above. */
function labelText({ payments, value_minor }: Label, at: Point | undefined, voice: Voice) {
  if (!at) return null;
  const line = (dy: number, text: string) => html`
    <text class="sum" x="${short(at.x)}" y="${short(at.y + dy)}" text-anchor="middle"
      translate="no">${text}</text>`;
  const many = payments > 1 && `${count(payments)} ×`;
  const amount = value_minor > 0n && plainAmount(value_minor, voice);
  return html`${many && line(-4, many)}${amount && line(many ? 11 : -4, amount)}`;
}

function nodeBox(node: DrawnNode, places: Places, voice: Voice): Markup {
  const { width, height } = LAYOUT.node;
  const [x, y] = [
    leftOf(node.layer),
    LAYOUT.margin.top + (places.y.get(node.key) ?? 0) - height / 2,
  ];
  const line = (dy: number, name: string) =>
    html`class="${name}" x="${short(x + 11)}" y="${short(y + dy)}"`;
  const role = node.role ?? 'outside';
  const where = [node.institution, node.country].filter((part) => part !== null).join(', ');
  const full = [node.label, where].filter((part) => part).join(' · ');
  const box = html`x="${short(x)}" y="${short(y)}" height="${height}"`;
  const pile = html`
    <rect class="pile" x="${short(x + 5)}" y="${short(y - 5)}" width="${width}"
      height="${height}"/>`;
  const shown = fitted(where, TEXT_WIDTH, 10.5);
  const place = html`<text ${line(45, 'place')} translate="no">${shown}</text>`;
  return html`
    <g class="node r-${role} ${node.kind}">
      ${full !== '' && html`<title translate="no">${full}</title>`}
      ${node.kind === 'group' && pile}
      <rect class="box" ${box} width="${width}"/>
      <rect class="mark" ${box} width="5"/>
      ${nameText(node, line(17, 'name'), voice)}
      ${voice.svgText(line(31, 'role'), `report.network.role.${role}`)}
      ${where !== '' && place}
    </g>`;
}

function nameText(node: DrawnNode, attributes: Markup, voice: Voice): Markup {
  if (node.kind === 'group')
    return voice.svgText(attributes, 'report.network.accounts', { n: node.accounts });
  if (node.label === null) return voice.svgText(attributes, `report.network.end.${node.kind}`);
  return html`<text ${attributes} translate="no">${fitted(node.label, TEXT_WIDTH, 13.2)}</text>`;
}

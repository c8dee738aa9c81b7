/** The layered drawing: money from left to right in time, from sources to where it ends. */

import { html, type Markup } from './markup.js';
import { type DrawnArrow, type DrawnGraph, type DrawnNode, drawnGraph } from './network-graph.js';
import { type PlaceSizes, type Places, placesOf } from './network-places.js';
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

const NODE = { width: 136, height: 52 } as const;
const COLUMN_GAP = 68;
const MARGIN = { x: 30, top: 24, bottom: 6 } as const;
const LANE = 12;
const SIZES: PlaceSizes = { node_height: NODE.height, bend_height: 8, gap: 12 };
/** Room for text in a box. */
const TEXT_WIDTH = NODE.width - 17;
/** Pairs of nodes of which each can be labelled without hiding the others. */
const LABELLED_MAX = 40;
const STROKE = { least: 1.2, most: 9 } as const;

interface Plan {
  readonly graph: DrawnGraph;
  readonly places: Places;
  readonly drawing: Drawing;
  readonly layerOf: ReadonlyMap<string, number>;
  readonly ports: ReadonlyMap<string, number>;
  /** By the index of the arrow that bears it. */
  readonly labels: ReadonlyMap<number, Label>;
  readonly most: bigint;
}

/** All payments between two nodes. */
type Label = Pick<DrawnArrow, 'payments' | 'value_minor'>;

/** The drawing and how far it had to fold, for the words beside it. */
export function layeredDrawing(drawing: Drawing): { svg: Markup; graph: DrawnGraph } {
  const graph = drawnGraph(drawing.dossier);
  const places = placesOf(graph, SIZES);
  const plan: Plan = {
    ...{ graph, places, drawing },
    layerOf: new Map(graph.nodes.map(({ key, layer }) => [key, layer])),
    ports: portsOf(graph, places),
    labels: labelsOf(graph),
    most: graph.arrows.reduce((most, { value_minor: v }) => (v > most ? v : most), 1n),
  };
  const returns = graph.arrows.filter((arrow) => arrow.is_return);
  const width = 2 * MARGIN.x + graph.layers * (NODE.width + COLUMN_GAP) - COLUMN_GAP;
  const lanes = returns.length === 0 ? 0 : (returns.length + 1) * LANE;
  const height = MARGIN.top + places.height + lanes + MARGIN.bottom;
  const svg = canvas(
    { name: 'layered', width, height },
    drawing,
    html`
      ${arrowheads(drawing.prefix)}
      ${headers(graph)}
      ${graph.arrows.map((arrow, i) => !arrow.is_return && forwardArrow(arrow, i, plan))}
      ${byLength(returns, plan).map((arrow, lane) => returnArrow(arrow, lane, plan))}
      ${graph.nodes.map((node) => nodeBox(node, plan))}`,
  );
  return { svg, graph };
}

const left = (layer: number) => MARGIN.x + layer * (NODE.width + COLUMN_GAP);

/** The day on which each layer begins. */
function headers(graph: DrawnGraph): Markup[] {
  return Array.from({ length: graph.layers }, (_, layer) => {
    const days = graph.nodes.filter((node) => node.layer === layer).map(({ from }) => from);
    const x = short(left(layer) + NODE.width / 2);
    const first = days.sort()[0] ?? '';
    const place = html`class="day" x="${x}" y="12" text-anchor="middle"`;
    return html`<text ${place} translate="no">${first}</text>`;
  });
}

/** Where each arrow leaves and meets its nodes: side by side, in the order of their other ends. */
function portsOf(graph: DrawnGraph, places: Places): Map<string, number> {
  const sides = new Map<string, { port: string; towards: number }[]>();
  const add = (side: string, port: string, towards: number) => {
    const own = sides.get(side);
    if (own) own.push({ port, towards });
    else sides.set(side, [{ port, towards }]);
  };
  const low = places.height * 2;
  graph.arrows.forEach(({ from, to, is_return }, i) => {
    const bends = places.bends.get(i) ?? [];
    const next = bends[0] ?? places.y.get(to) ?? 0;
    const before = bends.at(-1) ?? places.y.get(from) ?? 0;
    add(`${from} out`, `${i} out`, is_return ? low : next);
    add(`${to} in`, `${i} in`, is_return ? low : before);
  });
  const ports = new Map<string, number>();
  for (const side of sides.values()) {
    side.sort((a, b) => a.towards - b.towards);
    const step = Math.min(9, (NODE.height - 12) / Math.max(1, side.length - 1));
    for (const [n, { port }] of side.entries()) ports.set(port, (n - (side.length - 1) / 2) * step);
  }
  return ports;
}

/** Each pair of nodes has one label, at the middle one of its arrows; many pairs have none. */
function labelsOf({ arrows }: DrawnGraph): Map<number, Label> {
  const pairs = new Map<string, number[]>();
  arrows.forEach(({ from, to }, i) => {
    const pair = JSON.stringify([from, to]);
    pairs.set(pair, [...(pairs.get(pair) ?? []), i]);
  });
  if (pairs.size > LABELLED_MAX) return new Map();
  return new Map(
    [...pairs.values()].map((own) => {
      const payments = own.reduce((sum, i) => sum + (arrows[i]?.payments ?? 0), 0);
      const value_minor = own.reduce((sum, i) => sum + (arrows[i]?.value_minor ?? 0n), 0n);
      return [own[own.length >> 1] ?? 0, { payments, value_minor }];
    }),
  );
}

function endsOf({ from, to }: DrawnArrow, i: number, plan: Plan) {
  const height = (key: string, side: 'in' | 'out') =>
    MARGIN.top + (plan.places.y.get(key) ?? 0) + (plan.ports.get(`${i} ${side}`) ?? 0);
  return {
    x0: left(plan.layerOf.get(from) ?? 0) + NODE.width,
    y0: height(from, 'out'),
    x1: left(plan.layerOf.get(to) ?? 0),
    y1: height(to, 'in'),
  };
}

function forwardArrow(arrow: DrawnArrow, i: number, plan: Plan): Markup {
  const { x0, y0, x1, y1 } = endsOf(arrow, i, plan);
  const bends = plan.places.bends.get(i) ?? [];
  const steps: string[] = [`M${short(x0)} ${short(y0)}`];
  let [x, y] = [x0, y0];
  const curve = (to_x: number, to_y: number) => {
    const middle = short((x + to_x) / 2);
    steps.push(`C${middle} ${short(y)} ${middle} ${short(to_y)} ${short(to_x)} ${short(to_y)}`);
    [x, y] = [to_x, to_y];
  };
  bends.forEach((bend, k) => {
    const column = left((plan.layerOf.get(arrow.from) ?? 0) + 1 + k);
    curve(column, MARGIN.top + bend);
    x = column + NODE.width;
    steps.push(`H${short(x)}`);
  });
  curve(x1 - 2, y1);
  const next = bends[0] === undefined ? y1 : MARGIN.top + bends[0];
  const at = { x: x0 + COLUMN_GAP / 2, y: (y0 + next) / 2 };
  return arrowPath(arrow, steps.join(''), plan.labels.get(i), at, plan);
}

/** Short ways back lie above long ones. */
function byLength(returns: readonly DrawnArrow[], { layerOf }: Plan): DrawnArrow[] {
  const length = ({ from, to }: DrawnArrow) => (layerOf.get(from) ?? 0) - (layerOf.get(to) ?? 0);
  return [...returns].sort((a, b) => length(a) - length(b));
}

/** Below all layers and back: it rises and falls between columns, where no node stands. */
function returnArrow(arrow: DrawnArrow, lane: number, plan: Plan): Markup {
  const i = plan.graph.arrows.indexOf(arrow);
  const { x0, y0, x1, y1 } = endsOf(arrow, i, plan);
  const low = MARGIN.top + plan.places.height + (lane + 1) * LANE;
  const turn = COLUMN_GAP * 0.45;
  const [right, back] = [x0 + turn, x1 - turn].map(short);
  const [from, to, floor] = [y0, y1, low].map(short);
  const path = [
    `M${short(x0)} ${from}C${right} ${from} ${right} ${floor} ${short(x0)} ${floor}`,
    `H${short(x1)}C${back} ${floor} ${back} ${to} ${short(x1 - 2)} ${to}`,
  ].join('');
  return arrowPath(arrow, path, plan.labels.get(i), { x: (x0 + x1) / 2, y: low }, plan);
}

function arrowPath(
  arrow: DrawnArrow,
  path: string,
  label: Label | undefined,
  at: { readonly x: number; readonly y: number },
  { most, drawing: { voice, prefix } }: Plan,
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
  const line = (dy: number, text: string) => html`
    <text class="sum" x="${short(at.x)}" y="${short(at.y + dy)}" text-anchor="middle"
      translate="no">${text}</text>`;
  const amount = label && label.value_minor > 0n && plainAmount(label.value_minor, voice);
  const many = label && label.payments > 1 && `${count(label.payments)} ×`;
  return html`
    <g class="arrow ${kind}${is_return && ' back'}">
      <title translate="no">${title}</title>
      <path d="${path}" stroke-width="${width}" marker-end="url(#${prefix}-${kind})"/>
      ${many && line(-4, many)}${amount && line(many ? 11 : -4, amount)}
    </g>`;
}

const moment = (iso: string) => iso.slice(0, 16).replace('T', ' ');

function nodeBox(node: DrawnNode, { places, drawing: { voice } }: Plan): Markup {
  const [x, y] = [left(node.layer), MARGIN.top + (places.y.get(node.key) ?? 0) - NODE.height / 2];
  const line = (dy: number, name: string) =>
    html`class="${name}" x="${short(x + 11)}" y="${short(y + dy)}"`;
  const role = node.role ?? 'outside';
  const where = [node.institution, node.country].filter((part) => part !== null).join(', ');
  const full = [node.label, where].filter((part) => part).join(' · ');
  const box = html`x="${short(x)}" y="${short(y)}" height="${NODE.height}"`;
  const shown = fitted(where, TEXT_WIDTH, 10.5);
  const place = html`<text ${line(45, 'place')} translate="no">${shown}</text>`;
  return html`
    <g class="node r-${role} ${node.kind}">
      ${full !== '' && html`<title translate="no">${full}</title>`}
      ${
        node.kind === 'group' &&
        html`<rect class="pile" x="${short(x + 5)}" y="${short(y - 5)}"
        width="${NODE.width}" height="${NODE.height}"/>`
      }
      <rect class="box" ${box} width="${NODE.width}"/>
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

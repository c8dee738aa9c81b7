/** Ways of arrows between placed nodes: onward in curves, within a layer beside it, back below. */
import type { DrawnArrow, DrawnGraph } from './network-graph.js';
import type { Places } from './network-places.js';
import { short } from './pieces.js';

/** Where things stand in a layered drawing, in its own pixels. */
export const LAYOUT = {
  node: { width: 126, height: 52 },
  column_gap: 54,
  margin: { x: 30, top: 24, bottom: 6 },
  /** Between lines of ways back, and how many there are; more share them. */
  lane: 12,
  lanes_max: 14,
} as const;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The path of an arrow as SVG writes it, and where a label stands on it. */
export interface Route {
  readonly path: string;
  readonly at: Point;
}

export interface Routes {
  /** By the index of the arrow. */
  readonly routes: readonly Route[];
  /** What the ways back need below the layers. */
  readonly height: number;
}

/** Left edge of a layer. */
export function leftOf(layer: number): number {
  return LAYOUT.margin.x + layer * (LAYOUT.node.width + LAYOUT.column_gap);
}

type Way = 'on' | 'beside' | 'back';

interface Plan {
  readonly graph: DrawnGraph;
  readonly places: Places;
  readonly layerOf: ReadonlyMap<string, number>;
  readonly ports: ReadonlyMap<string, number>;
}

export function routesOf(graph: DrawnGraph, places: Places): Routes {
  const layerOf = new Map(graph.nodes.map(({ key, layer }) => [key, layer]));
  const ports = portsOf(graph, places, layerOf);
  const plan = { graph, places, layerOf, ports };
  const lanes = lanesOf(graph.arrows, layerOf);
  const routes = graph.arrows.map((arrow, i): Route => {
    const way = wayOf(arrow, layerOf);
    if (way === 'on') return onward(arrow, i, plan);
    return way === 'beside' ? beside(arrow, i, plan) : back(arrow, i, lanes.get(i) ?? 0, plan);
  });
  const used = Math.max(-1, ...lanes.values()) + 1;
  return { routes, height: used === 0 ? 0 : (used + 1) * LAYOUT.lane };
}

function wayOf({ from, to }: DrawnArrow, layerOf: ReadonlyMap<string, number>): Way {
  const step = (layerOf.get(to) ?? 0) - (layerOf.get(from) ?? 0);
  return step > 0 ? 'on' : step === 0 ? 'beside' : 'back';
}

/** Where each arrow leaves and meets its nodes: side by side, in the order of their other ends. */
function portsOf(
  graph: DrawnGraph,
  places: Places,
  layerOf: ReadonlyMap<string, number>,
): Map<string, number> {
  const sides = new Map<string, { port: string; towards: number }[]>();
  const add = (side: string, port: string, towards: number) => {
    const own = sides.get(side);
    if (own) own.push({ port, towards });
    else sides.set(side, [{ port, towards }]);
  };
  const low = places.height * 2;
  graph.arrows.forEach((arrow, i) => {
    const { from, to } = arrow;
    const way = wayOf(arrow, layerOf);
    const bends = places.bends.get(i) ?? [];
    const next = bends[0] ?? places.y.get(to) ?? 0;
    const before = bends.at(-1) ?? places.y.get(from) ?? 0;
    add(`${from} right`, `${i} from`, way === 'back' ? low : next);
    add(`${to} ${way === 'beside' ? 'right' : 'left'}`, `${i} to`, way === 'back' ? low : before);
  });
  const ports = new Map<string, number>();
  for (const side of sides.values()) {
    side.sort((a, b) => a.towards - b.towards);
    const step = Math.min(9, (LAYOUT.node.height - 12) / Math.max(1, side.length - 1));
    for (const [n, { port }] of side.entries()) ports.set(port, (n - (side.length - 1) / 2) * step);
  }
  return ports;
}

/** Short ways back lie above long ones. */
function lanesOf(
  arrows: readonly DrawnArrow[],
  layerOf: ReadonlyMap<string, number>,
): Map<number, number> {
  const length = (i: number) => {
    const { from = '', to = '' } = arrows[i] ?? {};
    return (layerOf.get(from) ?? 0) - (layerOf.get(to) ?? 0);
  };
  const ways = [...arrows.keys()]
    .filter((i) => length(i) > 0)
    .sort((a, b) => length(a) - length(b));
  const share = Math.max(1, ways.length / LAYOUT.lanes_max);
  return new Map(ways.map((i, n) => [i, Math.floor(n / share)]));
}

function endsOf({ from, to }: DrawnArrow, i: number, { places, ports, layerOf }: Plan) {
  const height = (key: string, end: 'from' | 'to') =>
    LAYOUT.margin.top + (places.y.get(key) ?? 0) + (ports.get(`${i} ${end}`) ?? 0);
  return {
    x0: leftOf(layerOf.get(from) ?? 0) + LAYOUT.node.width,
    y0: height(from, 'from'),
    x1: leftOf(layerOf.get(to) ?? 0),
    y1: height(to, 'to'),
  };
}

function onward(arrow: DrawnArrow, i: number, plan: Plan): Route {
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
    const column = leftOf((plan.layerOf.get(arrow.from) ?? 0) + 1 + k);
    curve(column, LAYOUT.margin.top + bend);
    x = column + LAYOUT.node.width;
    steps.push(`H${short(x)}`);
  });
  curve(x1 - 2, y1);
  const next = bends[0] === undefined ? y1 : LAYOUT.margin.top + bends[0];
  return { path: steps.join(''), at: { x: x0 + LAYOUT.column_gap / 2, y: (y0 + next) / 2 } };
}

/** A bow right of the layer, wider the farther it goes. */
function beside(arrow: DrawnArrow, i: number, plan: Plan): Route {
  const { x0, y0, y1 } = endsOf(arrow, i, plan);
  const wide = Math.min(LAYOUT.column_gap * 0.85, 16 + Math.abs(y1 - y0) * 0.12);
  const bow = short(x0 + wide);
  const path = `M${short(x0)} ${short(y0)}C${bow} ${short(y0)} ${bow} ${short(y1)} `;
  return {
    path: `${path}${short(x0 + 2)} ${short(y1)}`,
    at: { x: x0 + wide * 0.75, y: (y0 + y1) / 2 },
  };
}

/** Below all layers: it falls and rises between columns, where no node stands. */
function back(arrow: DrawnArrow, i: number, lane: number, plan: Plan): Route {
  const { x0, y0, x1, y1 } = endsOf(arrow, i, plan);
  const low = LAYOUT.margin.top + plan.places.height + (lane + 1) * LAYOUT.lane;
  const turn = LAYOUT.column_gap * 0.45;
  const [right, left] = [x0 + turn, x1 - turn].map(short);
  const [from, to, floor] = [y0, y1, low].map(short);
  const path = [
    `M${short(x0)} ${from}C${right} ${from} ${right} ${floor} ${short(x0)} ${floor}`,
    `H${short(x1)}C${left} ${floor} ${left} ${to} ${short(x1 - 2)} ${to}`,
  ].join('');
  return { path, at: { x: (x0 + x1) / 2, y: low } };
}

/**
 * Places of nodes in layers, few arrows crossing. Layered drawing after Sugiyama, Tagawa and Toda
 * (1981): long arrows get a bend in each layer between, layers are ordered by barycentres and the
 * order with the fewest crossings is kept; heights are the nearest to the neighbours' that keep
 * order and distance (isotonic regression, pool adjacent violators).
 */
import type { DrawnGraph } from './network-graph.js';

const SWEEPS = 8;
const SETTLINGS = 8;

export interface PlaceSizes {
  readonly node_height: number;
  /** Room that an arrow takes where it passes a layer. */
  readonly bend_height: number;
  readonly gap: number;
}

export interface Places {
  /** Middle of each node, from 0 downwards. */
  readonly y: ReadonlyMap<string, number>;
  /** For each arrow, by its index: heights at which it passes the layers between its ends. */
  readonly bends: ReadonlyMap<number, readonly number[]>;
  readonly height: number;
}

interface Dot {
  readonly key: string;
  readonly height: number;
  readonly before: Dot[];
  readonly after: Dot[];
  /** Place in its layer, then height of its middle. */
  at: number;
  y: number;
}

export function placesOf(graph: DrawnGraph, sizes: PlaceSizes): Places {
  const { layers, bendsOf } = layeredDots(graph, sizes);
  order(layers);
  settle(layers, sizes.gap);
  const dots = layers.flat();
  const top = Math.min(...dots.map(({ y, height }) => y - height / 2));
  for (const dot of dots) dot.y -= top;
  return {
    y: new Map(dots.map(({ key, y }) => [key, y])),
    bends: new Map([...bendsOf].map(([arrow, bends]) => [arrow, bends.map(({ y }) => y)])),
    height: Math.max(0, ...dots.map(({ y, height }) => y + height / 2)),
  };
}

function layeredDots(graph: DrawnGraph, sizes: PlaceSizes) {
  const layers: Dot[][] = Array.from({ length: graph.layers }, () => []);
  const put = (key: string, layer: number, height: number): Dot => {
    const row = layers[layer] ?? [];
    const dot: Dot = { key, height, before: [], after: [], at: row.length, y: 0 };
    row.push(dot);
    return dot;
  };
  const nodes = new Map(
    graph.nodes.map((node) => [node.key, put(node.key, node.layer, sizes.node_height)]),
  );
  const layerOf = new Map(graph.nodes.map(({ key, layer }) => [key, layer]));
  const bendsOf = new Map<number, Dot[]>();
  graph.arrows.forEach(({ from, to, is_return }, i) => {
    const [start, end] = [nodes.get(from), nodes.get(to)];
    if (is_return || !start || !end) return;
    const bends: Dot[] = [];
    for (let layer = (layerOf.get(from) ?? 0) + 1; layer < (layerOf.get(to) ?? 0); layer++)
      bends.push(put(`bend:${i}:${layer}`, layer, sizes.bend_height));
    const stops = [start, ...bends, end];
    stops.slice(1).forEach((stop, j) => {
      const previous = stops[j];
      if (!previous) return;
      previous.after.push(stop);
      stop.before.push(previous);
    });
    bendsOf.set(i, bends);
  });
  return { layers, bendsOf };
}

/** Sweeps right and left; keeps the order with the fewest crossings. */
function order(layers: Dot[][]): void {
  let best = layers.map((row) => [...row]);
  let fewest = crossings(layers);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const right = sweep % 2 === 0;
    const side = right ? 'before' : 'after';
    for (const row of right ? layers.slice(1) : layers.slice(0, -1).reverse()) {
      const centre = new Map(row.map((dot) => [dot, mean(dot[side], (d) => d.at) ?? dot.at]));
      row.sort((a, b) => (centre.get(a) ?? 0) - (centre.get(b) ?? 0) || a.at - b.at);
      number(row);
    }
    const now = crossings(layers);
    if (now >= fewest) continue;
    fewest = now;
    best = layers.map((row) => [...row]);
  }
  best.forEach((row, i) => {
    layers[i] = row;
    number(row);
  });
}

function number(row: readonly Dot[]): void {
  row.forEach((dot, i) => {
    dot.at = i;
  });
}

/** Pairs of arrows that cross between two layers: inversions, counted in a tree of sums. */
function crossings(layers: readonly (readonly Dot[])[]): number {
  let total = 0;
  for (const [i, row] of layers.entries()) {
    const width = layers[i + 1]?.length ?? 0;
    const tree = new Int32Array(width + 1);
    let seen = 0;
    for (const dot of row) {
      const ends = dot.after.map(({ at }) => at);
      for (const end of ends) {
        let upTo = 0;
        for (let k = end + 1; k > 0; k -= k & -k) upTo += tree[k] ?? 0;
        total += seen - upTo;
      }
      for (const end of ends) {
        seen++;
        for (let k = end + 1; k <= width; k += k & -k) tree[k] = (tree[k] ?? 0) + 1;
      }
    }
  }
  return total;
}

function settle(layers: readonly (readonly Dot[])[], gap: number): void {
  for (const row of layers) settleRow(row, gap, () => 0);
  for (let i = 0; i < SETTLINGS; i++) {
    const right = i % 2 === 0;
    for (const row of right ? layers : [...layers].reverse())
      settleRow(row, gap, (dot) => {
        const near = right ? dot.before : dot.after;
        return mean(near.length > 0 ? near : right ? dot.after : dot.before, (d) => d.y) ?? dot.y;
      });
  }
}

/** The heights nearest to those wished for, in order and apart: blocks share their mean. */
function settleRow(row: readonly Dot[], gap: number, wishOf: (dot: Dot) => number): void {
  const blocks: { sum: number; dots: number }[] = [];
  const offsets: number[] = [];
  let offset = 0;
  row.forEach((dot, i) => {
    const above = row[i - 1];
    if (above) offset += (above.height + dot.height) / 2 + gap;
    offsets.push(offset);
    blocks.push({ sum: wishOf(dot) - offset, dots: 1 });
    for (let last = blocks.at(-1), low = blocks.at(-2); last && low; low = blocks.at(-2)) {
      if (low.sum / low.dots <= last.sum / last.dots) break;
      low.sum += last.sum;
      low.dots += last.dots;
      blocks.pop();
      last = low;
    }
  });
  let at = 0;
  for (const { sum, dots } of blocks)
    for (let i = 0; i < dots; i++, at++) {
      const dot = row[at];
      if (dot) dot.y = sum / dots + (offsets[at] ?? 0);
    }
}

function mean(dots: readonly Dot[], numberOf: (dot: Dot) => number): number | null {
  if (dots.length === 0) return null;
  return dots.reduce((sum, dot) => sum + numberOf(dot), 0) / dots.length;
}

import { present } from '../../../base/index.js';
import type { BinnedTable } from './bins.js';
import {
  type Bounds,
  bestSplit,
  HISTOGRAM_STRIDE,
  leafValue,
  type Split,
  type SplitRules,
  type Totals,
} from './split.js';
import type { Tree } from './tree.js';

export interface GrowRules extends SplitRules {
  readonly leaves_max: number;
  readonly depth_max: number;
  /** +1, 0 or −1 a feature. */
  readonly directions: Int8Array;
}

interface Leaf {
  readonly node: number;
  readonly depth: number;
  readonly from: number;
  readonly to: number;
  readonly totals: Totals;
  readonly bounds: Bounds;
  readonly histogram: Float64Array;
  readonly split: Split | null;
}

const BIN_SLOTS = 256 * HISTOGRAM_STRIDE;

/**
 * Grows one tree best leaf first (Ke et al. 2017) on gradients and second derivatives of the rows
 * given, exactly over all bins of the features asked: a child's histogram is its parent's less its
 * sibling's, so that only the smaller child is counted. Monotone constraints bound the leaves below
 * a constrained split at the middle of its two values. `rows` is reordered.
 */
export function growTree(
  table: BinnedTable,
  rows: Int32Array,
  { gradient, hessian }: { gradient: Float64Array; hessian: Float64Array },
  features: readonly number[],
  rules: GrowRules,
): Tree {
  const counter = createCounter(table, features, gradient, hessian);
  const nodes: { split: Split | null; value: number; cover: number; children: [number, number] }[] =
    [];
  const open: Leaf[] = [];
  const add = (leaf: Omit<Leaf, 'node' | 'split'>) => {
    const splits = leaf.depth < rules.depth_max ? bestOf(leaf, table, features, rules) : null;
    const value = leafValue(leaf.totals, rules.l2, leaf.bounds);
    nodes.push({ split: null, value, cover: leaf.totals.hessian, children: [-1, -1] });
    open.push({ ...leaf, node: nodes.length - 1, split: splits });
    return nodes.length - 1;
  };
  const histogram = counter(rows, 0, rows.length);
  const bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const totals = totalsOf(histogram);
  add({ depth: 0, from: 0, to: rows.length, totals, bounds, histogram });
  for (let leaves = 1; leaves < rules.leaves_max; leaves++) {
    const leaf = takeBest(open);
    if (!leaf?.split) break;
    const { split } = leaf;
    const middle = partition(rows, leaf, table.bins[split.feature] as Uint8Array);
    const smaller_left = middle - leaf.from <= leaf.to - middle;
    const small = smaller_left ? counter(rows, leaf.from, middle) : counter(rows, middle, leaf.to);
    const large = less(leaf.histogram, small);
    const [low, high] = childBounds(leaf, split, rules);
    const depth = leaf.depth + 1;
    const node = present(nodes[leaf.node], 'node');
    node.split = split;
    node.children = [
      add({
        depth,
        from: leaf.from,
        to: middle,
        totals: split.left,
        bounds: low,
        histogram: smaller_left ? small : large,
      }),
      add({
        depth,
        from: middle,
        to: leaf.to,
        totals: split.right,
        bounds: high,
        histogram: smaller_left ? large : small,
      }),
    ];
  }
  return {
    feature: Int32Array.from(nodes, (node) => node.split?.feature ?? -1),
    edge: Float32Array.from(nodes, (node) => (node.split ? edgeOf(table, node.split) : 0)),
    left: Int32Array.from(nodes, (node) => node.children[0]),
    right: Int32Array.from(nodes, (node) => node.children[1]),
    value: Float64Array.from(nodes, (node) => node.value),
    cover: Float64Array.from(nodes, (node) => node.cover),
  };
}

/** Unknown values only go left where the split is at bin 0: then no known value is low enough. */
function edgeOf(table: BinnedTable, split: Split): number {
  if (split.bin === 0) return Number.NEGATIVE_INFINITY;
  return present(table.cuts[split.feature]?.[split.bin - 1], 'edge');
}

function createCounter(
  table: BinnedTable,
  features: readonly number[],
  gradient: Float64Array,
  hessian: Float64Array,
) {
  const near_gradient = new Float64Array(table.rows);
  const near_hessian = new Float64Array(table.rows);
  return (rows: Int32Array, from: number, to: number): Float64Array => {
    for (let i = from; i < to; i++) {
      near_gradient[i] = gradient[rows[i] as number] as number;
      near_hessian[i] = hessian[rows[i] as number] as number;
    }
    const histogram = new Float64Array(features.length * BIN_SLOTS);
    for (const [k, f] of features.entries()) {
      const bins = table.bins[f] as Uint8Array;
      const offset = k * BIN_SLOTS;
      for (let i = from; i < to; i++) {
        const at = offset + (bins[rows[i] as number] as number) * HISTOGRAM_STRIDE;
        histogram[at] = (histogram[at] as number) + (near_gradient[i] as number);
        histogram[at + 1] = (histogram[at + 1] as number) + (near_hessian[i] as number);
        histogram[at + 2] = (histogram[at + 2] as number) + 1;
      }
    }
    return histogram;
  };
}

/** From the first feature: each row is in one bin of every feature. */
function totalsOf(histogram: Float64Array): Totals {
  let [gradient, hessian, rows] = [0, 0, 0];
  for (let bin = 0; bin < 256; bin++) {
    const at = bin * HISTOGRAM_STRIDE;
    gradient += histogram[at] as number;
    hessian += histogram[at + 1] as number;
    rows += histogram[at + 2] as number;
  }
  return { gradient, hessian, rows };
}

function bestOf(
  leaf: Omit<Leaf, 'node' | 'split'>,
  table: BinnedTable,
  features: readonly number[],
  rules: GrowRules,
): Split | null {
  if (leaf.totals.rows < 2 * rules.rows_min) return null;
  let best: Split | null = null;
  for (const [k, feature] of features.entries()) {
    const bins = (table.cuts[feature] as Float32Array).length + 2;
    const direction = rules.directions[feature] ?? 0;
    const node = { feature, direction, totals: leaf.totals, bounds: leaf.bounds };
    const split = bestSplit(leaf.histogram, k * BIN_SLOTS, bins, node, rules);
    if (split && split.gain > (best?.gain ?? 0)) best = split;
  }
  return best;
}

/** Takes out the open leaf of the greatest gain; of equals the oldest. */
function takeBest(open: Leaf[]): Leaf | undefined {
  let at = 0;
  for (let i = 1; i < open.length; i++) {
    if ((open[i]?.split?.gain ?? 0) > (open[at]?.split?.gain ?? 0)) at = i;
  }
  return open.splice(at, 1)[0];
}

/** Rows that go left come first, each side in the order it had; returns where the right begins. */
function partition(rows: Int32Array, leaf: Leaf, bins: Uint8Array): number {
  const bin = present(leaf.split, 'split').bin;
  const right: number[] = [];
  let filled = leaf.from;
  for (let i = leaf.from; i < leaf.to; i++) {
    const row = rows[i] as number;
    if ((bins[row] as number) <= bin) rows[filled++] = row;
    else right.push(row);
  }
  rows.set(right, filled);
  return filled;
}

function less(whole: Float64Array, part: Float64Array): Float64Array {
  const rest = new Float64Array(whole.length);
  for (let i = 0; i < whole.length; i++) rest[i] = (whole[i] as number) - (part[i] as number);
  return rest;
}

function childBounds(leaf: Leaf, split: Split, rules: GrowRules): [Bounds, Bounds] {
  const { low, high } = leaf.bounds;
  const direction = rules.directions[split.feature] ?? 0;
  if (direction === 0) return [leaf.bounds, leaf.bounds];
  const middle =
    (leafValue(split.left, rules.l2, leaf.bounds) + leafValue(split.right, rules.l2, leaf.bounds)) /
    2;
  const below = { low, high: middle };
  const above = { low: middle, high };
  return direction > 0 ? [below, above] : [above, below];
}

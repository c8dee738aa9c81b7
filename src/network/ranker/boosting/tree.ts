import type { FeatureTable } from './feature-table.js';

/**
 * A regression tree as arrays. Node 0 is the root; `feature[n]` is −1 at a leaf. A row goes left
 * where its value is unknown or at most `edge[n]`. `value` is what a leaf adds to the margin (log
 * odds), learning rate included; `cover` is the weight of training rows that came through the node.
 */
export interface Tree {
  readonly feature: Int32Array;
  readonly edge: Float32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly value: Float64Array;
  readonly cover: Float64Array;
}

/** A sum of trees: the margin of a row is `base` plus what each tree's leaf adds. */
export interface Ensemble {
  readonly names: readonly string[];
  readonly base: number;
  readonly trees: readonly Tree[];
}

/** Whether a value goes left; an unknown one does. */
export function goesLeft(value: number, edge: number): boolean {
  return !(value > edge);
}

/** The margins (log odds) of all rows. The columns stand in the order of the ensemble's names. */
export function margins(ensemble: Ensemble, table: FeatureTable): Float64Array {
  const margin = new Float64Array(table.rows).fill(ensemble.base);
  for (const tree of ensemble.trees) addTree(margin, tree, table.columns);
  return margin;
}

export function addTree(margin: Float64Array, tree: Tree, columns: readonly Float32Array[]): void {
  const { feature, edge, left, right, value } = tree;
  for (let row = 0; row < margin.length; row++) {
    let node = 0;
    for (let f = feature[0] as number; f >= 0; f = feature[node] as number) {
      const known = (columns[f] as Float32Array)[row] as number;
      node = (goesLeft(known, edge[node] as number) ? left : right)[node] as number;
    }
    margin[row] = (margin[row] as number) + (value[node] as number);
  }
}

/** Log odds as a probability. */
export function probability(margin: number): number {
  return 1 / (1 + Math.exp(-margin));
}

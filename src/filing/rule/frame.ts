import type { DocumentNode } from '../document/node.js';
import { Spot } from './spot.js';

/**
 * What stands around units, as spots: the root, and what is between it and the units. Made once
 * for as long as the reader gives the same.
 */
export class Frame {
  readonly root: Spot | null;
  /** From the root's child down to the parent of units; none where that is the root. */
  readonly inner: readonly Spot[];

  constructor(
    readonly node: DocumentNode,
    /** Which of the elements that hold units, from 0. */
    readonly index: number,
    unit_path: readonly string[],
  ) {
    this.root = unit_path.length > 1 ? new Spot(node, null, 1) : null;
    this.inner = innerOf(this.root, index, unit_path);
  }

  /** Hangs a unit into its parent. */
  hang(node: DocumentNode, ordinal: number): Spot {
    const parent = this.inner.at(-1) ?? this.root;
    const unit = new Spot(node, parent, ordinal, { unit: true });
    this.#hang(unit);
    return unit;
  }

  /** The frame alone, without a unit. */
  bare(): void {
    this.#hang(null);
  }

  /** Whether a spot is between root and units, and not the root's own. */
  isInner(spot: Spot): boolean {
    for (let above: Spot | null = spot; above !== null; above = above.parent)
      if (above === this.inner[0]) return true;
    return false;
  }

  #hang(unit: Spot | null): void {
    for (const spot of [this.root, ...this.inner]) if (spot !== null) spot.hanging = unit;
  }
}

/** A reader's snapshot holds one of each, the last; the how-manieth it is, `index` tells. */
function innerOf(root: Spot | null, index: number, unit_path: readonly string[]): Spot[] {
  const inner: Spot[] = [];
  let above = root;
  for (const name of unit_path.slice(1, -1)) {
    const spot = above?.named(name).at(-1);
    if (spot === undefined) break;
    if (inner.length === 0) spot.ordinal = Math.max(spot.ordinal, index + 1);
    inner.push(spot);
    above = spot;
  }
  return inner;
}

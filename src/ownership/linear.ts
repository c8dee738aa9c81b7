/** Linear equations of ownership that runs in rings, solved exactly. */
import { assert, present } from '../base/index.js';
import {
  addRatios,
  compareRatios,
  divideRatios,
  multiplyRatios,
  ONE,
  subtractRatios,
  ZERO,
} from './ratio.js';
import type { Ratio } from './statement.js';

/** `y[s] = constants[s] + Σ rows[s][t] · y[t]`, nothing negative. */
export interface Equations {
  readonly rows: readonly ReadonlyMap<number, Ratio>[];
  readonly constants: readonly Ratio[];
}

/**
 * The least solution that is not negative: the sum over all paths, however often they run round.
 * Null where that sum has no end: a ring that owns the whole of itself, or shares above the whole.
 *
 * Gaussian elimination without exchange of rows, the least entangled unknown first. All pivots are
 * above zero if and only if the series converges (I − A is then a non-singular M-matrix).
 */
export function solveEquations({ rows: given, constants }: Equations): Ratio[] | null {
  const rows = given.map((row) => new Map(row));
  const values = [...constants];
  const users = rows.map(() => new Set<number>());
  rows.forEach((row, s) => {
    for (const t of row.keys()) users[t]?.add(s);
  });
  const left = new Set(rows.keys());
  const order: number[] = [];
  while (left.size > 0) {
    const v = leastEntangled(left, rows, users);
    left.delete(v);
    order.push(v);
    if (!settle(v, rows, values)) return null;
    substitute(v, { rows, values, users, left });
  }
  for (const v of order.reverse()) {
    let sum = present(values[v], 'value');
    for (const [t, share] of present(rows[v], 'row'))
      sum = addRatios(sum, multiplyRatios(share, present(values[t], 'value')));
    values[v] = sum;
  }
  return values;
}

type Rows = readonly Map<number, Ratio>[];

function leastEntangled(left: ReadonlySet<number>, rows: Rows, users: readonly Set<number>[]) {
  let [best, fewest] = [-1, Number.POSITIVE_INFINITY];
  for (const v of left) {
    const made = (rows[v]?.size ?? 0) * (users[v]?.size ?? 0);
    if (made < fewest) [best, fewest] = [v, made];
  }
  assert(best >= 0, 'an unknown is left');
  return best;
}

/** Frees the unknown's own equation of itself. */
function settle(v: number, rows: Rows, values: Ratio[]): boolean {
  const row = present(rows[v], 'row');
  const pivot = subtractRatios(ONE, row.get(v) ?? ZERO);
  if (compareRatios(pivot, ZERO) <= 0) return false;
  row.delete(v);
  for (const [t, share] of row) row.set(t, divideRatios(share, pivot));
  values[v] = divideRatios(present(values[v], 'value'), pivot);
  return true;
}

function substitute(
  v: number,
  work: {
    readonly rows: Rows;
    readonly values: Ratio[];
    readonly users: readonly Set<number>[];
    readonly left: ReadonlySet<number>;
  },
): void {
  const { rows, values, users, left } = work;
  const row = present(rows[v], 'row');
  for (const s of present(users[v], 'users')) {
    if (!left.has(s)) continue;
    const user = present(rows[s], 'row');
    const share = present(user.get(v), 'share');
    user.delete(v);
    for (const [t, part] of row) {
      user.set(t, addRatios(user.get(t) ?? ZERO, multiplyRatios(share, part)));
      users[t]?.add(s);
    }
    values[s] = addRatios(present(values[s], 'value'), multiplyRatios(share, values[v] ?? ZERO));
  }
}

import { assert, LIMITS } from '../../base/index.js';
import type { FlowAnswer, FlowQuery, PaymentColumns } from '../../model/index.js';
import { collectAnswers, type Found } from './answers.js';
import { markLegs, peelToCycles } from './legs.js';
import { createReach } from './reach.js';
import { LEG, RECORD, type Rows, rowsBy } from './rows.js';
import { createScatterSearch } from './scatter.js';
import { createSearch, type FlowLimits } from './search.js';
import { oldestInWindow } from './window.js';

const HOPS_MAX = { chain: 6, cycle: 12 } as const;

const DEFAULT_LIMITS: FlowLimits = {
  paths_per_root_max: LIMITS.flow_paths_per_root_max,
  steps_per_root_max: 10 * LIMITS.flow_paths_per_root_max,
  reach_steps_per_root: 4,
};

/**
 * The flow kernel: all time-respecting paths of a query, told at the payment that ends them.
 *
 * **Order.** A payment's number is its index in the columns, which run in the order of `order_key`
 * (unique, so that a greater number is a greater key) and so of `time_ms`; the latter is asserted.
 *
 * **Legs** are payments with two known, different ends (`debtor`, `creditor` ≥ 0) and
 * `value_minor` > 0. Self-payments, cash and unknown or zero values are none.
 *
 * **Followed.** Leg b may follow leg a if creditor(a) = debtor(b); b > a, or both have `ties` = 1
 * and time(b) = time(a); and min · value(a) ≤ 10⁶ · value(b) ≤ max · value(a), with min and max in
 * parts per million, in exact integers.
 *
 * **Path**: legs i₁ … iₖ, hops_min ≤ k ≤ hops_max, each of which may follow the one before, with
 * time(iₖ) − time(i₁) < window_ms. A *chain* meets k + 1 different accounts. A *cycle* meets k
 * different accounts and creditor(iₖ) = debtor(i₁). Paths inside of longer ones count as well.
 *
 * **Rotations** of a cycle are the same ring of legs begun elsewhere. Of those that are paths, the
 * one whose first leg has the smallest number counts, the others do not. (Two can be paths only if
 * all legs are of one instant; without ties there is but one.)
 *
 * **Answer**: for each payment that ends a path, in order, the number of paths that end with it,
 * and as evidence the longest of them; of equals the one with the latest time(i₁); of equals the
 * one whose list of numbers i₁ … iₖ is lexicographically smallest.
 *
 * **Scatter–gather** at leg p into v: a pair of source u is legs a from u to m, b from m to v, with
 * u ≠ v, where b may follow a, time(a) > time(p) − window_ms, and b ≤ p. Of the sources that have
 * a pair with b = p, the best has most different m (of equals, the smallest account). `paths` is
 * that number; `legs` is a, b of each m's latest pair (greatest b, then greatest a), by ascending
 * b, of the latest 100 m. Hops have no meaning.
 *
 * **Limits.** A root whose search counts `paths_per_root_max` paths and meets another, or looks at
 * more than `steps_per_root_max` legs, stops there: its numbers are what it saw till then, and it
 * is one of `truncated`. The search goes to the latest prior leg first, so that the same columns
 * give the same answer, but what is left out is not defined otherwise.
 *
 * Cost: 24 bytes a leg and some 12 a payment, twice that for cycles; time is linear in the legs
 * looked at. Throws no fault: a query out of bounds is a programmer's mistake.
 */
export function findFlows(
  columns: PaymentColumns,
  query: FlowQuery,
  limits: FlowLimits = DEFAULT_LIMITS,
): FlowAnswer {
  checkQuery(query);
  const oldest = oldestInWindow(columns.time_ms, query.window_ms);
  const isLeg = markLegs(columns);
  if (query.shape === 'cycle') peelToCycles(columns, isLeg);
  const incoming = rowsBy('creditor', columns, isLeg);
  const searchRow = createRowSearch(columns, query, incoming, isLeg, limits);
  const answers = collectAnswers(columns.time_ms.length);
  for (let account = 0; account < columns.accounts; account++) {
    const start = incoming.starts[account] as number;
    const end = incoming.starts[account + 1] as number;
    if (start === end) continue;
    const search = searchRow(account, (end - start) / RECORD);
    for (let root = start; root < end; root += RECORD) {
      const leg = incoming.words[root + LEG] as number;
      answers.add(leg, search(root, oldest[leg] as number));
    }
  }
  return answers.inOrder();
}

/** The search for one account's roots; of cycles, after a look at where the account leads to. */
function createRowSearch(
  columns: PaymentColumns,
  query: FlowQuery,
  incoming: Rows,
  isLeg: Uint8Array,
  limits: FlowLimits,
): (account: number, roots: number) => (root: number, oldest: number) => Found {
  if (query.shape === 'scatter_gather') {
    const search = createScatterSearch(columns, query, incoming, limits);
    return () => search;
  }
  if (query.shape === 'chain') {
    const search = createSearch(columns, query, incoming, limits, new Int32Array(0));
    return () => (root, oldest) => search(root, oldest, 0);
  }
  const outgoing = rowsBy('debtor', columns, isLeg);
  const reach = createReach(columns, query, incoming, outgoing, limits.reach_steps_per_root);
  const search = createSearch(columns, query, incoming, limits, reach.notes);
  return (account, roots) => {
    const whole = reach.from(account, roots);
    return (root, oldest) => search(root, oldest, whole);
  };
}

function checkQuery(query: FlowQuery): void {
  const { shape, hops_min, hops_max, window_ms, ratio_min_ppm, ratio_max_ppm } = query;
  if (shape !== 'scatter_gather') {
    assert(hops_min >= 2 && hops_min <= hops_max, 'hops_min is from 2 to hops_max');
    assert(hops_max <= HOPS_MAX[shape], `hops_max of a ${shape} is at most ${HOPS_MAX[shape]}`);
  }
  assert(window_ms > 0, 'the window is not empty');
  const exact = Number.isSafeInteger(ratio_min_ppm) && Number.isSafeInteger(ratio_max_ppm);
  assert(exact && ratio_min_ppm >= 0, 'ratios are whole parts per million, not negative');
}

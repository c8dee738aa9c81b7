/**
 * OFAC's 50 Percent Rule (FAQ 398–402): an organisation is blocked when blocked persons, listed or
 * themselves blocked by this rule, of whatever programmes, hold at least half of it together.
 */
import { present } from '../base/index.js';
import { spans } from './day.js';
import type { OwnershipGraph } from './graph.js';
import { UNNAMED } from './graph.js';
import { heldShare } from './held.js';
import { ratio } from './ratio.js';
import type { Threshold } from './share.js';
import { createSpreader } from './spread.js';
import { POWERS } from './stake.js';
import type { Share } from './statement.js';

/** Somebody on a list, for a span of days (half-open; null: open). */
export interface BlockedPerson {
  /** Id of the holder whom the listing was judged to be. */
  readonly holder: string;
  readonly list: string;
  readonly program: string | null;
  readonly from: string | null;
  readonly until: string | null;
}

/** When ownership blocks. Other sanctions laws set another bound, or let control count as well. */
export interface SanctionsRule {
  readonly id: string;
  readonly threshold: Threshold;
  /** Whether who may appoint the board, or controls otherwise, blocks by that. */
  readonly control_blocks: boolean;
}

export const FIFTY_PERCENT_RULE: SanctionsRule = {
  id: 'us-ofac-50',
  threshold: { share: ratio(1n, 2n), comparison: 'at_least' },
  control_blocks: false,
};

/** `possible`: stakes are bands or unknown, and could be enough. */
export type Verdict = 'blocked' | 'possible' | 'no';

export interface Closure {
  readonly graph: OwnershipGraph;
  readonly rule: SanctionsRule;
  /** Listings in force on the graph's day, by holder. */
  readonly listed: ReadonlyMap<string, readonly BlockedPerson[]>;
  /** Steps from a listing by node: 0 is listed, −1 not blocked. */
  readonly certain_level: Int32Array;
  /** The same where every stake is the most that it can be. */
  readonly possible_level: Int32Array;
  verdict(id: string): Verdict;
  /** What those blocked for certain hold of it, and those at least possibly blocked. */
  held(id: string): { readonly certain: Share; readonly possible: Share };
  /** Ids, in the order in which the rule reaches them; the listed are not among them. */
  readonly blocked: readonly string[];
  readonly possible: readonly string[];
}

/** Powers by which control blocks where a law says so; never under OFAC's rule (FAQ 398). */
const CONTROL = POWERS.appointment | POWERS.other_control;

/** The rule's closure over a whole graph: one pass over stakes for each of the two readings. */
export function closeOverOwnership(
  graph: OwnershipGraph,
  people: readonly BlockedPerson[],
  rule: SanctionsRule = FIFTY_PERCENT_RULE,
): Closure {
  const listed = new Map<string, BlockedPerson[]>();
  for (const person of people) {
    if (!spans(person, graph.moment.on)) continue;
    const known = listed.get(person.holder);
    if (known) known.push(person);
    else listed.set(person.holder, [person]);
  }
  const seeds = [...listed.keys()].flatMap((id) => graph.node(id) ?? []);
  const powers = rule.control_blocks ? CONTROL : 0;
  const spread = createSpreader(graph, {
    measure: 'ownership',
    threshold: rule.threshold,
    powers,
  });
  const certain = spread(seeds, 'certain');
  const certain_level = certain.level.slice();
  const blocked = certain.reached.filter((node) => certain_level[node] !== 0);
  const possible = spread(seeds, 'possible');
  const possible_level = possible.level.slice();
  const unsure = possible.reached.filter((node) => certain_level[node] === -1);
  const idOf = (node: number) => present(graph.ids[node], 'id');
  const heldBy = (levels: Int32Array, node: number) =>
    heldShare(graph, node, 'ownership', (owner) => owner !== UNNAMED && levels[owner] !== -1);
  return {
    graph,
    rule,
    listed,
    certain_level,
    possible_level,
    blocked: blocked.map(idOf),
    possible: unsure.map(idOf),
    verdict(id) {
      if (listed.has(id)) return 'blocked';
      const node = graph.node(id) ?? -1;
      if ((certain_level[node] ?? -1) !== -1) return 'blocked';
      return (possible_level[node] ?? -1) === -1 ? 'no' : 'possible';
    },
    held(id) {
      const node = present(graph.node(id), id);
      return { certain: heldBy(certain_level, node), possible: heldBy(possible_level, node) };
    },
  };
}

/** What a search leaves for the next one of the same slice, and how the next one takes it up. */
import type { PaymentGraph } from './graph/payment-graph.js';
import { type Past, renumbered } from './past.js';
import type { AccountMemory } from './shapes/by-account.js';
import { type LayerMemory, renumberLayers } from './shapes/layers.js';
import { renumberScatters, type ScatterMemory } from './shapes/scatter-gather.js';
import type { Background } from './surprise/background.js';
import { closedUntil, paymentsBefore } from './surprise/closed.js';

export interface SearchMemory {
  /** Where the closed history ended. */
  readonly closed_ms: number;
  /** By node, the first payment that it is an end of: twice its number, and one for a creditor. */
  readonly first_met: Int32Array;
  /** Number of the first payment after the closed history, and the ends from there on. */
  readonly closed: number;
  readonly debtors: Int32Array;
  readonly creditors: Int32Array;
  /** What each finder left, by its name. */
  readonly memories: Readonly<Record<string, unknown>>;
}

/** A former search for all finders. */
export interface Changed extends Omit<Past<unknown>, 'memory'> {
  readonly memories: Readonly<Record<string, unknown>>;
}

/** Null where all payments are closed history: the next day changes what is ordinary. */
export function closeMemory(
  graph: PaymentGraph,
  { closed }: Background,
  memories: SearchMemory['memories'],
): SearchMemory | null {
  const closed_ms = closedUntil(graph);
  if (closed_ms === null || closed !== paymentsBefore(graph, closed_ms)) return null;
  return {
    closed_ms,
    closed,
    first_met: firstMet(graph),
    debtors: Int32Array.from(graph.debtor.subarray(closed)),
    creditors: Int32Array.from(graph.creditor.subarray(closed)),
    memories,
  };
}

/** Null where the former search held other things ordinary, or knew them from other payments. */
export function pastOf(
  graph: PaymentGraph,
  { memory, from_ms }: { readonly memory: SearchMemory; readonly from_ms: number },
): Changed | null {
  const { closed_ms, closed, first_met } = memory;
  if (closed_ms !== closedUntil(graph) || from_ms < closed_ms) return null;
  const same = paymentsBefore(graph, from_ms);
  const nodeOf = (node: number): number => {
    const met = first_met[node];
    if (met === undefined || met < 0 || met >> 1 >= same) return -1;
    return ((met & 1) === 1 ? graph.creditor : graph.debtor)[met >> 1] as number;
  };
  const gone = Math.max(0, same - closed);
  const ends = (then: Int32Array) => then.subarray(gone).map(nodeOf);
  return {
    from_ms,
    same,
    debtors: ends(memory.debtors),
    creditors: ends(memory.creditors),
    memories: renumber(memory.memories, nodeOf),
  };
}

function renumber(
  { stars, long_gathers, scatter_gather, paths, layers }: SearchMemory['memories'],
  nodeOf: (node: number) => number,
): SearchMemory['memories'] {
  return {
    stars: renumbered(stars as AccountMemory, nodeOf, (found) => found),
    long_gathers: renumbered(long_gathers as AccountMemory, nodeOf, (found) => found),
    scatter_gather: renumberScatters(scatter_gather as ScatterMemory, nodeOf),
    paths,
    layers: renumberLayers(layers as LayerMemory, nodeOf),
  };
}

function firstMet({ accounts, debtor, creditor }: PaymentGraph): Int32Array {
  const met = new Int32Array(accounts).fill(-1);
  for (let payment = debtor.length - 1; payment >= 0; payment--) {
    const [from, to] = [debtor[payment] as number, creditor[payment] as number];
    if (from >= 0) met[from] = 2 * payment;
    if (to >= 0) met[to] = 2 * payment + 1;
  }
  return met;
}

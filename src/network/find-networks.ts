/** The whole search: the ledger's payments as a graph, instances, networks, and their tables. */
import type { Shape } from '../model/index.js';
import type { Engine } from '../store/index.js';
import { type FindOptions, findInstances } from './find.js';
import { readSlice, type SliceOptions, type SliceWindow } from './graph/slice.js';
import type { SameHands } from './join/links.js';
import { joinNetworks } from './join/networks.js';
import { networkRows } from './join/rows.js';
import { writeNetworks } from './records/write.js';

export interface SearchOptions extends FindOptions {
  /** Null: all payments of the store. */
  readonly window: SliceWindow | null;
  /** Only what these institutions see; absent: all. */
  readonly institutions?: readonly string[];
  /** Accounts that one person is behind; they join networks. */
  readonly same_hands?: readonly (readonly [string, string])[];
  readonly found_at_ms: number;
}

export interface SearchSummary {
  readonly payments: number;
  readonly accounts: number;
  readonly networks: number;
  readonly instances: number;
  readonly by_shape: Readonly<Partial<Record<Shape, number>>>;
  readonly truncated: Readonly<Record<string, number>>;
}

/** Replaces the store's networks by what is found now. */
export async function findNetworks(engine: Engine, options: SearchOptions): Promise<SearchSummary> {
  const slice_options: SliceOptions = {
    name: 'network_slice',
    ...(options.institutions ? { institutions: options.institutions } : {}),
  };
  const slice = await readSlice(engine, options.window, slice_options);
  try {
    const { graph } = slice;
    const { instances, truncated } = findInstances(graph, options);
    const networks = joinNetworks(graph, instances, await handsOf(slice, options));
    const source = { graph, names: slice, found_at_ms: options.found_at_ms };
    await writeNetworks(engine, await networkRows(engine, networks, source));
    const by_shape: Partial<Record<Shape, number>> = {};
    for (const { shape } of instances) by_shape[shape] = (by_shape[shape] ?? 0) + 1;
    return {
      payments: graph.time_ms.length,
      accounts: graph.accounts,
      networks: networks.length,
      instances: instances.length,
      by_shape,
      truncated,
    };
  } finally {
    await slice.forget();
  }
}

async function handsOf(
  slice: Awaited<ReturnType<typeof readSlice>>,
  { same_hands = [] }: SearchOptions,
): Promise<SameHands> {
  const nodes = await slice.nodesOf(same_hands.flat());
  return same_hands
    .map((_, i) => [nodes[2 * i] as number, nodes[2 * i + 1] as number] as const)
    .filter(([a, b]) => a >= 0 && b >= 0);
}

/** The whole search: the ledger's payments as a graph, instances, networks, and their tables. */
import { LIST, listValue, VARCHAR } from '@duckdb/node-api';
import { Fault } from '../base/index.js';
import type { Shape } from '../model/index.js';
import type { Engine } from '../store/index.js';
import { type FindOptions, findInstances } from './find.js';
import { readSlice, type Slice, type SliceOptions, type SliceWindow } from './graph/slice.js';
import { type PartyPair, resolveIdentities } from './identity/resolve.js';
import type { Candidate } from './instance.js';
import { sinkGroupHabits } from './join/group-habits.js';
import { readGroups } from './join/group-names.js';
import { nodesOf, type SameHands } from './join/links.js';
import { joinNetworks } from './join/networks.js';
import { networkRows } from './join/rows.js';
import { writeNetworks } from './records/write.js';

/** Payments before a window that tell what is ordinary. */
const HISTORY_MS = 365 * 86_400_000;

export interface SearchOptions extends FindOptions {
  /** Null: all payments of the store. */
  readonly window: SliceWindow | null;
  /** Only what these institutions see; absent: all. */
  readonly institutions?: readonly string[];
  /**
   * What the graph is of. Of accounts, those of one person still join networks; of parties, one
   * person's accounts are one node, and payments among them none. Either way, companies that one
   * person controls are nodes of their own, and join networks.
   */
  readonly nodes: 'account' | 'party';
  /** Parties that an officer keeps apart, whatever the evidence. */
  readonly apart: readonly PartyPair[];
  readonly found_at_ms: number;
}

export interface SearchSummary {
  readonly payments: number;
  /** Nodes of the graph: accounts, or persons and the accounts of nobody known. */
  readonly nodes: number;
  /** Persons behind more than one party. */
  readonly entities: number;
  readonly networks: number;
  readonly instances: number;
  readonly by_shape: Readonly<Partial<Record<Shape, number>>>;
  readonly truncated: Readonly<Record<string, number>>;
}

/**
 * Replaces the store's networks by what is found now. Without a payment to search it is the Fault
 * `network.no_payments`, and the networks stay as they are.
 */
export async function findNetworks(engine: Engine, options: SearchOptions): Promise<SearchSummary> {
  const {
    entities,
    holders,
    hands: ruled,
  } = await resolveIdentities(engine, {
    as_of_ms: options.found_at_ms,
    apart: options.apart,
  });
  const slice = await readSlice(
    engine,
    withHistory(options.window),
    sliceOptions(options, holders),
  );
  try {
    const { graph } = slice;
    if (graph.time_ms.length === 0) throw new Fault('network.no_payments');
    const { instances: found, truncated } = findInstances(graph, options);
    const from_ms = options.window?.from_ms ?? 0;
    const within = found.filter(({ payments }) => endOf(graph, payments) >= from_ms);
    const nodes = Int32Array.from(new Set(within.flatMap((each) => nodesOf(graph, each))));
    const groups = await readGroups(engine, slice, { nodes, hands: ruled });
    const instances = sinkGroupHabits(graph, within, groups);
    const hands = await handsOf(engine, slice, instances, ruled);
    const joined = joinNetworks(graph, instances, hands);
    const { networks } = joined;
    const source = { graph, names: slice, found_at_ms: options.found_at_ms };
    await writeNetworks(engine, await networkRows(engine, networks, source));
    const by_shape: Partial<Record<Shape, number>> = {};
    for (const { shape } of instances) by_shape[shape] = (by_shape[shape] ?? 0) + 1;
    return {
      payments: graph.time_ms.length,
      nodes: graph.accounts,
      entities: entities.length,
      networks: networks.length,
      instances: instances.length,
      by_shape,
      truncated: { ...truncated, join: joined.truncated },
    };
  } finally {
    await slice.forget();
  }
}

/** What was ordinary before the first day still is: a search of a month must know the paydays. */
function withHistory(window: SliceWindow | null): SliceWindow | null {
  return window && { ...window, from_ms: Math.max(0, window.from_ms - HISTORY_MS) };
}

function endOf({ time_ms }: Slice['graph'], payments: Int32Array): number {
  return time_ms[payments.at(-1) as number] as number;
}

function sliceOptions({ institutions, nodes }: SearchOptions, holders: string): SliceOptions {
  return {
    name: 'network_slice',
    areas: true,
    currencies: true,
    nodes: nodes === 'party' ? { holders } : 'account',
    ...(institutions ? { institutions } : {}),
  };
}

/** Pairs of the instances' nodes whose accounts one person holds, or holds by companies. */
async function handsOf(
  engine: Engine,
  slice: Slice,
  instances: readonly Candidate[],
  hands: string,
): Promise<SameHands> {
  const nodes = new Set(instances.flatMap((instance) => nodesOf(slice.graph, instance)));
  const named = await slice.nodeNames(Int32Array.from(nodes));
  const accounts = named.flatMap((node) => node.accounts);
  const read = await engine.connection.runAndReadAll(
    `SELECT list(account ORDER BY account)
     FROM identity_holder LEFT JOIN ${hands} USING (account)
     WHERE account IN (SELECT unnest($1))
     GROUP BY hand, CASE WHEN hand IS NULL THEN holder END HAVING count(*) > 1 ORDER BY 1`,
    [listValue(accounts)],
    [LIST(VARCHAR)],
  );
  const groups = read.getRowsJS() as [string[]][];
  const pairs = groups.flatMap(([[first = '', ...others]]) =>
    others.map((other) => [first, other]),
  );
  const ends = await slice.nodesOf(pairs.flat());
  return pairs.map((_, i) => [ends[2 * i] as number, ends[2 * i + 1] as number] as const);
}

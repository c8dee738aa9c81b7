/** The whole search: the ledger's payments as a graph, instances, networks, and their tables. */
import { LIST, listValue, VARCHAR } from '@duckdb/node-api';
import { Fault, isoTime } from '../base/index.js';
import type { Shape } from '../model/index.js';
import type { Engine } from '../store/index.js';
import { type FindOptions, type FoundInstances, findInstances } from './find.js';
import { readSlice, type Slice, type SliceOptions, type SliceWindow } from './graph/slice.js';
import { firstChange } from './graph/slice-days.js';
import { type PartyPair, resolveIdentities } from './identity/resolve.js';
import type { Candidate } from './instance.js';
import { sinkGroupHabits } from './join/group-habits.js';
import { readGroups } from './join/group-names.js';
import { nodesOf, type SameHands } from './join/links.js';
import { joinNetworks } from './join/networks.js';
import { networkRows } from './join/rows.js';
import { type KeptSearch, keepSearch, readKeptSearch } from './memory-file.js';
import { writeNetworks } from './records/write.js';

/** Payments before a window that tell what is ordinary. */
const HISTORY_MS = 365 * 86_400_000;

export interface SearchOptions extends Omit<FindOptions, 'former'> {
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
  /** Where the memory of a search is kept; absent: each search begins anew and leaves none. */
  readonly memory_file?: string;
  /** Begins anew, whatever is kept. */
  readonly fresh?: boolean;
}

/** How much of a former search was taken over. */
export interface Growth {
  /**
   * `grown`, or why it began anew: `first`, nothing fit was kept; `asked`; `closed`, what is
   * ordinary was another: a month had ended, or a payment before this month had changed; `limit`,
   * searches met the limit on them all.
   */
  readonly how: 'grown' | 'first' | 'asked' | 'closed' | 'limit';
  /** Days whose payments are new or changed since then, and the first of them (ISO 8601). */
  readonly days: number;
  readonly since: string | null;
  /** Findings that were taken over. */
  readonly kept: number;
  /** Whether the next search can go on from this one: not before 90 days, or after a flood. */
  readonly is_kept: boolean;
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
  readonly growth: Growth;
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
    const { instances: found, truncated, growth, keep } = await growInstances(slice, options);
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
    keep();
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
      growth,
    };
  } finally {
    await slice.forget();
  }
}

/** The instances, from what a former search left if that can be; `keep` leaves it to the next. */
async function growInstances(
  slice: Slice,
  options: SearchOptions,
): Promise<FoundInstances & { readonly growth: Growth; keep(): void }> {
  const { memory_file, fresh, window, institutions, nodes } = options;
  if (memory_file === undefined) {
    const growth: Growth = { how: 'first', days: 0, since: null, kept: 0, is_kept: false };
    return { ...findInstances(slice.graph, options), growth, keep: () => undefined };
  }
  const asked = JSON.stringify([window, [...(institutions ?? [])].sort(), nodes]);
  const days = await slice.dayDigests();
  const former = fresh === true ? null : readKeptSearch(memory_file, asked);
  const change = former && firstChange(former.days, days);
  const found = findInstances(slice.graph, {
    ...options,
    ...(former && change ? { former: { memory: former.memory, from_ms: change.from_ms } } : {}),
  });
  const { memory } = found;
  const kept: KeptSearch | null = memory && { asked, days, memory };
  return {
    ...found,
    growth: {
      how: howOf(found, former, fresh === true),
      days: change?.days ?? 0,
      since: change && Number.isFinite(change.from_ms) ? isoTime(change.from_ms) : null,
      kept: found.kept ?? 0,
      is_kept: kept !== null,
    },
    keep: () => keepSearch(memory_file, kept),
  };
}

function howOf(found: FoundInstances, former: KeptSearch | null, fresh: boolean): Growth['how'] {
  if (found.kept !== null) return 'grown';
  if (fresh) return 'asked';
  if (!former) return 'first';
  return found.memory ? 'closed' : 'limit';
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

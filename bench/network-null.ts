import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Random, seededRandom } from '../src/base/index.js';
import { findInstances, graphOf, type PaymentGraph, readSlice } from '../src/network/index.js';
import { sharedData } from '../test/shared.js';
import { grouped, type Print } from './machine.js';
import { openPlanted } from './network-planted.js';

/** Lower ends of bands of surprise, nats. */
const BANDS = [0, 1, 2, 4, 6, 8, 12, 16, 24, 32] as const;
const SHUFFLES = 3;
const BLOCK_MS = 28 * 86_400_000;

/**
 * How many findings there would be without anybody's plan: times and amounts change places among
 * payments of accounts of like size within four weeks, so that who pays whom how often, what
 * amounts there are and how busy each week is stay; the search is run again. Where the truth is
 * known, its share of false findings stands beside that of the shuffles: only where the two agree
 * does a score say how likely it is chance. `PUENTE_BENCH_NULL=LI-Medium:2` names the set.
 */
export async function benchNetworkNull(print: Print): Promise<void> {
  const shared = sharedData('.');
  if (!shared) {
    print('network null: needs the labelled payments beside the checkout');
    return;
  }
  const [patterns = '', seed = '2'] = (process.env.PUENTE_BENCH_NULL ?? 'LI-Medium:2').split(':');
  const folder = mkdtempSync(join(tmpdir(), 'puente-null-'));
  const planted = await openPlanted(shared, { patterns, seed: Number(seed) }, folder);
  const { graph } = await readSlice(planted.engine, null);
  planted.engine.close();
  rmSync(folder, { recursive: true });
  print(
    `network null: ${patterns}, seed ${seed}: ${grouped(graph.time_ms.length)} payments, ` +
      `${SHUFFLES} shuffles`,
  );
  const found = findInstances(graph).instances.map(({ shape, nats, payments }) => ({
    shape,
    nats,
    isFalse: !payments.some((payment) => (planted.instanceOf[payment] ?? -1) >= 0),
  }));
  const chance = Array.from({ length: SHUFFLES }, (_, i) => {
    const random = seededRandom(`null ${i}`);
    return findInstances(shuffled(graph, random)).instances;
  }).flat();
  for (const line of nullTable(found, chance)) print(`  ${line}`);
}

interface Judged {
  readonly shape: string;
  readonly nats: number;
  readonly isFalse: boolean;
}

/** A line a shape, and one for all: by band, findings, of them false, and those of a shuffle. */
export function nullTable(
  found: readonly Judged[],
  chance: readonly { readonly shape: string; readonly nats: number }[],
): string[] {
  const shapes = [...new Set([...found, ...chance].map(({ shape }) => shape))].sort();
  const lines: string[] = ['nats: findings, of them false by the labels; in a shuffle'];
  for (const shape of [...shapes, 'all']) {
    const cells = BANDS.map((low, i) => {
      const high = BANDS[i + 1] ?? Number.POSITIVE_INFINITY;
      const within = (each: { readonly shape: string; readonly nats: number }) =>
        (shape === 'all' || each.shape === shape) && each.nats > low && each.nats <= high;
      const own = found.filter(within);
      const wrong = own.filter(({ isFalse }) => isFalse).length;
      const by_chance = chance.filter(within).length / SHUFFLES;
      return `>${low}: ${own.length}, ${wrong}; ${by_chance.toFixed(1)}`;
    });
    lines.push(`${shape}: ${cells.join(' | ')}`);
  }
  return lines;
}

/**
 * The graph with times and amounts swapped among payments of one class of pair (once, few, many),
 * currency, size of debtor (by powers of two) and block of four weeks. Habits stay where they are.
 */
export function shuffled(graph: PaymentGraph, random: Random): PaymentGraph {
  const { time_ms, debtor, outgoing, currency, accounts } = graph;
  const strata = new Map<string, number[]>();
  const begin = time_ms[0] ?? 0;
  const pairs = pairCounts(graph);
  for (let i = 0; i < time_ms.length; i++) {
    const node = debtor[i] as number;
    const count = pairs[i] as number;
    if (node < 0 || count === 0 || count > 5) continue;
    const degree = (outgoing.starts[node + 1] as number) - (outgoing.starts[node] as number);
    const block = Math.floor(((time_ms[i] as number) - begin) / BLOCK_MS);
    const key = `${block} ${count > 1} ${currency?.[i] ?? 0} ${Math.ceil(Math.log2(degree))}`;
    const own = strata.get(key);
    if (own) own.push(i);
    else strata.set(key, [i]);
  }
  /** By payment, whose time and amount it takes. */
  const source = Int32Array.from(time_ms.keys());
  for (const own of strata.values()) {
    for (let at = own.length - 1; at > 0; at--) {
      const other = random.integer(0, at);
      const [a, b] = [own[at] as number, own[other] as number];
      const kept = source[a] as number;
      source[a] = source[b] as number;
      source[b] = kept;
    }
  }
  const order = Int32Array.from(time_ms.keys()).sort(
    (a, b) => (source[a] as number) - (source[b] as number),
  );
  const taken = <T extends { [at: number]: unknown; slice(): T }>(column: T): T => {
    const copy = column.slice();
    order.forEach((i, at) => {
      copy[at] = column[source[i] as number];
    });
    return copy;
  };
  const kept = (column: Int32Array) => column.map((_, i) => column[order[i] as number] as number);
  return graphOf(
    {
      accounts,
      order_key: taken(graph.order_key),
      time_ms: taken(time_ms),
      value_minor: taken(graph.value_minor),
      ties: taken(graph.ties),
      debtor: kept(debtor),
      creditor: kept(graph.creditor),
    },
    taken(graph.face),
  );
}

/** By payment, how often its debtor pays its creditor. */
function pairCounts({ debtor, creditor, accounts }: PaymentGraph): Int32Array {
  const counts = new Map<number, number>();
  const keyOf = (i: number) => (debtor[i] as number) * accounts + (creditor[i] as number);
  const isPair = (i: number) => (debtor[i] as number) >= 0 && (creditor[i] as number) >= 0;
  for (let i = 0; i < debtor.length; i++) {
    if (isPair(i)) counts.set(keyOf(i), (counts.get(keyOf(i)) ?? 0) + 1);
  }
  return debtor.map((_, i) => (isPair(i) ? (counts.get(keyOf(i)) ?? 0) : 0));
}

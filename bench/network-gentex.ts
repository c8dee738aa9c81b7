import {
  type FoundInstances,
  findInstances,
  graphOf,
  type PaymentGraph,
} from '../src/network/index.js';
import { openEngine } from '../src/store/index.js';
import { readAmlsimColumns } from '../test/payment-columns.js';
import { sharedData } from '../test/shared.js';
import { grouped, type Print } from './machine.js';

const FILE = 'payments-labelled/amlgentex-13k-10banks-365d/transactions_a2a.csv.gz';
/** A finding of more than so many times an instance's payments recovers nothing. */
const SIZE_MAX = 3;

/**
 * Bipartites and stacks that come out whole among all shapes of AMLGentex, where they are
 * connected; and what the findings of these two shapes are made of. Even pattern numbers served to
 * look at what was missed, odd ones did not.
 */
export async function benchNetworkGentex(print: Print): Promise<void> {
  const path = sharedData(FILE);
  if (!path) {
    print(`layers: skipped, no ${FILE}`);
    return;
  }
  const graph = graphOf(await readAmlsimColumns(path));
  const patterns = await readPatterns(path);
  const start = process.cpuUsage();
  const { instances } = findInstances(graph);
  const { user, system } = process.cpuUsage(start);
  print(
    `layers: ${grouped(graph.time_ms.length)} payments of AMLGentex, ` +
      `${instances.length} findings of all shapes in ` +
      `${((user + system) / 1e6).toFixed(1)} s of processor time`,
  );
  const layers = instances.filter(({ shape }) => shape === 'bipartite' || shape === 'stack');
  const flagged = new Set(layers.flatMap(({ payments }) => [...payments]));
  const right = [...flagged].filter((payment) => patterns[payment]?.id !== -1).length;
  const all = instancesOf(patterns);
  for (const kind of ['bipartite', 'stack']) print(`  ${wholeLine(graph, all, kind, instances)}`);
  const whole = [...all.values()].filter((instance) => isWhole(instance, layers)).length;
  print(
    `  ${layers.length} bipartites and stacks told, ` +
      `${((100 * right) / (flagged.size || 1)).toFixed(1)} % of whose payments are laundering; ` +
      `${whole} instances of any type are whole in one of them`,
  );
}

interface Pattern {
  readonly id: number;
  readonly kind: string;
}

/** A planted instance: numbers of its payments. */
interface Planted extends Pattern {
  readonly payments: number[];
}

async function readPatterns(path: string): Promise<Pattern[]> {
  const engine = await openEngine({ path: ':memory:' });
  const rows = await engine.rows<{ id: number; kind: string }>(
    `SELECT pattern_id::INTEGER AS id, coalesce(pattern_type, '') AS kind
     FROM read_csv('${path.replaceAll("'", "''")}') ORDER BY step, tx_id`,
  );
  engine.close();
  return rows;
}

function instancesOf(patterns: readonly Pattern[]): Map<number, Planted> {
  const planted = new Map<number, Planted>();
  patterns.forEach(({ id, kind }, payment) => {
    if (id === -1) return;
    const known = planted.get(id);
    if (known) known.payments.push(payment);
    else planted.set(id, { id, kind, payments: [payment] });
  });
  return planted;
}

function isWhole({ payments }: Planted, findings: FoundInstances['instances']): boolean {
  return findings.some((finding) => {
    if (finding.payments.length > SIZE_MAX * payments.length) return false;
    const held = new Set(finding.payments);
    return payments.every((payment) => held.has(payment));
  });
}

function wholeLine(
  graph: PaymentGraph,
  all: ReadonlyMap<number, Planted>,
  kind: string,
  findings: FoundInstances['instances'],
): string {
  const planted = [...all.values()].filter((instance) => instance.kind === kind);
  const share = (list: readonly Planted[]) =>
    `${list.filter((instance) => isWhole(instance, findings)).length} of ${list.length}`;
  const connected = planted.filter(({ payments }) => isConnected(graph, payments));
  const layered = connected.filter(({ payments }) => hasMiddle(graph, payments));
  return (
    `${kind}: ${share(planted)} whole; ${share(connected)} connected; ` +
    `${share(layered)} with an account that passes on; ` +
    `odd numbers ${share(planted.filter(({ id }) => id % 2 === 1))}`
  );
}

function isConnected({ debtor, creditor }: PaymentGraph, payments: readonly number[]): boolean {
  const reached = new Set([debtor[payments[0] as number]]);
  for (let size = 0; size < reached.size; ) {
    size = reached.size;
    for (const payment of payments) {
      const ends = [debtor[payment], creditor[payment]];
      if (ends.some((end) => reached.has(end))) for (const end of ends) reached.add(end);
    }
  }
  return payments.every((payment) => reached.has(debtor[payment]));
}

function hasMiddle({ debtor, creditor }: PaymentGraph, payments: readonly number[]): boolean {
  const paid = new Set(payments.map((payment) => creditor[payment]));
  return payments.some((payment) => paid.has(debtor[payment]));
}

import type { Print } from './machine.js';
import { benchNetworkAdversarial } from './network-adversarial.js';
import { benchNetworkGentex } from './network-gentex.js';
import { benchNetworkGraph } from './network-graph.js';
import { benchNetworkGrowth } from './network-growth.js';
import { benchNetworkIdentity } from './network-identity.js';
import { benchNetworkNull } from './network-null.js';
import { benchNetworkRanker } from './network-ranker.js';
import { benchNetworkRecovery } from './network-recovery.js';
import { benchNetworkSpeed } from './network-speed.js';
import { benchNetworkTrace } from './network-trace.js';

/** Everything measured about networks; `PUENTE_BENCH_NETWORK=recovery,trace` chooses. */
const PARTS: Readonly<Record<string, (print: Print) => Promise<void>>> = {
  recovery: benchNetworkRecovery,
  null: benchNetworkNull,
  gentex: benchNetworkGentex,
  speed: benchNetworkSpeed,
  adversarial: benchNetworkAdversarial,
  graph: benchNetworkGraph,
  growth: benchNetworkGrowth,
  identity: benchNetworkIdentity,
  trace: benchNetworkTrace,
  ranker: benchNetworkRanker,
};

export async function benchNetwork(print: Print): Promise<void> {
  const asked = process.env.PUENTE_BENCH_NETWORK?.split(',') ?? Object.keys(PARTS);
  for (const name of asked) {
    const bench = PARTS[name];
    if (bench) await bench(print);
    else print(`network: no part ${name}; there are ${Object.keys(PARTS).join(', ')}`);
  }
}

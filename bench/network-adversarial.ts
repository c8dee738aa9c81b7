import { findInstances, graphOf, joinNetworks } from '../src/network/index.js';
import { ADVERSARIES } from '../test/adversarial-payments.js';
import { gigabytes, grouped, type Print } from './machine.js';

const PAYMENTS = 1_000_000;
/** Two sides of 2,000 that all pay each other. */
const BIPARTITE_PAYMENTS = 4_000_000;

/**
 * Searches a million payments each that were made to drown a search, among a hundred thousand
 * ordinary ones: processor time, memory, what was found, and what the searches say they left out.
 */
export async function benchNetworkAdversarial(print: Print): Promise<void> {
  for (const [name, adversary] of Object.entries(ADVERSARIES)) {
    const payments = name.includes('bipartite') ? BIPARTITE_PAYMENTS : PAYMENTS;
    const graph = graphOf(adversary(payments));
    const start = process.cpuUsage();
    const { instances, truncated } = findInstances(graph);
    const found = process.cpuUsage(start);
    const joined = joinNetworks(graph, instances);
    const all = process.cpuUsage(start);
    const cut = Object.entries({ ...truncated, join: joined.truncated })
      .filter(([, searches]) => searches > 0)
      .map(([part, searches]) => `${part} ${grouped(searches)}`);
    print(
      `network adversary: ${name}: ${grouped(graph.time_ms.length)} payments, ` +
        `cpu ${seconds(found)} s to find, ${seconds(all)} s with joining, ` +
        `rss ${gigabytes(process.memoryUsage().rss)}, ${grouped(instances.length)} instances, ` +
        `${grouped(joined.networks.length)} networks, truncated: ${cut.join(', ') || 'nothing'}`,
    );
  }
}

function seconds({ user, system }: NodeJS.CpuUsage): string {
  return ((user + system) / 1e6).toFixed(1);
}

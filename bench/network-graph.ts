import { graphOf, readSlice } from '../src/network/index.js';
import { openEngine } from '../src/store/index.js';
import { fillGenerated } from './generated.js';
import { gigabytes, grouped, type Print, timed } from './machine.js';

const SIZES = [1_000_000, 10_000_000] as const;
const THREADS = 2;

/** Reads generated payments as a graph, whole and a month of them, and builds its rows again. */
export async function benchNetworkGraph(print: Print): Promise<void> {
  for (const payments of SIZES) {
    const engine = await openEngine({ path: ':memory:', threads: THREADS });
    await fillGenerated(engine, payments);
    const [whole, say] = await measured(() => readSlice(engine, null));
    const from_ms = whole.graph.time_ms[Math.floor(payments / 2)] ?? 0;
    const month = { from_ms, to_ms: from_ms + 30 * DAY_MS };
    const [, sayMonth] = await measured(() => readSlice(engine, month, { name: 'month' }));
    const [, sayRows] = await measured(async () => graphOf(whole.graph));
    engine.close();
    print(
      `slice: ${grouped(payments)} payments, ${grouped(whole.graph.accounts)} accounts ${say}; ` +
        `a month ${sayMonth}; rows alone ${sayRows}; rss ${gigabytes(process.memoryUsage().rss)}`,
    );
  }
}

const DAY_MS = 86_400_000;

async function measured<T>(work: () => Promise<T>): Promise<readonly [T, string]> {
  const before = process.cpuUsage();
  const { value, seconds } = await timed(work);
  const { user, system } = process.cpuUsage(before);
  return [value, `${seconds.toFixed(2)} s (cpu ${((user + system) / 1e6).toFixed(2)} s)`];
}

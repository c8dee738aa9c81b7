import { join } from 'node:path';
import { writeWorld } from '../examples/world/index.js';
import type { WalledOutcome } from '../src/typology/index.js';
import { grouped, type Print } from './machine.js';
import { openBench } from './session.js';

/** Runs of each kind, in turns: what else the machine does falls on both alike. */
const TURNS = 3;

/**
 * On the example, which fills every column: which typologies fire, and what sharing saves. Alone
 * means a plan per typology through the same runner, with its own scan, joins, entries and windows;
 * the store is warm for both. Held to the bound is processor time, which other work on the machine
 * stretches less than it does the clock's.
 */
export async function benchShared(print: Print): Promise<void> {
  const bench = await openBench();
  const world = await writeWorld(
    { seed: 'bench-shared', schemes: true, scale: 1 },
    join(bench.folder, 'world'),
  );
  await bench.ingest(world.files);
  await bench.findNetworks();
  const catalogue = await bench.catalogue();
  await bench.detect(catalogue.typologies.slice(0, 1), { catalogue });
  const turns: [together: WalledOutcome, apart: WalledOutcome][] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const run = (shared: boolean) => bench.detect(catalogue.typologies, { catalogue, shared });
    turns.push([await run(true), await run(false)]);
  }
  describe(turns, print);
  bench.end();
}

function describe(turns: readonly [WalledOutcome, WalledOutcome][], print: Print): void {
  const [[shared, alone] = []] = turns;
  if (!shared || !alone) throw new Error('no turn');
  const active = shared.tallies.filter((tally) => tally.idle_for.length === 0);
  const fire = active.filter((tally) => tally.fired > 0);
  const silent = shared.tallies.filter((tally) => tally.fired === 0).map((tally) => tally.typology);
  print(`shared: the example, ${grouped(shared.payments)} payments, every column filled`);
  print(
    `  ${active.length} of ${shared.tallies.length} typologies active, ${fire.length} fire ` +
      `(bound: 90 %); silent: ${silent.join(', ') || 'none'}`,
  );
  const together = middle(turns.map(([run]) => run.cpu_seconds));
  const apart = middle(turns.map(([, run]) => run.cpu_seconds));
  const ratios = turns.map(([a, b]) => (b.cpu_seconds / a.cpu_seconds).toFixed(1));
  print(
    `  processor time, middle of ${turns.length}: together ${together.toFixed(1)} s with ` +
      `${shared.plan_nodes} nodes, each alone ${apart.toFixed(1)} s with ${alone.plan_nodes}: ` +
      `${(apart / together).toFixed(1)} × (bound: 4 ×; each turn ${ratios.join(', ')}); ` +
      `findings ${shared.findings.length} and ${alone.findings.length}`,
  );
}

function middle(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

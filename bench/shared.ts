import { join } from 'node:path';
import { writeWorld } from '../examples/world/index.js';
import { grouped, type Print, timed } from './machine.js';
import { openBench } from './session.js';

/**
 * On the example, which fills every column: which typologies fire, and what sharing saves. Alone
 * means a plan per typology through the same runner, with its own scan, joins, entries and windows;
 * the store is warm for both.
 */
export async function benchShared(print: Print): Promise<void> {
  const bench = await openBench();
  const world = await writeWorld(
    { seed: 'bench-shared', schemes: true, scale: 1 },
    join(bench.folder, 'world'),
  );
  await bench.ingest(world.files);
  const catalogue = await bench.catalogue();
  await bench.detect(catalogue.typologies.slice(0, 1), { catalogue });
  const together = await timed(() => bench.detect(catalogue.typologies, { catalogue }));
  const apart = await timed(() => bench.detect(catalogue.typologies, { catalogue, shared: false }));
  const { tallies, payments } = together.value;
  const active = tallies.filter((tally) => tally.idle_for.length === 0);
  const fire = active.filter((tally) => tally.fired > 0);
  const silent = tallies.filter((tally) => tally.fired === 0).map((tally) => tally.typology);
  print(`shared: the example, ${grouped(payments)} payments, every column filled`);
  print(
    `  ${active.length} of ${tallies.length} typologies active, ${fire.length} fire ` +
      `(bound: 90 %); silent: ${silent.join(', ') || 'none'}`,
  );
  const [shared, alone] = [together.value, apart.value];
  print(
    `  together ${together.seconds.toFixed(1)} s with ${shared.plan_nodes} nodes, ` +
      `each alone ${apart.seconds.toFixed(1)} s with ${alone.plan_nodes}: ` +
      `${(apart.seconds / together.seconds).toFixed(1)} × (bound: 4 ×)`,
  );
  print(
    `  processor time ${shared.cpu_seconds.toFixed(1)} s and ${alone.cpu_seconds.toFixed(1)} s: ` +
      `${(alone.cpu_seconds / shared.cpu_seconds).toFixed(1)} ×; findings ` +
      `${shared.findings.length} and ${alone.findings.length}`,
  );
  bench.end();
}

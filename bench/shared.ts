import { join } from 'node:path';
import { writeWorld } from '../examples/world/index.js';
import { grouped, type Print, timed } from './machine.js';
import { openBench } from './session.js';

/** On the example, which fills every column: which typologies fire, and what sharing saves. */
export async function benchShared(print: Print): Promise<void> {
  const bench = await openBench();
  const world = await writeWorld(
    { seed: 'bench-shared', schemes: true, scale: 1 },
    join(bench.folder, 'world'),
  );
  await bench.ingest(world.files);
  const catalogue = await bench.catalogue();
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
  print(
    `  together ${together.seconds.toFixed(1)} s with ${together.value.plan_nodes} nodes, ` +
      `each alone ${apart.seconds.toFixed(1)} s with ${apart.value.plan_nodes}: ` +
      `${(apart.seconds / together.seconds).toFixed(1)} × (bound: 4 ×)`,
  );
  bench.end();
}

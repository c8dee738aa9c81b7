/**
 * Bipartite: every account of one group pays every account of another within days (Altman et al.
 * 2023, “Realistic synthetic financial transactions for anti-money laundering models”). Pairs of
 * payers with two common payees (butterflies: Sanei-Mehri et al. 2018, “Butterfly counting in
 * bipartite networks”) are grown side by side while it gains, as dense blocks are (Hooi et al.
 * 2016, “FRAUDAR”), and scored against each account's own pace (bipartite-grow.ts).
 */
import type { Candidate } from '../instance.js';
import { type Past, type Remembered, renumbered, stepsTaken } from '../past.js';
import {
  type Block,
  BlockGrower,
  GROW_LIMITS,
  type GrowLimits,
  lastReached,
} from './bipartite-grow.js';
import {
  type PayerSeeds,
  SEED_LIMITS,
  type Seed,
  type SeedLimits,
  SeedSearch,
} from './bipartite-seeds.js';
import { candidateOf } from './candidate.js';
import type { LayerView } from './layers-view.js';

/** What a seed became: null where it was told already, and so not grown. */
interface Grown {
  readonly block: Block | null;
  readonly truncated: number;
  readonly steps: number;
  readonly until_ms: number;
}

/** By payer, its seeds and what each became. */
export type BipartiteMemory = ReadonlyMap<number, GrownSeeds>;

interface GrownSeeds extends PayerSeeds {
  readonly grown: readonly (Grown | null)[];
}

/** Blocks of at least two payers and two payees. */
export function findBipartites(
  view: LayerView,
  limits: SeedLimits & GrowLimits = { ...SEED_LIMITS, ...GROW_LIMITS },
  past: Past<BipartiteMemory> | null = null,
): Remembered<BipartiteMemory> {
  const { accounts } = view.graph;
  const search = new SeedSearch(view, limits);
  const isTouched = past && search.payersSince(past);
  const grower = new BlockGrower(view, limits);
  const blocks = createBlocks(accounts);
  const memory = new Map<number, GrownSeeds>();
  const busy = new Set<number>();
  let truncated = 0;
  let kept = 0;
  let seed_steps = 0;
  let grow_steps = 0;
  for (let payer = 0; payer < accounts; payer++) {
    const known = past && isTouched?.[payer] === 0 ? past.memory.get(payer) : undefined;
    const found = past && isTouched?.[payer] === 0 ? known : search.from(payer);
    if (!found) continue;
    for (const payee of found.busy) busy.add(payee);
    const grown = found.seeds.map((seed, at) => {
      if (blocks.isTold(seed)) return null;
      const before = known?.grown[at];
      const isKept = past && before && before.until_ms < past.from_ms;
      const now = isKept ? before : grow(grower, seed);
      if (isKept && now.block) kept++;
      truncated += now.truncated;
      grow_steps += now.steps;
      if (now.block && now.block.nats > 0) blocks.add(now.block);
      return now;
    });
    seed_steps += found.steps;
    memory.set(payer, { ...found, grown });
  }
  truncated += busy.size + search.unseen;
  const steps =
    stepsTaken(grower.granted, grower.granted - grow_steps) +
    stepsTaken(search.granted, search.granted - seed_steps);
  return { candidates: blocks.candidates(), truncated, memory, steps, kept };
}

export function renumberBipartites(
  memory: BipartiteMemory,
  nodeOf: (node: number) => number,
): BipartiteMemory {
  const renumberBlock = (block: Block): Block => ({
    ...block,
    payers: block.payers.map(nodeOf),
    payees: block.payees.map(nodeOf),
  });
  const renumberGrown = (grown: Grown | null): Grown | null =>
    grown && { ...grown, block: grown.block && renumberBlock(grown.block) };
  return renumbered(memory, nodeOf, ({ seeds, busy, steps, grown }) => ({
    steps,
    seeds: seeds.map((seed) => ({
      ...seed,
      payers: [nodeOf(seed.payers[0]), nodeOf(seed.payers[1])] as const,
      payees: seed.payees.map(nodeOf),
    })),
    busy: busy.map(nodeOf),
    grown: grown.map(renumberGrown),
  }));
}

function grow(grower: BlockGrower, seed: Seed): Grown {
  const before = { truncated: grower.truncated, budget: grower.budget };
  const block = grower.grow(seed);
  const truncated = grower.truncated - before.truncated;
  const steps = before.budget - grower.budget;
  return { block, truncated, steps, until_ms: lastReached(seed, block) };
}

/** Blocks one after the other, each told once. */
function createBlocks(accounts: number) {
  const told = new Map<string, Candidate>();
  const blocks: Block[] = [];
  const payerOf = new Int32Array(accounts).fill(-1);
  const payeeOf = new Int32Array(accounts).fill(-1);
  return {
    /** The last block that both payers are in tells of the seed already. */
    isTold({ payers: [one, two], payees, first_ms, last_ms }: Seed): boolean {
      const at = payerOf[one] as number;
      const block = blocks[at];
      return (
        block !== undefined &&
        payerOf[two] === at &&
        block.first_ms <= first_ms &&
        block.last_ms >= last_ms &&
        payees.every((payee) => payeeOf[payee] === at)
      );
    },
    add(block: Block): void {
      for (const payer of block.payers) payerOf[payer] = blocks.length;
      for (const payee of block.payees) payeeOf[payee] = blocks.length;
      blocks.push(block);
      const key = block.payments.join();
      if (told.has(key)) return;
      told.set(key, candidateOf('bipartite', Int32Array.from(block.payments), block.parts));
    },
    candidates: () => [...told.values()],
  };
}

/**
 * Bipartite: every account of one group pays every account of another within days (Altman et al.
 * 2023, “Realistic synthetic financial transactions for anti-money laundering models”). Pairs of
 * payers with two common payees (butterflies: Sanei-Mehri et al. 2018, “Butterfly counting in
 * bipartite networks”) are grown side by side while it gains, as dense blocks are (Hooi et al.
 * 2016, “FRAUDAR”), and scored against each account's own pace (bipartite-grow.ts).
 */
import type { Candidate, Found } from '../instance.js';
import { type Block, BlockGrower, GROW_LIMITS, type GrowLimits } from './bipartite-grow.js';
import { SEED_LIMITS, type Seed, type SeedLimits, SeedSearch } from './bipartite-seeds.js';
import { candidateOf } from './candidate.js';
import type { LayerView } from './layers-view.js';

/** Blocks of at least two payers and two payees. */
export function findBipartites(
  view: LayerView,
  limits: SeedLimits & GrowLimits = { ...SEED_LIMITS, ...GROW_LIMITS },
): Found {
  const grower = new BlockGrower(view, limits);
  const told = new Map<string, Candidate>();
  const blocks: Block[] = [];
  const payerOf = new Int32Array(view.graph.accounts).fill(-1);
  const payeeOf = new Int32Array(view.graph.accounts).fill(-1);
  /** The last block that both payers are in tells of the seed already. */
  const isTold = ({ payers: [one, two], payees, first_ms, last_ms }: Seed) => {
    const at = payerOf[one] as number;
    const block = blocks[at];
    return (
      block !== undefined &&
      payerOf[two] === at &&
      block.first_ms <= first_ms &&
      block.last_ms >= last_ms &&
      payees.every((payee) => payeeOf[payee] === at)
    );
  };
  const search = new SeedSearch(view, limits, (seed) => {
    if (isTold(seed)) return;
    const block = grower.grow(seed);
    if (!block || block.nats <= 0) return;
    for (const payer of block.payers) payerOf[payer] = blocks.length;
    for (const payee of block.payees) payeeOf[payee] = blocks.length;
    blocks.push(block);
    const key = block.payments.join();
    if (!told.has(key)) {
      told.set(key, candidateOf('bipartite', Int32Array.from(block.payments), block.parts));
    }
  });
  for (let payer = 0; payer < view.graph.accounts; payer++) search.from(payer);
  return { candidates: [...told.values()], truncated: search.truncated() + grower.truncated };
}

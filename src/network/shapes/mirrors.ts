/**
 * Mirror transfers: value comes in at one account and goes out of another in another currency, less
 * a fee, again and again, and no payment links the two (FATF 2013, “The role of hawala and other
 * similar service providers”; FinCEN, FIN-2025-A003). Series of accounts are compared with
 * themselves at other times (mirror-null.ts); two that match too often for chance are the sides of
 * a mirror, which other accounts join.
 */
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Candidate, Found } from '../instance.js';
import type { Background } from '../surprise/background.js';
import { candidateOf } from './candidate.js';
import { type MirrorLegs, type MirrorPair, matchingPairs, mirrorLegs } from './mirror-legs.js';
import { type MirrorScore, scoreMirror } from './mirror-null.js';

/** Of pairs with matches, those with the most beyond what their numbers of legs would give. */
const PAIRS_MAX = 4_000;

interface ScoredPair extends MirrorPair {
  readonly score: MirrorScore;
}

/** Nothing where the slice has one currency. */
export function findMirrors(graph: PaymentGraph, background: Background): Found {
  const { currency } = graph;
  if (!currency) return { candidates: [], truncated: 0 };
  const legs = mirrorLegs(graph, currency, background.days);
  const pairs = mostUnusual(matchingPairs(graph, currency, legs), legs);
  const joining = Math.log(Math.max(2, legs.ins.size + legs.outs.size));
  const chance = Math.log(Math.max(2, legs.ins.size)) + Math.log(Math.max(2, legs.outs.size));
  const scored: ScoredPair[] = [];
  for (const pair of pairs.slice(0, PAIRS_MAX)) {
    if (isLinked(graph, pair)) continue;
    const score = scoreMirror(
      graph,
      legs.ins.get(pair.from) ?? [],
      legs.outs.get(pair.to) ?? [],
      joining,
    );
    if (score) scored.push({ ...pair, score });
  }
  scored.sort((a, b) => b.score.nats - a.score.nats || a.from - b.from || a.to - b.to);
  const candidates: Candidate[] = [];
  const taken = new Set<ScoredPair>();
  for (const seed of scored) {
    if (taken.has(seed) || seed.score.nats <= chance) continue;
    const sides = grow(seed, scored, taken);
    const payments = new Set(sides.flatMap(({ score }) => score.payments));
    const agreement = sides.reduce((sum, { score }) => sum + score.nats, 0);
    candidates.push(
      candidateOf('mirror', Int32Array.from(payments).sort(), [
        { step: 'agreement', nats: agreement },
        { step: 'chance', nats: -chance - (sides.length - 1) * joining },
      ]),
    );
  }
  return { candidates, truncated: pairs.length > PAIRS_MAX ? 1 : 0 };
}

/** By matches against those of all pairs of as many legs; a first look, not a score. */
function mostUnusual(pairs: readonly MirrorPair[], { ins, outs }: MirrorLegs): MirrorPair[] {
  const sizeOf = ({ from, to }: MirrorPair) =>
    (ins.get(from)?.length ?? 0) * (outs.get(to)?.length ?? 0);
  const all = pairs.reduce((sum, pair) => sum + pair.matches, 0);
  const sizes = pairs.reduce((sum, pair) => sum + sizeOf(pair), 0);
  const excess = (pair: MirrorPair) =>
    pair.matches * Math.log((pair.matches * sizes) / (all * sizeOf(pair)));
  return pairs
    .map((pair) => ({ pair, excess: excess(pair) }))
    .sort((a, b) => b.excess - a.excess || a.pair.from - b.pair.from || a.pair.to - b.pair.to)
    .map(({ pair }) => pair);
}

/** A payment from one to the other settles between them, openly. */
function isLinked({ incoming, outgoing, debtor, creditor }: PaymentGraph, pair: MirrorPair) {
  const { from, to } = pair;
  const meets = (rows: PaymentGraph['incoming'], far: Int32Array) => {
    const row = rows.payments.subarray(rows.starts[from], rows.starts[from + 1]);
    return row.some((payment) => far[payment] === to);
  };
  return meets(outgoing, creditor) || meets(incoming, debtor);
}

/** A cluster takes in an account that mirrors one of its other side. */
function grow(
  seed: ScoredPair,
  scored: readonly ScoredPair[],
  taken: Set<ScoredPair>,
): ScoredPair[] {
  const [froms, tos] = [new Set([seed.from]), new Set([seed.to])];
  const sides = [seed];
  taken.add(seed);
  for (let at = 0; at < scored.length; at++) {
    const pair = scored[at] as ScoredPair;
    if (taken.has(pair) || froms.has(pair.to) || tos.has(pair.from)) continue;
    if (!froms.has(pair.from) && !tos.has(pair.to)) continue;
    taken.add(pair);
    froms.add(pair.from);
    tos.add(pair.to);
    sides.push(pair);
    at = -1;
  }
  return sides;
}

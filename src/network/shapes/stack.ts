/**
 * Stack: layers of accounts, each of which passes on what it got (Altman et al. 2023). Lots
 * (stack-lots.ts) and blocks (bipartite.ts) that share a payment lie on one another; from the
 * strongest, what adds to it joins, and what does not is left out: dense multi-step flow, as in Li
 * et al. 2020, “FlowScope: spotting money laundering based on graphs”, and Sun et al. 2021,
 * “CubeFlow”, but grown instead of peeled, since most of a ledger is no part of any.
 */
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Candidate, SurprisePart, SurpriseStep } from '../instance.js';
import type { Past, Remembered } from '../past.js';
import { candidateOf } from './candidate.js';
import type { LayerView } from './layers-view.js';
import { findLots, LOT_LIMITS, type LotLimits, type LotMemory } from './stack-lots.js';

export interface StackLimits extends LotLimits {
  /** First payment to last. */
  readonly span_days: number;
  /** Lots and blocks of one stack. */
  readonly pieces_max: number;
}

const STACK_LIMITS: StackLimits = { ...LOT_LIMITS, span_days: 35, pieces_max: 64 };

/** One lot in e^this was planned; blocks have their own chance. */
const LOT_CHANCE_NATS = -9;
/** That one more lies on it; on which of its payments is equally likely. */
const JOIN_NATS = -1;
const DAY_MS = 86_400_000;

/** A lot or a block. */
interface Piece {
  readonly payments: readonly number[];
  readonly first_ms: number;
  readonly last_ms: number;
  /** Of a lot, before chance. */
  readonly nats: number;
  readonly parts: readonly SurprisePart[];
  readonly isLot: boolean;
}

/** Stacks of lots, and of what else was found (`blocks`) that shares payments with them. */
export function findStacks(
  view: LayerView,
  blocks: readonly Candidate[] = [],
  limits: StackLimits = STACK_LIMITS,
  past: Past<LotMemory> | null = null,
): Remembered<LotMemory> {
  const { lots, truncated, memory, steps, kept } = findLots(view, limits, past);
  const pieces: Piece[] = [
    ...lots.map((lot) => ({ ...lot, isLot: true })),
    ...blocks.map((block) => pieceOf(view.graph, block)),
  ];
  pieces.sort((a, b) => b.nats - a.nats || a.first_ms - b.first_ms || a.last_ms - b.last_ms);
  const holders = holdersOf(pieces);
  const used = new Uint8Array(pieces.length);
  const candidates: Candidate[] = [];
  for (let seed = 0; seed < pieces.length; seed++) {
    if (used[seed] === 1) continue;
    const stack = growStack(pieces, holders, used, seed, limits);
    const seed_piece = pieces[seed] as Piece;
    // A single lot may as well be an account's busy week: of layers there are two at least.
    if (stack.size < 2) continue;
    const parts = [...stack.parts].map(([step, nats]) => ({ step, nats }));
    const candidate = candidateOf('stack', Int32Array.from(stack.payments).sort(), [
      ...parts,
      { step: 'length', nats: stack.length_nats },
      { step: 'chance', nats: seed_piece.isLot ? LOT_CHANCE_NATS : 0 },
    ]);
    if (candidate.nats > 0) candidates.push(candidate);
  }
  return { candidates, truncated, memory, steps, kept };
}

function pieceOf({ time_ms }: PaymentGraph, { payments, nats, parts }: Candidate): Piece {
  const first_ms = time_ms[payments[0] as number] as number;
  const last_ms = time_ms[payments.at(-1) as number] as number;
  return { payments: [...payments], first_ms, last_ms, nats, parts, isLot: false };
}

/** By payment, the pieces that hold it. */
function holdersOf(pieces: readonly Piece[]): ReadonlyMap<number, readonly number[]> {
  const holders = new Map<number, number[]>();
  pieces.forEach(({ payments }, at) => {
    for (const payment of payments) {
      const list = holders.get(payment);
      if (list) list.push(at);
      else holders.set(payment, [at]);
    }
  });
  return holders;
}

interface Stack {
  readonly payments: ReadonlySet<number>;
  readonly parts: ReadonlyMap<SurpriseStep, number>;
  readonly size: number;
  /** What joining cost. */
  readonly length_nats: number;
}

/** Adds the best neighbour that gains, while one does. */
function growStack(
  pieces: readonly Piece[],
  holders: ReadonlyMap<number, readonly number[]>,
  used: Uint8Array,
  seed: number,
  { span_days, pieces_max }: StackLimits,
): Stack {
  const payments = new Set<number>();
  const parts = new Map<SurpriseStep, number>();
  const near = new Set<number>();
  let first_ms = Number.POSITIVE_INFINITY;
  let last_ms = Number.NEGATIVE_INFINITY;
  let size = 0;
  let length_nats = 0;
  for (let next = seed; next >= 0; ) {
    const piece = pieces[next] as Piece;
    if (size > 0) length_nats += joinNats();
    for (const { step, nats } of marginal(piece, payments)) {
      parts.set(step, (parts.get(step) ?? 0) + nats);
    }
    used[next] = 1;
    near.delete(next);
    size++;
    first_ms = Math.min(first_ms, piece.first_ms);
    last_ms = Math.max(last_ms, piece.last_ms);
    for (const payment of piece.payments) {
      payments.add(payment);
      for (const other of holders.get(payment) ?? []) if (used[other] === 0) near.add(other);
    }
    next = size < pieces_max ? bestOf() : -1;
  }
  return { payments, parts, size, length_nats };

  function joinNats(): number {
    return JOIN_NATS - Math.log(payments.size);
  }

  function bestOf(): number {
    let best = -1;
    let most = -joinNats();
    for (const other of near) {
      const piece = pieces[other] as Piece;
      const from = Math.min(first_ms, piece.first_ms);
      if (Math.max(last_ms, piece.last_ms) - from > span_days * DAY_MS) continue;
      const nats = marginal(piece, payments).reduce((sum, part) => sum + part.nats, 0);
      if (nats > most || (nats === most && other < best)) {
        most = nats;
        best = other;
      }
    }
    return best;
  }
}

/** A payment surprises once: of what a piece says by pace, only the share of what is new. */
function marginal({ payments, parts }: Piece, told: ReadonlySet<number>): SurprisePart[] {
  const fresh = payments.reduce((sum, payment) => sum + (told.has(payment) ? 0 : 1), 0);
  const share = fresh / payments.length;
  return parts.map(({ step, nats }) => ({
    step,
    nats: step === 'conservation' || nats < 0 ? nats : nats * share,
  }));
}

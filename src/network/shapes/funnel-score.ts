/**
 * How much likelier a funnel made an account’s deposits of some weeks than its ordinary life did:
 * how many and how far from home (counts of uncertain rates: gamma-poisson.ts), in how many cities
 * (Blackwell and MacQueen 1973, “Ferguson distributions via Pólya urn schemes”: who keeps to places
 * of his own against who spreads), and whether they left at once where its other deposits stay.
 */
import type { SurprisePart } from '../instance.js';
import { expectedArrivals, lnArrivals, lnGamma } from '../surprise/gamma-poisson.js';
import type { Exits } from './funnel-exits.js';

/** Of a funnel’s deposits, those outside the region of its account, and those within. */
const CLASS_SHARE = [0.85, 0.15] as const;
/** Funnels take in up to sixty deposits, any number about equally likely. */
const LN_SIZE = -4;
/** How readily any city is used: by funnels, and by people and shops with places of their own. */
const SPREAD = 5;
const ORDINARY_SPREAD = 0.5;
/** Share of a funnel’s deposits whose onward payment can be told. */
const PASSED_SHARE = 0.8;
/** Of ordinary accounts’ deposits, this share is carried on; worth so many deposits of its own. */
const HABIT_SHARE = 0.1;
const HABIT_WEIGHT = 2;
/** Of accounts’ weeks with deposits, one in e^this is a planned funnel. */
const CHANCE_NATS = -10;

/** Deposits of one account in order of time. */
export interface DepositRow {
  readonly area: Int32Array;
  /** 0 outside the account’s own region, 1 within. */
  readonly classes: Uint8Array;
  readonly exits: Exits;
  readonly seen_days: number;
}

/** What all accounts with deposits do. */
export interface DepositHabits {
  /** How long an average one takes for `RATE_SHAPE` deposits, by class. */
  readonly prior_days: readonly number[];
  /** By area, its share of all deposits. */
  readonly share: Float64Array;
}

export interface FunnelScore {
  readonly nats: number;
  readonly parts: readonly SurprisePart[];
  /** Whether deposits within the account’s own region belong to it. */
  readonly hasHome: boolean;
  /** Different cities. */
  readonly cities: number;
}

/** Scores deposits `first` … `end`−1 of a row, within `days`. */
export function scoreFunnel(
  row: DepositRow,
  first: number,
  end: number,
  days: number,
  { prior_days, share: shares }: DepositHabits,
): FunnelScore {
  const { classes, seen_days } = row;
  const inside = [0, 0];
  const outside = [0, 0];
  for (let at = 0; at < classes.length; at++) {
    const counts = at >= first && at < end ? inside : outside;
    const c = classes[at] as number;
    counts[c] = (counts[c] as number) + 1;
  }
  const known_days = Math.max(0, seen_days - days);
  const usual = ([0, 1] as const).map((c) =>
    expectedArrivals(days, outside[c] as number, known_days, prior_days[c] as number),
  );
  const all = end - first;
  const hasHome = (inside[1] as number) > 0 && CLASS_SHARE[1] * all > (usual[1] as number);
  const kept = hasHome ? ([0, 1] as const) : ([0] as const);
  const share = hasHome ? 1 : CLASS_SHARE[0];
  const size = hasHome ? all : (inside[0] as number);
  let burst = LN_SIZE + lnGamma(size + 1);
  for (const c of kept) {
    const count = inside[c] as number;
    burst += count * Math.log(CLASS_SHARE[c] / share) - lnGamma(count + 1);
    const known = outside[c] as number;
    burst -= lnArrivals(count, days, known, known_days, prior_days[c] as number, 1);
  }
  const { nats: breadth, cities } = spreadOf(row, shares, first, end, hasHome);
  const conservation = passedOn(row, first, end, hasHome);
  const parts = [
    { step: 'burst', nats: burst },
    { step: 'breadth', nats: breadth },
    { step: 'conservation', nats: conservation },
    { step: 'chance', nats: CHANCE_NATS },
  ] as const;
  return { nats: burst + breadth + conservation + CHANCE_NATS, parts, hasHome, cities };
}

/** One deposit after the other: in a city of before, or in another one. */
function spreadOf(
  row: DepositRow,
  shares: Float64Array,
  first: number,
  end: number,
  hasHome: boolean,
) {
  const known = new Map<number, number>();
  let known_all = 0;
  for (let at = 0; at < row.area.length; at++) {
    if ((at >= first && at < end) || (row.classes[at] === 1 && !hasHome)) continue;
    known.set(row.area[at] as number, (known.get(row.area[at] as number) ?? 0) + 1);
    known_all++;
  }
  const met = new Map<number, number>();
  let count = 0;
  let nats = 0;
  for (let at = first; at < end; at++) {
    if (row.classes[at] === 1 && !hasHome) continue;
    const area = row.area[at] as number;
    const before = met.get(area) ?? 0;
    const usual = before + (known.get(area) ?? 0);
    const share = shares[area] as number;
    nats += Math.log((before + SPREAD * share) / (SPREAD + count));
    const all = ORDINARY_SPREAD + count + known_all;
    nats -= Math.log((usual + ORDINARY_SPREAD * share) / all);
    met.set(area, before + 1);
    count++;
  }
  return { nats, cities: met.size };
}

/** Whoever carries on all its deposits always, as agents of remitters do, proves nothing by it. */
function passedOn({ exits, classes }: DepositRow, first: number, end: number, hasHome: boolean) {
  let others = 0;
  let passed = 0;
  for (let at = 0; at < classes.length; at++) {
    if ((at >= first && at < end) || exits.isShared[at] === 1) continue;
    others++;
    if ((exits.exit[at] as number) >= 0) passed++;
  }
  const habit = (passed + HABIT_WEIGHT * HABIT_SHARE) / (others + HABIT_WEIGHT);
  let nats = 0;
  for (let at = first; at < end; at++) {
    if ((classes[at] === 1 && !hasHome) || exits.isShared[at] === 1) continue;
    if ((exits.exit[at] as number) < 0) nats += Math.log((1 - PASSED_SHARE) / (1 - habit));
    else {
      const ordinary = Math.exp(-(exits.nats[at] as number));
      nats += Math.log(PASSED_SHARE / (habit + (1 - habit) * ordinary));
    }
  }
  return nats;
}

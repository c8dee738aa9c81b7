/**
 * Which later payments of an account carry on which of its deposits: “withdrawn in a different
 * geographic area with little time elapsing” (FinCEN, FIN-2014-A005). A payment may carry on one
 * deposit or several at once; what is drawn in the city where it was paid in went nowhere.
 */
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Background } from '../surprise/background.js';
import { DAY_MS } from './bursts.js';

/** Deposits leave within so many days. */
export const EXIT_DAYS = 7;
/** Of the deposits that may still leave, so many of the latest are looked at. */
const OPEN_MAX = 24;
/** What leaves is so near to what came, in the logarithm: a fee, or money of one's own added. */
const NEAR_SPREAD = 0.23;
/** A repeated amount proves less than its rarity says. */
const MOST_NATS = 8;
/** An account’s other payments are not fewer than this in all. */
const FEWEST_OTHERS = 0.5;

/** By place in the row of deposits. */
export interface Exits {
  /** The payment that carried it on; −1 none. */
  readonly exit: Int32Array;
  /** Whether an earlier deposit of the same exit says what the exit says. */
  readonly isShared: Uint8Array;
  /** What the exit adds over a payment of the account’s ordinary life; 0 without one. */
  readonly nats: Float64Array;
}

/** Both rows in order of time; steps are the exits times `OPEN_MAX`. */
export function matchExits(
  graph: PaymentGraph,
  background: Background,
  area: Int32Array,
  deposits: Int32Array,
  exits: Int32Array,
): Exits {
  const { time_ms, value_minor } = graph;
  const found: Exits = {
    exit: new Int32Array(deposits.length).fill(-1),
    isShared: new Uint8Array(deposits.length),
    nats: new Float64Array(deposits.length),
  };
  let open: number[] = [];
  let next = 0;
  let matched = 0;
  for (const exit of exits) {
    while (next < deposits.length && (deposits[next] as number) < exit) open.push(next++);
    const since = (time_ms[exit] as number) - EXIT_DAYS * DAY_MS;
    open = open
      .filter((at) => (time_ms[deposits[at] as number] as number) >= since)
      .slice(-OPEN_MAX);
    const elsewhere = open.filter((at) => leaves(area, deposits[at] as number, exit));
    const values = elsewhere.map((at) => value_minor[deposits[at] as number] as number);
    const lot = nearest(values, value_minor[exit] as number);
    if (!lot) continue;
    matched++;
    const near = 1 / (2 * NEAR_SPREAD * background.density(value_minor[exit] as number));
    const nats = Math.min(MOST_NATS, Math.log(near)) - Math.log(lot.tried);
    elsewhere.slice(lot.first, lot.end).forEach((at, n) => {
      found.exit[at] = exit;
      found.isShared[at] = n > 0 ? 1 : 0;
      found.nats[at] = n > 0 ? 0 : nats;
      open.splice(open.indexOf(at), 1);
    });
  }
  const others = Math.max(FEWEST_OTHERS, exits.length - matched + FEWEST_OTHERS);
  const delay = -Math.log(Math.max(Number.EPSILON, (EXIT_DAYS * others) / background.days));
  found.exit.forEach((exit, at) => {
    if (exit >= 0 && found.isShared[at] === 0) found.nats[at] = (found.nats[at] as number) + delay;
  });
  return found;
}

function leaves(area: Int32Array, deposit: number, exit: number): boolean {
  return (area[exit] as number) < 0 || area[exit] !== area[deposit];
}

/** The one value, or the sum of values one after the other, nearest to what went. */
function nearest(values: readonly number[], went: number) {
  let best: { first: number; end: number; tried: number } | null = null;
  let apart = NEAR_SPREAD;
  let tried = 0;
  for (let first = 0; first < values.length; first++) {
    let sum = 0;
    for (let end = first + 1; end <= values.length; end++) {
      sum += values[end - 1] as number;
      if (sum > 1.3 * went) break;
      tried++;
      const distance = Math.abs(Math.log(went / sum));
      if (distance >= apart) continue;
      apart = distance;
      best = { first, end, tried };
    }
  }
  return best && { ...best, tried };
}

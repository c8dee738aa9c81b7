import { CONVERTED } from '../graph/currencies.js';
import type { PaymentGraph } from '../graph/payment-graph.js';
import { DAY_MS } from './bursts.js';

/** What goes out is what came in less a fee, or a little more: bounds of the logarithm. */
export const LEAST_RATIO = -0.07;
export const MOST_RATIO = 0.01;
/** It goes out so many days before, on credit, or after. */
export const BEFORE_DAYS = 1;
export const AFTER_DAYS = 2;
/** Fewer matches of two accounts are no series. */
export const MATCHES_MIN = 4;
/** A leg that so many others match at its time has a common amount, and proves nothing. */
const COMMON_MAX = 64;
/** Accounts with more legs a day are businesses of everybody. */
const PACE_MAX_PER_DAY = 3;
const CELL = 0.05;
/** Pairs are told apart by so many counters at most before they are counted exactly. */
const COUNTERS_MAX = 2 ** 24;

/** An account where value comes in, and one elsewhere, in another currency, where it goes out. */
export interface MirrorPair {
  readonly from: number;
  readonly to: number;
  /** How often a leg of one matches a leg of the other. */
  readonly matches: number;
}

export interface MirrorLegs {
  /** By node, payments that come in, or go out, without a change of currency; in order. */
  readonly ins: ReadonlyMap<number, readonly number[]>;
  readonly outs: ReadonlyMap<number, readonly number[]>;
}

/** Accounts with at least `MATCHES_MIN` legs a way. */
export function mirrorLegs(graph: PaymentGraph, currency: Uint8Array, days: number): MirrorLegs {
  const { creditor, debtor, value_minor } = graph;
  const legsOf = (own: Int32Array, far: Int32Array) => {
    const count = new Int32Array(graph.accounts);
    const isLeg = (i: number) =>
      (own[i] as number) >= 0 &&
      own[i] !== far[i] &&
      currency[i] !== CONVERTED &&
      (value_minor[i] as number) > 0;
    for (let i = 0; i < own.length; i++) {
      if (isLeg(i)) count[own[i] as number] = (count[own[i] as number] as number) + 1;
    }
    const legs = new Map<number, number[]>();
    for (let i = 0; i < own.length; i++) {
      if (!isLeg(i)) continue;
      const node = own[i] as number;
      const all = count[node] as number;
      if (all < MATCHES_MIN || all > PACE_MAX_PER_DAY * days) continue;
      const row = legs.get(node);
      if (row) row.push(i);
      else legs.set(node, [i]);
    }
    return legs;
  };
  return { ins: legsOf(creditor, debtor), outs: legsOf(debtor, creditor) };
}

/**
 * Pairs of accounts in different currencies with matching legs: outgoing legs lie in cells of days
 * and values; every incoming one looks into those that it may match. Pairs are counted roughly
 * first, and exactly where that may be enough. Each leg takes at most `COMMON_MAX` steps twice,
 * beside the cells it looks into.
 */
export function matchingPairs(
  graph: PaymentGraph,
  currency: Uint8Array,
  { ins, outs }: MirrorLegs,
): MirrorPair[] {
  const { debtor, accounts } = graph;
  const legs = [...ins.values()].flat();
  const look = createLook(graph, currency, [...outs.values()].flat());
  const size = Math.min(COUNTERS_MAX, 2 ** Math.ceil(Math.log2(8 * legs.length + 1)));
  const rough = new Uint8Array(size);
  const counter = (from: number, to: number) =>
    (Math.imul(from, 0x9e3779b1) ^ Math.imul(to, 0x85ebca6b)) & (size - 1);
  const eachMatch = (tell: (from: number, to: number) => void) => {
    for (const [from, own] of ins) {
      for (const leg of own) for (const out of look(leg)) tell(from, debtor[out] as number);
    }
  };
  eachMatch((from, to) => {
    const at = counter(from, to);
    rough[at] = Math.min(255, (rough[at] as number) + 1);
  });
  const counts = new Map<number, number>();
  eachMatch((from, to) => {
    if ((rough[counter(from, to)] as number) < MATCHES_MIN) return;
    const key = from * accounts + to;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  return [...counts]
    .filter(([, matches]) => matches >= MATCHES_MIN)
    .map(([key, matches]) => ({ from: Math.floor(key / accounts), to: key % accounts, matches }));
}

/** The outgoing legs that an incoming one matches; none where they are too many. */
function createLook(graph: PaymentGraph, currency: Uint8Array, outs: readonly number[]) {
  const { time_ms, value_minor, debtor, creditor } = graph;
  const begin = time_ms[0] ?? 0;
  const dayOf = (time: number) => Math.floor((time - begin) / DAY_MS);
  const cellOf = (value: number) => Math.floor(Math.log(value) / CELL);
  const cells = Math.ceil(Math.log(Number.MAX_SAFE_INTEGER) / CELL) + 2;
  const byCell = new Map<number, number[]>();
  for (const out of outs) {
    const cell = dayOf(time_ms[out] as number) * cells + cellOf(value_minor[out] as number);
    const known = byCell.get(cell);
    if (known) known.push(out);
    else byCell.set(cell, [out]);
  }
  const [least, most] = [Math.exp(LEAST_RATIO), Math.exp(MOST_RATIO)];
  const found: number[] = [];
  return (leg: number): readonly number[] => {
    found.length = 0;
    const time = time_ms[leg] as number;
    const value = value_minor[leg] as number;
    const [from, to] = [time - BEFORE_DAYS * DAY_MS, time + AFTER_DAYS * DAY_MS];
    for (let day = dayOf(from); day <= dayOf(to); day++) {
      for (let cell = cellOf(least * value); cell <= cellOf(most * value); cell++) {
        for (const out of byCell.get(day * cells + cell) ?? []) {
          const at = time_ms[out] as number;
          const ratio = (value_minor[out] as number) / value;
          if (at < from || at > to || ratio < least || ratio > most) continue;
          if (currency[out] === currency[leg] || debtor[out] === creditor[leg]) continue;
          if (found.length === COMMON_MAX) {
            found.length = 0;
            return found;
          }
          found.push(out);
        }
      }
    }
    return found;
  };
}

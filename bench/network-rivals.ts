/** What others do, for comparison: published windows, plain rules, and marks without behaviour. */
import type { FlowQuery, PaymentColumns } from '../src/model/index.js';
import { findFlows } from '../src/network/index.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ANY_RATIO = { ratio_min_ppm: 0, ratio_max_ppm: Number.MAX_SAFE_INTEGER };

/**
 * The windows of the Graph Feature Preprocessor (Blanuša et al., ICAIF 2024): scatter–gather within
 * six hours, all else within a day, amounts not looked at.
 */
export function publishedWindows(columns: PaymentColumns): number[][] {
  const shape = (query: Omit<FlowQuery, 'ratio_min_ppm' | 'ratio_max_ppm'>) =>
    findFlows(columns, { ...query, ...ANY_RATIO }).legs.map((legs) => [...legs]);
  return [
    ...shape({ shape: 'cycle', hops_min: 3, hops_max: 10, window_ms: DAY_MS }),
    ...shape({ shape: 'scatter_gather', hops_min: 2, hops_max: 2, window_ms: 6 * HOUR_MS }).filter(
      (legs) => legs.length >= 4,
    ),
    ...fans(columns, 'creditor', 4, DAY_MS),
    ...fans(columns, 'debtor', 4, DAY_MS),
  ];
}

/** What a rule book has: ten counterparties in a week, and money that goes round within a week. */
export function plainRules(columns: PaymentColumns): number[][] {
  const cycle = { shape: 'cycle', hops_min: 3, hops_max: 6, window_ms: 7 * DAY_MS } as const;
  const ratio = { ratio_min_ppm: 900_000, ratio_max_ppm: 1_100_000 };
  return [
    ...findFlows(columns, { ...cycle, ...ratio }).legs.map((legs) => [...legs]),
    ...fans(columns, 'creditor', 10, 7 * DAY_MS),
    ...fans(columns, 'debtor', 10, 7 * DAY_MS),
  ];
}

/**
 * What gives an instance away without any behaviour: payments of pairs that pay once, joined where
 * they meet at an account within a day. If this found much, the benchmark would leak.
 */
export function noveltyAlone(columns: PaymentColumns): number[][] {
  const { debtor, creditor, time_ms, accounts } = columns;
  const count = new Map<number, number>();
  const pair = (i: number) => (debtor[i] as number) * accounts + (creditor[i] as number);
  for (let i = 0; i < debtor.length; i++) count.set(pair(i), (count.get(pair(i)) ?? 0) + 1);
  const parent = Int32Array.from(debtor, (_, i) => i);
  const find = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root] as number;
    for (let at = i; at !== root; ) [parent[at], at] = [root, parent[at] as number];
    return root;
  };
  const last = new Int32Array(accounts).fill(-1);
  for (let i = 0; i < debtor.length; i++) {
    if (count.get(pair(i)) !== 1) continue;
    for (const end of [debtor[i] as number, creditor[i] as number]) {
      const before = last[end] as number;
      if (before >= 0 && (time_ms[i] as number) - (time_ms[before] as number) <= DAY_MS / 4)
        parent[find(i)] = find(before);
      last[end] = i;
    }
  }
  const groups = new Map<number, number[]>();
  for (let i = 0; i < debtor.length; i++) {
    if (count.get(pair(i)) !== 1) continue;
    const root = find(i);
    const group = groups.get(root);
    if (group) group.push(i);
    else groups.set(root, [i]);
  }
  return [...groups.values()]
    .filter(({ length }) => length >= 3)
    .sort((a, b) => b.length - a.length);
}

function fans(
  columns: PaymentColumns,
  end: 'creditor' | 'debtor',
  partners_min: number,
  window_ms: number,
): number[][] {
  const own = columns[end];
  const far = end === 'creditor' ? columns.debtor : columns.creditor;
  const rows = new Map<number, number[]>();
  own.forEach((node, i) => {
    const row = rows.get(node);
    if (row) row.push(i);
    else rows.set(node, [i]);
  });
  const found: number[][] = [];
  for (const row of rows.values()) {
    let taken = 0;
    row.forEach((first, at) => {
      if (at < taken) return;
      const until = (columns.time_ms[first] as number) + window_ms;
      let end_at = at;
      while (end_at < row.length && (columns.time_ms[row[end_at] as number] as number) < until)
        end_at++;
      const window = row.slice(at, end_at);
      if (new Set(window.map((i) => far[i])).size < partners_min) return;
      found.push(window);
      taken = end_at;
    });
  }
  return found;
}

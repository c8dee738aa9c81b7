import { conserves } from './conserved.js';
import { type NovelGraph, near } from './novel-graph.js';
import { AHEAD_DAYS, DAY_MS, meaning, type Sheet, type Sight } from './sheet.js';

const HOP_DAYS = 21;
const HOPS_MAX = 12;
const REACH_MAX = 100;

/**
 * Whether money returns: how far back novel payments lead to each novel payment's debtor, how far
 * ahead (for one who looks back) they lead from its creditor, and whether both reach one account,
 * which closes a temporal cycle through the payment wherever in the cycle it stands. The searches
 * are breadth first and end at `REACH_MAX` accounts (reach before search: Kumar & Calders,
 * "2SCENT", PVLDB 11, 2018; here only the first way to an account counts, so a cycle may be
 * missed).
 */
export function addCircuits(sheet: Sheet, novel: NovelGraph, sight: Sight): void {
  const values = { days: HOP_DAYS, most: REACH_MAX, ahead: AHEAD_DAYS };
  const upstream = sheet.add('upstream_accounts', meaning('upstream_accounts', values));
  const circuit = sheet.add('circuit_payments', meaning('circuit_payments', values), Number.NaN);
  const { accounts, debtor, creditor } = novel.graph;
  const behind = createReach(novel, accounts, 'behind');
  const lookAhead = sight === 'looking_back' ? aheadColumns(sheet, novel, values) : () => null;
  for (let i = 0; i < novel.novel.length; i++) {
    const [from, to] = [debtor[i] as number, creditor[i] as number];
    if (novel.novel[i] === 0 || from < 0 || to < 0) continue;
    const sources = behind(i, from, to);
    upstream[i] = sources.accounts.length - 1;
    const targets = lookAhead(i, to, from);
    let shortest = sources.hopsTo(to);
    for (const account of targets?.accounts ?? []) {
      const hops = sources.hopsTo(account) + (targets?.hopsTo(account) ?? Number.NaN);
      if (hops < shortest || (Number.isNaN(shortest) && !Number.isNaN(hops))) shortest = hops;
    }
    if (!Number.isNaN(shortest)) circuit[i] = shortest + 1;
  }
}

type Search = (payment: number, start: number, other: number) => Reached;

function aheadColumns(
  sheet: Sheet,
  novel: NovelGraph,
  values: Readonly<Record<string, number>>,
): Search {
  const { accounts } = novel.graph;
  const downstream = sheet.add('downstream_accounts', meaning('downstream_accounts', values));
  const chain = sheet.add('chain_ahead', meaning('chain_ahead', { ...values, kept: 'no' }));
  const kept = sheet.add(
    'chain_ahead_conserved',
    meaning('chain_ahead', { ...values, kept: 'yes' }),
  );
  const ahead = createReach(novel, accounts, 'ahead');
  const conserved = createReach(novel, accounts, 'ahead_conserved');
  return (payment, start, other) => {
    const targets = ahead(payment, start, other);
    downstream[payment] = targets.accounts.length - 1;
    chain[payment] = targets.depth + 1;
    kept[payment] = conserved(payment, start, other).depth + 1;
    return targets;
  };
}

interface Reached {
  readonly accounts: readonly number[];
  /** Hops to the farthest. */
  readonly depth: number;
  /** Hops from the start, NaN where it was not reached. */
  hopsTo(account: number): number;
}

/** A search whose marks are used again from payment to payment. */
function createReach(
  novel: NovelGraph,
  accounts: number,
  way: 'behind' | 'ahead' | 'ahead_conserved',
): Search {
  const mark = new Int32Array(accounts).fill(-1);
  const hops = new Uint8Array(accounts);
  const { debtor, creditor, time_ms, value_minor } = novel.graph;
  const [row, far] = way === 'behind' ? [novel.incoming, debtor] : [novel.outgoing, creditor];
  const days =
    way === 'behind'
      ? { days_before: HOP_DAYS, days_after: -1 }
      : { days_before: 0, days_after: AHEAD_DAYS };
  return (payment, start, other) => {
    const reached = [start];
    const through = [payment];
    mark[start] = payment;
    hops[start] = 0;
    const end_ms = (time_ms[payment] as number) + AHEAD_DAYS * DAY_MS;
    for (let k = 0; k < reached.length && reached.length < REACH_MAX; k++) {
      const account = reached[k] as number;
      if ((hops[account] as number) >= HOPS_MAX || account === other) continue;
      const last = through[k] as number;
      for (const next of near(novel, row, account, { payment: last, ...days })) {
        const reached_account = far[next] as number;
        if (mark[reached_account] === payment || (time_ms[next] as number) > end_ms) continue;
        if (
          way === 'ahead_conserved' &&
          !conserves(value_minor[last] as number, value_minor[next] as number)
        ) {
          continue;
        }
        mark[reached_account] = payment;
        hops[reached_account] = (hops[account] as number) + 1;
        reached.push(reached_account);
        through.push(next);
      }
    }
    return {
      accounts: reached,
      depth: hops[reached.at(-1) as number] as number,
      hopsTo: (account) => (mark[account] === payment ? (hops[account] as number) : Number.NaN),
    };
  };
}

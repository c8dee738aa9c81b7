import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOfFew, fewPayments } from '../../../test/few-payments.js';
import type { PaymentColumns } from '../../model/index.js';
import { TRACE_METHODS, type Trace, type TraceQuery } from './query.js';
import { traceMoney } from './trace.js';

const ANY: TraceQuery = {
  direction: 'forward',
  method: 'fifo',
  payments: [],
  accounts: [],
  from_ms: 0,
  until_ms: 100,
  hops_max: 100,
  minimum_minor: 1,
  unknown_stock: 'clean',
};

const graph = fewPayments(24);
/** Marks by number, of what there is. */
const asked = fc.record({
  payments: fc.array(fc.nat(23), { maxLength: 3 }),
  accounts: fc.array(fc.nat(4), { maxLength: 1 }),
  from_ms: fc.nat(3),
  until_ms: fc.constantFrom(4, 6, 100),
  hops_max: fc.constantFrom(0, 1, 2, 100),
  minimum_minor: fc.constantFrom(0, 1, 3, 10),
  unknown_stock: fc.constantFrom('clean', 'tainted'),
}) satisfies fc.Arbitrary<Partial<TraceQuery>>;
const method = fc.constantFrom(...TRACE_METHODS);
const direction = fc.constantFrom('forward', 'backward') satisfies fc.Arbitrary<
  TraceQuery['direction']
>;

describe('on random payments', () => {
  test('each method finds what a naive simulation of its accounts finds', () => {
    const law = fc.property(graph, asked, method, (columns, part, by) => {
      const query = within(columns, { ...ANY, ...part, method: by });
      expect(plain(traceMoney(columns, query))).toEqual(naiveTrace(columns, query));
    });
    fc.assert(law, { numRuns: 800 });
  });

  test('nothing is created or lost, in whole and in each account, whatever the window', () => {
    const law = fc.property(graph, asked, method, direction, (columns, part, by, way) => {
      const query = within(columns, { ...ANY, ...part, method: by, direction: way });
      for (let until_ms = 0; until_ms < 8; until_ms++) {
        const { totals, accounts, steps } = traceMoney(columns, { ...query, until_ms });
        const { marked_minor, spread_minor, assumed_minor, ...gone } = totals;
        const there = Object.values(gone).reduce((sum, minor) => sum + minor, 0n);
        expect(marked_minor + spread_minor + assumed_minor).toBe(there);
        for (const { in_minor, out_minor, born_minor, rest_minor } of accounts) {
          const [from, to] = way === 'forward' ? [in_minor, out_minor] : [out_minor, in_minor];
          expect(from + born_minor).toBe(to + rest_minor);
        }
        const isWhole = [...steps.tainted_minor].every(
          (minor, i) => minor > 0 && minor <= (columns.value_minor[steps.payments[i] ?? 0] ?? 0),
        );
        expect(isWhole).toBe(true);
      }
    });
    fc.assert(law, { numRuns: 150 });
  });

  test('what happens later changes nothing before', () => {
    const law = fc.property(graph, asked, method, fc.nat(7), (columns, part, by, until_ms) => {
      const query = within(columns, { ...ANY, ...part, method: by, until_ms: 100 });
      const steps = plain(traceMoney(columns, query)).steps;
      const early = plain(traceMoney(columns, { ...query, until_ms })).steps;
      expect(steps.filter(([payment]) => timeOf(columns, payment) < until_ms)).toEqual(early);
    });
    fc.assert(law, { numRuns: 300 });
  });

  // A payment to oneself moves money only where it is marked, so these laws are not about such.
  const between = graph.map(withoutOwn);

  test('by lots, q has of p forward what p has in q backward', () => {
    const lots = fc.constantFrom('fifo', 'lifo') satisfies fc.Arbitrary<TraceQuery['method']>;
    const law = fc.property(between, lots, (columns, by) => {
      const forward = sharesOf(columns, { ...ANY, method: by });
      const backward = sharesOf(columns, { ...ANY, method: by, direction: 'backward' });
      expect([...backward.keys()].sort()).toEqual([...forward.keys()].sort());
      for (const [pair, minor] of forward) {
        const [p, q] = pair.split(' ');
        if (p !== q) expect([pair, backward.get(pair)]).toEqual([pair, minor]);
      }
    });
    fc.assert(law, { numRuns: 300 });
  });

  test('by poison, q has something of p forward where p has backward', () => {
    const law = fc.property(between, (columns) => {
      const forward = sharesOf(columns, { ...ANY, method: 'poison' });
      const backward = sharesOf(columns, { ...ANY, method: 'poison', direction: 'backward' });
      expect([...backward.keys()].sort()).toEqual([...forward.keys()].sort());
    });
    fc.assert(law, { numRuns: 300 });
  });

  test('by shares, both ways agree but for what rounding moves', () => {
    const law = fc.property(between, (few) => {
      const value_minor = few.value_minor.map((minor) => (minor > 1e6 ? 77 : minor) * 1e9);
      const columns = { ...few, value_minor };
      const query = { ...ANY, method: 'proportional' } as const;
      const forward = sharesOf(columns, query);
      const backward = sharesOf(columns, { ...query, direction: 'backward' });
      for (const [pair, minor] of forward)
        expect(Math.abs(minor - (backward.get(pair) ?? 0))).toBeLessThan(100);
    });
    fc.assert(law, { numRuns: 300 });
  });

  test('lots name what each step takes from which, and what of it rests', () => {
    const law = fc.property(graph, asked, direction, (columns, part, way) => {
      const query = within(columns, { ...ANY, ...part, direction: way, unknown_stock: 'clean' });
      const { steps, truncated } = traceMoney(columns, query);
      const gone = new Map<number, number>();
      for (const [step, payment] of steps.payments.entries()) {
        const [start = 0, end = 0] = steps.lots.starts.slice(step, step + 2);
        const minor = steps.lots.minor.slice(start, end);
        if (steps.hops[step] !== 0) expect(sum(minor)).toBe(steps.tainted_minor[step]);
        for (let at = start; at < end; at++) {
          const lot = steps.lots.payments[at] ?? 0;
          gone.set(lot, (gone.get(lot) ?? 0) + (steps.lots.minor[at] ?? 0));
          expect(way === 'forward' ? lot < payment : lot > payment).toBe(true);
        }
      }
      if (truncated.beyond_hops + truncated.below_minimum > 0) return;
      for (const [step, payment] of steps.payments.entries()) {
        const end = way === 'forward' ? columns.creditor[payment] : columns.debtor[payment];
        const tainted = steps.tainted_minor[step] ?? 0;
        if (end !== -1)
          expect((gone.get(payment) ?? 0) + (steps.rest_minor[step] ?? 0)).toBe(tainted);
      }
    });
    fc.assert(law, { numRuns: 300 });
  });

  test('pieces that are joined keep every amount within its lot', () => {
    const law = fc.property(graph, asked, direction, (columns, part, way) => {
      const query = within(columns, { ...ANY, ...part, direction: way, hops_max: 100 });
      const { totals } = traceMoney(columns, query, { pieces_max: 0, flow_payments_max: 0 });
      const there = totals.rest_minor + totals.left_minor + totals.below_minimum_minor;
      expect(totals.marked_minor + totals.assumed_minor).toBe(there);
    });
    fc.assert(law, { numRuns: 300 });
  });
});

describe('by hand', () => {
  const pay = (at: number, from: number, to: number, value: number) => ({ at, from, to, value });
  // 100 clean and then 100 marked come to account 1, which pays 150 and then 50.
  const mixed = columnsOfFew([
    pay(0, 0, 1, 100),
    pay(1, 2, 1, 100),
    pay(2, 1, 3, 150),
    pay(3, 1, 4, 50),
  ]);

  test.each([
    ['fifo', [50, 50]],
    ['lifo', [100]],
    ['proportional', [75, 25]],
    ['poison', [150, 50]],
  ] as const)('%s of an account that mixes', (by, tainted) => {
    const { steps } = traceMoney(mixed, { ...ANY, method: by, payments: [1] });
    expect([...steps.tainted_minor]).toEqual([100, ...tainted]);
  });

  test('backward: what the second payment out is made of', () => {
    const { steps } = traceMoney(mixed, { ...ANY, payments: [2], direction: 'backward' });
    expect([...steps.payments]).toEqual([2, 1, 0]);
    expect([...steps.tainted_minor]).toEqual([150, 50, 100]);
  });

  test('an account that pays more than was seen pays from a stock that is said', () => {
    const columns = columnsOfFew([pay(0, 0, 1, 100), pay(1, 1, 2, 130)]);
    const clean = traceMoney(columns, { ...ANY, payments: [0] });
    expect([...clean.steps.tainted_minor]).toEqual([100, 100]);
    expect([...clean.steps.unseen_minor]).toEqual([100, 30]);
    const all = traceMoney(columns, { ...ANY, payments: [0], unknown_stock: 'tainted' });
    expect([...all.steps.tainted_minor]).toEqual([100, 130]);
    expect(all.totals.assumed_minor).toBe(30n);
  });

  test('an account that money not seen counts for stays poisoned when it is empty', () => {
    const columns = columnsOfFew([
      pay(0, 0, 1, 10),
      pay(1, 1, 2, 10),
      pay(2, 3, 1, 10),
      pay(3, 1, 2, 15),
    ]);
    const query = { ...ANY, method: 'poison', payments: [0] } as const;
    expect([...traceMoney(columns, query).steps.tainted_minor]).toEqual([10, 10]);
    const all = traceMoney(columns, { ...query, unknown_stock: 'tainted' });
    expect([...all.steps.tainted_minor]).toEqual([10, 10, 15]);
  });

  test('hops are by the shortest way of the money', () => {
    const columns = columnsOfFew([
      pay(0, 0, 1, 10),
      pay(0, 0, 2, 10),
      pay(1, 2, 1, 10),
      pay(2, 1, 3, 20),
    ]);
    const { steps } = traceMoney(columns, { ...ANY, payments: [0, 1] });
    expect([...steps.hops]).toEqual([0, 0, 1, 1]);
  });

  test('cash taken out has left; unknown values are counted', () => {
    const columns = columnsOfFew([pay(0, -1, 1, 90), pay(1, 1, -1, 60), pay(2, 1, 2, -1)]);
    const { totals, truncated, accounts } = traceMoney(columns, { ...ANY, payments: [0] });
    expect(totals).toMatchObject({ left_minor: 60n, rest_minor: 30n });
    expect(truncated.unvalued).toBe(1);
    expect(accounts).toMatchObject([{ account: 1, in_minor: 90n, rest_minor: 30n }]);
  });

  test('a mark outside the window or of unknown value marks nothing', () => {
    const columns = columnsOfFew([pay(0, 0, 1, 10), pay(5, 1, 2, -1)]);
    const query = { ...ANY, payments: [0, 1], from_ms: 1 };
    expect(traceMoney(columns, query).steps.payments).toHaveLength(0);
    expect(() => traceMoney(columns, { ...ANY, payments: [2] })).toThrow('a marked payment');
  });
});

function sharesOf(columns: PaymentColumns, query: TraceQuery): Map<string, number> {
  const shares = new Map<string, number>();
  for (const own of columns.time_ms.keys()) {
    const { steps } = traceMoney(columns, { ...query, payments: [own] });
    for (const [i, far] of steps.payments.entries()) {
      const pair = query.direction === 'forward' ? `${own} ${far}` : `${far} ${own}`;
      shares.set(pair, steps.tainted_minor[i] ?? 0);
    }
  }
  return shares;
}

function withoutOwn(columns: PaymentColumns): PaymentColumns {
  const value_minor = columns.value_minor.map((minor, i) =>
    columns.debtor[i] === columns.creditor[i] ? -1 : minor,
  );
  return { ...columns, value_minor };
}

function within(columns: PaymentColumns, query: TraceQuery): TraceQuery {
  const payments = query.payments.filter((payment) => payment < columns.time_ms.length);
  const accounts = query.accounts.filter((account) => account < columns.accounts);
  return { ...query, payments, accounts };
}

function timeOf(columns: PaymentColumns, payment: number): number {
  return columns.time_ms[payment] ?? 0;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Payment, hop, tainted of each step; what rests by account; what left and was not followed. */
interface Plain {
  readonly steps: readonly (readonly [number, number, bigint])[];
  readonly rests: Record<number, bigint>;
  readonly left: bigint;
  readonly stopped: readonly [bigint, bigint];
}

function plain({ steps, accounts, totals }: Trace): Plain {
  return {
    steps: Array.from(steps.payments, (payment, i) => [
      payment,
      steps.hops[i] ?? -1,
      BigInt(steps.tainted_minor[i] ?? 0),
    ]),
    rests: Object.fromEntries(
      accounts.filter((a) => a.rest_minor > 0n).map((a) => [a.account, a.rest_minor]),
    ),
    left: totals.left_minor,
    stopped: [totals.beyond_hops_minor, totals.below_minimum_minor],
  };
}

/** Minor units of one kind, in the order in which they leave. */
interface Run {
  readonly minor: bigint;
  readonly tainted: boolean;
  readonly hop: number;
}

/** Written from the documentation alone, and forward only: every account is a list of runs. */
function naiveTrace(columns: PaymentColumns, query: TraceQuery): Plain {
  const accounts = Array.from({ length: columns.accounts }, () => naiveAccount(query));
  const steps: [number, number, bigint][] = [];
  const rests = new Map<number, bigint>();
  const stopped: [bigint, bigint] = [0n, 0n];
  let left = 0n;
  const rest = (account: number, minor: bigint) =>
    minor > 0n && rests.set(account, (rests.get(account) ?? 0n) + minor);
  for (const payment of columns.time_ms.keys()) {
    const at = timeOf(columns, payment);
    const [from = -1, to = -1] = [columns.debtor[payment], columns.creditor[payment]];
    const value = BigInt(columns.value_minor[payment] ?? 0);
    const isOwn = query.accounts.includes(from) && from !== to;
    const isAsked = isOwn || query.payments.includes(payment);
    const isMarked = isAsked && value > 0n && at >= query.from_ms && at < query.until_ms;
    if (value <= 0n || at >= query.until_ms || (from === to && from >= 0 && !isMarked)) continue;
    const clean = { minor: value, tainted: false, hop: 0 };
    const taken = accounts[from]?.take(value, isMarked) ?? [clean];
    const carried = isMarked ? value : tainted(taken);
    const hop = isMarked ? 0 : 1 + Math.min(...taken.filter((r) => r.tainted).map((r) => r.hop));
    let runs: Run[] = taken.map((run) => ({ ...run, hop }));
    if (isMarked) runs = [{ minor: value, tainted: true, hop }];
    else if (carried > 0n && (hop > query.hops_max || carried < query.minimum_minor)) {
      stopped[hop > query.hops_max ? 0 : 1] += carried;
      runs = [clean];
    }
    if (tainted(runs) > 0n) steps.push([payment, hop, carried]);
    if (to < 0) left += tainted(runs);
    else if (query.accounts.includes(to)) rest(to, tainted(runs));
    accounts[to]?.put(query.accounts.includes(to) ? [clean] : runs, hop);
  }
  for (const [account, { runs }] of accounts.entries()) rest(account, tainted(runs));
  return { steps, rests: Object.fromEntries(rests), left, stopped };
}

function naiveAccount({ method: by, unknown_stock }: TraceQuery) {
  let reached = Number.POSITIVE_INFINITY;
  const pools = by === 'proportional' || by === 'poison';
  const account = {
    runs: [] as Run[],
    take(value: bigint, isMarked: boolean): Run[] {
      const held = total(account.runs);
      const seen = value < held ? value : held;
      const isReached = unknown_stock === 'tainted' && reached < Number.POSITIVE_INFINITY;
      const poisoned = by === 'poison' && (isReached || tainted(account.runs) > 0n);
      let [out, rest] = cut(account.runs, seen);
      if (by === 'proportional' && held > 0n) {
        const dirty = tainted(account.runs);
        const part = (2n * dirty * seen + held - 1n) / (2n * held);
        out = mixed(part, seen - part, reached);
        rest = mixed(dirty - part, held - seen - dirty + part, reached);
      }
      account.runs = rest;
      if (value > seen) {
        const hop = isReached ? reached : 0;
        out = [...out, { minor: value - seen, tainted: isReached && !isMarked, hop }];
      }
      return poisoned ? mixed(value, 0n, reached) : out;
    },
    put(runs: Run[], hop: number): void {
      const dirty = tainted(account.runs) > 0n;
      if (tainted(runs) > 0n)
        reached = pools && !dirty && !isForever() ? hop : Math.min(reached, hop);
      const all = by === 'lifo' ? [...runs, ...account.runs] : [...account.runs, ...runs];
      const poisoned = by === 'poison' && (tainted(all) > 0n || isForever());
      account.runs = poisoned ? mixed(total(all), 0n, reached) : all;
    },
  };
  return account;

  /** Unseen money keeps a poisoned account poisoned. */
  function isForever(): boolean {
    const once = by === 'poison' && unknown_stock === 'tainted';
    return once && reached < Number.POSITIVE_INFINITY;
  }
}

function cut(runs: readonly Run[], minor: bigint): [Run[], Run[]] {
  const [out, rest]: [Run[], Run[]] = [[], []];
  let wanted = minor;
  for (const run of runs) {
    const part = run.minor < wanted ? run.minor : wanted;
    wanted -= part;
    if (part > 0n) out.push({ ...run, minor: part });
    if (run.minor > part) rest.push({ ...run, minor: run.minor - part });
  }
  return [out, rest];
}

function mixed(dirty: bigint, clean: bigint, hop: number): Run[] {
  const runs = [
    { minor: dirty, tainted: true, hop },
    { minor: clean, tainted: false, hop: 0 },
  ];
  return runs.filter((run) => run.minor > 0n);
}

function total(runs: readonly Run[]): bigint {
  return runs.reduce((all, run) => all + run.minor, 0n);
}

function tainted(runs: readonly Run[]): bigint {
  return total(runs.filter((run) => run.tainted));
}

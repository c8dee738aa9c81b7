import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlowAnswer, FlowQuery, PaymentColumns } from '../../model/index.js';
import { findFlows } from './flows.js';

interface Row {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly tied: boolean;
}

const UNLIMITED = { paths_per_root_max: 1e9, steps_per_root_max: 1e9, reach_steps_per_root: 4 };
const VALUE_MAX = Number.MAX_SAFE_INTEGER;

describe('on random small graphs the kernel answers as the naive evaluator', () => {
  const row = fc.record({
    at: fc.integer({ min: 0, max: 5 }),
    from: fc.integer({ min: -1, max: 4 }),
    to: fc.integer({ min: -1, max: 4 }),
    value: fc.constantFrom(-1, 0, 79, 80, 100, 100, 100, 125, 126, VALUE_MAX, VALUE_MAX - 1),
    tied: fc.boolean(),
  });
  const graph = fc
    .tuple(fc.array(row, { minLength: 4, maxLength: 18 }), fc.constantFrom('some', 'all', 'none'))
    .map(([rows, ties]) =>
      columnsOf(rows.map((r) => ({ ...r, tied: ties === 'some' ? r.tied : ties === 'all' }))),
    );
  const query = fc.record({
    shape: fc.constantFrom('chain', 'cycle', 'scatter_gather'),
    hops_min: fc.integer({ min: 2, max: 3 }),
    hops_max: fc.integer({ min: 3, max: 5 }),
    window_ms: fc.constantFrom(1, 2, 3, 4, 100),
    ratio_min_ppm: fc.constantFrom(0, 800_000, 790_000, 1_000_000),
    ratio_max_ppm: fc.constantFrom(1_000_000, 1_250_000, 1_260_000, VALUE_MAX),
  }) satisfies fc.Arbitrary<FlowQuery>;

  test('without limits, however far the reach is read ahead', () => {
    const law = fc.property(graph, query, fc.nat({ max: 8 }), (columns, asked, steps) => {
      const answer = findFlows(columns, asked, { ...UNLIMITED, reach_steps_per_root: steps });
      expect(plain(answer)).toEqual(naiveFlows(columns, asked));
    });
    fc.assert(law, { numRuns: 4_000 });
  });

  test('up to the limit of paths, and each root that has more is truncated', () => {
    const law = fc.property(graph, query, fc.integer({ min: 1, max: 3 }), (columns, asked, max) => {
      fc.pre(asked.shape !== 'scatter_gather');
      const whole = naiveFlows(columns, asked);
      const cut = findFlows(columns, asked, { ...UNLIMITED, paths_per_root_max: max });
      expect([...cut.paths]).toEqual(whole.paths.map((paths) => Math.min(paths, max)));
      expect(cut.truncated).toBe(whole.paths.filter((paths) => paths > max).length);
    });
    fc.assert(law, { numRuns: 500 });
  });
});

describe('by hand', () => {
  const cycle: FlowQuery = {
    shape: 'cycle',
    hops_min: 3,
    hops_max: 6,
    window_ms: 10,
    ratio_min_ppm: 800_000,
    ratio_max_ppm: 1_250_000,
  };
  const chain: FlowQuery = { ...cycle, shape: 'chain' };
  const leg = (at: number, from: number, to: number, value = 100, tied = true): Row => {
    return { at, from, to, value, tied };
  };

  test('a ring closes at its last payment', () => {
    const answer = findFlows(columnsOf([leg(0, 0, 1), leg(3, 1, 2, 80), leg(9, 2, 0)]), cycle);
    expect(plain(answer)).toEqual({ last: [2], paths: [1], legs: [[0, 1, 2]], truncated: 0 });
  });

  test('the window is half-open: a first leg as old as the window is outside', () => {
    const columns = columnsOf([leg(0, 0, 1), leg(3, 1, 2), leg(10, 2, 0)]);
    expect(findFlows(columns, cycle).last).toHaveLength(0);
    expect(findFlows(columns, { ...cycle, window_ms: 11 }).last).toHaveLength(1);
  });

  test('a ratio just outside breaks the path, also where doubles cannot tell', () => {
    expect(
      findFlows(columnsOf([leg(0, 0, 1), leg(1, 1, 2, 79), leg(2, 2, 0)]), cycle).paths,
    ).toEqual(new Int32Array(0));
    const keep = { ...chain, hops_min: 2, ratio_min_ppm: 999_999, ratio_max_ppm: 1_000_000 };
    const prev = 9_007_199_253_999_999;
    const below = Number((BigInt(prev) * 999_999n) / 1_000_000n);
    const pair = (next: number) => columnsOf([leg(0, 0, 1, prev), leg(1, 1, 2, next)]);
    expect(findFlows(pair(below + 1), keep).last).toHaveLength(1);
    expect(findFlows(pair(below), keep).last).toHaveLength(0);
  });

  test('a ring whose first leg is within the window is found beside an earlier one', () => {
    const rows = [leg(0, 0, 1), leg(6, 0, 1), leg(7, 1, 2), leg(12, 2, 0)];
    expect(plain(findFlows(columnsOf(rows), cycle))).toMatchObject({ legs: [[1, 2, 3]] });
  });

  test('a ring within one tied instant counts once, at the rotation that starts lowest', () => {
    const ring = [leg(0, 1, 2), leg(0, 0, 1), leg(0, 2, 0)];
    const tied = findFlows(columnsOf(ring), cycle);
    expect(plain(tied)).toEqual({ last: [1], paths: [1], legs: [[0, 2, 1]], truncated: 0 });
    const ordered = columnsOf(ring.map((row) => ({ ...row, tied: false })));
    expect(findFlows(ordered, cycle).last).toHaveLength(0);
  });

  test('of two evidence paths the longer, then the one that starts later, is shown', () => {
    const rows = [leg(0, 0, 1), leg(1, 5, 1), leg(2, 1, 2), leg(3, 2, 3), leg(4, 3, 4)];
    const answer = findFlows(columnsOf(rows), chain);
    expect(plain(answer)).toEqual({
      last: [3, 4],
      paths: [2, 3],
      legs: [
        [1, 2, 3],
        [1, 2, 3, 4],
      ],
      truncated: 0,
    });
  });

  test('cash, self-payments and unknown values are no legs', () => {
    const rows = [leg(0, -1, 0), leg(1, 0, 0), leg(2, 0, 1, -1), leg(3, 0, 1, 0), leg(4, 1, -1)];
    const any = { ...chain, hops_min: 2, ratio_min_ppm: 0, ratio_max_ppm: VALUE_MAX };
    expect(findFlows(columnsOf(rows), any).last).toHaveLength(0);
    expect(findFlows(columnsOf([]), any).last).toHaveLength(0);
  });

  test('a search that looks at too many legs stops and says so', () => {
    const rows = [...Array(50).keys()].map((i) => leg(i, i + 10, 0));
    const columns = columnsOf([...rows, leg(60, 0, 1), leg(61, 1, 2)]);
    const wide = { ...chain, window_ms: 1_000 };
    expect(plain(findFlows(columns, wide))).toMatchObject({ paths: [50], truncated: 0 });
    const cut = findFlows(columns, wide, { ...UNLIMITED, steps_per_root_max: 11 });
    expect(plain(cut)).toMatchObject({ last: [52 - 1], paths: [11], truncated: 2 });
  });

  test('scatter–gather shows at most 100 mules and counts all', () => {
    const mules = [...Array(150).keys()].map((i) => i + 2);
    const rows = [...mules.map((m) => leg(0, 0, m)), ...mules.map((m) => leg(1, m, 1))];
    const answer = findFlows(columnsOf(rows), { ...cycle, shape: 'scatter_gather' });
    expect(answer.paths.at(-1)).toBe(150);
    expect([...(answer.legs.at(-1) ?? [])].slice(-2)).toEqual([149, 299]);
    expect(answer.legs.at(-1)).toHaveLength(200);
  });

  test('a query out of bounds stops the program', () => {
    const columns = columnsOf([leg(0, 0, 1)]);
    expect(() => findFlows(columns, { ...chain, hops_max: 7 })).toThrow('hops_max of a chain');
    expect(() => findFlows(columns, { ...chain, hops_min: 1 })).toThrow('hops_min');
    const mixed = { ...columnsOf([leg(0, 0, 1), leg(1, 1, 2)]), time_ms: Float64Array.of(1, 0) };
    expect(() => findFlows(mixed, chain)).toThrow('in order of time');
  });
});

function columnsOf(rows: readonly Row[]): PaymentColumns {
  const sorted = [...rows].sort((a, b) => a.at - b.at);
  return {
    accounts: Math.max(0, ...sorted.map((row) => Math.max(row.from, row.to) + 1)),
    order_key: BigInt64Array.from(sorted, (row, i) => BigInt(row.at) * 2n ** 21n + BigInt(i)),
    time_ms: Float64Array.from(sorted, (row) => row.at),
    debtor: Int32Array.from(sorted, (row) => row.from),
    creditor: Int32Array.from(sorted, (row) => row.to),
    value_minor: Float64Array.from(sorted, (row) => row.value),
    ties: Uint8Array.from(sorted, (row) => (row.tied ? 1 : 0)),
  };
}

interface Plain {
  readonly last: number[];
  readonly paths: number[];
  readonly legs: number[][];
  readonly truncated: number;
}

function plain({ last, paths, legs, truncated }: FlowAnswer): Plain {
  return { last: [...last], paths: [...paths], legs: legs.map((path) => [...path]), truncated };
}

/** The evaluator that is written from the kernel's doc comment alone: slow and obvious. */
function naiveFlows(columns: PaymentColumns, query: FlowQuery): Plain {
  const legs = [...columns.time_ms.keys()].filter((i) => {
    const [from, to] = endsOf(columns, i);
    return from >= 0 && to >= 0 && from !== to && (columns.value_minor[i] ?? -1) > 0;
  });
  const answers = legs.flatMap((root) => {
    if (query.shape === 'scatter_gather') return naiveScatter(columns, query, legs, root);
    const paths = naivePaths(columns, query, legs).filter((path) => path.at(-1) === root);
    const [best] = paths.sort((a, b) => compareEvidence(columns, a, b));
    return best ? [{ root, paths: paths.length, legs: best }] : [];
  });
  return {
    last: answers.map((answer) => answer.root),
    paths: answers.map((answer) => answer.paths),
    legs: answers.map((answer) => answer.legs),
    truncated: 0,
  };
}

function naivePaths(columns: PaymentColumns, query: FlowQuery, legs: number[]): number[][] {
  const isLinked = (path: number[]): boolean =>
    path.every((leg, i) => i === 0 || mayFollow(columns, query, path[i - 1] ?? -1, leg));
  const extend = (path: number[]): number[][] => [
    path,
    ...(path.length === query.hops_max ? [] : legs)
      .filter((leg) => mayFollow(columns, query, path.at(-1) ?? -1, leg) && !path.includes(leg))
      .flatMap((leg) => extend([...path, leg])),
  ];
  const paths = legs.flatMap((leg) => extend([leg])).filter((path) => isPath(columns, query, path));
  if (query.shape === 'chain') return paths;
  return paths.filter((path) => {
    const rings = path.map((_, i) => [...path.slice(i), ...path.slice(0, i)]);
    const starts = rings
      .filter((ring) => isLinked(ring) && isPath(columns, query, ring))
      .map((ring) => ring[0] ?? -1);
    return path[0] === Math.min(...starts);
  });
}

function isPath(columns: PaymentColumns, query: FlowQuery, path: number[]): boolean {
  const [first, last] = [path[0] ?? -1, path.at(-1) ?? -1];
  if (
    path.length < query.hops_min ||
    timeOf(columns, last) - timeOf(columns, first) >= query.window_ms
  )
    return false;
  const accounts = [endsOf(columns, first)[0], ...path.map((leg) => endsOf(columns, leg)[1])];
  const different = new Set(accounts).size;
  if (query.shape === 'chain') return different === path.length + 1;
  return different === path.length && accounts[0] === accounts.at(-1);
}

function naiveScatter(columns: PaymentColumns, query: FlowQuery, legs: number[], root: number) {
  const [, gatherer] = endsOf(columns, root);
  const pairs = legs
    .flatMap((a) => legs.map((b) => [a, b] as const))
    .filter(
      ([a, b]) =>
        mayFollow(columns, query, a, b) &&
        endsOf(columns, b)[1] === gatherer &&
        endsOf(columns, a)[0] !== gatherer &&
        timeOf(columns, a) > timeOf(columns, root) - query.window_ms &&
        b <= root,
    )
    .sort((p, q) => q[1] - p[1] || q[0] - p[0]);
  const sources = new Set(pairs.filter(([, b]) => b === root).map(([a]) => endsOf(columns, a)[0]));
  const shown = [...sources].map((source) => {
    const met = new Set<number>();
    return pairs.filter(([a, b]) => {
      const mule = endsOf(columns, b)[0];
      if (endsOf(columns, a)[0] !== source || met.has(mule)) return false;
      met.add(mule);
      return true;
    });
  });
  const sourceOf = (of: (readonly [number, number])[]) => endsOf(columns, of[0]?.[0] ?? -1)[0];
  const [best] = shown.sort((p, q) => q.length - p.length || sourceOf(p) - sourceOf(q));
  return best ? [{ root, paths: best.length, legs: best.reverse().flat() }] : [];
}

function mayFollow(columns: PaymentColumns, query: FlowQuery, a: number, b: number): boolean {
  const big = (i: number) => BigInt(columns.value_minor[i] ?? -1);
  const tied = columns.ties[a] === 1 && columns.ties[b] === 1;
  return (
    endsOf(columns, a)[1] === endsOf(columns, b)[0] &&
    (b > a || (tied && timeOf(columns, a) === timeOf(columns, b))) &&
    BigInt(query.ratio_min_ppm) * big(a) <= 1_000_000n * big(b) &&
    1_000_000n * big(b) <= BigInt(query.ratio_max_ppm) * big(a)
  );
}

function compareEvidence(columns: PaymentColumns, a: number[], b: number[]): number {
  const start = (path: number[]) => timeOf(columns, path[0] ?? -1);
  const at = a.findIndex((leg, i) => leg !== b[i]);
  return b.length - a.length || start(b) - start(a) || (a[at] ?? 0) - (b[at] ?? 0);
}

const endsOf = ({ debtor, creditor }: PaymentColumns, i: number): [number, number] => [
  debtor[i] ?? -1,
  creditor[i] ?? -1,
];
const timeOf = ({ time_ms }: PaymentColumns, i: number): number => time_ms[i] ?? Number.NaN;

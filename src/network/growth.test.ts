import fc from 'fast-check';
import { expect, test } from 'vitest';
import { growingWorld, type WorldPayment } from '../../test/growing-world.js';
import { seededRandom } from '../base/index.js';
import { type FoundInstances, findInstances } from './find.js';
import { graphOf, type PaymentGraph } from './graph/payment-graph.js';

const DAY_MS = 86_400_000;
const BEGIN_MS = Date.UTC(2024, 0, 1);
const APRIL = 91;

/** The payments that are known, in order; accounts are numbered as far as they are known. */
function graph(rows: readonly WorldPayment[]): PaymentGraph {
  const sorted = [...rows].sort((a, b) => a.time_ms - b.time_ms || a.id - b.id);
  const known = [...new Set(sorted.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const number = new Map(known.map((account, i) => [account, i]));
  return graphOf({
    accounts: known.length,
    order_key: BigInt64Array.from(sorted, ({ id }) => BigInt(id)),
    time_ms: Float64Array.from(sorted, ({ time_ms }) => time_ms),
    debtor: Int32Array.from(sorted, ({ from }) => number.get(from) ?? -1),
    creditor: Int32Array.from(sorted, ({ to }) => number.get(to) ?? -1),
    value_minor: Float64Array.from(sorted, ({ value }) => value),
    ties: new Uint8Array(sorted.length).fill(1),
  });
}

const answerOf = ({ instances, truncated }: FoundInstances) => ({ instances, truncated });
const dayOf = ({ time_ms }: WorldPayment) => Math.floor(time_ms / DAY_MS) * DAY_MS;

/** Searches after each change of what is known; how many of them took up the one before. */
function grow(steps: readonly (readonly WorldPayment[])[]) {
  let found: FoundInstances | null = null;
  let before: readonly WorldPayment[] = [];
  let grown = 0;
  for (const rows of steps) {
    const ids = [before, rows].map((side) => new Set(side.map(({ id }) => id)));
    const changed = [...before, ...rows].filter(({ id }) => !ids.every((side) => side.has(id)));
    const from_ms = Math.min(...changed.map(dayOf));
    const former = found?.memory && { memory: structuredClone(found.memory), from_ms };
    found = findInstances(graph(rows), former ? { former } : {});
    if (found.kept !== null) grown++;
    before = rows;
  }
  return { found, grown };
}

const seeds = fc.integer({ min: 0, max: 1e9 });

test('day by day, the answer is that of all payments at once', () => {
  let grown = 0;
  let instances = 0;
  const law = fc.property(seeds, (seed) => {
    const rows = growingWorld(seededRandom(`growth/${seed}`));
    const until = (day: number) => rows.filter(({ time_ms }) => time_ms < BEGIN_MS + day * DAY_MS);
    const days = Array.from({ length: 121 - APRIL }, (_, i) => APRIL + 1 + i);
    const daily = grow(days.map(until));
    const batch = findInstances(graph(until(121)));
    expect(daily.found && answerOf(daily.found)).toEqual(answerOf(batch));
    grown += daily.grown;
    instances += batch.instances.length;
  });
  fc.assert(law, { numRuns: 3 });
  expect(grown).toBeGreaterThan(3 * 25);
  expect(instances).toBeGreaterThan(3);
});

test('so it is when payments come late, in pieces of days, or are taken back', () => {
  let grown = 0;
  const law = fc.property(seeds, fc.integer({ min: 2, max: 6 }), (seed, pieces) => {
    const random = seededRandom(`growth/late/${seed}`);
    const rows = growingWorld(random);
    const closed = rows.filter(({ time_ms }) => time_ms < BEGIN_MS + APRIL * DAY_MS);
    const open = rows.filter(({ time_ms }) => time_ms >= BEGIN_MS + APRIL * DAY_MS);
    const piece = new Map(open.map(({ id }) => [id, random.integer(0, pieces - 1)]));
    const leaves = new Set(open.filter(() => random.integer(0, 9 - 1) === 0).map(({ id }) => id));
    const steps = Array.from({ length: pieces + 1 }, (_, step) => [
      ...closed,
      ...open.filter(
        ({ id }) => (piece.get(id) ?? 0) <= step && !(leaves.has(id) && step === pieces),
      ),
    ]);
    const last = steps.at(-1) ?? [];
    const late = grow(steps);
    expect(late.found && answerOf(late.found)).toEqual(answerOf(findInstances(graph(last))));
    grown += late.grown;
  });
  fc.assert(law, { numRuns: 15 });
  expect(grown).toBeGreaterThan(15);
});

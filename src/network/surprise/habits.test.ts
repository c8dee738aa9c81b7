import { expect, test } from 'vitest';
import { graphOf } from '../graph/payment-graph.js';
import { markHabits } from './habits.js';
import { createRhythm } from './rhythm.js';

const DAY_MS = 86_400_000;

test('one amount at four times apart is a habit, whomever it goes to; its parts are not', () => {
  const rows = [
    ...[0, 30, 60, 90].map((day, i) => ({ day, from: 0, to: 1 + i, face: 850 })),
    ...[0, 1, 2, 3].map((day) => ({ day, from: 2, to: 1, face: 400 })),
    ...[0, 30, 60].map((day) => ({ day, from: 3, to: 1, face: 700 })),
  ].sort((a, b) => a.day - b.day);
  const column = (value: (row: (typeof rows)[number]) => number) => rows.map(value);
  const graph = graphOf(
    {
      accounts: 5,
      order_key: new BigInt64Array(rows.length),
      time_ms: Float64Array.from(column(({ day }) => day * DAY_MS)),
      debtor: Int32Array.from(column(({ from }) => from)),
      creditor: Int32Array.from(column(({ to }) => to)),
      // Another value each time: the rate of exchange moved.
      value_minor: Float64Array.from(column(({ day }) => 1_000 + day)),
      ties: new Uint8Array(rows.length),
    },
    Int32Array.from(column(({ face }) => face)),
  );
  const habitual = rows.filter((_, i) => markHabits(graph)[i] === 1);
  expect(new Set(habitual.map(({ from }) => from))).toEqual(new Set([0]));
  expect(habitual).toHaveLength(4);
});

test('a pay day every month is a rhythm, payments at random are not', () => {
  const rhythm = createRhythm(180);
  rhythm.open(0, 180);
  for (let month = 0; month < 6; month++) {
    for (let i = 0; i < 40; i++) rhythm.add(2, (month * 30 + 1) * DAY_MS);
  }
  for (let day = 0; day < 180; day++) rhythm.add(0, day * DAY_MS);
  expect(rhythm.dispersion(2, 61 * DAY_MS, 62 * DAY_MS)).toBeGreaterThan(20);
  expect(rhythm.dispersion(0, 61 * DAY_MS, 62 * DAY_MS)).toBe(1);
  expect(rhythm.dispersion(1, 0, DAY_MS)).toBe(1);
});

test('a burst does not hide itself: the bins that it touches do not count', () => {
  const rhythm = createRhythm(180);
  rhythm.open(0, 180);
  for (let day = 0; day < 180; day += 3) rhythm.add(0, day * DAY_MS);
  for (let i = 0; i < 16; i++) rhythm.add(0, (90 + i / 3) * DAY_MS);
  expect(rhythm.dispersion(0, 90 * DAY_MS, 96 * DAY_MS)).toBe(1);
});

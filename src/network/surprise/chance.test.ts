import { expect, test } from 'vitest';
import { chanceIn } from './chance.js';

test('the more surprising, the rarer by chance; and never certain', () => {
  const all = Array.from({ length: 100 }, (_, nats) => chanceIn('cycle', nats) ?? 0);
  expect(all).toEqual([...all].sort((a, b) => a - b));
  expect([chanceIn('fan_in', 0.5), chanceIn('fan_in', 1_000)]).toEqual([1, 14]);
});

test('of what was not measured nothing is said', () => {
  expect([chanceIn('funnel', 50), chanceIn('mirror', 50)]).toEqual([null, null]);
});

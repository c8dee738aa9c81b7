import { expect, test } from 'vitest';
import { expectedArrivals, lnArrivals, lnGamma } from './gamma-poisson.js';

test('the gamma function of whole and half numbers is as printed in tables', () => {
  let factorial = 1;
  for (let n = 1; n <= 20; n++) {
    expect(lnGamma(n)).toBeCloseTo(Math.log(factorial), 8);
    factorial *= n;
  }
  expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 8);
});

test('the probabilities of all counts add up to one, with the mean that is expected', () => {
  for (const [days, known, known_days, dispersion] of [
    [6, 0, 0, 1],
    [6, 4, 170, 1],
    [1.5, 90, 178, 1],
    [6, 90, 178, 4],
  ] as const) {
    let sum = 0;
    let mean = 0;
    for (let count = 0; count < 4_000; count++) {
      const share = Math.exp(lnArrivals(count, days, known, known_days, 20, dispersion));
      sum += share;
      mean += count * share;
    }
    expect(sum).toBeCloseTo(1, 6);
    expect(mean).toBeCloseTo(expectedArrivals(days, known, known_days, 20), 4);
  }
});

test('a busy week surprises less where the account is hardly known', () => {
  const nats = (known_days: number) => -lnArrivals(9, 6, 0, known_days, 20, 1);
  expect(nats(170)).toBeGreaterThan(nats(20));
  expect(nats(20)).toBeGreaterThan(nats(0));
});

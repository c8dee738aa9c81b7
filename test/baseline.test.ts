import { expect, test } from 'vitest';
import { readPrecisionTable, tryExample } from '../bench/baseline.js';

/** A seed on which nothing was tuned or measured; small, so that the suite stays quick. */
const TRIAL = { seed: 'test-baseline', scale: 0.4 } as const;
const MONTHS = 12;
const ALERTS_PER_THOUSAND_ACCOUNT_MONTHS_MAX = 1;

test('an innocent bank raises at most one alert per 1,000 accounts a month', async () => {
  const clean = await tryExample({ ...TRIAL, schemes: false }, readPrecisionTable());
  const rate = (clean.alerts.length * 1000) / (clean.accounts * MONTHS);
  process.stdout.write(
    `clean bank: ${clean.payments} payments, ${clean.accounts} accounts, ` +
      `${clean.alerts.length} alerts, ${rate.toFixed(3)} per 1,000 accounts a month\n`,
  );
  expect(clean.accounts).toBeGreaterThan(1_000);
  expect(rate).toBeLessThanOrEqual(ALERTS_PER_THOUSAND_ACCOUNT_MONTHS_MAX);
}, 300_000);

test('most planted schemes are found on the same seed', async () => {
  const planted = await tryExample({ ...TRIAL, schemes: true }, readPrecisionTable());
  const named = new Set(planted.alerts.map((alert) => alert.finding.subject.id));
  const found = planted.schemes.filter(({ subjects }) => subjects.some((id) => named.has(id)));
  process.stdout.write(`planted: ${found.length} of ${planted.schemes.length} schemes found\n`);
  expect(planted.schemes.length).toBeGreaterThanOrEqual(12);
  expect(found.length * 4).toBeGreaterThanOrEqual(planted.schemes.length * 3);
}, 300_000);

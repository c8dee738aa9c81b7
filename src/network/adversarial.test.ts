import { describe, expect, test } from 'vitest';
import { ADVERSARIES } from '../../test/adversarial-payments.js';
import { findInstances } from './find.js';
import { graphOf } from './graph/payment-graph.js';
import type { Candidate } from './instance.js';
import { linkInstances } from './join/links.js';
import { joinNetworks } from './join/networks.js';
import { findScatterGathers, SCATTER_LIMITS } from './shapes/scatter-gather.js';
import { createBackground } from './surprise/background.js';

const PAYMENTS = 1_500;

describe('payments made to drown a search leave a bounded answer', () => {
  for (const [name, adversary] of Object.entries(ADVERSARIES)) {
    test(name, () => {
      const graph = graphOf(adversary(PAYMENTS));
      const { instances } = findInstances(graph);
      const told = new Map<number, number>();
      for (const { nats, payments } of instances) {
        expect(Number.isFinite(nats)).toBe(true);
        for (const payment of payments) told.set(payment, (told.get(payment) ?? 0) + 1);
      }
      const sum = instances.reduce((total, { payments }) => total + payments.length, 0);
      expect(sum).toBeLessThanOrEqual(told.size / 0.7);
      const { networks } = joinNetworks(graph, instances);
      expect(networks.flatMap((network) => network.instances)).toHaveLength(instances.length);
      for (const { in_minor, out_minor, kept_minor } of networks) {
        for (const money of [in_minor, out_minor, kept_minor]) {
          expect(Number.isSafeInteger(money)).toBe(true);
        }
      }
    });
  }
});

test('two-step paths beyond the limits are not looked at, and that is said', () => {
  const graph = graphOf(ADVERSARIES['a scatter–gather bomb']?.(PAYMENTS) ?? raise());
  const background = createBackground(graph);
  const whole = findScatterGathers(graph, background);
  const each = (limits: Partial<typeof SCATTER_LIMITS>) =>
    findScatterGathers(graph, background, { ...SCATTER_LIMITS, ...limits });
  const none = Number.POSITIVE_INFINITY;
  expect(each({ steps_mean: none, source_candidates_max: none }).truncated).toBe(0);
  expect(each({ source_paths_max: 10 }).truncated).toBeGreaterThan(0);
  expect(each({ steps_mean: 0, source_paths_least: 10 }).truncated).toBeGreaterThan(0);
  expect(each({ pair_paths_max: 3 }).truncated).toBeGreaterThan(0);
  const bySource = new Map<number, number>();
  for (const { payments } of whole.candidates) {
    const source = graph.debtor[payments[0] ?? -1] ?? -1;
    bySource.set(source, (bySource.get(source) ?? 0) + 1);
  }
  const { source_candidates_max } = SCATTER_LIMITS;
  expect(Math.max(0, ...bySource.values())).toBeLessThanOrEqual(source_candidates_max);
});

test('instances that all share their accounts get links in proportion to their number', () => {
  const mules = 40;
  const collectors = 300;
  const graph = graphOf(columnsOfMules(mules, collectors));
  const instances = Array.from(
    { length: collectors },
    (_, at): Candidate => ({
      shape: 'fan_in',
      payments: Int32Array.from({ length: mules }, (_, i) => at * mules + i),
      nats: 5,
      parts: [],
    }),
  );
  const { links, truncated } = linkInstances(graph, instances);
  expect(links.length).toBeLessThanOrEqual(32 * collectors);
  expect(truncated).toBeGreaterThanOrEqual(mules);
  expect(links).toEqual([...links].sort((a, b) => a.left - b.left || a.right - b.right));
  const { networks } = joinNetworks(graph, instances);
  expect(networks.reduce((sum, network) => sum + network.instances.length, 0)).toBe(collectors);
});

/** The same mules pay one collector after another, among accounts of their own trade. */
function columnsOfMules(mules: number, collectors: number) {
  const own = mules * collectors;
  const others = 30 * own;
  const length = own + others;
  const debtor = new Int32Array(length);
  const creditor = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    const isOwn = i < own;
    debtor[i] = isOwn ? i % mules : mules + collectors + (i % own);
    creditor[i] = isOwn ? mules + Math.floor(i / mules) : mules + collectors + ((i + 1) % own);
  }
  return {
    accounts: mules + collectors + own,
    order_key: BigInt64Array.from({ length }, (_, i) => BigInt(i)),
    time_ms: Float64Array.from({ length }, (_, i) => i * 60_000),
    debtor,
    creditor,
    value_minor: new Float64Array(length).fill(1_000),
    ties: new Uint8Array(length),
  };
}

function raise(): never {
  throw new Error('no such adversary');
}

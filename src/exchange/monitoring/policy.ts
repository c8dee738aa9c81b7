/** What may be contributed to joint monitoring, as dated data (`exchange/monitoring.yaml`). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault, Faults, packageRoot, readYaml } from '../../base/index.js';

const bilingual = z.strictObject({ en: z.string().min(1), es: z.string().min(1) });
const count = z.int().positive();

const policyShape = z
  .strictObject({
    id: z.string().min(1),
    from: z.iso.date(),
    until: z.iso.date().nullable(),
    reason: bilingual,
    threshold: z.strictObject({
      indicator_nats_min: z.number().nonnegative(),
      families_min: count,
      hop_nats_min: z.number(),
      star_nats_min: z.number(),
    }),
    asks: z.strictObject({
      part_nats_min: z.number(),
      hop_nats_min: z.number(),
      rounds_max: z.int().nonnegative(),
      per_customer_max: count,
    }),
    coarsening: z.strictObject({
      period_days: count.nullable(),
      amount_ratio: z.int().min(2).nullable(),
      with_rail: z.boolean(),
      nats_step: z.number().positive(),
      cell_min: count,
    }),
    group: z.strictObject({ customers_min: count, institutions_min: count }),
    protected: z.strictObject({
      younger_than_years: z.int().nonnegative(),
      lists: z.array(z.string().min(1)),
    }),
  })
  .readonly();

/**
 * The policy of an agreement's joint monitoring. Nats are natural logarithms of likelihood ratios;
 * `period_days` and `amount_ratio` null: times and amounts are not told at all.
 */
export type MonitoringPolicy = z.infer<typeof policyShape>;

const FILE_BYTES_MAX = 256 * 1024;

/** All policies of a file; its faults (`exchange.monitoring.policy`, YAML's own) come together. */
export function readMonitoringPolicies(
  file = join(packageRoot(), 'exchange', 'monitoring.yaml'),
): readonly MonitoringPolicy[] {
  const options = { bytes_max: FILE_BYTES_MAX, scalars: 'typed' } as const;
  const document = readYaml(readFileSync(file, 'utf8'), file, options);
  if (document.faults.length > 0) throw new Faults(document.faults);
  const parsed = z.strictObject({ policies: z.array(policyShape) }).safeParse(document.value);
  if (parsed.success) return parsed.data.policies;
  for (const { path, message } of parsed.error.issues) {
    const reason = [path.join('.'), message].filter((part) => part !== '').join(': ');
    document.fault('exchange.monitoring.policy', { reason }, path as (string | number)[], 'key');
  }
  throw new Faults(document.faults);
}

/** The policy in force on a day (`2026-11-22`); else the Fault `exchange.monitoring.no_policy`. */
export function policyOn(policies: readonly MonitoringPolicy[], day: string): MonitoringPolicy {
  const found = policies.find(({ from, until }) => from <= day && (until === null || day < until));
  if (!found) throw new Fault('exchange.monitoring.no_policy', { day });
  return found;
}

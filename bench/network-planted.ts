import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createTables, type Engine, openEngine } from '../src/store/index.js';

/** A set of planted payments: which file of patterns, and the seed that placed them. */
export interface PlantedSet {
  readonly patterns: string;
  readonly seed: number;
}

/** The planted payments in order of time, and of each whether and where it was planted. */
export interface Planted {
  readonly engine: Engine;
  /** By payment number, its instance, −1 for an innocent one. Never an input of a search. */
  readonly instanceOf: Int32Array;
  readonly instances: readonly { readonly shape: string; readonly payments: number }[];
}

/** Plants a set with the tool that lies beside the labelled data, into a store in memory. */
export async function openPlanted(
  shared: string,
  set: PlantedSet,
  folder: string,
): Promise<Planted> {
  const labelled = join(shared, 'payments-labelled');
  const out = join(folder, `${set.patterns}-${set.seed}`);
  const tool = join(shared, '..', 'tools', 'pattern-recovery', 'plant.mjs');
  const background = join(labelled, 'amlsim-96k-10banks');
  const patterns = join(labelled, 'amlworld-patterns', `${set.patterns}_Patterns.txt`);
  const options = ['--background', background, '--patterns', patterns, '--instances', '320'];
  execFileSync(process.execPath, [tool, ...options, '--seed', String(set.seed), '--out', out]);
  const engine = await openEngine({ path: ':memory:' });
  await createTables(engine);
  await engine.run(`CREATE TABLE planted AS SELECT * FROM read_csv('${out}/payments.csv.gz')`);
  await engine.run(`
    INSERT INTO payment BY NAME
    SELECT tx_id::VARCHAR AS id, timestamp::TIMESTAMP_MS AS time, 'second' AS precision,
      from_account::VARCHAR AS debtor_account, to_account::VARCHAR AS creditor_account,
      from_bank AS debtor_institution, to_bank AS creditor_institution,
      (amount * 100)::BIGINT AS amount_minor, 'USD' AS currency,
      (amount * 100)::BIGINT AS value_minor,
      epoch_ms(timestamp::TIMESTAMP_MS) * 2097152
        + row_number() OVER (PARTITION BY timestamp ORDER BY tx_id) AS order_key,
      'planted' AS batch_id
    FROM planted ORDER BY order_key`);
  const rows = await engine.rows<{ n: number; pattern: number; shape: string }>(`
    WITH numbered AS (
      SELECT id, (row_number() OVER (ORDER BY order_key) - 1)::INTEGER AS n FROM payment
    )
    SELECT n, pattern_id::INTEGER AS pattern, pattern_type AS shape
    FROM read_csv('${out}/labels.csv.gz') JOIN numbered ON id = tx_id::VARCHAR ORDER BY n`);
  const [size] = await engine.rows<{ n: number }>('SELECT count(*)::INTEGER AS n FROM payment');
  const instanceOf = new Int32Array(size?.n ?? 0).fill(-1);
  const numbers = new Map<number, number>();
  const instances: { shape: string; payments: number }[] = [];
  for (const { n, pattern, shape } of rows) {
    const number = numbers.get(pattern) ?? numbers.size;
    if (!numbers.has(pattern)) instances.push({ shape, payments: 0 });
    numbers.set(pattern, number);
    instanceOf[n] = number;
    const instance = instances[number];
    if (instance) instance.payments++;
  }
  return { engine, instanceOf, instances };
}

/** How much of what was planted came back. */
export interface Recovery {
  /** By shape and `all`: instances, found whole, found to four fifths. */
  readonly shapes: ReadonlyMap<string, { all: number; whole: number; nearly: number }>;
  readonly findings: number;
  readonly precision: number;
  readonly recall: number;
}

/**
 * Scores findings (numbers of payments) as the benchmark defines: an instance is found whole where
 * one finding holds all its payments and at most three times as many.
 */
export function scoreRecovery(
  { instanceOf, instances }: Planted,
  findings: readonly Iterable<number>[],
): Recovery {
  const best = new Float64Array(instances.length);
  const flagged = new Set<number>();
  for (const finding of findings) {
    const payments = new Set(finding);
    const hits = new Map<number, number>();
    for (const payment of payments) {
      flagged.add(payment);
      const instance = instanceOf[payment] ?? -1;
      if (instance >= 0) hits.set(instance, (hits.get(instance) ?? 0) + 1);
    }
    for (const [instance, count] of hits) {
      const size = instances[instance]?.payments ?? 0;
      if (payments.size > 3 * size) continue;
      best[instance] = Math.max(best[instance] ?? 0, count / size);
    }
  }
  const shapes = new Map<string, { all: number; whole: number; nearly: number }>();
  instances.forEach(({ shape }, i) => {
    for (const name of [shape, 'all']) {
      const row = shapes.get(name) ?? { all: 0, whole: 0, nearly: 0 };
      row.all++;
      if ((best[i] ?? 0) >= 1) row.whole++;
      if ((best[i] ?? 0) >= 0.8) row.nearly++;
      shapes.set(name, row);
    }
  });
  const right = [...flagged].filter((payment) => (instanceOf[payment] ?? -1) >= 0).length;
  const planted = instances.reduce((sum, { payments }) => sum + payments, 0);
  return {
    shapes,
    findings: findings.length,
    precision: flagged.size === 0 ? 0 : right / flagged.size,
    recall: right / planted,
  };
}

/** `cycle 36/40 …`, then precision and findings a whole instance. */
export function recoveryLine({ shapes, findings, precision, recall }: Recovery): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const six = [...shapes].filter(([shape]) => shape !== 'all' && shape !== 'stack');
  const sum = (key: 'all' | 'whole') => six.reduce((total, [, row]) => total + row[key], 0);
  const rows = six.sort(([a], [b]) => a.localeCompare(b));
  return [
    ...rows.map(([shape, { all, whole }]) => `${shape} ${whole}/${all}`),
    `six types whole ${percent(sum('whole') / Math.max(1, sum('all')))}`,
    `precision ${percent(precision)}, recall ${percent(recall)} of payments`,
    `${findings} findings, ${(findings / Math.max(1, sum('whole'))).toFixed(2)} an instance`,
  ].join('; ');
}

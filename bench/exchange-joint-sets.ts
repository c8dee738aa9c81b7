/** The labelled sets on which joint monitoring is measured, each as one store of all banks. */
import { join } from 'node:path';
import { createTables, openEngine } from '../src/store/index.js';
import { openPlanted, type Planted } from './network-planted.js';

/** `amlsim`, or a file of patterns and a seed: `LI-Medium:2`. */
export async function openLabelled(shared: string, name: string, folder: string): Promise<Planted> {
  if (name === 'amlsim') return openAmlsim(shared);
  const [patterns = '', seed = '1'] = name.split(':');
  return openPlanted(shared, { patterns, seed: Number(seed) }, folder);
}

/** AMLSim's payments are of days, their order within a day unknown. */
async function openAmlsim(shared: string): Promise<Planted> {
  const file = join(shared, 'payments-labelled', 'amlsim-96k-10banks', 'transactions.csv.gz');
  const engine = await openEngine({ path: ':memory:' });
  await createTables(engine);
  await engine.run(`CREATE TABLE planted AS SELECT * FROM read_csv('${file}')`);
  await engine.run(`
    INSERT INTO payment BY NAME
    SELECT tx_id::VARCHAR AS id, date::TIMESTAMP_MS AS time, 'day' AS precision,
      src::VARCHAR AS debtor_account, dst::VARCHAR AS creditor_account,
      src_bank AS debtor_institution, dst_bank AS creditor_institution,
      round(amount * 100)::BIGINT AS amount_minor, 'USD' AS currency,
      round(amount * 100)::BIGINT AS value_minor,
      epoch_ms(date::TIMESTAMP_MS) * 2097152
        + row_number() OVER (PARTITION BY date ORDER BY tx_id) AS order_key,
      'amlsim' AS batch_id
    FROM planted ORDER BY order_key`);
  const rows = await engine.rows<{ pattern: number; shape: string | null }>(`
    SELECT CASE WHEN is_laundering = 1 THEN pattern_id ELSE -1 END::INTEGER AS pattern,
      pattern_type AS shape
    FROM payment JOIN planted ON payment.id = tx_id::VARCHAR ORDER BY order_key`);
  const numbers = new Map<number, number>();
  const instances: { shape: string; payments: number }[] = [];
  const instanceOf = Int32Array.from(rows, ({ pattern, shape }) => {
    if (pattern < 0) return -1;
    const number = numbers.get(pattern) ?? numbers.size;
    if (!numbers.has(pattern)) instances.push({ shape: shape ?? '', payments: 0 });
    numbers.set(pattern, number);
    const instance = instances[number];
    if (instance) instance.payments++;
    return number;
  });
  return { engine, instanceOf, instances };
}

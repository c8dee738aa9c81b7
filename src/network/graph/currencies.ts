import type { Engine } from '../../store/index.js';
import type { AreaSource } from './areas.js';
import { fillArrays } from './fill-arrays.js';
import { sharedBytes } from './shared-arrays.js';

/** A payment of this currency changed it on the way, or it is one of too many to number. */
export const CONVERTED = 255;

/**
 * By payment, the number of its currency, one byte; null where the slice has but one. Numbers are
 * by how often a currency is paid.
 */
export async function readCurrencies(
  engine: Engine,
  { legs, values, name, payments }: AreaSource,
): Promise<Uint8Array | null> {
  await engine.connection.run(
    `CREATE OR REPLACE TEMP TABLE ${name}_currency AS
     SELECT currency, (row_number() OVER (ORDER BY count(*) DESC, currency) - 1)::INTEGER AS n
     FROM (SELECT currency ${legs}) GROUP BY currency`,
    values,
  );
  const [row] = await engine.rows<{ n: number }>(
    `SELECT count(*)::INTEGER AS n FROM ${name}_currency`,
  );
  if ((row?.n ?? 0) < 2) return null;
  const currency = sharedBytes(payments);
  await fillArrays(
    engine,
    `SELECT (CASE WHEN n >= ${CONVERTED} OR coalesce(received_currency, p.currency) <> p.currency
       THEN ${CONVERTED} ELSE n END)::UTINYINT
     FROM (SELECT order_key, currency, received_currency ${legs}) p
     JOIN ${name}_currency c ON c.currency = p.currency ORDER BY order_key`,
    [currency],
    values,
  );
  await engine.run(`DROP TABLE ${name}_currency`);
  return currency;
}

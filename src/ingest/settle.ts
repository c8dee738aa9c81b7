/** Puts staged rows into their table: payments in their place in the order, and valued. */
import { Fault, LIMITS, MINOR_MAX } from '../base/index.js';
import type { Noun } from '../model/index.js';
import type { Engine } from '../store/index.js';
import { literal } from './sql.js';
import { createDayRates, DAY_RATE_JOIN, revalue, valueSql } from './valuation.js';

/** Inserts the good rows of `staged`, which has these fields. */
export async function settle(
  engine: Engine,
  noun: Noun,
  fields: readonly string[],
  batch_id: string,
  reporting: string,
  file: string,
): Promise<void> {
  if (noun.name === 'payment') {
    await settlePayments(engine, fields, batch_id, reporting, file);
    return;
  }
  const names = fields.join(', ');
  await engine.run(`INSERT INTO ${noun.name} (${names})
    SELECT ${names} FROM staged WHERE reject_code IS NULL`);
  if (noun.name === 'fx_rate') {
    await refuseOwnRate(engine, reporting, file);
    await revalue(engine, reporting, MINOR_MAX);
  }
}

const WIDTH = BigInt(LIMITS.payments_per_instant_max);

/** Rank by id within the instant: ids of one instant get the same order whenever they arrive. */
const RANK = 'row_number() OVER (PARTITION BY time ORDER BY id) - 1';
const ORDER_KEY = `epoch_ms(time) * ${WIDTH} + ${RANK}`;

async function settlePayments(
  engine: Engine,
  fields: readonly string[],
  batch_id: string,
  reporting: string,
  file: string,
): Promise<void> {
  const good = '(SELECT * FROM staged WHERE reject_code IS NULL)';
  await engine.run(`CREATE OR REPLACE TEMP TABLE touched AS SELECT time FROM payment
    WHERE time IN (SELECT time FROM ${good}) GROUP BY time`);
  await refuseCrowd(engine, good, file);
  await createDayRates(engine, good, reporting);
  const read = fields.map((field) => `p.${field}`).join(', ');
  await engine.run(`INSERT INTO payment (${fields.join(', ')}, order_key, value_minor, batch_id)
    SELECT ${read}, p.order_key, ${valueSql(reporting, MINOR_MAX)}, ${literal(batch_id)}
    FROM (SELECT *, ${ORDER_KEY} AS order_key FROM ${good}) p ${DAY_RATE_JOIN}`);
  await engine.run(`UPDATE payment SET order_key = fresh.order_key FROM (
    SELECT rowid AS position, ${ORDER_KEY} AS order_key FROM payment
      WHERE time IN (SELECT time FROM touched)) fresh
    WHERE payment.rowid = fresh.position AND payment.order_key <> fresh.order_key`);
}

/** More payments at one instant than the order key has room for would run into the next one. */
async function refuseCrowd(engine: Engine, good: string, file: string): Promise<void> {
  const [most] = await engine.rows<{ time: Date; payments: bigint }>(`SELECT time,
    sum(payments)::BIGINT AS payments FROM (
      SELECT time, count(*) AS payments FROM ${good} GROUP BY time
      UNION ALL SELECT time, count(*) FROM payment
        WHERE time IN (SELECT time FROM touched) GROUP BY time)
    GROUP BY time ORDER BY payments DESC LIMIT 1`);
  if (!most || most.payments <= WIDTH) return;
  const params = {
    time: most.time.toISOString(),
    payments: Number(most.payments),
    limit: LIMITS.payments_per_instant_max,
  };
  throw new Fault('ingest.instant_crowded', params, { file });
}

/** The reporting currency is worth one of itself: another rate would contradict every amount. */
async function refuseOwnRate(engine: Engine, reporting: string, file: string): Promise<void> {
  const [own] = await engine.rows(
    'SELECT 1 AS found FROM fx_rate WHERE currency = ? AND rate <> 1 LIMIT 1',
    [reporting],
  );
  if (own) throw new Fault('ingest.own_rate', { currency: reporting }, { file });
}

/** Values payments in the reporting currency by the dated rates of the store, exactly. */
import type { Engine } from '../store/index.js';
import { digitsSql } from './amount-sql.js';
import { literal } from './sql.js';

/** Payments that have no value, because no rate of their currency was known on their day. */
export interface Unvalued {
  readonly currency: string;
  readonly payments: number;
}

/**
 * Builds the temporary table `day_rate` (currency, day, rate, divisor): for each currency and UTC
 * day of the payments in `payments`, the latest rate from that day or before. One unit of the
 * currency is worth `rate / 10¹²` units of the reporting currency; minor digits are in `divisor`.
 */
export async function createDayRates(
  engine: Engine,
  payments: string,
  reporting: string,
): Promise<void> {
  const exponent = `12 + (${digitsSql('r.currency')}) - (${digitsSql(literal(reporting))})`;
  await engine.run(`CREATE OR REPLACE TEMP TABLE day_rate AS
    WITH asked AS (SELECT DISTINCT currency, CAST(time AS DATE) AS day FROM ${payments}
      WHERE currency <> ${literal(reporting)} AND currency IN (SELECT currency FROM fx_rate))
    SELECT asked.currency, asked.day, CAST(r.rate * 1000000000000 AS HUGEINT) AS rate,
      CAST('1' || repeat('0', ${exponent}) AS HUGEINT) AS divisor
    FROM asked ASOF JOIN fx_rate r ON asked.currency = r.currency AND asked.day >= r.day`);
}

/**
 * SQL for the value of payment `p` LEFT JOINed to `day_rate d`, rounded half away from zero. Null
 * where there is no rate, or where the value is beyond what amounts may be.
 */
export function valueSql(reporting: string, minor_max: bigint): string {
  const value = '((CAST(p.amount_minor AS HUGEINT) * d.rate + d.divisor // 2) // d.divisor)';
  return `CASE WHEN p.currency = ${literal(reporting)} THEN p.amount_minor
    WHEN d.rate IS NOT NULL AND ${value} <= ${minor_max} THEN CAST(${value} AS BIGINT) END`;
}

export const DAY_RATE_JOIN =
  'LEFT JOIN day_rate d ON d.currency = p.currency AND d.day = CAST(p.time AS DATE)';

/** Values anew all payments in the currencies of the staged rates. */
export async function revalue(engine: Engine, reporting: string, minor_max: bigint): Promise<void> {
  const touched = 'SELECT currency FROM staged WHERE reject_code IS NULL';
  const affected = `(SELECT rowid AS position, * FROM payment WHERE currency IN (${touched}))`;
  await createDayRates(engine, affected, reporting);
  await engine.run(`UPDATE payment SET value_minor = fresh.value FROM (
    SELECT p.position, ${valueSql(reporting, minor_max)} AS value
      FROM ${affected} p ${DAY_RATE_JOIN}) fresh
    WHERE payment.rowid = fresh.position AND payment.value_minor IS DISTINCT FROM fresh.value`);
}

/** Which payments of these batches have no value, by currency, most first. */
export async function countUnvalued(
  engine: Engine,
  batch_ids: readonly string[],
): Promise<readonly Unvalued[]> {
  if (batch_ids.length === 0) return [];
  const rows = await engine.rows<{ currency: string; payments: bigint }>(`SELECT currency,
    count(*) AS payments FROM payment
    WHERE value_minor IS NULL AND batch_id IN (${batch_ids.map(literal).join(', ')})
    GROUP BY currency ORDER BY payments DESC, currency`);
  return rows.map(({ currency, payments }) => ({ currency, payments: Number(payments) }));
}

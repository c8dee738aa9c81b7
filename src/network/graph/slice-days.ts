import type { DuckDBValue } from '@duckdb/node-api';
import type { Engine } from '../../store/index.js';

/** By day (UTC, whole days since 1970), a digest: days that have the same have equal payments. */
export type DayDigests = ReadonlyMap<number, string>;

/** What a search of shapes reads of the payments, by day: who paid whom, when, and how much. */
export async function digestDays(
  engine: Engine,
  source: { readonly legs: string; readonly values: Readonly<Record<string, DuckDBValue>> },
  nodes: { readonly name: string; readonly isHolder: boolean },
): Promise<DayDigests> {
  const node = (end: string) =>
    `LEFT JOIN ${nodes.name}_node AS ${end} ON ${end}.account = ${end}_account`;
  // Of persons, a payment is another one once an end belongs to somebody else.
  const [ends, joins] = nodes.isHolder
    ? [
        'debtor.id, debtor.is_holder, creditor.id, creditor.is_holder',
        `${node('debtor')} ${node('creditor')}`,
      ]
    : ['debtor_account, creditor_account', ''];
  const reader = await engine.connection.runAndReadAll(
    `SELECT (at_ms // 86400000)::INTEGER, count(*)::VARCHAR || ' ' || sum(digest)::VARCHAR
     FROM (
       SELECT order_key >> 21 AS at_ms, hash(row(order_key >> 21, payment.id, precision,
         value_minor, amount_minor, currency, ${ends})) AS digest
       FROM (SELECT * ${source.legs}) AS payment ${joins}
     ) GROUP BY 1`,
    source.values,
  );
  return new Map(reader.getRowsJS() as [number, string][]);
}

/** The first instant of the first day that differs; infinite where none does. */
export function firstChange(then: DayDigests, now: DayDigests): { from_ms: number; days: number } {
  const days = [...new Set([...then.keys(), ...now.keys()])].filter(
    (day) => then.get(day) !== now.get(day),
  );
  const first = days.reduce((least, day) => Math.min(least, day), Number.POSITIVE_INFINITY);
  return { from_ms: first * 86_400_000, days: days.length };
}

/** Writes of what protocols keep beside their sessions (`exchange_record`), as effects. */
import { sql } from 'kysely';
import type { Effect } from '../session/protocol.js';

/** Writes a record; `once` makes one that is there already a failure of the whole step. */
export function putRecord(
  row: { readonly area: string; readonly key: string; readonly body: unknown; readonly at: string },
  options: { readonly once: boolean } = { once: false },
): Effect {
  const body = JSON.stringify(row.body);
  return async (trx) => {
    const insert = trx.insertInto('exchange_record').values({ ...row, body });
    if (options.once) {
      await insert.execute();
      return;
    }
    await insert
      .onConflict((conflict) => conflict.columns(['area', 'key']).doUpdateSet({ body, at: row.at }))
      .execute();
  };
}

export function dropRecords(area: string, key_start: string): Effect {
  return async (trx) => {
    await trx
      .deleteFrom('exchange_record')
      .where('area', '=', area)
      .where(sql<boolean>`starts_with(key, ${key_start})`)
      .execute();
  };
}

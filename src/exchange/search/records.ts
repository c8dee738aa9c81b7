/** Reads of what protocols keep beside their sessions (`exchange_record`). */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../store/index.js';
import type { Effect } from '../session/protocol.js';

export interface RecordRow {
  readonly key: string;
  readonly body: unknown;
}

/** A step's look at records; what it writes goes through its effects. */
export interface RecordReader {
  read(area: string, key: string): Promise<unknown>;
  /** Rows whose key begins so, ascending by key. */
  list(area: string, key_start: string): Promise<readonly RecordRow[]>;
}

/** Records of a ledger. `read` gives null where there is none. */
export function ledgerRecords(db: Kysely<Tables>): RecordReader {
  return {
    async read(area, key) {
      const row = await db
        .selectFrom('exchange_record')
        .select('body')
        .where('area', '=', area)
        .where('key', '=', key)
        .executeTakeFirst();
      return row?.body ?? null;
    },
    list: (area, key_start) =>
      db
        .selectFrom('exchange_record')
        .select(['key', 'body'])
        .where('area', '=', area)
        .where(sql<boolean>`starts_with(key, ${key_start})`)
        .orderBy('key')
        .execute(),
  };
}

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

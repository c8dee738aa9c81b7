/** What protocols keep beside their sessions, in the ledger's table `exchange_record`. */
import { type Kysely, sql } from 'kysely';
import { jsonText, type Tables } from '../../store/index.js';

/** Records as steps read them; they write by effects. */
export interface Records {
  find(area: string, key: string): Promise<unknown>;
  /** Records whose key begins so, oldest first. */
  list(area: string, prefix: string): Promise<readonly KeptRecord[]>;
}

export interface KeptRecord {
  readonly key: string;
  readonly body: unknown;
  readonly at: number;
}

/** Records of a ledger. */
export function ledgerRecords(db: Kysely<Tables>): Records {
  return {
    async find(area, key) {
      const row = await db
        .selectFrom('exchange_record')
        .select('body')
        .where('area', '=', area)
        .where('key', '=', key)
        .executeTakeFirst();
      return row?.body ?? null;
    },
    async list(area, prefix) {
      const rows = await db
        .selectFrom('exchange_record')
        .select(['key', 'body', 'at'])
        .where('area', '=', area)
        .where(sql<boolean>`starts_with(key, ${prefix})`)
        .orderBy('at')
        .orderBy('key')
        .execute();
      return rows.map(({ key, body, at }) => ({ key, body, at: at.getTime() }));
    },
  };
}

/**
 * Writes a record: an effect of a step, or at once with a ledger. Where the key is taken already,
 * the record is replaced, the one that is there stays, or the whole step fails.
 */
export function putRecord(
  row: { readonly area: string; readonly key: string; readonly body: unknown; readonly at: string },
  taken: 'replace' | 'keep' | 'fail' = 'replace',
): (db: Kysely<Tables>) => Promise<void> {
  const body = jsonText(row.body);
  return async (db) => {
    const insert = db.insertInto('exchange_record').values({ ...row, body });
    const meeting = insert.onConflict((conflict) => {
      const key = conflict.columns(['area', 'key']);
      return taken === 'keep' ? key.doNothing() : key.doUpdateSet({ body, at: row.at });
    });
    await (taken === 'fail' ? insert : meeting).execute();
  };
}

/** Removes the records of an area whose key begins so. */
export function dropRecords(area: string, prefix: string): (db: Kysely<Tables>) => Promise<void> {
  return async (db) => {
    await db
      .deleteFrom('exchange_record')
      .where('area', '=', area)
      .where(sql<boolean>`starts_with(key, ${prefix})`)
      .execute();
  };
}

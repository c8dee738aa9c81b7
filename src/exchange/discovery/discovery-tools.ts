/** What discovery needs of the node that runs it. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../store/index.js';
import type { IdType } from '../agreement/index.js';
import type { Group, GroupWork } from '../group/index.js';
import type { Book } from '../subject/index.js';

/** Records of a protocol beside its sessions' data (`exchange_record`); steps write by effects. */
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

/** What an institution has decided beforehand for an agreement. */
export interface StandingPolicy {
  /** Proposals in which the peer learns are taken part in at once. */
  readonly takes_part: boolean;
  /** Stage 2 is answered without asking officers again. */
  readonly reveals: boolean;
}

export interface DiscoveryTools {
  readonly curve: Group;
  readonly group: GroupWork;
  readonly book: Book;
  readonly records: Records;
  readonly policy?: (about: {
    readonly agreement_id: string;
    readonly peer: string;
    readonly id_types: readonly IdType[];
  }) => StandingPolicy;
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

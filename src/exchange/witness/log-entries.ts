import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../store/index.js';

/** An entry of the log about one message: that it was sent, taken, or refused. */
export interface MessageEntry {
  readonly position: number;
  readonly entry: string;
}

const KINDS = ['exchange.sent', 'exchange.received', 'exchange.refused'];

/** Entries about a message in the first `size` leaves of the log. */
export async function entriesAbout(
  db: Kysely<Tables>,
  message: string,
  size: number,
): Promise<readonly MessageEntry[]> {
  const rows = await db
    .selectFrom('audit_leaf')
    .select(['position', 'entry'])
    .where('position', '<', BigInt(size))
    .where(sql<boolean>`position(${`"message":${JSON.stringify(message)}`} in entry) > 0`)
    .orderBy('position')
    .execute();
  return rows
    .filter(({ entry }) => KINDS.includes((JSON.parse(entry) as { kind: string }).kind))
    .map(({ position, entry }) => ({ position: Number(position), entry }));
}

/** Officers who say that two parties are not one: kept, in the audit log, and taken back. */
import type { Kysely } from 'kysely';
import { type Clock, Fault, type Ids, isoTime, sha256 } from '../../base/index.js';
import { appendAudit, type Ledger, type Tables } from '../../store/index.js';
import type { PartyPair } from './resolve.js';

/** Who acts on the ledger, when, and under which new ids. */
export interface IdentityDesk {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly actor: string;
}

export interface Separation extends PartyPair {
  readonly id: string;
  readonly reason: string;
  readonly actor: string;
  readonly at_ms: number;
  /** Null while it holds. */
  readonly revoked: {
    readonly at_ms: number;
    readonly by: string;
    readonly reason: string;
  } | null;
}

/**
 * Keeps two parties apart from now on: no resolution joins them, nor a chain of others. Faults:
 * `network.identity.same`, `network.identity.reason`, `network.identity.apart` (they are already).
 */
export async function separateParties(
  desk: IdentityDesk,
  parties: readonly [string, string],
  reason: string,
): Promise<Separation> {
  const [party_a = '', party_b = ''] = [...parties].sort(byCodePoint);
  if (party_a === party_b) throw new Fault('network.identity.same', { party: party_a });
  checkReason(reason);
  const at_ms = desk.clock.now();
  const { actor } = desk;
  const separation = { id: desk.ids.next(), party_a, party_b, reason, actor, at_ms, revoked: null };
  const { revoked: _, at_ms: __, ...row } = separation;
  await desk.ledger.db.transaction().execute(async (trx) => {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('identity_separation')
      .values({ ...row, at: isoTime(at_ms) })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n)
      throw new Fault('network.identity.apart', { one: party_a, other: party_b });
    const body = { id: row.id, party_a, party_b, reason: sha256(reason) };
    const entry = { kind: 'identity.separated', at: isoTime(at_ms), actor, body };
    await appendAudit(trx, [entry]);
  });
  return separation;
}

/**
 * Takes a separation back: the next resolution judges by the evidence again. `asked`: its id, or a
 * beginning that no other in force has. Returns the id. Faults: `network.identity.reason`,
 * `network.identity.unknown` (there is none, or it was taken back), `network.identity.ambiguous`.
 */
export async function revokeSeparation(
  desk: IdentityDesk,
  asked: string,
  reason: string,
): Promise<string> {
  checkReason(reason);
  const at = isoTime(desk.clock.now());
  return desk.ledger.db.transaction().execute(async (trx) => {
    const id = await idMeant(trx, asked);
    const row = await trx
      .updateTable('identity_separation')
      .set({ revoked_at: at, revoked_by: desk.actor, revoked_reason: reason })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returning(['party_a', 'party_b'])
      .executeTakeFirst();
    if (!row) throw new Fault('network.identity.unknown', { id });
    const body = { id, ...row, reason: sha256(reason) };
    await appendAudit(trx, [{ kind: 'identity.separation_revoked', at, actor: desk.actor, body }]);
    return id;
  });
}

async function idMeant(db: Kysely<Tables>, asked: string): Promise<string> {
  const held = await db
    .selectFrom('identity_separation')
    .select('id')
    .where('revoked_at', 'is', null)
    .where((where) => where(where.fn<string>('left', ['id', where.val(asked.length)]), '=', asked))
    .orderBy('id')
    .limit(2)
    .execute();
  const [first, second] = held;
  if (!first || asked === '') throw new Fault('network.identity.unknown', { id: asked });
  if (second && first.id !== asked) throw new Fault('network.identity.ambiguous', { id: asked });
  return first.id;
}

/** Separations, the latest first: all of them, or those that held at a moment. */
export async function readSeparations(
  db: Kysely<Tables>,
  held_at_ms?: number,
): Promise<Separation[]> {
  let query = db.selectFrom('identity_separation').selectAll();
  if (held_at_ms !== undefined) {
    const at = new Date(held_at_ms);
    query = query
      .where('at', '<=', at)
      .where((or) => or.or([or('revoked_at', 'is', null), or('revoked_at', '>', at)]));
  }
  const rows = await query.orderBy('at', 'desc').orderBy('id').execute();
  return rows.map(({ at, revoked_at, revoked_by, revoked_reason, ...row }) => ({
    ...row,
    at_ms: at.getTime(),
    revoked:
      revoked_at === null
        ? null
        : { at_ms: revoked_at.getTime(), by: revoked_by ?? '', reason: revoked_reason ?? '' },
  }));
}

function checkReason(reason: string): void {
  if (reason.trim() === '') throw new Fault('network.identity.reason');
}

/** The order of the engine's texts, which is that of their UTF-8 bytes. */
function byCodePoint(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

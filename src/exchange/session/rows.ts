/** Sessions, agreements, permits and officers as the ledger keeps them. */
import type { Kysely } from 'kysely';
import { Fault, isoTime } from '../../base/index.js';
import type { Officer } from '../../model/index.js';
import type { Tables } from '../../store/index.js';
import { type Agreement, type Permit, type PermitKind, partyOf } from '../agreement/index.js';
import type { AnyProtocol, Session } from './protocol.js';

/** A session with the number of its last step, so that no step is lost under another. */
export interface KeptSession extends Session<unknown> {
  readonly revision: number;
  readonly deadline_at: number | null;
}

/** The agreement in force under an id; a Fault where it is unknown, unsigned or ended. */
export async function agreementInForce(db: Kysely<Tables>, id: string): Promise<Agreement> {
  const row = await db
    .selectFrom('exchange_agreement')
    .select(['body', 'state'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw new Fault('exchange.agreement.unknown', { id });
  if (row.state !== 'in_force') throw new Fault(`exchange.agreement.${row.state}`, { id });
  return row.body as Agreement;
}

/** The row of a session that begins: nothing has happened in it yet. */
export function newSession(
  { name, begin }: AnyProtocol,
  given: {
    readonly id: string;
    readonly agreement: string;
    readonly peer: string;
    readonly opened_here: boolean;
  },
  now: number,
) {
  const at = isoTime(now);
  return {
    ...given,
    protocol: name,
    state: begin.state,
    data: JSON.stringify(begin.data),
    revision: 0,
    opened_at: at,
    changed_at: at,
    deadline_at: null,
  };
}

export async function loadSession(
  db: Kysely<Tables>,
  me: string,
  id: string,
  protocols: readonly AnyProtocol[],
): Promise<{ readonly session: KeptSession; readonly protocol: AnyProtocol } | null> {
  const row = await db
    .selectFrom('exchange_session')
    .innerJoin('exchange_agreement', 'exchange_agreement.id', 'exchange_session.agreement')
    .selectAll('exchange_session')
    .select('exchange_agreement.body as agreement_body')
    .where('exchange_session.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const protocol = protocols.find(({ name }) => name === row.protocol);
  if (protocol === undefined) throw new Fault('exchange.protocol', { name: row.protocol });
  const agreement = row.agreement_body as Agreement;
  const session: KeptSession = {
    id: row.id,
    protocol: protocol.name,
    agreement_id: row.agreement ?? '',
    agreement,
    us: partyOf(agreement, me),
    peer: partyOf(agreement, row.peer),
    opened_here: row.opened_here,
    state: row.state,
    data: protocol.data.parse(row.data),
    opened_at: row.opened_at.getTime(),
    revision: row.revision,
    deadline_at: row.deadline_at?.getTime() ?? null,
  };
  return { session, protocol };
}

/** Every permit on file, with those that were revoked: whether one holds is asked at a moment. */
export async function listPermits(db: Kysely<Tables>): Promise<readonly Permit[]> {
  const rows = await db.selectFrom('exchange_permit').selectAll().orderBy('at').execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as PermitKind,
    holder: row.holder,
    body: row.body as Permit['body'],
    valid_from: row.valid_from.getTime(),
    valid_until: row.valid_until.getTime(),
    revoked_at: row.revoked_at?.getTime() ?? null,
  }));
}

export async function officerOf(db: Kysely<Tables>, id: string): Promise<Officer> {
  const row = await db.selectFrom('officer').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new Fault('exchange.officer.unknown', { id });
  const { name, roles, since, until } = row;
  return { id, name, roles, since: since.getTime(), until: until?.getTime() ?? null };
}

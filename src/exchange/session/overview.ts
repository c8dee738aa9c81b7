/** What a node has going: for officers, supervisors and auditors. */
import type { Kysely } from 'kysely';
import { isoTime } from '../../base/index.js';
import type { Tables } from '../../store/index.js';
import { ABORTED } from './core-kinds.js';
import type { AnyProtocol } from './protocol.js';
import type { ReleaseRecord } from './release-record.js';

/** A session as a list shows it, with what an officer could do next. */
export interface SessionLine {
  readonly id: string;
  readonly protocol: string;
  readonly agreement: string;
  readonly peer: string;
  readonly opened_here: boolean;
  readonly state: string;
  readonly ended: boolean;
  readonly actions: readonly string[];
  readonly opened_at: string;
  readonly changed_at: string;
  readonly deadline_at: string | null;
}

export async function listSessions(
  db: Kysely<Tables>,
  protocols: readonly AnyProtocol[],
): Promise<readonly SessionLine[]> {
  const rows = await db
    .selectFrom('exchange_session')
    .selectAll()
    .orderBy('changed_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => {
    const protocol = protocols.find(({ name }) => name === row.protocol);
    const ended = row.state === ABORTED || protocol?.states[row.state]?.ends === true;
    return {
      id: row.id,
      protocol: row.protocol,
      agreement: row.agreement ?? '',
      peer: row.peer,
      opened_here: row.opened_here,
      state: row.state,
      ended,
      actions: ended ? [] : actionsOf(protocol, row.state),
      opened_at: isoTime(row.opened_at.getTime()),
      changed_at: isoTime(row.changed_at.getTime()),
      deadline_at: row.deadline_at === null ? null : isoTime(row.deadline_at.getTime()),
    };
  });
}

function actionsOf(protocol: AnyProtocol | undefined, state: string): string[] {
  const rules = protocol?.steps.filter((rule) => rule.from.includes(state)) ?? [];
  return [...new Set(rules.flatMap((rule) => ('action' in rule.on ? [rule.on.action] : [])))];
}

/** One session with all that was said in it. */
export async function showSession(db: Kysely<Tables>, id: string) {
  const session = await db
    .selectFrom('exchange_session')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (session === undefined) return null;
  const messages = await db
    .selectFrom('exchange_message')
    .select(['id', 'way', 'peer', 'kind', 'sha256', 'bytes', 'state', 'fault', 'at', 'attempts'])
    .where('session', '=', id)
    .orderBy('position')
    .execute();
  const approvals = await db
    .selectFrom('exchange_approval')
    .select(['action', 'officer', 'at', 'note'])
    .where('session', '=', id)
    .orderBy('at')
    .execute();
  return { session, messages, approvals };
}

/** What left this institution and what reached it, newest first. */
export async function listDisclosures(db: Kysely<Tables>) {
  const rows = await db
    .selectFrom('exchange_disclosure')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(({ body, at, ...rest }) => ({
    ...rest,
    at: isoTime(at.getTime()),
    record: body as ReleaseRecord,
  }));
}

export async function listAgreements(db: Kysely<Tables>) {
  return db.selectFrom('exchange_agreement').selectAll().orderBy('at', 'desc').execute();
}

/** The inbox of an institution: what others wait for, soonest first, with what can be done. */
import type { Kysely } from 'kysely';
import { type Bilingual, isoTime } from '../../base/index.js';
import type { Tables } from '../../store/index.js';
import { type AnyProtocol, listSessions, type SessionLine } from '../session/index.js';

export interface InboxLine extends Pick<SessionLine, 'id' | 'protocol' | 'peer' | 'actions'> {
  readonly state: string;
  readonly title: Bilingual;
  /** The end of the time to answer, and the days until then, rounded down; negative: overdue. */
  readonly answer_by: string;
  readonly days_left: number;
  readonly reminders: number;
}

const WAITING: ReadonlySet<string> = new Set([
  'inquiry to_answer',
  'search received',
  'search named',
  'search searching',
  'search review',
  'search proposed',
  'search to_admit',
  'order received',
  'order matched',
  'order executed',
]);
const DAY_MS = 86_400_000;

export async function listInbox(
  db: Kysely<Tables>,
  protocols: readonly AnyProtocol[],
  now: number,
): Promise<readonly InboxLine[]> {
  const sessions = await listSessions(db, protocols);
  const waiting = sessions.filter((each) => WAITING.has(`${each.protocol} ${each.state}`));
  const rows = await db.selectFrom('exchange_session').select(['id', 'data']).execute();
  const dataOf = new Map(rows.map(({ id, data }) => [id, data as Clock]));
  return waiting
    .map(({ id, protocol, peer, state, actions, opened_at, deadline_at }) => {
      const clock = dataOf.get(id);
      const answer_by = clock?.answer_by ?? deadline_at ?? opened_at;
      const states = protocols.find(({ name }) => name === protocol)?.states;
      return {
        ...{ id, protocol, peer, state, actions, answer_by },
        title: states?.[state]?.title ?? { en: state, es: state },
        days_left: Math.floor((Date.parse(answer_by) - now) / DAY_MS),
        reminders: clock?.reminders ?? 0,
      };
    })
    .sort((a, b) => order(a).localeCompare(order(b)));
}

interface Clock {
  readonly answer_by?: string | null;
  readonly reminders?: number;
}

function order({ answer_by, id }: InboxLine): string {
  return `${isoTime(Date.parse(answer_by))} ${id}`;
}

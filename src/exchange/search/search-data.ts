/** What a session of a search keeps outside its enclave: nothing that tells of anybody. */
import { z } from 'zod';
import { Fault, isoTime } from '../../base/index.js';
import { contextKey, type Session as GroupSession, type HeldKey, suiteOf } from '../group/index.js';
import type { Outcome, StepContext } from '../session/index.js';
import { listSchema, lookUpSchema, type SearchTools } from './bodies.js';

const event = z.strictObject({ what: z.string(), at: z.string(), by: z.string() });

export const searchData = z.strictObject({
  part: z.enum(['none', 'authority', 'bank']),
  list: listSchema.nullable(),
  look_up: lookUpSchema.nullable(),
  /** The two or more officers who alone see the enclave. */
  named: z.array(z.string()),
  proposed_by: z.string().nullable(),
  batches: z.int(),
  done: z.array(z.int()),
  since: z.string().nullable(),
  answer_by: z.string().nullable(),
  reminders: z.int(),
  history: z.array(event),
});
export type SearchData = z.infer<typeof searchData>;
export type SearchContext = StepContext<SearchData, SearchTools>;

export const NOTHING_YET: SearchData = {
  part: 'none',
  list: null,
  look_up: null,
  named: [],
  proposed_by: null,
  batches: 0,
  done: [],
  since: null,
  answer_by: null,
  reminders: 0,
  history: [],
};

/** Days to answer, after the request (31 CFR 1010.520). */
export const ANSWER_DAYS = 14;
export const DAY_MS = 86_400_000;

/** An attachment of the message, in order; Fault `exchange.search.attachment` where it is none. */
export function attachment({ cause }: SearchContext, index: number): Uint8Array {
  const found = cause.by === 'message' ? cause.message.attachments[index] : undefined;
  if (found === undefined) throw new Fault('exchange.search.attachment', { index });
  return found;
}

export function remember(
  { session, now, cause }: SearchContext,
  what: string,
  changes: Partial<SearchData> = {},
): SearchData {
  const by =
    cause.by === 'officer'
      ? cause.officer.id
      : cause.by === 'message'
        ? cause.message.from
        : session.us.node;
  const { data } = session;
  return { ...data, ...changes, history: [...data.history, { what, at: isoTime(now), by }] };
}

/** Randomness and suite of this session; no other session's tokens can be joined with its. */
export async function groupSession(
  context: SearchContext,
  label: string,
  epoch: number,
): Promise<GroupSession> {
  return { suite: suiteOf(contextOf(context, epoch)), seed: await context.seed(label) };
}

/** Works with the session's key, which is wiped where work was done when it is over. */
export async function withKey<T>(
  context: SearchContext,
  epoch: number,
  work: (key: HeldKey) => Promise<T>,
): Promise<T> {
  const { group, curve } = context.tools;
  const pair = contextKey(curve, await context.seed('key'), contextOf(context, epoch));
  const key = await group.hold(pair.secret, 'scalar');
  try {
    return await work({ key, public_key: pair.public });
  } finally {
    await group.forget(key);
  }
}

function contextOf({ session }: SearchContext, epoch: number) {
  const { agreement_id: agreement, id } = session;
  return { agreement, epoch: String(epoch), purpose: `search ${id}` };
}

/** The officer who acts, if named for this search; else `exchange.search.not_named`. */
export function namedOfficer({ cause, session }: SearchContext): string {
  const officer = cause.by === 'officer' ? cause.officer.id : '';
  if (!session.data.named.includes(officer)) {
    throw new Fault('exchange.search.not_named', { officer });
  }
  return officer;
}

/** Whatever the clock says before `tick` has come: over is over. */
export function checkTime({ now, session }: SearchContext): void {
  const { answer_by } = session.data;
  if (answer_by !== null && now >= Date.parse(answer_by)) {
    throw new Fault('exchange.search.over', { answer_by });
  }
}

export type SearchOutcome = Outcome<SearchData>;

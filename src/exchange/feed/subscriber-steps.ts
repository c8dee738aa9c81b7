/** The subscriber's side of a feed: preview on its own history, adopt, decline, say how useful. */
import { z } from 'zod';
import { Fault, isoTime } from '../../base/index.js';
import type { StepRule } from '../session/index.js';
import { given, officerInput } from '../session/officer-input.js';
import { putRecord } from '../session/records.js';
import { filesOf } from './adopted-files.js';
import { foldEditions, type Waiting } from './content.js';
import type { FeedContext, FeedData, FeedOutcome, FeedTools } from './feed-data.js';
import {
  type AdoptedItem,
  adoptedItems,
  adoptItem,
  heldEditions,
  refuseContradicted,
} from './feed-records.js';
import { hasLapsed } from './judge-edition.js';
import { takeEditions } from './take-edition.js';
import { bandOf } from './usefulness.js';

const ids = z.array(z.string().min(1).max(80)).max(2_000);
export const previewInput = z.strictObject({}).nullish();
export const adoptInput = z.strictObject({
  /** Items to adopt; all that wait where it is left out. */
  items: ids.optional(),
  /** Items to adopt although they concern very many customers. */
  broad: ids.default([]),
});
export const declineInput = z.strictObject({
  reason: z.enum(['not_relevant', 'too_broad', 'not_lawful', 'not_trusted', 'other']),
});
export const feedbackInput = z.strictObject({}).nullish();

/** An item that concerns more of the customers than one in so many, and than so many, is broad. */
const BROAD_SHARE = 100;
const BROAD_MIN = 20;
/** Bands that are told often would show when one customer more is counted. */
const FEEDBACK_DAYS = 7;
const DAY_MS = 86_400_000;
const OFFICERS = ['exchange_officer', 'compliance_officer'] as const;
const LISTENING = ['received', 'previewed', 'adopted', 'declined'];

export const subscriberSteps: readonly StepRule<FeedData, FeedTools>[] = [
  {
    from: ['new', 'gap', ...LISTENING],
    to: ['gap', 'contradicted', ...LISTENING],
    on: { message: 'feed.edition' },
    run: takeEditions,
  },
  {
    from: ['received', 'previewed'],
    to: ['previewed'],
    on: { action: 'preview', roles: [...OFFICERS, 'analyst'], approvals: 1 },
    run: preview,
  },
  {
    from: ['previewed'],
    to: ['adopted'],
    on: { action: 'adopt', roles: OFFICERS, approvals: 2 },
    run: adopt,
  },
  {
    from: ['received', 'previewed'],
    to: ['declined'],
    on: { action: 'decline', roles: OFFICERS, approvals: 1 },
    run: decline,
  },
  {
    from: LISTENING,
    to: LISTENING,
    on: { action: 'feedback', roles: OFFICERS, approvals: 1 },
    run: tellUsefulness,
  },
];

/** What waits and may be offered: sound, and of an edition whose time is not over. */
async function offered({ session, tools, now }: FeedContext): Promise<Waiting['items']> {
  const { data, peer } = session;
  await refuseContradicted(tools.records, peer.node, data.feed ?? '');
  const held = await heldEditions(tools.records, peer.node, data.feed ?? '');
  const waiting = held.filter(({ seq }) => data.waiting.includes(seq));
  const aside = new Set(data.set_aside.map(({ seq, id }) => `${seq} ${id}`));
  const { items } = foldEditions(
    waiting,
    (edition, { id }) => !hasLapsed(edition, now) && !aside.has(`${edition.seq} ${id}`),
  );
  return items;
}

async function preview(context: FeedContext): Promise<FeedOutcome> {
  const { session, tools, now } = context;
  officerInput(previewInput, given(context.cause));
  const items = [...(await offered(context)).values()].map(({ item }) => item);
  const { customers, counts } = await tools.book.feed.preview(items);
  const most = Math.max(BROAD_MIN, Math.floor(customers / BROAD_SHARE));
  const broad = items.map(({ id }) => id).filter((id) => (counts[id] ?? 0) > most);
  const answer = {
    customers,
    items: items.map(({ id, type }) => ({ id, type, customers: counts[id] ?? 0 })),
    broad,
    set_aside: session.data.set_aside,
  };
  // It stays at home: neither the note nor any message has it.
  const row = { area: 'feed_preview', key: session.id, body: answer, at: isoTime(now) };
  const data = { ...session.data, broad };
  return { state: 'previewed', data, effects: [putRecord(row)], answer };
}

async function adopt(context: FeedContext): Promise<FeedOutcome> {
  const { session, tools, now } = context;
  const input = officerInput(adoptInput, given(context.cause));
  const waiting = await offered(context);
  const chosen = [...new Set(input.items ?? waiting.keys())];
  const { broad } = session.data;
  const unasked = chosen.filter((id) => broad.includes(id) && !input.broad.includes(id));
  if (unasked.length > 0) throw new Fault('exchange.feed.broad', { ids: unasked.join(', ') });
  const all = await adoptedItems(tools.records);
  const adopted = chosen.map((id): AdoptedItem => {
    const found = waiting.get(id);
    if (found === undefined) throw new Fault('exchange.feed.unknown', { id });
    const { publisher, feed, seq, tlp, pap, valid_until } = found.edition;
    const about = { publisher, feed, seq, tlp, pap, valid_until, adopted_at: isoTime(now) };
    return { ...about, item: found.item };
  });
  for (const each of adopted) refuseTaken(each, all);
  const now_held = [...all.filter((old) => !adopted.some((each) => isSame(old, each))), ...adopted];
  return {
    state: 'adopted',
    data: { ...session.data, waiting: [], set_aside: [], broad: [] },
    effects: adopted.map(adoptItem),
    note: { feed: session.data.feed, seq: session.data.seq, adopted: adopted.length },
    answer: {
      adopted: chosen,
      left: [...waiting.keys()].filter((id) => !chosen.includes(id)),
      write: filesOf(now_held, now).map(({ path }) => path),
    },
  };
}

/** Two feeds must not fight for the name of one rule. */
function refuseTaken({ item, publisher, feed }: AdoptedItem, all: readonly AdoptedItem[]): void {
  if (item.type !== 'typology') return;
  const other = all.find(
    (each) =>
      each.item.type === 'typology' &&
      each.item.id === item.id &&
      (each.publisher !== publisher || each.feed !== feed),
  );
  if (other !== undefined) {
    throw new Fault('exchange.feed.taken', { id: item.id, feed: other.feed });
  }
}

function isSame(one: AdoptedItem, other: AdoptedItem): boolean {
  const { publisher, feed, item } = one;
  return publisher === other.publisher && feed === other.feed && item.id === other.item.id;
}

/** What waits is let go; what was adopted before stays. The reason stays at home. */
function decline({ session, cause }: FeedContext): FeedOutcome {
  const { reason } = officerInput(declineInput, given(cause));
  const data = { ...session.data, waiting: [], set_aside: [], broad: [] };
  return { state: 'declined', data, note: { reason } };
}

async function tellUsefulness(context: FeedContext): Promise<FeedOutcome> {
  const { session, tools, now } = context;
  officerInput(feedbackInput, given(context.cause));
  const { feed, seq, told_at } = session.data;
  if (told_at !== null && now < Date.parse(told_at) + FEEDBACK_DAYS * DAY_MS) {
    throw new Fault('exchange.feed.soon', { days: FEEDBACK_DAYS });
  }
  const adopted = await adoptedItems(tools.records, `${session.peer.node}/${feed}/`);
  if (adopted.length === 0) throw new Fault('exchange.feed.nothing', { feed: feed ?? '' });
  const items = adopted.map(({ item }) => item).slice(0, 2_000);
  const counts = await tools.book.feed.usefulness(items);
  const { k_min } = session.agreement;
  const said = items.map(({ id }) => ({ id, band: bandOf(counts[id] ?? 0, k_min) }));
  return {
    state: session.state,
    data: { ...session.data, told_at: isoTime(now) },
    send: [{ kind: 'feed.useful', body: { feed: feed ?? '', seq, items: said } }],
    answer: { items: said },
  };
}

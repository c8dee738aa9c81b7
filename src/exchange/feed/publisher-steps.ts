/** The publisher's side of a feed. */
import { z } from 'zod';
import { Fault, isoTime } from '../../base/index.js';
import type { StepRule } from '../session/index.js';
import { given, officerInput } from '../session/officer-input.js';
import { checkItem } from './check-item.js';
import {
  draftSchema,
  type Edition,
  type EditionDraft,
  editionHash,
  FEED_BOUNDS,
  feedName,
  sealEdition,
} from './edition.js';
import type { FeedContext, FeedData, FeedOutcome, FeedTools } from './feed-data.js';
import { missingBody, usefulBody } from './feed-messages.js';
import { heldEditions, keepEdition } from './feed-records.js';

export const issueInput = draftSchema;
/** Which feed to send: whatever of it this subscriber was not sent yet. */
export const sendInput = z.strictObject({ feed: feedName });

const OFFICERS = ['authority_officer'] as const;

export const publisherSteps: readonly StepRule<FeedData, FeedTools>[] = [
  {
    from: ['new', 'publishing'],
    to: ['publishing'],
    on: { action: 'issue', roles: OFFICERS, approvals: 2 },
    run: issue,
  },
  {
    from: ['new', 'publishing'],
    to: ['publishing'],
    on: { action: 'send', roles: OFFICERS, approvals: 1 },
    run: sendRest,
  },
  {
    from: ['publishing'],
    to: ['publishing'],
    on: { message: 'feed.missing' },
    run: sendMissing,
  },
  { from: ['publishing'], to: ['publishing'], on: { message: 'feed.useful' }, run: hear },
];

/** A new edition of the feed, sent here at once and to the other subscribers by `send`. */
async function issue(context: FeedContext): Promise<FeedOutcome> {
  const { tools, now, session } = context;
  const draft = officerInput(issueInput, given(context.cause));
  const feed = mayPublish(context, draft.feed);
  for (const item of draft.items) {
    const flaw = checkItem(item, tools.check_typology, 'publisher');
    if (flaw !== null) throw new Fault('exchange.feed.item', { id: item.id, flaw });
  }
  const publisher = session.us.node;
  const held = await heldEditions(tools.records, publisher, feed);
  refuseReuse(draft, held);
  const last = held.at(-1);
  const edition: Edition = {
    ...draft,
    format: 'puente.feed.v1',
    publisher,
    seq: (last?.seq ?? 0) + 1,
    prev: last === undefined ? null : editionHash(last),
    issued_at: isoTime(now),
  };
  const envelope = sealEdition(edition, tools.identity.signing);
  const hash = editionHash(edition);
  const outcome = sendFrom(context, [...held, edition], session.data.seq + 1);
  const answer = { feed, seq: edition.seq, hash };
  const effects = [keepEdition({ edition, hash, envelope }, now)];
  return { ...outcome, effects, answer, note: answer };
}

/** What was taken back stays so: a reader may have missed the edition in which it came again. */
function refuseReuse(draft: EditionDraft, held: readonly Edition[]): void {
  const revoked = new Set(
    held
      .flatMap(({ items }) => items.filter(({ type }) => type === 'revocation'))
      .map(({ id }) => id),
  );
  const again = draft.items.find(({ type, id }) => type !== 'revocation' && revoked.has(id));
  if (again) throw new Fault('exchange.feed.item', { id: again.id, flaw: 'revoked' });
}

async function sendRest(context: FeedContext): Promise<FeedOutcome> {
  const feed = mayPublish(context, officerInput(sendInput, given(context.cause)).feed);
  const held = await heldEditions(context.tools.records, context.session.us.node, feed);
  const { seq } = context.session.data;
  if ((held.at(-1)?.seq ?? 0) <= seq) throw new Fault('exchange.feed.nothing', { feed });
  return sendFrom(context, held, seq + 1);
}

async function sendMissing(context: FeedContext): Promise<FeedOutcome> {
  const { feed, from } = missingBody.parse(given(context.cause));
  const { data, us } = context.session;
  if (feed !== data.feed) throw new Fault('exchange.feed.other', { feed });
  return sendFrom(context, await heldEditions(context.tools.records, us.node, feed), from);
}

/** Editions are signed anew as they go: the card's key may have changed since they were issued. */
function sendFrom(context: FeedContext, held: readonly Edition[], from: number): FeedOutcome {
  const { session, tools } = context;
  const rest = held.filter(({ seq }) => seq >= from);
  const size = FEED_BOUNDS.editions_per_message;
  const groups = Array.from({ length: Math.ceil(rest.length / size) }, (_, at) =>
    rest.slice(at * size, (at + 1) * size),
  );
  const last = held.at(-1);
  const feed = last?.feed ?? session.data.feed ?? '';
  const seq = Math.max(session.data.seq, last?.seq ?? 0);
  return {
    state: 'publishing',
    data: { ...session.data, part: 'publisher', feed, seq },
    send: groups.map((group) => ({
      kind: 'feed.edition',
      body: { feed, seqs: group.map((each) => each.seq) },
      attachments: group.map((edition) => sealEdition(edition, tools.identity.signing)),
    })),
  };
}

/** What the subscriber says of items; only of those that it was sent. */
async function hear({ session, tools, cause }: FeedContext): Promise<FeedOutcome> {
  const { data, us } = session;
  const { feed, items } = usefulBody.parse(given(cause));
  if (feed !== data.feed) throw new Fault('exchange.feed.other', { feed });
  const editions = await heldEditions(tools.records, us.node, feed);
  const known = new Set(editions.flatMap((edition) => edition.items.map(({ id }) => id)));
  const said = items.filter(({ id }) => known.has(id)).map(({ id, band }) => [id, band] as const);
  return {
    state: 'publishing',
    data: { ...data, useful: { ...data.useful, ...Object.fromEntries(said) } },
  };
}

/** An authority publishes, and one session carries one feed. */
function mayPublish({ session }: FeedContext, feed: string): string {
  if (session.us.role !== 'authority') throw new Fault('exchange.feed.authority');
  if (session.data.feed !== null && session.data.feed !== feed) {
    throw new Fault('exchange.feed.other', { feed });
  }
  return feed;
}

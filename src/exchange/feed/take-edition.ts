/** A bank takes editions: verified, placed in their chain, items that would do harm set aside. */
import { Fault } from '../../base/index.js';
import type { Draft, Effect } from '../session/index.js';
import { pinnedCard, verifyingKeyOf } from '../wire/index.js';
import { checkItem } from './check-item.js';
import { foldEditions } from './content.js';
import { type Edition, type OpenedEdition, openEdition } from './edition.js';
import type { FeedContext, FeedData, FeedOutcome } from './feed-data.js';
import { editionBody } from './feed-messages.js';
import {
  adoptedItems,
  chainOf,
  dropAdopted,
  heldEditions,
  keepEdition,
  keepProof,
  refuseContradicted,
} from './feed-records.js';
import { judgeEdition } from './judge-edition.js';

/**
 * What the publisher takes back stops at once; what it adds waits for officers. Two editions that
 * contradict each other end all trust in the feed, and both stay as proof.
 */
export async function takeEditions(context: FeedContext): Promise<FeedOutcome> {
  const { session, tools, now } = context;
  const publisher = session.peer.node;
  const arrived = openAll(context);
  const feed = arrived[0]?.edition.feed ?? '';
  await refuseContradicted(tools.records, publisher, feed);
  const before = await heldEditions(tools.records, publisher, feed);
  const placed = placeEditions(before, arrived, now);
  const { fresh, contradiction, missing_from } = placed;
  const effects: Effect[] = fresh.map((opened) => keepEdition(opened, now));
  if (contradiction !== null) effects.push(keepProof(contradiction.opened, now));
  effects.push(...(await withdrawals(context, feed, fresh)));
  const missing = { feed, from: missing_from ?? 1 };
  const send: Draft[] = missing_from === null ? [] : [{ kind: 'feed.missing', body: missing }];
  const { state, data } = afterwards(context, feed, before, placed);
  const hashes = fresh.map(({ hash }) => hash);
  return { state, data, effects, send, note: { feed, seq: data.seq, editions: hashes } };
}

interface Placed {
  readonly fresh: readonly OpenedEdition[];
  readonly contradiction: { readonly opened: OpenedEdition; readonly held: string } | null;
  readonly missing_from: number | null;
}

/** Editions that extend the chain, up to the first that does not. */
function placeEditions(
  before: readonly Edition[],
  arrived: readonly OpenedEdition[],
  now: number,
): Placed {
  const held = [...before];
  const fresh: OpenedEdition[] = [];
  for (const opened of arrived) {
    const chain = chainOf(held);
    const verdict = judgeEdition(chain, opened, now);
    const last = chain.latest?.seq ?? 0;
    if (verdict === 'gap') return { fresh, contradiction: null, missing_from: last + 1 };
    if (verdict === 'contradicts') {
      const other = chain.hashOf(opened.edition.seq) ?? chain.latest?.hash ?? '';
      return { fresh, contradiction: { opened, held: other }, missing_from: null };
    }
    if (verdict === 'again') continue;
    fresh.push(opened);
    held.push(opened.edition);
  }
  return { fresh, contradiction: null, missing_from: null };
}

function openAll({ session, tools, cause, now }: FeedContext): readonly OpenedEdition[] {
  const { peer, data } = session;
  if (cause.by !== 'message') throw new Fault('exchange.feed.other', { feed: '' });
  if (peer.role !== 'authority') throw new Fault('exchange.feed.authority');
  const { attachments, body } = cause.message;
  const { feed, seqs } = editionBody.parse(body);
  if (data.feed !== null && data.feed !== feed) throw new Fault('exchange.feed.other', { feed });
  if (attachments.length !== seqs.length) {
    throw new Fault('exchange.feed.form', { at: 'seqs', reason: 'attachments' });
  }
  return attachments.map((bytes, at) => {
    const opened = openEdition(bytes, (node) =>
      node === peer.node ? verifyingKeyOf(pinnedCard(tools.peers, node, now).signing_key) : null,
    );
    const { edition } = opened;
    if (edition.feed !== feed || edition.seq !== seqs[at]) {
      throw new Fault('exchange.feed.form', { at: `seqs.${at}`, reason: 'edition' });
    }
    return opened;
  });
}

async function withdrawals(
  { session, tools }: FeedContext,
  feed: string,
  fresh: readonly OpenedEdition[],
): Promise<readonly Effect[]> {
  const publisher = session.peer.node;
  const { items, withdrawn, replaces } = foldEditions(fresh.map(({ edition }) => edition));
  const adopted = await adoptedItems(tools.records, `${publisher}/${feed}/`);
  const gone = adopted
    .map(({ item }) => item.id)
    .filter((id) => withdrawn.has(id) || (replaces && !items.has(id)));
  return gone.length === 0 ? [] : [dropAdopted(publisher, feed, gone)];
}

function afterwards(
  { session, tools }: FeedContext,
  feed: string,
  before: readonly Edition[],
  { fresh, contradiction, missing_from }: Placed,
): { readonly state: string; readonly data: FeedData } {
  const set_aside = fresh.flatMap(({ edition: { seq, items } }) =>
    items.flatMap((item) => {
      const flaw = checkItem(item, tools.check_typology, 'subscriber');
      return flaw === null ? [] : [{ seq, id: item.id, flaw }];
    }),
  );
  const last = fresh.at(-1)?.edition ?? before.at(-1);
  const data: FeedData = {
    ...session.data,
    part: 'subscriber',
    feed,
    seq: last?.seq ?? 0,
    waiting: [...session.data.waiting, ...fresh.map(({ edition }) => edition.seq)],
    set_aside: [...session.data.set_aside, ...set_aside],
    contradiction:
      contradiction === null
        ? null
        : {
            seq: contradiction.opened.edition.seq,
            held: contradiction.held,
            other: contradiction.opened.hash,
          },
  };
  if (contradiction !== null) return { state: 'contradicted', data };
  if (missing_from !== null) return { state: 'gap', data };
  const unchanged = fresh.length === 0 && session.state !== 'new';
  return { state: unchanged ? session.state : 'received', data };
}

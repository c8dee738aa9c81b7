/** TAXII on a node's server: a publisher's feeds, to peers that subscribed, as far as sent. */
import type { Clock } from '../../base/index.js';
import type { Ledger } from '../../store/index.js';
import type { Agreement } from '../agreement/index.js';
import { ledgerRecords, nodeTime } from '../session/index.js';
import type { NodeCard, Shelf } from '../wire/index.js';
import type { FeedData } from './feed-data.js';
import { heldEditions } from './feed-records.js';
import { answerTaxii, TAXII_ROOT, type TaxiiFeed } from './taxii.js';

export interface TaxiiParts {
  readonly publisher: NodeCard;
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/**
 * What a peer reads here is what its session of the feed has sent it already, in another form: so
 * reading tells nothing new, needs no approval of its own, and ends with the agreement.
 */
export function taxiiShelf(parts: TaxiiParts): Shelf {
  return {
    path: TAXII_ROOT,
    read: async ({ peer, path, query, accept }) => {
      const feeds = await subscribedFeeds(parts, peer.node);
      const reply = answerTaxii({ method: 'GET', path, query, accept }, feeds);
      const { 'content-type': media_type = '', ...headers } = reply.headers;
      return { status: reply.status, media_type, headers, body: Buffer.from(reply.body) };
    },
  };
}

async function subscribedFeeds(
  { publisher, ledger, clock }: TaxiiParts,
  peer: string,
): Promise<readonly TaxiiFeed[]> {
  const now = await nodeTime(ledger.db, clock);
  const rows = await ledger.db
    .selectFrom('exchange_session')
    .innerJoin('exchange_agreement', 'exchange_agreement.id', 'exchange_session.agreement')
    .select(['exchange_session.data', 'exchange_agreement.body'])
    .where('exchange_session.protocol', '=', 'feed')
    .where('exchange_session.peer', '=', peer)
    .where('exchange_session.state', '=', 'publishing')
    .where('exchange_agreement.state', '=', 'in_force')
    .execute();
  const sent = new Map<string, number>();
  for (const { data, body } of rows) {
    const { feed, seq } = data as FeedData;
    if (feed !== null && holdsAt(body as Agreement, now))
      sent.set(feed, Math.max(seq, sent.get(feed) ?? 0));
  }
  const records = ledgerRecords(ledger.db);
  const feeds = [...sent].map(async ([feed, last]) => {
    const editions = await heldEditions(records, publisher.node, feed);
    return { publisher, editions: editions.filter(({ seq }) => seq <= last) };
  });
  return (await Promise.all(feeds)).filter(({ editions }) => editions.length > 0);
}

function holdsAt({ effective_at, expires_at }: Agreement, now: number): boolean {
  return Date.parse(effective_at) <= now && now < Date.parse(expires_at);
}

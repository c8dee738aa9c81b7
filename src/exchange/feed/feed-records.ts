/** Editions and adopted items as the ledger keeps them beside the sessions. */
import { Fault, isoTime } from '../../base/index.js';
import type { Effect } from '../session/protocol.js';
import { putRecord, type Records } from '../session/records.js';
import { type Edition, editionHash, type OfferedItem, type OpenedEdition } from './edition.js';
import type { HeldChain } from './judge-edition.js';

const EDITIONS = 'feed_edition';
const PROOFS = 'feed_contradiction';
const ADOPTED = 'feed_item';

/** An adopted item, with the edition that it came in. */
export interface AdoptedItem {
  readonly item: OfferedItem;
  readonly publisher: string;
  readonly feed: string;
  readonly seq: number;
  readonly tlp: Edition['tlp'];
  readonly pap: Edition['pap'];
  readonly valid_until: string;
  readonly adopted_at: string;
}

/** All editions of a feed that are held, oldest first. */
export async function heldEditions(
  records: Records,
  publisher: string,
  feed: string,
): Promise<readonly Edition[]> {
  const rows = await records.list(EDITIONS, `${publisher}/${feed}/`);
  const editions = rows.map(({ body }) => (body as { readonly edition: Edition }).edition);
  return editions.sort((a, b) => a.seq - b.seq);
}

export function chainOf(editions: readonly Edition[]): HeldChain {
  const hashes = new Map(editions.map((edition) => [edition.seq, editionHash(edition)]));
  const last = editions.at(-1);
  return {
    latest: last === undefined ? null : { seq: last.seq, hash: editionHash(last) },
    hashOf: (seq) => hashes.get(seq) ?? null,
  };
}

/** Keeps an edition. That its number is there already undoes the whole step. */
export function keepEdition({ edition, hash, envelope }: OpenedEdition, now: number): Effect {
  const { publisher, feed, seq } = edition;
  const body = { edition, hash, envelope: Buffer.from(envelope).toString('base64') };
  const key = `${publisher}/${feed}/${String(seq).padStart(6, '0')}`;
  return putRecord({ area: EDITIONS, key, body, at: isoTime(now) }, 'fail');
}

/** Keeps an edition that contradicts a held one, as it was signed: with the other it is proof. */
export function keepProof({ edition, hash, envelope }: OpenedEdition, now: number): Effect {
  const body = { edition, hash, envelope: Buffer.from(envelope).toString('base64') };
  const key = `${edition.publisher}/${edition.feed}/${hash}`;
  return putRecord({ area: PROOFS, key, body, at: isoTime(now) });
}

/** Throws `exchange.feed.contradicted` where there is proof that its publisher told it two ways. */
export async function refuseContradicted(
  records: Records,
  publisher: string,
  feed: string,
): Promise<void> {
  const proofs = await records.list(PROOFS, `${publisher}/${feed}/`);
  if (proofs.length > 0) throw new Fault('exchange.feed.contradicted', { feed });
}

export async function adoptedItems(records: Records, start = ''): Promise<readonly AdoptedItem[]> {
  const rows = await records.list(ADOPTED, start);
  return rows.map(({ body }) => body as AdoptedItem);
}

export function adoptItem(adopted: AdoptedItem): Effect {
  const { publisher, feed, item, adopted_at: at } = adopted;
  const key = `${publisher}/${feed}/${item.id}`;
  return putRecord({ area: ADOPTED, key, body: adopted, at });
}

/** Takes items out of use. */
export function dropAdopted(publisher: string, feed: string, ids: readonly string[]): Effect {
  const keys = ids.map((id) => `${publisher}/${feed}/${id}`);
  return async (trx) => {
    if (keys.length === 0) return;
    await trx
      .deleteFrom('exchange_record')
      .where('area', '=', ADOPTED)
      .where('key', 'in', keys)
      .execute();
  };
}
